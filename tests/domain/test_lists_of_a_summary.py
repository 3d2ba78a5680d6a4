from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.cells import Crossing, Row
from bot.domain.ids import ReplyId
from bot.domain.kind import Kind
from bot.domain.summary import Summary, Theme
from bot.domain.summary_kinds import KindCount
from bot.domain.summary_lists import (
    contrast,
    crossing_by,
    heard_everywhere,
    new_against_senior,
    not_heard,
    shown_in_one_alone,
    themes_of_kind,
)
from bot.domain.words import figures_of


def theme(number: int, *kinds: KindCount) -> Theme:
    return Theme(number=number, words=(f"word{number}",), reply_ids=(ReplyId(number),), people=9, kinds=kinds)


def count(kind: Kind, people: int, replies: int = 0) -> KindCount:
    return KindCount(kind=kind, people=people, replies=replies or people, proposed=0)


def crossing(
    field: str, columns: tuple[str, ...], *rows: tuple[int | None, ...], few: tuple[str, ...] = ()
) -> Crossing:
    return Crossing(
        field=field, columns=columns, few=few, rows=tuple(Row(theme=at, cells=row) for at, row in enumerate(rows, 1))
    )


ONE = theme(1, count(Kind.NEED, 2), count(Kind.PRACTICE, 1))
TWO = theme(2, count(Kind.NEED, 5))
THREE = theme(3, count(Kind.NEED, 5, replies=7))
SUMMARY = Summary(
    round_name="2026A",
    prompt_number=None,
    title="Leaders",
    made_at=datetime(2026, 5, 3, 12, tzinfo=UTC),
    reply_ids=(ReplyId(1), ReplyId(2), ReplyId(3)),
    figures=figures_of([]),
    themes=(ONE, TWO, THREE),
)
BY_REGION = replace(
    SUMMARY, crossings=(crossing("region", ("asia", "europe"), (3, 5), (4, None), (None, 9), few=("africa",)),)
)


def by_stage(columns: tuple[str, ...], *rows: tuple[int | None, ...]) -> Summary:
    return replace(SUMMARY, crossings=(crossing("career_stage", columns, *rows),))


def test_themes_of_a_kind_come_by_people_and_then_by_replies() -> None:
    assert [each.theme.number for each in themes_of_kind(SUMMARY, Kind.NEED)] == [3, 2, 1]
    assert [each.count.people for each in themes_of_kind(SUMMARY, Kind.PRACTICE)] == [1]
    assert themes_of_kind(SUMMARY, Kind.QUESTION) == ()


def test_theme_is_heard_everywhere_only_if_every_column_shows_it() -> None:
    assert heard_everywhere(BY_REGION) == (ONE,)
    assert heard_everywhere(SUMMARY) == ()
    alone = replace(SUMMARY, crossings=(crossing("region", ("asia",), (3,), (4,), (5,)),))
    assert heard_everywhere(alone) == () == shown_in_one_alone(alone)


def test_theme_shown_in_one_column_alone_is_listed_by_people() -> None:
    found = shown_in_one_alone(BY_REGION)
    assert [(each.theme.number, each.column, each.people) for each in found] == [(3, "europe", 9), (2, "asia", 4)]
    assert shown_in_one_alone(SUMMARY) == ()


def test_values_of_too_few_are_named_as_not_heard() -> None:
    assert not_heard(BY_REGION) == ("africa",)
    assert not_heard(SUMMARY) == not_heard(BY_REGION, "sector") == ()
    assert crossing_by(BY_REGION, "sector") is None


def test_who_is_new_is_held_against_who_leads() -> None:
    summary = by_stage(("student", "new", "leading", "retired"), (9, 3, 6, 9), (9, 4, 4, 9), (9, None, 9, 9))
    found = new_against_senior(summary)
    assert found is not None
    assert (found.one, found.other) == ("new", "leading")
    assert [(each.theme.number, each.one, each.other) for each in found.themes] == [(2, 4, 4), (1, 3, 6)]


def test_first_and_last_stage_stand_in_where_a_program_calls_them_otherwise() -> None:
    found = new_against_senior(by_stage(("young", "grey"), (3, 3), (None, 3), (3, None)))
    assert found is not None
    assert (found.one, found.other) == ("young", "grey")


def test_nothing_is_held_against_itself_or_against_what_is_hidden() -> None:
    assert new_against_senior(SUMMARY) is None
    assert new_against_senior(by_stage(("new",), (3,), (4,), (5,))) is None
    assert new_against_senior(by_stage(("new", "leading"), (None, 3), (3, None), (None, None))) is None
    assert contrast(BY_REGION, "region", "asia", "asia") is None
    assert contrast(BY_REGION, "region", "asia", "africa") is None
