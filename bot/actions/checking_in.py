"""Answers to "have you two talked?", and what follows from them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.actions.agreeing import terms_of
from bot.actions.lookups import Setting, names_of, part_in, setting_in
from bot.actions.own_pairs import own_pair
from bot.actions.pair_replies import waits_for
from bot.actions.planning import desk_note, member_field
from bot.actions.ports import House
from bot.actions.presence import gather_facts
from bot.actions.replying import has_replied
from bot.actions.silences import question_step
from bot.domain.errors import RuleError
from bot.domain.ids import ChannelId, GuildId, MemberId, PairId, ReplyId, RoundId
from bot.domain.notices import Terms
from bot.domain.partnership import CheckIn, CheckInAnswer, Pair
from bot.domain.round import Phase
from bot.domain.silence import A_WHILE, Claim, judge_claim
from bot.domain.standing import TALKED
from bot.domain.steps import NewStep
from bot.store import Tx, check_ins, steps


class Following(StrEnum):
    """What is asked next of who answered: the first of these that is not given yet."""

    CONFIRM = "confirm"
    """Their yes to a reply that a partner wrote for both."""
    AGREE = "agree"
    """Their yes to how a partner would like to talk."""
    REPLY = "reply"
    """What they found, where they have talked."""
    SETTLE = "settle"
    """How they want to talk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInTaken:
    """The answer is kept."""

    answer: CheckInAnswer
    round_id: RoundId
    pair_id: PairId
    prompt_number: int
    partners: tuple[str, ...]
    following: Following | None = None
    prompt_title: str = ""
    """Of the reply that is asked for, or about."""
    reply_id: ReplyId | None = None
    """The reply that waits for their yes."""
    terms: Terms | None = None
    """What waits for their yes."""
    claim: Claim | None = None
    """Whether the facts agree, where the answer was that the partner is silent."""
    wrote_at: datetime | None = None
    """When the partner wrote in the thread, where that speaks against it."""
    thread_id: ChannelId | None = None


async def answer_check_in(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    pair_id: PairId,
    prompt_number: int,
    answer: CheckInAnswer,
    now: datetime,
) -> CheckInTaken:
    """The answer is kept, an earlier one replaced.

    Of a silent partner the organisers hear, and the partner is asked how they are, where the facts agree.

    Raises:
        RuleError: `no_round`, `not_joined`, `round_is_over`, `not_your_pair` after the pair has ended,
            `unknown_button` for a prompt that the round does not have.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        pair = await _pair_asked(tx, found, member_id, pair_id, prompt_number)
        given = CheckIn(
            round_id=round_id,
            prompt_number=prompt_number,
            pair_id=pair_id,
            member_id=member_id,
            answer=answer,
            answered_at=now,
        )
        await check_ins.answer(tx, given)
        taken = CheckInTaken(
            answer=answer,
            round_id=round_id,
            pair_id=pair_id,
            prompt_number=prompt_number,
            partners=await names_of(tx, guild_id, pair.partners_of(member_id)),
            thread_id=pair.thread_id,
        )
        if answer is CheckInAnswer.SILENT:
            taken = await _take_claim(tx, found, pair, given, taken, now)
        elif answer in (*TALKED, CheckInAnswer.NOT_YET):
            taken = await _ask_next(tx, found, pair, given, taken)
    house.wake()
    return taken


async def _pair_asked(tx: Tx, found: Setting, member_id: MemberId, pair_id: PairId, prompt_number: int) -> Pair:
    """The pair that this person is asked about, in a running round."""
    if found.round.phase is not Phase.RUNNING:
        raise RuleError("round_is_over")
    if prompt_number not in found.round.prompt_numbers:
        raise RuleError("unknown_button")
    await part_in(tx, found.round.id, member_id)
    return await own_pair(tx, found.round.id, pair_id, member_id)


async def _ask_next(tx: Tx, found: Setting, pair: Pair, given: CheckIn, taken: CheckInTaken) -> CheckInTaken:
    """One thing more, where something is still to be given: what somebody waits for comes first."""
    waiting = await waits_for(tx, pair, given.member_id)
    if waiting is not None:
        title = found.program.prompt(waiting.prompt_number).title
        return replace(taken, following=Following.CONFIRM, reply_id=waiting.id, prompt_title=title)
    terms = await terms_of(tx, found.hosted.guild_id, pair, given.member_id)
    if terms is not None and terms.asks_reader:
        return replace(taken, following=Following.AGREE, terms=terms)
    number = given.prompt_number
    if given.answer in TALKED and not await has_replied(tx, found.round.id, number, given.member_id, given.answered_at):
        return replace(taken, following=Following.REPLY, prompt_title=found.program.prompt(number).title)
    return taken if terms is not None else replace(taken, following=Following.SETTLE)


async def _take_claim(
    tx: Tx, found: Setting, pair: Pair, given: CheckIn, taken: CheckInTaken, now: datetime
) -> CheckInTaken:
    """The claim is held against the facts; of several partners, each by theirs: it counts for those who are silent."""
    known = await gather_facts(tx, found.round.id, now)
    claims = {each: judge_claim(known[pair.id, each], now) for each in pair.partners_of(given.member_id)}
    silent = [each for each, claim in claims.items() if claim is Claim.HOLDS]
    if silent:
        asked = [each for each in silent if any(now - at < A_WHILE for at in known[pair.id, each].questions_at)]
        await steps.plan(tx, _about_silence(found, pair, given, silent, asked, now))
        return replace(taken, claim=Claim.HOLDS)
    wrote = [at for each in claims if (at := known[pair.id, each].wrote_at)]
    return replace(taken, claim=min(claims.values(), key=_KINDEST.index), wrote_at=max(wrote, default=None))


_KINDEST = (Claim.WROTE, Claim.ANSWERED, Claim.TOO_SOON, Claim.HOLDS)
"""Of several partners, what is told of them all: the best that is known of any."""


def _about_silence(
    found: Setting,
    pair: Pair,
    given: CheckIn,
    silent: Sequence[MemberId],
    asked: Collection[MemberId],
    now: datetime,
) -> list[NewStep]:
    """A note to the organisers, and a question to who is silent and was `asked` none this week, whoever wanted it."""
    about = (f"pair:{pair.id}", f"from:{given.member_id}")
    fields = {
        "name": member_field(given.member_id),
        "partner": ", ".join(map(member_field, silent)),
        "round": found.round.name,
    }
    # Told once for each pair and person.
    note = desk_note(
        found.hosted, "partner_silent", now, found.round.name, *about, round_id=found.round.id, fields=fields
    )
    return [note, *(question_step(found, pair, each, now) for each in silent if each not in asked)]
