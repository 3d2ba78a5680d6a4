"""Codes that are about threads: one that is there already, a full one, too many of them, an archived one.

Of each: what the members see, what the organisers see, what the log says, and what is not done.
"""

import pytest

from bot.sandbox import ChannelKind

pytestmark = pytest.mark.long

ANA, BEN = "Zephyrine", "Quentin"


async def pair_up(town):
    """Two have joined and their pairing is approved; the round has not started yet."""
    await town.enrol(ANA, BEN)
    await town.approve()
    await town.settle()


def greetings(town):
    (thread,) = town.pair_threads()
    return [text for text in town.texts(thread) if "This is your place to talk." in text]


async def test_160004_means_that_the_prompt_has_its_thread(town):
    await pair_up(town)
    makes = r"^/channels/\d+/messages/\d+/threads$"
    town.trouble.store_then_fail("POST", makes, status=503)
    await town.play_to(town.prompts)
    await town.pass_time(minutes=5)
    # The members: one thread below the prompt, in which they can write.
    (prompt,) = town.prompts()
    public = [each for each in town.sandbox.world.channels.values() if each.kind is ChannelKind.PUBLIC_THREAD]
    assert [each.id for each in public] == [prompt.id]
    await town.people[ANA].say(public[0], "We lend tools.")
    await town.settle()
    assert town.rows("SELECT count(*) FROM reply") == [(1,)]
    # The organisers have nothing to do.
    assert len(town.notes()) == 1
    # The log: that it was unclear; that it was there already is no trouble.
    step_id, outcome, runs = town.step_of("open_prompt_thread")
    assert len(town.logged(f"step {step_id} of kind open_prompt_thread")) == 1
    assert town.logged(f"step {step_id} of kind open_prompt_thread is tried again in 0:00:15: 503 0")
    assert (outcome, runs) == ("done", 2)
    assert [each.status for each in town.requests("POST", makes)] == [503, 400]


def fill_thread(town):
    town.trouble.fail("PUT", r"^/channels/\d+/thread-members/\d+$", status=400, code=30033)


def fill_server(town):
    town.sandbox.world.active_thread_limit = 0


@pytest.mark.parametrize(
    ("code", "fill", "needed"),
    [
        (30033, fill_thread, "somebody has to leave the thread"),
        (160006, fill_server, "fewer active threads"),
    ],
)
async def test_limit_at_the_thread_of_a_pair_is_told_once_and_waited_for(town, code, fill, needed):
    await pair_up(town)
    fill(town)
    await town.play_to(lambda: town.notes("do no more"))
    # The members are not told half of it: no introduction that names no place to talk.
    assert [len(town.dms(person)) for person in town.people.values()] == [1, 1]
    # The organisers: what is needed and where, once.
    await town.pass_time(minutes=30)
    (note,) = town.notes("do no more")
    assert f"<#{town.channel.id}>" in note
    assert f"What is needed: {needed}" in note
    # The log: the code.
    step_id, outcome, runs = town.step_of("open_pair_thread")
    assert len(town.logged(f"step {step_id} of kind open_pair_thread: full in {town.channel.id}: 400 {code}")) == runs
    assert (outcome, runs) == (None, 1)
    town.sandbox.world.active_thread_limit = 1000
    await town.pass_time(hours=2)
    # Then all comes once, in one thread.
    assert len(greetings(town)) == 1
    assert [len(town.dms(person)) for person in town.people.values()] == [2, 2]
    assert len(town.notes("do no more")) == 1


async def test_50083_of_an_archived_thread_opens_it_again(town):
    await pair_up(town)
    await town.play_to(town.prompts)
    (thread,) = town.pair_threads()
    town.trouble.archive_thread(thread)
    town.trouble.fail("POST", f"^/channels/{thread.id}/messages$", status=400, code=50083)
    await town.play_to(lambda: len(town.prompts()) == 2)
    await town.settle()
    # The members: the next prompt stands in their thread, which is open again.
    assert len([text for text in town.texts(thread) if "Prompt 2 of" in text]) == 1
    assert not thread.thread.is_archived
    # The organisers and the log have nothing to say of it.
    assert town.notes("thread") == []
    assert town.logged("of kind post_pair_prompt") == []
    assert [each.status for each in town.requests("POST", f"^/channels/{thread.id}/messages$")][-2:] == [400, 200]
    assert [each.body for each in town.requests("PATCH", f"^/channels/{thread.id}$")] == [{"archived": False}]
