"""Replies as others see them, and the question whether a pair's reply is right."""

import discord

from bot.domain.notices import Asking, ConfirmReply, PromptChoice, ReplyEcho, ReplyKept, WhichPrompt
from bot.frontend.buttons import LABEL_LIMIT, Pressed, button
from bot.frontend.messages.markup import mention, one_line, part_words, show_name, tame_words, trim
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, TITLE_LIMIT, Pen, make_card


def write_reply_echo(notice: ReplyEcho, pen: Pen) -> Message:
    """The reply whole under its authors' names; once it is withdrawn only that it was."""
    if notice.withdrawn:
        return Message(content=f"-# {pen.say('notice.echo.withdrawn')}", rows=((pen.about(),),))
    names = pen.speech.list([show_name(name) for name in notice.names])
    return Message(
        content=pen.say("notice.echo.content", names=names),
        embeds=_show_whole(notice.text),
        rows=((pen.about(),),),
    )


def _show_whole(words: str) -> tuple[discord.Embed, ...]:
    """The words as they were written: one card, or two where what makes them harmless takes more than one holds."""
    return tuple(make_card("", part) for part in part_words(tame_words(words), DESCRIPTION_LIMIT))


def write_kept(notice: ReplyKept, pen: Pen) -> Message:
    """Thanks to who replied by DM, who will see the words, and how to change that or the reply."""
    body = pen.lines(
        pen.say("notice.welcome.consent", consent=pen.say(f"notice.consent.{notice.consent}")),
        "" if notice.asked else pen.say("notice.kept.unasked"),
        "" if notice.shown else pen.say("notice.kept.not_shown"),
        pen.say("answer.reply.late") if notice.late else "",
    )
    return Message(
        content=pen.say("notice.kept.content", title=show_name(notice.title, 100)),
        embeds=(make_card("", body),),
        rows=(
            (
                pen.quiet("reply_edit", notice.reply_id),
                pen.quiet("withdraw", notice.reply_id),
                pen.quiet("consent", notice.round_id),
            ),
        ),
    )


def write_which_prompt(notice: WhichPrompt, pen: Pen) -> Message:
    """Nothing is kept yet: one tap says to which prompt the message is a reply; for all else there are other places."""
    several = len({choice.program for choice in notice.choices}) > 1
    body = pen.lines(pen.say("notice.which_prompt.body"), pen.say("notice.which_prompt.else"))
    return Message(
        content=pen.say("notice.which_prompt.content"),
        embeds=(make_card("", body),),
        rows=(
            tuple(_choice(notice, choice, pen, several=several) for choice in notice.choices),
            (pen.quiet("help_round", notice.choices[0].round_id, label="help"),),
        ),
    )


def _choice(notice: WhichPrompt, choice: PromptChoice, pen: Pen, *, several: bool) -> Pressed:
    text = one_line(f"{choice.title} ({choice.program})" if several else choice.title)
    return button(
        "dm_reply", choice.round_id, choice.number, notice.message_id, label=trim(text, LABEL_LIMIT), token=pen.token
    )


def write_confirm_reply(notice: ConfirmReply, pen: Pen) -> Message:
    """The words that one partner wrote for all, and how they may be used, for the others to say yes or no.

    Once they have, it says so; and once it asks for nothing any more, its button can no longer be pressed.
    """
    if notice.asking in (Asking.REPLACED, Asking.WITHDRAWN):
        return Message(
            content=f"-# {pen.say(f'notice.confirm.{notice.asking}')}",
            rows=((pen.off("confirm", notice.reply_id),),),
        )
    counts = notice.asking is Asking.COUNTS
    cards = _show_whole(notice.text)
    waits_for = pen.speech.list([one_line(name) for name in notice.waits_for])
    heading = pen.say("notice.confirm.all") if counts else pen.say("notice.confirm.heading", names=waits_for)
    cards[-1].add_field(
        name=trim(heading, TITLE_LIMIT),
        value=pen.lines(
            "" if counts else pen.say("notice.confirm.body"),
            pen.say("notice.confirm.consent", consent=pen.say(f"notice.consent.{notice.consent}")),
            pen.say("notice.confirm.strictest"),
        ),
        inline=False,
    )
    title = show_name(notice.title, 100)
    agreed = pen.say("notice.confirm.counts", name=_call(notice.agreed, pen), title=title)
    asked = pen.say(
        "notice.confirm.content", readers=mention(notice.readers), writer=_call(notice.writer, pen), title=title
    )
    answer = pen.off("confirm", notice.reply_id) if counts else pen.strong("confirm", notice.reply_id)
    return Message(
        content=agreed if counts else asked,
        embeds=cards,
        rows=(
            (
                answer,
                pen.quiet("withdraw", notice.reply_id),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
        mentions=notice.readers,
    )


def _call(name: str, pen: Pen) -> str:
    return show_name(name) or pen.say("notice.confirm.somebody")
