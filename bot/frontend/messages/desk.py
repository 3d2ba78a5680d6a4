"""The greeting with which organisers begin, and notes to them.

A text `desk.<key>` has a headline, and what to do in the lines below it.
"""

import re

from bot.domain.notices import DeskNote, Greeting
from bot.frontend.buttons import Pressed
from bot.frontend.messages.markup import block_quote, show_name, tame_words
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card

_PLACE = re.compile(r"(?:<#)?(\d+)>?")
_MENTIONS = re.compile(r"<@\d+>(?:, <@\d+>)*")
"""People who said nothing of themselves are called by a mention; in the organisers' channel it pings nobody."""
MOST_NAMED = 5
"""Programs in a greeting."""
_LONGEST_QUOTE = 3_900
"""Characters of words with all marks escaped; what is longer stands as it was written; an embed pings nobody."""

_ABOUT_PARTNERS = frozenset({"pairing_went_out", "partner_left", "partner_silent", "silence_ended"})
"""Notes under which moderators can see how all partners do."""


def write_greeting(notice: Greeting, pen: Pen) -> Message:
    """What the bot is for, and a button with which organisers begin; once something is set up, where that is."""
    if not notice.set_up:
        button = pen.strong("setup", label="setup_begin")
        return Message(
            content=pen.lines(pen.say("notice.hello"), pen.say("notice.hello.begin")), rows=((button, pen.about()),)
        )
    places = (
        pen.say("notice.hello.done", title=show_name(title), channel=f"<#{channel_id}>")
        for title, channel_id in notice.set_up[:MOST_NAMED]
    )
    button = pen.quiet("setup", label="setup_done")
    return Message(content=pen.lines(pen.say("notice.hello"), *places), rows=((button, pen.about()),))


def write_desk_note(notice: DeskNote, pen: Pen) -> Message:
    """What happened, what may be done about it, and a button for that where there is one."""
    fields = {name: _show(name, value, pen) for name, value in notice.fields}
    if notice.step_id is not None:
        fields["step"] = notice.step_id
    headline, _, body = pen.say(f"desk.{notice.key}", **fields).partition("\n")
    return Message(
        content=headline, embeds=(make_card("", body),) if body else (), rows=(_choose_buttons(notice, pen),)
    )


def _choose_buttons(notice: DeskNote, pen: Pen) -> tuple[Pressed, ...]:
    if notice.key == "pairing_ready" and notice.round_id is not None:
        return (pen.quiet("pairing_show", notice.round_id), pen.strong("pairing_approve", notice.round_id))
    if notice.key == "summary_ready" and notice.summary_id is not None:
        return (pen.quiet("summary_show", notice.summary_id), pen.strong("summary_approve", notice.summary_id))
    if notice.key == "survey_done" and notice.round_id is not None:
        return (pen.quiet("survey_show", notice.round_id),)
    if notice.step_id is not None:
        return (pen.strong("step_again", notice.step_id, label="try_again"),)
    if notice.key in _ABOUT_PARTNERS and notice.round_id is not None:
        return (pen.quiet("round_partners", notice.round_id), pen.about())
    return (pen.about(),)


def _show(name: str, value: str | int, pen: Pen) -> str | int:
    """The field so that it is harmless: words as a quote, a place as a link to it, a number as it is."""
    match name:
        case "words":
            quoted = block_quote(str(value))
            return quoted if len(quoted) <= _LONGEST_QUOTE else tame_words(str(value))
        case "name" | "partner" | "place" if not value:
            return pen.say("desk.somebody")
        case "kind" | "what" | "why" | "need":
            return pen.say(f"desk.{name}.{value}")
        case "permission" if not value:
            return pen.say("desk.some_permission")
        case "place" if found := _PLACE.fullmatch(str(value)):
            return f"<#{found[1]}>"
        case _:
            return value if isinstance(value, int) or _MENTIONS.fullmatch(value) else show_name(value, 100)
