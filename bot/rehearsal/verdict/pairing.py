"""Whether those who were brought together may be, and nobody waits who need not."""

from collections.abc import Iterator
from itertools import combinations

from bot.domain.program import Difference
from bot.rehearsal.verdict.evidence import A_DAY, A_MOMENT, Evidence, Group
from bot.rehearsal.verdict.placing import reckon_places


def may_meet(evidence: Evidence, one: int, other: int) -> bool:
    """Whether the rules that one can see by what people typed allow the two: another country, a shared language."""
    rules, here, there = evidence.program.pairing, evidence.players[one].role, evidence.players[other].role
    if Difference.COUNTRY in rules.must_differ and here.country == there.country:
        return False
    return not rules.shared_language or bool(set(here.languages.split(", ")) & set(there.languages.split(", ")))


def judge_pairs(evidence: Evidence) -> Iterator[str]:
    """Whether each group is legal, and nobody meets whom they must not or have met in the same round."""
    met: dict[frozenset[int], Group] = {}
    for group in evidence.groups:
        for one, other in combinations(sorted(group.members), 2):
            couple = frozenset((one, other))
            if not may_meet(evidence, one, other):
                yield f"{evidence.names(couple)} may not be paired and were"
            before = met.get(couple)
            # Two who are left of a trio, or a pair that becomes one, go on together.
            if before is not None and not _go_on(evidence, couple, before, group):
                yield f"{evidence.names(couple)} were introduced to each other twice"
            met[couple] = group
    for couple, since in evidence.kept_apart:
        if any(couple <= group.members and group.at >= since for group in evidence.groups):
            yield f"{evidence.names(couple)} are kept apart and were paired"


def _go_on(evidence: Evidence, couple: frozenset[int], before: Group, group: Group) -> bool:
    """Whether the two were still together in the group before when somebody came to them."""
    until_then = group.at - A_MOMENT
    together = all(evidence.group_at(each, until_then) == before for each in couple)
    return together and len(group.members) > len(couple)


def judge_who_waits(evidence: Evidence) -> Iterator[str]:
    """Whether nobody was left without a partner at the start of whom one sees that a place could be found for them.

    Looked for are: two of them who may meet, a pair that could give each of its two to one of them, and, where one
    waits, a pair that could become a trio. Hours are left out: people who name none are awake together long enough.
    """
    until = evidence.starts_at + A_DAY
    first = [group for group in evidence.groups if evidence.starts_at <= group.at < until]
    paired = {member for group in first for member in group.members}
    placed, _ = reckon_places(evidence)
    alone = [each for each in placed if each not in paired and not evidence.has_left_by(each, until)]
    apart = {couple for couple, since in evidence.kept_apart if since <= evidence.starts_at}

    def fit(one: int, other: int) -> bool:
        return frozenset((one, other)) not in apart and may_meet(evidence, one, other)

    for one, other in combinations(alone, 2):
        both = frozenset((one, other))
        if fit(one, other):
            yield f"{evidence.names(both)} wait and could have been paired"
        for group in (each for each in first if len(each.members) == 2):
            here, there = group.members
            if (fit(one, here) and fit(other, there)) or (fit(one, there) and fit(other, here)):
                yield f"{evidence.names(both)} wait and {evidence.names(group.members)} could have been shared out"
    if len(alone) == 1 and any(all(fit(alone[0], each) for each in group.members) for group in first):
        yield f"{evidence.name(alone[0])} waits and could have been a third"
