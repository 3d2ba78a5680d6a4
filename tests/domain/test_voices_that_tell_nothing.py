"""Whoever reads the table of replies beside the summary must not learn more of anybody than the summary shows."""

import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cells import cross
from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.kind import Kind
from bot.domain.summary import Summary, Theme
from bot.domain.summary_kinds import KindOf, Origin
from bot.domain.voices import Voice, voices_of
from bot.domain.words import Words, figures_of, people_of

AT = datetime(2026, 5, 3, tzinfo=UTC)
REGIONS = ("Asia", "Europe", "North")
Spoken = tuple[int, int | None]
"""Who wrote a reply, and in which theme it is."""


def reply(number: int, author: int, consent: Consent = Consent.QUOTE, prompt: int = 1) -> Words:
    return Words(
        reply_id=ReplyId(number),
        authors=(MemberId(author),),
        guest=False,
        consent=consent,
        text=f"words {number}",
        said_at=AT,
        prompt_number=prompt,
    )


def summary(words: list[Words], themes: list[int | None], value_of: dict[MemberId, str]) -> Summary:
    groups: dict[int, list[Words]] = defaultdict(list)
    for each, theme in zip(words, themes, strict=True):
        if theme is not None:
            groups[theme].append(each)
    made = tuple(
        Theme(
            number=number, words=("w",), reply_ids=tuple(each.reply_id for each in group), people=len(people_of(group))
        )
        for number, group in sorted(groups.items())
    )
    people = {number: people_of(group) for number, group in groups.items()}
    return Summary(
        round_name="2026A",
        prompt_number=None,
        title="All",
        made_at=AT,
        reply_ids=tuple(each.reply_id for each in words),
        figures=figures_of(words),
        themes=made,
        crossings=(cross("region", people, value_of, REGIONS),),
    )


def voices(spoken: list[Spoken], value_of: dict[MemberId, str], seed: int = 1) -> tuple[Summary, tuple[Voice, ...]]:
    words = [reply(number, author) for number, (author, _) in enumerate(spoken, 1)]
    made = summary(words, [theme for _, theme in spoken], value_of)
    return made, voices_of([made], words, {"region": value_of}, {}, random.Random(seed))


def test_person_whose_cells_all_show_has_one_number_and_a_region() -> None:
    value_of = {MemberId(n): REGIONS[n % 3] for n in range(1, 10)}
    _, told = voices([(n % 9 + 1, n // 9 + 1) for n in range(18)], value_of)
    assert {each.values["region"] for each in told} == {*REGIONS}
    assert Counter(Counter(each.speaker for each in told).values()) == {2: 9}


def test_person_who_is_hidden_in_one_theme_cannot_be_found_there_from_another() -> None:
    """Six in theme 1 are Europeans, as its row shows; two of them are in theme 2, where that is hidden."""
    value_of = {MemberId(n): "Europe" if n < 7 else "Asia" if n < 10 else "North" for n in range(1, 13)}
    spoken: list[Spoken] = [*((n, 1) for n in (*range(1, 8), 10)), *((n, 2) for n in (1, 2, 7, 8))]
    made, told = voices(spoken, value_of)
    assert [row.cells for row in made.crossings[0].rows] == [(6,), (None,)]
    by_speaker: dict[int, set[int | None]] = defaultdict(set)
    for each in told:
        by_speaker[each.speaker].add(each.theme)
    assert all(len(themes) == 1 for themes in by_speaker.values())
    assert sum("region" in each.values for each in told) == 4


def test_without_any_cell_that_shows_a_person_has_one_number() -> None:
    _, told = voices([(n % 3 + 1, n // 3 + 1) for n in range(9)], {MemberId(1): "Europe"})
    assert Counter(Counter(each.speaker for each in told).values()) == {3: 3}


def test_replies_that_may_only_be_counted_or_were_forgotten_have_no_voice() -> None:
    words = [reply(1, 1, Consent.COUNT_ONLY), replace(reply(2, 2), forgotten=True), reply(3, 3)]
    told = voices_of([summary(words, [None] * 3, {})], words, {}, {ReplyId(3): "en"}, random.Random(1))
    assert [(each.reply_id, each.language) for each in told] == [(3, "en")]


def test_kind_that_nobody_said_is_only_proposed() -> None:
    words = [reply(1, 1), reply(2, 2), reply(3, 3)]
    kinds = (
        KindOf(reply_id=ReplyId(1), kind=Kind.NEED, origin=Origin.PROPOSED),
        KindOf(reply_id=ReplyId(2), kind=Kind.NEED, origin=Origin.CORRECTED),
    )
    told = voices_of([replace(summary(words, [None] * 3, {}), kinds=kinds)], words, {}, {}, random.Random(1))
    assert {each.reply_id: (each.kind, each.proposed_kind) for each in told} == {
        1: (None, Kind.NEED),
        2: (Kind.NEED, None),
        3: (None, None),
    }


def test_reply_has_the_theme_of_its_own_prompt() -> None:
    words = [reply(n, n) for n in range(1, 5)]
    whole = summary(words, [1] * 4, {})
    of_prompt = replace(summary(words, [5] * 4, {}), prompt_number=1)
    told = voices_of([whole, of_prompt], words, {}, {}, random.Random(1))
    assert {each.theme for each in told} == {5}


@given(
    spoken=st.lists(st.tuples(st.integers(1, 12), st.sampled_from([1, 2, 3, None])), max_size=40),
    regions=st.lists(st.sampled_from(["", *REGIONS]), min_size=12, max_size=12),
    seed=st.integers(0, 9),
)
def test_whatever_is_known_of_people_could_also_be_otherwise_where_a_cell_is_hidden(spoken, regions, seed) -> None:
    """Nobody who has a region in the table, or one by an open row, is anywhere that this region is hidden."""
    value_of = {MemberId(n): region for n, region in enumerate(regions, 1) if region}
    made, told = voices(spoken, value_of, seed)
    shown = {
        (row.theme, column)
        for table in made.crossings
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell is not None
    }
    themes_of: dict[int, set[int | None]] = defaultdict(set)
    region_of: dict[int, set[str]] = defaultdict(set)
    for each in told:
        themes_of[each.speaker].add(each.theme)
        region_of[each.speaker].add(each.values.get("region", ""))
    for speaker, themes in themes_of.items():
        (region,) = region_of[speaker]
        assert all((theme, region) in shown for theme in themes) if region else len(themes) == 1 or not shown
