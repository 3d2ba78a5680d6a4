"""The checker fails where it must: a bot with one promise broken on purpose turns its scenario red."""

from datetime import timedelta

import pytest

from bot.domain.timetable import EntryKind
from bot.sandbox import Odds
from tests.faults import disasters
from tests.faults.calendars import NIGHTS
from tests.faults.chaos import Chaos
from tests.faults.playing import play_round
from tests.faults.scenarios import SHORT_WINDOW, Scenario

pytestmark = pytest.mark.long
FEW = 4
SEEDS = ("2016", "2017", "2018")
"""Where trouble strikes is by lot: one round may miss what is broken."""
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


def _close_all_dms(chaos: Chaos) -> None:
    async def close() -> None:
        for human in chaos.crowd.people.values():
            human.person.close_dms()

    chaos.at(chaos.timetable.entry(EntryKind.ENROLMENT_CLOSES).due_at, close)


def _set_the_clock_ahead(chaos: Chaos) -> None:
    async def set_it() -> None:
        chaos.stage.sandbox.trouble.set_bot_clock(timedelta(hours=1))

    chaos.at(chaos.timetable.entry(EntryKind.ENROLMENT_CLOSES).due_at, set_it)


CALM = Scenario(name="calm")
BREAKS = [
    ("random_nonce", Scenario(name="answers lost", odds=Odds(stored_reset=0.15)), "duplicates", "said twice"),
    ("nothing_read_back", Scenario(name="events lost", arrange=_lose_what_is_said), "lost", "said in a thread"),
    ("empty_page_believed", Scenario(name="no history", arrange=_hide_the_past), "lost", "said in a thread"),
    ("acknowledged_first", Scenario(name="kill -9 after answers", arrange=_kill_who_answered), "lost", "reply of"),
    ("nobody_hears_back", CALM, "lost", "what came of the words"),
    ("no_partner_asked", CALM, "lost", "question about"),
    ("closed_dms_left_alone", Scenario(name="all DMs closed", arrange=_close_all_dms), "lost", "introduction of"),
    ("nobody_thanked", CALM, "lost", "goodbye to"),
    ("nobody_invited_again", CALM, "lost", "word of the next round"),
    ("no_answer_kept", CALM, "lost", "answer of"),
    ("wishes_told_without_asking", CALM, "duplicates", "not all had said so"),
    ("shown_without_consent", CALM, "duplicates", "shown against"),
    ("wall_clocks_trusted", Scenario(name="a night", is_on_time=True, calendars=NIGHTS), "lost", "first check-in at"),
    (
        "own_clock_trusted",
        Scenario(
            name="clock set",
            odds=Odds(stored_reset=0.25),
            nonce_window=SHORT_WINDOW,
            arrange=_set_the_clock_ahead,
        ),
        "duplicates",
        "step",
    ),
    (
        "gone_place_not_told",
        Scenario(name="channel deleted", arrange=disasters.delete_the_channel),
        "lost",
        "is gone",
    ),
]


@pytest.mark.parametrize(("broken", "scenario", "kind", "words"), BREAKS, ids=[broken for broken, *_ in BREAKS])
def test_checker_notices_a_bot_that_breaks_a_promise(broken: str, scenario: Scenario, kind: str, words: str):
    for seed in SEEDS:
        result = play_round(scenario, seed, 0, calendar=scenario.calendars[0], people=FEW, broken=broken)
        found = getattr(result, kind)
        # What is amiss is what was broken, and not that the bot could not run.
        assert not any("Traceback" in each for each in found)
        if any(words in each for each in found):
            return
    raise AssertionError(f"nobody noticed: {broken}")
