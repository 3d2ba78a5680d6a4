"""Where each participant stands at the end, by what they did and were told."""

from datetime import datetime
from enum import StrEnum

from bot.rehearsal.verdict.evidence import Evidence
from bot.rehearsal.verdict.hearing import Said


class Standing(StrEnum):
    """Where somebody stands."""

    PARTNER = "partner"
    """Has the partner of the start."""
    NEW_PARTNER = "new_partner"
    """Has a later one."""
    WAITING = "waiting"
    """Has a place and no partner, and was told so."""
    RESTING = "resting"
    """Was silent for so long that no partner is looked for."""
    WAIT_LISTED = "wait_listed"
    """Has never had a place."""
    LEFT = "left"


def standings(evidence: Evidence) -> dict[int, Standing]:
    """Return where everybody stands who joined."""
    return {person: standing_at(evidence, person, evidence.ends_at) for person, _ in evidence.joined()}


def standing_at(evidence: Evidence, person: int, at: datetime) -> Standing:
    """Return where somebody stands at this instant who had joined by then."""
    groups = [group for group in evidence.groups_of.get(person, []) if group.at <= at]
    if evidence.has_left_by(person, at):
        return Standing.LEFT
    if evidence.partners_at(person, at):
        return Standing.PARTNER if len(groups) == 1 else Standing.NEW_PARTNER
    since = groups[-1].at if groups else evidence.starts_at
    if evidence.was_told(person, frozenset({Said.RESTS}), since, at):
        return Standing.RESTING
    was_told = evidence.was_told(person, frozenset({Said.WAITING, Said.PARTED}), since, at)
    return Standing.WAITING if groups or was_told else Standing.WAIT_LISTED
