"""What is answered when something could not be done, or a form was not accepted."""

from collections.abc import Sequence

from bot.frontend.buttons import Pressed, button
from bot.frontend.messages import Message
from bot.frontend.messages.pen import GREY, Pen, make_card

MOST_SUGGESTED = 3
MOST_ROWS = 4
"""Of suggestions: a message holds five, and the way back to the form is one."""


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
    languages: Sequence[Sequence[str]] = (),
) -> Message:
    """Why the form was not accepted, what was written in it, and buttons by which it goes on.

    `again` is the custom id, in parts, of the button that opens the form filled in; `words` are those of the person,
    given back whole. `countries` are codes of what may have been meant, `languages` such codes for each part that was
    not understood: buttons of the verbs `<verb>_country` and `<verb>_language` take them.
    """
    verb, *args = again
    rows = [
        tuple(_meant(f"{verb}_country", (*args, code), pen.speech.country(code), pen) for code in _first(countries)),
        *(
            tuple(
                _meant(f"{verb}_language", (*args, place, code), pen.speech.language(code), pen)
                for code in _first(codes)
            )
            for place, codes in enumerate(languages)
        ),
    ]
    kept = make_card(pen.say("answer.your_words"), words, colour=GREY) if words.strip() else None
    return Message(
        content="",
        embeds=(make_card("", text, colour=GREY), *([kept] if kept else [])),
        rows=(*[row for row in rows if row][:MOST_ROWS], (pen.strong(verb, *args, label="try_again"),)),
    )


def _first(codes: Sequence[str]) -> Sequence[str]:
    return tuple(dict.fromkeys(codes))[:MOST_SUGGESTED]


def _meant(verb: str, args: Sequence[str | int], name: str, pen: Pen) -> Pressed:
    return button(verb, *args, label=pen.say("button.did_you_mean", name=name))
