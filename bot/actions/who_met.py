"""Where everybody of a round stands: gathered for the rules in `bot.domain.standing`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.actions.lookups import Setting
from bot.actions.planning import dates_of
from bot.actions.presence import gather_facts
from bot.domain.ids import ChannelId, MemberId, PairId
from bot.domain.partner_figures import PartnerFigures, count_partners
from bot.domain.partnership import CheckInAnswer
from bot.domain.standing import Position, Standing, Together, find_position
from bot.domain.steps import StepKind
from bot.store import Tx, check_ins, participants, places, signs, steps
from bot.store.signs import Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Everybody of a round, at one instant: now, or when the round closed."""

    at: datetime
    positions: tuple[Position, ...]
    """Of all who ever joined, by id."""
    wait_listed: tuple[MemberId, ...]
    """In the order of the list."""
    together: Mapping[PairId, Together]
    threads: Mapping[PairId, ChannelId]
    """Of the pairs that have one."""

    def everybody(self) -> tuple[Position, ...]:
        """Each person once: who left and is on the wait-list again is there."""
        listed = [Position(member_id=each, standing=Standing.WAIT_LISTED) for each in self.wait_listed]
        gone = {each.member_id for each in self.positions if each.standing is Standing.LEFT}
        here = [each for each in self.positions if each.member_id not in gone.intersection(self.wait_listed)]
        taking = {each.member_id for each in here}
        return (*here, *(each for each in listed if each.member_id not in taking))

    def last_answer(self, position: Position) -> CheckInAnswer | None:
        """What the person last said to a check-in about the pair in which they are."""
        pair = self.together.get(position.pair_id) if position.pair_id is not None else None
        given = pair.answers.get(position.member_id, ()) if pair else ()
        return given[-1] if given else None


async def find_standings(tx: Tx, found: Setting, now: datetime) -> Standings:
    """Where everybody of the round stands now; once it has closed, where they stood then.

    The same however often it is asked after the close, so that figures can be counted anew.
    """
    dates = await dates_of(tx, found.round.id)
    at = min(now, dates.closes_at)
    started = await steps.of_kinds(tx, found.round.id, [StepKind.START_ROUND])
    started_at = next((step.done_at for step in started if step.done_at), dates.starts_at)
    present = await signs.presences(tx, found.round.id)
    together = await _gather_pairs(tx, found, present, started_at, at)
    of_member: dict[MemberId, list[Together]] = {}
    for pair in together.values():
        for member in pair.facts:
            of_member.setdefault(member, []).append(pair)
    parts = [part for part in await participants.of_round(tx, found.round.id) if part.joined_at <= at]
    queue = await places.queue(tx, found.hosted.guild_id, found.round.id)
    return Standings(
        at=at,
        positions=tuple(
            find_position(part, of_member.get(part.member_id, ()), found.program.patience, started_at, at)
            for part in parts
        ),
        wait_listed=tuple(each.member_id for each in queue),
        together=together,
        threads={each.pair_id: each.thread_id for each in present if each.thread_id is not None},
    )


async def count_who_met(tx: Tx, found: Setting, prompt_number: int | None, now: datetime) -> PartnerFigures | None:
    """The figures of partners for the summary of a round; none for that of a prompt."""
    if prompt_number is not None:
        return None
    return count_partners((await find_standings(tx, found, now)).positions)


async def _gather_pairs(
    tx: Tx, found: Setting, present: Iterable[Presence], started_at: datetime, at: datetime
) -> dict[PairId, Together]:
    """Every pair that was introduced, by id; who was not in one yet at that instant is left out."""
    facts = await gather_facts(tx, found.round.id, at)
    answers: dict[PairId, dict[MemberId, list[CheckInAnswer]]] = {}
    for given in sorted(await check_ins.of_round(tx, found.round.id), key=lambda each: each.answered_at):
        if given.answered_at <= at:
            answers.setdefault(given.pair_id, {}).setdefault(given.member_id, []).append(given.answer)
    wrote = await signs.wrote_together(tx, found.round.id, at)
    members: dict[PairId, list[Presence]] = {}
    for each in present:
        if each.joined_at is None or each.joined_at <= at:
            members.setdefault(each.pair_id, []).append(each)
    return {
        pair_id: Together(
            pair_id=pair_id,
            facts={each.member_id: facts[pair_id, each.member_id] for each in those},
            parted_at={each.member_id: parted_at for each in those if (parted_at := _parted_at(each, at))},
            answers=answers.get(pair_id, {}),
            wrote_reply=pair_id in wrote,
        )
        for pair_id, those in members.items()
        if not _ended_before(those, started_at)
    }


def _parted_at(each: Presence, at: datetime) -> datetime | None:
    """When this person was no longer in the pair, if that was by then."""
    return min((when for when in (each.left_at, each.ended_at) if when is not None and when <= at), default=None)


def _ended_before(those: Iterable[Presence], started_at: datetime) -> bool:
    """Whether the pair was parted before the round started, so that nobody ever heard of it."""
    return all(each.ended_at is not None and each.ended_at < started_at for each in those)
