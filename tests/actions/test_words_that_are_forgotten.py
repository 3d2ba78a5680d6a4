"""The words of replies are deleted long after the round; what was published stays, and figures can be counted anew."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from bot.actions.asking import choose_consent
from bot.actions.changing_replies import Change, edit_reply, withdraw_reply
from bot.actions.collecting import watched_among
from bot.actions.gathering import gather_words
from bot.actions.lookups import setting_of
from bot.actions.managing_rounds import cancel_round
from bot.actions.replying import show_reply_form
from bot.actions.taking_along import show_data
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import RoundId
from bot.domain.reply import digest_of
from bot.domain.steps import StepKind
from bot.domain.summary import all_quotes
from bot.domain.summary_check import check_summary
from tests.actions.world import GUILD, PEOPLE, World

ANA, BO, CY, DINA = PEOPLE[:4]
WORDS = {
    ANA: "We share the desk on Mondays, and that helps our small team.",
    BO: "Our small team shares one desk, and nobody minds.",
    CY: "A small team like ours has one desk for all of us.",
    DINA: "The desk is shared by our small team all week.",
}
ALL = Consent.QUOTE_WITH_NAME


async def end_round(world: World, *, approve: bool = True) -> RoundId:
    """A round in which four people wrote to the first prompt is closed."""
    round_id = await world.run(PEOPLE[:4])
    for person, text in WORDS.items():
        await world.write(person, round_id, 1, text, ALL)
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND))
    if approve:
        assert await world.approve_summaries(round_id) > 0
    return round_id


async def forget(world: World, round_id: RoundId) -> None:
    due_at = await world.due(round_id, StepKind.FORGET_REPLIES)
    assert due_at - world.now == timedelta(days=90)
    await world.play(due_at - timedelta(hours=1))
    assert {reply.text for reply in await world.replies(round_id)} == {*WORDS.values()}
    await world.play(due_at)


async def faults_of(world: World, round_id: RoundId) -> list[object]:
    async with world.store.read() as tx:
        found = await setting_of(world.house, tx, round_id)
        return [
            fault
            for kept in await world.summaries(round_id)
            for fault in check_summary(kept.summary, await gather_words(tx, found, kept.prompt_number))
        ]


async def test_words_are_deleted_and_what_was_published_can_still_be_counted(world):
    round_id = await end_round(world)
    before = await world.summaries(round_id)
    assert any(all_quotes(kept.summary) for kept in before)
    await forget(world, round_id)
    replies = await world.replies(round_id)
    assert [reply.text for reply in replies] == [""] * 4
    assert {reply.digest for reply in replies} == {digest_of(text) for text in WORDS.values()}
    assert all(reply.counts() for reply in replies)
    assert await world.summaries(round_id) == before
    assert await faults_of(world, round_id) == []
    shown = await show_data(world.house, guild_id=GUILD, member_id=ANA.id)
    assert "We share the desk" not in str(shown)


async def test_published_quotes_still_go_when_their_writer_withdraws_and_others_stay(world):
    round_id = await end_round(world)
    quoted = {each.reply_id for kept in await world.summaries(round_id) for each in all_quotes(kept.summary)}
    await forget(world, round_id)
    gone = next(reply for reply in await world.replies(round_id) if reply.id in quoted)
    await withdraw_reply(
        world.house, guild_id=GUILD, member_id=gone.authors[0].member_id, reply_id=gone.id, now=world.now
    )
    left = {each.reply_id for kept in await world.summaries(round_id) for each in all_quotes(kept.summary)}
    assert gone.id not in left
    assert await faults_of(world, round_id) == []


async def test_draft_that_nobody_approved_loses_its_quotes(world):
    round_id = await end_round(world, approve=False)
    assert any(all_quotes(kept.summary) for kept in await world.summaries(round_id))
    await forget(world, round_id)
    assert not any(all_quotes(kept.summary) for kept in await world.summaries(round_id))
    assert await world.approve_summaries(round_id) > 0
    assert all(kept.published_at for kept in await world.summaries(round_id))


async def test_nothing_is_taken_in_after_that(world):
    round_id = await end_round(world, approve=False)
    thread = world.thread_of(1)
    await forget(world, round_id)
    assert await watched_among(world.house, [thread]) == {}
    with pytest.raises(RuleError, match="round_is_over"):
        await show_reply_form(world.house, guild_id=GUILD, member_id=ANA.id, round_id=round_id, prompt_number=1)
    mine = next(reply for reply in await world.replies(round_id) if reply.authors[0].member_id == ANA.id)
    change = Change(text="New.", kind=None, consent=None)
    with pytest.raises(RuleError, match="round_is_over"):
        await edit_reply(world.house, guild_id=GUILD, member_id=ANA.id, reply_id=mine.id, change=change, now=world.now)


async def test_shown_words_stay_in_the_server_until_their_consent_is_narrowed(world):
    round_id = await end_round(world)
    await forget(world, round_id)
    for consent, rewritten in ((ALL, 0), (Consent.QUOTE, 1), (ALL, 1)):
        await choose_consent(
            world.house, guild_id=GUILD, member_id=ANA.id, name="Ana", locale="en", consent=consent, now=world.now
        )
        await world.play()
        assert len(await world.steps(round_id, StepKind.UPDATE_REPLY)) == rewritten


async def test_round_that_was_cancelled_forgets_too(world):
    round_id = await world.run(PEOPLE[:4])
    await world.write(ANA, round_id, 1, WORDS[ANA])
    await cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
    await world.play(world.later(days=91))
    assert [reply.text for reply in await world.replies(round_id)] == [""]
    ended = [step for step in world.ran if step.kind is StepKind.FORGET_REPLIES]
    assert len(ended) == 1


async def test_words_wait_for_the_summary_that_is_still_being_drafted(world):
    round_id = await end_round(world)
    with closing(sqlite3.connect(world.file)) as database, database:
        database.execute(
            "UPDATE due_step SET outcome = NULL, done_at = NULL, next_try_at = '2099-01-01 00:00:00.000000'"
            " WHERE kind = 'draft_summary' AND prompt_number IS NULL"
        )
    due_at = await world.due(round_id, StepKind.FORGET_REPLIES)
    await world.play(due_at + timedelta(days=3))
    assert {reply.text for reply in await world.replies(round_id)} == {*WORDS.values()}
    assert [step.outcome for step in await world.steps(round_id, StepKind.FORGET_REPLIES)] == [None]
