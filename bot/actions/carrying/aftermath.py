"""What follows once something was carried, or could not be: in the transaction that records it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.carrying.addressing import find_own_room
from bot.actions.carrying.errands import desk_for
from bot.actions.carrying.replying import echo_of
from bot.actions.carrying.rooms import TOLD_THERE, own_room_step, told_there_step
from bot.actions.case_steps import answer_step, case_key, case_step, reminder_step
from bot.actions.deciding import publish_when_done
from bot.actions.lookups import Setting, setting_of
from bot.actions.pinned import DELETED, EVERY, PINNED_BY, panel_follows
from bot.actions.planning import dates_of, plan_step
from bot.actions.ports import House, Sent
from bot.actions.renewing import renew_summary
from bot.domain.approval import KeptSummary
from bot.domain.hosting import WatchedThread
from bot.domain.ids import CaseId, ChannelId, MemberId, MessageId, PairId, ReplyId, RoundId, SummaryId
from bot.domain.notices import Notice
from bot.domain.particulars import Reach
from bot.domain.partnership import Pair
from bot.domain.steps import NewStep, Outcome, Step, StepKind
from bot.domain.waking import first_awake_together
from bot.store import (
    Tx,
    cases,
    pairs,
    participants,
    particulars,
    profiles,
    programs,
    replies,
    steps,
    summaries,
    threads,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A step at its end, in an open transaction."""

    house: House
    tx: Tx
    step: Step
    notice: Notice | None
    """What was said, where something was."""
    sent: Sent | None
    """Where its message stands; for a thread, the thread in both."""
    now: datetime

    async def setting(self) -> Setting:
        """The step's round."""
        return await setting_of(self.house, self.tx, self.step.round_id or RoundId(0))


async def _after_pinned(carried: Carried) -> None:
    """What was posted is pinned."""
    desk = await desk_for(carried.house, carried.tx, carried.step, carried.now)
    pinned = PINNED_BY[carried.step.kind]
    await steps.plan(carried.tx, [pinned.step(pinned.pin, desk.hosted, carried.now)])
    await _after_renewed(carried)


async def _after_renewed(carried: Carried) -> None:
    """How it looks is remembered; what changed while it was on its way follows.

    Where it could not be edited it is left as it is: the organisers read why, and not at each start again. One that is
    gone is not edited any more.
    """
    desk = await desk_for(carried.house, carried.tx, carried.step, carried.now)
    pinned = PINNED_BY[carried.step.kind]
    posted = await pinned.find(carried.tx, desk.hosted)
    if posted is None or posted.words == DELETED:
        return
    ended = await steps.get(carried.tx, carried.step.id)
    said = carried.notice or await pinned.write(carried.tx, desk.hosted, desk.program, carried.now)
    mark = DELETED if ended.outcome is Outcome.GONE else carried.house.mark_of(said, desk.hosted.locale)
    await steps.set_words(carried.tx, posted, mark)
    await pinned.renew(carried.house, carried.tx, desk.hosted, desk.program, replace(posted, words=mark), carried.now)


async def _after_invitation(carried: Carried) -> None:
    """The organisers' panel leads to it."""
    found = await carried.setting()
    await steps.plan(carried.tx, [panel_follows(found.hosted, found.round, "invitation", carried.now)])


async def _after_pair_thread(carried: Carried) -> None:
    """The pair is greeted in its thread and introduced by DM; where no thread could be opened, by DM alone."""
    found = await carried.setting()
    pair = await pairs.get(carried.tx, carried.step.pair_id or PairId(0))
    planned: list[NewStep] = []
    if carried.sent is not None:
        await pairs.set_thread(carried.tx, pair.id, carried.sent.channel_id)
        watch = WatchedThread(
            thread_id=carried.sent.channel_id, program_id=found.hosted.id, round_id=found.round.id, pair_id=pair.id
        )
        await threads.watch(carried.tx, watch)
        planned.append(plan_step(found.round, StepKind.GREET_PAIR, carried.now, f"pair:{pair.id}", pair_id=pair.id))
    planned += [
        plan_step(
            found.round,
            StepKind.INTRODUCE,
            carried.now,
            f"pair:{pair.id}",
            f"member:{member}",
            recipient_id=member,
            pair_id=pair.id,
        )
        for member in pair.members
    ]
    await steps.plan(carried.tx, planned)


async def _after_greeting(carried: Carried) -> None:
    """A pair that was greeted once a prompt was out gets that prompt now."""
    found = await carried.setting()
    posting = await steps.of_kinds(carried.tx, found.round.id, [StepKind.POST_PROMPT])
    over = [step.prompt_number for step in posting if step.outcome is not None]
    if over:
        await steps.plan(carried.tx, [_pair_prompt(found, carried.step.pair_id or PairId(0), over[-1], carried.now)])


async def _after_prompt(carried: Carried) -> None:
    """The prompt gets its thread, and each pair gets the prompt, even where the channel could not be reached.

    A pair that is not greeted yet gets it after the greeting, so that it never finds the prompt first.
    """
    found, number = await carried.setting(), carried.step.prompt_number
    thread = plan_step(found.round, StepKind.OPEN_PROMPT_THREAD, carried.now, f"prompt:{number}", prompt_number=number)
    greeting = await steps.of_kinds(carried.tx, found.round.id, [StepKind.GREET_PAIR])
    greeted = {step.pair_id for step in greeting if step.outcome is not None}
    told = [pair for pair in await pairs.of_round(carried.tx, found.round.id) if pair.id in greeted]
    to_pairs = [
        _pair_prompt(found, pair.id, number, at) for pair, at in await _when_all_are_awake(carried, found, told, number)
    ]
    await steps.plan(carried.tx, [*([thread] if carried.sent else []), *to_pairs])


async def _when_all_are_awake(
    carried: Carried, found: Setting, told: list[Pair], number: int | None
) -> list[tuple[Pair, datetime]]:
    """Each pair with the first instant of the day at which its members are awake for an hour.

    The round's first prompt comes an hour after the introductions, and waits for nobody.
    """
    if number == found.round.prompt_numbers[0]:
        return [(pair, carried.now) for pair in told]
    members = {member for pair in told for member in pair.members}
    known = await profiles.several(carried.tx, found.hosted.guild_id, members)
    zones = {member: profile.zone or "UTC" for member, profile in known.items()}
    return [
        (
            pair,
            first_awake_together(
                {zones[each] for each in pair.members if each in zones}, carried.now, found.round.zone
            ),
        )
        for pair in told
    ]


def _pair_prompt(found: Setting, pair_id: PairId, number: int | None, now: datetime) -> NewStep:
    about = (f"prompt:{number}", f"pair:{pair_id}")
    return plan_step(found.round, StepKind.POST_PAIR_PROMPT, now, *about, pair_id=pair_id, prompt_number=number)


async def _after_prompt_thread(carried: Carried) -> None:
    if carried.sent is None:
        return
    found = await carried.setting()
    watch = WatchedThread(
        thread_id=carried.sent.channel_id,
        program_id=found.hosted.id,
        round_id=found.round.id,
        prompt_number=carried.step.prompt_number,
    )
    await threads.watch(carried.tx, watch)


async def _after_echo(carried: Carried) -> None:
    """The reply has a place; whoever changed or withdrew it while it was being posted sees the message follow."""
    if carried.sent is None:
        return
    reply_id = ReplyId(carried.step.subject_id or 0)
    await replies.set_place(carried.tx, reply_id, carried.sent.channel_id, carried.sent.message_id)
    # What an earlier try posted is not known here, so after one the message is brought up to date in any case.
    if carried.step.runs == 1 and carried.notice == echo_of(await replies.get(carried.tx, reply_id)):
        return
    found = await carried.setting()
    update = plan_step(
        found.round, StepKind.UPDATE_REPLY, carried.now, f"reply:{reply_id}", "posted", subject_id=reply_id
    )
    await steps.plan(carried.tx, [update])


async def _after_summary(carried: Carried) -> None:
    """The summary is public: its writers hear of it, and the round is published when nothing is left to do."""
    if carried.sent is None:
        return
    found = await carried.setting()
    kept = await summaries.get(carried.tx, SummaryId(carried.step.subject_id or 0))
    place = carried.sent
    await summaries.save_body(carried.tx, kept.id, await renew_summary(carried.tx, found, kept))
    await summaries.set_published(carried.tx, kept.id, place.channel_id, place.message_id, carried.now)
    if kept.prompt_number is None or await _is_heard_alone(carried.tx, found, kept.prompt_number):
        writers = await _writers(carried.tx, found, kept)
        heard = [
            plan_step(
                found.round,
                StepKind.HEAR_BACK,
                carried.now,
                f"summary:{kept.id}",
                f"member:{member}",
                recipient_id=member,
                subject_id=kept.id,
            )
            for member in writers
        ]
        await steps.plan(carried.tx, heard)
    await publish_when_done(carried.tx, found, carried.now)


async def _after_new_summary(carried: Carried) -> None:
    """What the message says now, with who agrees and without what was withdrawn, is what is kept."""
    found = await carried.setting()
    kept = await summaries.get(carried.tx, SummaryId(carried.step.subject_id or 0))
    await summaries.save_body(carried.tx, kept.id, await renew_summary(carried.tx, found, kept))


async def _is_heard_alone(tx: Tx, found: Setting, prompt_number: int) -> bool:
    """Whether writers hear of this prompt by itself: the last one's summary comes with the round's, told once."""
    return not (found.program.summary.of_round and (await dates_of(tx, found.round.id)).is_last(prompt_number))


async def _writers(tx: Tx, found: Setting, kept: KeptSummary) -> list[MemberId]:
    """Participants whose words count in it. Guests did not ask to be written to."""
    here = {part.member_id for part in await participants.of_round(tx, found.round.id) if part.takes_part()}
    written = [reply for reply in await replies.of_prompt(tx, found.round.id, kept.prompt_number) if reply.counts()]
    heard = [reply for reply in written if reply.id in kept.summary.reply_ids]
    return sorted({author.member_id for reply in heard for author in reply.authors} & here)


async def _after_note(carried: Carried) -> None:
    """A note that was told is not kept: it may tell of somebody who is erased later.

    The reminder of open cases comes again tomorrow, as long as there are any.
    """
    hosted = await programs.get(carried.tx, carried.step.program_id)
    if "/cases_wait/" in carried.step.key and await cases.open_of(carried.tx, hosted.id):
        await steps.plan(carried.tx, [reminder_step(hosted, carried.now)])
    await steps.forget_words(carried.tx, carried.step)


async def _after_letter_to_one(carried: Carried) -> None:
    """Who reads messages by DM and in the thread gets this one there too, where it went out by DM."""
    step, member_id = carried.step, carried.step.recipient_id
    if carried.sent is None or member_id is None:
        return
    found = await carried.setting()
    said = await particulars.find(carried.tx, found.hosted.guild_id, member_id)
    pair = await pairs.find_of(carried.tx, found.round.id, member_id)
    if said.reach is not Reach.BOTH or pair is None or pair.thread_id in (None, carried.sent.channel_id):
        return
    about = (f"step:{step.id}", f"member:{member_id}")
    copy = plan_step(
        found.round, StepKind.COPY_TO_THREAD, carried.now, *about, recipient_id=member_id, subject_id=step.id
    )
    await steps.plan(carried.tx, [copy])


async def _after_case(carried: Carried) -> None:
    """Moderators have a thread to talk about it in."""
    case = await cases.get(carried.tx, CaseId(carried.step.subject_id or 0))
    if carried.sent is not None:
        await steps.plan(carried.tx, [case_step(case, StepKind.OPEN_CASE_THREAD, carried.now)])


async def _after_answer(carried: Carried) -> None:
    """Who takes no DMs gets a thread of their own: their pair's would show the partner that they asked for help."""
    step = await steps.get(carried.tx, carried.step.id)
    if step.outcome is Outcome.DMS_CLOSED:
        event = await cases.event(carried.tx, step.subject_id or 0)
        case = await cases.get(carried.tx, event.case_id)
        room = case_step(case, StepKind.OPEN_HELP_ROOM, carried.now, recipient_id=case.member_id)
        await steps.plan(carried.tx, [room])


async def _after_help_room(carried: Carried) -> None:
    """What could not be said before is said there."""
    if carried.step.subject_id is None:
        await _after_own_room(carried)
        return
    case = await cases.get(carried.tx, CaseId(carried.step.subject_id or 0))
    if carried.sent is None:
        return
    await cases.set_room(carried.tx, case.id, carried.sent.channel_id)
    for event in await cases.events(carried.tx, case.id):
        told = await steps.find(carried.tx, case_key(case, StepKind.TELL_ANSWER, f"event:{event.id}"))
        if told is not None and told.outcome is Outcome.DMS_CLOSED:
            await steps.plan(carried.tx, [answer_step(case, event.id, carried.now, "room")])


async def _after_word_to_one(carried: Carried) -> None:
    """Who takes no DMs and is in no pair gets a thread of their own, and reads it there."""
    step = await steps.get(carried.tx, carried.step.id)
    room = own_room_step(await carried.setting(), step)
    if room is not None:
        await steps.plan(carried.tx, [room])


async def _after_own_room(carried: Carried) -> None:
    """Whatever could not be said is said there, also where the room was open before this step."""
    found, member_id = await carried.setting(), carried.step.recipient_id
    if member_id is None or await find_own_room(carried.tx, found.round.id, member_id) is None:
        return
    unsaid = await steps.of_kinds(carried.tx, found.round.id, TOLD_THERE)
    planned = (told_there_step(found, step, carried.step) for step in unsaid)
    await steps.plan(carried.tx, [each for each in planned if each is not None])


AFTERMATH: Mapping[StepKind, Callable[[Carried], Awaitable[None]]] = {
    **{each.post: _after_pinned for each in EVERY},
    **{each.update: _after_renewed for each in EVERY},
    StepKind.POST_ENROLMENT: _after_invitation,
    StepKind.OPEN_PAIR_THREAD: _after_pair_thread,
    StepKind.GREET_PAIR: _after_greeting,
    StepKind.POST_PROMPT: _after_prompt,
    StepKind.OPEN_PROMPT_THREAD: _after_prompt_thread,
    StepKind.ECHO_REPLY: _after_echo,
    StepKind.CHECK_IN: _after_letter_to_one,
    StepKind.HEAR_BACK: _after_letter_to_one,
    **dict.fromkeys(TOLD_THERE, _after_word_to_one),
    StepKind.TELL_DESK: _after_note,
    StepKind.POST_CASE: _after_case,
    StepKind.TELL_ANSWER: _after_answer,
    StepKind.OPEN_HELP_ROOM: _after_help_room,
    StepKind.POST_SUMMARY: _after_summary,
    StepKind.UPDATE_SUMMARY: _after_new_summary,
}


def as_sent(thread_id: ChannelId) -> Sent:
    """A thread as a place: it is recorded like a message with the thread's id."""
    return Sent(channel_id=thread_id, message_id=MessageId(thread_id))
