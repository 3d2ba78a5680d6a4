"""A private thread of one's own, for who takes no DMs: there they read what no partner may, or where there is none."""

from bot.actions.carrying.addressing import own_room_of
from bot.actions.carrying.errands import Composed, Desk, OpenPairThread
from bot.actions.lookups import Setting, names_of
from bot.actions.planning import plan_step
from bot.domain.harmless import one_line
from bot.domain.ids import MemberId
from bot.domain.round import Phase
from bot.domain.steps import NewStep, Outcome, Step, StepKind
from bot.store import pairs, participants

TOLD_THERE = (
    StepKind.TELL_PARTNER_LEFT,
    StepKind.TELL_WAITING,
    StepKind.TELL_INACTIVE,
    StepKind.NUDGE,
    StepKind.OFFER_PARTNER,
    StepKind.TELL_BACK,
)
"""What people must hear although they take no DMs, and cannot hear in the thread with their partner."""
_LONGEST_NAME = 60


def own_room_step(found: Setting, step: Step) -> NewStep | None:
    """The step that opens a room for whom this one could not reach, unless they have one by then."""
    if step.kind not in TOLD_THERE or step.outcome is not Outcome.DMS_CLOSED or step.recipient_id is None:
        return None
    at = step.done_at or step.due_at
    about = (f"member:{step.recipient_id}", f"for:{step.id}")
    return plan_step(
        found.round, StepKind.OPEN_HELP_ROOM, at, *about, recipient_id=step.recipient_id, pair_id=step.pair_id
    )


def told_there_step(found: Setting, step: Step, opened: Step) -> NewStep | None:
    """What could not be said before the room was opened, to be said there."""
    if step.recipient_id != opened.recipient_id or step.outcome is not Outcome.DMS_CLOSED:
        return None
    return plan_step(
        found.round,
        step.kind,
        opened.due_at,
        f"room:{step.id}",
        recipient_id=step.recipient_id,
        pair_id=step.pair_id,
        subject_id=step.subject_id,
    )


async def own_room(desk: Desk) -> Composed:
    """The room, where the person takes part and has found no other partner meanwhile, in whose thread they are greeted.

    One is enough for a round.
    """
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    paired = await pairs.find_of(desk.tx, found.round.id, member_id)
    if part is None or not part.takes_part() or found.round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    if (paired is not None and paired.id != desk.step.pair_id) or await own_room_of(desk, member_id):
        return Outcome.NOT_NEEDED
    name = one_line("".join(await names_of(desk.tx, desk.hosted.guild_id, [member_id])))[:_LONGEST_NAME]
    ending = f" · {found.round.name} ·{desk.step.id}"
    return OpenPairThread(channel_id=desk.hosted.channel_id, name=name + ending, members=(member_id,))
