"""Have you two talked?"""

import discord

from bot.domain.notices import CheckInQuestion
from bot.domain.partnership import CheckInAnswer
from bot.frontend.buttons import Pressed, button
from bot.frontend.messages.agreeing import describe_terms
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
        embeds=(
            make_card(
                "", pen.paragraphs(pen.say("notice.check_in.body"), _ask_to_write(notice, pen), _ask_more(notice, pen))
            ),
        ),
        rows=(*(tuple(_answer(notice, answer, pen) for answer in row) for row in _ROWS), *_more(notice, pen)),
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


def _ask_to_write(notice: CheckInQuestion, pen: Pen) -> str:
    """In a DM, that what is written there is a reply; and to what."""
    if notice.in_thread or not notice.prompt_title:
        return ""
    return pen.say("notice.check_in.write", title=show_name(notice.prompt_title, 100))


def _ask_more(notice: CheckInQuestion, pen: Pen) -> str:
    """The agreement, as it holds or as it is proposed, and replies of the pair that wait for the reader's yes."""
    terms = notice.terms
    if terms is None:
        said = pen.say("notice.check_in.no_terms")
    else:
        key = "asked" if terms.asks_reader else "waiting" if terms.missing else "agreed"
        said = pen.lines(pen.say(f"notice.check_in.{key}"), describe_terms(terms, pen))
    titles = [show_name(title, 100) for _, title in notice.unconfirmed[:1]]
    waits = (pen.say("notice.check_in.unconfirmed", title=title) for title in titles)
    return pen.paragraphs(said, *waits)


def _more(notice: CheckInQuestion, pen: Pen) -> tuple[tuple[Pressed, ...], ...]:
    agreement = notice.round_id, notice.pair_id
    if notice.terms is None:
        first = (pen.quiet("agree", *agreement),)
    elif notice.terms.asks_reader:
        first = (pen.quiet("agree_yes", *agreement), pen.quiet("agree", *agreement, label="agree_change"))
    else:
        first = (pen.quiet("agree", *agreement, label="agree_change"),)
    confirm = tuple(pen.quiet("confirm", reply_id) for reply_id, _ in notice.unconfirmed[:1])
    return ((*first, *confirm, pen.quiet("help_round", notice.round_id, label="help")),)
