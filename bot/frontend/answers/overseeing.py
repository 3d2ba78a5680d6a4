"""Who met and who did not, for organisers and moderators: counts, and then who needs a human first."""

import io
from collections.abc import Iterable, Iterator, Sequence

import discord

from bot.actions.overseeing import GroupView, PartnersView, PersonView
from bot.domain.standing import Standing
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen
from bot.reports.partner_sheet import PartnerRow, write_partner_sheet
from bot.texts.speech import moment

PAGE = 15
"""Pairs, or people alone, at once."""
MOST_NEEDS = 4
"""Of one pair; the file has all."""
FILE_NAME = "partners.csv"
_ROOM_FOR_REST = 900


def write_partners(view: PartnersView, pen: Pen, *, first: int = 0) -> Message:
    """The counts, and a page of pairs and of people alone, whoever needs a human first."""
    first = min(first, max(0, len(view.groups) - 1))
    shown = _fit((_group_line(group, pen) for group in view.groups[first : first + PAGE]), DESCRIPTION_LIMIT)
    left = len(view.groups) - first - len(shown)
    presses = pen.say("answer.partners.pressing", count=view.pressing)
    body = pen.paragraphs(
        pen.say("answer.partners.closed", at=moment(view.closed_at, "D")) if view.closed_at else "",
        pen.lines(" · ".join(_counts(view, pen)), _across(view, pen)),
        presses if view.pressing else pen.say("answer.partners.nobody_presses"),
        pen.lines(*shown, pen.say("answer.partners.more", count=left) if left else ""),
    )
    title = pen.say("answer.partners.title", title=show_name(view.title), round=show_name(view.round_name))
    row = tuple(_turning(view, first, first + len(shown) if left else 0, pen))
    return write_plain(title, body, rows=(row,) if row else (), footer=pen.say("answer.partners.file"))


def _turning(view: PartnersView, first: int, following: int, pen: Pen) -> Iterator[Pressed]:
    if first:
        yield pen.quiet("round_partners", view.round_id, max(0, first - PAGE), label="partners_back")
    if following:
        yield pen.quiet("round_partners", view.round_id, following, label="partners_next")


def _counts(view: PartnersView, pen: Pen) -> Iterator[str]:
    for standing in Standing:
        listed = standing is Standing.WAIT_LISTED
        count = view.wait_listed if listed else getattr(view.figures, standing)
        if count or standing is Standing.MET:
            yield f"{_say(standing, pen)}: **{pen.speech.number(count)}**"


def _across(view: PartnersView, pen: Pen) -> str:
    figures, number = view.figures, pen.speech.number
    return pen.say(
        "answer.partners.ever_met",
        people=number(figures.people),
        met=number(figures.ever_met),
        another=number(figures.had_another),
    )


def _say(standing: Standing, pen: Pen) -> str:
    return pen.say(f"answer.partners.standing.{standing}")


def _group_line(group: GroupView, pen: Pen) -> str:
    """Who they are, where each stands, why somebody should look, and where they talk."""
    people = " + ".join(f"**{_call(person, pen)}** {_stands(person, pen)}" for person in group.people)
    pressing = [
        pen.say(f"answer.partners.need.{need}", name=_call(person, pen))
        for person in group.people
        for need in person.needs
    ]
    needs = f" — {'; '.join(pressing[:MOST_NEEDS])}" if pressing else ""
    thread = f" · <#{group.thread_id}>" if group.thread_id else ""
    return f"- {people}{needs}{thread}"


def _call(person: PersonView, pen: Pen) -> str:
    return show_name(person.name) or pen.say("desk.somebody")


def _stands(person: PersonView, pen: Pen) -> str:
    standing, at = person.position.standing, person.position.at
    if at is None:
        return _say(standing, pen)
    key = "answer.partners.until" if standing is Standing.AWAY else "answer.partners.since"
    return pen.say(key, standing=_say(standing, pen), at=moment(at, "D"))


def _fit(lines: Iterable[str], room: int) -> Sequence[str]:
    """As many lines as there is room for beside the rest of the message; one at least, since each fits alone."""
    shown: list[str] = []
    room -= _ROOM_FOR_REST
    for line in lines:
        room -= len(line) + 1
        if shown and room < 0:
            break
        shown.append(line)
    return shown


def attach_partners(view: PartnersView) -> discord.File:
    """Everybody as a table, in the order of the list."""
    rows = (_row(person, group) for group in view.groups for person in group.people)
    return discord.File(io.BytesIO(write_partner_sheet(rows).encode()), filename=FILE_NAME)


def _row(person: PersonView, group: GroupView) -> PartnerRow:
    partners = tuple(other.name for other in group.people if other is not person)
    return PartnerRow(name=person.name, position=person.position, needs=person.needs, partners=partners)
