"""What stands in a program.toml; each field's description is what people are told when it is wrong."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from bot.domain.ending import LONGEST_REFLECTION, LONGEST_SIGNATURE
from bot.domain.places import HELD_LONGEST_DAYS, MOST_PLACES
from bot.domain.program import (
    CHOICES_FEWEST,
    CONDUCT_LIMIT,
    DESCRIPTION_LIMIT,
    INTEREST_LABEL_LIMIT,
    INTERESTS_FEWEST,
    INTERESTS_MOST,
    KEY_LIMIT,
    PROGRAM_TITLE_LIMIT,
    Approval,
    Difference,
    Repeats,
    Trait,
    Weekday,
)
from bot.programs.checks import Language, LocalTime, OneLine, TextOrAddress, Zone, refuse
from bot.programs.vocabularies import CAREER_STAGES, SECTORS

_APPROVAL = ", ".join(Approval)
_DIFFERENCES = ", ".join(Difference)
_TRAITS = ", ".join(Trait)
_SILENT_DAYS = "a whole number of days from 1 to 60"

InterestKey = Annotated[str, StringConstraints(pattern=rf"^[a-z0-9][a-z0-9_-]{{0,{KEY_LIMIT - 1}}}$")]
InterestLabel = Annotated[OneLine, StringConstraints(min_length=1, max_length=INTEREST_LABEL_LIMIT)]


_CHOICES = (
    f"{CHOICES_FEWEST} to {INTERESTS_MOST} lines: a key of small letters, digits, - and _, "
    f"and a text of 1 to {INTEREST_LABEL_LIMIT} characters"
)


class Part(BaseModel):
    """A table of a file: only known keys, nothing turned into another type unasked."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


class RoundPart(Part):
    """How rounds run: the table [round]."""

    repeats: Repeats = Field(strict=False, description=", ".join(Repeats))
    starts_on: Weekday | None = Field(None, strict=False, description=", ".join(Weekday))
    participants_stay: bool = Field(False, description="true or false")
    enrolment_opens_days_before: int = Field(ge=2, le=365, description="a whole number of days from 2 to 365")
    enrolment_closes_days_before: int = Field(ge=1, le=364, description="a whole number of days from 1 to 364")
    time: LocalTime = Field(description='a time such as "09:00"')
    closing_time: LocalTime = Field(description='a time such as "18:00"')
    first_prompt_minutes: int = Field(ge=0, le=720, description="a whole number of minutes from 0 to 720")
    prompts: int | None = Field(None, ge=1, le=52, description="a whole number from 1 to 52; without it the whole deck")
    days_between_prompts: int = Field(ge=1, le=90, description="a whole number of days from 1 to 90")
    closes_days_after_last_prompt: int = Field(ge=1, le=90, description="a whole number of days from 1 to 90")
    check_in_days_after: int | None = Field(
        None, ge=1, le=89, description="a whole number of days from 1 to 89; without it there is no check-in"
    )
    check_in_every: int = Field(1, ge=1, le=52, description="1 for each prompt, 2 for every second, up to 52")


class PairingPart(Part):
    """Who may be partners: the table [pairing]."""

    approval: Approval = Field(strict=False, description=_APPROVAL)
    must_differ: list[Annotated[Difference, Field(strict=False)]] = Field(
        default_factory=list[Difference], description=f"a list with any of {_DIFFERENCES}"
    )
    shared_language: bool = Field(True, description="true or false")
    min_shared_hours: int = Field(0, ge=0, le=16, description="a whole number of hours from 0 to 16")
    repeat_gap: int = Field(0, ge=0, le=52, description="a whole number of rounds from 0 to 52")
    group_size: int = Field(2, ge=2, le=8, description="a whole number of people from 2 to 8")


class PlacesPart(Part):
    """How many people take part: the table [places]."""

    total: int | None = Field(
        default=None,
        ge=2,
        le=MOST_PLACES,
        description=f"a whole number from 2 to {MOST_PLACES:,}; without it there is no cap",
    )
    country_percent: int | None = Field(
        default=None, ge=1, le=100, description="a share of the places from 1 to 100; without it countries have no cap"
    )
    held_days: int = Field(
        default=7, ge=1, le=HELD_LONGEST_DAYS, description=f"a whole number of days from 1 to {HELD_LONGEST_DAYS}"
    )

    @field_validator("country_percent")
    @classmethod
    def _is_a_share_of_places(cls, share: int | None, read: ValidationInfo) -> int | None:
        if share is not None and "total" in read.data and read.data["total"] is None:
            raise refuse(f"is {share}, a share of no number", "a share only where total says of how many places")
        return share


class SummaryPart(Part):
    """What is summarised: the table [summary]."""

    approval: Approval = Field(strict=False, description=_APPROVAL)
    of_each_prompt: bool = Field(description="true or false")
    of_round: bool = Field(description="true or false")
    by: list[Annotated[Trait, Field(strict=False)]] = Field(
        default_factory=lambda: [Trait.REGION], description=f"a list with any of {_TRAITS}, each once; empty for none"
    )
    replies_kept_days: int = Field(default=90, ge=14, le=3_650, description="a whole number of days from 14 to 3650")

    @field_validator("by")
    @classmethod
    def _names_each_once(cls, traits: list[Trait]) -> list[Trait]:
        twice = next((each for each in traits if traits.count(each) > 1), None)
        if twice is not None:
            raise refuse(f"names {twice} twice")
        return traits


class SilencePart(Part):
    """How long somebody who does not answer is waited for: the table [silence]. Days after the check-in."""

    question_days: int = Field(default=3, ge=1, le=60, description=_SILENT_DAYS)
    offer_days: int = Field(default=7, ge=1, le=60, validate_default=True, description=_SILENT_DAYS)
    end_days: int = Field(default=14, ge=1, le=60, validate_default=True, description=_SILENT_DAYS)
    inactive_after_rounds: int | None = Field(
        default=None, ge=1, le=52, description="a whole number of rounds from 1 to 52"
    )

    @field_validator("offer_days", "end_days")
    @classmethod
    def _comes_later(cls, days: int, read: ValidationInfo) -> int:
        before = {"offer_days": "question_days", "end_days": "offer_days"}[read.field_name or ""]
        if before in read.data and days <= read.data[before]:
            raise refuse(f"is {days}", f"more than {before}, which is {read.data[before]}")
        return days


class EndingPart(Part):
    """How a round ends for people: the table [ending]."""

    goodbye: bool | None = Field(default=None, description="true or false; without it true for rounds made by hand")
    reflection: OneLine = Field(
        default="", max_length=LONGEST_REFLECTION, description=f"a question of at most {LONGEST_REFLECTION} characters"
    )
    signed_by: OneLine = Field(
        default="", max_length=LONGEST_SIGNATURE, description=f"text of at most {LONGEST_SIGNATURE} characters"
    )


class ProgramPart(Part):
    """A whole program.toml."""

    title: OneLine = Field(
        min_length=1, max_length=PROGRAM_TITLE_LIMIT, description=f"text of 1 to {PROGRAM_TITLE_LIMIT} characters"
    )
    description: OneLine = Field(
        min_length=1, max_length=DESCRIPTION_LIMIT, description=f"one paragraph of 1 to {DESCRIPTION_LIMIT} characters"
    )
    language: Language = Field(description='a language tag (BCP 47) such as "en", "pt-BR" or "sw"')
    zone: Zone = Field(description='a zone of the IANA list, such as "UTC" or "Africa/Nairobi"')
    code_of_conduct: TextOrAddress = Field(
        min_length=1,
        max_length=CONDUCT_LIMIT,
        description=f"text of 1 to {CONDUCT_LIMIT:,} characters, or an address that begins with https://",
    )
    photo_activities: bool = Field(True, description="true or false")
    interests: dict[InterestKey, InterestLabel] = Field(
        min_length=INTERESTS_FEWEST,
        max_length=INTERESTS_MOST,
        description=f"{INTERESTS_FEWEST} to {INTERESTS_MOST} lines: a key of small letters, digits, - and _, "
        f"and a text of 1 to {INTEREST_LABEL_LIMIT} characters",
    )
    sectors: dict[InterestKey, InterestLabel] = Field(
        default_factory=lambda: dict(SECTORS),
        min_length=CHOICES_FEWEST,
        max_length=INTERESTS_MOST,
        description=_CHOICES,
    )
    career_stages: dict[InterestKey, InterestLabel] = Field(
        default_factory=lambda: dict(CAREER_STAGES),
        min_length=CHOICES_FEWEST,
        max_length=INTERESTS_MOST,
        description=_CHOICES,
    )
    round: RoundPart = Field(description="a table [round]")
    pairing: PairingPart = Field(description="a table [pairing]")
    summary: SummaryPart = Field(description="a table [summary]")
    places: PlacesPart = Field(default_factory=PlacesPart, description="a table [places]")
    silence: SilencePart = Field(default_factory=SilencePart, description="a table [silence]")
    ending: EndingPart = Field(default_factory=EndingPart, description="a table [ending]")
