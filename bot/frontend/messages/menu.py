"""The pinned message with everything a participant may want."""

from bot.domain.notices import Menu
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card

ROWS = (("my_partner", "my_profile", "my_replies", "my_data"), ("away", "leave", "conduct", "help"))


def write_menu(notice: Menu, pen: Pen) -> Message:
    """What the program is, and a button for each thing one may want of it."""
    body = pen.paragraphs(notice.description, pen.say("notice.menu.body"))
    return Message(
        content=pen.say("notice.menu.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=tuple(tuple(pen.quiet(verb, notice.program_id) for verb in row) for row in ROWS),
    )
