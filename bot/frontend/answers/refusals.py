"""What is answered when something could not be done, or a form was not accepted."""

from collections.abc import Sequence

from bot.frontend.buttons import button
from bot.frontend.messages import Message
from bot.frontend.messages.pen import GREY, Pen, make_card

MOST_SUGGESTED = 3


def write_refusal(text: str) -> Message:
    """Why not, and what to do next."""
    return Message(content="", embeds=(make_card("", text, colour=GREY),))


def write_refused_form(
    text: str,
    pen: Pen,
    *,
    again: tuple[str, ...],
    words: str = "",
    countries: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> Message:
    """Why the form was not accepted, what was written in it, and buttons by which it goes on.

    `again` is the custom id, in parts, of the button that opens the form filled in; `words` are those of the person,
    given back whole. `countries` and `languages` are codes of what may have been meant.
    """
    verb, *args = again
    meant = [
        button("join_country", *args, code, label=pen.say("button.did_you_mean", country=pen.speech.country(code)))
        for code in countries[:MOST_SUGGESTED]
    ]
    hint = (
        pen.say("answer.languages_meant", languages=[pen.speech.language(code) for code in languages])
        if languages
        else ""
    )
    kept = make_card(pen.say("answer.your_words"), words, colour=GREY) if words.strip() else None
    return Message(
        content="",
        embeds=(make_card("", pen.paragraphs(text, hint), colour=GREY), *([kept] if kept else [])),
        rows=(*([tuple(meant)] if meant else []), (pen.strong(verb, *args, label="try_again"),)),
    )
