"""A program: its settings, its deck, its rules of pairing and the shape of its rounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from bot.domain.ending import Ending
from bot.domain.places import PlaceRules
from bot.domain.prompt import Prompt
from bot.domain.silence import Patience

PROGRAM_TITLE_LIMIT = 40
"""Characters: a form's title holds 45 and says "Join" before it."""
DESCRIPTION_LIMIT = 500
CONDUCT_LIMIT = 1_000
INTERESTS_FEWEST = 3
INTERESTS_MOST = 25
"""The entries of one select."""
CHOICES_FEWEST = 2
"""Of sectors and of career stages; the most are the entries of a select, too."""
INTEREST_LABEL_LIMIT = 100
KEY_LIMIT = 40
"""Characters of a slug or of an interest's key."""


class Approval(StrEnum):
    """Who says yes before a pairing or a summary reaches people."""

    ORGANISER = "organiser"
    AUTOMATIC = "automatic"


class Repeats(StrEnum):
    """How the next round comes into being."""

    BY_HAND = "by_hand"
    WEEKLY = "weekly"


class Weekday(StrEnum):
    """The days of a week, in ISO order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Return 0 for Monday to 6 for Sunday, as `date.weekday()` does."""
        return list(Weekday).index(self)


class Difference(StrEnum):
    """What two partners may be required not to share."""

    COUNTRY = "country"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingRules:
    """What makes a pair legal, and how long partners do not meet again."""

    approval: Approval
    must_differ: frozenset[Difference]
    shared_language: bool
    """Whether partners must have a language in common."""
    min_shared_hours: int
    """Hours of the day in which both are awake, at least; 0 asks for none."""
    repeat_gap: int
    """Rounds that must lie between two rounds with the same partner."""
    group_size: int = 2
    """People who meet, from 2 to 8."""


class Trait(StrEnum):
    """What people say of themselves by which a summary may count them."""

    REGION = "region"
    CAREER_STAGE = "career_stage"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRules:
    """Which summaries are drafted, by what the people in their themes are counted, and who approves them."""

    approval: Approval
    of_each_prompt: bool
    of_round: bool
    by: tuple[Trait, ...] = (Trait.REGION,)
    replies_kept: timedelta = timedelta(days=90)
    """How long after the end of a round the words of its replies are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRhythm:
    """When partners are asked whether they have talked."""

    days_after_prompt: int
    every: int
    """1 asks after each prompt of a round, 2 after the first, third, fifth and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundShape:
    """How every round of a program runs. Times are local to the round's zone, days are whole local days."""

    repeats: Repeats
    weekday: Weekday | None
    """On which day rounds that make themselves start; none for rounds made by hand."""
    participants_stay: bool
    """Whether who joined takes part in the next round too, until they leave."""
    enrolment_opens_days_before: int
    enrolment_closes_days_before: int
    day_time: time
    """When enrolment opens, and when introductions, prompts and check-ins come."""
    closing_time: time
    """When enrolment and the round close."""
    first_prompt_after: timedelta
    """From the introductions to the first prompt, the same day; with zero the introduction carries the prompt, and
    partners are told of both at once."""
    prompts_per_round: int | None
    """How many prompts of the deck a round takes, in turn; none takes the whole deck."""
    days_between_prompts: int
    closes_days_after_last_prompt: int
    check_in: CheckInRhythm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A series of rounds as its folder describes it."""

    slug: str
    """The name of the folder."""
    title: str
    description: str
    language: str
    """The language of the prompts, by BCP 47."""
    zone: str
    """The IANA zone of rounds for which no other is chosen."""
    code_of_conduct: str
    """A short text, or an https address."""
    interests: Mapping[str, str]
    """What the joining form offers: key and label, in the order of the file."""
    sectors: Mapping[str, str] = field(default_factory=dict[str, str])
    """In which kind of place people work: key and label. Nobody is asked where there are none."""
    career_stages: Mapping[str, str] = field(default_factory=dict[str, str])
    """How far they are in their work: key and label. Nobody is asked where there are none."""
    photo_activities: bool
    """Whether prompts may ask for a photo."""
    shape: RoundShape
    pairing: PairingRules
    summary: SummaryRules
    deck: tuple[Prompt, ...]
    """Never empty, numbered from 1 without gaps."""
    places: PlaceRules = field(default_factory=PlaceRules)
    patience: Patience = field(default_factory=Patience)
    ending: Ending = field(default_factory=Ending)

    def prompt(self, number: int) -> Prompt:
        """Return the prompt of the deck with this number; KeyError where there is none."""
        if not 1 <= number <= len(self.deck):
            raise KeyError(number)
        return self.deck[number - 1]


def choose_prompts(program: Program, ordinal: int) -> tuple[Prompt, ...]:
    """Return the prompts of the round that `ordinal` rounds of this program came before.

    A deck that is taken in turn begins again at its end: with one prompt a round, round k takes prompt k modulo n.
    """
    per_round = program.shape.prompts_per_round
    if per_round is None:
        return program.deck
    first = ordinal * per_round
    return tuple(program.deck[(first + place) % len(program.deck)] for place in range(per_round))
