"""The settings of a program: its program.toml."""

from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from bot.domain.ending import Ending
from bot.domain.places import PlaceRules
from bot.domain.program import CheckInRhythm, PairingRules, Program, Repeats, RoundShape, SummaryRules
from bot.domain.prompt import Prompt
from bot.domain.silence import Patience
from bot.programs.explain import note_refusals
from bot.programs.mistakes import Notebook
from bot.programs.program_model import (
    EndingPart,
    PairingPart,
    PlacesPart,
    ProgramPart,
    RoundPart,
    SilencePart,
    SummaryPart,
)
from bot.programs.shape_rules import check_round

WEEKS_OF_SILENCE = 3
"""Weekly rounds without a sign of life after which somebody is inactive, unless the program says otherwise."""


def read_settings(values: dict[str, Any], prompts_in_deck: int, notes: Notebook) -> ProgramPart | None:
    """Return the settings of a program with so many prompts; none if they hold a mistake, each of which is noted."""
    part: ProgramPart | None = None
    try:
        part = ProgramPart.model_validate(values)
    except ValidationError as refused:
        note_refusals(ProgramPart, refused, notes)
    if "round" in values:
        check_round(values["round"], prompts_in_deck, notes)
    return None if notes.mistakes else part


def make_program(slug: str, part: ProgramPart, deck: tuple[Prompt, ...]) -> Program:
    """Return the program of these settings and this deck."""
    return Program(
        slug=slug,
        title=part.title,
        description=part.description,
        language=part.language,
        zone=part.zone,
        code_of_conduct=part.code_of_conduct,
        interests=dict(part.interests),
        sectors=dict(part.sectors),
        career_stages=dict(part.career_stages),
        photo_activities=part.photo_activities,
        shape=_make_shape(part.round),
        pairing=make_rules(part.pairing),
        summary=_make_summary_rules(part.summary),
        deck=deck,
        places=_make_places(part.places),
        patience=_make_patience(part.silence, part.round.repeats),
        ending=_make_ending(part.ending, part.round.repeats),
    )


def _make_shape(part: RoundPart) -> RoundShape:
    days = part.check_in_days_after
    return RoundShape(
        repeats=part.repeats,
        weekday=part.starts_on,
        participants_stay=part.participants_stay,
        enrolment_opens_days_before=part.enrolment_opens_days_before,
        enrolment_closes_days_before=part.enrolment_closes_days_before,
        day_time=part.time,
        closing_time=part.closing_time,
        first_prompt_after=timedelta(minutes=part.first_prompt_minutes),
        prompts_per_round=part.prompts,
        days_between_prompts=part.days_between_prompts,
        closes_days_after_last_prompt=part.closes_days_after_last_prompt,
        check_in=None if days is None else CheckInRhythm(days_after_prompt=days, every=part.check_in_every),
    )


def make_rules(part: PairingPart) -> PairingRules:
    """Return the rules of pairing of a table."""
    return PairingRules(
        approval=part.approval,
        must_differ=frozenset(part.must_differ),
        shared_language=part.shared_language,
        min_shared_hours=part.min_shared_hours,
        repeat_gap=part.repeat_gap,
        group_size=part.group_size,
    )


def _make_summary_rules(part: SummaryPart) -> SummaryRules:
    return SummaryRules(
        approval=part.approval,
        of_each_prompt=part.of_each_prompt,
        of_round=part.of_round,
        by=tuple(part.by),
        replies_kept=timedelta(days=part.replies_kept_days),
    )


def _make_places(part: PlacesPart) -> PlaceRules:
    held = timedelta(days=part.held_days)
    return PlaceRules(total=part.total, country_percent=part.country_percent, held=held)


def _make_patience(part: SilencePart, repeats: Repeats) -> Patience:
    return Patience(
        question_after=timedelta(days=part.question_days),
        offer_after=timedelta(days=part.offer_days),
        end_after=timedelta(days=part.end_days),
        inactive_after_rounds=part.inactive_after_rounds or (WEEKS_OF_SILENCE if repeats is Repeats.WEEKLY else 1),
    )


def _make_ending(part: EndingPart, repeats: Repeats) -> Ending:
    """Rounds of a week end too often for a goodbye and its questions, unless the program says otherwise."""
    says = repeats is not Repeats.WEEKLY if part.goodbye is None else part.goodbye
    return Ending(says_goodbye=says, reflection=part.reflection, signed_by=part.signed_by)
