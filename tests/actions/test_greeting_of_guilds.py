"""A guild to which the bot has come is greeted once, where it may write, and where nobody has begun already."""

import pytest

from bot.actions.greeting import GuildSeen, greet_guilds
from bot.actions.ports import Refusal, Undeliverable
from bot.domain.ids import ChannelId, GuildId
from bot.domain.notices import DeskNote, Greeting
from bot.domain.setup import Setup
from bot.domain.steps import Outcome
from bot.store import setups, steps
from tests.actions.world import GUILD

WELCOME = ChannelId(70)
SEEN = GuildSeen(guild_id=GUILD, channel_id=WELCOME, locale="pt-BR")


async def greet(world, *seen):
    await greet_guilds(world.house, seen or (SEEN,), world.now)
    await world.play(world.later(days=10))


async def test_guild_with_nothing_set_up_is_greeted_once_whatever_comes(world):
    for _ in range(2):
        await greet(world)
        await world.restart()
    (greeting,) = world.courier.told(Greeting)
    assert (greeting.to.channel_id, greeting.to.locale) == (WELCOME, "pt-BR")


async def test_guilds_are_greeted_each_in_its_channel(world):
    await greet(world, SEEN, GuildSeen(guild_id=GuildId(2), channel_id=ChannelId(71), locale="en"))
    assert [each.to.channel_id for each in world.courier.told(Greeting)] == [WELCOME, 71]


async def test_guild_that_hosts_a_program_is_not_greeted(world):
    await world.add()
    await greet(world)
    assert not world.courier.told(Greeting)


async def test_guild_where_setting_up_has_begun_is_not_greeted(world):
    async with world.store.write() as tx:
        await setups.save(tx, Setup(guild_id=GUILD))
    await greet(world)
    assert not world.courier.told(Greeting)


async def test_program_that_is_hosted_meanwhile_makes_the_greeting_needless(world):
    await greet_guilds(world.house, [SEEN], world.now)
    await world.add()
    await world.play()
    assert not world.courier.told(Greeting)


async def test_guild_in_which_the_bot_may_write_nowhere_is_greeted_at_a_later_start(world, caplog):
    await greet(world, GuildSeen(guild_id=GUILD, channel_id=None, locale="en"))
    assert "guild 1 is not greeted" in caplog.text
    await greet(world)
    assert len(world.courier.told(Greeting)) == 1


@pytest.mark.parametrize(
    ("refusal", "outcome"),
    [
        (Refusal.GONE, Outcome.GONE),
        (Refusal.FORBIDDEN, Outcome.FORBIDDEN),
        (Refusal.INVALID, Outcome.REFUSED),
    ],
)
async def test_greeting_that_is_refused_ends_and_there_is_no_desk_to_tell(world, refusal, outcome):
    world.courier.refusing[WELCOME] = Undeliverable(refusal, place=WELCOME)
    await greet(world)
    async with world.store.read() as tx:
        step = await steps.find(tx, f"guild:{GUILD}/greet_guild")
    assert step.outcome is outcome
    assert not world.courier.told(DeskNote)


async def test_greeting_whose_answer_was_lost_is_looked_for_before_it_is_sent_again(world):
    world.courier.fail_once(Greeting, stored=True)
    await greet(world)
    assert len(world.courier.told(Greeting)) == 1
