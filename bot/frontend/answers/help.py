"""What one can ask for, and what is answered to who asks for help."""

from bot.actions.asking import KeptApart
from bot.domain.ids import RoundId
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen


def write_help(round_id: RoundId, pen: Pen) -> Message:
    """The kinds of help, private to moderators."""
    rows = (
        (pen.strong("help_question", round_id), pen.quiet("help_partner", round_id)),
        (pen.quiet("apart", round_id), pen.quiet("conduct_round", round_id, label="conduct")),
    )
    return write_plain(pen.say("answer.help.title"), pen.say("answer.help.body"), rows=rows)


def write_help_asked(pen: Pen) -> Message:
    """The moderators have been told, and nobody else."""
    return write_plain(pen.say("answer.help.asked"), pen.say("answer.help.asked_body"))


def write_ask_apart(round_id: RoundId, pen: Pen) -> Message:
    """What keeping apart means, before it is done."""
    row = (pen.strong("apart_yes", round_id), pen.quiet("help_partner", round_id))
    return write_plain(pen.say("answer.apart.title"), pen.say("answer.apart.body"), rows=(row,))


def write_kept_apart(kept: KeptApart, pen: Pen) -> Message:
    """These people never meet again as partners."""
    names = pen.speech.list([show_name(name) for name in kept.names])
    return write_plain(pen.say("answer.apart.done", names=names), pen.say("answer.apart.done_body"))
