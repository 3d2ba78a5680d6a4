"""What importing a list of applicants would do or has done, and the list itself as a file."""

import io
from collections.abc import Iterator

import discord

from bot.actions.applicants import LineMistake
from bot.actions.rosters import Fate, Line, RosterReview
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen
from bot.reports.roster_table import write_table

LIST_FILE = "roster.csv"
"""The list as it came, so that the button finds it in its own message and nothing of it has to be kept."""
COLUMNS_FILE = "columns.txt"
CHECK_FILE = "roster-check.csv"
CODES_FILE = "roster-codes.csv"
CODE_COLUMN, RESULT_COLUMN = "join_code", "join_result"
MOST_MISTAKES = 12


def write_review(review: RosterReview, pen: Pen) -> Message:
    """What would change and what is wrong, with the button that imports the list."""
    counts = review.counts()
    refused = [line for line in review.lines if line.fate is Fate.REFUSED]
    more = len(refused) - MOST_MISTAKES
    body = pen.paragraphs(
        pen.lines(*(pen.say(f"answer.roster.{fate}", count=counts[fate]) for fate in Fate if counts[fate])),
        pen.lines(pen.say("answer.roster.columns"), *_describe_columns(review, pen)),
        pen.say("answer.roster.guessed") if review.people.guessed else "",
        pen.lines(
            *(_describe_refusal(line, pen) for line in refused[:MOST_MISTAKES]),
            pen.say("answer.roster.more", count=more) if more > 0 else "",
        ),
        pen.say("answer.roster.nothing_yet" if review.changes_something() else "answer.roster.nothing"),
    )
    button = pen.strong("roster_import", review.round_id, int(review.new_codes))
    rows = ((button,),) if review.changes_something() else ()
    return write_plain(pen.say("answer.roster.title", round=show_name(review.round_name)), body, rows=rows)


def write_imported(review: RosterReview, pen: Pen) -> Message:
    """The list is imported, and what to do with its codes."""
    counts = review.counts()
    body = pen.paragraphs(
        pen.lines(*(pen.say(f"answer.roster.{fate}", count=counts[fate]) for fate in Fate if counts[fate])),
        pen.lines(pen.say("answer.roster.codes"), pen.say("answer.roster.once")) if review.codes() else "",
    )
    return write_plain(pen.say("answer.roster.imported", round=show_name(review.round_name)), body)


def attach_review(review: RosterReview, content: bytes, told: str, pen: Pen) -> tuple[discord.File, ...]:
    """The list with what would become of each line; and the list as it came, for the button."""
    kept = [discord.File(io.BytesIO(content), filename=LIST_FILE)]
    kept += [discord.File(io.BytesIO(told.encode()), filename=COLUMNS_FILE)] if told else []
    return (_attach(roster_csv(review, pen), CHECK_FILE), *(kept if review.changes_something() else ()))


def attach_codes(review: RosterReview, pen: Pen) -> discord.File:
    """The list with a code for each new person, for a mail merge."""
    return _attach(roster_csv(review, pen), CODES_FILE)


def roster_csv(review: RosterReview, pen: Pen) -> str:
    """The list as it came, with a column for codes once there are some, and one for what became of each line."""
    added = (CODE_COLUMN, RESULT_COLUMN) if review.done else (RESULT_COLUMN,)
    kept = [place for place, name in enumerate(review.people.header) if name not in (CODE_COLUMN, RESULT_COLUMN)]
    rows = (
        (
            *(line.applicant.cells[place] for place in kept),
            *((line.code,) if review.done else ()),
            _describe_fate(line, pen),
        )
        for line in review.lines
    )
    return write_table((*(review.people.header[place] for place in kept), *added), rows)


def _attach(text: str, name: str) -> discord.File:
    return discord.File(io.BytesIO(text.encode()), filename=name)


def _describe_columns(review: RosterReview, pen: Pen) -> Iterator[str]:
    for column, heading in review.people.columns.items():
        yield f"- {pen.say(f'answer.roster.column.{column}')}: {show_name(heading)}"


def _describe_fate(line: Line, pen: Pen) -> str:
    if line.fate is not Fate.REFUSED:
        return pen.say(f"answer.roster.is_{line.fate}")
    return " ".join(_say_mistake(mistake, pen) for mistake in line.applicant.mistakes)


def _describe_refusal(line: Line, pen: Pen) -> str:
    why = " ".join(show_name(_say_mistake(mistake, pen), 300) for mistake in line.applicant.mistakes)
    return pen.say("answer.roster.line", line=line.applicant.line, why=why)


def _say_mistake(mistake: LineMistake, pen: Pen) -> str:
    if mistake.countries:
        meant = pen.speech.list([pen.speech.country(code) for code in mistake.countries])
        return pen.say("answer.roster.wrong.country_meant", text=mistake.text, countries=meant)
    return pen.say(f"answer.roster.wrong.{mistake.why}", **({"text": mistake.text} if mistake.text else {}))
