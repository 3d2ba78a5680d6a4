"""Why a file is no list of people, as people are told it."""

from bot.domain.errors import RuleError
from bot.reports.roster_table import TableMistake

_KEYS = {
    "empty": "roster_empty",
    "no_text": "roster_no_text",
    "quote": "roster_quote",
    "no_rows": "roster_no_rows",
    "too_many_rows": "roster_too_many_rows",
    "too_many_columns": "roster_too_many_columns",
    "same_column": "roster_same_column",
    "nobody": "roster_nobody",
    "too_many_mistakes": "roster_too_many_mistakes",
}


def refuse_file(mistake: TableMistake) -> RuleError:
    """Return what is told of a file that cannot be read: one of these keys, with `line` and `most`."""
    return RuleError(_KEYS[mistake.why], line=mistake.line, most=mistake.most)
