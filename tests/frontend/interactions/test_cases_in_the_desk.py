"""A request for help from the button to the closed case, as people press it."""

import pytest

from bot.store import apart, cases, pairs, participants
from tests.frontend.interactions.conftest import labels_of, shown, words_of


@pytest.fixture
async def pair(town):
    """Ana and Ben are partners, and the first prompt is open."""
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    return ana, ben


@pytest.fixture
async def case(town, pair):
    """Ana told moderators of a problem; the case's message."""
    ana, _ = pair
    kinds = await ana.click(town.find(town.pair_thread, "Help"), label="Help")
    form = await ana.click(shown(kinds).message, label="A problem with my partner")
    await ana.submit_modal(form, {"text": "We do not get on."})
    await town.run()
    return town.find(town.desk, "Answer")


async def press(town, message, label, who=None):
    return await (who or town.organiser).click(message, label=label)


async def test_case_offers_what_moderators_can_do(town, pair, case):
    assert "Ana asks for help: a problem with my partner" in words_of(case)
    assert "We do not get on." in words_of(case)
    assert labels_of(case) == [
        "Answer", "Close", "New partners", "Exchange partners", "End the pair", "Keep them apart",
        "Take out of the round",
    ]  # fmt: skip
    assert [thread.name for thread in town.desk.threads] == ["#1 · Ana"]


@pytest.mark.parametrize(
    "label", ["Answer", "Close", "New partners", "Exchange partners", "End the pair", "Take out of the round"]
)
async def test_who_is_no_moderator_may_press_nothing_of_a_case(town, pair, case, label):
    _, ben = pair
    assert "Only moderators can do this" in words_of(await press(town, case, label, ben))


async def test_answer_reaches_the_person_who_writes_back_and_hears_that_it_is_closed(town, pair, case):
    ana, ben = pair
    form = await press(town, case, "Answer")
    done = await town.organiser.submit_modal(form, {"text": "Shall we look for somebody else?"})
    assert "in private" in words_of(done)
    await town.run()
    heard = town.find(ana.user.dm_channel, "Write back")
    assert "Shall we look for somebody else?" in words_of(heard)
    assert all("somebody else" not in words_of(message) for message in ben.user.dm_channel.history())
    more = await ana.user.click(heard, label="Write back")
    await ana.user.submit_modal(more, {"text": "Yes, please."})
    await town.run()
    assert "Yes, please." in words_of(town.desk.last_message)
    form = await press(town, case, "Close")
    await town.organiser.submit_modal(form, {"text": ""})
    await town.run()
    assert "Your request for help is closed" in words_of(ana.user.dm_channel.last_message)
    async with town.store.read() as tx:
        assert await cases.open_in(tx, town.guild.id) == []
    assert labels_of(town.find(town.desk, "Answer")) == ["Answer"]


async def test_new_partners_are_asked_twice_and_then_looked_for(town, pair, case):
    ana, ben = pair
    question = await press(town, case, "New partners")
    assert "End the pair of Ana and Ben" in words_of(question)
    assert "New partners are looked for" in words_of(await press(town, shown(question).message, "Yes, do it"))
    await town.run()
    for member in (ana, ben):
        told = [message.content for message in member.user.dm_channel.history()]
        assert "Your pair has ended. I look for a new partner for you." in told
    assert "The pair has changed" in words_of(await press(town, shown(question).message, "Yes, do it"))


async def test_pair_that_is_ended_asks_for_a_partner_with_one_tap(town, pair, case):
    ana, _ = pair
    question = await press(town, case, "End the pair")
    await press(town, shown(question).message, "Yes, do it")
    await town.run()
    ended = town.find(ana.user.dm_channel, "Find me a partner")
    assert "Welcome back" in words_of(await ana.user.click(ended, label="Find me a partner"))
    async with town.store.read() as tx:
        assert (await participants.find(tx, 1, ana.id)).inactive_at is None


async def test_keeping_apart_on_a_case_keeps_them_apart(town, pair, case):
    ana, ben = pair
    question = await press(town, case, "Keep them apart")
    await press(town, shown(question).message, "Yes, do it")
    async with town.store.read() as tx:
        assert await apart.of_guild(tx, town.guild.id) == {frozenset({ana.id, ben.id})}


async def test_somebody_is_taken_out_after_two_questions(town, pair, case):
    _, ben = pair
    who = await press(town, case, "Take out of the round")
    sure = await town.organiser.select(shown(who).message, values=[str(ben.id)])
    assert "They are out of the round" in words_of(await press(town, shown(sure).message, "Yes, do it"))
    await town.run()
    assert "a moderator ended this round for you" in words_of(ben.user.dm_channel.last_message)
    async with town.store.read() as tx:
        assert not (await participants.find(tx, 1, ben.id)).takes_part()


async def test_exchange_without_another_pair_says_so(town, pair, case):
    assert "No other pair" in words_of(await press(town, case, "Exchange partners"))


async def test_partners_are_exchanged_by_one_choice(town):
    people = [town.member(name) for name in ("ana", "ben", "cleo", "dan")]
    await town.start_round(*people)
    ana = people[0]
    kinds = await ana.click(town.menu, label="Help")
    form = await ana.click(shown(kinds).message, label="Tell a moderator")
    await ana.submit_modal(form, {"text": "Somebody else, please."})
    await town.run()
    choice = await press(town, town.find(town.desk, "Answer"), "Exchange partners")
    async with town.store.read() as tx:
        before = {pair.members for pair in await pairs.of_round(tx, 1)}
    (select,) = [part for row in shown(choice).components for part in row["components"]]
    done = await town.organiser.select(shown(choice).message, values=[select["options"][0]["value"]])
    assert "The partners are exchanged" in words_of(done)
    async with town.store.read() as tx:
        after = {pair.members for pair in await pairs.of_round(tx, 1)}
    assert len(after) == 2
    assert not before & after


async def test_reminder_of_an_open_case_names_it_the_next_day(town, pair, case):
    await town.run(town.clock.at.replace(day=14, hour=12))
    reminder = town.desk.last_message
    assert "One request for help is open" in words_of(reminder)
    assert f"<#{case.id}>" in words_of(reminder)
