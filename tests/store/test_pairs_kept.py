from dataclasses import replace
from datetime import date

import pytest

from bot.domain.partnership import CheckIn, CheckInAnswer, Pair, Shared
from bot.store import check_ins, pairs

BOOKS = Shared(languages=("en", "fr"), interests=("books",), hours=9, met_before=True)


@pytest.fixture
async def pair(tx, a_round, at):
    return await pairs.add(tx, round_id=a_round.id, members=(5, 3), shared=BOOKS, approved_at=at(), joined_at=at())


async def test_pair_added_is_read_back_whole(tx, pair, a_round, at):
    expected = Pair(id=pair.id, round_id=a_round.id, members=(3, 5), shared=BOOKS, approved_at=at())
    assert pair == expected == await pairs.get(tx, pair.id)
    assert await pairs.find_of(tx, a_round.id, 5) == expected


async def test_pair_that_is_absent_is_a_lookup_error(tx):
    with pytest.raises(LookupError):
        await pairs.get(tx, 77)


async def test_draft_replaced_leaves_approved_pairs_and_uses_no_id_again(tx, pair, a_round):
    old = await pairs.replace_draft(tx, a_round.id, [((1, 2), Shared()), ((6, 7), Shared())])
    new = await pairs.replace_draft(tx, a_round.id, [((7, 2, 1), BOOKS)])
    assert await pairs.of_round(tx, a_round.id) == [pair, *new]
    assert (new[0].members, new[0].shared, new[0].approved_at) == ((1, 2, 7), BOOKS, None)
    assert new[0].id > max(each.id for each in old)


async def test_draft_replaced_by_nothing_is_no_draft(tx, a_round):
    await pairs.replace_draft(tx, a_round.id, [((1, 2), Shared())])
    assert await pairs.replace_draft(tx, a_round.id, []) == []
    assert await pairs.of_round(tx, a_round.id) == []


async def test_draft_of_another_round_stays(tx, add_round):
    one, other = await add_round(tx, "2026A"), await add_round(tx, "2026B")
    kept = await pairs.replace_draft(tx, other.id, [((1, 2), Shared())])
    await pairs.replace_draft(tx, one.id, [((1, 2), Shared())])
    assert await pairs.of_round(tx, other.id) == kept


async def test_nobody_is_in_a_draft_until_it_is_approved(tx, a_round, at):
    drafted = await pairs.replace_draft(tx, a_round.id, [((1, 2), BOOKS), ((3, 4), BOOKS)])
    assert await pairs.find_of(tx, a_round.id, 1) is None
    assert await pairs.approve(tx, a_round.id, at(1)) == 2
    assert await pairs.approve(tx, a_round.id, at(2)) == 0
    assert await pairs.find_of(tx, a_round.id, 1) == replace(drafted[0], approved_at=at(1))


async def test_pair_that_ended_is_found_only_when_asked_for(tx, pair, a_round, at):
    await pairs.end(tx, pair.id, at(1))
    await pairs.end(tx, pair.id, at(2))
    ended = replace(pair, ended_at=at(1))
    assert await pairs.of_round(tx, a_round.id) == []
    assert await pairs.of_round(tx, a_round.id, active_only=False) == [ended] == [await pairs.get(tx, pair.id)]
    assert await pairs.find_of(tx, a_round.id, 3) is None


async def test_member_joins_and_all_share_anew(tx, pair, a_round, at):
    for _ in range(2):
        await pairs.add_member(tx, pair.id, 1, Shared(hours=2), at(1))
    trio = replace(pair, members=(1, 3, 5), shared=Shared(hours=2))
    assert await pairs.get(tx, pair.id) == trio == await pairs.find_of(tx, a_round.id, 1)


async def test_member_who_left_is_in_it_no_more_and_may_come_back(tx, pair, a_round, at):
    await pairs.remove_member(tx, pair.id, 3, at(1))
    assert (await pairs.get(tx, pair.id)).members == (5,)
    assert await pairs.find_of(tx, a_round.id, 3) is None
    await pairs.add_member(tx, pair.id, 3, BOOKS, at(2))
    assert await pairs.find_of(tx, a_round.id, 3) == pair


async def test_pair_that_all_left_is_read_without_members(tx, pair, at):
    for member in (3, 5):
        await pairs.remove_member(tx, pair.id, member, at(1))
    assert await pairs.get(tx, pair.id) == replace(pair, members=())


async def test_thread_is_remembered(tx, pair):
    await pairs.set_thread(tx, pair.id, 2**60)
    assert (await pairs.get(tx, pair.id)).thread_id == 2**60


async def test_history_holds_all_who_were_ever_together_by_start_of_round(tx, add_round, at):
    late, early = await add_round(tx, "late", date(2026, 9, 1)), await add_round(tx, "early", date(2026, 1, 1))
    elsewhere = await add_round(tx, guild=2)
    for each, members in ((late, (1, 2)), (early, (3, 4)), (elsewhere, (5, 6))):
        kept = await pairs.add(tx, round_id=each.id, members=members, shared=Shared(), approved_at=at(), joined_at=at())
        await pairs.remove_member(tx, kept.id, members[0], at(1))
        await pairs.add_member(tx, kept.id, 9, Shared(), at(1))
        await pairs.end(tx, kept.id, at(2))
    await pairs.replace_draft(tx, late.id, [((7, 8), Shared())])
    assert await pairs.history(tx, late.program_id) == [(early.id, (3, 4, 9)), (late.id, (1, 2, 9))]


async def test_activity_counts_and_keeps_the_latest_instant(tx, pair, at):
    assert await pairs.activity(tx, pair.id) == {}
    for member, hours in ((3, 1), (3, 7), (3, 4), (99, 5)):
        await pairs.note_activity(tx, pair.id, member, at(hours))
    assert await pairs.activity(tx, pair.id) == {3: (3, at(7))}


async def test_check_in_answered_again_is_the_newer_answer(tx, pair, a_round, at):
    first = CheckIn(
        round_id=a_round.id,
        prompt_number=2,
        pair_id=pair.id,
        member_id=3,
        answer=CheckInAnswer.NOT_YET,
        answered_at=at(),
    )
    newer = replace(first, answer=CheckInAnswer.YES, answered_at=at(1))
    others = [replace(first, prompt_number=1), replace(first, member_id=5)]
    for each in (first, newer, *others):
        await check_ins.answer(tx, each)
    assert await check_ins.of_round(tx, a_round.id) == [others[0], newer, others[1]]
