"""What people answered at the end of a round is told to those whom it concerns."""

from bot.actions.deciding.verdict import Moment, Verdict
from bot.actions.goodbyes import tell_answers
from bot.domain.steps import Outcome


async def end_survey(moment: Moment) -> Verdict:
    """Nothing can be answered any more; partners who all want to stay in touch, and organisers, are told."""
    await tell_answers(moment.tx, moment.found, moment.now)
    return Outcome.DONE
