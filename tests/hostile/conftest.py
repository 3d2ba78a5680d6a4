"""Two servers: in the first a round runs with two pairs and a guest; the second belongs to somebody hostile."""

from types import SimpleNamespace

import discord
import pytest
from sqlalchemy import select

from bot.store import pairs
from bot.store.columns import METADATA
from tests.frontend.interactions.beginnings import gone_once
from tests.frontend.interactions.conftest import (  # noqa: F401 - fixtures
    SECOND_PROMPT,
    clock,
    env,
    house,
    migrated,
    programs,
    store,
    town,
)

SECRET = "Our library lends garden tools, and nobody but us knows."


class Square(SimpleNamespace):
    """The people of the first server, and `mallory` who organises the second, with a channel of hers."""

    async def kept(self):
        """Every row of every table, but for drafts of forms, which belong to who filled them in."""
        async with self.town.store.read() as tx:
            return {
                table.name: [tuple(row) for row in await tx.execute(select(table).order_by(*table.primary_key))]
                for table in METADATA.sorted_tables
                if table.name != "draft"
            }

    def messages(self):
        """All that stands anywhere and is not for one person's eyes alone."""
        everywhere = self.town.env.backend.messages.values()
        return [message for there in everywhere for message in there.values() if message.visible_to(0)]

    def pinged(self):
        """Who was pinged by the bot, and how often."""
        bot = self.town.env.bot.user.id
        mine = [each for each in self.messages() if each.author_id == bot and each.type in (0, 19)]
        assert not any(each.mention_everyone or each.ping_role_ids for each in mine)
        return sorted(user for each in mine for user in each.ping_user_ids)


@pytest.fixture
async def square(town):  # noqa: F811
    ana, ben, cara, dora = (town.member(name) for name in ("ana", "ben", "cara", "dora"))
    await begin(town, ana, ben, cara, dora)
    async with town.store.read() as tx:
        pair = await pairs.find_of(tx, 1, ana.id)
    # Whoever the pairing chose: the partner of ana is called ben here.
    partner = next(each for each in (ben, cara, dora) if each.id in pair.members)
    others = [each for each in (ben, cara, dora) if each is not partner]
    other = town.env.create_guild("Elsewhere")
    all_power = other.create_role("All", permissions=discord.Permissions.all())
    mallory = other.add_member(town.env.create_user("mallory"), roles=[all_power])
    return Square(
        town=town,
        ana=ana,
        ben=partner,
        cara=others[0],
        dora=others[1],
        pair=pair.id,
        eve=town.member("eve"),
        mallory=mallory,
        elsewhere=other.create_text_channel("lair"),
    )


@gone_once
async def begin(town, ana, *others):  # noqa: F811
    """The round runs, ana has written her secret, and the next prompt is open."""
    await town.start_round(ana, *others)
    await write(town, ana, SECRET, consent="quote")
    await town.run(SECOND_PROMPT)


async def write(place, member, words, **more):
    """The member hands in the form of the newest prompt."""
    form = await member.click(place.prompt, label="Write my reply")
    return await member.submit_modal(form, {"text": words, **more})
