"""What partners are told of each other, and who has none."""

from dataclasses import dataclass

from bot.domain.ids import ChannelId, MemberId, PairId, RoundId
from bot.domain.openers import Opener
from bot.domain.partnership import Shared
from bot.domain.prompt import Prompt
from bot.domain.waking import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCard:
    """What a partner is told of a person."""

    member_id: MemberId
    name: str
    country: str
    zone: str
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    sector: str = ""
    career_stage: str = ""
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    hopes: str = ""
    """In their own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """To one partner about the other, or the other two; in few words where a thread has them all."""

    round_id: RoundId
    pair_id: PairId
    title: str
    partners: tuple[PartnerCard, ...]
    shared: Shared
    thread_id: ChannelId | None
    again: bool
    """Whether an earlier partner left."""
    openers: tuple[Opener, ...] = ()
    awake: tuple[Window, ...] = ()
    """When all of them are awake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DmsClosed:
    """To somebody who takes no DMs, in the pair's thread: where messages come now, and how to open DMs."""

    round_id: RoundId
    member_id: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class PairGreeting:
    """The first message in a pair's thread."""

    round_id: RoundId
    pair_id: PairId
    title: str
    partners: tuple[PartnerCard, ...]
    shared: Shared
    prompt: Prompt
    openers: tuple[Opener, ...] = ()
    awake: tuple[Window, ...] = ()
    """When all of them are awake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """To who has no partner now."""

    round_id: RoundId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLeft:
    """To who is left behind."""

    round_id: RoundId
    name: str
    partners_left: int
    looks: bool = True
    """Whether a new partner is looked for, or only once they ask for one."""
