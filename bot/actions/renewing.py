"""A kept summary as it may be said now."""

from dataclasses import replace

from bot.actions.gathering import gather_words
from bot.actions.lookups import Setting
from bot.actions.who_met import count_who_met
from bot.domain.approval import KeptSummary
from bot.domain.summary import Summary
from bot.domain.summary_repair import bring_up_to_date
from bot.store import Tx


async def renew_summary(tx: Tx, found: Setting, kept: KeptSummary) -> Summary:
    """The summary as its replies are now, and that of a round with who met by its end, counted anew."""
    words = await gather_words(tx, found, kept.prompt_number)
    partners = await count_who_met(tx, found, kept.prompt_number, kept.made_at)
    return replace(bring_up_to_date(kept.summary, words), partners=partners)
