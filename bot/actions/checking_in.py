"""Answers to "have you two talked?", and what follows from them."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.lookups import Setting, names_of, part_in, setting_in
from bot.actions.planning import desk_note, member_field, plan_step
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, RoundId
from bot.domain.partnership import CheckIn, CheckInAnswer, Pair
from bot.domain.round import Phase
from bot.domain.steps import NewStep, StepKind
from bot.store import check_ins, pairs, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInTaken:
    """The answer is kept."""

    answer: CheckInAnswer
    round_id: RoundId
    partners: tuple[str, ...]


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
    """The answer is kept, an earlier one replaced; of a silent partner the organisers hear, and the partner is nudged.

    Raises:
        RuleError: `no_round`, `not_joined`, `round_is_over`, `not_your_pair` after the pair has ended,
            `unknown_button` for a prompt that the round does not have.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        if found.round.phase is not Phase.RUNNING:
            raise RuleError("round_is_over", round=found.round.name)
        if prompt_number not in found.round.prompt_numbers:
            raise RuleError("unknown_button")
        await part_in(tx, round_id, member_id)
        pair = await pairs.find_of(tx, round_id, member_id)
        if pair is None or pair.id != pair_id:
            raise RuleError("not_your_pair")
        given = CheckIn(
            round_id=round_id,
            prompt_number=prompt_number,
            pair_id=pair_id,
            member_id=member_id,
            answer=answer,
            answered_at=now,
        )
        await check_ins.answer(tx, given)
        names = await names_of(tx, guild_id, (member_id, *pair.partners_of(member_id)))
        if answer is CheckInAnswer.SILENT:
            await steps.plan(tx, _about_silence(found, pair, given, now))
    house.wake()
    return CheckInTaken(answer=answer, round_id=round_id, partners=names[1:])


def _about_silence(found: Setting, pair: Pair, given: CheckIn, now: datetime) -> list[NewStep]:
    about = (f"prompt:{given.prompt_number}", f"pair:{pair.id}", f"from:{given.member_id}")
    fields = {
        "name": member_field(given.member_id),
        "partner": ", ".join(member_field(each) for each in pair.partners_of(given.member_id)),
        "round": found.round.name,
    }
    # Told once for each pair and person; the nudges go on.
    note = desk_note(found.hosted, "partner_silent", now, found.round.name, *about[1:], fields=fields)
    nudges = [
        plan_step(
            found.round,
            StepKind.NUDGE,
            now,
            *about,
            f"member:{each}",
            recipient_id=each,
            pair_id=pair.id,
            prompt_number=given.prompt_number,
            subject_id=given.member_id,
        )
        for each in pair.partners_of(given.member_id)
    ]
    return [note, *nudges]
