"""What a profile says reaches the solver, and decides where somebody is written to."""

from dataclasses import replace

import pytest

from bot.actions.answers import Answers
from bot.actions.community import gather_community
from bot.actions.leaving import leave
from bot.actions.lookups import setting_of
from bot.actions.profiling import change_answers, choose, show_profile, topics_of, wish_for, wish_in_words
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.notices import CheckInQuestion, DmsClosed, HeardBack, Introduction, PairGreeting
from bot.domain.particulars import Aspect, Particulars, Reach, Topic, Wish
from bot.domain.steps import StepKind
from bot.store import particulars
from tests.actions.world import GUILD, PEOPLE, PROGRAM, World

ANA, BO = PEOPLE[:2]


async def say(world: World, person, **more) -> None:
    async with world.store.write() as tx:
        await particulars.save(tx, Particulars(guild_id=GUILD, member_id=person.id, **more))


async def tell(world: World, topic: Topic, *chosen: str):
    return await choose(
        world.house, guild_id=GUILD, member_id=ANA.id, program_id=PROGRAM, topic=topic, chosen=chosen, now=world.now
    )


async def seeker_of(world: World, round_id, person):
    async with world.store.read() as tx:
        community = await gather_community(world.house, tx, await setting_of(world.house, tx, round_id))
    return next(seeker for seeker in community.seekers if seeker.id == person.id)


async def told_in(world: World, notice, person) -> list[int]:
    """The channels in which the person was told this."""
    places = []
    for message in world.courier.messages:
        to = message.to
        mine = getattr(to, "member_id", None) == person.id or person.id in getattr(to, "mentions", ())
        if isinstance(message.notice, notice) and mine:
            places.append(message.place.channel_id)
    return places


async def test_solver_is_told_what_the_profile_says_in_words_of_this_program(world):
    round_id = await world.enrol()
    await say(
        world,
        ANA,
        sector="academic",
        career_stage="of-another-program",
        offers=("strategy", "of-another-program"),
        seeks=("technology",),
        wishes=(Wish.SAME_SECTOR, Wish.DIFFERENT_REGION),
        hours=(8, 9, 10),
    )
    seeker = await seeker_of(world, round_id, ANA)
    assert (seeker.sector, seeker.career_stage) == ("academic", "")
    assert (seeker.offers, seeker.seeks) == ({"strategy"}, {"technology"})
    assert seeker.wishes == {Wish.SAME_SECTOR, Wish.DIFFERENT_REGION}
    # Nairobi is three hours ahead.
    assert {hour for hour in range(24) if seeker.waking >> hour & 1} == {5, 6, 7}


@pytest.mark.parametrize(
    ("words", "hoped"),
    [
        ("Somebody from a SCHOOL, who knows open access and research!", {"school", "open-access"}),
        ("National or state library, please", {"national"}),
        ("Somebody who went to Technologyville", set()),
        ("", set()),
    ],
)
async def test_wishes_in_own_words_that_name_a_choice_reach_the_solver(world, words, hoped):
    round_id = await world.enrol()
    await say(world, ANA, wish_words=words)
    assert (await seeker_of(world, round_id, ANA)).hopes == hoped


async def test_new_partner_in_mid_round_is_whom_the_wish_in_own_words_names(world):
    """The reserve holds three who fit alike, but for what is hoped for."""
    round_id = await world.run(PEOPLE[:2])
    await say(world, ANA, wish_words="I would like to meet a school.")
    await leave(world.house, guild_id=GUILD, member_id=BO.id, round_id=round_id, now=world.now)
    for person in PEOPLE[2:5]:
        await world.join(person, round_id)
    await say(world, PEOPLE[4], sector="school")
    await world.play()
    assert (await world.pair_of(round_id, ANA)).members == (ANA.id, PEOPLE[4].id)


async def test_hours_too_few_for_any_partner_are_not_held_against_the_person(world):
    round_id = await world.enrol()
    said_nothing = await seeker_of(world, round_id, ANA)
    await say(world, ANA, hours=(3,))
    assert (await seeker_of(world, round_id, ANA)).waking == said_nothing.waking != 0


async def test_who_reads_in_the_thread_is_greeted_and_asked_there_alone(world):
    round_id = await world.enrol(PEOPLE[:2])
    await say(world, ANA, reach=Reach.THREAD)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    thread = (await world.pair_of(round_id, ANA)).thread_id
    assert await told_in(world, PairGreeting, ANA) == [thread]
    assert await told_in(world, Introduction, ANA) == await told_in(world, DmsClosed, ANA) == []
    assert await told_in(world, CheckInQuestion, ANA) == [thread]
    assert thread not in await told_in(world, CheckInQuestion, BO)


async def test_who_reads_in_both_gets_check_ins_twice_and_each_once(world):
    round_id = await world.enrol(PEOPLE[:2])
    await say(world, ANA, reach=Reach.BOTH)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    thread = (await world.pair_of(round_id, ANA)).thread_id
    places = await told_in(world, CheckInQuestion, ANA)
    assert len(places) == 2
    assert places.count(thread) == 1
    assert len(await told_in(world, Introduction, ANA)) == 1


async def test_closed_dms_override_what_was_chosen(world):
    round_id = await world.enrol(PEOPLE[:2])
    await say(world, ANA, reach=Reach.DM)
    world.courier.closed.add(ANA.id)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    thread = (await world.pair_of(round_id, ANA)).thread_id
    assert await told_in(world, CheckInQuestion, ANA) == [thread]


async def test_partner_is_introduced_with_what_the_profile_says(world):
    round_id = await world.enrol(PEOPLE[:2])
    await say(world, ANA, sector="academic", offers=("strategy",), wish_words="Somebody patient")
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.START_ROUND))
    to_bo = next(
        m.notice for m in world.courier.messages if isinstance(m.notice, Introduction) and m.to.member_id == BO.id
    )
    card = to_bo.partners[0]
    assert (card.sector, card.offers, card.hopes) == (
        "University or college library",
        ("Planning and strategy",),
        "Somebody patient",
    )


@pytest.mark.parametrize(
    ("topic", "chosen"),
    [
        (Topic.SECTOR, ("moon",)),
        (Topic.SECTOR, ("public", "academic")),
        (Topic.CAREER_STAGE, ("public",)),
        (Topic.OFFERS, ("strategy", "moon")),
        (Topic.HOURS, ("9",)),
        (Topic.HOURS, ("25",)),
        (Topic.REACH, ("pigeon",)),
        (Topic.WISHES, ("same_sector",)),
    ],
)
async def test_choice_that_is_not_offered_is_refused(world, topic, chosen):
    await world.enrol()
    with pytest.raises(RuleError, match="unknown_choice"):
        await tell(world, topic, *chosen)


async def test_wish_about_something_else_is_refused(world):
    await world.enrol()
    with pytest.raises(RuleError, match="unknown_choice"):
        await wish_for(
            world.house,
            guild_id=GUILD,
            member_id=ANA.id,
            program_id=PROGRAM,
            aspect=Aspect.SECTOR,
            wish=Wish.SAME_REGION,
            now=world.now,
        )


async def test_choices_of_other_programs_stay_when_these_change(world):
    await world.enrol()
    await say(world, ANA, offers=("elsewhere", "public"), seeks=("elsewhere",))
    mine = await tell(world, Topic.OFFERS, "technology", "strategy")
    assert mine.said.offers == ("strategy", "technology", "elsewhere")
    assert (await tell(world, Topic.SEEKS)).said.seeks == ("elsewhere",)


async def test_words_of_a_wish_are_kept_within_their_limit(world):
    await world.enrol()
    mine = await wish_in_words(
        world.house, guild_id=GUILD, member_id=ANA.id, program_id=PROGRAM, words=f"  {'ü' * 300} ", now=world.now
    )
    assert mine.said.wish_words == "ü" * 200


async def test_answers_changed_keep_a_zone_of_the_country_and_interests_of_other_programs(world):
    await world.enrol()
    answers = Answers(
        name="Ana", locale="en", country="Kenya", languages="Swahili", interests=("school",), consent=Consent.QUOTE
    )
    mine = await change_answers(
        world.house, guild_id=GUILD, member_id=ANA.id, program_id=PROGRAM, answers=answers, now=world.now
    )
    assert (mine.profile.zone, mine.profile.languages, mine.profile.interests) == (
        "Africa/Nairobi",
        ("sw",),
        ("school",),
    )


async def test_profile_before_joining_is_none(world):
    await world.add()
    with pytest.raises(RuleError, match="no_profile_yet"):
        await show_profile(world.house, guild_id=GUILD, member_id=ANA.id, program_id=PROGRAM, now=world.now)


def test_topics_without_choices_are_not_asked(short):
    program = next(iter(short.values()))
    assert topics_of(program) == tuple(Topic)
    assert Topic.SECTOR not in topics_of(replace(program, sectors={}))


async def test_writer_who_reads_in_both_hears_back_in_both(world):
    round_id = await world.enrol(PEOPLE[:4])
    await say(world, ANA, reach=Reach.BOTH)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 1))
    await world.write(ANA, round_id, 1, "We read aloud every morning.")
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2))
    await world.approve_summaries(round_id)
    thread = (await world.pair_of(round_id, ANA)).thread_id
    assert sorted(await told_in(world, HeardBack, ANA))[1:] == [thread]
