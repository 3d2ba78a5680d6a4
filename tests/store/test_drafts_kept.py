from datetime import timedelta

from bot.domain.ids import GuildId, MemberId
from bot.store import drafts
from bot.store.drafts import KEPT_FOR

GUILD, ANA, BEN = GuildId(1), MemberId(5), MemberId(6)
PARTS = {"text": "ä" * 4_000, "interests": ["a", "b"]}


async def test_draft_is_of_one_person_and_one_form(tx, at):
    await drafts.save(tx, GUILD, ANA, "reply:1:2", PARTS, at())
    assert await drafts.find(tx, GUILD, ANA, "reply:1:2") == PARTS
    for other in ((GUILD, BEN, "reply:1:2"), (GUILD, ANA, "reply:1:3"), (GuildId(2), ANA, "reply:1:2")):
        assert await drafts.find(tx, *other) is None


async def test_draft_saved_again_is_renewed_and_dropped_is_gone(tx, at):
    await drafts.save(tx, GUILD, ANA, "join:1", PARTS, at())
    await drafts.save(tx, GUILD, ANA, "join:1", {"text": "new"}, at(1))
    assert await drafts.find(tx, GUILD, ANA, "join:1") == {"text": "new"}
    await drafts.drop(tx, GUILD, ANA, "join:1")
    await drafts.drop(tx, GUILD, ANA, "join:1")
    assert await drafts.find(tx, GUILD, ANA, "join:1") is None


async def test_old_drafts_are_forgotten_when_another_is_saved(tx, at):
    await drafts.save(tx, GUILD, ANA, "join:1", PARTS, at() - KEPT_FOR - timedelta(seconds=1))
    await drafts.save(tx, GUILD, BEN, "join:1", PARTS, at())
    assert await drafts.find(tx, GUILD, ANA, "join:1") is None
    assert await drafts.find(tx, GUILD, BEN, "join:1") == PARTS


async def test_erased_person_has_no_drafts(tx, at):
    await drafts.save(tx, GUILD, ANA, "join:1", PARTS, at())
    await drafts.erase(tx, GUILD, ANA)
    assert await drafts.find(tx, GUILD, ANA, "join:1") is None
