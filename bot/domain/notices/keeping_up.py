"""What is asked of partners while a round runs: what they agree on, whether they talk."""

from dataclasses import dataclass

from bot.domain.agreement import HowOften, Medium
from bot.domain.ids import ChannelId, MemberId, PairId, RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a pair agreed on, or one of it proposed."""

    how_often: HowOften
    medium: Medium
    hopes: str
    accepted: tuple[str, ...]
    """Who has said yes, by name."""
    missing: tuple[str, ...]
    """Who has not."""
    asks_reader: bool
    """Whether the reader's yes is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementNote:
    """What is proposed between partners, in their thread, and who agrees. It pings nobody."""

    round_id: RoundId
    pair_id: PairId
    terms: Terms
    replaced: bool = False
    """Whether a newer proposal stands below it, which alone can be said yes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInQuestion:
    """Have you two talked? What else is to be settled is asked with the answer."""

    round_id: RoundId
    pair_id: PairId
    prompt_number: int
    member_id: MemberId
    partner_names: tuple[str, ...]
    prompt_title: str
    """What is talked about now."""
    in_thread: bool
    invites: bool = False
    """Whether who writes in this DM replies to the prompt; not who has replied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """To who has been silent, without saying who asked."""

    round_id: RoundId
    pair_id: PairId
    partner_names: tuple[str, ...]
    thread_id: ChannelId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerOffer:
    """To who hears nothing from their partner: would they like a new one?"""

    round_id: RoundId
    pair_id: PairId
    silent_id: MemberId
    name: str
    """The silent partner's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeBack:
    """To who was away and is back, and has a partner."""

    round_id: RoundId
    title: str
    partner_names: tuple[str, ...]
    thread_id: ChannelId | None
    prompt_title: str
    """Of the prompt that is open now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inactive:
    """To who was silent for long: no partner is looked for until they come back, which takes one tap."""

    round_id: RoundId
    title: str
