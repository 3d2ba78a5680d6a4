"""The invitation to join, and the welcome."""

from bot.actions.carrying.addressing import to_channel, to_member
from bot.actions.carrying.errands import Composed, Desk, Letter, Rewrite, place_of
from bot.actions.planning import dates_of, key_of
from bot.domain.ids import MemberId
from bot.domain.notices import Enrolment, EnrolmentOpen, InvitedFirst, PlaceFree, Welcome
from bot.domain.round import JOINABLE, Phase
from bot.domain.steps import Outcome, StepKind
from bot.store import participants, places, rosters, steps

_ENROLMENT = {Phase.ENROLLING: Enrolment.OPEN, Phase.PAIRING: Enrolment.RESERVE, Phase.RUNNING: Enrolment.RESERVE}
"""What one can join in which phase; in all others nothing any more."""


async def invitation(desk: Desk) -> Composed:
    """The invitation to join the round."""
    found = await desk.setting()
    if found.round.phase not in JOINABLE:
        return Outcome.NOT_NEEDED
    return Letter(to=to_channel(desk), notice=await _invitation(desk))


async def _invitation(desk: Desk) -> EnrolmentOpen:
    found = await desk.setting()
    dates = await dates_of(desk.tx, found.round.id)
    return EnrolmentOpen(
        round_id=found.round.id,
        title=found.program.title,
        description=found.program.description,
        prompts=len(dates.prompts),
        closes_at=dates.enrolment_closes_at,
        starts_at=dates.starts_at,
        ends_at=dates.closes_at,
        code_of_conduct=found.program.code_of_conduct,
        enrolment=_ENROLMENT.get(found.round.phase, Enrolment.ENDED),
        places=found.program.places.total,
        country_places=found.program.places.country_places(),
        has_roster=await rosters.salt_of(desk.tx, found.round.id) is not None,
    )


async def invitation_over(desk: Desk) -> Composed:
    """The invitation says now that one joins the reserve, or that the round is over."""
    found = await desk.setting()
    post = await steps.find(desk.tx, key_of(desk.hosted.id, found.round.name, StepKind.POST_ENROLMENT))
    place = place_of(post)
    if post is None or place is None:
        return Outcome.NOT_NEEDED
    return Rewrite(place=place, to=to_channel(desk), notice=await _invitation(desk), token=post.token)


async def welcome(desk: Desk) -> Composed:
    """A welcome to who joined, which opens the DM channel early."""
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    number = await places.number_on_list(desk.tx, found.round.id, member_id)
    to = await to_member(desk, member_id)
    if not (number or (part is not None and part.takes_part())):
        return Outcome.NOT_NEEDED
    if to is None:
        return Outcome.DMS_CLOSED
    dates = await dates_of(desk.tx, found.round.id)
    notice = Welcome(
        round_id=found.round.id,
        title=found.program.title,
        starts_at=dates.starts_at,
        in_reserve=found.round.phase is not Phase.ENROLLING,
        wait_list_number=number,
    )
    return Letter(to=to, notice=notice)


async def place_free(desk: Desk) -> Composed:
    """To who was on the wait-list: a place is free, and it is theirs."""
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    if part is None or not part.takes_part() or found.round.phase not in JOINABLE:
        return Outcome.NOT_NEEDED
    to = await to_member(desk, member_id)
    starts_at = (await dates_of(desk.tx, found.round.id)).starts_at
    notice = PlaceFree(round_id=found.round.id, title=found.program.title, starts_at=starts_at)
    return Letter(to=to, notice=notice) if to else Outcome.DMS_CLOSED


async def invited_first(desk: Desk) -> Composed:
    """To who was left on the wait-list of the round before: the next round is open, and they may come first."""
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    listed = await places.number_on_list(desk.tx, found.round.id, member_id)
    if found.round.phase is not Phase.ENROLLING or listed or (part is not None and part.takes_part()):
        return Outcome.NOT_NEEDED
    to = await to_member(desk, member_id)
    held_until = (await places.held(desk.tx, found.round.id)).get(member_id)
    notice = InvitedFirst(
        round_id=found.round.id,
        title=found.program.title,
        closes_at=(await dates_of(desk.tx, found.round.id)).enrolment_closes_at,
        held_until=held_until if held_until is not None and held_until > desk.now else None,
    )
    return Letter(to=to, notice=notice) if to else Outcome.DMS_CLOSED
