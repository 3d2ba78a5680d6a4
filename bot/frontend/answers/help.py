"""What one can ask for, and what is answered to who asks for help."""

from collections.abc import Sequence

from bot.actions.asking import KeptApart, Known
from bot.domain.ids import RoundId
from bot.frontend.answers.casework import select_one
from bot.frontend.answers.plain import write_plain
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen

MOST_NAMED = 25
"""The entries of one select."""


def write_help(round_id: RoundId, pen: Pen) -> Message:
    """The kinds of help, private to moderators."""
    rows = (
        (pen.strong("help_question", round_id), pen.quiet("help_partner", round_id)),
        (pen.quiet("help_moderator", round_id), pen.quiet("apart", round_id)),
        (pen.quiet("conduct_round", round_id, label="conduct"),),
    )
    return write_plain(pen.say("answer.help.title"), pen.say("answer.help.body"), rows=rows)


def write_help_asked(pen: Pen) -> Message:
    """The moderators have been told, and nobody else."""
    return write_plain(pen.say("answer.help.asked"), pen.say("answer.help.asked_body"))


def write_choose_apart(round_id: RoundId, known: Sequence[Known], pen: Pen) -> Message:
    """From whom? Partners of now first."""
    options = [(str(each.member_id), each.name) for each in known[:MOST_NAMED]]
    select = select_one(build("apart_pick", round_id), options)
    return write_plain(pen.say("answer.apart.choose"), pen.say("answer.apart.choose_body"), rows=((select,),))


def write_ask_apart(round_id: RoundId, known: Known, pen: Pen) -> Message:
    """What keeping apart means, before it is done."""
    row = (pen.strong("apart_yes", round_id, known.member_id), pen.quiet("help_partner", round_id))
    title = pen.say("answer.apart.title", name=show_name(known.name))
    return write_plain(title, pen.say("answer.apart.body"), rows=(row,))


def write_kept_apart(kept: KeptApart, pen: Pen) -> Message:
    """These people never meet again as partners."""
    names = pen.speech.list([show_name(name) for name in kept.names])
    body = pen.say("answer.apart.done_body") if kept.looks else pen.say("answer.apart.stays_body")
    return write_plain(pen.say("answer.apart.done", names=names), body)
