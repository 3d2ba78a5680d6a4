"""What is known of who is silent in a round: gathered for the rules in `bot.domain.silence`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from bot.domain.ids import MemberId, PairId, RoundId
from bot.domain.silence import Facts
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import Tx, check_ins, participants, signs, steps

Who = tuple[PairId, MemberId]
_KINDS = (StepKind.START_ROUND, StepKind.CHECK_IN, StepKind.NUDGE, StepKind.OFFER_PARTNER)


async def gather_facts(tx: Tx, round_id: RoundId, now: datetime) -> dict[Who, Facts]:
    """What is known of everybody who is or was in an approved pair of the round."""
    sent = await steps.of_kinds(tx, round_id, _KINDS)
    started_at = next((step.done_at for step in sent if step.kind is StepKind.START_ROUND), None)
    asked = _times(sent, StepKind.CHECK_IN)
    questions = _times(sent, StepKind.NUDGE)
    offers = _times(sent, StepKind.OFFER_PARTNER)
    signs_at = await _signs_of_people(tx, round_id, started_at, now)
    answers: dict[Who, list[datetime]] = defaultdict(list)
    for answer in await check_ins.of_round(tx, round_id):
        answers[answer.pair_id, answer.member_id].append(answer.answered_at)
    found: dict[Who, Facts] = {}
    for each in await signs.presences(tx, round_id):
        who = each.pair_id, each.member_id
        wrote = (each.wrote_at,) if each.wrote_at else ()
        found[who] = Facts(
            asked_at=tuple(asked[who]),
            signs_at=(*wrote, *answers[who], *signs_at[each.member_id]),
            joined_at=max(filter(None, (each.joined_at, started_at)), default=None),
            wrote_at=each.wrote_at,
            questions_at=tuple(questions[who]),
            offers_at=tuple(offers[who]),
        )
    return found


async def _signs_of_people(
    tx: Tx, round_id: RoundId, started_at: datetime | None, now: datetime
) -> dict[MemberId, list[datetime]]:
    """Signs of life that belong to no pair. Who joins or comes back while the round runs begins anew."""
    found: dict[MemberId, list[datetime]] = defaultdict(list)
    for member, at in (await signs.last_replies(tx, round_id, now)).items():
        found[member].append(at)
    for part in await participants.of_round(tx, round_id):
        if part.away_until is not None and part.away_until <= now:
            found[part.member_id].append(part.away_until)
        if started_at is not None and part.joined_at >= started_at:
            found[part.member_id].append(part.joined_at)
    return found


def _times(sent: Iterable[Step], kind: StepKind) -> dict[Who, list[datetime]]:
    """When messages of this kind reached anybody, by the pair and the person whose silence they are about."""
    found: dict[Who, list[datetime]] = defaultdict(list)
    for step in sent:
        about = step.subject_id if kind is StepKind.OFFER_PARTNER else step.recipient_id
        if step.kind is kind and step.outcome is Outcome.DONE and step.done_at and step.pair_id and about:
            found[step.pair_id, MemberId(about)].append(step.done_at)
    return found
