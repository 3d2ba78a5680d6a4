from datetime import UTC, datetime

import pytest

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.words import Words
from bot.summarise import summarise
from bot.summarise.answering import with_what_they_answer

AT = datetime(2026, 5, 3, tzinfo=UTC)
FIRST = "A mentor helped me through my first year at the library."


def said(reply_id: int, text: str, answers: int | None = None) -> Words:
    return Words(
        reply_id=ReplyId(reply_id),
        authors=(MemberId(reply_id),),
        guest=False,
        consent=Consent.QUOTE,
        text=text,
        said_at=AT,
        prompt_number=1,
        answers=None if answers is None else ReplyId(answers),
    )


def read(text: str, answers: int | None = 1) -> str:
    replies = [said(1, FIRST), said(2, text, answers)]
    return with_what_they_answer(replies, [each.text for each in replies])[1]


@pytest.mark.parametrize("text", ["Same here!", "+1", "👍", "I think so too.", "Yo también", "我也是", "Genau!"])
def test_short_answer_says_what_it_answers(text: str) -> None:
    assert read(text) == f"{FIRST}\n{text}"


@pytest.mark.parametrize(
    "text",
    ["I disagree.", "No.", "Not me!", "Nein", "我不同意", "Our budget for books and rooms is far too small."],
)
def test_answer_that_speaks_against_or_of_something_else_stands_alone(text: str) -> None:
    assert read(text) == text


def test_answer_to_what_does_not_stand_stands_alone() -> None:
    assert read("Same here!", answers=9) == read("Same here!", answers=None) == "Same here!"


def test_short_answers_are_counted_in_the_theme_of_what_they_answer() -> None:
    others = ["The roof leaks above the maps.", "Cats may not enter.", "Vinyl is lent often.", "The bus is late."]
    words = [said(1, FIRST), *(said(number, "Same here!", 1) for number in range(2, 6))]
    words += [said(number, text) for number, text in enumerate(others, 6)]
    agreeing = [said(10, "My mentor at the library helped me through my first year.")]
    summary = summarise([*words, *agreeing], title="x", prompt_number=1, round_name="x", made_at=AT)
    assert [{*theme.reply_ids} for theme in summary.themes] == [{1, 2, 3, 4, 5, 10}]
