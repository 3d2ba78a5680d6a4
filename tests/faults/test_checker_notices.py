"""The checker fails where it must: a bot with one promise broken on purpose turns its scenario red."""

from datetime import timedelta

import pytest

from bot.sandbox import Odds
from tests.faults.chaos import Chaos
from tests.faults.playing import play_round
from tests.faults.scenarios import Scenario

pytestmark = pytest.mark.long
FEW = 4
LONG_AFTER = timedelta(days=9)


def _lose_what_is_said(chaos: Chaos) -> None:
    chaos.often(12, chaos.lose_events)


def _hide_the_past(chaos: Chaos) -> None:
    for entry in chaos.timetable.prompts():
        chaos.at(entry.due_at + LONG_AFTER, chaos.hide_history)


def _kill_who_answered(chaos: Chaos) -> None:
    first, *_ = chaos.timetable.prompts()
    chaos.at(first.due_at + timedelta(hours=1), _killing_after_answers(chaos))


def _killing_after_answers(chaos: Chaos):
    async def begin() -> None:
        chaos.kill_after(r"/callback$", 4)

    return begin


@pytest.mark.parametrize(
    ("broken", "scenario", "noticed"),
    [
        ("random_nonce", Scenario(name="answers lost", odds=Odds(stored_reset=0.15)), "duplicates"),
        ("nothing_read_back", Scenario(name="events lost", arrange=_lose_what_is_said), "lost"),
        ("empty_page_believed", Scenario(name="no history", arrange=_hide_the_past), "lost"),
        ("acknowledged_first", Scenario(name="kill -9 after answers", arrange=_kill_who_answered), "lost"),
    ],
)
def test_checker_notices_a_bot_that_breaks_a_promise(broken: str, scenario: Scenario, noticed: str):
    assert getattr(play_round(scenario, "2016", 0, people=FEW, broken=broken), noticed)
