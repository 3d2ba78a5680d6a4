"""The scenarios of `make faults`, each one kind of trouble, and all of them together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.sandbox import Odds
from tests.faults.chaos import Chaos

USUAL_WINDOW = timedelta(minutes=5)
SHORT_WINDOW = timedelta(milliseconds=100)
"""Real time in which nonces are remembered: any restart outlasts it.

Not for lost answers alone: discord.py itself sends again for half a minute, which Discord's own window outlasts.
"""


def _nothing_more(chaos: Chaos) -> None:
    """Its odds and its kills are all."""


NO_ODDS = Odds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What befalls each of its rounds. `share` is its part of all kills."""

    name: str
    share: float = 0.0
    nonce_window: timedelta = USUAL_WINDOW
    odds: Odds = NO_ODDS
    rate_limits: bool = False
    may_skip_check_ins: bool = False
    arrange: Callable[[Chaos], None] = _nothing_more


def _frozen(chaos: Chaos) -> None:
    chaos.often(8, chaos.freeze)


def _outages(chaos: Chaos) -> None:
    chaos.often(6, chaos.outage)


def _gateway(chaos: Chaos) -> None:
    for act in (chaos.close_gateway, chaos.lose_events, chaos.reconnect, chaos.invalidate):
        chaos.often(6, act)
    chaos.often(2, chaos.close_for_good)


def _dead(chaos: Chaos) -> None:
    chaos.often(1, chaos.go_dead)


def _forbidden(chaos: Chaos) -> None:
    chaos.often(10, chaos.forbid)


def _people(chaos: Chaos) -> None:
    chaos.often(3, chaos.close_dms)
    chaos.often(2, chaos.leave)
    chaos.often(6, chaos.archive)
    chaos.often(1, chaos.delete_thread)


def _everything(chaos: Chaos) -> None:
    chaos.often(2, chaos.freeze)
    chaos.often(1, chaos.outage)
    chaos.often(3, chaos.close_gateway)
    chaos.often(3, chaos.lose_events)
    chaos.often(3, chaos.forbid)
    chaos.often(3, chaos.archive)
    chaos.often(1, chaos.close_dms)
    chaos.often(1, chaos.leave)


LOST_ANSWERS = Odds(stored_error=0.08, stored_reset=0.05)
FAILING = Odds(error=0.04, reset=0.02, stored_error=0.02, stored_reset=0.01, slow=0.01)
"""One request in ten."""
LIMITED = Odds(route_limit=0.05, global_limit=0.02, slow=0.03)
DROPPED = Odds(close=0.02, reconnect=0.01, resumable=0.01, invalid=0.01, forgetful=0.02)
ALL_AT_ONCE = Odds(
    error=0.02,
    reset=0.01,
    stored_error=0.02,
    stored_reset=0.01,
    slow=0.02,
    route_limit=0.01,
    close=0.01,
    forgetful=0.01,
)

SCENARIOS = (
    Scenario(name="kill -9 at any moment", share=0.3),
    Scenario(name="kill -9, restart outlasts the nonces", share=0.3, nonce_window=SHORT_WINDOW),
    Scenario(name="frozen and woken late", share=0.05, arrange=_frozen),
    Scenario(name="down for hours", share=0.05, arrange=_outages),
    Scenario(name="answers lost after storing", share=0.05, odds=LOST_ANSWERS),
    Scenario(name="one request in ten fails", share=0.05, odds=FAILING),
    Scenario(name="rate limits and slow answers", share=0.05, odds=LIMITED, rate_limits=True),
    Scenario(name="gateway closed, op 7, op 9, events lost", share=0.05, odds=DROPPED, arrange=_gateway),
    Scenario(name="heartbeats not answered", arrange=_dead),
    Scenario(name="permissions taken and given back", share=0.05, arrange=_forbidden),
    Scenario(name="DMs closed, threads shut, people leave", arrange=_people),
    Scenario(name="everything together", share=0.05, odds=ALL_AT_ONCE, arrange=_everything),
)
