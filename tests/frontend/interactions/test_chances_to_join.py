"""Who presses a button of the pinned menu and takes no part reads when they can, and joins from there."""

import pytest

from tests.frontend.interactions.conftest import CLOSED, labels_of, shown, words_of

FOR_PARTICIPANTS = ("My partner", "My profile", "Away", "Leave")


@pytest.mark.parametrize("label", FOR_PARTICIPANTS)
async def test_before_enrolment_opens_they_read_when_it_does(town, label):
    await town.host()
    await town.plan("2026-03-02")
    answer = await town.member("ana").click(town.menu, label=label)
    assert (
        f"You can join the next round from <t:1770022800:F>. The invitation comes in <#{town.channel.id}>."
        in words_of(answer)
    )
    assert labels_of(shown(answer)) == []


@pytest.mark.parametrize("label", FOR_PARTICIPANTS)
async def test_while_enrolment_is_open_they_can_join_at_once(town, label):
    await town.host()
    await town.plan()
    ana = town.member("ana")
    answer = await ana.click(town.menu, label=label)
    assert "You can join until <t:1767895200:F>. Press Join." in words_of(answer)
    form = await ana.click(shown(answer).message, label="Join")
    values = {"country": "Kenya", "languages": "English", "consent": "quote_with_name", "interests": ["public"]}
    await ana.submit_modal(form, values)
    assert "You do not take part" not in words_of(await ana.click(town.menu, label=label))


async def test_once_pairs_are_made_they_can_join_as_a_stand_in(town):
    await town.host()
    await town.plan()
    await town.run(CLOSED)
    answer = await town.member("ana").click(town.menu, label="My partner")
    assert labels_of(shown(answer)) == ["Join as a stand-in"]


async def test_menu_itself_says_when_one_can_join_and_has_the_button_then(town):
    await town.host()
    assert "No round is planned yet." in words_of(town.menu)
    await town.plan("2026-03-02")
    assert "You can join the next round from <t:1770022800:F>." in words_of(town.menu)
    assert "Join" not in labels_of(town.menu)
    await town.organiser.click(town.find(town.desk, "Let people join now"), label="Let people join now")
    await town.run()
    assert "You can join until" in words_of(town.menu)
    form = await town.member("ana").click(town.menu, label="Join")
    assert form.modal is not None


async def test_menu_has_the_button_of_stand_ins_once_pairs_are_made(town):
    await town.open()
    await town.run(CLOSED)
    assert "The time to join is over." in words_of(town.menu)
    assert labels_of(town.menu)[0] == "Join as a stand-in"


async def test_where_no_round_is_planned_they_read_where_the_invitation_will_come(town):
    await town.host()
    answer = await town.member("ana").click(town.menu, label="My profile")
    assert f"The invitation will come in <#{town.channel.id}>." in words_of(answer)
