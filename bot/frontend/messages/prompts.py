"""Prompts: for everybody in the program's channel, and for partners in their thread."""

from pathlib import PurePosixPath
from typing import Any

import discord

from bot.domain.notices import PairPrompt, PromptPost
from bot.domain.prompt import Prompt, PromptImage
from bot.frontend.messages.markup import mention, one_line, show_name, trim
from bot.frontend.messages.message import PICTURE_NAME, Message, Picture
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, EMBED_LIMIT, FIELD_LIMIT, Pen, make_card
from bot.texts.speech import moment

_SMALLEST_DESCRIPTION_OF_A_PICTURE = 40


def write_prompt_post(notice: PromptPost, pen: Pen) -> Message:
    """The whole prompt, until when and how to reply, and what happens to the words."""
    prompt = notice.prompt
    how = "notice.prompt.how_thread" if notice.reads_threads else "notice.prompt.how_button"
    card = make_card(
        prompt.title,
        pen.paragraphs(prompt.opening, number_questions(prompt)),
        footer=_credits(prompt, pen),
    )
    card.add_field(
        name=pen.say("notice.prompt.how_heading"),
        value=pen.lines(pen.say(how), pen.say("notice.prompt.until", closes=moment(notice.closes_at, "D"))),
        inline=False,
    )
    if prompt.photo_activity:
        card.add_field(
            name=pen.say("notice.prompt.photo"), value=trim(prompt.photo_activity, FIELD_LIMIT), inline=False
        )
    pictures = _add_picture(card, prompt, pen)
    reply = pen.strong("reply", notice.round_id, prompt.number)
    links = tuple(_link(title=link.title, url=link.url) for link in prompt.links)
    return Message(
        content=pen.say(
            "notice.prompt.content", position=notice.position, of=notice.of, title=show_name(prompt.title, 100)
        ),
        embeds=(card,),
        rows=((reply, pen.quiet("consent", notice.round_id)), *((links,) if links else ())),
        pictures=pictures,
    )


def write_pair_prompt(notice: PairPrompt, pen: Pen) -> Message:
    """The prompt for partners, so that they need not read it in the channel; with the way to what others say."""
    prompt = notice.prompt
    # A prompt's thread has the id of its message.
    others = pen.say("notice.pair_prompt.others", thread=f"<#{notice.message_id}>") if notice.message_id else ""
    waits = (
        pen.say("notice.pair_prompt.unconfirmed", title=show_name(notice.unconfirmed, 100))
        if notice.unconfirmed
        else ""
    )
    until = pen.say("notice.prompt.until", closes=moment(notice.closes_at, "D"))
    rest = pen.paragraphs(pen.lines(pen.say("notice.pair_prompt.how"), until, others), waits)
    body = pen.paragraphs(_tell_prompt(prompt, pen, DESCRIPTION_LIMIT - len(rest) - 2), rest)
    return Message(
        content=pen.say(
            "notice.pair_prompt.content",
            members=mention(notice.members),
            position=notice.position,
            of=notice.of,
            title=show_name(prompt.title, 100),
        ),
        embeds=(make_card(prompt.title, body),),
        rows=(
            (
                pen.strong("pair_reply", notice.round_id, prompt.number, notice.pair_id),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
        mentions=notice.members,
    )


def _tell_prompt(prompt: Prompt, pen: Pen, room: int) -> str:
    """All of it; the questions alone where it has more than so many characters."""
    photo = f"**{pen.say('notice.prompt.photo')}**\n{prompt.photo_activity}" if prompt.photo_activity else ""
    whole = pen.paragraphs(prompt.opening, number_questions(prompt), photo)
    return whole if len(whole) <= room else number_questions(prompt)


def number_questions(prompt: Prompt) -> str:
    """The questions as a numbered list."""
    return "\n".join(f"{place}. {question}" for place, question in enumerate(prompt.questions, 1))


def _link(*, title: str, url: str) -> discord.ui.Button[Any]:
    return discord.ui.Button(style=discord.ButtonStyle.link, label=trim(one_line(title), 80), url=url)


def _credits(prompt: Prompt, pen: Pen) -> str:
    """Author, source of the picture and tags as plain text, for a footer shows no Markdown."""
    parts = [
        pen.say("notice.prompt.author", author=one_line(prompt.author)) if prompt.author else "",
        pen.say("notice.prompt.source", source=one_line(prompt.image.source)) if prompt.image else "",
        " ".join(f"#{one_line(tag)}" for tag in prompt.tags),
    ]
    return " · ".join(part for part in parts if part)


def _add_picture(card: discord.Embed, prompt: Prompt, pen: Pen) -> tuple[Picture, ...]:
    """The embed shows the picture; what it shows is told to those who cannot see it. Returns what must be uploaded."""
    match prompt.image:
        case PromptImage(file=str(file), alt=alt):
            name = f"{PICTURE_NAME}{PurePosixPath(file).suffix.lower()}"
            card.set_image(url=f"attachment://{name}")
            return (Picture(prompt=prompt, file_name=name, alt=alt),)
        case PromptImage(url=str(url), alt=alt):
            card.set_image(url=url)
            heading = pen.say("notice.prompt.picture")
            room = min(FIELD_LIMIT, EMBED_LIMIT - len(card) - len(heading))
            if room >= _SMALLEST_DESCRIPTION_OF_A_PICTURE:
                card.add_field(name=heading, value=trim(one_line(alt), room), inline=False)
            return ()
        case _:
            return ()
