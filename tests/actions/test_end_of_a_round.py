"""The end of a round: who is thanked once, whose wishes are told, who hears of the next, what erasure leaves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.actions.leaving import leave_guild
from bot.actions.own_data import erase
from bot.actions.surveying import (
    ask_for_invitation,
    say_gains,
    say_sentence,
    show_survey,
    wish_to_stay_in_touch,
)
from bot.actions.taking_along import show_data
from bot.domain.ending import Gain
from bot.domain.errors import RuleError
from bot.domain.notices import Goodbye, InvitedAgain, StayInTouch
from bot.domain.silence import Patience
from bot.domain.steps import StepKind
from bot.store import pairs, surveys
from tests.actions.world import GUILD, PEOPLE, World

ANA, BO = PEOPLE[:2]
A_YEAR = timedelta(days=365)


@pytest.fixture
async def ended(make_world, short) -> tuple[World, int]:
    """Ana and Bo are partners of a round that has just ended; patience is long enough for who answers nothing."""
    patience = Patience(question_after=A_YEAR, offer_after=A_YEAR, end_after=A_YEAR)
    world = await make_world({slug: replace(program, patience=patience) for slug, program in short.items()})
    round_id = await world.start(PEOPLE[:2])
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND))
    return world, round_id


def of(world: World, round_id, person=ANA, **more):
    return {"guild_id": GUILD, "member_id": person.id, "round_id": round_id, "now": world.now, **more}


async def test_everybody_is_thanked_once_though_steps_run_again(ended):
    world, _ = ended
    thanked = [each for each in world.courier.messages if isinstance(each.notice, Goodbye)]
    assert len(thanked) == 2
    assert {each.notice.title for each in thanked} == {"Library leadership"}
    await world.play(world.later(hours=2))
    assert len([each for each in world.courier.messages if isinstance(each.notice, Goodbye)]) == 2


async def test_wish_of_who_has_no_pair_is_refused(ended):
    world, round_id = ended
    with pytest.raises(RuleError, match="not_your_pair"):
        await wish_to_stay_in_touch(world.house, pair_id=77, wish=True, **of(world, round_id))


async def wish_for_both(world, round_id):
    async with world.store.read() as tx:
        pair = await pairs.find_of(tx, round_id, ANA.id)
    for person in (ANA, BO):
        await wish_to_stay_in_touch(world.house, pair_id=pair.id, wish=True, **of(world, round_id, person))


def told_of_wishes(world):
    return [each for each in world.courier.messages if isinstance(each.notice, StayInTouch)]


async def test_partners_without_a_thread_are_told_by_dm_of_each_other_once(ended):
    world, round_id = ended
    await wish_for_both(world, round_id)
    async with world.store.write() as tx:
        await tx.execute(text("UPDATE pair SET thread_id = NULL"))
    await world.play((await world.due(round_id, StepKind.END_SURVEY)) + timedelta(hours=1))
    await world.play(world.later(hours=2))
    told = told_of_wishes(world)
    assert {each.to.member_id: each.notice.names for each in told} == {ANA.id: (BO.name,), BO.id: (ANA.name,)}
    assert len(told) == 2
    assert not any(each.notice.in_thread for each in told)


async def test_whose_partner_left_before_the_answers_were_told_is_not_told(ended):
    world, round_id = ended
    await wish_for_both(world, round_id)
    await leave_guild(world.house, guild_id=GUILD, member_id=BO.id, now=world.now)
    await world.play((await world.due(round_id, StepKind.END_SURVEY)) + timedelta(hours=1))
    assert told_of_wishes(world) == []


async def test_who_left_the_server_is_not_invited_to_the_next_round(ended):
    world, round_id = ended
    await ask_for_invitation(world.house, **of(world, round_id))
    await leave_guild(world.house, guild_id=GUILD, member_id=ANA.id, now=world.now)
    following = await world.create(world.now.date() + timedelta(days=40))
    await world.play((await world.due(following, StepKind.OPEN_ENROLMENT)) + timedelta(hours=1))
    assert not [each for each in world.courier.messages if isinstance(each.notice, InvitedAgain)]


async def test_answers_of_one_person_do_not_change_each_other(ended):
    world, round_id = ended
    await say_gains(world.house, gains=(Gain.SKILL,), **of(world, round_id))
    await say_sentence(world.house, words="I listen. ", **of(world, round_id))
    await ask_for_invitation(world.house, **of(world, round_id))
    async with world.store.read() as tx:
        kept = await surveys.find(tx, round_id, ANA.id)
    assert (kept.gains, kept.words, kept.wants_invitation) == ((Gain.SKILL,), "I listen.", True)
    told = (await show_data(world.house, guild_id=GUILD, member_id=ANA.id)).as_json["surveys"]
    assert [(each["gains"], each["words"]) for each in told] == [(["skill"], "I listen.")]


async def test_who_is_erased_is_still_counted_and_leaves_no_words(ended):
    world, round_id = ended
    await say_gains(world.house, gains=(Gain.SKILL,), **of(world, round_id))
    await say_sentence(world.house, words="I listen.", **of(world, round_id))
    await ask_for_invitation(world.house, **of(world, round_id))
    await erase(world.house, guild_id=GUILD, member_id=ANA.id, now=world.now)
    view = await show_survey(world.house, guild_id=GUILD, round_id=round_id)
    assert (view.figures.people, view.sentences) == (1, ())
    async with world.store.read() as tx:
        assert await surveys.find(tx, round_id, ANA.id) is None
        assert [each.wants_invitation for each in await surveys.of_round(tx, round_id)] == [False]


async def test_who_asked_is_invited_once_when_the_next_round_opens(ended):
    world, round_id = ended
    await ask_for_invitation(world.house, **of(world, round_id))
    await world.play(await world.due(round_id, StepKind.END_SURVEY))
    following = await world.create(world.now.date() + timedelta(days=40))
    await world.play((await world.due(following, StepKind.OPEN_ENROLMENT)) + timedelta(hours=1))
    invited = [each.notice for each in world.courier.messages if isinstance(each.notice, InvitedAgain)]
    assert [each.round_id for each in invited] == [following]


async def test_nothing_is_answered_before_the_end_and_nothing_after_the_survey(ended):
    world, round_id = ended
    await world.play((await world.due(round_id, StepKind.END_SURVEY)) + timedelta(hours=1))
    with pytest.raises(RuleError, match="survey_is_over"):
        await say_gains(world.house, gains=(Gain.SKILL,), **of(world, round_id))
    assert not [each for each in world.courier.messages if isinstance(each.notice, StayInTouch)]
