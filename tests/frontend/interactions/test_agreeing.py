"""The light agreement, as partners fill it in and say yes to it."""

import pytest

from bot.store import agreements
from tests.frontend.interactions.conftest import CHECK_IN, labels_of, shown, words_of


@pytest.fixture
async def pair(town):
    """Ana and Ben are partners, and the first prompt is open."""
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    return ana, ben


async def propose(town, member, button="How we want to talk", hopes="To laugh."):
    form = await member.click(town.find(town.pair_thread, button), label=button)
    answer = await member.submit_modal(form, {"how_often": "weekly", "medium": "video", "text": hopes})
    await town.run()
    return answer


async def test_two_taps_and_a_line_make_an_agreement(town, pair):
    ana, ben = pair
    proposed = words_of(await propose(town, ana))
    assert "Your idea stands in your thread" in proposed
    assert "Ben must say yes first." in proposed
    note = town.find(town.pair_thread, "Yes, I agree")
    assert "from Ana. Ben must say yes first." in words_of(note)
    assert "Ben must say yes first." in words_of(await ana.click(note, label="Yes, I agree"))
    assert "How often: every week\nHow: by video\nHopes: To laugh." in words_of(note)
    assert "each of you said yes" in words_of(await ben.click(note, label="Yes, I agree"))
    await town.run()
    settled = town.find(town.pair_thread, "Change it")
    assert "How you talk is settled." in words_of(settled)
    assert labels_of(settled) == ["Change it", "Help"]
    mine = words_of(await ana.click(town.menu, label="My partner"))
    assert "How often: every week\nHow: by video\nHopes: To laugh.\nHow you talk is settled." in mine
    form = await ben.click(settled, label="Change it")
    await ben.submit_modal(form, {"how_often": "monthly", "medium": "email", "text": ""})
    async with town.store.read() as tx:
        assert (await agreements.find(tx, 1)).how_often == "monthly"


async def test_check_in_asks_for_the_yes_that_is_missing(town, pair):
    ana, ben = pair
    await propose(town, ana)
    await town.run(CHECK_IN)
    answer = await ben.user.click(town.find(ben.user.dm_channel, "I need help"), label="Yes, we talked")
    assert "Your partner has an idea how you can talk" in words_of(answer)
    assert "How: by video" in words_of(answer)
    assert "each of you said yes" in words_of(await ben.user.click(shown(answer).message, label="Yes, I agree"))
    again = await ben.user.click(town.find(ben.user.dm_channel, "I need help"), label="Yes, we talked")
    assert labels_of(shown(again)) == ["Write my reply"]


async def test_check_in_offers_to_begin_where_nothing_is_settled(town, pair):
    ana, _ = pair
    await town.run(CHECK_IN)
    answer = await ana.user.click(town.find(ana.user.dm_channel, "I need help"), label="Not yet")
    assert "How often do you want to talk, and how?" in words_of(answer)
    form = await ana.user.click(shown(answer).message, label="How we want to talk")
    await ana.user.submit_modal(form, {"how_often": "weekly", "medium": "thread", "text": ""})
    async with town.store.read() as tx:
        assert (await agreements.find(tx, 1)).medium == "thread"


async def test_reply_of_both_waits_in_the_check_in_for_the_other(town, pair):
    ana, ben = pair
    prompt = town.find(town.pair_thread, "Write our reply")
    form = await ana.click(prompt, label="Write our reply")
    await ana.submit_modal(form, {"text": "We like tea."})
    await town.run(CHECK_IN)
    question = shown(await ben.user.click(town.find(ben.user.dm_channel, "I need help"), label="Yes, we talked"))
    assert "Are these your words?" in words_of(question)
    assert f"<#{town.pair_thread.id}>" in words_of(question)
    confirmed = await ben.user.click(question.message, label="Yes, these are our words")
    assert "The reply counts" in words_of(confirmed)
    for each in pair:
        again = await each.user.click(town.find(each.user.dm_channel, "I need help"), label="Yes, we talked")
        assert labels_of(shown(again)) == ["How we want to talk"]
