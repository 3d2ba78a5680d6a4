from sqlalchemy import select

from bot.domain.case import CaseKind
from bot.domain.consent import Consent
from bot.domain.participant import Profile
from bot.domain.particulars import Particulars
from bot.domain.partnership import CheckIn, CheckInAnswer, Shared
from bot.domain.reply import Source
from bot.domain.roster import Attempts
from bot.domain.steps import NewStep, StepKind
from bot.domain.summary import Summary
from bot.domain.words import figures_of
from bot.store import (
    apart,
    assents,
    cases,
    check_ins,
    erasure,
    pairs,
    participants,
    particulars,
    places,
    profiles,
    programs,
    replies,
    rosters,
    steps,
    summaries,
)
from bot.store.replies import NewAuthor
from bot.store.tables import APART, METADATA

PERSON, PARTNER = 123_456_789, 4


async def _live(tx, a_round, guild, source_id, at):
    """The person leaves traces in every table that can hold them; return their pair."""
    await profiles.save(tx, Profile(guild_id=guild, member_id=PERSON, name="Aya Secret", locale="ja"))
    await particulars.save(tx, Particulars(guild_id=guild, member_id=PERSON, wish_words="Secret wish"))
    await participants.join(tx, a_round.id, PERSON, at())
    pair = await pairs.add(
        tx, round_id=a_round.id, members=(PERSON, PARTNER), shared=Shared(), approved_at=at(), joined_at=at()
    )
    await check_ins.answer(
        tx,
        CheckIn(
            round_id=a_round.id,
            prompt_number=1,
            pair_id=pair.id,
            member_id=PERSON,
            answer=CheckInAnswer.YES,
            answered_at=at(),
        ),
    )
    author = NewAuthor(member_id=PERSON, name="Aya Secret", guest=False, consent=Consent.QUOTE, confirmed_at=at())
    await replies.add(
        tx,
        round_id=a_round.id,
        prompt_number=1,
        source=Source.FORM,
        source_id=source_id,
        text="Secret words",
        said_at=at(),
        authors=[author],
    )
    await cases.add(
        tx,
        guild_id=guild,
        program_id=a_round.program_id,
        round_id=a_round.id,
        member_id=PERSON,
        kind=CaseKind.QUESTION,
        words="Secret case",
        opened_at=at(),
    )
    await steps.plan(
        tx,
        [
            NewStep(
                key=f"{a_round.program_id}/2026A/welcome/member:{PERSON}",
                kind=StepKind.WELCOME,
                due_at=at(),
                program_id=a_round.program_id,
                round_id=a_round.id,
                recipient_id=PERSON,
                words="Secret note",
            ),
            NewStep(
                key=f"{a_round.program_id}/2026A/tell_partner_left/left:{PERSON}/member:{PARTNER}",
                kind=StepKind.TELL_PARTNER_LEFT,
                due_at=at(),
                program_id=a_round.program_id,
                round_id=a_round.id,
                recipient_id=PARTNER,
                subject_id=PERSON,
            ),
            NewStep(
                key=f"{a_round.program_id}/desk/partner_silent/from:{PERSON}",
                kind=StepKind.TELL_DESK,
                due_at=at(),
                program_id=a_round.program_id,
                round_id=a_round.id,
                words=f'{{"name": "<@{PERSON}>", "partner": "<@{PARTNER}>"}}',
            ),
        ],
    )
    await apart.keep(tx, guild, PERSON, 77, at())
    await places.wait(tx, a_round.id, PERSON, at())
    await places.hold(tx, a_round.id, [PERSON], at())
    await rosters.add(tx, a_round.id, [(f"code {guild}", None, None, {"country": "Secret"})])
    entry = await rosters.of_code(tx, guild, f"code {guild}")
    await rosters.use(tx, entry.id, PERSON, at())
    await rosters.count_attempt(tx, guild, PERSON, Attempts(wrong=1, since=at()))
    words = Summary(round_name="2026A", prompt_number=1, title="", made_at=at(), reply_ids=(), figures=figures_of([]))
    kept = await summaries.save_draft(tx, round_id=a_round.id, prompt_number=1, summary=words, made_at=at())
    await assents.add(tx, kept.id, 1, PERSON, at())
    return pair


async def _everything(tx, a_round):
    """All rows that name the round."""
    scoped = [each for each in METADATA.sorted_tables if "round_id" in each.c]
    agreeing = [await assents.of_summary(tx, each.id) for each in await summaries.of_round(tx, a_round.id)]
    return [agreeing, *[(await tx.execute(select(each).where(each.c.round_id == a_round.id))).all() for each in scoped]]


async def test_person_erased_is_nowhere_in_the_guild(tx, add_round, at):
    a_round = await add_round(tx)
    pair = await _live(tx, a_round, 1, 500, at)
    nobody = await erasure.erase_person(tx, 1, PERSON, at(1))
    for table in METADATA.sorted_tables:
        if table is not APART:
            rows = str((await tx.execute(select(table))).all())
            assert str(PERSON) not in rows, table.name
            assert "Secret" not in rows, table.name
    assert nobody < 0
    assert await profiles.find(tx, 1, PERSON) is None
    assert await cases.open_in(tx, 1) == []
    assert (await pairs.get(tx, pair.id)).members == (PARTNER,)
    (kept,) = await summaries.of_round(tx, a_round.id)
    assert await assents.of_summary(tx, kept.id) == {1: {nobody}}
    assert await pairs.history(tx, a_round.program_id) == [(a_round.id, (nobody, PARTNER))]
    assert (await participants.find(tx, a_round.id, nobody)).left_at == at(1)
    assert [each.authors[0].member_id for each in await replies.of_prompt(tx, a_round.id, 1)] == [nobody]


async def test_steps_that_mention_a_person_erased_still_wait_for_others(tx, add_round, at):
    a_round = await add_round(tx)
    await _live(tx, a_round, 1, 500, at)
    nobody = await erasure.erase_person(tx, 1, PERSON, at(1))
    told = await steps.find(tx, f"{a_round.program_id}/2026A/tell_partner_left/left:{nobody}/member:{PARTNER}")
    assert (told.recipient_id, told.subject_id, told.outcome) == (PARTNER, nobody, None)
    note = await steps.find(tx, f"{a_round.program_id}/desk/partner_silent/from:{nobody}")
    assert (note.words, note.outcome) == (f'{{"name": "<@{nobody}>", "partner": "<@{PARTNER}>"}}', None)


async def test_steps_of_people_with_an_alike_id_stay_as_they_are(tx, add_round, at):
    a_round = await add_round(tx)
    await _live(tx, a_round, 1, 500, at)
    before = await _everything(tx, a_round)
    await erasure.erase_person(tx, 1, int(str(PERSON)[:-1]), at(1))
    await erasure.erase_person(tx, 1, int(str(PERSON)[1:]), at(1))
    assert await _everything(tx, a_round) == before


async def test_person_erased_stays_kept_apart(tx, add_round, at):
    await _live(tx, await add_round(tx), 1, 500, at)
    await erasure.erase_person(tx, 1, PERSON, at(1))
    assert await apart.of_guild(tx, 1) == {frozenset({PERSON, 77})}


async def test_person_erased_in_one_guild_stays_in_another(tx, add_round, at):
    here, there = await add_round(tx), await add_round(tx, guild=2)
    await _live(tx, here, 1, 500, at)
    await _live(tx, there, 2, 600, at)
    before = await _everything(tx, there)
    await erasure.erase_person(tx, 1, PERSON, at(1))
    assert await _everything(tx, there) == before
    assert (await profiles.find(tx, 2, PERSON)).name == "Aya Secret"


async def test_person_erased_twice_or_unknown_changes_nothing(tx, add_round, at):
    a_round = await add_round(tx)
    await _live(tx, a_round, 1, 500, at)
    await erasure.erase_person(tx, 1, PERSON, at(1))
    before = await _everything(tx, a_round)
    await erasure.erase_person(tx, 1, PERSON, at(2))
    assert await _everything(tx, a_round) == before


async def test_organiser_erased_is_not_named_as_who_added_things(tx, add_round, at):
    a_round = await add_round(tx)
    nobody = await erasure.erase_person(tx, 1, 900, at())
    assert (await programs.get(tx, a_round.program_id)).added_by == nobody


async def test_person_who_joins_again_begins_anew(tx, add_round, at):
    a_round = await add_round(tx)
    await _live(tx, a_round, 1, 500, at)
    await erasure.erase_person(tx, 1, PERSON, at(1))
    assert await participants.join(tx, a_round.id, PERSON, at(2))
    assert [each.member_id for each in await participants.without_partner(tx, a_round.id)] == [PERSON]
