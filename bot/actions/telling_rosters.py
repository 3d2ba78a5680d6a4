"""What became of each line of a list, in words, and the list with that as a table for a mail merge."""

from bot.actions.applicants import LineMistake
from bot.actions.rosters import Fate, Line, RosterReview
from bot.reports.tables import write_table
from bot.texts.speech import Speech

CODE_COLUMN, RESULT_COLUMN = "join_code", "join_result"
"""Headings of what is added: never translated, since a mail merge names them."""


def roster_csv(review: RosterReview, speech: Speech) -> str:
    """Return the list as it came, with a column for codes once there are some, and one for what became of each line.

    Columns of these names in the list itself are left out: it may be one that was given back before.
    """
    added = (CODE_COLUMN, RESULT_COLUMN) if review.done else (RESULT_COLUMN,)
    header = review.people.header
    kept = [place for place, name in enumerate(header) if name not in (CODE_COLUMN, RESULT_COLUMN)]
    rows = (
        (
            *(line.applicant.cells[place] for place in kept),
            *((line.code,) if review.done else ()),
            say_fate(line, speech),
        )
        for line in review.lines
    )
    return write_table((*(header[place] for place in kept), *added), rows)


def say_fate(line: Line, speech: Speech) -> str:
    """Return what becomes of the line, or all that is wrong with it."""
    if line.fate is not Fate.REFUSED:
        return speech.say(f"answer.roster.is_{line.fate}")
    return " ".join(_say_mistake(mistake, speech) for mistake in line.applicant.mistakes)


def _say_mistake(mistake: LineMistake, speech: Speech) -> str:
    if mistake.countries:
        meant = speech.list([speech.country(code) for code in mistake.countries])
        return speech.say("answer.roster.wrong.country_meant", text=mistake.text, countries=meant)
    return speech.say(f"answer.roster.wrong.{mistake.why}", **({"text": mistake.text} if mistake.text else {}))
