"""Who may join, and what who joined is told of their place."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ChannelId, ProgramId, RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """When and how somebody who takes no part can join a program."""

    channel_id: ChannelId
    """Where invitations come."""
    round_id: RoundId | None
    """The round that can be joined now: one that enrols before one whose reserve can be joined."""
    closes_at: datetime | None
    """Until when that enrols; None for a reserve."""
    opens_at: datetime | None
    """When enrolment of the next round opens, where one is planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The pinned message with everything a participant may want, and who would like to be one."""

    program_id: ProgramId
    title: str
    description: str
    chance: Chance


class Enrolment(StrEnum):
    """What an invitation invites to."""

    OPEN = "open"
    RESERVE = "reserve"
    """Pairs are made or being made: who comes now waits for a place."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentOpen:
    """The invitation to join a round, and what becomes of it later."""

    round_id: RoundId
    title: str
    description: str
    prompts: int
    closes_at: datetime
    starts_at: datetime
    ends_at: datetime
    code_of_conduct: str
    enrolment: Enrolment
    places: int | None = None
    """How many people can take part; None where there is a place for everybody."""
    country_places: int | None = None
    """How many of one country; None without such a cap."""
    has_roster: bool = False
    """Whether some have a code to join with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """To who has just joined: what comes next. What was understood of their answers stands where they gave them."""

    round_id: RoundId
    title: str
    starts_at: datetime
    in_reserve: bool
    wait_list_number: int | None = None
    """Where they are on the wait-list; None for who has a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFree:
    """To who was on the wait-list and has a place now."""

    round_id: RoundId
    title: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedFirst:
    """To who was left on the wait-list of the round before: the next one is open."""

    round_id: RoundId
    title: str
    closes_at: datetime
    held_until: datetime | None
    """Until when a place is kept for them; None where there were not enough."""
