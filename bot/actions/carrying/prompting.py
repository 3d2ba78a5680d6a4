"""Prompts in the channel and in each pair's thread."""

from datetime import timedelta

from bot.actions.carrying.addressing import to_channel, to_thread
from bot.actions.carrying.errands import Composed, Desk, Letter, OpenThread, place_of
from bot.actions.lookups import Setting
from bot.actions.planning import dates_of, key_of
from bot.domain.ids import MemberId, PairId
from bot.domain.notices import PairPrompt, PromptPost
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import pairs, participants, replies, steps

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)


async def posted_prompt(desk: Desk, found: Setting, number: int) -> Step | None:
    """The step that posted this prompt in the channel."""
    return await steps.find(desk.tx, key_of(desk.hosted.id, found.round.name, StepKind.POST_PROMPT, f"prompt:{number}"))


async def prompt(desk: Desk) -> Composed:
    """A prompt for the channel."""
    found, number = await desk.setting(), desk.step.prompt_number or 0
    if found.round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    dates = await dates_of(desk.tx, found.round.id)
    notice = PromptPost(
        round_id=found.round.id,
        prompt=found.program.prompt(number),
        position=found.round.prompt_numbers.index(number) + 1,
        of=len(found.round.prompt_numbers),
        closes_at=dates.prompt_closes_at(number),
        reads_threads=desk.house.reads_threads,
    )
    return Letter(to=to_channel(desk), notice=notice)


async def prompt_thread(desk: Desk) -> Composed:
    """The thread in which a prompt is discussed."""
    found, number = await desk.setting(), desk.step.prompt_number or 0
    place = place_of(await posted_prompt(desk, found, number))
    if place is None:
        return Outcome.NOT_NEEDED
    return OpenThread(place=place, name=found.program.prompt(number).title)


async def pair_prompt(desk: Desk) -> Composed:
    """A prompt for a pair, which mentions its members."""
    found, number = await desk.setting(), desk.step.prompt_number or 0
    pair = await pairs.get(desk.tx, desk.step.pair_id or PairId(0))
    if pair.ended_at is not None or pair.thread_id is None or found.round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    posted = await posted_prompt(desk, found, number)
    place = place_of(posted)
    dates = await dates_of(desk.tx, found.round.id)
    comes_with_introduction = dates.prompts[0] == (number, dates.starts_at) or await _is_greeted_since(
        desk, pair, posted
    )
    # What comes with the introduction is one event with it, and nobody is pinged twice for one event.
    unasked = await _asked_already(desk, pair) | await _away(desk, pair)
    mentions = () if comes_with_introduction else tuple(each for each in pair.members if each not in unasked)
    notice = PairPrompt(
        round_id=found.round.id,
        pair_id=pair.id,
        members=pair.members,
        prompt=found.program.prompt(number),
        position=found.round.prompt_numbers.index(number) + 1,
        of=len(found.round.prompt_numbers),
        channel_id=place.channel_id if place else None,
        message_id=place.message_id if place else None,
        closes_at=dates.prompt_closes_at(number),
        unconfirmed=await _unconfirmed(desk, found, pair),
    )
    return Letter(to=to_thread(desk, pair.thread_id, mentions), notice=notice)


async def _asked_already(desk: Desk, pair: Pair) -> set[MemberId | None]:
    """Who is not pinged for a prompt of the pair as well.

    Those who are offered a new partner on this day, and those who were asked this week how they are.
    """
    asked = await steps.of_kinds(desk.tx, pair.round_id, [StepKind.OFFER_PARTNER, StepKind.NUDGE])
    lately = {StepKind.OFFER_PARTNER: A_DAY, StepKind.NUDGE: A_WEEK}
    return {
        each.recipient_id for each in asked if each.pair_id == pair.id and desk.now - each.due_at < lately[each.kind]
    }


async def _away(desk: Desk, pair: Pair) -> set[MemberId | None]:
    """Who was promised to be asked nothing now: they find the prompt in the thread when they are back."""
    parts = [await participants.find(desk.tx, pair.round_id, each) for each in pair.members]
    return {part.member_id for part in parts if part is not None and part.is_away(desk.now)}


async def _unconfirmed(desk: Desk, found: Setting, pair: Pair) -> str:
    """The title of the prompt to which the pair's last reply still waits for somebody's yes."""
    written = await replies.of_pair(desk.tx, pair.id)
    waiting = [each.prompt_number for each in written if each.withdrawn_at is None and not each.counts()]
    return found.program.prompt(waiting[-1]).title if waiting else ""


async def _is_greeted_since(desk: Desk, pair: Pair, posted: Step | None) -> bool:
    """Whether the pair was made once the prompt was out already."""
    greeting = await steps.of_kinds(desk.tx, pair.round_id, [StepKind.GREET_PAIR])
    greeted = [step.done_at for step in greeting if step.pair_id == pair.id]
    return any(
        at is not None and posted is not None and posted.done_at is not None and at >= posted.done_at for at in greeted
    )
