"""How a round ends for people: what it gave them, who wants to stay in touch, who wants to hear of the next."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import MemberId, RoundId

OPEN_FOR = timedelta(days=7)
"""How long answers can be given and changed. Wishes are told afterwards, to all at once: who says yes and no in turn
learns nothing, and the week of the end brings no third message."""
MOST_GAINS = 3
"""With opening the list and closing it these are the five taps that a survey may cost."""
LONGEST_SENTENCE = 300
LONGEST_REFLECTION = 150
LONGEST_SIGNATURE = 60
FEWEST_PEOPLE = 3
"""A count of fewer people is not shown."""


class Gain(StrEnum):
    """What a round gave somebody: what the International Librarians Network asked for, and none of it."""

    AWARENESS = "awareness"
    IDEAS = "ideas"
    CONFIDENCE = "confidence"
    NETWORK = "network"
    SKILL = "skill"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the rounds of a program end."""

    says_goodbye: bool = False
    """Whether people get a message at the end, with all that is asked then."""
    reflection: str = ""
    """The question to look back with; empty for the usual one."""
    signed_by: str = ""
    """Who gives the certificate; empty for the name of the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What one person said at the end of one round."""

    round_id: RoundId
    member_id: MemberId
    gains: tuple[Gain, ...] = ()
    """Empty while they have not said."""
    words: str = ""
    """One sentence, for the organisers alone."""
    stays_in_touch: bool | None = None
    """Whether they want to stay in touch with their partner; None while they have not said, and once it was told."""
    wants_invitation: bool = False
    """Whether they want to hear when the next round opens."""
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigures:
    """What the people of a round said, in counts of distinct people."""

    people: int
    """Who said what the round gave them."""
    sentences: int
    gains: Mapping[Gain, int | None]
    """How many named each; None where they are too few to be shown."""


def settle_gains(chosen: Iterable[Gain]) -> tuple[Gain, ...]:
    """Return each once, in order, no more than may be chosen; "nothing" only where it stands alone."""
    named = set(chosen)
    gains = [each for each in Gain if each in named and each is not Gain.NOTHING][:MOST_GAINS]
    return tuple(gains or (each for each in named if each is Gain.NOTHING))


def count_gains(surveys: Collection[Survey]) -> SurveyFigures:
    """Return the counts. None is shown of so few people that it would be known who they are.

    Each may name several, so what is hidden cannot be computed from what is shown.
    """
    said = {each.member_id: each for each in surveys if each.gains}
    named = Counter(gain for each in said.values() for gain in each.gains)
    return SurveyFigures(
        people=len(said),
        sentences=len([each for each in surveys if each.words]),
        gains={gain: named[gain] if named[gain] >= FEWEST_PEOPLE else None for gain in Gain},
    )


def all_stay_in_touch(members: Collection[MemberId], surveys: Mapping[MemberId, Survey]) -> bool:
    """Whether these are several people and every one of them said yes."""
    return len(members) > 1 and all(each in surveys and surveys[each].stays_in_touch is True for each in members)
