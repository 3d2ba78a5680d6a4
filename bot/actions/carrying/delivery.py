"""Takes an errand to its end exactly once: who may have sent before looks before sending again."""

from dataclasses import replace
from datetime import datetime

from bot.actions.carrying.aftermath import as_sent
from bot.actions.carrying.errands import Errand, Letter, OpenPairThread, OpenThread, PinUp, Rewrite
from bot.actions.carrying.refusals import lacking_in, tell_organisers
from bot.actions.ports import Courier, House, Sent, ToMember, Undeliverable
from bot.domain.notices import SummaryPost
from bot.domain.steps import Step
from bot.store import profiles, steps

ATTACH_FILES = "Attach Files"
"""The permission, as Discord names it in English."""


async def deliver(house: House, courier: Courier, step: Step, errand: Errand, now: datetime) -> Sent | None:
    """The errand is done and stands at the place returned; None where the step belongs to somebody else by now.

    A summary whose charts may not be attached goes out without them, and the organisers are told once.
    """
    try:
        return await _carry(house, courier, step, errand)
    except Undeliverable as refused:
        plain = _without_charts(errand)
        if plain is None or refused.missing != ATTACH_FILES:
            raise
        sent = await _carry(house, courier, step, plain)
        async with house.store.write() as tx:
            about = lacking_in(step, refused.missing, refused.place)
            await tell_organisers(tx, step, "no_charts", now, about=about, place=refused.place)
        return sent


def _without_charts(errand: Errand) -> Errand | None:
    if isinstance(errand, Letter | Rewrite) and isinstance(errand.notice, SummaryPost) and errand.notice.pictured:
        return replace(errand, notice=replace(errand.notice, pictured=False))
    return None


async def _carry(house: House, courier: Courier, step: Step, errand: Errand) -> Sent | None:
    match errand:
        case Letter():
            return await _post(house, courier, step, errand)
        case Rewrite(place=place, to=to, notice=notice, token=token):
            await courier.edit(place, to, notice, token=token)
            return place
        case PinUp(place=place):
            await courier.pin(place)
            return place
        case OpenThread(place=place, name=name):
            return as_sent(await courier.open_thread(place, name=name))
        case OpenPairThread():
            return await _open_pair_thread(house, courier, step, errand)


async def _post(house: House, courier: Courier, step: Step, letter: Letter) -> Sent | None:
    if step.runs > 1 and step.first_tried_at is not None:
        found = await courier.find(letter.to, token=step.token, since=_earliest(step, step.first_tried_at))
        if found is not None:
            return found
    if not await _is_still_mine(house, step):
        return None
    sent = await courier.send(letter.to, letter.notice, token=step.token)
    await _remember_dm(house, letter, sent)
    return sent


async def _open_pair_thread(house: House, courier: Courier, step: Step, errand: OpenPairThread) -> Sent | None:
    if not await _is_still_mine(house, step):
        return None
    return as_sent(
        await courier.open_pair_thread(
            errand.channel_id, name=errand.name, members=errand.members, tried_before=step.runs > 1
        )
    )


async def _is_still_mine(house: House, step: Step) -> bool:
    """A process that was frozen and wakes late is no longer the one that may send."""
    async with house.store.read() as tx:
        return await steps.is_still_mine(tx, step)


def _earliest(step: Step, first_tried_at: datetime) -> datetime:
    return min(step.due_at, first_tried_at)


async def _remember_dm(house: House, letter: Letter, sent: Sent) -> None:
    """The channel of a DM is kept, so that it need not be opened again."""
    to = letter.to
    if isinstance(to, ToMember) and to.channel_id != sent.channel_id:
        async with house.store.write() as tx:
            await profiles.set_dm(tx, to.guild_id, to.member_id, channel_id=sent.channel_id, closed=False)
