"""What is answered to who agrees with a published theme."""

from bot.actions.assenting import Assented
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.summary_parts import show_label


def write_assented(assented: Assented, pen: Pen) -> Message:
    """Whether they count as agreeing now, and how many do."""
    title = pen.say(f"answer.assent.{assented.what}", theme=show_label(assented.label))
    people = pen.say("notice.people", count=assented.people)
    counts = pen.say("answer.assent.counts", people=people, count=assented.agree)
    return write_plain(title, pen.lines(pen.say(f"answer.assent.{assented.what}_body"), counts))
