"""Have you two talked?"""

import discord

from bot.domain.notices import CheckInQuestion
from bot.domain.partnership import CheckInAnswer
from bot.frontend.buttons import Pressed, button
from bot.frontend.messages.markup import mention, show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card

_ROWS = (
    (CheckInAnswer.YES, CheckInAnswer.NOT_YET, CheckInAnswer.ELSEWHERE),
    (CheckInAnswer.SILENT, CheckInAnswer.AWAY, CheckInAnswer.STOP),
)


def write_check_in(notice: CheckInQuestion, pen: Pen) -> Message:
    """The question, and a button for each answer."""
    names = pen.speech.list([show_name(name) for name in notice.partner_names])
    asked = pen.say("notice.check_in.content", names=names)
    return Message(
        content=f"{mention([notice.member_id])} {asked}" if notice.in_thread else asked,
        embeds=(make_card("", pen.say("notice.check_in.body")),),
        rows=tuple(tuple(_answer(notice, answer, pen) for answer in row) for row in _ROWS),
        mentions=(notice.member_id,) if notice.in_thread else (),
    )


def _answer(notice: CheckInQuestion, answer: CheckInAnswer, pen: Pen) -> Pressed:
    return button(
        "checkin",
        notice.round_id,
        notice.pair_id,
        notice.prompt_number,
        answer,
        label=pen.say(f"button.checkin_{answer}"),
        style=discord.ButtonStyle.success if answer is CheckInAnswer.YES else discord.ButtonStyle.secondary,
        token=pen.token,
    )
