"""To which prompts somebody may reply now, whatever server they are in."""

from collections.abc import Sequence
from datetime import datetime

from bot.actions.collecting import LISTENING
from bot.actions.lookups import setting_of
from bot.actions.ports import House
from bot.domain.ids import MemberId
from bot.domain.notices import PromptChoice
from bot.domain.round import Round
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import Tx, participants, steps

MOST_CHOICES = 5
"""Buttons in a row."""


async def prompts_open_to(house: House, tx: Tx, member_id: MemberId, at: datetime) -> tuple[PromptChoice, ...]:
    """The prompts that were open at this instant and still are, of the person's rounds, the newest first.

    At most `MOST_CHOICES`: what is older is answered by the button below it.
    """
    opened = await _opened(tx, await participants.rounds_now(tx, member_id, LISTENING), at)
    choices: list[PromptChoice] = []
    for current, step in opened[:MOST_CHOICES]:
        found = await setting_of(house, tx, current.id)
        number = step.prompt_number or 0
        title = found.program.prompt(number).title
        choices.append(PromptChoice(round_id=current.id, number=number, title=title, program=found.program.title))
    return tuple(choices)


async def _opened(tx: Tx, taken_part_in: Sequence[Round], at: datetime) -> list[tuple[Round, Step]]:
    found: list[tuple[Round, Step]] = []
    for current in taken_part_in:
        done = [
            step
            for step in await steps.of_kinds(tx, current.id, [StepKind.OPEN_PROMPT, StepKind.FORGET_REPLIES])
            if step.outcome is Outcome.DONE
        ]
        if all(step.kind is StepKind.OPEN_PROMPT for step in done):
            found += [(current, step) for step in done if step.due_at <= at]
    return sorted(found, key=lambda each: each[1].due_at, reverse=True)
