import pytest

from bot.domain.ruling import Ruling, RulingKind
from bot.store import rulings
from bot.store.erasure import erase_person


@pytest.fixture
def rule(a_round, at):
    def make(kind, one, other=None, hours=0):
        lower, higher = sorted((one, other or one))
        return Ruling(
            round_id=a_round.id, kind=kind, lower_id=lower, higher_id=higher, ruled_by=900, ruled_at=at(hours)
        )

    return make


async def test_rulings_are_read_back_in_the_order_in_which_they_were_given(tx, a_round, rule):
    given = [rule(RulingKind.OUT, 9), rule(RulingKind.KEEP, 2, 1, hours=1), rule(RulingKind.APART, 3, 4, hours=2)]
    await rulings.replace(tx, a_round.id, given[::-1])
    assert await rulings.of_round(tx, a_round.id) == tuple(given)


async def test_rulings_replaced_are_gone(tx, a_round, rule):
    await rulings.replace(tx, a_round.id, [rule(RulingKind.KEEP, 1, 2)])
    out = rule(RulingKind.OUT, 1, hours=1)
    await rulings.replace(tx, a_round.id, [out])
    assert await rulings.of_round(tx, a_round.id) == (out,)
    await rulings.replace(tx, a_round.id, [])
    assert await rulings.of_round(tx, a_round.id) == ()


async def test_kept_apart_once_is_apart_in_every_round_of_the_program(tx, a_round, add_round, rule):
    await rulings.replace(tx, a_round.id, [rule(RulingKind.APART, 8, 7), rule(RulingKind.KEEP, 1, 2)])
    later = await add_round(tx, "2026B")
    assert await rulings.apart_elsewhere(tx, later.program_id, later.id) == {frozenset({7, 8})}
    assert await rulings.apart_elsewhere(tx, later.program_id, a_round.id) == set()
    assert await rulings.of_round(tx, later.id) == ()


async def test_erased_person_is_in_no_ruling_but_stays_apart(tx, a_round, rule, at):
    apart = rule(RulingKind.APART, 1, 2)
    await rulings.replace(tx, a_round.id, [apart, rule(RulingKind.KEEP, 1, 3), rule(RulingKind.OUT, 4)])
    await erase_person(tx, 1, 1, at(5))
    assert [each.kind for each in await rulings.of_round(tx, a_round.id)] == [RulingKind.APART, RulingKind.OUT]
    nobody = await erase_person(tx, 1, 900, at(6))
    assert {each.ruled_by for each in await rulings.of_round(tx, a_round.id)} == {nobody}
