"""What happens to partners on the way: nobody fits yet, one left, one was asked for."""

from bot.domain.notices import Inactive, Nudge, PartnerLeft, PartnerOffer, Waiting, WelcomeBack
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
    """A pair has ended, or goes on as two. The words are the same for every reason, so that none can be guessed."""
    name = show_name(notice.name) or pen.say("notice.confirm.somebody")
    ended = pen.say("notice.partner_left.ended"), pen.say("notice.partner_left.ended_body")
    if not notice.looks:
        ended = pen.say("notice.partner_left.rests"), pen.say("notice.partner_left.rests_body")
    goes_on = pen.say("notice.partner_left.fewer", name=name), pen.say("notice.partner_left.fewer_body")
    content, body = goes_on if notice.partners_left else ended
    return Message(
        content=content,
        embeds=(make_card("", body),),
        rows=(
            (
                *(() if notice.looks else (pen.strong("come_back", notice.round_id, label="find_partner"),)),
                pen.quiet("help_round", notice.round_id, label="help"),
                pen.quiet("leave_round", notice.round_id, label="leave"),
            ),
        ),
    )


def write_nudge(notice: Nudge, pen: Pen) -> Message:
    """How are you? A few words would help; not who asked for them."""
    names = pen.speech.list([show_name(name) for name in notice.partner_names])
    thread = pen.say("notice.nudge.thread", thread=f"<#{notice.thread_id}>") if notice.thread_id else ""
    return Message(
        content=pen.say("notice.nudge.content", names=names),
        embeds=(make_card("", pen.lines(pen.say("notice.nudge.body"), thread)),),
        rows=(
            (
                pen.strong("here", notice.round_id, notice.pair_id),
                pen.quiet("away_round", notice.round_id, label="checkin_away"),
                pen.quiet("leave_round", notice.round_id, label="checkin_stop"),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
    )


def write_partner_offer(notice: PartnerOffer, pen: Pen) -> Message:
    """Nothing is said against the one who does not answer."""
    name = show_name(notice.name) or pen.say("notice.confirm.somebody")
    return Message(
        content=pen.say("notice.offer.content", name=name),
        embeds=(make_card("", pen.say("notice.offer.body")),),
        rows=(
            (
                pen.strong("new_partner", notice.round_id, notice.pair_id, notice.silent_id),
                pen.quiet("wait_longer", notice.round_id),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
    )


def write_inactive(notice: Inactive, pen: Pen) -> Message:
    """They are not looked for now, and one tap changes that."""
    return Message(
        content=pen.say("notice.inactive.content", title=show_name(notice.title)),
        embeds=(make_card("", pen.say("notice.inactive.body")),),
        rows=(
            (
                pen.strong("come_back", notice.round_id),
                pen.quiet("leave_round", notice.round_id, label="leave"),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
    )


def write_welcome_back(notice: WelcomeBack, pen: Pen) -> Message:
    """They take part again: with whom, where, and what is talked about now."""
    names = pen.speech.list([show_name(name) for name in notice.partner_names])
    body = pen.lines(
        pen.say("notice.welcome_back.partner", names=names),
        pen.say("notice.nudge.thread", thread=f"<#{notice.thread_id}>") if notice.thread_id else "",
        pen.say("notice.welcome_back.prompt", title=show_name(notice.prompt_title, 100)),
    )
    return Message(
        content=pen.say("notice.welcome_back.content", title=show_name(notice.title)),
        embeds=(make_card("", body),),
        rows=(
            (
                pen.quiet("away_round", notice.round_id, label="away"),
                pen.quiet("leave_round", notice.round_id, label="leave"),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
    )
