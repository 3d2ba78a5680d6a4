"""People: what they say of themselves, and their place in a round."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.consent import Consent
from bot.domain.ids import ChannelId, GuildId, MemberId, RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person said of themselves in one guild. A guest's holds hardly more than a consent."""

    guild_id: GuildId
    member_id: MemberId
    name: str
    locale: str = "en"
    country: str | None = None
    zone: str | None = None
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    consent: Consent | None = None
    """How their words may be used; None until they were asked, which counts as count only."""
    dm_channel_id: ChannelId | None = None
    dms_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person's place in a round. Whether they have a partner now is read from the pairs, not kept twice."""

    round_id: RoundId
    member_id: MemberId
    joined_at: datetime
    left_at: datetime | None = None
    away_until: datetime | None = None
    inactive_at: datetime | None = None
    """Since when no partner is looked for, until they ask for one."""

    def takes_part(self) -> bool:
        """Whether they have not left."""
        return self.left_at is None

    def is_away(self, now: datetime) -> bool:
        """Whether they said to be away at this instant."""
        return self.away_until is not None and now < self.away_until

    def wants_partner(self, now: datetime) -> bool:
        """Whether a partner is looked for at this instant: they take part, and are neither away nor inactive."""
        return self.takes_part() and self.inactive_at is None and not self.is_away(now)
