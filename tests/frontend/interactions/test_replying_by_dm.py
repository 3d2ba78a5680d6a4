"""Replies that people write to the bot by DM: kept where they answer what told of a prompt, else asked about."""

from dataclasses import replace

import pytest
from simcord.results import to_discord_message
from sqlalchemy import text

from bot.actions.direct import find_said
from bot.domain.errors import RuleError
from bot.store import replies
from tests.frontend.interactions.conftest import CHECK_IN, labels_of, make_client, shown, words_of


@pytest.fixture
async def pair(town):
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    return ana, ben


@pytest.fixture
async def ana(town, pair):
    """Who was asked just now whether they talked, in a DM that tells of the prompt."""
    await town.run(CHECK_IN)
    return pair[0]


async def kept(town):
    async with town.store.read() as tx:
        return await replies.of_prompt(tx, 1, 1)


async def texts(town):
    return [(reply.text, reply.withdrawn_at is None) for reply in await kept(town)]


def last_word(member):
    return [message for message in member.user.dm_channel.history() if message.author.bot][-1]


async def tell(town, member, words="", *, reply_to=None, picture=False):
    """Something is said in the member's DM, and what the bot has to say to it was said."""
    backend, channel = town.env.backend, member.user.dm_channel
    answered = {"channel_id": str(channel.id), "message_id": str(reply_to.id)} if reply_to else None
    files = backend.store_attachments(channel.id, [("cat.png", b"a cat")]) if picture else []
    said = backend.create_message(channel.id, member.id, words, reference=answered, attachments=files)
    town.env._mark_mutation()
    await town.env.settle()
    await town.run()
    return to_discord_message(town.env, said)


async def test_answer_to_the_check_in_is_a_reply_with_all_taps_below(town, ana):
    assert "You can also write here" in words_of(last_word(ana))
    await tell(town, ana, "We found that mentors help most.")
    assert await texts(town) == [("We found that mentors help most.", True)]
    acknowledged = last_word(ana)
    assert "This is kept as your reply to" in acknowledged.content
    assert labels_of(acknowledged) == ["Edit my reply", "Withdraw this reply", "How my words are used"]
    assert "may be quoted with your name" in words_of(acknowledged)


async def test_reply_by_dm_with_a_name_is_shown_below_the_prompt_only_when_its_writer_says_so(town, ana):
    await tell(town, ana, "Only for the summary, so far.")
    assert all("so far" not in words_of(each) for each in town.prompt_thread.history())
    assert "is not shown below the prompt" in words_of(last_word(ana))
    form = await ana.user.click(last_word(ana), label="Edit my reply")
    await ana.user.submit_modal(form, {"text": "Now for everybody.", "consent": "quote_with_name", "kind": ["need"]})
    await town.run()
    assert "Now for everybody." in "\n".join(words_of(each) for each in town.prompt_thread.history())
    (reply,) = await kept(town)
    assert (reply.kind, reply.source) == ("need", "direct")


async def test_reply_by_dm_is_withdrawn_and_brought_back_with_a_tap_each(town, ana):
    await tell(town, ana, "Was it this?")
    gone = await ana.user.click(last_word(ana), label="Withdraw this reply")
    assert await texts(town) == [("Was it this?", False)]
    assert "is back" in words_of(await ana.user.click(shown(gone).message, label="Bring it back"))
    assert await texts(town) == [("Was it this?", True)]


async def test_reply_by_dm_follows_its_message(town, ana):
    said = await tell(town, ana, "First thought.")
    await ana.user.edit(said, "Second thought.")
    assert await texts(town) == [("Second thought.", True)]
    form = await ana.user.click(last_word(ana), label="Edit my reply")
    await ana.user.submit_modal(form, {"text": "Third, by form."})
    assert await texts(town) == [("Third, by form.", True)]
    await ana.user.delete(said)
    assert await texts(town) == [("Third, by form.", False)]


async def test_next_message_after_the_acknowledgment_is_a_reply_too_and_knows_what_it_answers(town, ana):
    first = await tell(town, ana, "One thing.")
    await tell(town, ana, "Another thing.")
    await tell(town, ana, "More about the first.", reply_to=first)
    assert [(each.text, each.answers) for each in await kept(town)] == [
        ("One thing.", None),
        ("Another thing.", None),
        ("More about the first.", first.id),
    ]


async def test_message_after_the_introduction_may_be_for_the_partner_and_is_asked_about(town, pair):
    ana, _ = pair
    await tell(town, ana, "Hello Ben, nice to meet you!")
    assert await texts(town) == []
    question = last_word(ana)
    assert "Is this your reply to a prompt?" in question.content
    assert "Your partner does not read this" in words_of(question)
    async with town.store.read() as tx:
        everything = [
            row for table in ("due_step", "draft") for row in await tx.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert "nice to meet you" not in repr(everything)
    answer = await ana.user.click(question, label=labels_of(question)[0])
    assert "Your reply is kept" in words_of(answer)
    assert {"Edit my reply", "Withdraw this reply"} <= set(labels_of(shown(answer)))
    assert await texts(town) == [("Hello Ben, nice to meet you!", True)]
    await ana.user.click(question, label=labels_of(question)[0])
    assert len(await kept(town)) == 1


async def test_message_that_was_deleted_meanwhile_is_not_kept(town, pair):
    ana, _ = pair
    said = await tell(town, ana, "Never mind.")
    question = last_word(ana)
    await ana.user.delete(said)
    assert "no longer find your message" in words_of(await ana.user.click(question, label=labels_of(question)[0]))
    assert await kept(town) == []


async def test_forged_choice_takes_no_message_of_others_and_none_of_another_place(town, pair):
    ana, ben = pair
    his, elsewhere = await tell(town, ben, "His."), await ana.send(town.prompt_thread, "For the thread.")
    for channel in (ana.user.dm_channel, ben.user.dm_channel):
        for message in (his, elsewhere, last_word(ana)):
            with pytest.raises(RuleError, match="message_is_gone"):
                await find_said(town.house, channel_id=channel.id, member_id=ana.id, message_id=message.id)


async def test_picture_without_words_is_not_kept_and_they_read_so(town, ana):
    await tell(town, ana, picture=True)
    assert await kept(town) == []
    assert "only words" in words_of(last_word(ana))


async def test_who_takes_no_part_is_told_where_to_go(town, pair):
    guest = town.member("gil")
    await tell(town, guest, "Hello?")
    assert "No prompt is open to you now" in words_of(last_word(guest))
    assert await kept(town) == []


async def test_reply_after_the_round_is_not_kept(town, ana):
    async with town.store.write() as tx:
        await tx.execute(text("UPDATE round SET phase = 'published'"))
    await tell(town, ana, "Too late?")
    assert await kept(town) == []


async def test_what_was_written_while_the_bot_was_away_is_taken_in(town, ana):
    first = await tell(town, ana, "Before the night.")
    second = await tell(town, ana, "I shall delete this.")
    await town.env._detach_bot()
    backend = town.env.backend
    backend.edit_message(first.channel.id, first.id, {"content": "After the night."})
    backend.delete_message(second.channel.id, second.id)
    backend.create_message(ana.user.dm_channel.id, ana.id, "In the night.")
    client = make_client(town.house, town.clock)
    town.house.reader.reader = type(town.house.reader.reader)(client)
    from simcord.env import _attach_bot

    await _attach_bot(town.env, client)
    await town.env.settle()
    await town.run()
    assert sorted(await texts(town)) == [
        ("After the night.", True),
        ("I shall delete this.", False),
        ("In the night.", True),
    ]
    assert "This is kept as your reply" in last_word(ana).content


async def test_without_the_intent_dms_are_read_all_the_same(town, ana):
    client = make_client(replace(town.house, reads_threads=False), town.clock)
    await town.env.restart_bot(client)
    await tell(town, ana, "No intent is needed here.")
    assert await texts(town) == [("No intent is needed here.", True)]
