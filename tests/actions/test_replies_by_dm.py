"""What people write to the bot by DM, on a real database: what is kept, what is asked, what is read back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.actions import direct
from bot.actions.changing_replies import Change, bring_back_reply, edit_reply, withdraw_reply
from bot.actions.collecting import take_in
from bot.actions.direct import Taken, find_said, hear, keep_chosen
from bot.actions.gathering import gather_words
from bot.actions.lookups import setting_of
from bot.actions.own_data import erase
from bot.domain.errors import RuleError
from bot.domain.notices import CheckInQuestion, ReplyEcho, ReplyKept, WhichPrompt
from bot.domain.reply import MOST_OF_ONE, Source
from bot.domain.steps import StepKind
from bot.store import direct_channels
from tests.actions.list_courier import FIRST_DM
from tests.actions.world import GUILD, PEOPLE

ANA, BO = PEOPLE[:2]


@pytest.fixture
async def asked(world):
    """A round whose people were just asked by DM whether they talked about its first prompt; returns its id."""
    round_id = await world.run(PEOPLE[:4])
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    await world.play()
    return round_id


def told(world, kind, person=ANA):
    return [each.notice for each in world.courier.told(kind, FIRST_DM + person.id)]


async def kept(world, round_id):
    return [(reply.text, reply.withdrawn_at is None) for reply in await world.replies(round_id)]


async def catch_up(world):
    marks = await direct.read_marks(world.house)
    count = await direct.catch_up(world.house, marks, world.now)
    await world.play()
    return count


async def test_answer_to_the_check_in_is_kept_and_acknowledged_but_posted_nowhere(world, asked):
    await world.tell_bot(ANA, "  Mentors help.  ")
    await world.play()
    (reply,) = await world.replies(asked)
    assert (reply.text, reply.source, reply.authors[0].name) == ("Mentors help.", Source.DIRECT, ANA.name)
    assert reply.consent() == ANA.consent
    (notice,) = told(world, ReplyKept)
    assert (notice.reply_id, notice.shown, notice.asked) == (reply.id, False, True)
    assert world.courier.told(ReplyEcho) == []


async def test_message_heard_twice_is_kept_and_acknowledged_once(world, asked):
    message_id = await world.tell_bot(ANA, "Once.")
    (said,) = world.reader.said[FIRST_DM + ANA.id]
    assert await hear(world.house, said, world.now, marks=True) is Taken.KNOWN
    await world.play()
    assert await kept(world, asked) == [("Once.", True)]
    assert len(told(world, ReplyKept)) == 1
    assert said.message_id == message_id


async def test_message_to_nobody_in_particular_is_asked_about_and_not_kept(world):
    round_id = await world.run(PEOPLE[:4])
    message_id = await world.tell_bot(ANA, "Hello Bo!")
    await world.play()
    assert await kept(world, round_id) == []
    (question,) = told(world, WhichPrompt)
    assert (question.message_id, [choice.number for choice in question.choices]) == (message_id, [1])
    said = await find_said(world.house, channel_id=FIRST_DM + ANA.id, member_id=ANA.id, message_id=message_id)
    first, again = [
        await keep_chosen(world.house, said, round_id=round_id, prompt_number=1, now=world.now) for _ in range(2)
    ]
    assert first.reply_id == again.reply_id
    await world.tell_bot(ANA, "And more of it.")
    assert [text for text, _ in await kept(world, round_id)] == ["Hello Bo!", "And more of it."]


async def test_prompts_of_several_programs_are_offered_the_newest_first(world, asked):
    await world.play(await world.due(asked, StepKind.OPEN_PROMPT, 2))
    await world.tell_bot(ANA, "Which?", answers=1)
    await world.play()
    assert [choice.number for choice in told(world, WhichPrompt)[0].choices] == [2, 1]


async def test_choice_of_a_prompt_that_is_not_open_or_of_a_round_of_others_is_refused(world, asked):
    await world.tell_bot(ANA, "Mine.", answers=1)
    (said,) = world.reader.said[FIRST_DM + ANA.id]
    for member_id, number in ((ANA.id, 2), (ANA.id, 99), (PEOPLE[5].id, 1)):
        forged = replace(said, author_id=member_id)
        with pytest.raises(RuleError, match="prompt_not_open"):
            await keep_chosen(world.house, forged, round_id=asked, prompt_number=number, now=world.now)
    assert await kept(world, asked) == []


async def test_late_answer_counts_to_the_prompt_that_was_asked_about(world, asked):
    await world.play(await world.due(asked, StepKind.OPEN_PROMPT, 2))
    (question,) = world.courier.told(CheckInQuestion, FIRST_DM + ANA.id)
    await world.tell_bot(ANA, "Still about the first.", answers=question.place.message_id)
    await world.play()
    assert [reply.prompt_number for reply in await world.replies(asked)] == [1]
    assert told(world, ReplyKept)[0].late


async def test_nothing_is_taken_of_who_takes_no_part_or_without_words_or_without_an_end(world, asked):
    outcomes = []
    for author, text in ((PEOPLE[5], "Hello?"), (ANA, ""), (ANA, " \n ")):
        said = replace(await said_by(world, ANA, text), author_id=author.id)
        outcomes.append(await hear(world.house, said, world.now, marks=True))
    assert outcomes == [Taken.NOTHING_OPEN, Taken.NO_WORDS, Taken.NO_WORDS]
    for number in range(MOST_OF_ONE):
        await world.tell_bot(ANA, f"Word {number}")
    said = await said_by(world, ANA, "One more")
    assert await hear(world.house, said, world.now, marks=True) is Taken.ENOUGH
    assert len(await world.replies(asked)) == MOST_OF_ONE


async def said_by(world, person, text):
    await world.tell_bot(person, text, heard=False)
    return world.reader.said[FIRST_DM + person.id][-1]


async def test_what_was_said_edited_and_deleted_meanwhile_is_read_back(world, asked):
    edited, deleted = [await world.tell_bot(ANA, text) for text in ("First.", "Second.")]
    world.rewrite(FIRST_DM + ANA.id, edited, "First, better.")
    world.rewrite(FIRST_DM + ANA.id, deleted, None)
    await world.tell_bot(ANA, "Third.", heard=False)
    await world.tell_bot(BO, "Of Bo.", heard=False)
    assert await catch_up(world) == 3
    expected = [("First, better.", True), ("Second.", False), ("Third.", True), ("Of Bo.", True)]
    assert sorted(await kept(world, asked)) == sorted(expected)
    assert len(told(world, ReplyKept, BO)) == 1
    assert await catch_up(world) == 3
    assert sorted(await kept(world, asked)) == sorted(expected)


async def test_words_changed_by_form_are_not_undone_by_reading_the_message_again(world, asked):
    message_id = await world.tell_bot(ANA, "By DM.")
    world.now += timedelta(minutes=1)
    world.rewrite(FIRST_DM + ANA.id, message_id, "Edited by DM.")
    await catch_up(world)
    (reply,) = await world.replies(asked)
    world.now += timedelta(minutes=1)
    change = Change(text="By form.", kind=None, consent=None)
    about = {"guild_id": GUILD, "member_id": ANA.id, "reply_id": reply.id, "now": world.now}
    await edit_reply(world.house, change=change, **about)
    await catch_up(world)
    assert await kept(world, asked) == [("By form.", True)]


async def test_old_messages_of_a_dm_that_was_never_read_are_no_replies(world, asked):
    said = await said_by(world, ANA, "Long before")
    world.reader.said[FIRST_DM + ANA.id] = [replace(said, said_at=said.said_at - timedelta(days=300))]
    assert await catch_up(world) == 1
    assert (await kept(world, asked), told(world, WhichPrompt)) == ([], [])


async def test_dm_that_cannot_be_read_changes_nothing(world, asked):
    message_id = await world.tell_bot(ANA, "It rains.")
    world.rewrite(FIRST_DM + ANA.id, message_id, None)
    world.reader.unreadable.add(FIRST_DM + ANA.id)
    assert await catch_up(world) == 0
    assert await kept(world, asked) == [("It rains.", True)]


async def test_reply_that_was_withdrawn_counts_again_once_it_is_brought_back(world, asked):
    await world.tell_bot(ANA, "A slip.")
    (reply,) = await world.replies(asked)
    about = {"guild_id": GUILD, "member_id": ANA.id, "reply_id": reply.id, "now": world.now}
    await withdraw_reply(world.house, **about)
    assert not (await world.replies(asked))[0].counts()
    for _ in range(2):
        assert (await bring_back_reply(world.house, **about)).counts()
    with pytest.raises(RuleError, match="no_reply"):
        await bring_back_reply(world.house, **about | {"member_id": BO.id})


async def test_erased_person_leaves_no_words_and_no_mark_and_brings_nothing_back(world, asked):
    await world.tell_bot(ANA, "Forget me.")
    (reply,) = await world.replies(asked)
    await erase(world.house, guild_id=GUILD, member_id=ANA.id, now=world.now)
    async with world.store.read() as tx:
        assert await direct_channels.marks(tx, [FIRST_DM + ANA.id]) == {}
    assert await kept(world, asked) == [("", False)]
    with pytest.raises(RuleError, match="no_reply"):
        await bring_back_reply(world.house, guild_id=GUILD, member_id=ANA.id, reply_id=reply.id, now=world.now)


async def test_summary_knows_what_a_message_answers_and_what_it_goes_on_with(world, asked):
    thread = world.thread_of(1)
    first = await world.say(ANA, thread, "We meet weekly.")
    said = world.reader.said[thread][-1]
    world.posts += 2
    answer = replace(said, message_id=world.posts, author_id=BO.id, text="How long?", answers=first)
    await take_in(world.house, [answer], world.now)
    world.now += timedelta(minutes=1)
    await world.say(BO, thread, "And where?")
    async with world.store.read() as tx:
        words = await gather_words(tx, await setting_of(world.house, tx, asked), 1)
    ids = {each.text: each.reply_id for each in words}
    assert {each.text: (each.answers, each.continues) for each in words} == {
        "We meet weekly.": (None, None),
        "How long?": (ids["We meet weekly."], None),
        "And where?": (None, ids["How long?"]),
    }


ACTS = st.lists(
    st.tuples(st.sampled_from(["say", "edit", "delete", "away", "back", "read"]), st.integers(0, 5)), max_size=10
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_after_reading_back_the_replies_are_what_stands_in_the_dm(make_world, acts):
    world = await make_world()
    round_id = await world.run(PEOPLE[:2])
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    await world.play()
    there = world.reader.said.setdefault(FIRST_DM + ANA.id, [])
    away = False
    for number, (act, which) in enumerate(acts):
        world.now += timedelta(minutes=1)
        chosen = there[which % len(there)].message_id if there else None
        if act == "say":
            await world.tell_bot(ANA, f"Words {number}", heard=not away)
        elif act == "edit" and chosen:
            changed = world.rewrite(FIRST_DM + ANA.id, chosen, f"Other words {number}")
            if not away:
                await direct.change(world.house, changed, world.now)
        elif act == "delete" and chosen:
            world.rewrite(FIRST_DM + ANA.id, chosen, None)
        elif act in ("away", "back"):
            away = act == "away"
        if not away:
            await catch_up(world)
    await catch_up(world)
    standing = [text for text, stands in await kept(world, round_id) if stands]
    assert sorted(standing) == sorted(said.text for said in there)
