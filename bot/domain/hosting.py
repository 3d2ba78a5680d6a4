"""A program where it is hosted: the guild, its channels and its zone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ChannelId, GuildId, MemberId, PairId, ProgramId, RoleId, RoundId


class Staff(StrEnum):
    """For whom a program may name a role."""

    ORGANISERS = "organisers"
    MODERATORS = "moderators"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedProgram:
    """A program added to a guild. What it consists of stands in its files, found by `slug`."""

    id: ProgramId
    guild_id: GuildId
    slug: str
    channel_id: ChannelId
    """Where prompts, enrolment and summaries are posted, and under which pairs have their threads."""
    desk_channel_id: ChannelId
    """Where organisers and moderators read drafts, notes and cases."""
    zone: str
    locale: str
    added_by: MemberId
    added_at: datetime
    organiser_role_id: RoleId | None = None
    """Who organises, beside those who may manage the server."""
    moderator_role_id: RoleId | None = None
    """Who moderates, beside those who may manage threads."""

    def role_of(self, staff: Staff) -> RoleId | None:
        """Return the role that is named for these people."""
        return self.organiser_role_id if staff is Staff.ORGANISERS else self.moderator_role_id


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedThread:
    """A thread in which the bot listens: a prompt's, for replies, or a pair's, for signs of life only."""

    thread_id: ChannelId
    program_id: ProgramId
    round_id: RoundId
    prompt_number: int | None = None
    pair_id: PairId | None = None
    seen_up_to: int = 0
    """The id of the newest message that was taken in."""
