"""What stays in a theme of many replies, and which of them speak for it."""

from datetime import UTC, datetime

import numpy as np
import pytest

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.summary import most_quotes_of
from bot.domain.words import Words
from bot.summarise.grouping import find_groups
from bot.summarise.landscape import survey
from bot.summarise.quotes import Quoter

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
PLACES = (
    "the harbour",
    "the school",
    "the market",
    "the station",
    "the clinic",
    "the museum",
    "the bridge",
    "the park",
)
BUSES = [f"A bus to {place} should leave every ten minutes." for place in PLACES]
LANES = [f"We want a safe bicycle lane to {place}." for place in PLACES]
LOANS = [f"Readers near {place} want to borrow more films." for place in PLACES]
STRANGERS = (
    "My grandmother bakes bread with honey on Sundays.",
    "The volcano was quiet for two hundred years.",
    "I prefer poems that do not rhyme.",
)


def said(number: int, text: str) -> Words:
    return Words(
        reply_id=ReplyId(number + 1),
        authors=(MemberId(number + 1),),
        guest=False,
        consent=Consent.QUOTE,
        text=text,
        said_at=AT,
        prompt_number=1,
    )


def test_reply_that_is_about_nothing_others_speak_of_is_in_no_group_of_theirs() -> None:
    texts = [*BUSES, *LANES, *LOANS, *STRANGERS, *BUSES, *LOANS]
    strangers = {texts.index(text) for text in STRANGERS}
    large = [group for group in find_groups(survey(texts)) if len(group) > len(strangers)]
    assert len(large) >= 3
    assert all(strangers.isdisjoint(group) for group in large)


def test_second_quote_speaks_for_those_whom_the_first_leaves_out() -> None:
    texts = [*BUSES, STRANGERS[0], *LANES[:4]]
    words = [said(number, text) for number, text in enumerate(texts)]
    first, second = Quoter(words=words, land=survey(texts)).choose(range(len(texts)), most=2)
    assert (first.text in BUSES, second.text in LANES) == (True, True)


def test_part_of_the_label_that_no_quote_speaks_of_comes_before_others() -> None:
    texts = [*BUSES, *LANES[:3], *LOANS[:2]]
    quoter = Quoter(words=[said(number, text) for number, text in enumerate(texts)], land=survey(texts))
    second = [quoter.choose(range(len(texts)), 2, label)[1].text for label in ((), ("bus", "films"))]
    assert (second[0] in LANES, second[1] in LOANS) == (True, True)


def test_what_means_the_same_lies_near_in_any_language() -> None:
    english = [f"A bus to {place} is missing." for place in PLACES]
    spanish = [f"Falta un autobús a {place}." for place in ("el puerto", "la escuela", "el mercado", "la estación")]
    land = survey([*english, *spanish, *LOANS])
    near = land.matters @ land.matters[: len(english)].mean(axis=0)
    ours, theirs = near[len(english) : len(english) + len(spanish)], near[-len(LOANS) :]
    assert np.min(ours) > np.max(theirs)


@pytest.mark.parametrize(("people", "most"), [(3, 3), (19, 3), (20, 4), (39, 4), (40, 5), (5_000, 5)])
def test_theme_of_many_people_has_more_quotes(people: int, most: int) -> None:
    assert most_quotes_of(people) == most
