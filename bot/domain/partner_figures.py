"""How many met: counts of distinct people, which can be counted anew from where everybody stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.standing import Position, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFigures:
    """Each of `people` took part and is counted in exactly one figure from `met` to `left`.

    `ever_met` and `had_another` are across them: who met any partner of theirs, and who was given another partner
    than the first and has one now. Who was only on the wait-list is not counted.
    """

    people: int
    ever_met: int
    had_another: int
    met: int
    talking: int
    new_partner: int
    introduced: int
    silent: int
    away: int
    waiting: int
    inactive: int
    left: int


def count_partners(positions: Iterable[Position]) -> PartnerFigures:
    """Return the figures of these people; who is given twice counts once."""
    people = {each.member_id: each for each in positions if each.standing is not Standing.WAIT_LISTED}.values()
    counted = Counter(each.standing for each in people)
    return PartnerFigures(
        people=len(people),
        ever_met=sum(each.ever_met for each in people),
        had_another=sum(each.had_another for each in people),
        **{standing.value: counted[standing] for standing in Standing if standing is not Standing.WAIT_LISTED},
    )
