"""Have you two talked?"""

import discord

from bot.domain.ids import PairId, RoundId
from bot.domain.notices import CheckInQuestion
from bot.domain.partnership import CheckInAnswer
from bot.frontend.buttons import Pressed, button
from bot.frontend.messages.markup import mention, show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card


def write_check_in(notice: CheckInQuestion, pen: Pen) -> Message:
    """One question and three answers; what follows from an answer is asked with it."""
    names = pen.speech.list([show_name(name) for name in notice.partner_names])
    asked = pen.say("notice.check_in.content", names=names, title=show_name(notice.prompt_title, 100))
    about = notice.round_id, notice.pair_id, notice.prompt_number
    invited = pen.say("notice.check_in.write") if notice.invites and not notice.in_thread else ""
    return Message(
        content=f"{mention([notice.member_id])} {asked}" if notice.in_thread else asked,
        embeds=(make_card("", pen.lines(pen.say("notice.check_in.body"), invited)),),
        rows=(
            (
                offer_answer(CheckInAnswer.YES, *about, pen, style=discord.ButtonStyle.success),
                offer_answer(CheckInAnswer.NOT_YET, *about, pen),
                pen.quiet("checkin_help", *about),
            ),
        ),
        mentions=(notice.member_id,) if notice.in_thread else (),
    )


def offer_answer(
    answer: CheckInAnswer,
    round_id: RoundId,
    pair_id: PairId,
    prompt_number: int,
    pen: Pen,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> Pressed:
    """A button that answers the check-in of this prompt so."""
    label = pen.say(f"button.checkin_{answer}")
    return button("checkin", round_id, pair_id, prompt_number, answer, label=label, style=style, token=pen.token)
