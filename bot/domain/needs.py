"""What needs a human: why an organiser should look after somebody's partnership, the most pressing first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.partnership import CheckInAnswer
from bot.domain.silence import SLACK, Patience
from bot.domain.standing import Position, Standing


class Need(StrEnum):
    """Why somebody should look, in the order in which it presses."""

    NOBODY = "nobody"
    """They wait, and have no partner."""
    LONG_SILENT = "long_silent"
    """They are silent for so long that their partner is offered a new one."""
    OPEN_CASE = "open_case"
    """They asked for help, and the case is open."""
    UNREACHABLE = "unreachable"
    """Their DMs are closed, and they have no thread."""
    NOT_INTRODUCED = "not_introduced"
    """They have a partner, and nothing that says so could be brought to them."""
    WANTS_TO_STOP = "wants_to_stop"
    """They said in a check-in that they need to stop, and are still there."""
    CALLS_SILENT = "calls_silent"
    """They said in their last check-in that their partner is silent."""


_OF_ANSWER = {CheckInAnswer.STOP: Need.WANTS_TO_STOP, CheckInAnswer.SILENT: Need.CALLS_SILENT}
_GONE = frozenset({Standing.LEFT, Standing.INACTIVE, Standing.WAIT_LISTED})
_ORDER = {need: place for place, need in enumerate(Need)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What else is known of one person now."""

    has_open_case: bool = False
    is_reachable: bool = True
    """By DM, or in the thread of their pair."""
    is_introduced: bool = True
    """Whether they heard of their partner, or still may."""
    last_answer: CheckInAnswer | None = None
    """To a check-in about their present pair."""


def find_needs(position: Position, watched: Watched, patience: Patience, now: datetime) -> tuple[Need, ...]:
    """Return why somebody should look after this person while the round runs, the most pressing first."""
    return tuple(sorted(_needs(position, watched, patience, now), key=_ORDER.__getitem__))


def _needs(position: Position, watched: Watched, patience: Patience, now: datetime) -> Iterator[Need]:
    if watched.has_open_case:
        yield Need.OPEN_CASE
    if position.standing in _GONE:
        return
    if position.standing is Standing.WAITING:
        yield Need.NOBODY
    silent_since = position.at if position.standing is Standing.SILENT else None
    if silent_since is not None and now + SLACK >= silent_since + patience.offer_after:
        yield Need.LONG_SILENT
    if not watched.is_reachable:
        yield Need.UNREACHABLE
    if position.pair_id is not None and not watched.is_introduced:
        yield Need.NOT_INTRODUCED
    if position.pair_id is not None and watched.last_answer is not None and watched.last_answer in _OF_ANSWER:
        yield _OF_ANSWER[watched.last_answer]


def urgency(needs: Iterable[Need], standings: Iterable[Standing]) -> tuple[int, ...]:
    """Return what people of one pair are sorted by: who needs a human first, then who has not met.

    After needs in their order come who is silent or has nothing known of them, those who talk, those who met, and in
    the end who does not take part.
    """
    pressing = sorted(_ORDER[need] for need in needs) or [len(_ORDER)]
    return pressing[0], min(_LATER[standing] for standing in standings)


_LATER = {
    standing: place
    for place, standing in enumerate(
        (
            Standing.WAITING,
            Standing.SILENT,
            Standing.AWAY,
            Standing.NEW_PARTNER,
            Standing.INTRODUCED,
            Standing.TALKING,
            Standing.MET,
            Standing.WAIT_LISTED,
            Standing.INACTIVE,
            Standing.LEFT,
        )
    )
}
