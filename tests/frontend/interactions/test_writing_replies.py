import pytest
from sqlalchemy import text

from bot.domain.consent import Consent
from bot.store import pairs, profiles, replies
from tests.frontend.interactions.conftest import make_client, shown, words_of

LONG = "Wir lesen vor. " * 266 + "Das Ende."


@pytest.fixture
async def pair(town):
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    return ana, ben


async def kept(town, prompt=1):
    async with town.store.read() as tx:
        return await replies.of_prompt(tx, 1, prompt)


async def write(town, member, words, **more):
    form = await member.click(town.prompt, label="Write my reply")
    return await member.submit_modal(form, {"text": words, **more})


async def test_reply_is_kept_and_with_name_shown_in_the_thread(town, pair):
    ana, _ = pair
    answer = await write(town, ana, "We read to children.", consent="quote_with_name")
    assert "Thank you! Your reply is kept." in words_of(answer)
    await town.run()
    assert "We read to children." in "\n".join(words_of(message) for message in town.prompt_thread.history())
    assert [(reply.text, reply.authors[0].guest) for reply in await kept(town)] == [("We read to children.", False)]


async def test_reply_of_a_guest_needs_a_choice_and_is_remembered(town, pair):
    guest = town.member("gil")
    form = await guest.click(town.prompt, label="Write my reply")
    assert form.modal["components"][1]["component"]["required"]
    answer = await guest.submit_modal(form, {"text": "Hello from outside.", "consent": "quote"})
    assert "You reply as a guest" in words_of(answer)
    async with town.store.read() as tx:
        assert (await profiles.find(tx, town.guild.id, guest.id)).consent == "quote"
    again = (await guest.click(town.prompt, label="Write my reply")).modal["components"][1]["component"]
    assert not again["required"]
    assert [option["value"] for option in again["options"] if option.get("default")] == ["quote"]


async def test_choice_for_all_words_holds_for_earlier_replies_too(town, pair):
    ana, _ = pair
    await write(town, ana, "As I said when I joined.")
    await write(town, ana, "This one otherwise.", consent="quote")
    assert [reply.consent() for reply in await kept(town)] == ["quote_with_name", "quote"]
    choices = await ana.click(town.prompt, label="How my words are used")
    await ana.click(shown(choices).message, label="Only count my words")
    assert [reply.consent() for reply in await kept(town)] == ["count_only", "count_only"]


async def test_reply_of_4000_characters_that_is_refused_is_given_back_and_offered_again(town, pair):
    ana, _ = pair
    assert 3_990 < len(LONG) <= 4_000
    form = await ana.click(town.prompt, label="Write my reply")
    async with town.store.write() as tx:
        await tx.execute(text("UPDATE round SET phase = 'published'"))
    answer = await ana.submit_modal(form, {"text": LONG})
    assert "This round is over" in words_of(answer)
    assert shown(answer).embeds[1].description == LONG
    async with town.store.write() as tx:
        await tx.execute(text("UPDATE round SET phase = 'running'"))
    await town.env.restart_bot(make_client(town.house, town.clock))
    again = await ana.click(shown(answer).message, label="Try again")
    assert again.modal["components"][0]["component"]["value"] == LONG
    assert "is kept" in words_of(await ana.submit_modal(again, {"text": LONG}))
    assert [reply.text for reply in await kept(town)] == [LONG]


async def test_reply_is_not_lost_when_not_even_a_draft_can_be_kept(town, pair):
    ana, _ = pair
    form = await ana.click(town.prompt, label="Write my reply")
    async with town.store.write() as tx:
        await tx.execute(text("ALTER TABLE reply RENAME TO gone"))
        await tx.execute(text("ALTER TABLE draft RENAME TO also_gone"))
    answer = await ana.submit_modal(form, {"text": LONG})
    assert "not your fault" in words_of(answer)
    assert shown(answer).embeds[1].description == LONG


async def test_two_people_hand_in_replies_to_the_same_prompt(town, pair):
    ana, ben = pair
    of_ana = await ana.click(town.prompt, label="Write my reply")
    of_ben = await ben.click(town.prompt, label="Write my reply")
    await ben.submit_modal(of_ben, {"text": "From Ben."})
    await ana.submit_modal(of_ana, {"text": "From Ana."})
    assert {(reply.text, reply.authors[0].name) for reply in await kept(town)} == {
        ("From Ben.", "Ben"),
        ("From Ana.", "Ana"),
    }


async def test_reply_is_changed_and_withdrawn_from_my_replies(town, pair):
    ana, _ = pair
    await write(town, ana, "First words.", consent="quote")
    mine = await ana.click(town.menu, label="My replies")
    assert "quoted without your name" in words_of(mine)
    one = await ana.select(shown(mine).message, [str((await kept(town))[0].id)])
    assert "First words." in words_of(one)
    form = await ana.click(shown(one).message, label="Edit my reply")
    assert form.modal["components"][0]["component"]["value"] == "First words."
    assert "is changed" in words_of(await ana.submit_modal(form, {"text": "Better words."}))
    assert [reply.text for reply in await kept(town)] == ["Better words."]
    assert "withdrawn" in words_of(await ana.click(shown(one).message, label="Withdraw this reply"))
    assert (await kept(town))[0].withdrawn_at is not None
    assert "You have written no reply yet" in words_of(await ana.click(town.menu, label="My replies"))


async def test_reply_of_somebody_else_is_not_shown_by_its_number(town, pair):
    ana, ben = pair
    await write(town, ana, "Mine alone.")
    await write(town, ben, "Of Ben.")
    mine = await ana.click(town.menu, label="My replies")
    one = await ana.select(shown(mine).message, [str((await kept(town))[0].id)])
    async with town.store.write() as tx:
        await tx.execute(text("UPDATE reply_author SET member_id = 1"))
    assert "I did not find this reply" in words_of(await ana.click(shown(one).message, label="Edit my reply"))


async def test_empty_reply_is_refused(town, pair):
    ana, _ = pair
    assert "You have written nothing" in words_of(await write(town, ana, "  \n "))
    assert await kept(town) == []


async def test_pair_reply_counts_once_the_partner_has_said_yes(town, pair):
    ana, ben = pair
    form = await ana.click(town.find(town.pair_thread, "Write our reply"), label="Write our reply")
    answer = await ana.submit_modal(form, {"text": "We both like maps.", "consent": "quote"})
    assert "I ask Ben whether the words are right" in words_of(answer)
    assert "How your words are used: may be quoted without your name." in words_of(answer)
    assert "waits for your partner" in words_of(await ana.click(town.menu, label="My replies"))
    await town.run()
    question = town.find(town.pair_thread, "Yes, these are our words")
    assert "counts now, for each of you" in words_of(await ben.click(question, label="Yes, these are our words"))
    reply = (await kept(town))[0]
    assert reply.counts()
    assert {author.name for author in reply.authors} == {"Ana", "Ben"}
    assert "withdrawn" in words_of(await ben.click(question, label="Withdraw this reply"))
    assert "was withdrawn" in words_of(await ana.click(question, label="Yes, these are our words"))


async def test_pair_reply_tells_why_it_is_only_counted_and_that_the_partner_said_yes(town, pair):
    ana, ben = pair
    async with town.store.write() as tx:
        await profiles.set_consent(tx, town.guild.id, ben.id, "Ben", "en", Consent.COUNT_ONLY)
    form = await ana.click(town.find(town.pair_thread, "Write our reply"), label="Write our reply")
    answer = words_of(await ana.submit_modal(form, {"text": "We both like maps.", "consent": "quote"}))
    why = "You chose: may be quoted without your name.\nA shared reply follows the stricter wish of its writers."
    assert f"only counted, never shown.\n{why}" in answer
    await town.run()
    question = town.find(town.pair_thread, "Yes, these are our words")
    assert "Are these your words too, Ben?" in words_of(question)
    await ben.click(question, label="Yes, these are our words")
    await town.run()
    settled = town.find(town.pair_thread, "Yes, these are our words")
    assert "Ben said yes. Your reply to" in words_of(settled)
    assert "each of you said yes" in words_of(await ana.click(town.menu, label="My replies"))


async def test_pair_reply_of_a_stranger_is_refused_before_the_form_opens(town, pair):
    button = town.find(town.pair_thread, "Write our reply")
    assert "not your pair" in words_of(await town.organiser.click(button, label="Write our reply"))


async def test_form_of_a_pair_is_refused_once_they_left_it_and_gives_the_words_back_that_were_written(town, pair):
    ana, _ = pair
    button = town.find(town.pair_thread, "Write our reply")
    form = await ana.click(button, label="Write our reply")
    async with town.store.write() as tx:
        await pairs.remove_member(tx, 1, ana.id, town.clock.at)
    assert "This pair ended for you on <t:" in words_of(await ana.click(button, label="Write our reply"))
    answer = await ana.submit_modal(form, {"text": "We like maps.", "consent": "quote"})
    assert "We like maps." in words_of(answer)


async def test_confirming_the_reply_of_others_is_refused(town, pair):
    ana, _ = pair
    form = await ana.click(town.find(town.pair_thread, "Write our reply"), label="Write our reply")
    await ana.submit_modal(form, {"text": "Ours.", "consent": "quote"})
    await town.run()
    question = town.find(town.pair_thread, "Yes, these are our words")
    answer = await town.organiser.click(question, label="Yes, these are our words")
    assert "I did not find this reply of yours" in words_of(answer)
