from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.consent import Consent, strictest
from bot.domain.ids import MemberId, ReplyId
from bot.domain.words import Words, figures_of, may_be_named, may_be_quoted, people_of

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)


def said(
    reply_id: int, *authors: int, consent: Consent = Consent.QUOTE, guest: bool = False, late: bool = False
) -> Words:
    return Words(
        reply_id=ReplyId(reply_id),
        authors=tuple(MemberId(author) for author in authors),
        guest=guest,
        consent=consent,
        text="Mentoring helps.",
        said_at=AT,
        prompt_number=1,
        late=late,
    )


def test_strictest_of_a_pair_is_what_allows_least() -> None:
    assert strictest(Consent.QUOTE_WITH_NAME, Consent.QUOTE) is Consent.QUOTE
    assert strictest(Consent.QUOTE, Consent.COUNT_ONLY, Consent.QUOTE_WITH_NAME) is Consent.COUNT_ONLY


def test_strictest_of_nobody_is_count_only() -> None:
    assert strictest() is Consent.COUNT_ONLY


@pytest.mark.parametrize(
    ("consent", "quoted", "named"),
    [(Consent.COUNT_ONLY, False, False), (Consent.QUOTE, True, False), (Consent.QUOTE_WITH_NAME, True, True)],
)
def test_consent_decides_what_is_shown(consent: Consent, quoted: bool, named: bool) -> None:
    words = said(1, 1, consent=consent)
    assert (may_be_quoted(words), may_be_named(words)) == (quoted, named)


def test_figures_count_people_and_replies_apart() -> None:
    figures = figures_of([
        said(1, 10),
        said(2, 10, consent=Consent.COUNT_ONLY),
        said(3, 10, 11, consent=Consent.QUOTE_WITH_NAME, late=True),
    ])  # fmt: skip
    assert (figures.people, figures.replies, figures.pair_replies, figures.late_replies) == (2, 3, 1, 1)
    assert (figures.count_only, figures.quote, figures.quote_with_name) == (1, 1, 1)


def test_figures_count_guests_apart() -> None:
    figures = figures_of([said(1, 10), said(2, 20, guest=True), said(3, 20, guest=True)])
    assert (figures.people, figures.guest_people, figures.guest_replies) == (2, 1, 2)


def test_guest_who_joined_later_is_no_guest() -> None:
    figures = figures_of([said(1, 10, guest=True), said(2, 10)])
    assert (figures.people, figures.guest_people, figures.guest_replies) == (1, 0, 1)


def test_figures_of_nothing_are_all_zero() -> None:
    figures = figures_of([])
    assert {getattr(figures, name) for name in figures.__slots__} == {0}


@given(st.lists(st.tuples(st.integers(1, 9), st.lists(st.integers(1, 5), min_size=1, max_size=2, unique=True))))
def test_figures_of_any_replies_agree_with_each_other(drawn: list[tuple[int, list[int]]]) -> None:
    words = [said(reply_id, *authors) for reply_id, authors in dict(drawn).items()]
    figures = figures_of(words + words)
    assert figures == figures_of(reversed(words))
    assert figures.replies == len(words) == figures.count_only + figures.quote + figures.quote_with_name
    assert figures.people == len(people_of(words))
