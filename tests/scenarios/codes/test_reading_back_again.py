"""What was said while the bot was away is read back; where Discord gives no answer, again and again, ever later."""

import asyncio

import pytest

from bot.frontend import listening
from bot.sandbox.snowflakes import instant_of
from tests.scenarios.codes.stage import PATIENCE

pytestmark = pytest.mark.long

ANA, BEN = "Zephyrine", "Quentin"
SAID, CHANGED = "We lend tools.", "We lend tools and tents."
PAUSES = (0.01, 0.02, 0.03)


@pytest.fixture
async def changed(town, monkeypatch):
    """A reply was changed, and no event told of it: only reading back can find it. And the path of that reading."""
    assert list(listening.PAUSES) == sorted(listening.PAUSES)
    assert (listening.PAUSES[0], listening.PAUSES[-1]) == (1, 3600)
    monkeypatch.setattr(listening, "PAUSES", PAUSES)
    await town.start_round(ANA, BEN)
    await town.settle()
    thread = town.sandbox.world.channels[town.prompts()[0].id]
    message = await town.people[ANA].say(thread, SAID)
    await town.settle()
    assert kept(town) == [(SAID,)]
    message.content, message.edited_at = CHANGED, instant_of(message.id)
    return town, f"^/channels/{thread.id}"


def kept(town):
    return town.rows("SELECT text FROM reply")


async def until(is_so):
    async with asyncio.timeout(PATIENCE):
        while True:
            if is_so():
                return
            await asyncio.sleep(0.01)


async def test_threads_are_read_back_again_after_each_pause_until_discord_answers(changed):
    town, reads = changed
    town.trouble.fail("GET", reads, times=len(PAUSES), status=503)
    town.trouble.ask_to_reconnect()
    await until(lambda: kept(town) == [(CHANGED,)])
    lines = town.logged("what was said meanwhile is read back again")
    assert [f"in {pause} s: 503 0" in line for pause, line in zip(PAUSES, lines, strict=True)] == [True] * len(PAUSES)
    assert town.logged("level=error") == []
    # The members and the organisers hear nothing of it.
    assert len(town.notes()) == 1


async def test_threads_that_are_never_answered_are_left_to_the_draft_and_logged_with_a_code(changed):
    town, reads = changed
    town.trouble.fail("GET", reads, times=len(PAUSES) + 1, status=503)
    town.trouble.ask_to_reconnect()
    await until(lambda: town.logged("event=fault"))
    (line,) = town.logged("event=fault")
    assert "what=on_resumed" in line
    assert "kind=TryLater" in line
    assert kept(town) == [(SAID,)]
    # The next time that the gateway comes back, it is read.
    town.trouble.ask_to_reconnect()
    await until(lambda: kept(town) == [(CHANGED,)])
