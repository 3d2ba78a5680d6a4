"""Who has a place and who is on the wait-list, reckoned from who came and left when: first come, first served."""

from collections import Counter
from collections.abc import Iterator

from bot.rehearsal.verdict.evidence import Evidence
from bot.rehearsal.verdict.hearing import Said, says

WAIT_LISTED = "answer.joined.title_wait_list"


def reckon_places(evidence: Evidence) -> tuple[list[int], list[int]]:
    """Return who has a place when the round starts, and who is on the wait-list, the first first."""
    changes = [(player.joined_at, player.came_as, person, True) for person, player in evidence.joined()]
    changes += [
        (player.left_at, player.came_as, person, False) for person, player in evidence.joined() if player.left_at
    ]
    placed: list[int] = []
    listed: list[int] = []
    for at, _, person, comes in sorted(changes, key=lambda each: (each[0], each[1])):
        if at is None or at >= evidence.starts_at:
            continue
        if comes:
            listed.append(person)
        else:
            placed, listed = ([each for each in some if each != person] for some in (placed, listed))
        _move_up(evidence, placed, listed)
    return placed, listed


def _move_up(evidence: Evidence, placed: list[int], listed: list[int]) -> None:
    for person in list(listed):
        if has_room(evidence, placed, person):
            listed.remove(person)
            placed.append(person)


def has_room(evidence: Evidence, placed: list[int], person: int) -> bool:
    """Whether the caps leave a place for this person beside those who have one."""
    rules, country = evidence.program.places, evidence.players[person].role.country
    taken = Counter(evidence.players[each].role.country for each in placed)
    return rules.has_room(taken, country)


def judge_places(evidence: Evidence) -> Iterator[str]:
    """Whether everybody read rightly that they have a place or wait for one, and no place too many was given."""
    placed, listed = reckon_places(evidence)
    for person, player in evidence.joined():
        read = says(player.read_on_joining, WAIT_LISTED)
        told = evidence.was_told(person, frozenset({Said.PLACE}), evidence.words[0].at, evidence.starts_at)
        if read and person in placed and not told and person not in evidence.closed_dms:
            yield f"{evidence.name(person)} has a place and only read of the wait-list"
        if not read and person in listed:
            yield f"{evidence.name(person)} is on the wait-list and did not read so"
    yield from _judge_later_places(evidence, placed)


def _judge_later_places(evidence: Evidence, placed: list[int]) -> Iterator[str]:
    """While the round runs, who comes from the wait-list into a group takes a place that is free."""
    taking = list(placed)
    for group in evidence.groups:
        taking = [each for each in taking if not evidence.has_left_by(each, group.at)]
        for person in sorted(group.members - set(taking)):
            if group.at < evidence.starts_at or not has_room(evidence, taking, person):
                yield f"{evidence.name(person)} got a partner and there was no place"
            taking.append(person)
