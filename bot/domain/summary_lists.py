"""Lists that are drawn from a summary: what is most said of each kind, and where it was heard.

They use nothing but what is published, so nothing hidden can be told from them. A hidden cell is never read as none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.cells import Crossing
from bot.domain.kind import Kind
from bot.domain.summary import Summary, Theme
from bot.domain.summary_kinds import KindCount

REGION = "region"
"""The field of the crossing by region."""
CAREER_STAGE = "career_stage"
NEWEST_STAGE = "new"
"""The career stage that is held against `SENIOR_STAGE`, where the program has it."""
SENIOR_STAGE = "leading"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfKind:
    """A theme in the list of one kind, with its counts of that kind."""

    theme: Theme
    count: KindCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A theme with the distinct people of one column, at least three."""

    theme: Theme
    column: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A theme with the distinct people of two columns, both shown."""

    theme: Theme
    one: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrasts:
    """Themes of which two columns are shown, those that weigh most in `one` column first."""

    one: str
    other: str
    themes: tuple[Contrast, ...]


def crossing_by(summary: Summary, field: str) -> Crossing | None:
    """Return the crossing by this field, if the summary has it."""
    return next((each for each in summary.crossings if each.field == field), None)


def themes_of_kind(summary: Summary, kind: Kind) -> tuple[OfKind, ...]:
    """Return the themes in which somebody wrote a reply of this kind, those of most such people first."""
    found = [
        OfKind(theme=theme, count=count) for theme in summary.themes for count in theme.kinds if count.kind is kind
    ]
    return tuple(sorted(found, key=lambda each: (-each.count.people, -each.count.replies)))


def heard_everywhere(summary: Summary, field: str = REGION) -> tuple[Theme, ...]:
    """Return the themes in which every column has a count that is shown.

    Empty where there are fewer than two columns. Values of which no count is shown have none: see `not_heard`.
    """
    crossing = crossing_by(summary, field)
    if crossing is None or len(crossing.columns) < 2:
        return ()
    everywhere = {row.theme for row in crossing.rows if None not in row.cells}
    return tuple(theme for theme in summary.themes if theme.number in everywhere)


def shown_in_one_alone(summary: Summary, field: str = REGION) -> tuple[Heard, ...]:
    """Return the themes of which exactly one column's count is shown, by people.

    Of the other columns nothing is known: their counts are hidden, not none. Empty where there are fewer than two.
    """
    crossing = crossing_by(summary, field)
    if crossing is None or len(crossing.columns) < 2:
        return ()
    themes = {theme.number: theme for theme in summary.themes}
    shown = [(row.theme, _shown(crossing, row.cells)) for row in crossing.rows if row.theme in themes]
    found = [
        Heard(theme=themes[number], column=cells[0][0], people=cells[0][1])
        for number, cells in shown
        if len(cells) == 1
    ]
    return tuple(sorted(found, key=lambda each: -each.people))


def not_heard(summary: Summary, field: str = REGION) -> tuple[str, ...]:
    """Return the values that nobody has, or of which no count can be shown."""
    crossing = crossing_by(summary, field)
    return crossing.few if crossing else ()


def new_against_senior(summary: Summary) -> Contrasts | None:
    """Return how those who are new weigh themes against those who lead.

    They are the career stages called "new" and "leading"; where one of them has no column, the first or the last that
    has. None where there are no two of them, or no theme shows both.
    """
    crossing = crossing_by(summary, CAREER_STAGE)
    if crossing is None or len(crossing.columns) < 2:
        return None
    one = NEWEST_STAGE if NEWEST_STAGE in crossing.columns else crossing.columns[0]
    other = SENIOR_STAGE if SENIOR_STAGE in crossing.columns else crossing.columns[-1]
    return contrast(summary, CAREER_STAGE, one, other)


def contrast(summary: Summary, field: str, one: str, other: str) -> Contrasts | None:
    """Return the themes that show the counts of both columns; None where none does, or a column is missing."""
    crossing = crossing_by(summary, field)
    if crossing is None or one == other or not {one, other} <= {*crossing.columns}:
        return None
    cells = {row.theme: dict(_shown(crossing, row.cells)) for row in crossing.rows}
    both = [
        Contrast(theme=theme, one=shown[one], other=shown[other])
        for theme in summary.themes
        if {one, other} <= (shown := cells.get(theme.number, {})).keys()
    ]
    both.sort(key=lambda each: each.other / each.one)
    return Contrasts(one=one, other=other, themes=tuple(both)) if both else None


def _shown(crossing: Crossing, cells: Sequence[int | None]) -> list[tuple[str, int]]:
    return [(column, cell) for column, cell in zip(crossing.columns, cells, strict=True) if cell is not None]
