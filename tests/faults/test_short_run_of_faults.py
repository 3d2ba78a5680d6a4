"""A short run of `make faults`: kills, lost answers and events, a day without the past."""

from datetime import timedelta

import pytest

from bot.sandbox import Odds
from tests.faults.chaos import Chaos
from tests.faults.playing import play_round
from tests.faults.scenarios import SHORT_WINDOW, Scenario


def _a_little_of_all(chaos: Chaos) -> None:
    first, *_ = chaos.timetable.prompts()
    chaos.often(2, chaos.lose_events)
    chaos.often(1, chaos.freeze)
    chaos.often(1, chaos.reconnect)
    chaos.often(1, chaos.invalidate)
    chaos.at(first.due_at + timedelta(days=5), chaos.hide_history)


def test_round_under_trouble_says_nothing_twice_and_loses_nothing():
    odds = Odds(stored_reset=0.03, error=0.02, route_limit=0.01)
    scenario = Scenario(name="a little of all", odds=odds, arrange=_a_little_of_all)
    result = play_round(scenario, "short", 1, people=4)
    assert (result.duplicates, result.lost) == ([], [])
    assert result.kills == 1
    assert result.faults > 5


@pytest.mark.long
def test_restart_after_the_nonce_window_says_nothing_twice():
    result = play_round(Scenario(name="nonces forgotten", nonce_window=SHORT_WINDOW), "short", 2, people=2)
    assert (result.duplicates, result.lost, result.kills) == ([], [], 2)
