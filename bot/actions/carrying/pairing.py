"""What partners are told of each other, and what is told to who has none."""

from dataclasses import dataclass, replace

from bot.actions.carrying.addressing import are_dms_closed, to_member, to_thread
from bot.actions.carrying.errands import Composed, Desk, Letter, OpenPairThread
from bot.actions.lookups import Setting, names_of
from bot.actions.own_data import card_in_words, cards_of
from bot.actions.ports import Address, ToChannel
from bot.actions.presence import gather_facts
from bot.actions.replying import has_replied
from bot.domain.harmless import one_line
from bot.domain.ids import MemberId, PairId
from bot.domain.notices import (
    CheckInQuestion,
    DmsClosed,
    Inactive,
    Introduction,
    Nudge,
    PairGreeting,
    PartnerCard,
    PartnerLeft,
    PartnerOffer,
    Waiting,
)
from bot.domain.openers import choose_openers
from bot.domain.partnership import Pair, Shared
from bot.domain.prompt import Prompt
from bot.domain.round import Phase
from bot.domain.steps import Outcome, StepKind
from bot.domain.waking import awake_together
from bot.store import pairs, participants, steps

LONGEST_THREAD_NAME = 100


async def _pair_of(desk: Desk, found: Setting) -> Pair | None:
    """The step's pair, if it is still one and its round runs."""
    pair = await pairs.get(desk.tx, desk.step.pair_id or PairId(0))
    holds = pair.ended_at is None and len(pair.members) > 1 and found.round.phase is Phase.RUNNING
    return pair if holds else None


async def _cards(desk: Desk, found: Setting, members: tuple[MemberId, ...]) -> tuple[PartnerCard, ...]:
    """Cards in words."""
    cards = await cards_of(desk.tx, desk.hosted.guild_id, members)
    return tuple(card_in_words(found.program, card) for card in cards)


def _labels(found: Setting, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(found.program.interests[key] for key in keys if key in found.program.interests)


def _shared(found: Setting, pair: Pair) -> Shared:
    return replace(pair.shared, interests=_labels(found, pair.shared.interests))


async def prompt_now(desk: Desk, found: Setting) -> Prompt:
    """The prompt that is open, or else the first."""
    planned = await steps.of_kinds(desk.tx, found.round.id, [StepKind.OPEN_PROMPT])
    opened = [each for each in planned if each.outcome is Outcome.DONE]
    number = max(opened, key=lambda each: each.due_at).prompt_number if opened else None
    return found.program.prompt(number or found.round.prompt_numbers[0])


async def pair_thread(desk: Desk) -> Composed:
    """The pair's own thread. Its name is unique by pair and round, so that it is found again and never made twice."""
    found = await desk.setting()
    pair = await _pair_of(desk, found)
    if pair is None:
        return Outcome.NOT_NEEDED
    names = one_line(" & ".join(await names_of(desk.tx, desk.hosted.guild_id, pair.members)))
    ending = f" · {found.round.name} #{pair.id}"
    name = names[: LONGEST_THREAD_NAME - len(ending)] + ending
    return OpenPairThread(channel_id=desk.hosted.channel_id, name=name, members=pair.members)


async def greeting(desk: Desk) -> Composed:
    """The first message in the pair's thread."""
    found = await desk.setting()
    pair = await _pair_of(desk, found)
    if pair is None or pair.thread_id is None:
        return Outcome.NOT_NEEDED
    everybody = await _cards(desk, found, pair.members)
    notice = PairGreeting(
        round_id=found.round.id,
        pair_id=pair.id,
        title=found.program.title,
        partners=everybody,
        openers=choose_openers(everybody, sum(pair.members)),
        awake=awake_together([card.zone for card in everybody], desk.now),
        shared=_shared(found, pair),
        prompt=await prompt_now(desk, found),
    )
    return Letter(to=to_thread(desk, pair.thread_id, pair.members), notice=notice)


async def introduction(desk: Desk) -> Composed:
    """Who the partner is, to one of them; who cannot be reached by DM finds it in the thread."""
    found = await desk.setting()
    pair = await _pair_of(desk, found)
    member_id = desk.step.recipient_id or MemberId(0)
    if pair is None or member_id not in pair.members:
        return Outcome.NOT_NEEDED
    to = await to_member(desk, member_id)
    if to is None:
        return Outcome.DMS_CLOSED
    if isinstance(to, ToChannel):
        # Who chose the thread was introduced by the greeting there.
        closed = await are_dms_closed(desk, member_id)
        return await _say_dms_are_closed(desk, pair, to, member_id) if closed else Outcome.NOT_NEEDED
    everybody = await _cards(desk, found, pair.members)
    notice = Introduction(
        round_id=found.round.id,
        pair_id=pair.id,
        title=found.program.title,
        partners=tuple(card for card in everybody if card.member_id != member_id),
        openers=choose_openers(everybody, sum(pair.members)),
        awake=awake_together([card.zone for card in everybody], desk.now),
        shared=_shared(found, pair),
        thread_id=pair.thread_id,
        again=await _is_again(desk, pair),
    )
    return Letter(to=to, notice=notice)


async def _say_dms_are_closed(desk: Desk, pair: Pair, to: ToChannel, member_id: MemberId) -> Composed:
    """Where messages come now, once in a round. The greeting in the same thread has introduced the partners."""
    threads = {each.thread_id for each in await pairs.of_round(desk.tx, pair.round_id, active_only=False)}
    for step in await steps.of_kinds(desk.tx, pair.round_id, [StepKind.INTRODUCE]):
        if step.recipient_id == member_id and step.outcome is Outcome.DONE and step.channel_id in threads:
            return Outcome.NOT_NEEDED
    return Letter(to=to, notice=DmsClosed(round_id=pair.round_id, member_id=member_id))


async def _is_again(desk: Desk, pair: Pair) -> bool:
    """Whether the pair was made after the round had started, so that its members had other partners before."""
    started = [each.done_at for each in await steps.of_kinds(desk.tx, pair.round_id, [StepKind.START_ROUND])]
    return any(at is not None and pair.approved_at is not None and pair.approved_at > at for at in started)


async def waiting(desk: Desk) -> Composed:
    """A kind word to who has no partner now."""
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    paired = await pairs.find_of(desk.tx, found.round.id, member_id)
    to = await to_member(desk, member_id)
    if part is None or not part.takes_part() or paired is not None or found.round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    return (
        Letter(to=to, notice=Waiting(round_id=found.round.id, title=found.program.title)) if to else Outcome.DMS_CLOSED
    )


async def partner_left(desk: Desk) -> Composed:
    """A kind word to who is left behind."""
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    pair = await pairs.get(desk.tx, desk.step.pair_id or PairId(0))
    part = await participants.find(desk.tx, found.round.id, member_id)
    gone = MemberId(desk.step.subject_id or 0)
    name = "".join(await names_of(desk.tx, desk.hosted.guild_id, [gone]))
    if part is None or not part.takes_part():
        return Outcome.NOT_NEEDED
    left = len(pair.partners_of(member_id)) if member_id in pair.members else 0
    # Who still has a partner reads it when they next look into the thread: a notification for this is one too many.
    in_thread = to_thread(desk, pair.thread_id) if left and pair.thread_id else None
    if in_thread is not None and member_id != min(pair.members):
        return Outcome.NOT_NEEDED
    to = in_thread or await to_member(desk, member_id)
    if to is None:
        return Outcome.DMS_CLOSED
    return Letter(
        to=to,
        notice=PartnerLeft(round_id=found.round.id, name=name, partners_left=left, looks=part.inactive_at is None),
    )


async def check_in(desk: Desk) -> Composed:
    """Have you two talked? By DM, or in the thread where DMs are closed."""
    asked = await _whom_to_ask(desk)
    if not isinstance(asked, _Asked):
        return asked
    found, number = await desk.setting(), desk.step.prompt_number or 0
    replied = await has_replied(desk.tx, found.round.id, number, asked.member_id, desk.now)
    notice = CheckInQuestion(
        round_id=asked.pair.round_id,
        pair_id=asked.pair.id,
        prompt_number=number,
        member_id=asked.member_id,
        partner_names=asked.partner_names,
        prompt_title=found.program.prompt(number).title,
        in_thread=isinstance(asked.to, ToChannel),
        invites=not replied,
    )
    return Letter(to=asked.to, notice=notice)


async def nudge(desk: Desk) -> Composed:
    """A friendly word to who has been silent, which does not say who asked."""
    # That somebody was silent is nothing for the partner to read.
    asked = await _whom_to_ask(desk, in_private=True)
    if not isinstance(asked, _Asked):
        return asked
    pair = asked.pair
    notice = Nudge(round_id=pair.round_id, pair_id=pair.id, partner_names=asked.partner_names, thread_id=pair.thread_id)
    return Letter(to=asked.to, notice=notice)


async def offer(desk: Desk) -> Composed:
    """A new partner for who hears nothing from theirs; never in the pair's thread, where that one would read it."""
    found = await desk.setting()
    pair = await _pair_of(desk, found)
    member_id, silent_id = desk.step.recipient_id or MemberId(0), MemberId(desk.step.subject_id or 0)
    if pair is None or not {member_id, silent_id} <= set(pair.members):
        return Outcome.NOT_NEEDED
    facts = await gather_facts(desk.tx, found.round.id, desk.now)
    about_silent = facts[pair.id, silent_id]
    if about_silent.silent_since is None or about_silent.was_offered:
        return Outcome.NOT_NEEDED
    to = await to_member(desk, member_id, in_private=True)
    if to is None:
        return Outcome.DMS_CLOSED
    name = "".join(await names_of(desk.tx, desk.hosted.guild_id, [silent_id]))
    return Letter(to=to, notice=PartnerOffer(round_id=found.round.id, pair_id=pair.id, silent_id=silent_id, name=name))


async def inactive(desk: Desk) -> Composed:
    """To who was silent for long: how to come back. They are alone now, so no partner reads it."""
    found = await desk.setting()
    part = await participants.find(desk.tx, found.round.id, desk.step.recipient_id or MemberId(0))
    if part is None or not part.takes_part() or part.inactive_at is None:
        return Outcome.NOT_NEEDED
    to = await to_member(desk, part.member_id, in_private=True)
    if to is None:
        return Outcome.DMS_CLOSED
    return Letter(to=to, notice=Inactive(round_id=found.round.id, title=found.program.title))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One of a pair who can be asked something."""

    pair: Pair
    member_id: MemberId
    partner_names: tuple[str, ...]
    to: Address


async def _whom_to_ask(desk: Desk, *, in_private: bool = False) -> _Asked | Outcome:
    """One of a pair, who must still be in it and not away."""
    found = await desk.setting()
    pair = await _pair_of(desk, found)
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    if pair is None or member_id not in pair.members or part is None or part.is_away(desk.now):
        return Outcome.NOT_NEEDED
    to = await to_member(desk, member_id, in_private=in_private)
    if to is None:
        return Outcome.DMS_CLOSED
    names = await names_of(desk.tx, desk.hosted.guild_id, pair.partners_of(member_id))
    return _Asked(pair=pair, member_id=member_id, partner_names=names, to=to)
