"""The end of a round: thanks, what is asked, and what follows from the answers."""

from typing import Any

import discord

from bot.domain.ending import MOST_GAINS, Gain
from bot.domain.notices import Goodbye, InvitedAgain, StayInTouch
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card
from bot.texts.speech import moment


def write_goodbye(notice: Goodbye, pen: Pen) -> Message:
    """Thanks and what was; below it the survey, the wish to stay in touch, the certificate and the next round."""
    body = pen.paragraphs(
        _tell_what_was(notice, pen),
        pen.lines(
            show_name(notice.reflection, 200) or pen.say("notice.goodbye.reflection"), pen.say("notice.goodbye.ask")
        ),
        _ask_to_stay(notice, pen),
        pen.lines(pen.say("notice.goodbye.certificate"), _tell_next(notice, pen)),
        pen.say("notice.goodbye.until", until=moment(notice.open_until, "F")),
    )
    return Message(
        content=pen.say("notice.goodbye.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=((_choose_gains(notice, pen),), *_stay_buttons(notice, pen), _last_row(notice, pen)),
    )


def _tell_what_was(notice: Goodbye, pen: Pen) -> str:
    names = pen.speech.list([show_name(name) for name in notice.partner_names])
    return pen.lines(
        pen.say("notice.goodbye.partner", names=names) if names else "",
        pen.say("notice.goodbye.answered", count=notice.answered, prompts=notice.prompts) if notice.answered else "",
        pen.say("notice.goodbye.together", count=notice.together) if notice.together else "",
    )


def _ask_to_stay(notice: Goodbye, pen: Pen) -> str:
    """Whether they want to stay in touch, and that a no is never told; and what becomes of the thread."""
    if not notice.partner_names:
        return ""
    thread = pen.say("notice.goodbye.thread", thread=f"<#{notice.thread_id}>") if notice.thread_id else ""
    ended = pen.say("notice.goodbye.dissolved")
    return pen.lines(f"{ended} {thread}".strip(), pen.say("notice.goodbye.touch"))


def _tell_next(notice: Goodbye, pen: Pen) -> str:
    if notice.stays:
        return ""
    if notice.next_round is None:
        return pen.say("notice.goodbye.tell_me")
    return pen.say("notice.goodbye.next", starts=moment(notice.next_round.starts_at, "D"))


def _choose_gains(notice: Goodbye, pen: Pen) -> Pressed:
    select = discord.ui.Select[Any](
        custom_id=build("survey", notice.round_id, token=pen.token),
        min_values=1,
        max_values=MOST_GAINS,
        options=[discord.SelectOption(label=pen.say(f"gain.{gain}"), value=gain.value) for gain in Gain],
        placeholder=pen.say("notice.goodbye.choose"),
    )
    return Pressed(select)


def _stay_buttons(notice: Goodbye, pen: Pen) -> tuple[tuple[Pressed, ...], ...]:
    if notice.pair_id is None or not notice.partner_names:
        return ()
    about = notice.round_id, notice.pair_id
    return ((pen.quiet("touch", *about, "yes", label="touch_yes"), pen.quiet("touch", *about, "no", label="touch_no")),)


def _last_row(notice: Goodbye, pen: Pen) -> tuple[Pressed, ...]:
    if notice.stays:
        following = ()
    elif notice.next_round is None:
        following = (pen.quiet("tell_me", notice.round_id),)
    else:
        following = (pen.quiet("join", notice.next_round.round_id, label="join_next"),)
    return (
        pen.strong("certificate", notice.round_id),
        *following,
        pen.quiet("help_round", notice.round_id, label="help"),
    )


def write_stay_in_touch(notice: StayInTouch, pen: Pen) -> Message:
    """All of them said yes."""
    names = pen.speech.list([show_name(name) for name in notice.names])
    said = "notice.stay_in_touch.all" if notice.in_thread else "notice.stay_in_touch.one"
    body = pen.say("notice.stay_in_touch.thread") if notice.in_thread else pen.say("notice.stay_in_touch.write")
    return Message(
        content=pen.say(said, names=names),
        embeds=(make_card("", body),),
        rows=((pen.quiet("help_round", notice.round_id, label="help"),),),
    )


def write_invited_again(notice: InvitedAgain, pen: Pen) -> Message:
    """The round they asked to hear of is open."""
    body = pen.lines(
        pen.say("notice.invited_again.asked"),
        pen.say("notice.enrolment.until", closes=moment(notice.closes_at, "F")),
    )
    return Message(
        content=pen.say("notice.invited_again.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=((pen.strong("join", notice.round_id), pen.quiet("help_round", notice.round_id, label="help")),),
    )
