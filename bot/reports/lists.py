"""The lists of a summary, as readers of the report get them: what is most said of each kind, and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.kind import Kind
from bot.domain.report import Report
from bot.domain.summary import Summary
from bot.domain.summary_kinds import KindCount
from bot.domain.summary_lists import (
    CAREER_STAGE,
    heard_everywhere,
    new_against_senior,
    shown_in_one_alone,
    themes_of_kind,
)
from bot.reports.charts import name_field
from bot.texts.speech import Speech

MOST_IN_A_LIST = 5
FEWEST_OF_A_KIND = 2
"""People who must have said a thing of a kind, for a theme to be in the list of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One theme in a list."""

    label: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One list with its title; `note` says how to read it."""

    title: str
    items: tuple[Item, ...]
    note: str = ""


def lists_of(summary: Summary, report: Report, speech: Speech) -> tuple[Listed, ...]:
    """Return the lists that hold anything, each of at most five themes."""
    lists = (*_by_kind(summary, speech), *_by_field(summary, report, speech), *_by_stage(summary, report, speech))
    return tuple(each for each in lists if each.items)


def told_kind(count: KindCount, speech: Speech) -> str:
    """Return the people of a kind in words, and how many of their replies only read like it."""
    kind = speech.say(f"report.kind.{count.kind}")
    return speech.say("report.kind_people", kind=kind, people=_told(count, speech))


def _told(count: KindCount, speech: Speech) -> str:
    people = speech.say("report.people_alike", count=count.people)
    if not count.proposed:
        return people
    if count.proposed == count.replies:
        return speech.say("report.proposed_all", people=people)
    return speech.say("report.proposed_some", people=people, proposed=count.proposed, replies=count.replies)


def _by_kind(summary: Summary, speech: Speech) -> Iterator[Listed]:
    for kind in Kind:
        found = [each for each in themes_of_kind(summary, kind) if each.count.people >= FEWEST_OF_A_KIND]
        items = tuple(Item(label=each.theme.label, detail=_told(each.count, speech)) for each in found[:MOST_IN_A_LIST])
        yield Listed(title=speech.say(f"report.lists.{kind}"), items=items)


def _by_field(summary: Summary, report: Report, speech: Speech) -> Iterator[Listed]:
    for table in summary.crossings:
        field = name_field(table.field, speech)
        everywhere = heard_everywhere(summary, table.field)[:MOST_IN_A_LIST]
        yield Listed(
            title=speech.say("report.lists.everywhere", field=field),
            items=tuple(
                Item(label=each.label, detail=speech.say("report.people_alike", count=each.people))
                for each in everywhere
            ),
        )
        alone = shown_in_one_alone(summary, table.field)[:MOST_IN_A_LIST]
        yield Listed(
            title=speech.say("report.lists.alone", field=field),
            note=speech.say("report.lists.alone_note"),
            items=tuple(
                Item(
                    label=each.theme.label,
                    detail=speech.say(
                        "report.lists.of", name=report.name_of(table.field, each.column), count=each.people
                    ),
                )
                for each in alone
            ),
        )


def _by_stage(summary: Summary, report: Report, speech: Speech) -> Iterator[Listed]:
    found = new_against_senior(summary)
    if found is None:
        return
    one, other = (report.name_of(CAREER_STAGE, each) for each in (found.one, found.other))
    yield Listed(
        title=speech.say("report.lists.against", one=one, other=other),
        items=tuple(
            Item(
                label=each.theme.label,
                detail=speech.say(
                    "report.lists.both",
                    one=speech.say("report.lists.of", name=one, count=each.one),
                    other=speech.say("report.lists.of", name=other, count=each.other),
                ),
            )
            for each in found.themes[:MOST_IN_A_LIST]
        ),
    )
