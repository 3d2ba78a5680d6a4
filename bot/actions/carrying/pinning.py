"""The menu and the panel: posted, pinned, and edited when they are to say something else."""

from bot.actions.carrying.errands import Composed, Desk, Letter, PinUp, Rewrite, place_of
from bot.actions.pinned import DELETED, PINNED_BY, Pinned
from bot.actions.ports import ToChannel
from bot.domain.notices import Notice
from bot.domain.steps import Outcome


async def post(desk: Desk) -> Composed:
    """The message, where it belongs now."""
    pinned = PINNED_BY[desk.step.kind]
    return Letter(to=_where(desk, pinned), notice=await _notice(desk, pinned))


async def pin(desk: Desk) -> Composed:
    """The message is to be pinned."""
    place = place_of(await PINNED_BY[desk.step.kind].find(desk.tx, desk.hosted))
    return PinUp(place=place) if place else Outcome.NOT_NEEDED


async def update(desk: Desk) -> Composed:
    """The message is to say what it says now and to have the buttons it has now, if it does not already."""
    pinned = PINNED_BY[desk.step.kind]
    posted = await pinned.find(desk.tx, desk.hosted)
    place = place_of(posted)
    if posted is None or place is None or posted.words == DELETED:
        return Outcome.NOT_NEEDED
    notice = await _notice(desk, pinned)
    mark = desk.house.mark_of(notice, desk.hosted.locale)
    if mark and mark == posted.words:
        return Outcome.NOT_NEEDED
    return Rewrite(place=place, to=_where(desk, pinned), notice=notice, token=posted.token)


def _where(desk: Desk, pinned: Pinned) -> ToChannel:
    return ToChannel(channel_id=pinned.channel_of(desk.hosted), locale=desk.hosted.locale)


async def _notice(desk: Desk, pinned: Pinned) -> Notice:
    return await pinned.write(desk.tx, desk.hosted, desk.program, desk.now)
