"""Who met and who did not: what organisers see equals what people did."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.actions.asking import ask_for_help
from bot.actions.checking_in import answer_check_in
from bot.actions.gathering import gather_words
from bot.actions.leaving import go_away, leave
from bot.actions.lookups import setting_of
from bot.actions.overseeing import find_overseen, oversee_partners
from bot.actions.own_data import erase
from bot.actions.who_met import count_who_met, find_standings
from bot.domain.case import CaseKind
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, RoundId
from bot.domain.needs import Need
from bot.domain.partner_figures import count_partners
from bot.domain.partnership import CheckInAnswer
from bot.domain.places import PlaceRules
from bot.domain.standing import Standing
from bot.domain.steps import StepKind
from bot.domain.summary_check import check_summary
from bot.store import apart as kept_apart
from bot.store import summaries
from tests.actions.world import GUILD, PEOPLE, PROGRAM, World

BY_ID = {person.id: person for person in PEOPLE}


async def answer(world: World, round_id, person, what=CheckInAnswer.YES, number=1):
    pair = await world.pair_of(round_id, person)
    asked = {"guild_id": GUILD, "member_id": person.id, "round_id": round_id, "pair_id": pair.id}
    await answer_check_in(world.house, **asked, prompt_number=number, answer=what, now=world.now)


async def look(world: World, round_id, guild=GUILD):
    return await oversee_partners(world.house, guild_id=guild, round_id=round_id, now=world.now)


def standings_in(view):
    return {each.position.member_id: each.position.standing for group in view.groups for each in group.people}


def needs_in(view):
    people = [each for group in view.groups for each in group.people]
    return {each.position.member_id: each.needs for each in people if each.needs}


@pytest.fixture
async def checked(world):
    """Twelve people in six pairs are asked whether they have talked; yields the round, its start and its pairs."""
    round_id = await world.run(PEOPLE[:12])
    start = await world.due(round_id, StepKind.START_ROUND)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    return round_id, start, [[BY_ID[each] for each in pair.members] for pair in await world.pairs(round_id)]


async def test_everybody_stands_where_they_put_themselves(world, checked):
    round_id, start, ((a1, a2), (b1, b2), (c1, c2), (d1, d2), (e1, e2), (f1, f2)) = checked
    await answer(world, round_id, a1, CheckInAnswer.ELSEWHERE)
    await answer(world, round_id, a2, CheckInAnswer.NOT_YET)
    thread = (await world.pair_of(round_id, b1)).thread_id
    await world.say(b1, thread, "Hello!")
    await world.say(b2, thread, "Hi!")
    await answer(world, round_id, c1, CheckInAnswer.NOT_YET)
    await answer(world, round_id, d1, CheckInAnswer.YES)
    await answer(world, round_id, d2, CheckInAnswer.YES)
    await answer(world, round_id, e1, CheckInAnswer.YES)
    await answer(world, round_id, e2, CheckInAnswer.YES)
    await go_away(world.house, guild_id=GUILD, member_id=e2.id, program_id=PROGRAM, days=60, now=world.now)
    await leave(world.house, guild_id=GUILD, member_id=f1.id, round_id=round_id, now=world.now)
    await world.play(start + timedelta(days=15))
    # F2 lost a partner who had left and found nobody but a place in a pair: whose trio that is, the solver decides.
    view = await look(world, round_id)
    found = standings_in(view)
    assert {found[each.id] for each in (a1, a2)} <= {Standing.MET}
    assert {found[each.id] for each in (b1, b2)} <= {Standing.TALKING}
    assert (found[c1.id], found[c2.id]) == (Standing.INTRODUCED, Standing.SILENT)
    assert found[e2.id] is Standing.AWAY
    assert (found[f1.id], found[f2.id]) == (Standing.LEFT, Standing.NEW_PARTNER)
    assert needs_in(view) == {c2.id: (Need.LONG_SILENT,)}
    assert view.pressing == 1
    assert [each.position.member_id for each in view.groups[0].people] == sorted((c1.id, c2.id))
    assert view.groups[-1].people[0].name == f1.name
    assert (view.figures.people, view.figures.left, view.figures.away, view.figures.silent) == (12, 1, 1, 1)


async def test_silence_ends_in_rest_and_the_other_has_a_new_partner(world, checked):
    round_id, start, groups = checked
    silent, other = groups[0]
    for person in (each for pair in groups for each in pair):
        if person is not silent:
            await answer(world, round_id, person)
    await world.play(start + timedelta(days=8))
    assert standings_in(await look(world, round_id))[silent.id] is Standing.MET
    await world.play(start + timedelta(days=11))
    view = await look(world, round_id)
    assert (standings_in(view)[silent.id], needs_in(view)) == (Standing.SILENT, {})
    await world.play(start + timedelta(days=14))
    assert needs_in(await look(world, round_id)) == {silent.id: (Need.LONG_SILENT,)}
    await world.play(start + timedelta(days=22))
    found = standings_in(await look(world, round_id))
    assert (found[silent.id], found[other.id]) == (Standing.INACTIVE, Standing.NEW_PARTNER)


async def test_who_has_nobody_stands_first_with_the_time_since_when(make_world, short):
    program = next(iter(short.values()))
    alone = await make_world(
        {program.slug: replace(program, pairing=replace(program.pairing, must_differ=("country",)))}
    )
    two = [replace(person, country="Kenya") for person in PEOPLE[:2]]
    round_id = await alone.enrol((*two, PEOPLE[2]))
    await alone.play(await alone.due(round_id, StepKind.START_ROUND))
    await alone.play(alone.later(days=1))
    view = await look(alone, round_id)
    (first, *_) = view.groups
    assert [person.needs for person in first.people] == [(Need.NOBODY,)]
    assert first.people[0].position.at == await alone.due(round_id, StepKind.START_ROUND)
    assert view.figures.waiting == 1


async def test_open_case_closed_dms_and_words_about_a_partner_need_a_human(world, checked):
    round_id, _, ((a1, _), (b1, _), (c1, c2), *_) = checked
    await ask_for_help(
        world.house, guild_id=GUILD, member_id=a1.id, round_id=round_id, kind=CaseKind.MODERATOR, words="Hm.",
        now=world.now,
    )  # fmt: skip
    await answer(world, round_id, b1, CheckInAnswer.STOP)
    await answer(world, round_id, c1, CheckInAnswer.SILENT)
    found = needs_in(await look(world, round_id))
    assert found == {a1.id: (Need.OPEN_CASE,), b1.id: (Need.WANTS_TO_STOP,), c1.id: (Need.CALLS_SILENT,)}
    await world.say(c2, (await world.pair_of(round_id, c2)).thread_id, "Here I am.")
    await answer(world, round_id, c1, CheckInAnswer.YES)
    assert c1.id not in needs_in(await look(world, round_id))


async def test_nothing_tells_who_waits_for_being_kept_apart_from_who_waits_for_another_reason(make_world, short):
    seen = []
    for apart in (True, False):
        world = await make_world()
        people = [replace(person, languages="English" if apart else place) for person, place in zip(
            PEOPLE[:2], ("English", "Thai"), strict=True)]  # fmt: skip
        round_id = await world.enrol(tuple(people))
        if apart:
            async with world.store.write() as tx:
                await kept_apart.keep(tx, GUILD, people[0].id, people[1].id, world.now)
        await world.play(await world.due(round_id, StepKind.START_ROUND))
        await world.play(world.later(days=1))
        seen.append(await look(world, round_id))
    assert seen[0] == seen[1]
    assert seen[0].figures.waiting == 2


async def test_who_cannot_be_reached_and_was_not_introduced_needs_a_human(world):
    round_id = await world.enrol(PEOPLE[:4])
    world.courier.forbid(10, "Create Private Threads")
    world.courier.closed.add(PEOPLE[0].id)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.play(await world.due(round_id, StepKind.START_ROUND))
    assert not needs_in(await look(world, round_id))
    await world.play(world.later(days=5))
    found = needs_in(await look(world, round_id))
    assert found == {PEOPLE[0].id: (Need.UNREACHABLE, Need.NOT_INTRODUCED)}


async def test_wait_list_is_there_and_who_left_and_waits_again_stands_once(make_world, short):
    capped = {slug: replace(program, places=PlaceRules(total=4)) for slug, program in short.items()}
    world = await make_world(capped)
    round_id = await world.run(PEOPLE[:4])
    await leave(world.house, guild_id=GUILD, member_id=PEOPLE[0].id, round_id=round_id, now=world.now)
    async with world.store.read() as tx:
        before = await find_standings(tx, await setting_of(world.house, tx, round_id), world.now)
    for person in (PEOPLE[5], PEOPLE[6]):
        await world.join(person, round_id)
    await world.join(PEOPLE[0], round_id)
    view = await look(world, round_id)
    people = [each.position.member_id for group in view.groups for each in group.people]
    assert len(people) == len(set(people))
    assert standings_in(view)[PEOPLE[0].id] is Standing.WAIT_LISTED
    assert view.wait_listed == 2
    assert before.wait_listed == ()


async def test_figures_of_a_closed_round_can_be_counted_anew(world, checked):
    round_id, _, groups = checked
    for pair in groups[:3]:
        await answer(world, round_id, pair[0])
    await world.write(groups[4][0], round_id, 1, "We read aloud.")
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND))
    await world.play(world.later(hours=1))
    at_close = (await look(world, round_id)).figures
    await world.write(groups[5][0], round_id, 2, "Late, but here.")
    await world.play(world.later(days=30))
    await erase(world.house, guild_id=GUILD, member_id=groups[0][0].id, now=world.now)
    view = await look(world, round_id)
    assert view.figures == at_close
    assert view.closed_at == await world.due(round_id, StepKind.CLOSE_ROUND)
    assert needs_in(view) == {}
    assert sorted(each.name for group in view.groups for each in group.people)[0] == ""
    async with world.store.read() as tx:
        found = await setting_of(world.house, tx, round_id)
        assert count_partners((await find_standings(tx, found, world.later(days=365))).positions) == at_close


async def test_summary_of_the_round_says_who_met_and_can_be_counted_anew_from_what_is_kept(world, checked):
    round_id, _, groups = checked
    for pair in groups[:4]:
        await answer(world, round_id, pair[0])
    for pair in groups:
        await world.write(pair[0], round_id, 1, "We read aloud.")
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND))
    await world.play(world.later(hours=1))
    drafted = {kept.prompt_number: kept.summary.partners for kept in await world.summaries(round_id)}
    assert drafted[1] is None
    assert (drafted[None].people, drafted[None].ever_met) == (12, 8)
    await world.approve_summaries(round_id)
    await world.play(world.later(days=2))
    await erase(world.house, guild_id=GUILD, member_id=groups[0][0].id, now=world.now)
    await world.play(world.later(days=100))
    async with world.store.read() as tx:
        found = await setting_of(world.house, tx, round_id)
        for kept in await summaries.of_round(tx, round_id):
            words = await gather_words(tx, found, kept.prompt_number)
            anew = await count_who_met(tx, found, kept.prompt_number, world.now)
            assert kept.published_at is not None
            assert check_summary(kept.summary, words, anew) == []
            assert kept.summary.partners == anew == drafted[kept.prompt_number]


async def test_round_of_another_guild_or_before_its_start_is_refused(world):
    await world.add()
    with pytest.raises(RuleError, match="no_partners_yet"):
        await find_overseen(world.house, guild_id=GUILD, slug=None)
    round_id = await world.create()
    with pytest.raises(RuleError, match="no_partners_yet"):
        await look(world, round_id)
    for guild, number in ((GuildId(2), round_id), (GUILD, RoundId(99))):
        with pytest.raises(RuleError, match="no_round"):
            await look(world, number, guild)


async def test_running_round_is_meant_before_one_that_is_over(world):
    first = await world.run(PEOPLE[:4])
    assert (await find_overseen(world.house, guild_id=GUILD, slug=None)).id == first
    await world.play(await world.due(first, StepKind.CLOSE_ROUND))
    assert (await find_overseen(world.house, guild_id=GUILD, slug=None)).id == first


async def test_as_few_statements_for_many_people_as_for_few(world, checked):
    round_id, _, _ = checked
    said = []
    listener = lambda *args: said.append(args[2])  # noqa: E731
    engine = world.store._readers.sync_engine
    event.listen(engine, "before_cursor_execute", listener)
    await look(world, round_id)
    event.remove(engine, "before_cursor_execute", listener)
    assert len(said) <= 25
