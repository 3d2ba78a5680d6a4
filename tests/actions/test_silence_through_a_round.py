"""Silence: asked about, offered a way out of, ended kindly, and come back from."""

from datetime import timedelta

import pytest

from bot.actions.checking_in import answer_check_in
from bot.actions.leaving import go_away
from bot.actions.own_data import show_partner
from bot.actions.silences import come_back, show_life, take_new_partner
from bot.domain.errors import RuleError
from bot.domain.notices import CheckInQuestion, Inactive, Introduction, Nudge, PairPrompt, PartnerLeft, PartnerOffer
from bot.domain.partnership import CheckInAnswer
from bot.domain.silence import Claim
from bot.domain.steps import StepKind
from tests.actions.world import GUILD, PEOPLE, PROGRAM, World

SIX = PEOPLE[:6]
BY_ID = {person.id: person for person in PEOPLE}


async def answer(world: World, round_id, person, what=CheckInAnswer.YES, number=1):
    pair = await world.pair_of(round_id, person)
    return await answer_check_in(
        world.house,
        guild_id=GUILD,
        member_id=person.id,
        round_id=round_id,
        pair_id=pair.id,
        prompt_number=number,
        answer=what,
        now=world.now,
    )


async def play_to(world: World, start, day: float):
    await world.play(start + timedelta(days=day))


@pytest.fixture
async def silent_pair(world):
    """A round in which one of a pair never answers and everybody else does: round, its start, silent and other one."""
    round_id = await world.run(SIX)
    start = await world.due(round_id, StepKind.START_ROUND)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    pair = (await world.pairs(round_id))[0]
    silent, other = (BY_ID[each] for each in pair.members)
    for person in SIX:
        if person is not silent:
            await answer(world, round_id, person)
    return round_id, start, silent, other


def dms(world: World, kind: type, person):
    return world.courier.by_dm(kind, person.id)


async def test_who_does_not_answer_is_asked_then_the_partner_then_the_pair_ends(world, silent_pair):
    round_id, start, silent, other = silent_pair
    await play_to(world, start, 9.9)
    assert not world.courier.told(Nudge)
    await play_to(world, start, 10)
    assert len(dms(world, Nudge, silent)) == len(world.courier.told(Nudge)) == 1
    await play_to(world, start, 13.9)
    assert not world.courier.told(PartnerOffer)
    await play_to(world, start, 14)
    assert [each.notice.name for each in dms(world, PartnerOffer, other)] == [silent.name]
    assert len(world.courier.told(PartnerOffer)) == 1
    await play_to(world, start, 20.9)
    assert await world.pair_of(round_id, silent) is not None
    await play_to(world, start, 21)
    assert await world.pair_of(round_id, silent) is None
    assert len(dms(world, Inactive, silent)) == 1
    assert [each.notice.partners_left for each in dms(world, PartnerLeft, other)] == [0]
    assert silent.id not in (await world.pair_of(round_id, other)).members
    assert dms(world, Introduction, other)[-1].notice.again
    assert [dict(note.fields)["name"] for note in world.notes("silence_ended")] == [silent.name]
    await world.play(start + timedelta(days=40))
    assert len(world.courier.told(Nudge)) == len(world.courier.told(PartnerOffer)) == 1
    assert len(dms(world, CheckInQuestion, silent)) == 1


async def test_nobody_is_asked_where_everybody_answers_though_no_thread_was_used(world):
    round_id = await world.run(PEOPLE[:4])
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    for person in PEOPLE[:4]:
        await answer(world, round_id, person, CheckInAnswer.ELSEWHERE)
    await world.play(world.later(days=20))
    assert not world.courier.told(Nudge)
    assert len(await world.steps(round_id, StepKind.LOOK_FOR_SILENCE)) == 1


@pytest.mark.parametrize("sign", ["word in the thread", "here", "reply", "late answer", "away"])
async def test_sign_of_life_ends_the_silence(world, silent_pair, sign):
    round_id, start, silent, _other = silent_pair
    await play_to(world, start, 12)
    pair = await world.pair_of(round_id, silent)
    match sign:
        case "word in the thread":
            await world.say(silent, pair.thread_id, "Hello!")
        case "here":
            await show_life(
                world.house, guild_id=GUILD, member_id=silent.id, round_id=round_id, pair_id=pair.id, now=world.now
            )
        case "reply":
            await world.write(silent, round_id, 1, "I was ill.")
        case "late answer":
            await answer(world, round_id, silent, CheckInAnswer.NOT_YET)
        case _:
            await go_away(world.house, guild_id=GUILD, member_id=silent.id, program_id=PROGRAM, days=30, now=world.now)
    await play_to(world, start, 27)
    assert not world.courier.told(PartnerOffer)
    assert (await world.pair_of(round_id, silent)).members == pair.members


async def test_prompt_of_the_pair_pings_nobody_who_was_asked_or_offered_something_lately(world, silent_pair):
    round_id, start, _, _ = silent_pair
    pair = (await world.pairs(round_id))[0]
    await play_to(world, start, 15)
    assert world.courier.told(PairPrompt, pair.thread_id)[-1].to.mentions == ()
    others = [message.to.mentions for message in world.courier.told(PairPrompt) if message.notice.position == 2]
    assert len([each for each in others if each]) == 2


async def test_offer_that_is_taken_brings_a_new_partner_at_once(world, silent_pair):
    round_id, start, silent, other = silent_pair
    await play_to(world, start, 14)
    pair = await world.pair_of(round_id, other)
    asked = {"guild_id": GUILD, "member_id": other.id, "round_id": round_id, "pair_id": pair.id, "silent_id": silent.id}
    await take_new_partner(world.house, **asked, now=world.now)
    with pytest.raises(RuleError, match="not_your_pair"):
        await take_new_partner(world.house, **asked, now=world.now)
    await world.play()
    assert silent.id not in (await world.pair_of(round_id, other)).members
    assert not dms(world, PartnerLeft, other)
    assert not dms(world, Inactive, silent)
    await play_to(world, start, 17)
    assert len(dms(world, Inactive, silent)) == 1


async def test_offer_is_void_once_the_partner_is_back(world, silent_pair):
    round_id, start, silent, other = silent_pair
    await play_to(world, start, 14)
    pair = await world.pair_of(round_id, other)
    await world.say(silent, pair.thread_id, "Sorry, I am here.")
    with pytest.raises(RuleError, match="partner_is_back"):
        await take_new_partner(
            world.house,
            guild_id=GUILD,
            member_id=other.id,
            round_id=round_id,
            pair_id=pair.id,
            silent_id=silent.id,
            now=world.now,
        )


async def test_who_was_inactive_comes_back_with_one_tap_and_finds_somebody_else(world, silent_pair):
    round_id, start, silent, other = silent_pair
    await play_to(world, start, 22)
    asked = {"guild_id": GUILD, "member_id": silent.id, "round_id": round_id}
    for _ in range(2):
        assert (await come_back(world.house, **asked, now=world.now)).round_name == "2026A"
        await world.play()
    pair = await world.pair_of(round_id, silent)
    assert other.id not in pair.members
    mine = await show_partner(world.house, guild_id=GUILD, member_id=silent.id, program_id=PROGRAM)
    assert mine.partners
    with pytest.raises(RuleError, match="not_joined"):
        await come_back(world.house, guild_id=GUILD, member_id=PEOPLE[9].id, round_id=round_id, now=world.now)


async def test_two_who_are_silent_are_offered_nobody_and_both_rest(world):
    round_id = await world.run(PEOPLE[:4])
    start = await world.due(round_id, StepKind.START_ROUND)
    await play_to(world, start, 22)
    assert not world.courier.told(PartnerOffer)
    assert not world.courier.told(PartnerLeft)
    assert len(world.courier.told(Inactive)) == 4
    assert await world.pairs(round_id) == []


async def test_silent_one_of_a_trio_leaves_two_who_go_on(world):
    round_id = await world.run(PEOPLE[:3])
    start = await world.due(round_id, StepKind.START_ROUND)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    for person in PEOPLE[1:3]:
        await answer(world, round_id, person)
    await play_to(world, start, 21)
    assert not world.courier.told(PartnerOffer)
    assert (await world.pair_of(round_id, PEOPLE[1])).members == (PEOPLE[1].id, PEOPLE[2].id)
    assert [(each.notice.partners_left, each.to.mentions) for each in world.courier.told(PartnerLeft)] == [(1, ())]


async def test_restart_at_any_time_changes_nothing_of_it(world, silent_pair):
    _round_id, start, _silent, _other = silent_pair
    for day in range(8, 23):
        await play_to(world, start, day)
        await world.restart()
    told = [len(world.courier.told(kind)) for kind in (Nudge, PartnerOffer, Inactive, PartnerLeft)]
    assert told == [1, 1, 1, 1]


async def test_bot_that_was_away_for_weeks_still_asks_first(world, silent_pair):
    round_id, start, silent, _other = silent_pair
    world.now = start + timedelta(days=25)
    await world.play()
    assert len(dms(world, Nudge, silent)) == 1
    assert await world.pair_of(round_id, silent) is not None
    assert not world.courier.told(Inactive)


async def test_offer_to_who_takes_no_dms_stands_where_the_silent_partner_cannot_read_it(world, silent_pair):
    round_id, start, silent, other = silent_pair
    world.courier.closed.add(other.id)
    await play_to(world, start, 15)
    (told,) = world.courier.told(PartnerOffer)
    assert world.courier.members_of[told.to.channel_id] == told.to.mentions == (other.id,)
    await take_new_partner(
        world.house,
        guild_id=GUILD,
        member_id=other.id,
        round_id=round_id,
        pair_id=told.notice.pair_id,
        silent_id=silent.id,
        now=world.now,
    )
    await play_to(world, start, 22)
    assert silent.id not in (await world.pair_of(round_id, other)).members
    assert len(world.courier.told(PartnerOffer)) == 1


async def test_silent_one_who_takes_no_dms_is_asked_where_the_partner_cannot_read_it(world, silent_pair):
    round_id, start, silent, _other = silent_pair
    world.courier.closed.add(silent.id)
    await play_to(world, start, 22)
    told = [*world.courier.told(Nudge), *world.courier.told(Inactive)]
    assert [type(each.notice) for each in told] == [Nudge, Inactive]
    (room,) = {each.to.channel_id for each in told}
    assert world.courier.members_of[room] == (silent.id,)
    assert await world.pair_of(round_id, silent) is None


@pytest.mark.parametrize(
    ("said", "days", "claim"),
    [
        (None, 7, Claim.HOLDS),
        (None, 1, Claim.TOO_SOON),
        (5, 7, Claim.WROTE),
        (0.5, 8, Claim.HOLDS),
    ],
)
async def test_claim_of_silence_counts_only_where_the_facts_agree(world, said, days, claim):
    round_id = await world.run(PEOPLE[:2])
    start = await world.due(round_id, StepKind.START_ROUND)
    pair = await world.pair_of(round_id, PEOPLE[0])
    if said:
        await play_to(world, start, said)
        await world.say(PEOPLE[1], pair.thread_id, "Hello!")
    await play_to(world, start, days)
    taken = await answer(world, round_id, PEOPLE[0], CheckInAnswer.SILENT)
    await world.play()
    assert taken.claim is claim
    counts = claim is Claim.HOLDS
    assert len(dms(world, Nudge, PEOPLE[1])) == len(world.notes("partner_silent")) == counts
    if claim is Claim.WROTE:
        assert taken.wrote_at == start + timedelta(days=5)


async def test_claim_about_who_answered_the_check_in_does_not_count(world):
    round_id = await world.run(PEOPLE[:2])
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    await answer(world, round_id, PEOPLE[1], CheckInAnswer.ELSEWHERE)
    assert (await answer(world, round_id, PEOPLE[0], CheckInAnswer.SILENT)).claim is Claim.ANSWERED
    await world.play()
    assert not world.courier.told(Nudge)
    assert not world.notes("partner_silent")
