"""Setting up a program and its first round: what was chosen so far, and what is asked next."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.hosting import HostedProgram, Staff
from bot.domain.ids import ChannelId, GuildId, RoleId
from bot.domain.program import Program, Repeats
from bot.domain.round_naming import next_start_on

STARTS_OFFERED = 3
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

    def next_question(self) -> Question | None:
        """Return what is to be asked next; None where all is answered."""
        answered = {
            Question.PROGRAM: self.slug is not None,
            Question.CHANNEL: self.channel_id is not None,
            Question.PEOPLE: self.people_named,
            Question.DESK: self.desk_channel_id is not None,
        }
        return next((question for question in Question if not answered[question]), None)

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

    A program whose rounds make themselves has one first day, that of its next round.
    """
    if program.shape.repeats is not Repeats.BY_HAND:
        first = next_start_on(program.shape, today)
        return () if first is None else (first,)
    earliest = today + timedelta(days=program.shape.enrolment_opens_days_before + 1)
    monday = earliest + timedelta(days=-earliest.weekday() % 7)
    return tuple(monday + week * _A_WEEK for week in range(STARTS_OFFERED))


def is_too_soon(program: Program, starts_on: date, today: date) -> bool:
    """Return whether enrolment of a round with this first day would be over."""
    return starts_on <= today + timedelta(days=program.shape.enrolment_closes_days_before)
