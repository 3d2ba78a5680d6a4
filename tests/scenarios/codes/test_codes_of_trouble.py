"""Codes that say nothing of what became of a request, or ask to wait: 429, 5xx, a broken connection, no answer.

Of each: what the members see, what the organisers see, what the log says, and what is not done.
"""

import asyncio
from dataclasses import dataclass

import aiohttp
import pytest

from bot.sandbox.limits import SENDS

pytestmark = pytest.mark.long

ANA, BEN = "Zephyrine", "Quentin"
RETRIED_BY_THE_CLIENT = (500, 502, 504, 524)
"""What discord.py asks again by itself, after a second."""
STATUSES = (500, 502, 503, 504, 520, 521, 522, 523, 524)
GIVES_UP_AFTER = 3.0
"""Real seconds. By itself the client waits five minutes for an answer."""


@dataclass(frozen=True)
class Trouble:
    """What befalls the welcome of one person."""

    how: str
    stored: bool

    @property
    def name(self):
        return f"Person with {self.how} {'after' if self.stored else 'before'} it was stored"

    def order(self, town, path):
        if self.how == "reset":
            town.trouble.reset("POST", path, stored=self.stored)
        elif self.how == "timeout":
            town.trouble.slow_down("POST", path, GIVES_UP_AFTER + 1)
        elif self.stored:
            town.trouble.store_then_fail("POST", path, status=int(self.how))
        else:
            town.trouble.fail("POST", path, status=int(self.how))

    @property
    def is_asked_again_by_the_client(self):
        return self.how.isdigit() and int(self.how) in RETRIED_BY_THE_CLIENT

    @property
    def said(self):
        """What the log says of it."""
        return {"reset": "Server", "timeout": "Timeout"}.get(self.how, f"{self.how} 0")


TROUBLES = [
    *(Trouble(str(status), stored) for status in STATUSES for stored in (True, False)),
    Trouble("reset", stored=True),
    Trouble("reset", stored=False),
    Trouble("timeout", stored=True),
]


@pytest.fixture
async def welcomed(town):
    """Everybody's welcome met its trouble, all at once; then time went on, past every nonce that Discord remembers."""
    await town.enrol()
    town.bot._client.http._HTTPClient__session._timeout = aiohttp.ClientTimeout(total=GIVES_UP_AFTER)
    for trouble in TROUBLES:
        person = town.people[trouble.name] = await town.sandbox.join(None, trouble.name)
        trouble.order(town, f"^/channels/{person.dm.id}/messages$")
    await asyncio.gather(*(town.hand_in_joining(person) for person in town.people.values()))
    await town.settle()
    town.trouble.forget_nonces()
    await town.pass_time(minutes=5)
    return town


async def test_ambiguous_codes_bring_every_message_once_and_none_twice(welcomed):
    town = welcomed
    for trouble in TROUBLES:
        person = town.people[trouble.name]
        # The member: one welcome, whatever became of the first.
        assert len(town.dms(person)) == 1, trouble
        step_id, outcome, runs = town.step_of("welcome", person)
        sent = [each.status for each in town.requests("POST", f"^/channels/{person.dm.id}/messages$")]
        tries = town.logged(f"step {step_id} of kind welcome is tried again in 0:00:15")
        assert outcome == "done"
        if trouble.is_asked_again_by_the_client:
            # The same nonce, a second later: the first message is the answer. Nothing to say of it.
            assert (runs, sent, tries) == (1, [int(trouble.how), 200], []), trouble
            continue
        # The log: the step, and what came instead of an answer; once.
        assert (runs, len(tries)) == (2, 1), trouble
        assert trouble.said in tries[0]
        # What was stored is found by reading, and not sent again.
        assert len(sent) == (1 if trouble.stored else 2), trouble
        read = town.requests("GET", f"^/channels/{person.dm.id}/messages$")
        assert len(read) == 1, trouble
    # The organisers are not troubled with what mended itself.
    assert town.notes() == []
    assert town.logged("level=error") == []


async def use_up_sends(town):
    """Another program with the same token has sent as much into the channel as Discord allows."""
    town.trouble.switch_rate_limits(on=True)
    town.sandbox.rest.limits.seconds = 1.0
    url = f"{town.sandbox.api_base}/channels/{town.channel.id}/messages"
    headers = {"Authorization": f"Bot {town.sandbox.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for number in range(SENDS):
            async with session.post(url, json={"content": f"{number}"}) as answer:
                assert answer.status == 200


async def limit_shared(town):
    town.trouble.limit_rate("POST", f"^/channels/{town.channel.id}/messages$", retry_after=0.3)


async def limit_everywhere(town):
    town.trouble.limit_rate("POST", f"^/channels/{town.channel.id}/messages$", retry_after=0.3, everywhere=True)


@pytest.mark.parametrize("limit", [use_up_sends, limit_shared, limit_everywhere])
async def test_429_is_waited_for_as_told_and_nothing_is_lost(town, limit):
    await town.enrol(ANA, BEN)
    await town.approve()
    await town.settle()
    await limit(town)
    await town.play_to(town.prompts)
    # The members: the prompt, once, at its time.
    assert len(town.prompts()) == 1
    # The organisers have nothing to do.
    assert len(town.notes()) == 1
    # The log: that Discord asked to wait, and for which channel; for all routes if it said so.
    waits = town.logged("We are being rate limited", f"/channels/{town.channel.id}/messages", "429")
    assert len(waits) == 1
    assert len(town.logged("Global rate limit has been hit")) == (limit is limit_everywhere)
    # Asked once more, after the wait and not before; for the step it was one try.
    sends = [each.status for each in town.requests("POST", f"^/channels/{town.channel.id}/messages$")]
    assert sends.count(429) == 1
    step_id, outcome, runs = town.step_of("post_prompt")
    assert (outcome, runs) == ("done", 1)
    assert town.logged(f"step {step_id} ") == []
