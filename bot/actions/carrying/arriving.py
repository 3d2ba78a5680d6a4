"""What a guild reads when the bot has come, and once something was set up."""

from bot.actions.carrying.errands import Composed, Letter, Rewrite, place_of
from bot.actions.greeting import greeted
from bot.actions.ports import House, ToChannel
from bot.domain.ids import ChannelId, GuildId
from bot.domain.notices import Greeting
from bot.domain.steps import Outcome, Step
from bot.store import Tx, programs


async def greeting(tx: Tx, step: Step) -> Composed:
    """Who the bot is and how one begins, unless somebody has begun meanwhile."""
    if await programs.in_guild(tx, GuildId(step.subject_id or 0)):
        return Outcome.NOT_NEEDED
    to = ToChannel(channel_id=step.channel_id or ChannelId(0), locale=step.words or "")
    return Letter(to=to, notice=Greeting())


async def greeting_set_up(house: House, tx: Tx, step: Step) -> Composed:
    """The greeting says what takes place in the guild, and no longer asks organisers to begin."""
    greeting = await greeted(tx, GuildId(step.subject_id or 0))
    place = place_of(greeting)
    hosted = await programs.in_guild(tx, GuildId(step.subject_id or 0))
    set_up = tuple((house.programs[each.slug].title, each.channel_id) for each in hosted if each.slug in house.programs)
    if greeting is None or place is None or not set_up:
        return Outcome.NOT_NEEDED
    to = ToChannel(channel_id=place.channel_id, locale=greeting.words or "")
    return Rewrite(place=place, to=to, notice=Greeting(set_up=set_up), token=greeting.token)
