"""Codes of answers to taps: the interaction is gone, or was answered already. The work is saved in any case."""

import pytest

from bot.sandbox import Person

pytestmark = pytest.mark.long

ANA = "Zephyrine"
CALLBACK = r"^/interactions/\d+/[^/]+/callback$"
A_MOMENT = 1.0
"""Real seconds that an impatient person waits for an answer; Discord itself waits three."""


async def form_of(town, name):
    """The joining form is open on the screen of somebody new."""
    await town.enrol()
    someone = await town.sandbox.join(None, name)
    town.people[name] = someone
    person = Person(town.sandbox.world, someone.user, A_MOMENT)
    form = (await person.press(town.find(town.channel, "you can join"), "Join")).form
    consent = {"How may your words be used?": "Only count them"}
    return person, form, {"Your country": "Kenya", "Your languages": "English", **consent}


async def test_10062_of_a_joining_that_took_too_long_leaves_it_saved_and_told_by_dm(town):
    person, form, values = await form_of(town, ANA)
    town.trouble.fail("POST", CALLBACK, times=9, status=404, code=10062)
    answer = await person.submit(form, values)
    await town.settle()
    # The member: no answer at once, but the welcome.
    assert answer.kind == "nothing"
    (welcome,) = town.dms(person)
    assert "You take part" in welcome
    assert town.rows("SELECT count(*) FROM participant") == [(1,)]
    # The organisers have nothing to do.
    assert town.notes() == []
    # The log: which answer came too late and its code; it is no fault of ours.
    (line,) = town.logged("interaction_gone")
    assert "verb=join" in line
    assert "code=10062" in line
    assert town.logged("event=fault") == []
    # It was answered once and not tried again.
    assert [each.status for each in town.requests("POST", CALLBACK)].count(404) == 1


async def test_10062_of_a_form_that_cannot_be_shown_any_more_changes_nothing(town):
    await town.enrol()
    someone = await town.sandbox.join(None, ANA)
    town.people[ANA] = someone
    person = Person(town.sandbox.world, someone.user, A_MOMENT)
    town.trouble.fail("POST", CALLBACK, times=9, status=404, code=10062)
    answer = await person.press(town.find(town.channel, "you can join"), "Join")
    await town.settle()
    assert (answer.kind, answer.form) == ("nothing", None)
    assert town.notes() == []
    assert len(town.logged("interaction_gone", "code=10062")) == 1
    assert town.logged("event=fault") == []
    # Pressed again, it opens.
    town.trouble.clear_faults()
    assert (await person.press(town.find(town.channel, "you can join"), "Join")).form is not None


async def test_40060_of_an_answer_that_arrived_after_all_is_no_fault_and_the_work_is_done_once(town):
    person, form, values = await form_of(town, ANA)
    # Discord took the answer and said 500, so that its client answers a second time.
    town.trouble.store_then_fail("POST", CALLBACK, status=500)
    answer = await person.submit(form, values)
    await town.settle()
    # The member: their answer is there, and one welcome.
    assert "joined" in answer.text
    assert len(town.dms(person)) == 1
    assert town.rows("SELECT count(*) FROM participant") == [(1,)]
    # The organisers and the log have nothing to say.
    assert town.notes() == []
    assert town.logged("event=fault") == []
    assert [each.status for each in town.requests("POST", CALLBACK)][-2:] == [500, 400]
