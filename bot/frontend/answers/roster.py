"""What importing a list of applicants would do or has done, and the list itself as a file."""

import io
from collections.abc import Iterator

import discord

from bot.actions.rosters import Fate, Line, RosterReview
from bot.actions.telling_rosters import roster_csv, say_fate
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen

LIST_FILE = "roster.csv"
"""The list as it came, so that the button finds it in its own message and nothing of it has to be kept."""
COLUMNS_FILE = "columns.txt"
CHECK_FILE = "roster-check.csv"
CODES_FILE = "roster-codes.csv"
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
    return (_attach(roster_csv(review, pen.speech), CHECK_FILE), *(kept if review.changes_something() else ()))


def attach_codes(review: RosterReview, pen: Pen) -> discord.File:
    """The list with a code for each new person, for a mail merge."""
    return _attach(roster_csv(review, pen.speech), CODES_FILE)


def _attach(text: str, name: str) -> discord.File:
    return discord.File(io.BytesIO(text.encode()), filename=name)


def _describe_columns(review: RosterReview, pen: Pen) -> Iterator[str]:
    for column, heading in review.people.columns.items():
        yield f"- {pen.say(f'answer.roster.column.{column}')}: {show_name(heading)}"


def _describe_refusal(line: Line, pen: Pen) -> str:
    return pen.say("answer.roster.line", line=line.applicant.line, why=show_name(say_fate(line, pen.speech), 300))
