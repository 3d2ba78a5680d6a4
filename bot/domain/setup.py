"""Setting up a program and its first round: what was chosen so far, and what is asked next."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.hosting import HostedProgram, Staff
from bot.domain.ids import ChannelId, GuildId, RoleId
from bot.domain.program import Program, Repeats
from bot.domain.round_naming import next_start_on
from bot.domain.timetable import EntryKind, plan_round

STARTS_OFFERED = 3
_WEEKS_LOOKED_AT = 53
"""Each of three key days spoils three or four weeks of a year, so that there are always enough others."""
_AWAY_FROM, _AWAY_TO = (12, 20), (1, 6)
"""Month and day."""
_A_WEEK = timedelta(days=7)


class Question(StrEnum):
    """What is asked, in this order. What has a good answer already (first day, time zone) is not asked, only shown."""

    PROGRAM = "program"
    CHANNEL = "channel"
    PEOPLE = "people"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a guild's organisers have chosen so far. There is one for a guild, which all of them go on with."""

    guild_id: GuildId
    version: int = 0
    """Grows with each change, so that nobody starts what they have not seen."""
    slug: str | None = None
    channel_id: ChannelId | None = None
    desk_channel_id: ChannelId | None = None
    organiser_role_id: RoleId | None = None
    moderator_role_id: RoleId | None = None
    people_named: bool = False
    """Whether the question who organises was answered; no role is an answer too."""
    starts_on: date | None = None
    zone: str | None = None
    """An IANA name."""
    locale: str | None = None
    """The language in which the bot speaks in the channels; None for that of the guild."""

    def next_question(self) -> Question | None:
        """Return what is to be asked next; None where all is answered."""
        answered = self.answered()
        return next((question for question in Question if question not in answered), None)

    def answered(self) -> frozenset[Question]:
        """Return what was answered so far."""
        answers = {
            Question.PROGRAM: self.slug is not None,
            Question.CHANNEL: self.channel_id is not None,
            Question.PEOPLE: self.people_named,
            Question.DESK: self.desk_channel_id is not None,
        }
        return frozenset(question for question, answered in answers.items() if answered)

    def role_of(self, staff: Staff) -> RoleId | None:
        """Return the role that was named for these people."""
        return self.organiser_role_id if staff is Staff.ORGANISERS else self.moderator_role_id

    def with_role(self, staff: Staff, role_id: RoleId | None) -> "Setup":
        """Return the same with this role for these people."""
        if staff is Staff.ORGANISERS:
            return replace(self, organiser_role_id=role_id)
        return replace(self, moderator_role_id=role_id)

    def with_program(self, program: Program, hosted: HostedProgram | None) -> "Setup":
        """Return the same for this program: where it is hosted already, all is as it is there until it is changed.

        The first day and the zone of another program are forgotten, since each has its own.
        """
        if program.slug == self.slug:
            return self
        chosen = replace(self, slug=program.slug, starts_on=None, zone=None)
        if hosted is None:
            return chosen
        return replace(
            chosen,
            channel_id=hosted.channel_id,
            desk_channel_id=hosted.desk_channel_id,
            organiser_role_id=hosted.organiser_role_id,
            moderator_role_id=hosted.moderator_role_id,
            people_named=True,
            zone=hosted.zone,
        )


def starts_offered(program: Program, today: date) -> tuple[date, ...]:
    """Return good first days, the best first: Mondays before which enrolment is open for all of its days.

    No key day of the round falls when many are away. A program whose rounds make themselves has one first day, that of
    its next round.
    """
    if program.shape.repeats is not Repeats.BY_HAND:
        first = next_start_on(program.shape, today)
        return () if first is None else (first,)
    first = _first_monday(program, today)
    mondays = (first + week * _A_WEEK for week in range(_WEEKS_LOOKED_AT))
    return tuple(islice((monday for monday in mondays if not meets_holidays(program, monday)), STARTS_OFFERED))


def _first_monday(program: Program, today: date) -> date:
    """Return the first Monday before which enrolment is open for all of its days."""
    earliest = today + timedelta(days=program.shape.enrolment_opens_days_before + 1)
    return earliest + timedelta(days=-earliest.weekday() % 7)


def are_holidays(on: date) -> bool:
    """Return whether many people are away: from 20 December to 6 January."""
    return (on.month, on.day) >= _AWAY_FROM or (on.month, on.day) <= _AWAY_TO


def meets_holidays(program: Program, starts_on: date) -> bool:
    """Return whether a key day of a round falls when many are away: enrolment opens, first prompt, or the end."""
    timetable = plan_round(program, starts_on, ZoneInfo("UTC"))
    key = (timetable.entry(EntryKind.ENROLMENT_OPENS), timetable.prompts()[0], timetable.entry(EntryKind.ROUND_CLOSES))
    return any(are_holidays(entry.local_date) for entry in key)


class Reason(StrEnum):
    """What can be said of a first day."""

    FIRST = "first"
    """The first Monday that leaves all days for joining."""
    AFTER_HOLIDAYS = "after_holidays"
    """The first such Monday of a round that does not meet the holidays."""
    IN_HOLIDAYS = "in_holidays"
    """A key day falls into them."""


def reason_of(program: Program, starts_on: date, today: date) -> Reason | None:
    """Return what organisers should know about this first day; None where there is nothing to say."""
    if program.shape.repeats is not Repeats.BY_HAND:
        return None
    if meets_holidays(program, starts_on):
        return Reason.IN_HOLIDAYS
    if starts_on != starts_offered(program, today)[0]:
        return None
    return Reason.FIRST if starts_on == _first_monday(program, today) else Reason.AFTER_HOLIDAYS


def is_too_soon(program: Program, starts_on: date, today: date) -> bool:
    """Return whether enrolment of a round with this first day would be over."""
    return starts_on <= today + timedelta(days=program.shape.enrolment_closes_days_before)
