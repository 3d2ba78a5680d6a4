"""What is said to who writes to the bot, or asks what it is."""

from bot.frontend.answers.plain import say_model, write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.pen import Pen


def write_where_to_write(pen: Pen) -> Message:
    """A DM to the bot is read by nobody: where somebody reads."""
    return write_plain("", pen.lines(pen.say("answer.dm.nobody"), pen.say("answer.dm.where")))


def write_about(model: str | None, pen: Pen) -> Message:
    """What the bot is, what it keeps, who else reads it, and where everything else is."""
    keeps = pen.lines(pen.say("answer.about.keeps"), say_model(model, pen))
    body = pen.paragraphs(pen.say("answer.about.what"), keeps, pen.say("answer.about.where"))
    return write_plain(pen.say("answer.about.title"), body)
