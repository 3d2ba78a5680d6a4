"""Partners: introduced, lost, found again, away, silent, kept apart."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.asking import ask_for_help, keep_apart
from bot.actions.checking_in import answer_check_in
from bot.actions.leaving import go_away, leave, leave_guild, round_now
from bot.actions.own_data import show_partner
from bot.actions.pairing_rounds import show_pairing
from bot.domain.case import CaseKind
from bot.domain.errors import RuleError
from bot.domain.notices import (
    CaseNote,
    CheckInQuestion,
    Introduction,
    Nudge,
    PairGreeting,
    PairPrompt,
    PartnerLeft,
    Waiting,
    WelcomeBack,
)
from bot.domain.partnership import CheckInAnswer
from bot.domain.round import Phase
from bot.domain.steps import Outcome, StepKind
from tests.actions.world import GUILD, PEOPLE, PROGRAM, World


async def leave_now(world: World, round_id, person) -> None:
    await leave(world.house, guild_id=GUILD, member_id=person.id, round_id=round_id, now=world.now)


def kinds_in(world: World, thread_id) -> list[str]:
    return [type(each.notice).__name__ for each in world.courier.messages if each.place.channel_id == thread_id]


async def pair_and_trio(world: World, round_id):
    paired = sorted(await world.pairs(round_id), key=lambda pair: len(pair.members))
    people = {person.id: person for person in PEOPLE}
    return [[people[member] for member in pair.members] for pair in paired]


async def test_pair_finds_thread_greeting_and_introduction_before_the_prompt(world):
    round_id = await world.run(PEOPLE[:4])
    for pair in await world.pairs(round_id):
        assert world.courier.members_of[pair.thread_id] == pair.members
        assert kinds_in(world, pair.thread_id) == ["PairGreeting", "PairPrompt"]
        for member in pair.members:
            introduction = world.courier.by_dm(Introduction, member)[0].notice
            assert {card.member_id for card in introduction.partners} == {*pair.members} - {member}
            assert introduction.thread_id == pair.thread_id
            assert not introduction.again


async def test_partner_who_leaves_is_told_of_and_a_trio_takes_in_who_is_left(world):
    round_id = await world.run(PEOPLE[:6])
    (gone, left), *_ = await pair_and_trio(world, round_id)
    await leave_now(world, round_id, gone)
    await world.play()
    assert [message.notice.name for message in world.courier.by_dm(PartnerLeft, left.id)] == [gone.name]
    pair = await world.pair_of(round_id, left)
    assert len(pair.members) == 3
    assert kinds_in(world, pair.thread_id) == ["PairGreeting", "PairPrompt"]
    assert all(world.courier.by_dm(Introduction, member)[-1].notice.again for member in pair.members)
    assert [dict(note.fields)["name"] for note in world.notes("partner_left")] == [gone.name]
    assert await world.pair_of(round_id, gone) is None


async def test_prompt_that_comes_to_a_new_pair_with_its_greeting_pings_nobody_again(world):
    round_id = await world.run(PEOPLE[:6])
    (gone, left), *_ = await pair_and_trio(world, round_id)
    world.now += timedelta(days=1)
    await leave_now(world, round_id, gone)
    await world.play()
    pair = await world.pair_of(round_id, left)
    prompts = world.courier.told(PairPrompt, pair.thread_id)
    assert [message.to.mentions for message in prompts] == [()]
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    for person in PEOPLE[:6]:
        await world.write(person, round_id, 1, "We talk.")
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2) + timedelta(hours=12))
    assert [message.to.mentions for message in world.courier.told(PairPrompt, pair.thread_id)] == [(), pair.members]


async def test_trio_that_somebody_leaves_goes_on_as_a_pair(world):
    round_id = await world.run(PEOPLE[:5])
    _, trio = await pair_and_trio(world, round_id)
    await leave_now(world, round_id, trio[0])
    await world.play()
    pair = await world.pair_of(round_id, trio[1])
    assert pair.members == (trio[1].id, trio[2].id)
    (told,) = world.courier.told(PartnerLeft)
    assert (told.notice.partners_left, told.to.channel_id, told.to.mentions) == (1, pair.thread_id, ())
    assert len(world.courier.told(PairGreeting)) == 2


async def test_two_who_lose_their_partners_at_once_find_each_other(world):
    round_id = await world.run(PEOPLE[:6])
    first, second, _ = await pair_and_trio(world, round_id)
    await leave_now(world, round_id, first[0])
    await leave_now(world, round_id, second[0])
    await world.play()
    pair = await world.pair_of(round_id, first[1])
    assert pair.members == tuple(sorted((first[1].id, second[1].id)))


async def test_late_joiner_joins_a_pair_as_its_third(world):
    round_id = await world.run(PEOPLE[:4])
    joined = await world.join(PEOPLE[4], round_id)
    assert joined.in_reserve
    await world.play()
    assert len((await world.pair_of(round_id, PEOPLE[4])).members) == 3
    assert len(await world.pairs(round_id)) == 2


async def test_person_whom_no_rule_lets_be_paired_is_told_kindly_and_once(world):
    alone = replace(PEOPLE[5], languages="Icelandic")
    round_id = await world.run((*PEOPLE[:4], alone))
    assert len(world.courier.by_dm(Waiting, alone.id)) == 1
    mine = await show_partner(world.house, guild_id=GUILD, member_id=alone.id, program_id=PROGRAM)
    assert (mine.phase, mine.partners) == (Phase.RUNNING, ())
    await world.join(PEOPLE[6], round_id)
    await world.play()
    for days in range(3):
        await leave_now(world, round_id, PEOPLE[days])
        await world.play(world.later(days=1))
    assert len(world.courier.by_dm(Waiting, alone.id)) == 1


async def test_person_who_loses_one_partner_after_another_is_told_each_time_that_nobody_fits(world):
    """Whom the rules let meet two others only."""
    torn = replace(PEOPLE[5], languages="Icelandic")
    friends = [replace(each, languages="Icelandic, English") for each in PEOPLE[:2]]
    round_id = await world.run((torn, friends[0], *PEOPLE[2:4]))
    assert (await world.pair_of(round_id, torn)).members == tuple(sorted((torn.id, friends[0].id)))
    await leave_now(world, round_id, friends[0])
    await world.play()
    assert len(world.courier.by_dm(Waiting, torn.id)) == 1
    await world.play(world.later(days=1))
    await world.join(friends[1], round_id)
    await world.play(world.later(days=1))
    assert (await world.pair_of(round_id, torn)).members == tuple(sorted((torn.id, friends[1].id)))
    await leave_now(world, round_id, friends[1])
    await world.play()
    assert len(world.courier.by_dm(Waiting, torn.id)) == 2


async def test_reserve_that_joins_while_the_pairing_waits_is_paired_at_the_start(world):
    round_id = await world.enrol(PEOPLE[:4])
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    assert (await world.join(PEOPLE[4], round_id)).in_reserve
    await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.START_ROUND))
    assert len((await world.pair_of(round_id, PEOPLE[4])).members) == 3


async def test_draft_is_made_anew_when_somebody_leaves_before_it_is_approved(world):
    round_id = await world.enrol(PEOPLE[:5])
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await leave_now(world, round_id, PEOPLE[0])
    await world.play()
    view = await show_pairing(world.house, guild_id=GUILD, round_id=round_id)
    assert sorted(name for pair in view.pairs for name in pair.names) == [person.name for person in PEOPLE[1:5]]
    assert len(world.notes("pairing_ready")) == 2


@pytest.mark.parametrize("runs_meanwhile", [True, False])
async def test_approved_pairing_stands_when_somebody_leaves_before_the_start(world, runs_meanwhile):
    round_id = await world.enrol(PEOPLE[:4])
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.approve(round_id)
    gone, left = (await pair_and_trio(world, round_id))[0]
    await leave_now(world, round_id, gone)
    if runs_meanwhile:
        await world.play()
    await world.play(await world.due(round_id, StepKind.START_ROUND))
    paired = [member for pair in await world.pairs(round_id) for member in pair.members]
    assert sorted(paired) == sorted({person.id for person in PEOPLE[:4]} - {gone.id})
    assert len((await world.pair_of(round_id, left)).members) == 3
    assert not world.courier.told(PartnerLeft)


async def test_stale_draft_that_is_approved_holds_nobody_who_left(world):
    round_id = await world.enrol(PEOPLE[:4])
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await leave_now(world, round_id, PEOPLE[0])
    await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.START_ROUND))
    paired = [member for pair in await world.pairs(round_id) for member in pair.members]
    assert sorted(paired) == [person.id for person in PEOPLE[1:4]]


async def test_who_is_away_gets_no_check_in_and_is_asked_again_once_back(world):
    round_id = await world.run(PEOPLE[:4])
    ana = PEOPLE[0]
    gone = await go_away(world.house, guild_id=GUILD, member_id=ana.id, program_id=PROGRAM, days=300, now=world.now)
    assert gone.until == world.now + timedelta(days=120)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    assert not world.courier.by_dm(CheckInQuestion, ana.id)
    assert len(world.courier.told(CheckInQuestion)) == 3
    back = await go_away(world.house, guild_id=GUILD, member_id=ana.id, program_id=PROGRAM, days=0, now=world.now)
    assert back.until is None
    mine = await show_partner(world.house, guild_id=GUILD, member_id=ana.id, program_id=PROGRAM)
    assert mine.away_until is None
    assert mine.partners


async def be_away(world: World, person, days) -> None:
    await go_away(world.house, guild_id=GUILD, member_id=person.id, program_id=PROGRAM, days=days, now=world.now)


async def test_who_was_away_is_not_pinged_meanwhile_and_reads_on_coming_back_where_things_stand(world):
    round_id = await world.run(PEOPLE[:4])
    ana, pair = PEOPLE[0], await world.pair_of(round_id, PEOPLE[0])
    partner = next(each for each in PEOPLE if each.id in pair.partners_of(ana.id))
    await be_away(world, ana, 15)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    await check_in(world, round_id, partner, CheckInAnswer.NOT_YET)
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2) + timedelta(hours=20))
    assert world.courier.told(PairPrompt, pair.thread_id)[-1].to.mentions == pair.partners_of(ana.id)
    assert not world.courier.told(WelcomeBack)
    await world.play(world.later(days=3))
    (told,) = world.courier.told(WelcomeBack)
    assert told == world.courier.by_dm(WelcomeBack, ana.id)[0]
    assert told.notice.thread_id == pair.thread_id
    assert told.notice.prompt_title == world.programs["library-leadership"].prompt(2).title


async def test_who_was_away_and_takes_no_dms_is_welcomed_back_where_the_partner_does_not_read_it(world):
    round_id = await world.run(PEOPLE[:4])
    world.courier.closed.add(PEOPLE[0].id)
    await be_away(world, PEOPLE[0], 15)
    await world.play(world.later(days=18))
    (told,) = world.courier.told(WelcomeBack)
    assert world.courier.members_of[told.to.channel_id] == told.to.mentions == (PEOPLE[0].id,)
    assert (await world.pair_of(round_id, PEOPLE[0])).thread_id != told.to.channel_id


@pytest.mark.parametrize("instead", ["extended", "back before", "left", "away for days", "busy weeks"])
async def test_nobody_is_welcomed_back_who_is_not_back_or_hears_enough(world, instead):
    round_id = await world.run(PEOPLE[:4])
    ana = PEOPLE[0]
    if instead == "busy weeks":
        # They hear of the summary of what they wrote, and of the next prompt.
        await world.write(ana, round_id, 1, "We began with small things.")
    opens = await world.due(round_id, StepKind.OPEN_PROMPT, 2)
    ends = {"away for days": 6, "busy weeks": (opens - world.now).days - 1}
    await be_away(world, ana, ends.get(instead, 15))
    match instead:
        case "extended":
            await be_away(world, ana, 60)
        case "back before":
            await be_away(world, ana, 0)
        case "left":
            await leave_now(world, round_id, ana)
        case _:
            pass
    await world.play(world.later(days=20))
    assert not world.courier.told(WelcomeBack)


async def check_in(world: World, round_id, person, answer, pair_id=None):
    pair = await world.pair_of(round_id, person)
    return await answer_check_in(
        world.house,
        guild_id=GUILD,
        member_id=person.id,
        round_id=round_id,
        pair_id=pair_id or pair.id,
        prompt_number=1,
        answer=answer,
        now=world.now,
    )


async def test_silent_partner_is_nudged_without_saying_who_asked_and_the_desk_hears_once(world):
    round_id = await world.run(PEOPLE[:4])
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    one, other = (await pair_and_trio(world, round_id))[0]
    for _ in range(2):
        taken = await check_in(world, round_id, one, CheckInAnswer.SILENT)
        assert taken.partners == (other.name,)
        await world.play()
    assert len(world.courier.by_dm(Nudge, other.id)) == 1
    assert len(world.notes("partner_silent")) == 1
    assert dict(world.notes("partner_silent")[0].fields)["partner"] == other.name


async def test_silent_one_of_a_trio_is_asked_once_a_week_whoever_complains(world):
    round_id = await world.run(PEOPLE[:3])
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    for complains in PEOPLE[1:3]:
        await check_in(world, round_id, complains, CheckInAnswer.SILENT)
        await world.play(world.later(days=1))
    assert len(world.courier.by_dm(Nudge, PEOPLE[0].id)) == 1


async def test_answer_that_replaces_another_is_the_one_that_is_kept(world):
    round_id = await world.run(PEOPLE[:2])
    await check_in(world, round_id, PEOPLE[0], CheckInAnswer.NOT_YET)
    await check_in(world, round_id, PEOPLE[0], CheckInAnswer.YES)
    assert world.rows("SELECT answer FROM check_in") == [("yes",)]


async def test_nudge_for_who_is_away_or_gone_is_not_needed(world):
    round_id = await world.run(PEOPLE[:4])
    (one, away), (asks, gone) = await pair_and_trio(world, round_id)
    await check_in(world, round_id, one, CheckInAnswer.SILENT)
    await go_away(world.house, guild_id=GUILD, member_id=away.id, program_id=PROGRAM, days=5, now=world.now)
    await check_in(world, round_id, asks, CheckInAnswer.SILENT)
    await leave_now(world, round_id, gone)
    await world.play()
    assert not world.courier.told(Nudge)


async def test_two_who_are_kept_apart_are_never_paired_again(world):
    round_id = await world.run(PEOPLE[:4])
    one, other = (await pair_and_trio(world, round_id))[0]
    apart = await keep_apart(world.house, guild_id=GUILD, member_id=one.id, round_id=round_id, now=world.now)
    assert apart.names == (other.name,)
    with pytest.raises(RuleError, match="no_partner_now"):
        await keep_apart(world.house, guild_id=GUILD, member_id=one.id, round_id=round_id, now=world.now)
    await world.play()
    mine, theirs = await world.pair_of(round_id, one), await world.pair_of(round_id, other)
    assert mine is None or other.id not in mine.members
    assert theirs is None or one.id not in theirs.members
    assert [message.notice.words for message in world.courier.told(CaseNote)] == [other.name]
    assert world.courier.by_dm(PartnerLeft, other.id)[0].notice.name == one.name


async def test_help_is_asked_in_private(world):
    round_id = await world.run(PEOPLE[:2])
    before = len(world.courier.messages)
    asked = {"guild_id": GUILD, "member_id": PEOPLE[0].id, "round_id": round_id, "kind": CaseKind.QUESTION}
    await ask_for_help(world.house, words="How do I call my partner?", now=world.now, **asked)
    with pytest.raises(RuleError, match="nothing_written"):
        await ask_for_help(world.house, words="  ", now=world.now, **asked)
    await world.play()
    assert len(world.courier.messages) == before + 1
    assert world.courier.told(CaseNote)[0].notice.name == "Ana"


async def test_member_who_leaves_the_server_has_left_every_round(world):
    round_id = await world.run(PEOPLE[:4])
    gone, left = (await pair_and_trio(world, round_id))[0]
    assert await round_now(world.house, guild_id=GUILD, member_id=gone.id, program_id=PROGRAM) == round_id
    assert await leave_guild(world.house, guild_id=GUILD, member_id=gone.id, now=world.now) == 1
    assert await leave_guild(world.house, guild_id=GUILD, member_id=gone.id, now=world.now) == 0
    await world.play()
    assert len((await world.pair_of(round_id, left)).members) == 3
    with pytest.raises(RuleError, match="not_joined"):
        await round_now(world.house, guild_id=GUILD, member_id=gone.id, program_id=PROGRAM)


async def test_partner_who_also_left_is_told_nothing(world):
    round_id = await world.run(PEOPLE[:4])
    one, other = (await pair_and_trio(world, round_id))[0]
    await leave_now(world, round_id, one)
    await leave_now(world, round_id, other)
    await world.play()
    assert not world.courier.told(PartnerLeft)
    told = await world.steps(round_id, StepKind.TELL_PARTNER_LEFT)
    assert [step.outcome for step in told] == [Outcome.CANCELLED]
