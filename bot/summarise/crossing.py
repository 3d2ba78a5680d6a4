"""Themes of replies from a file, crossed with what the file says of their writers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.crossing import cross_themes
from bot.domain.ids import MemberId
from bot.domain.summary import Summary
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
    standing = {each.reply_id: each for each in table.words}
    fields = sorted((field for field in values if values[field]), key=lambda field: (field != REGION, field))
    crossings = (cross_themes(summary, standing, each, values[each], (known or {}).get(each, ())) for each in fields)
    return replace(summary, crossings=tuple(crossings) if summary.themes else ())
