"""The messages in a pair's thread that ask whether a reply is right: posted, and edited when they are answered."""

from datetime import datetime

from bot.actions.lookups import Setting
from bot.actions.planning import milliseconds, plan_step
from bot.domain.reply import Reply
from bot.domain.steps import Step, StepKind
from bot.store import Tx, steps


async def questions_about(tx: Tx, reply: Reply) -> list[Step]:
    """The steps that asked about this pair's reply, the newest last."""
    asked = await steps.of_kinds(tx, reply.round_id, [StepKind.ASK_TO_CONFIRM])
    return [step for step in asked if step.subject_id == reply.id]


async def plan_question(tx: Tx, found: Setting, reply: Reply, *about: str, now: datetime) -> None:
    """Whoever has not confirmed the pair's reply is on their way to be asked."""
    ask = plan_step(
        found.round,
        StepKind.ASK_TO_CONFIRM,
        now,
        f"reply:{reply.id}",
        *about,
        pair_id=reply.pair_id,
        prompt_number=reply.prompt_number,
        subject_id=reply.id,
    )
    await steps.plan(tx, [ask])


async def update_questions(tx: Tx, found: Setting, reply: Reply, now: datetime) -> None:
    """What asked about a pair's reply, given as it is now, is on its way to say how that stands; no others have any."""
    if reply.pair_id is None:
        return
    for asked in await questions_about(tx, reply):
        # One that was not begun will say how it stands then.
        if not await steps.is_waiting(tx, reply.round_id, StepKind.UPDATE_QUESTION, asked.id):
            # What is to be said stands in the key: two changes may come within a millisecond.
            yeses = sum(author.confirmed_at is not None for author in reply.authors)
            says = "nothing" if reply.withdrawn_at else f"{reply.digest[:8]}:{reply.consent()}:{yeses}"
            about = (f"asked:{asked.id}", f"at:{milliseconds(now)}", f"says:{says}")
            step = plan_step(
                found.round, StepKind.UPDATE_QUESTION, now, *about, pair_id=reply.pair_id, subject_id=asked.id
            )
            await steps.plan(tx, [step])
