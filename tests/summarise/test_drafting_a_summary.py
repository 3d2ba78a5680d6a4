import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.summary import Summary, all_quotes, quotes_in_reserve
from bot.domain.summary_check import check_summary
from bot.domain.words import Words, figures_of
from bot.summarise import summarise
from bot.summarise.drafting import most_themes_of
from bot.summarise.landscape import survey
from bot.summarise.quotes import Quoter

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
MATTERS = (
    "Mentoring helped me most when I was a new leader and knew {0}.",
    "Our budget is cut every year, so leading means choosing {0}.",
    "Online courses about leadership are good, but I need time for {0}.",
    "In a crisis the team needs short messages every day about {0}.",
    "导师制度对年轻馆员的职业发展帮助很大{0}。",
    "نحتاج إلى تدريب على القيادة في المكتبات مثل {0}.",
)
THINGS = ("nobody", "staff", "books", "rooms", "trust", "travel", "maps", "music", "paper", "bread", "rain", "stones")


def said(reply_id: int, text: str, *authors: int, consent: Consent = Consent.QUOTE) -> Words:
    return Words(
        reply_id=ReplyId(reply_id),
        authors=tuple(map(MemberId, authors or (1000 + reply_id,))),
        guest=reply_id % 7 == 3,
        consent=consent,
        text=text,
        said_at=AT,
        prompt_number=1,
        late=reply_id % 10 == 9,
        author_names=tuple(f"Name of {author}" for author in authors or (1000 + reply_id,)),
        link=f"https://discord.com/channels/1/2/{reply_id}",
    )


@cache
def talk(count: int) -> tuple[Words, ...]:
    consents = tuple(reversed(Consent))
    return tuple(
        said(n, MATTERS[n % len(MATTERS)].format(THINGS[n % len(THINGS)]), 1 + n // 2, consent=consents[n % 5 % 3])
        for n in range(count)
    )


def draft(words: Sequence[Words], seed: int = 0) -> Summary:
    return summarise(words, title="Leading", prompt_number=1, round_name="2026A", made_at=AT, seed=seed)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 30, 300])
def test_draft_of_any_size_is_true(count: int) -> None:
    words = talk(count)
    summary = draft(words)
    assert check_summary(summary, words) == []
    assert summary.figures == figures_of(words)
    assert len(summary.reply_ids) == count


@pytest.mark.parametrize("count", [0, 1, 7])
def test_under_eight_replies_there_are_no_themes_and_at_most_three_quotes(count: int) -> None:
    summary = draft(talk(count))
    assert summary.themes == ()
    assert len(summary.quotes) == min(3, count)


def test_seven_replies_that_are_alike_have_no_theme_and_eight_have() -> None:
    words = [said(n, f"Mentoring helps new leaders to find {thing}.") for n, thing in enumerate(THINGS[:8])]
    assert draft(words[:7]).themes == ()
    assert [theme.people for theme in draft(words).themes] == [8]


def test_themes_are_few_large_and_first_those_of_most_people() -> None:
    summary = draft(talk(300))
    counts = [theme.people for theme in summary.themes]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 3
    assert len(MATTERS) <= len(counts) <= most_themes_of(300)


MENTORS_AND_SUNDAYS = (
    "A mentor helped me through my first year.",
    "My mentor helped me when I was new.",
    "My first year was hard until a mentor helped.",
    "Every new librarian needs a mentor in the first year.",
    "A mentor makes the first year easier.",
    "We should open the library on Sundays.",
    "Sunday opening would bring families to the library.",
    "Open on Sundays, then students come.",
    "On Sundays the library is closed, that must change.",
    "Families ask for the library to be open on Sundays.",
)


def test_quotes_in_reserve_are_of_others_than_those_who_are_quoted() -> None:
    words = [said(n, text) for n, text in enumerate(MENTORS_AND_SUNDAYS)]
    summary = draft(words)
    quotes = (*all_quotes(summary), *quotes_in_reserve(summary))
    assert [len(theme.quotes) for theme in summary.themes] == [3, 3]
    assert quotes_in_reserve(summary)
    assert len({each.number for each in quotes}) == len({each.reply_id for each in quotes}) == len(quotes)
    alone = draft(words[:7])
    assert (len(alone.quotes), len(alone.reserve)) == (3, 3)


def test_second_quote_is_of_who_says_no_where_the_first_does_not() -> None:
    texts = (
        "A mentor helps new librarians to lead.",
        "A mentor helps new librarians to plan their career.",
        "Mentors help new librarians in the first year.",
        "New librarians learn from a mentor.",
        "New librarians learn to lead from each other, not from a mentor.",
    )
    words = [said(n, text) for n, text in enumerate(texts)]
    quotes = Quoter(words=words, land=survey(texts)).choose(range(len(words)), 2)
    assert [" not " in each.text for each in quotes] == [False, True]


def test_themes_separate_what_is_said() -> None:
    words = {each.reply_id: each for each in talk(60)}
    for theme in draft(list(words.values())).themes:
        assert len({reply_id % len(MATTERS) for reply_id in theme.reply_ids}) == 1


def test_labels_are_phrases_of_the_theme() -> None:
    words = {each.reply_id: each.text for each in talk(120)}
    for theme in draft(talk(120)).themes:
        assert 1 <= len(theme.words) <= 2
        assert all(any(phrase in words[reply_id] for reply_id in theme.reply_ids) for phrase in theme.words)


def test_person_is_quoted_once_in_a_theme() -> None:
    words = {each.reply_id: each for each in talk(300)}
    for theme in draft(list(words.values())).themes:
        authors = [author for quote in theme.quotes for author in words[quote.reply_id].authors]
        assert len(authors) == len(set(authors))
        assert 1 <= len(theme.quotes) <= 3


def test_name_and_link_stand_only_with_consent() -> None:
    words = {each.reply_id: each for each in talk(120)}
    quotes = all_quotes(draft(list(words.values())))
    named = [quote for quote in quotes if words[quote.reply_id].consent is Consent.QUOTE_WITH_NAME]
    assert named
    assert all(quote.credit == words[quote.reply_id].author_names and quote.link for quote in named)
    assert not any(quote.credit or quote.link for quote in quotes if quote not in named)
    assert [quote.number for quote in quotes] == list(range(1, len(quotes) + 1))


@pytest.mark.parametrize("count", [7, 30, pytest.param(120, marks=pytest.mark.long)])
def test_draft_is_the_same_in_any_order(count: int) -> None:
    words = talk(count)
    shuffled = random.Random(5).sample(words, len(words))
    assert draft(words) == draft(shuffled) == draft([*shuffled, *words])


def test_all_alike_is_one_theme_with_one_quote() -> None:
    summary = draft([said(n, "We need more mentoring for new leaders.") for n in range(30)])
    assert [(theme.people, len(theme.quotes)) for theme in summary.themes] == [(30, 1)]


def test_one_person_who_writes_everything_makes_no_theme() -> None:
    summary = draft([said(n, f"Mentoring helps with {thing}.", 7) for n, thing in enumerate(THINGS)])
    assert summary.themes == ()
    assert len(summary.quotes) == 1


def test_one_person_who_writes_half_counts_once() -> None:
    texts = [f"Mentoring helps new leaders with {thing}." for thing in THINGS[:10]]
    words = [said(n, text, *([7] if n % 2 else [])) for n, text in enumerate(texts)]
    assert [(theme.people, len(theme.reply_ids)) for theme in draft(words).themes] == [(6, 10)]


def test_nothing_that_may_be_quoted_leaves_only_figures() -> None:
    words = [replace(each, consent=Consent.COUNT_ONLY) for each in talk(60)]
    summary = draft(words)
    assert (summary.themes, summary.quotes) == ((), ())
    assert summary.figures.count_only == 60


@pytest.mark.parametrize("text", ["👍🏽", "", "https://example.org/a", "@everyone", "<@1234>", "```\ncode\n```"])
def test_replies_without_words_have_neither_theme_nor_quote(text: str) -> None:
    summary = draft([said(n, text) for n in range(20)])
    assert (summary.themes, summary.quotes) == ((), ())
    assert len(summary.other_ids) == 20


def test_rant_is_quoted_in_part() -> None:
    rant = said(1, ("Leading in a crisis takes time and calm. " * 100)[:4000])
    (quote,) = draft([rant]).quotes
    assert quote.text == "Leading in a crisis takes time and calm."


@pytest.mark.long
def test_seed_changes_nothing_that_must_be_true() -> None:
    words = talk(120)
    assert all(check_summary(draft(words, seed), words) == [] for seed in range(4))


replies = st.builds(
    said,
    st.integers(1, 400),
    st.text(max_size=60) | st.sampled_from([each.format("time") for each in MATTERS]),
    st.integers(1, 12),
    consent=st.sampled_from(Consent),
)


@given(st.lists(replies, max_size=25, unique_by=lambda each: each.reply_id))
def test_draft_of_any_text_is_true(words: list[Words]) -> None:
    summary = draft(words)
    assert check_summary(summary, words) == []
    texts = {each.reply_id: each.text for each in words}
    assert all(quote.text in texts[quote.reply_id] for quote in all_quotes(summary))
