"""Summaries as members read them, page by page."""

from bot.actions.lookups import setting_of
from bot.actions.ports import House
from bot.actions.summarising import SummaryView, show_summary
from bot.actions.value_names import names_of_values
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, SummaryId
from bot.store import summaries


async def read_summary(house: House, *, guild_id: GuildId, summary_id: SummaryId, moderates: bool) -> SummaryView:
    """The summary as it is public; moderators also read drafts, as their replies are now.

    Raises:
        RuleError: `no_summary_yet`, also for a draft that somebody else asks for.
    """
    async with house.store.read() as tx:
        try:
            kept = await summaries.get(tx, summary_id)
        except LookupError:
            raise RuleError("no_summary_yet") from None
        found = await setting_of(house, tx, kept.round_id)
    is_draft = kept.approved_at is None
    if found.hosted.guild_id != guild_id or (is_draft and not moderates):
        raise RuleError("no_summary_yet")
    if is_draft:
        return await show_summary(house, guild_id=guild_id, summary_id=summary_id)
    return SummaryView(kept=kept, round_name=found.round.name, names=names_of_values(house, found.program))
