"""What a participant says beyond the joining form, all of it optional, so that the partner fits better."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import GuildId, MemberId

WISH_WORDS_LIMIT = 200
"""Characters of what one hopes for, in one's own words."""
HOURS_OF_DAY = 24
MINUTES_OF_DAY = HOURS_OF_DAY * 60


class Topic(StrEnum):
    """What is asked after joining, one thing after the other; each may be left out."""

    SECTOR = "sector"
    CAREER_STAGE = "career_stage"
    OFFERS = "offers"
    SEEKS = "seeks"
    WISHES = "wishes"
    HOURS = "hours"
    REACH = "reach"


class Aspect(StrEnum):
    """In what a partner may be wished to be like oneself, or another."""

    COUNTRY = "country"
    REGION = "region"
    SECTOR = "sector"
    CAREER_STAGE = "career_stage"


class Wish(StrEnum):
    """One wish about the partner. Where nothing is wished of an aspect, anybody is welcome."""

    SAME_COUNTRY = "same_country"
    DIFFERENT_COUNTRY = "different_country"
    SAME_REGION = "same_region"
    DIFFERENT_REGION = "different_region"
    SAME_SECTOR = "same_sector"
    DIFFERENT_SECTOR = "different_sector"
    SAME_CAREER_STAGE = "same_career_stage"
    DIFFERENT_CAREER_STAGE = "different_career_stage"

    @property
    def aspect(self) -> Aspect:
        """What it is about."""
        return Aspect(self.value.partition("_")[2])

    @property
    def is_same(self) -> bool:
        """Whether the partner is to be like oneself in it."""
        return self.value.startswith("same")


class Reach(StrEnum):
    """Where the bot writes to a person. Who takes no DMs is reached in the thread whatever they chose."""

    DM = "dm"
    THREAD = "thread"
    """Of the pair; as long as there is none, by DM."""
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What one person said of this kind in one guild; whoever said nothing has the defaults."""

    guild_id: GuildId
    member_id: MemberId
    sector: str | None = None
    """A key of the program's sectors."""
    career_stage: str | None = None
    """A key of the program's career stages."""
    offers: tuple[str, ...] = ()
    """Keys of the program's interests with which they can help."""
    seeks: tuple[str, ...] = ()
    """Keys of the program's interests about which they would like to learn."""
    wishes: tuple[Wish, ...] = ()
    """At most one of each aspect."""
    wish_words: str = ""
    """What they hope for in their own words. Partners read it."""
    hours: tuple[int, ...] = ()
    """The hours that suit, in their own zone, from 0 to 23: 9 is from 09:00 to 10:00. Empty where all do."""
    reach: Reach = Reach.DM


def wish_about(wishes: tuple[Wish, ...], aspect: Aspect) -> Wish | None:
    """Return what is wished of this aspect, if anything is."""
    return next((wish for wish in wishes if wish.aspect is aspect), None)


def replace_wish(wishes: tuple[Wish, ...], aspect: Aspect, wish: Wish | None) -> tuple[Wish, ...]:
    """Return the wishes with this one about the aspect, or with none, in the order of the enumeration."""
    kept = {each for each in wishes if each.aspect is not aspect} | ({wish} if wish else set[Wish]())
    return tuple(each for each in Wish if each in kept)


def hours_in_utc(hours: tuple[int, ...], utc_offset_minutes: int) -> int:
    """Return the bits of the UTC hours that lie wholly within these local hours: bit h is the hour from h:00.

    The offset is east of UTC, in minutes. Where it is no whole hour, an hour that suits only in part does not count.
    """
    return sum(1 << hour for hour in range(HOURS_OF_DAY) if _touched(hour, utc_offset_minutes) <= set(hours))


def _touched(hour: int, utc_offset_minutes: int) -> set[int]:
    """The local hours in which some of this UTC hour lies."""
    first = hour * 60 + utc_offset_minutes
    return {minute % MINUTES_OF_DAY // 60 for minute in (first, first + 59)}
