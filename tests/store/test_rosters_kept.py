import pytest

from bot.domain.roster import Attempts
from bot.store import rosters

ANSWERS = {"country": "Kenya", "interests": ["maps"]}
FIRST = ("code one", "address one", "name one", ANSWERS)


@pytest.fixture
async def entry(tx, a_round):
    await rosters.add(tx, a_round.id, [FIRST])
    return await rosters.of_code(tx, 1, "code one")


async def test_salt_of_a_roster_stays_as_it_was_set_first(tx, a_round):
    assert await rosters.salt_of(tx, a_round.id) is None
    await rosters.set_salt(tx, a_round.id, "first")
    await rosters.set_salt(tx, a_round.id, "second")
    assert await rosters.salt_of(tx, a_round.id) == "first"


async def test_code_is_known_in_its_own_guild_only(tx, entry):
    assert (entry.answers, entry.email_digest, entry.name_digest) == (ANSWERS, "address one", "name one")
    assert (entry.member_id, entry.used_at) == (None, None)
    assert await rosters.of_code(tx, 2, "code one") is None
    assert await rosters.of_code(tx, 1, "code two") is None


async def test_code_is_used_once_and_its_answers_are_gone(tx, a_round, entry, at):
    assert await rosters.use(tx, entry.id, 3, at())
    assert not await rosters.use(tx, entry.id, 4, at(1))
    (used,) = await rosters.of_round(tx, a_round.id)
    assert (used.member_id, used.used_at, used.answers) == (3, at(), {})
    assert await rosters.of_member(tx, 1, 3) == [used]
    assert await rosters.of_member(tx, 2, 3) == []


async def test_code_that_was_used_is_neither_changed_nor_renewed(tx, entry, at):
    await rosters.use(tx, entry.id, 3, at())
    await rosters.change_answers(tx, entry.id, {"country": "Peru"})
    await rosters.renew_code(tx, entry.id, "code two")
    assert (await rosters.of_code(tx, 1, "code one")).answers == {}


async def test_code_that_is_renewed_replaces_the_former_one(tx, entry):
    await rosters.change_answers(tx, entry.id, {"country": "Peru"})
    await rosters.renew_code(tx, entry.id, "code two")
    assert await rosters.of_code(tx, 1, "code one") is None
    assert (await rosters.of_code(tx, 1, "code two")).answers == {"country": "Peru"}


async def test_roster_that_is_forgotten_leaves_nothing(tx, a_round, entry):
    await rosters.set_salt(tx, a_round.id, "first")
    await rosters.forget(tx, a_round.id)
    assert await rosters.of_round(tx, a_round.id) == []
    assert await rosters.salt_of(tx, a_round.id) is None


async def test_wrong_codes_are_counted_and_forgotten_after_an_hour(tx, at):
    assert await rosters.attempts_of(tx, 1, 3) is None
    await rosters.count_attempt(tx, 1, 3, Attempts(wrong=1, since=at()))
    await rosters.count_attempt(tx, 1, 3, Attempts(wrong=2, since=at()))
    assert await rosters.attempts_of(tx, 1, 3) == Attempts(wrong=2, since=at())
    await rosters.count_attempt(tx, 1, 4, Attempts(wrong=1, since=at(1)))
    assert await rosters.attempts_of(tx, 1, 3) is None
