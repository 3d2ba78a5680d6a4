from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import RuleError
from bot.domain.hosting import HostedProgram
from bot.domain.round import Phase, Round
from bot.store import programs, rounds


async def test_program_added_is_read_back_whole(tx, add_program, at):
    added = await add_program(tx)
    expected = HostedProgram(
        id=added.id,
        guild_id=1,
        slug="library",
        channel_id=10,
        desk_channel_id=11,
        zone="Europe/Berlin",
        locale="en",
        added_by=900,
        added_at=at(),
    )
    assert added == expected == await programs.get(tx, added.id) == await programs.find(tx, 1, "library")


async def test_program_added_again_moves_and_keeps_who_added_it(tx, add_program, at):
    first = await add_program(tx)
    again = await programs.add(
        tx,
        guild_id=1,
        slug="library",
        channel_id=20,
        desk_channel_id=21,
        zone="Asia/Tokyo",
        locale="ja",
        added_by=7,
        added_at=at(5),
    )
    assert again == replace(first, channel_id=20, desk_channel_id=21, zone="Asia/Tokyo", locale="ja")
    assert await programs.every(tx) == [again]


async def test_programs_are_listed_by_guild(tx, add_program):
    one, other, elsewhere = await add_program(tx), await add_program(tx, "coffee"), await add_program(tx, guild=2)
    assert await programs.in_guild(tx, 1) == [one, other]
    assert await programs.in_guild(tx, 2) == [elsewhere]
    assert await programs.every(tx) == [one, other, elsewhere]
    assert await programs.find(tx, 2, "coffee") is None


async def test_program_that_is_absent_is_a_lookup_error(tx):
    with pytest.raises(LookupError):
        await programs.get(tx, 77)


async def test_round_added_is_planned_and_read_back_whole(tx, a_round, at):
    expected = Round(
        id=a_round.id,
        program_id=a_round.program_id,
        name="2026A",
        phase=Phase.PLANNED,
        starts_on=date(2026, 3, 2),
        zone="Europe/Berlin",
        seed=2**62,
        prompt_numbers=(1, 2, 3),
        created_by=900,
        created_at=at(),
    )
    assert a_round == expected == await rounds.get(tx, a_round.id)
    assert await rounds.find(tx, a_round.program_id, "2026A") == expected
    assert await rounds.find(tx, a_round.program_id, "2026B") is None


async def test_round_of_a_known_name_is_refused(tx, a_round, add_round):
    with pytest.raises(RuleError) as refused:
        await add_round(tx)
    assert (refused.value.key, refused.value.fields) == ("round_exists", {"round": "2026A"})
    assert await rounds.of_program(tx, a_round.program_id) == [a_round]


async def test_rounds_are_listed_by_start(tx, add_round):
    late = await add_round(tx, "late", date(2026, 9, 1))
    early = await add_round(tx, "early", date(2026, 2, 1))
    same_day = await add_round(tx, "same day", date(2026, 9, 1))
    assert await rounds.of_program(tx, late.program_id) == [early, late, same_day]


async def test_save_phase_changes_the_phase_alone(tx, a_round):
    await rounds.save_phase(tx, replace(a_round, phase=Phase.ENROLLING, name="other"))
    assert await rounds.get(tx, a_round.id) == replace(a_round, phase=Phase.ENROLLING)


async def test_round_that_is_absent_is_a_lookup_error(tx):
    with pytest.raises(LookupError):
        await rounds.get(tx, 77)
