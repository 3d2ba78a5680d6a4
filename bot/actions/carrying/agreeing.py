"""What partners agree on, in their thread."""

from dataclasses import replace

from bot.actions.agreeing import terms_of
from bot.actions.carrying.addressing import to_thread
from bot.actions.carrying.errands import Composed, Desk, Letter, Rewrite, place_of
from bot.domain.ids import PairId, StepId
from bot.domain.notices import AgreementNote, Terms
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import pairs, steps


async def post(desk: Desk) -> Composed:
    """What was proposed last, for the pair's thread; an older proposal is not worth a message any more."""
    pair, latest = await _pair_and_latest(desk)
    terms = await terms_of(desk.tx, desk.hosted.guild_id, pair)
    if terms is None or pair.thread_id is None or latest is None or latest.id != desk.step.id:
        return Outcome.NOT_NEEDED
    if pair.ended_at is not None or (await desk.setting()).round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    return Letter(to=to_thread(desk, pair.thread_id), notice=_note(pair, terms))


async def update(desk: Desk) -> Composed:
    """The message says who agrees by now; an older one, that there is a newer."""
    pair, latest = await _pair_and_latest(desk)
    older = await steps.get(desk.tx, StepId(desk.step.subject_id)) if desk.step.subject_id else None
    posted = older or latest
    terms, place = await terms_of(desk.tx, desk.hosted.guild_id, pair), place_of(posted)
    if terms is None or posted is None or place is None:
        return Outcome.NOT_NEEDED
    notice = replace(_note(pair, terms), replaced=older is not None)
    return Rewrite(place=place, to=to_thread(desk, place.channel_id), notice=notice, token=posted.token)


async def _pair_and_latest(desk: Desk) -> tuple[Pair, Step | None]:
    """The pair, and the step that posts its newest proposal."""
    pair = await pairs.get(desk.tx, desk.step.pair_id or PairId(0))
    posting = await steps.of_kinds(desk.tx, pair.round_id, [StepKind.POST_AGREEMENT])
    own = [step for step in posting if step.pair_id == pair.id]
    return pair, own[-1] if own else None


def _note(pair: Pair, terms: Terms) -> AgreementNote:
    return AgreementNote(round_id=pair.round_id, pair_id=pair.id, terms=terms)
