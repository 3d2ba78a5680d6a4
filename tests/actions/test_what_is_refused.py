"""Every refusal of every action, and that what was asked twice ends the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.actions import (
    asking,
    changing_replies,
    checking_in,
    joining,
    leaving,
    lookups,
    managing_rounds,
    own_data,
    pair_replies,
    pairing_rounds,
    replying,
    summarising,
    taking_along,
)
from bot.domain.case import CaseKind
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, ProgramId, ReplyId, RoundId, SummaryId
from bot.domain.partnership import CheckInAnswer
from bot.domain.round import Phase
from bot.domain.steps import StepKind
from tests.actions.world import CHANNEL, GUILD, ORGANISER, PEOPLE, PROGRAM, STARTS_ON, World, writer_of

ANA, BO, CY = PEOPLE[:3]
ELSEWHERE = GuildId(2)


def refused(key: str):
    return pytest.raises(RuleError, check=lambda error: error.key == key)


def as_ana(world: World, **more):
    return {"house": world.house, "guild_id": GUILD, "member_id": ANA.id, **more}


@pytest.mark.parametrize(
    ("country", "languages", "key"),
    [
        ("Narnia", "English", "country_unknown"),
        ("Keneya", "English", "country_unclear"),
        ("Kenya", "Klingonish", "languages_unknown"),
        ("Kenya", "", "languages_unknown"),
    ],
)
async def test_form_that_is_not_understood_is_refused_before_anything_is_kept(world, country, languages, key):
    round_id = await world.enrol(())
    with refused(key):
        await world.join(replace(ANA, country=country, languages=languages), round_id)
    assert world.rows("SELECT count(*) FROM participant") == [(0,)]


async def test_country_without_a_zone_of_its_own_can_be_joined_from(world):
    round_id = await world.enrol(())
    joined = await world.join(replace(ANA, country="Bouvet Island"), round_id)
    assert (joined.profile.zone, joined.zones) == (None, ())
    await world.join(BO, round_id)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.START_ROUND))
    assert await world.pair_of(round_id, ANA)


async def test_zone_is_chosen_among_those_of_the_country(world):
    round_id = await world.enrol(())
    with refused("not_joined"):
        await joining.choose_zone(**as_ana(world, zone="Africa/Nairobi", now=world.now))
    joined = await world.join(replace(ANA, country="Brazil"), round_id)
    assert "America/Manaus" in joined.zones
    await joining.choose_zone(**as_ana(world, zone="America/Manaus", now=world.now))
    with refused("unknown_zone"):
        await joining.choose_zone(**as_ana(world, zone="Europe/Berlin", now=world.now))
    again = await world.join(replace(ANA, country="Brazil", interests=("public", "no-such")), round_id)
    assert (again.was_in, again.profile.zone, again.profile.interests) == (True, "America/Manaus", ("public",))


async def test_round_can_be_joined_from_enrolment_to_its_end(world):
    await world.add()
    round_id = await world.create()
    with refused("enrolment_not_open"):
        await joining.show_join_form(**as_ana(world, round_id=round_id))
    with refused("no_round"):
        await joining.show_join_form(**as_ana(world, round_id=RoundId(99)))
    with refused("no_round"):
        await joining.show_join_form(**as_ana(world, round_id=round_id) | {"guild_id": ELSEWHERE})
    await world.play(await world.due(round_id, StepKind.OPEN_ENROLMENT))
    await world.join(ANA, round_id)
    form = await joining.show_join_form(**as_ana(world, round_id=round_id))
    assert (form.profile.name, form.title) == ("Ana", "Library leadership")
    await managing_rounds.cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
    with refused("round_is_over"):
        await world.join(BO, round_id)


async def test_who_does_not_take_part_can_neither_leave_nor_be_away_nor_answer(world):
    round_id = await world.run((ANA, BO))
    pair = await world.pair_of(round_id, ANA)
    nobody = as_ana(world) | {"member_id": CY.id}
    check_in = {"round_id": round_id, "pair_id": pair.id, "prompt_number": 1, "answer": CheckInAnswer.YES}
    with refused("not_joined"):
        await leaving.leave(**nobody, round_id=round_id, now=world.now)
    with refused("not_joined"):
        await leaving.go_away(**nobody, program_id=PROGRAM, days=3, now=world.now)
    with refused("not_joined"):
        await checking_in.answer_check_in(**nobody, **check_in, now=world.now)
    with refused("not_joined"):
        await asking.keep_apart(**nobody, round_id=round_id, now=world.now)
    with refused("not_your_pair"):
        await checking_in.answer_check_in(**as_ana(world), **check_in | {"pair_id": PairId(99)}, now=world.now)
    with refused("no_program"):
        await leaving.go_away(**as_ana(world), program_id=ProgramId(9), days=3, now=world.now)
    with refused("no_program"):
        await own_data.show_partner(**as_ana(world), program_id=ProgramId(9))
    with refused("no_round"):
        await asking.ask_for_help(
            **as_ana(world), round_id=RoundId(99), kind=CaseKind.QUESTION, words="Hello?", now=world.now
        )
    await leaving.leave(**as_ana(world), round_id=round_id, now=world.now)
    with refused("not_joined"):
        await leaving.leave(**as_ana(world), round_id=round_id, now=world.now)
    await managing_rounds.cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
    with refused("round_is_over"):
        await checking_in.answer_check_in(**as_ana(world), **check_in, now=world.now)


async def test_prompt_takes_replies_from_its_opening_on(world):
    round_id = await world.start((ANA, BO))
    asked = as_ana(world, round_id=round_id, prompt_number=1)
    with refused("prompt_not_open"):
        await replying.show_reply_form(**asked)
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 1))
    assert (await replying.show_reply_form(**asked)).prompt.number == 1
    for number in (2, 99):
        with refused("prompt_not_open"):
            await world.write(ANA, round_id, number, "Hello")
    with refused("no_round"):
        await world.write(ANA, RoundId(99), 1, "Hello")
    await managing_rounds.cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
    with refused("round_is_over"):
        await replying.show_reply_form(**asked)


async def test_reply_belongs_to_its_authors(world):
    round_id = await world.run((ANA, BO, CY, PEOPLE[3]))
    reply_id = (await world.write(BO, round_id, 1, "Mine.")).reply_id
    for mine in (reply_id, ReplyId(99)):
        with refused("no_reply"):
            await changing_replies.withdraw_reply(**as_ana(world), reply_id=mine, now=world.now)
    with refused("no_reply"):
        await pair_replies.confirm_pair_reply(**as_ana(world), reply_id=reply_id, now=world.now)
    pair = await world.pair_of(round_id, ANA)
    stranger = next(person for person in (BO, CY, PEOPLE[3]) if person.id not in pair.members)
    form = replying.HandedIn(
        writer=writer_of(stranger),
        round_id=round_id,
        prompt_number=1,
        text="Ours.",
        consent=Consent.QUOTE,
        interaction_id=1,
        said_at=world.now,
    )
    with refused("not_your_pair"):
        await pair_replies.draft_pair_reply(world.house, form, pair_id=pair.id, now=world.now)


async def test_program_is_added_where_it_can_work(world):
    with refused("no_such_program"):
        await world.add("no-such")
    with refused("desk_is_public"):
        await world.add(desk_channel_id=CHANNEL)
    for zone in ("Mars/Olympus", "", "../etc"):
        if zone:
            with refused("unknown_zone"):
                await world.add(zone=zone)
    with refused("no_program"):
        await world.create()
    await world.add()
    async with world.store.read() as tx:
        with refused("no_round"):
            await lookups.current_round(tx, PROGRAM)
    with refused("no_round"):
        await asking.round_to_ask_about(**as_ana(world), program_id=PROGRAM)


async def test_round_is_made_once_and_not_too_soon(world):
    await world.add()
    for text in ("soon", "2026-13-01"):
        with refused("not_a_date"):
            managing_rounds.read_date(text)
    with refused("starts_too_soon"):
        await world.create(date(2026, 1, 28))
    round_id = await world.create(managing_rounds.read_date(" 2026-03-02 "))
    with refused("round_under_way"):
        await world.create(STARTS_ON)
    assert [each.name for each in await world.rounds()] == ["2026A"]
    current = await managing_rounds.current_round_of(world.house, guild_id=GUILD, slug=None)
    assert current.id == round_id
    assert await asking.round_to_ask_about(**as_ana(world), program_id=PROGRAM) == round_id


async def test_program_must_be_named_where_there_are_several(make_world, programs):
    world = await make_world(programs)
    await world.add("library-leadership")
    await world.add("weekly-coffee")
    with refused("which_program"):
        await managing_rounds.show_round(world.house, guild_id=GUILD, slug=None)
    assert (await managing_rounds.show_round(world.house, guild_id=GUILD, slug="weekly-coffee")).round.name


async def test_cancelled_round_stays_cancelled_and_a_published_one_cannot_be(world):
    round_id = await world.enrol(())
    for _ in range(2):
        cancelled = await managing_rounds.cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
        assert cancelled.phase is Phase.CANCELLED
    await world.play()
    assert len(world.notes("round_cancelled")) == 1
    again = await world.create(STARTS_ON + timedelta(weeks=4))
    await world.play(await world.due(again, StepKind.CLOSE_ROUND) + timedelta(hours=1))
    with refused("round_phase"):
        await managing_rounds.cancel_round(world.house, guild_id=GUILD, round_id=again, now=world.now)


async def test_pairing_is_approved_once_it_is_there(world):
    round_id = await world.enrol(PEOPLE[:4])
    with refused("no_pairing_yet"):
        await world.approve(round_id)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    view = await world.approve(round_id)
    assert view.approved
    assert await world.approve(round_id) == view
    with refused("no_round"):
        await pairing_rounds.show_pairing(world.house, guild_id=ELSEWHERE, round_id=round_id)


async def test_draft_of_a_round_that_was_cancelled_cannot_be_approved(world):
    round_id = await world.enrol(PEOPLE[:4])
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await managing_rounds.cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
    with refused("round_phase"):
        await world.approve(round_id)


async def test_summary_is_shown_only_where_there_is_one(world):
    await world.run((ANA, BO))
    asked = {"guild_id": GUILD, "summary_id": SummaryId(1)}
    with refused("no_summary_yet"):
        await summarising.show_summary(world.house, **asked)
    with refused("no_summary_yet"):
        await summarising.approve_summary(world.house, **asked, by=ORGANISER, now=world.now)
    with refused("no_summary_yet"):
        await summarising.list_latest_summaries(world.house, guild_id=GUILD, slug=None, drafts_only=False)


async def test_summary_of_another_server_is_none(world):
    round_id = await world.run((ANA, BO))
    await world.write(ANA, round_id, 1, "Monday is quiet.")
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2))
    (kept,) = await world.summaries(round_id)
    with refused("no_summary_yet"):
        await summarising.show_summary(world.house, guild_id=ELSEWHERE, summary_id=kept.id)


async def test_consent_of_a_stranger_is_remembered_for_later(world):
    await asking.choose_consent(
        world.house,
        guild_id=GUILD,
        member_id=MemberId(700),
        name="Zed",
        locale="de",
        consent=Consent.QUOTE,
        now=world.now,
    )
    data = await taking_along.show_data(world.house, guild_id=GUILD, member_id=MemberId(700))
    assert data.profile.consent is Consent.QUOTE
