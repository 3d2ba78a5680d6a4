"""What happens to partners on the way: nobody fits yet, one left, one was asked for."""

from bot.domain.notices import Nudge, PartnerLeft, Waiting
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card


def write_waiting(notice: Waiting, pen: Pen) -> Message:
    """No partner fits now; the reason is never told, since it could tell who is kept apart."""
    return Message(
        content=pen.say("notice.waiting.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, pen.say("notice.waiting.body")),),
        rows=(
            (
                pen.quiet("help_round", notice.round_id, label="help"),
                pen.quiet("leave_round", notice.round_id, label="leave"),
            ),
        ),
    )


def write_partner_left(notice: PartnerLeft, pen: Pen) -> Message:
    """A partner left, and whether somebody is still there."""
    key = "notice.partner_left.some_stay" if notice.partners_left else "notice.partner_left.alone"
    return Message(
        content=pen.say(
            "notice.partner_left.content", name=show_name(notice.name) or pen.say("notice.confirm.somebody")
        ),
        embeds=(make_card("", pen.say(key)),),
        rows=(
            (
                pen.quiet("help_round", notice.round_id, label="help"),
                pen.quiet("leave_round", notice.round_id, label="leave"),
            ),
        ),
    )


def write_nudge(notice: Nudge, pen: Pen) -> Message:
    """A few words would help; not who asked for them."""
    names = pen.speech.list([show_name(name) for name in notice.partner_names])
    thread = pen.say("notice.nudge.thread", thread=f"<#{notice.thread_id}>") if notice.thread_id else ""
    return Message(
        content=pen.say("notice.nudge.content", names=names),
        embeds=(make_card("", pen.lines(pen.say("notice.nudge.body"), thread)),),
        rows=((pen.quiet("help_round", notice.round_id, label="help"), pen.about()),),
    )
