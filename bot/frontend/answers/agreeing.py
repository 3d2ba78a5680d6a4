"""What is answered to who proposes how partners talk, or says yes to it."""

from bot.domain.notices import Terms
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.agreeing import say_missing
from bot.frontend.messages.pen import Pen


def write_proposed(terms: Terms, pen: Pen) -> Message:
    """Their idea stands, and whose yes it needs; where theirs was the last one, it is settled."""
    return _write(terms, "answer.agreement.proposed", pen)


def write_said_yes(terms: Terms, pen: Pen) -> Message:
    """They said yes, and whose yes is missing."""
    return _write(terms, "answer.agreement.said_yes", pen)


def _write(terms: Terms, title: str, pen: Pen) -> Message:
    if not terms.missing:
        return write_plain(pen.say("answer.agreement.holds"), pen.say("answer.agreement.change"))
    return write_plain(pen.say(title), pen.lines(say_missing(terms, pen), pen.say("answer.agreement.where")))
