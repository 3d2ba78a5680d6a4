"""Why a file is no list of people, as people are told it."""

from bot.domain.errors import RuleError
from bot.reports.tables import TableMistake


def refuse_file(mistake: TableMistake) -> RuleError:
    """Return what is told of a file that cannot be read; KeyError for a mistake that no file has."""
    match mistake.why:
        case "quote":
            return RuleError("roster_quote", line=mistake.line)
        case "too_many_rows":
            return RuleError("roster_too_many_rows", most=mistake.most)
        case "too_many_columns":
            return RuleError("roster_too_many_columns", most=mistake.most)
        case "too_many_mistakes":
            return RuleError("roster_too_many_mistakes", line=mistake.line, most=mistake.most)
        case "empty":
            return RuleError("roster_empty")
        case "no_text":
            return RuleError("roster_no_text")
        case "no_rows":
            return RuleError("roster_no_rows")
        case "same_column":
            return RuleError("roster_same_column")
        case "nobody":
            return RuleError("roster_nobody")
        case _:
            raise KeyError(mistake.why)
