"""Codes that are about a person: DMs closed, no server in common, opened too fast, a member or an account that is gone.

Of each: what the member sees, what the organisers see, what the log says, and what is not done.
"""

import pytest

pytestmark = pytest.mark.long

ANA, BEN, CLEO, DAN = "Zephyrine", "Quentin", "Xanthippe", "Wolfgang"
OPENS = r"^/users/@me/channels$"
CLOSED = "does not accept direct messages"


def close_dms(town, person):
    town.sandbox.world.closed_dms.add(person.id)


def have_no_server_in_common(town, person):
    town.trouble.fail("POST", f"^/channels/{person.dm.id}/messages$", times=9, status=403, code=50278)


@pytest.mark.parametrize(("code", "close"), [(50007, close_dms), (50278, have_no_server_in_common)])
async def test_closed_dms_at_the_introduction_move_the_member_to_the_thread(town, code, close):
    await town.enrol(ANA, BEN)
    ana = town.people[ANA]
    close(town, ana)
    await town.approve()
    await town.play_to(town.prompts)
    (thread,) = town.pair_threads()
    # The member: a word in the thread, for them alone, on how to open DMs; the partner's DM is as ever.
    (told,) = [each for each in thread.messages.values() if "I cannot send you direct messages" in each.content]
    assert told.pinged_ids == (ana.id,)
    assert "switch on Direct Messages" in str(told.embeds)
    assert len(town.dms(ana)) == 1
    assert len(town.dms(town.people[BEN])) == 2
    # The organisers: who it is, once.
    assert town.notes() == [town.notes("is ready to check")[0], town.notes(CLOSED)[0]]
    assert f"{ANA} {CLOSED}" in town.notes(CLOSED)[0]
    # The log: step, place and code.
    step_id, outcome, runs = town.step_of("introduce", ana)
    assert len(town.logged(f"step {step_id} of kind introduce: dms_closed in {ana.dm.id}: 403 {code}")) == 1
    assert (outcome, runs) == ("done", 2)
    # Never again by DM: what comes next comes in the thread.
    await town.pass_time(days=14)
    assert len([each for each in town.requests("POST", f"/channels/{ana.dm.id}/messages") if each.status == 403]) == 1
    assert len(town.notes(CLOSED)) == 1
    asked = [each for each in thread.messages.values() if "Not yet" in str(each.components)]
    assert [each.pinged_ids for each in asked] == [(ana.id,)]


async def test_40003_stops_all_opening_and_everybody_is_welcomed_later(town):
    town.trouble.limit_dm_opening(1)
    await town.enrol(ANA, BEN, CLEO)
    await town.pass_time(minutes=50)
    # The members: one was welcomed, for the others nothing is opened for an hour.
    assert sorted(len(town.dms(person)) for person in town.people.values()) == [0, 0, 1]
    assert [each.status for each in town.requests("POST", OPENS)] == [200, 400]
    # The organisers: once, and that they need not do anything.
    assert len(town.notes()) == 1
    assert "open no more direct messages" in town.notes()[0]
    # The log: the code where Discord said it, and that the others rest.
    step_id, _, _ = town.step_of("welcome", town.people[BEN])
    assert len(town.logged(f"step {step_id} of kind welcome waits for 1:00:00: 400 40003")) == 1
    assert len(town.logged("of kind welcome", "opening DMs rests")) >= 1
    town.trouble.limit_dm_opening(None)
    await town.pass_time(hours=2)
    assert [len(town.dms(person)) for person in town.people.values()] == [1, 1, 1]
    assert len(town.notes()) == 1


async def test_10007_of_a_member_who_left_unheard_starts_the_search_for_another_partner(town):
    await town.enrol(ANA, BEN, CLEO, DAN)
    await town.approve()
    await town.settle()
    ana = town.people[ANA]
    (partner,) = [
        town.people[name] for name in (BEN, CLEO, DAN) if town.rows(SAME_PAIR, ana.id, town.people[name].id) == [(1,)]
    ]
    # As if the bot had been away when she left: no event tells it.
    del town.sandbox.guild.members[ana.id]
    before = len(town.dms(partner))
    await town.play_to(town.prompts)
    await town.settle()
    # The one who stayed reads of it kindly and meets others; she is written to no more.
    told = town.dms(partner)[before:]
    assert len([text for text in told if "Your pair has ended" in text]) == 1
    assert [ANA in text for text in told if "Your partner in" in text] == [True, False]
    assert len(town.dms(ana)) == 1
    # The organisers: that she left, not that her DMs are closed.
    assert len(town.notes(f"{ANA} left round")) == 1
    assert town.notes(CLOSED) == []
    # The log: the code that Discord gave, and that the person is gone.
    step_id, outcome, runs = town.step_of("introduce", ana)
    assert len(town.logged(f"step {step_id} of kind introduce: gone in {ana.id}: 403 50278")) == 1
    assert (outcome, runs) == ("gone", 1)
    assert [each.status for each in town.requests("GET", f"/members/{ana.id}$")] == [404]


SAME_PAIR = """
    SELECT count(*) FROM pair_member AS one JOIN pair_member AS other ON one.pair_id = other.pair_id
    WHERE one.member_id = ? AND other.member_id = ?
"""


async def test_10013_of_an_account_that_is_no_more_ends_with_them(town):
    town.trouble.fail("POST", OPENS, status=404, code=10013)
    await town.enrol(ANA, BEN)
    await town.pass_time(days=2)
    gone, stays = town.people[ANA], town.people[BEN]
    # The members: nobody is written to who is no more; the other one is welcomed.
    assert (town.dms(gone), len(town.dms(stays))) == ([], 1)
    # The organisers have nothing to do: an enrolment counts one less.
    assert town.notes() == []
    assert town.rows("SELECT count(*) FROM participant WHERE left_at IS NULL") == [(1,)]
    # The log; and it was asked once.
    step_id, outcome, runs = town.step_of("welcome", gone)
    assert len(town.logged(f"step {step_id} of kind welcome: gone in {gone.id}: 404 10013")) == 1
    assert (outcome, runs) == ("gone", 1)
    assert [each.status for each in town.requests("POST", OPENS)] == [404, 200]
