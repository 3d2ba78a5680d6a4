"""Codes that are about a channel, a server or a message: no access, missing permission, unknown, deleted, refused.

Of each: what the members see, what the organisers see, what the log says, and what is not done.
"""

import pytest

from bot.sandbox import Permission

pytestmark = pytest.mark.long

ANA, BEN = "Zephyrine", "Quentin"
READY = "is ready to check"
GONE = "I cannot find"


async def pair_up(town):
    """Two have joined and their pairing is approved; the round has not started yet."""
    await town.enrol(ANA, BEN)
    await town.approve()
    await town.settle()


def posts(town, channel):
    return [each.status for each in town.requests("POST", f"^/channels/{channel.id}/messages$")]


async def test_50013_at_a_prompt_is_told_once_and_the_prompt_comes_when_it_is_allowed(town):
    await pair_up(town)
    town.trouble.deny_bot(town.channel, Permission.SEND_MESSAGES)
    await town.play_to(lambda: town.notes("not allowed"))
    await town.pass_time(hours=3)
    # The members: no prompt, and nothing about it; what else there is goes on.
    assert town.prompts() == []
    assert len(town.dms(town.people[ANA])) == 2
    # The organisers: which permission and where, once however often it was tried.
    (note,) = town.notes("not allowed")
    assert f"<#{town.channel.id}>" in note
    assert "I need this permission: Send Messages." in note
    # The log: each try, an hour apart and not more.
    step_id, outcome, runs = town.step_of("post_prompt")
    tries = town.logged(f"step {step_id} of kind post_prompt: forbidden in {town.channel.id}: 403 50013")
    assert (outcome, len(tries)) == (None, runs)
    assert runs == posts(town, town.channel).count(403) <= 4
    town.trouble.restore_bot(town.channel)
    await town.pass_time(hours=3)
    assert len(town.prompts()) == 1
    assert len(town.notes()) == 2


async def test_50001_of_a_hidden_channel_is_told_once_for_all_that_belongs_there(town):
    await pair_up(town)
    town.trouble.deny_bot(town.channel, Permission.VIEW_CHANNEL)
    await town.play_to(lambda: town.notes("not allowed"))
    await town.pass_time(hours=5)
    # The members: neither prompt nor thread nor introduction yet.
    assert (town.prompts(), town.pair_threads(), len(town.dms(town.people[ANA]))) == ([], [], 1)
    # The organisers: one note for the prompt, the pair's thread and every try.
    (note,) = town.notes("not allowed")
    assert f"<#{town.channel.id}>" in note
    assert "View Channel" in note
    # The log: the code of each.
    for kind in ("post_prompt", "open_pair_thread"):
        step_id, outcome, _ = town.step_of(kind)
        assert town.logged(f"step {step_id} of kind {kind}: forbidden in {town.channel.id}: 403 50001")
        assert outcome is None
    town.trouble.restore_bot(town.channel)
    await town.pass_time(hours=6)
    assert (len(town.prompts()), len(town.pair_threads()), len(town.dms(town.people[ANA]))) == (1, 1, 2)
    assert len(town.notes()) == 2


async def test_10003_of_a_deleted_channel_is_told_once_and_partners_meet_by_dm(town):
    await pair_up(town)
    town.trouble.delete_channel(town.channel)
    await town.play_to(lambda: town.notes(GONE))
    await town.pass_time(days=3)
    # The members: their partner by DM, without the thread that could not be.
    for person in town.people.values():
        assert len([text for text in town.dms(person) if "Your partner in" in text]) == 1
        assert "place to talk" not in str(town.dms(person))
    # The organisers: what is gone and what to do, once.
    (note,) = town.notes(GONE)
    assert f"<#{town.channel.id}>" in note
    assert "/program add" in note
    # The log; and nothing is tried again.
    for kind in ("post_prompt", "open_pair_thread"):
        step_id, outcome, runs = town.step_of(kind)
        assert len(town.logged(f"step {step_id} of kind {kind}: gone in {town.channel.id}: 404 10003")) == 1
        assert (outcome, runs) == ("gone", 1)


async def test_10004_of_a_server_that_is_gone_ends_what_belongs_there(town):
    await pair_up(town)
    town.trouble.fail("POST", r"^/channels/\d+/threads$", status=404, code=10004)
    await town.play_to(town.prompts)
    # The members are introduced all the same, where they can be reached.
    assert (town.pair_threads(), len(town.dms(town.people[ANA]))) == ([], 2)
    # The organisers, once; the log; not tried again.
    assert len(town.notes(GONE)) == 1
    step_id, outcome, runs = town.step_of("open_pair_thread")
    assert len(town.logged(f"step {step_id} of kind open_pair_thread: gone", "404 10004")) == 1
    assert (outcome, runs) == ("gone", 1)


async def test_10008_of_a_message_that_a_moderator_deleted_is_told_and_not_written_anew(town):
    await town.enrol(ANA, BEN)
    invitation = town.find(town.channel, "you can join")
    town.trouble.delete_message(invitation)
    before = [text.partition("\n")[0] for text in town.texts(town.channel)]
    await town.play_to(lambda: town.has(town.desk, READY))
    await town.settle()
    # The members: no second invitation, open or closed.
    assert [text.partition("\n")[0] for text in town.texts(town.channel)] == before
    # The organisers: a message is gone, not the channel.
    (note,) = town.notes("was deleted")
    assert note.startswith(f"A message of mine in <#{town.channel.id}> was deleted.")
    assert "I needed it for this: mark the invitation as over." in note
    assert town.notes(GONE) == []
    # The log; and it was edited once.
    step_id, outcome, runs = town.step_of("end_enrolment")
    assert len(town.logged(f"step {step_id} of kind end_enrolment: deleted in {town.channel.id}: 404 10008")) == 1
    assert (outcome, runs) == ("gone", 1)


async def test_10008_for_the_nonce_of_a_deleted_message_means_that_it_was_made(town):
    await pair_up(town)
    sends = f"^/channels/{town.channel.id}/messages$"
    town.trouble.store_then_fail("POST", sends, status=503)
    await town.play_to(town.prompts)
    town.trouble.delete_message(town.prompts()[0])
    await town.pass_time(hours=3)
    # The members: what a moderator took away does not come again; their threads have the prompt.
    assert town.prompts() == []
    (thread,) = town.pair_threads()
    assert len([text for text in town.texts(thread) if "Prompt 1 of" in text]) == 1
    # The organisers, once.
    assert len(town.notes("was deleted")) == 1
    # The log: what was unclear, and what came of it.
    step_id, outcome, runs = town.step_of("post_prompt")
    assert len(town.logged(f"step {step_id} of kind post_prompt is tried again in 0:00:15: 503 0")) == 1
    assert len(town.logged(f"step {step_id} of kind post_prompt: deleted in {town.channel.id}: 404 10008")) == 1
    assert (outcome, runs) == ("gone", 2)


async def test_50035_of_a_prompt_fails_loudly_and_the_rest_goes_on(town):
    await pair_up(town)
    town.trouble.fail("POST", f"^/channels/{town.channel.id}/messages$", status=400, code=50035)
    await town.play_to(lambda: town.notes("could not do this"))
    await town.pass_time(hours=12)
    # The members: the pairs have the prompt in their threads, though the channel does not.
    (thread,) = town.pair_threads()
    assert len([text for text in town.texts(thread) if "Prompt 1 of" in text]) == 1
    assert town.prompts() == []
    # The organisers: what, where, why, and under which number the log has it; once.
    step_id, outcome, runs = town.step_of("post_prompt")
    (note,) = town.notes("could not do this")
    assert f"<#{town.channel.id}>" in note
    assert "Discord refuses this message" in note
    assert f"In my log this is step {step_id}." in note
    # The log: that number, the code, and what Discord says of the fields.
    assert len(town.logged(f"step {step_id} of kind post_prompt: invalid in {town.channel.id}: 400 50035")) == 1
    assert len(town.logged("level=error event=request_invalid", '"400 50035"', str(town.channel.id))) == 1
    assert (outcome, runs) == ("refused", 1)
    # Never by itself; when they press, once.
    assert posts(town, town.channel).count(400) == 1
    pressed = await town.organiser.press(town.find(town.desk, "could not do this"), "Try again")
    await pressed.settled()
    await town.settle()
    assert len(town.prompts()) == 1
