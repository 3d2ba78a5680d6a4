"""The pinned message of the organisers."""

from collections.abc import Iterator
from itertools import groupby

from bot.domain.notices import Coming, Panel, PanelRound
from bot.domain.round import Phase
from bot.frontend.buttons import Pressed
from bot.frontend.messages.dates import say_moment, say_zone
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card

ENDED = frozenset({Phase.CLOSED, Phase.PUBLISHED, Phase.CANCELLED})
_COMING = frozenset({Phase.PLANNED, Phase.ENROLLING, Phase.PAIRING})


def write_panel(notice: Panel, pen: Pen) -> Message:
    """Where the rounds stand, what comes next, and a button for each thing that can be done about them."""
    rounds = list(_say_rounds(notice, pen)) or [pen.say("notice.panel.none")]
    body = pen.paragraphs(*rounds, pen.say("notice.panel.body"))
    return Message(
        content=pen.say("notice.panel.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=(_choose_buttons(notice, pen),),
    )


def _say_rounds(notice: Panel, pen: Pen) -> Iterator[str]:
    """Each round, and below those of one zone whose times theirs are."""
    for zone, rounds in groupby(notice.rounds, key=lambda each: each.zone):
        dated = False
        for each in rounds:
            yield _say_round(each, pen)
            dated = dated or bool(each.coming)
        if dated:
            yield say_zone(zone, pen)


def _say_round(each: PanelRound, pen: Pen) -> str:
    return pen.lines(
        pen.say("notice.panel.round", round=each.name, phase=pen.say(f"phase.{each.phase}")),
        _say_people(each, pen),
        pen.say("answer.round.places", places=each.places, waiting=each.wait_listed)
        if each.people is not None and each.places is not None
        else "",
        pen.say("notice.panel.invitation", link=each.invitation) if each.invitation else "",
        *(_say_coming(coming, each.zone, pen) for coming in each.coming),
    )


def _say_people(each: PanelRound, pen: Pen) -> str:
    if each.people is None:
        return ""
    key = "notice.panel.joined" if each.phase is Phase.ENROLLING else "answer.round.participants"
    return pen.say(key, count=each.people)


def _say_coming(coming: Coming, zone: str, pen: Pen) -> str:
    title = {"title": show_name(coming.title, 100)} if coming.title else {}
    return pen.say(f"notice.panel.at.{coming.what}", at=say_moment(coming.at, zone, pen), **title)


def _choose_buttons(notice: Panel, pen: Pen) -> tuple[Pressed, ...]:
    """Only what makes sense where the rounds stand; the first is there always, and carries the token."""
    open_rounds = [each for each in notice.rounds if each.phase not in ENDED]
    planned = [each for each in open_rounds if each.phase is Phase.PLANNED]
    return (
        pen.quiet("round_show", notice.program_id),
        *(
            (pen.quiet("round_rehearse", notice.program_id),)
            if any(each.phase in _COMING for each in open_rounds)
            else ()
        ),
        *(pen.quiet("round_open", each.round_id) for each in planned[:1]),
        *(
            (pen.danger("round_ask_cancel", notice.program_id),)
            if open_rounds
            else (pen.strong("setup", label="plan_round"),)
        ),
    )
