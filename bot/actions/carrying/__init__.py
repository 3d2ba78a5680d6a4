"""Steps that take one thing to one place: what each kind carries, composed from what is stored at that moment."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.actions.carrying import (
    agreeing,
    arriving,
    casework,
    ending,
    enrolling,
    pairing,
    pinning,
    prompting,
    replying,
    returning,
    summing_up,
)
from bot.actions.carrying.addressing import thread_of
from bot.actions.carrying.errands import Composed, Desk, Letter, desk_for, is_called_off
from bot.actions.pinned import EVERY
from bot.actions.ports import House
from bot.domain.ids import MemberId, StepId
from bot.domain.notices import CheckInQuestion
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import Tx, steps


async def compose(house: House, tx: Tx, step: Step, now: datetime) -> Composed:
    """What the step has to carry now; or, where that is nothing any more, what becomes of it."""
    if step.kind is StepKind.GREET_GUILD:
        return await arriving.greeting(tx, step)
    if step.kind is StepKind.UPDATE_GREETING:
        return await arriving.greeting_set_up(house, tx, step)
    desk = await desk_for(house, tx, step, now)
    return Outcome.NOT_NEEDED if await is_called_off(desk) else await COMPOSERS[step.kind](desk)


async def copy(desk: Desk) -> Composed:
    """What went out by DM, in the pair's thread too, for who wants to read it in both."""
    original = await steps.get(desk.tx, StepId(desk.step.subject_id or 0))
    composed = await COMPOSERS[original.kind](replace(desk, step=original))
    thread = await thread_of(desk, desk.step.recipient_id or MemberId(0))
    if not isinstance(composed, Letter) or thread is None:
        return Outcome.NOT_NEEDED
    # What a pair writes in its thread is never kept, so that nobody is invited to reply there.
    notice = (
        replace(composed.notice, in_thread=True) if isinstance(composed.notice, CheckInQuestion) else composed.notice
    )
    return replace(composed, to=thread, notice=notice)


COMPOSERS: Mapping[StepKind, Callable[[Desk], Awaitable[Composed]]] = {
    **{each.post: pinning.post for each in EVERY},
    **{each.pin: pinning.pin for each in EVERY},
    **{each.update: pinning.update for each in EVERY},
    StepKind.POST_ENROLMENT: enrolling.invitation,
    StepKind.END_ENROLMENT: enrolling.invitation_over,
    StepKind.WELCOME: enrolling.welcome,
    StepKind.TELL_PLACE: enrolling.place_free,
    StepKind.INVITE_FIRST: enrolling.invited_first,
    StepKind.OPEN_PAIR_THREAD: pairing.pair_thread,
    StepKind.GREET_PAIR: pairing.greeting,
    StepKind.INTRODUCE: pairing.introduction,
    StepKind.TELL_WAITING: pairing.waiting,
    StepKind.TELL_PARTNER_LEFT: pairing.partner_left,
    StepKind.POST_PROMPT: prompting.prompt,
    StepKind.OPEN_PROMPT_THREAD: prompting.prompt_thread,
    StepKind.POST_PAIR_PROMPT: prompting.pair_prompt,
    StepKind.CHECK_IN: pairing.check_in,
    StepKind.COPY_TO_THREAD: copy,
    StepKind.NUDGE: pairing.nudge,
    StepKind.OFFER_PARTNER: pairing.offer,
    StepKind.POST_AGREEMENT: agreeing.post,
    StepKind.UPDATE_AGREEMENT: agreeing.update,
    StepKind.TELL_INACTIVE: pairing.inactive,
    StepKind.TELL_BACK: returning.welcome_back,
    StepKind.ECHO_REPLY: replying.echo,
    StepKind.TELL_KEPT: replying.kept,
    StepKind.ASK_PROMPT: replying.which_prompt,
    StepKind.ASK_TO_CONFIRM: replying.confirm,
    StepKind.UPDATE_QUESTION: replying.update_question,
    StepKind.UPDATE_REPLY: replying.update,
    StepKind.TELL_DESK: summing_up.desk_note,
    StepKind.POST_CASE: casework.post,
    StepKind.OPEN_CASE_THREAD: casework.thread,
    StepKind.UPDATE_CASE: casework.update,
    StepKind.OPEN_HELP_ROOM: casework.room,
    StepKind.TELL_ANSWER: casework.answer,
    StepKind.TELL_REMOVED: casework.removed,
    StepKind.POST_SUMMARY: summing_up.summary,
    StepKind.UPDATE_SUMMARY: summing_up.update_summary,
    StepKind.HEAR_BACK: summing_up.hear_back,
    StepKind.SAY_GOODBYE: ending.goodbye,
    StepKind.TELL_WISHES: ending.wishes,
    StepKind.INVITE_AGAIN: ending.invited_again,
}
