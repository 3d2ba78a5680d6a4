"""What is said about places: one's number on the wait-list, a place that is free, and who is invited first."""

from bot.domain.notices import InvitedFirst, PlaceFree
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card
from bot.texts.speech import moment


def say_wait_list(number: int, pen: Pen) -> str:
    """Where somebody is on the wait-list, and what comes next."""
    return pen.lines(pen.say("notice.wait_list.number", number=number), pen.say("notice.wait_list.next"))


def write_place_free(notice: PlaceFree, pen: Pen) -> Message:
    """They have a place now, when the round starts, and how to give the place to somebody else."""
    starts = pen.say("notice.welcome.next", starts=moment(notice.starts_at, "F"))
    return Message(
        content=pen.say("notice.place_free.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, pen.paragraphs(starts, pen.say("notice.place_free.leave"))),),
        rows=(
            (
                pen.quiet("leave_round", notice.round_id, label="leave"),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
    )


def write_invited_first(notice: InvitedFirst, pen: Pen) -> Message:
    """The next round is open, and whether a place is kept for them."""
    kept = (
        pen.say("notice.invited_first.held", until=moment(notice.held_until, "F"))
        if notice.held_until
        else pen.say("notice.invited_first.soon")
    )
    body = pen.paragraphs(kept, pen.say("notice.enrolment.until", closes=moment(notice.closes_at, "F")))
    return Message(
        content=pen.say("notice.invited_first.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=((pen.strong("join", notice.round_id), pen.quiet("help_round", notice.round_id, label="help")),),
    )
