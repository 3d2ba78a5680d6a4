"""The menu, the invitation to join, the welcome."""

from bot.actions.carrying.addressing import to_channel, to_member
from bot.actions.carrying.errands import Composed, Desk, Letter, PinUp, Rewrite, place_of
from bot.actions.planning import dates_of, key_of
from bot.domain.hosting import HostedProgram
from bot.domain.ids import MemberId
from bot.domain.notices import Enrolment, EnrolmentOpen, InvitedFirst, Menu, PlaceFree, Welcome
from bot.domain.program import Program
from bot.domain.round import JOINABLE, Phase
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import Tx, participants, places, rosters, steps

_ENROLMENT = {Phase.ENROLLING: Enrolment.OPEN, Phase.PAIRING: Enrolment.RESERVE, Phase.RUNNING: Enrolment.RESERVE}
"""What one can join in which phase; in all others nothing any more."""


def menu_of(hosted: HostedProgram, program: Program) -> Menu:
    """The menu of the program as its files describe it now."""
    return Menu(program_id=hosted.id, title=program.title, description=program.description)


async def find_menu(tx: Tx, hosted: HostedProgram) -> Step | None:
    """The step that posted the menu in the program's channel."""
    return await steps.find(tx, key_of(hosted.id, "menu", StepKind.POST_MENU, f"channel:{hosted.channel_id}"))


async def menu(desk: Desk) -> Composed:
    """The message with everything a participant may want."""
    return Letter(to=to_channel(desk), notice=menu_of(desk.hosted, desk.program))


async def pin_menu(desk: Desk) -> Composed:
    """The menu is to be pinned."""
    place = place_of(await find_menu(desk.tx, desk.hosted))
    return PinUp(place=place) if place else Outcome.NOT_NEEDED


async def update_menu(desk: Desk) -> Composed:
    """The pinned menu is to say what it says now, and to have the buttons it has now."""
    posted = await find_menu(desk.tx, desk.hosted)
    place = place_of(posted)
    if posted is None or place is None:
        return Outcome.NOT_NEEDED
    return Rewrite(place=place, to=to_channel(desk), notice=menu_of(desk.hosted, desk.program), token=posted.token)


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
