"""What is answered to who writes, changes, confirms or withdraws a reply, and to who looks at their own."""

from typing import Any

import discord

from bot.actions.own_data import MyReply
from bot.actions.pair_replies import PairReplyDrafted
from bot.actions.replying import Written
from bot.domain.ids import MemberId, ProgramId, ReplyId, RoundId
from bot.domain.reply import Reply, Source
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import one_line, show_name, trim
from bot.frontend.messages.pen import Pen, make_card
from bot.texts.speech import moment

MOST_LISTED = 25
"""What a select holds."""


def write_reply_kept(written: Written, round_id: RoundId, pen: Pen) -> Message:
    """Thanks, how the words are used, and how to change that or the reply."""
    body = pen.lines(
        pen.say("notice.welcome.consent", consent=pen.say(f"notice.consent.{written.consent}")),
        pen.say("answer.reply.late") if written.late else "",
        pen.say("answer.reply.guest") if written.guest else "",
    )
    row = (*_hands_on(written.reply_id, pen), pen.quiet("consent", round_id))
    return write_plain(pen.say("answer.reply.kept"), body, rows=(row,))


def _hands_on(reply_id: ReplyId, pen: Pen) -> tuple[Pressed, ...]:
    """What stands under every word about one's own reply: change it, or take it back."""
    return pen.quiet("reply_edit", reply_id), pen.quiet("withdraw", reply_id)


def write_pair_drafted(drafted: PairReplyDrafted, writer: MemberId, pen: Pen) -> Message:
    """The partner is asked whether the words are right."""
    names = pen.speech.list([show_name(name) for name in drafted.partners])
    body = pen.paragraphs(pen.say("answer.pair_reply.body", names=names), _say_use(drafted.reply, writer, pen))
    return write_plain(pen.say("answer.pair_reply.title"), body, rows=(_hands_on(drafted.reply.id, pen),))


def write_reply_changed(reply: Reply, writer: MemberId, pen: Pen) -> Message:
    """The reply says the new words."""
    return _write_about(reply, writer, "answer.reply.changed", pen)


def write_brought_back(reply: Reply, writer: MemberId, pen: Pen) -> Message:
    """The reply counts again."""
    return _write_about(reply, writer, "answer.reply.brought_back", pen)


def _write_about(reply: Reply, writer: MemberId, title: str, pen: Pen) -> Message:
    """How the reply is used now, and what can be done with it."""
    body = pen.lines(_say_use(reply, writer, pen), "" if reply.counts() else pen.say("answer.my_replies.waits_long"))
    rows = () if reply.source is Source.THREAD else (_hands_on(reply.id, pen),)
    return write_plain(pen.say(title), body, rows=rows)


def _say_use(reply: Reply, writer: MemberId, pen: Pen) -> str:
    """How the reply is used; and why, where its other writers allow less than this one. What they chose is not told."""
    used, own = reply.consent(), reply.consent_of(writer)
    chose = pen.say("answer.pair_reply.you_chose", consent=pen.say(f"notice.consent.{own}"))
    return pen.lines(
        pen.say("notice.welcome.consent", consent=pen.say(f"notice.consent.{used}")),
        "" if used is own else pen.lines(chose, pen.say("notice.confirm.strictest")),
    )


def write_confirmed(reply: Reply, pen: Pen) -> Message:
    """The words are this person's too."""
    key = "answer.pair_reply.counts" if reply.counts() else "answer.pair_reply.waits"
    return write_plain(pen.say("answer.pair_reply.confirmed"), pen.say(key))


def write_withdrawn(reply_id: ReplyId, pen: Pen) -> Message:
    """The reply no longer counts; nothing was asked before, so one tap undoes it."""
    row = (pen.quiet("bring_back", reply_id),)
    return write_plain(pen.say("answer.reply.withdrawn"), pen.say("answer.reply.withdrawn_body"), rows=(row,))


def write_my_replies(mine: tuple[MyReply, ...], program_id: ProgramId, pen: Pen) -> Message:
    """A line for each reply, the newest first, and a select to open one of them."""
    if not mine:
        return write_plain(pen.say("answer.my_replies.none"), pen.say("answer.my_replies.how"))
    shown = mine[:MOST_LISTED]
    lines = pen.lines(*(_line(each, pen) for each in shown))
    options = [
        discord.SelectOption(
            label=trim(one_line(each.prompt_title), 100),
            value=str(each.reply.id),
            description=trim(one_line(each.reply.text), 100) or None,
        )
        for each in shown
    ]
    select = Pressed(
        discord.ui.Select[Any](
            custom_id=build("my_reply", program_id), options=options, placeholder=pen.say("answer.my_replies.choose")
        )
    )
    return write_plain(pen.say("answer.my_replies.title"), lines, rows=((select,),))


def _line(each: MyReply, pen: Pen) -> str:
    title = show_name(each.prompt_title, 100)
    stands = _say_standing(each.reply, "answer.my_replies.together", "answer.my_replies.waits", pen)
    parts = (f"**{title}**", moment(each.reply.said_at, "D"), pen.say(f"notice.consent.{each.reply.consent()}"), stands)
    return "- " + " · ".join(part for part in parts if part)


def _say_standing(reply: Reply, together: str, waits: str, pen: Pen) -> str:
    """Whether a yes is still missing; of a reply that needed none, nothing."""
    if not reply.counts():
        return pen.say(waits)
    return pen.say(together) if reply.source is Source.PAIR else ""


def write_my_reply(mine: MyReply, writer: MemberId, pen: Pen) -> Message:
    """One reply whole, with what can be done with it."""
    reply = mine.reply
    details = pen.lines(
        _say_use(reply, writer, pen),
        pen.say("answer.my_replies.kind", kind=pen.say(f"form.kind.{reply.kind}")) if reply.kind else "",
        _say_standing(reply, "answer.my_replies.together_long", "answer.my_replies.waits_long", pen),
        pen.say("answer.my_replies.in_thread", thread=f"<#{reply.channel_id}>")
        if reply.source is Source.THREAD
        else "",
        pen.say("answer.my_replies.forgotten") if reply.forgotten() else "",
    )
    edit = () if reply.source is Source.THREAD or reply.forgotten() else (pen.quiet("reply_edit", reply.id),)
    return Message(
        content="",
        embeds=(make_card(mine.prompt_title, reply.text), make_card("", details)),
        rows=((*edit, pen.quiet("withdraw", reply.id)),),
    )
