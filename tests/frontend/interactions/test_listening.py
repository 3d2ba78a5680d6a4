from dataclasses import replace

import pytest

from bot.store import pairs, replies
from tests.frontend.interactions.conftest import labels_of, make_client, words_of


@pytest.fixture
async def pair(town):
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    return ana, ben


async def texts(town):
    async with town.store.read() as tx:
        return [(reply.text, reply.withdrawn_at is None) for reply in await replies.of_prompt(tx, 1, 1)]


async def test_message_in_a_prompts_thread_is_a_reply(town, pair):
    ana, _ = pair
    said = await ana.send(town.prompt_thread, "We have a garden of herbs.")
    assert await texts(town) == [("We have a garden of herbs.", True)]
    await ana.edit(said, "We have a garden.")
    assert await texts(town) == [("We have a garden.", True)]
    await ana.delete(said)
    assert await texts(town) == [("We have a garden.", False)]


async def test_message_of_a_guest_counts_and_is_a_guests(town, pair):
    guest = town.member("gil")
    await guest.send(town.prompt_thread, "Hello!")
    async with town.store.read() as tx:
        reply = (await replies.of_prompt(tx, 1, 1))[0]
    assert reply.authors[0].guest
    assert reply.consent() == "count_only"


async def test_talk_of_a_pair_leaves_only_that_there_was_some(town, pair):
    ana, _ = pair
    said = await ana.send(town.pair_thread, "A secret of ours")
    await ana.edit(said, "Another secret")
    assert await texts(town) == []
    async with town.store.read() as tx:
        kept = (await tx.exec_driver_sql("SELECT times_active FROM pair_member ORDER BY member_id")).scalars().all()
        everything = [
            row
            for table in ("reply", "due_step", "pair", "pair_member", "watched_thread")
            for row in (await tx.exec_driver_sql(f"SELECT * FROM {table}")).all()
        ]
    assert sum(kept) >= 1
    assert "secret" not in repr(everything)


async def test_message_elsewhere_and_of_bots_is_no_reply(town, pair):
    ana, _ = pair
    robot = town.guild.add_member(town.env.create_user("robot", bot=True))
    await ana.send(town.channel, "Good morning")
    await robot.send(town.prompt_thread, "I am a machine")
    assert await texts(town) == []


async def test_what_happened_while_the_bot_was_away_is_read_back(town, pair):
    ana, ben = pair
    kept = await ana.send(town.prompt_thread, "Before the night")
    gone = await ben.send(town.prompt_thread, "I shall delete this")
    await town.env._detach_bot()
    backend = town.env.backend
    backend.create_message(town.prompt_thread.id, ben.id, "In the night")
    backend.edit_message(kept.channel.id, kept.id, {"content": "After the night"})
    backend.delete_message(gone.channel.id, gone.id)
    client = make_client(town.house, town.clock)
    town.house.reader.reader = type(town.house.reader.reader)(client)
    from simcord.env import _attach_bot

    await _attach_bot(town.env, client)
    await town.env.settle()
    assert sorted(await texts(town)) == [
        ("After the night", True),
        ("I shall delete this", False),
        ("In the night", True),
    ]


async def test_without_the_intent_threads_are_not_read_for_words(town, pair):
    ana, _ = pair
    house = replace(town.house, reads_threads=False)
    client = make_client(house, town.clock)
    assert not client.intents.message_content
    await town.env.restart_bot(client)
    await ana.send(town.prompt_thread, "Who reads this?")
    assert await texts(town) == []
    async with town.store.read() as tx:
        assert await pairs.of_round(tx, 1)


async def test_direct_message_is_answered_once_a_day(town):
    ana = town.member("ana")
    await ana.send_dm("Hello?")
    await ana.send_dm("Anybody?")
    answers = [message for message in ana.user.dm_channel.history() if message.author.bot]
    assert len(answers) == 1
    assert "No prompt is open to you now" in words_of(answers[0])
    assert labels_of(answers[0]) == []
