"""What a silent partner and the other one read and press."""

from datetime import timedelta

import pytest

from bot.store import pairs, participants
from tests.frontend.interactions.conftest import CHECK_IN, STARTED, labels_of, shown, words_of


@pytest.fixture
async def pair(town):
    """Ana answers her check-in, Ben does not."""
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    await town.run(CHECK_IN)
    question = town.find(ana.user.dm_channel, "I need help")
    await ana.user.click(question, label="Not yet")
    return ana, ben


async def test_private_question_offers_a_way_for_everything(town, pair):
    _, ben = pair
    await town.run(STARTED + timedelta(days=10))
    question = town.find(ben.user.dm_channel, "I am here")
    assert "How are you? Ana would be glad of a short hello." in words_of(question)
    assert labels_of(question) == ["I am here", "I am away", "I need to stop", "Help"]
    away = await ben.user.click(question, label="I am away")
    assert "How long are you away?" in words_of(away)
    assert "Leave this round?" in words_of(await ben.user.click(question, label="I need to stop"))
    assert "Good to hear from you!" in words_of(await ben.user.click(question, label="I am here"))
    await town.run(STARTED + timedelta(days=22))
    async with town.store.read() as tx:
        assert await pairs.find_of(tx, 1, ben.id) is not None


async def test_offer_is_taken_by_one_tap_and_the_silent_one_comes_back_by_one(town, pair):
    ana, ben = pair
    await town.run(STARTED + timedelta(days=14))
    offer = town.find(ana.user.dm_channel, "Yes, a new partner")
    assert "I have not heard from Ben lately." in words_of(offer)
    assert "Thank you for waiting." in words_of(await ana.user.click(offer, label="No, I wait"))
    assert "I look for a new partner" in words_of(await ana.user.click(offer, label="Yes, a new partner"))
    await town.run(STARTED + timedelta(days=17))
    back = town.find(ben.user.dm_channel, "I am back")
    async with town.store.read() as tx:
        assert (await participants.find(tx, 1, ben.id)).inactive_at is not None
    mine = await ben.click(town.menu, label="My partner")
    assert "One tap brings you back" in words_of(mine)
    assert "I am back" in labels_of(shown(mine))
    assert "Welcome back!" in words_of(await ben.user.click(back, label="I am back"))
    async with town.store.read() as tx:
        assert (await participants.find(tx, 1, ben.id)).inactive_at is None
    again = await ana.user.click(offer, label="Yes, a new partner")
    assert "This is not your pair now" in words_of(again)


async def test_claim_that_the_facts_speak_against_says_so(town, pair):
    ana, ben = pair
    await ben.user.click(town.find(ben.user.dm_channel, "I need help"), label="Not yet")
    helps = await ana.user.click(town.find(ana.user.dm_channel, "I need help"), label="I need help")
    answer = await ana.user.click(shown(helps).message, label="My partner is silent")
    assert "Your partner gave a sign of life this week" in words_of(answer)
    assert labels_of(shown(answer)) == ["Help"]
