"""What a guild reads when the bot has come."""

from bot.actions.carrying.errands import Composed, Letter
from bot.actions.ports import ToChannel
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
