"""The pinned message with everything a participant may want."""

from bot.domain.notices import Menu
from bot.frontend.messages.chances import join_button, say_chance
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card

ROWS = (("my_partner", "my_profile", "my_replies", "my_data"), ("away", "leave", "conduct", "help"))


def write_menu(notice: Menu, pen: Pen) -> Message:
    """What the program is, when one can join, and a button for each thing one may want of it."""
    body = pen.paragraphs(notice.description, say_chance(notice.chance, pen), pen.say("notice.menu.body"))
    joins = join_button(notice.chance, pen)
    return Message(
        content=pen.say("notice.menu.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=(
            *((joins,) if joins else ()),
            *(tuple(pen.quiet(verb, notice.program_id) for verb in row) for row in ROWS),
        ),
    )
