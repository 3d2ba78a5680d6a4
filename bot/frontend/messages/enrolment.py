"""The invitation to join a round, and the welcome to who joined."""

from bot.domain.notices import Enrolment, EnrolmentOpen, Welcome
from bot.frontend.buttons import Pressed
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card
from bot.frontend.messages.places import say_wait_list
from bot.texts.speech import moment


def write_enrolment(notice: EnrolmentOpen, pen: Pen) -> Message:
    """What the round is, what it asks of people, and how to join it or, later, as a stand-in."""
    body = pen.paragraphs(
        notice.description,
        pen.lines(
            pen.say("notice.enrolment.prompts", count=notice.prompts),
            pen.say("notice.enrolment.dates", starts=moment(notice.starts_at, "D"), ends=moment(notice.ends_at, "D")),
            pen.say("notice.enrolment.until", closes=moment(notice.closes_at, "F"))
            if notice.enrolment is Enrolment.OPEN
            else pen.say(f"notice.enrolment.{notice.enrolment}"),
            pen.say("notice.enrolment.places", places=notice.places)
            if notice.places is not None and notice.enrolment is Enrolment.OPEN
            else "",
            pen.say("notice.enrolment.country_places", places=notice.country_places)
            if notice.country_places is not None and notice.enrolment is Enrolment.OPEN
            else "",
        ),
        pen.lines(pen.say("notice.enrolment.conduct"), notice.code_of_conduct) if notice.code_of_conduct else "",
    )
    return Message(
        content=pen.say(f"notice.enrolment.content_{notice.enrolment}", title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=(
            (
                _join_button(notice, pen),
                *_code_button(notice, pen),
                pen.quiet("conduct_round", notice.round_id, label="conduct"),
                pen.quiet("help_round", notice.round_id, label="help"),
                pen.about(),
            ),
        ),
    )


def _code_button(notice: EnrolmentOpen, pen: Pen) -> tuple[Pressed, ...]:
    """For people of a roster; where there is none, nobody has a code."""
    shown = notice.has_roster and notice.enrolment is not Enrolment.ENDED
    return (pen.quiet("code", notice.round_id),) if shown else ()


def _join_button(notice: EnrolmentOpen, pen: Pen) -> Pressed:
    match notice.enrolment:
        case Enrolment.OPEN:
            return pen.strong("join", notice.round_id)
        case Enrolment.RESERVE:
            return pen.strong("join", notice.round_id, label="join_reserve")
        case Enrolment.ENDED:
            return pen.off("join", notice.round_id)


def write_welcome(notice: Welcome, pen: Pen) -> Message:
    """What comes next, and how to change what they said."""
    content = "notice.welcome.content" if notice.wait_list_number is None else "notice.welcome.content_wait_list"
    body = pen.lines(_tell_next(notice, pen), pen.say("notice.welcome.rhythm"))
    return Message(
        content=pen.say(content, title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=(
            (
                pen.strong("profile_more", notice.round_id),
                pen.quiet("join", notice.round_id, label="change_answers"),
                pen.quiet("leave_round", notice.round_id, label="leave"),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
    )


def _tell_next(notice: Welcome, pen: Pen) -> str:
    """When they meet their partner, or what that waits for."""
    if notice.wait_list_number is not None:
        return say_wait_list(notice.wait_list_number, pen)
    if notice.in_reserve:
        return pen.say("notice.welcome.reserve")
    return pen.say("notice.welcome.next", starts=moment(notice.starts_at, "F"))
