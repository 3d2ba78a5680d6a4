"""A private thread of one's own, for who takes no DMs and is in no pair: nobody is dropped without a word."""

from bot.actions.carrying.errands import Composed, Desk, OpenPairThread
from bot.actions.lookups import Setting, names_of
from bot.actions.planning import plan_step
from bot.domain.harmless import one_line
from bot.domain.ids import MemberId
from bot.domain.round import Phase
from bot.domain.steps import NewStep, Outcome, Step, StepKind
from bot.store import pairs, participants

TOLD_THERE = (StepKind.TELL_PARTNER_LEFT, StepKind.TELL_WAITING, StepKind.TELL_INACTIVE)
"""What people must hear although they take no DMs, when they have no thread with a partner."""
_LONGEST_NAME = 60


def own_room_step(found: Setting, step: Step) -> NewStep | None:
    """The step that opens a room for whom this one could not reach; once in a round."""
    if step.kind not in TOLD_THERE or step.outcome is not Outcome.DMS_CLOSED or step.recipient_id is None:
        return None
    at = step.done_at or step.due_at
    return plan_step(
        found.round, StepKind.OPEN_HELP_ROOM, at, f"member:{step.recipient_id}", recipient_id=step.recipient_id
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
    """The room, where the person takes part and has found no partner meanwhile, in whose thread they are greeted."""
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    paired = await pairs.find_of(desk.tx, found.round.id, member_id)
    if part is None or not part.takes_part() or paired is not None or found.round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    name = one_line("".join(await names_of(desk.tx, desk.hosted.guild_id, [member_id])))[:_LONGEST_NAME]
    ending = f" · {found.round.name} ·{desk.step.id}"
    return OpenPairThread(channel_id=desk.hosted.channel_id, name=name + ending, members=(member_id,))
