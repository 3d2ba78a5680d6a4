"""Whether `/round partners` says of everybody what they did and were told."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.rehearsal.cast import Manner
from bot.rehearsal.company.player import Player
from bot.rehearsal.company.sheets import Look
from bot.rehearsal.verdict.evidence import Evidence, Group
from bot.rehearsal.verdict.hearing import Said
from bot.rehearsal.verdict.standing import Standing, standing_at

TALKED = frozenset({"yes", "elsewhere"})
ASKED_IN_PRIVATE = timedelta(days=2, hours=12)
"""After a check-in that was not answered for three days, looked for half a day early, somebody is silent."""
WITHOUT = {
    Standing.LEFT: {"left"},
    Standing.RESTING: {"inactive"},
    Standing.WAITING: {"waiting"},
    Standing.WAIT_LISTED: {"wait_listed"},
}


def judge_looks(evidence: Evidence) -> Iterator[str]:
    """Whether each look of the organiser agrees with what people did, for everybody who had joined by then."""
    for look in evidence.looks:
        for person, player in evidence.joined():
            row = look.rows.get(person)
            if row is None:
                # Who left before the pairing may never have had a place.
                if player.left_at is None:
                    yield f"{evidence.name(person)} is not in the table of {look.at:%d %b}"
                continue
            right = _expect(evidence, look, person, player)
            if row["standing"] not in right:
                expected = " or ".join(sorted(right))
                yield f"{evidence.name(person)} is {row['standing']} in the table of {look.at:%d %b}, not {expected}"
            names = frozenset(filter(None, row["partners"].split("; ")))
            partners = frozenset(map(evidence.name, evidence.partners_at(person, look.at)))
            if names != partners:
                yield f"{evidence.name(person)} is with {sorted(names)} in the table, not {sorted(partners)}"


def _expect(evidence: Evidence, look: Look, person: int, player: Player) -> set[str]:
    standing = standing_at(evidence, person, look.at)
    is_away = player.away_until is not None and look.at < player.away_until <= look.at + timedelta(days=14)
    if is_away and standing is not Standing.LEFT:
        return {"away"}
    if standing in WITHOUT:
        # Who was silent for long rests from the end of their pair on, and is told so at the end of a week.
        rests = {"inactive"} if player.role.manner is Manner.SILENT and standing is Standing.WAITING else set[str]()
        return WITHOUT[standing] | rests
    if _is_silent(evidence, look.at, person, player):
        return {"silent"}
    return {_gets_on(evidence, look.at, person)}


def _is_silent(evidence: Evidence, at: datetime, person: int, player: Player) -> bool:
    group = evidence.group_at(person, at)
    if group is None or player.role.manner is not Manner.SILENT:
        return False
    asked = (word.at for word in evidence.heard.get(person, []) if word.said is Said.CHECK_IN and word.at > group.at)
    return (first := next(asked, None)) is not None and first + ASKED_IN_PRIVATE <= at


def _gets_on(evidence: Evidence, at: datetime, person: int) -> str:
    """How the person gets on with whom they are with, in this group and in one before that they shared."""
    partners = evidence.partners_at(person, at)
    groups = [group for group in evidence.groups_of[person] if group.at <= at]
    shared = [group for group in groups if partners & group.members]
    if any(_has_met(evidence, at, group) for group in shared):
        return "met"
    if any(_wrote(evidence, at, group, {person}) and _wrote(evidence, at, group, partners) for group in shared):
        return "talking"
    return "new_partner" if len(groups) > 1 else "introduced"


def _has_met(evidence: Evidence, at: datetime, group: Group) -> bool:
    for member in group.members:
        player = evidence.players[member]
        if any(pair == group.pair and said in TALKED and when <= at for pair, said, when in player.answers):
            return True
        if any(thread == group.thread and when <= at for thread, when in player.confirmed):
            return True
    return False


def _wrote(evidence: Evidence, at: datetime, group: Group, people: set[int] | frozenset[int]) -> bool:
    return any(when <= at for each in people for when in evidence.written.get((group.thread, each), ()))
