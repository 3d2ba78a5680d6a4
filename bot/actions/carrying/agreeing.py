"""What partners agree on, in their thread."""

from bot.actions.carrying.addressing import to_thread
from bot.actions.carrying.errands import Composed, Desk, Letter, Rewrite, place_of
from bot.actions.lookups import names_of
from bot.domain.ids import MemberId, PairId
from bot.domain.notices import AgreementNote, Terms
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import agreements, pairs, steps


async def terms_of(desk: Desk, pair: Pair, reader: MemberId | None = None) -> Terms | None:
    """What the pair agreed on, or what is proposed; None where nothing is."""
    found = await agreements.find(desk.tx, pair.id)
    if found is None:
        return None
    guild_id = desk.hosted.guild_id
    missing = [each for each in pair.members if each not in found.accepted_by]
    return Terms(
        how_often=found.how_often,
        medium=found.medium,
        hopes=found.hopes,
        accepted=await names_of(desk.tx, guild_id, [each for each in pair.members if each in found.accepted_by]),
        missing=await names_of(desk.tx, guild_id, missing),
        asks_reader=reader in missing,
    )


async def post(desk: Desk) -> Composed:
    """What was proposed last, for the pair's thread; an older proposal is not worth a message any more."""
    pair, latest = await _pair_and_latest(desk)
    terms = await terms_of(desk, pair)
    if terms is None or pair.thread_id is None or latest is None or latest.id != desk.step.id:
        return Outcome.NOT_NEEDED
    if pair.ended_at is not None or (await desk.setting()).round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    return Letter(to=to_thread(desk, pair.thread_id), notice=_note(desk, pair, terms))


async def update(desk: Desk) -> Composed:
    """The message says who agrees by now."""
    pair, latest = await _pair_and_latest(desk)
    terms, place = await terms_of(desk, pair), place_of(latest)
    if terms is None or latest is None or place is None:
        return Outcome.NOT_NEEDED
    notice = _note(desk, pair, terms)
    return Rewrite(place=place, to=to_thread(desk, place.channel_id), notice=notice, token=latest.token)


async def _pair_and_latest(desk: Desk) -> tuple[Pair, Step | None]:
    """The pair, and the step that posts its newest proposal."""
    pair = await pairs.get(desk.tx, desk.step.pair_id or PairId(0))
    posting = await steps.of_kinds(desk.tx, pair.round_id, [StepKind.POST_AGREEMENT])
    own = [step for step in posting if step.pair_id == pair.id]
    return pair, own[-1] if own else None


def _note(desk: Desk, pair: Pair, terms: Terms) -> AgreementNote:
    return AgreementNote(round_id=pair.round_id, pair_id=pair.id, terms=terms)
