"""The scenarios of `make faults`, each one kind of trouble, and all of them together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.sandbox import Odds
from tests.faults import disasters
from tests.faults.calendars import NIGHTS, USUAL, Calendar
from tests.faults.chaos import Chaos
from tests.faults.databases import Kind

USUAL_WINDOW = timedelta(minutes=5)
SHORT_WINDOW = timedelta(milliseconds=100)
"""Real time in which nonces are remembered: any restart outlasts it.

Not for lost answers alone: discord.py itself sends again for half a minute, which Discord's own window outlasts.
"""


def _nothing_more(chaos: Chaos) -> None:
    """Its odds and its kills are all."""


NO_ODDS = Odds()
CALM_BEFORE = timedelta(hours=30)
"""Trouble ends so long before the round does: the last summary is drafted from all that was said."""
THROUGH_THE_CLOSE = -timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What befalls each of its rounds. `share` is its part of all kills."""

    name: str
    share: float = 0.0
    nonce_window: timedelta = USUAL_WINDOW
    odds: Odds = NO_ODDS
    rate_limits: bool = False
    may_skip_check_ins: bool = False
    is_on_time: bool = False
    calm_before: timedelta = CALM_BEFORE
    calendars: tuple[Calendar, ...] = (USUAL,)
    """At least one round of each."""
    database: Kind = Kind.SQLITE
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


def _down(chaos: Chaos) -> None:
    chaos.often(4, disasters.outage_of_discord(chaos))


def _clock(chaos: Chaos) -> None:
    chaos.often(12, disasters.set_clock(chaos))


def _locked(chaos: Chaos) -> None:
    chaos.often(6, disasters.lock_all_threads(chaos))


def _at_the_close(chaos: Chaos) -> None:
    """Most of it in the days around the close, in which the last summaries are drafted, approved and posted."""
    _everything(chaos)
    for hours in range(-20, 60, 8):
        act = chaos.dice.choice((chaos.freeze, chaos.outage, chaos.lose_events, chaos.forbid, chaos.archive))
        chaos.at(chaos.closes_at + timedelta(hours=hours), act)


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
    Scenario(name="kill -9 at any moment", share=0.1),
    Scenario(name="kill -9, restart outlasts the nonces", share=0.1, nonce_window=SHORT_WINDOW),
    Scenario(name="frozen and woken late", share=0.05, arrange=_frozen),
    Scenario(name="down for hours", share=0.05, arrange=_outages),
    Scenario(name="answers lost after storing", share=0.05, odds=LOST_ANSWERS),
    Scenario(name="one request in ten fails", share=0.05, odds=FAILING),
    Scenario(name="rate limits and slow answers", share=0.05, odds=LIMITED, rate_limits=True),
    Scenario(name="gateway closed, op 7, op 9, events lost", share=0.05, odds=DROPPED, arrange=_gateway),
    Scenario(name="heartbeats not answered", arrange=_dead),
    Scenario(name="permissions taken and given back", share=0.05, arrange=_forbidden),
    Scenario(name="DMs closed, threads shut, people leave", arrange=_people),
    Scenario(name="gateway dropped again and again", share=0.05, arrange=disasters.drop_again_and_again),
    Scenario(name="Discord down for an hour", share=0.05, arrange=_down),
    Scenario(name="nights in which clocks change", share=0.05, is_on_time=True, calendars=NIGHTS),
    Scenario(
        name="clock set back and forth by an hour",
        share=0.05,
        nonce_window=SHORT_WINDOW,
        odds=Odds(stored_reset=0.05),
        arrange=_clock,
    ),
    Scenario(name="DMs opened too fast (40003)", share=0.03, arrange=disasters.refuse_new_dms),
    Scenario(name="the program's channel deleted", share=0.03, arrange=disasters.delete_the_channel),
    Scenario(name="threads archived and locked", share=0.04, arrange=_locked),
    Scenario(name="kill -9 on PostgreSQL", share=0.05, database=Kind.POSTGRESQL),
    Scenario(name="everything together", share=0.05, odds=ALL_AT_ONCE, arrange=_everything),
    Scenario(
        name="everything, through the close",
        share=0.05,
        odds=ALL_AT_ONCE,
        calm_before=THROUGH_THE_CLOSE,
        arrange=_at_the_close,
    ),
)
