"""A guild to which the bot has come is greeted once, where it may write, and where nobody has begun already."""

import pytest
from sqlalchemy import delete

from bot.actions.greeting import GuildSeen, greet_guilds
from bot.actions.ports import Refusal, Undeliverable
from bot.actions.taking_up import take_up_programs
from bot.domain.ids import ChannelId, GuildId
from bot.domain.notices import DeskNote, Greeting
from bot.domain.setup import Setup
from bot.domain.steps import Outcome, StepKind
from bot.store import setups, steps
from bot.store.tables import STEP
from tests.actions.world import CHANNEL, GUILD

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


def set_up(world):
    (greeting,) = world.courier.told(Greeting)
    return greeting.notice.set_up


async def test_greeting_says_what_was_set_up_since(world):
    await greet(world)
    assert set_up(world) == ()
    await world.add()
    await world.play()
    assert set_up(world) == (("Library leadership", CHANNEL),)
    (greeting,) = world.courier.told(Greeting)
    assert (greeting.to.channel_id, greeting.to.locale) == (WELCOME, "pt-BR")


async def test_greeting_of_a_version_before_says_so_after_the_next_start_and_is_edited_once(world):
    await greet(world)
    await world.add()
    async with world.store.write() as tx:
        await tx.execute(delete(STEP).where(STEP.c.kind == StepKind.UPDATE_GREETING))
    for _ in range(2):
        await take_up_programs(world.house, world.now)
        await world.play()
    assert set_up(world) == (("Library leadership", CHANNEL),)
    assert [method for method, about in world.courier.calls if isinstance(about, Greeting)] == ["send", "edit"]


async def test_greeting_that_people_deleted_is_left_in_peace(world):
    await greet(world)
    world.courier.upset(
        lambda: Undeliverable(Refusal.DELETED, place=WELCOME),
        times=99,
        on=lambda method, about: method == "edit" and isinstance(about, Greeting),
    )
    await world.add()
    await world.play()
    assert not world.courier.told(DeskNote)
    assert world.rows("select outcome from due_step where kind = 'update_greeting'") == [("gone",)]
