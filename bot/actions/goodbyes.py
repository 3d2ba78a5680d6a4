"""The end of a round for its people: the goodbye, what follows from their answers, and who hears of the next round."""

from collections.abc import Iterator
from datetime import datetime

from bot.actions.lookups import Setting
from bot.actions.planning import desk_note, plan_step
from bot.domain.ending import OPEN_FOR, all_stay_in_touch, count_gains
from bot.domain.ids import MemberId, RoundId
from bot.domain.partnership import Pair
from bot.domain.steps import NewStep, StepKind
from bot.store import Tx, apart, pairs, participants, steps, surveys


async def say_goodbye(tx: Tx, found: Setting, now: datetime) -> None:
    """Everybody who took part to the end is on the way to be thanked and asked, where the program does so."""
    if not found.program.ending.says_goodbye:
        return
    parts = [part for part in await participants.of_round(tx, found.round.id) if part.takes_part()]
    thanked = [
        plan_step(found.round, StepKind.SAY_GOODBYE, now, f"member:{part.member_id}", recipient_id=part.member_id)
        for part in parts
    ]
    await steps.plan(tx, [*thanked, plan_step(found.round, StepKind.END_SURVEY, now + OPEN_FOR)])


async def open_until(tx: Tx, round_id: RoundId) -> datetime | None:
    """Until when what is asked at the end of the round can be answered; None before it ended, and afterwards."""
    ending = await steps.of_kinds(tx, round_id, [StepKind.END_SURVEY])
    return next((step.due_at for step in ending if step.outcome is None), None)


async def tell_answers(tx: Tx, found: Setting, now: datetime) -> None:
    """Partners who all want to stay in touch are on the way to be told; organisers hear that there are answers.

    Nobody else is told anything: that others were told nothing has many reasons. The wishes themselves are forgotten.
    """
    said = {each.member_id: each for each in await surveys.of_round(tx, found.round.id)}
    apart_now = await apart.of_guild(tx, found.hosted.guild_id)
    for pair in await pairs.of_round(tx, found.round.id):
        kept_apart = any(two <= set(pair.members) for two in apart_now)
        if pair.approved_at is not None and all_stay_in_touch(pair.members, said) and not kept_apart:
            await steps.plan(tx, _tell_pair(found, pair, now))
    await surveys.forget_wishes(tx, found.round.id)
    if figures := count_gains(said.values()).people:
        await steps.plan(tx, [_answers_note(found, figures, now)])


def _tell_pair(found: Setting, pair: Pair, now: datetime) -> Iterator[NewStep]:
    """One message in the thread that the pair has; without one, to each alone."""
    about = f"pair:{pair.id}"
    if pair.thread_id is not None:
        yield plan_step(found.round, StepKind.TELL_WISHES, now, about, pair_id=pair.id)
        return
    for each in pair.members:
        yield plan_step(
            found.round, StepKind.TELL_WISHES, now, about, f"member:{each}", recipient_id=each, pair_id=pair.id
        )


def _answers_note(found: Setting, people: int, now: datetime) -> NewStep:
    name = found.round.name
    fields = {"round": name, "people": people}
    return desk_note(found.hosted, "survey_done", now, name, round_id=found.round.id, fields=fields)


async def invite_who_asked(tx: Tx, found: Setting, now: datetime) -> None:
    """Who asked to hear of the next round is on the way to be invited; who is in it or was invited otherwise is not."""
    invited = {step.recipient_id for step in await steps.of_kinds(tx, found.round.id, [StepKind.INVITE_FIRST])}
    here = {part.member_id for part in await participants.of_round(tx, found.round.id) if part.takes_part()}
    asked: list[MemberId] = await surveys.take_who_waits(tx, found.hosted.id)
    told = [
        plan_step(found.round, StepKind.INVITE_AGAIN, now, f"member:{each}", recipient_id=each)
        for each in asked
        if each not in here and each not in invited
    ]
    await steps.plan(tx, told)
