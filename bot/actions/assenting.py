"""Members of the server say of a published theme that they agree, and take it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.actions.gathering import gather_words
from bot.actions.lookups import Setting
from bot.actions.planning import milliseconds, plan_step
from bot.actions.ports import House
from bot.actions.summarising import summary_in
from bot.domain.approval import KeptSummary
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, SummaryId
from bot.domain.steps import StepKind
from bot.domain.words import people_of
from bot.store import Tx, assents, steps

GATHERED = timedelta(minutes=2)
"""How long taps are gathered before the message is edited once for all of them."""


class Assent(StrEnum):
    """What came of a tap."""

    AGREES = "agrees"
    TAKEN_BACK = "taken_back"
    WROTE = "wrote"
    """They wrote in the theme, and count there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assented:
    """What came of a tap, and on which theme."""

    what: Assent
    label: str
    people: int
    """Who wrote in the theme."""
    agree: int
    """Who says now that they agree, and did not write in it."""


async def tap_theme(
    house: House, *, guild_id: GuildId, summary_id: SummaryId, theme: int, member_id: MemberId, now: datetime
) -> Assented:
    """The person agrees with the published theme of this number, or no longer if they did; the message follows soon.

    Who wrote in the theme is not counted twice.

    Raises:
        RuleError: `no_summary_yet`, also where it is not public; `theme_is_gone`.
    """
    async with house.store.write() as tx:
        found, kept = await summary_in(house, tx, guild_id, summary_id)
        if kept.published_at is None:
            raise RuleError("no_summary_yet")
        tapped = next((each for each in kept.summary.themes if each.number == theme), None)
        if tapped is None:
            raise RuleError("theme_is_gone")
        words = await gather_words(tx, found, kept.prompt_number)
        writers = people_of(each for each in words if each.reply_id in {*tapped.reply_ids})
        what = await _toggle(tx, kept, theme, member_id, member_id in writers, now)
        agreeing = (await assents.of_summary(tx, summary_id)).get(theme, frozenset[MemberId]())
        if what is not Assent.WROTE:
            await _plan_edit(tx, found, kept, now)
    house.wake()
    return Assented(what=what, label=tapped.label, people=tapped.people, agree=len(agreeing - writers))


async def _toggle(tx: Tx, kept: KeptSummary, theme: int, member_id: MemberId, wrote: bool, now: datetime) -> Assent:
    if wrote:
        return Assent.WROTE
    if await assents.drop(tx, kept.id, theme, member_id):
        return Assent.TAKEN_BACK
    await assents.add(tx, kept.id, theme, member_id, now)
    return Assent.AGREES


async def _plan_edit(tx: Tx, found: Setting, kept: KeptSummary, now: datetime) -> None:
    """The message is edited once for all taps of some minutes; an edit that was not begun will tell of this one too."""
    if await steps.is_waiting(tx, found.round.id, StepKind.UPDATE_SUMMARY, kept.id):
        return
    at = now + GATHERED
    about = (f"summary:{kept.id}", f"agreed:{milliseconds(at)}")
    edit = plan_step(found.round, StepKind.UPDATE_SUMMARY, at, *about, subject_id=kept.id)
    await steps.plan(tx, [edit])
