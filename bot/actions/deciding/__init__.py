"""Steps that change what is stored and plan what follows, one function for each kind.

Those of `AT_ONCE` run inside the transaction that also records them as done. Those of `THOUGHT` compute for a while
outside of any transaction, keep the result in one of their own, and may be run again.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.actions.deciding.ending import end_survey
from bot.actions.deciding.enrolment import close_enrolment, open_enrolment, settle_places
from bot.actions.deciding.forgetting import forget_replies
from bot.actions.deciding.prompting import ask_check_ins, open_prompt
from bot.actions.deciding.running import close_round, publish_when_done, start_round
from bot.actions.deciding.silence import look_for_silence
from bot.actions.deciding.verdict import Hold, Moment, Verdict
from bot.actions.pairing_rounds import draft_pairing
from bot.actions.ports import House
from bot.actions.rematching import find_partner
from bot.actions.summarising import draft_summary
from bot.domain.steps import Step, StepKind

__all__ = ["AT_ONCE", "THOUGHT", "Hold", "Moment", "Verdict", "publish_when_done"]

AT_ONCE: Mapping[StepKind, Callable[[Moment], Awaitable[Verdict]]] = {
    StepKind.OPEN_ENROLMENT: open_enrolment,
    StepKind.CLOSE_ENROLMENT: close_enrolment,
    StepKind.START_ROUND: start_round,
    StepKind.OPEN_PROMPT: open_prompt,
    StepKind.ASK_CHECK_INS: ask_check_ins,
    StepKind.LOOK_FOR_SILENCE: look_for_silence,
    StepKind.CLOSE_ROUND: close_round,
    StepKind.SETTLE_PLACES: settle_places,
    StepKind.END_SURVEY: end_survey,
    StepKind.FORGET_REPLIES: forget_replies,
}

THOUGHT: Mapping[StepKind, Callable[[House, Step, datetime], Awaitable[bool]]] = {
    StepKind.DRAFT_PAIRING: draft_pairing,
    StepKind.FIND_PARTNER: find_partner,
    StepKind.DRAFT_SUMMARY: draft_summary,
}
