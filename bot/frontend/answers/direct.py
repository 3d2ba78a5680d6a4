"""What is said to who writes to the bot, or asks what it is."""

from collections.abc import Sequence

from bot.actions.direct import Taken
from bot.domain.reply import MOST_OF_ONE
from bot.frontend.answers.plain import say_model, write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.pen import Pen


def write_where_to_write(pen: Pen) -> Message:
    """No prompt is open to them, so nothing is kept: where somebody reads, and when they can reply here."""
    return write_plain(
        "", pen.lines(pen.say("answer.dm.nobody"), pen.say("answer.dm.where"), pen.say("answer.dm.when"))
    )


def write_not_kept(why: Taken, pen: Pen) -> Message:
    """Why a DM that may have been meant as a reply is not kept as one."""
    if why is Taken.NO_WORDS:
        return write_plain("", pen.lines(pen.say("answer.dm.no_words"), pen.say("answer.dm.where")))
    return write_plain("", pen.say("error.enough_replies", most=MOST_OF_ONE))


def write_about(model: str | None, menus: Sequence[str], pen: Pen) -> Message:
    """What the bot is, what it keeps, who else reads it, and where everything else is, with links to it."""
    keeps = pen.lines(pen.say("answer.about.keeps"), say_model(model, pen))
    body = pen.paragraphs(pen.say("answer.about.what"), keeps, pen.lines(pen.say("answer.about.where"), *menus))
    return write_plain(pen.say("answer.about.title"), body)
