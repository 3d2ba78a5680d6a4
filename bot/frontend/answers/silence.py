"""What is answered to who was silent, or hears nothing from a partner."""

from bot.domain.ids import RoundId
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.pen import Pen


def write_here(pen: Pen) -> Message:
    """Good to know."""
    return write_plain(pen.say("answer.here.title"), pen.say("answer.here.body"))


def write_new_partner(pen: Pen) -> Message:
    """One is looked for."""
    return write_plain(pen.say("answer.new_partner.title"), pen.say("answer.new_partner.body"))


def write_waits_longer(round_id: RoundId, pen: Pen) -> Message:
    """They may change their mind, and nobody waits for ever."""
    row = (pen.quiet("help_round", round_id, label="help"),)
    return write_plain(pen.say("answer.wait_longer.title"), pen.say("answer.wait_longer.body"), rows=(row,))


def write_back(pen: Pen) -> Message:
    """A partner is looked for."""
    return write_plain(pen.say("answer.back.title"), pen.say("answer.back.body"))
