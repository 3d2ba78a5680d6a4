"""Themes of replies from a file, crossed with what the file says of their writers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.cells import Crossing, cross
from bot.domain.ids import MemberId
from bot.domain.summary import Summary
from bot.domain.words import people_of
from bot.summarise.tables import REGION, ReplyTable

Values = Mapping[str, Mapping[MemberId, str]]
"""For each field what people said of themselves."""


def values_of_people(table: ReplyTable) -> Values:
    """Return for each `demo:` column of the file its value by person; of several, that of the first reply."""
    found: dict[str, dict[MemberId, str]] = {}
    authors = {each.reply_id: each.authors for each in table.words}
    for field, by_reply in table.demos.items():
        values = found.setdefault(field, {})
        for reply_id in sorted(by_reply):
            for member in authors[reply_id]:
                values.setdefault(member, by_reply[reply_id])
    return found


def with_crossings(
    summary: Summary, table: ReplyTable, values: Values, known: Mapping[str, Sequence[str]] | None = None
) -> Summary:
    """Return the summary with its themes crossed with every field, the region first; without themes there is none.

    `known` are the values that a field can have, in their order, also those that nobody has; else those that occur.
    """
    words = {each.reply_id: each for each in table.words}
    themes = {theme.number: people_of(words[each] for each in theme.reply_ids) for theme in summary.themes}
    fields = sorted((field for field in values if values[field]), key=lambda field: (field != REGION, field))
    crossings = (_cross(field, themes, values[field], (known or {}).get(field, ())) for field in fields)
    return replace(summary, crossings=tuple(crossings) if themes else ())


def _cross(
    field: str, themes: Mapping[int, frozenset[MemberId]], value_of: Mapping[MemberId, str], known: Sequence[str]
) -> Crossing:
    return cross(field, themes, value_of, [*known, *sorted({*value_of.values()} - {*known})])
