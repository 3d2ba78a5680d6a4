"""The pinned message of the organisers."""

from bot.domain.notices import Coming, Panel, PanelRound
from bot.domain.round import Phase
from bot.frontend.buttons import Pressed
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card
from bot.texts.speech import moment

ENDED = frozenset({Phase.CLOSED, Phase.PUBLISHED, Phase.CANCELLED})
_COMING = frozenset({Phase.PLANNED, Phase.ENROLLING, Phase.PAIRING})


def write_panel(notice: Panel, pen: Pen) -> Message:
    """Where the rounds stand, what comes next, and a button for each thing that can be done about them."""
    rounds = [_say_round(each, pen) for each in notice.rounds]
    body = pen.paragraphs(*(rounds or [pen.say("notice.panel.none")]), pen.say("notice.panel.body"))
    return Message(
        content=pen.say("notice.panel.content", title=show_name(notice.title)),
        embeds=(make_card(notice.title, body),),
        rows=(_choose_buttons(notice, pen),),
    )


def _say_round(each: PanelRound, pen: Pen) -> str:
    stands = pen.say("notice.panel.round", round=each.name, phase=pen.say(f"phase.{each.phase}"))
    return pen.lines(stands, *(_say_coming(coming, pen) for coming in each.coming))


def _say_coming(coming: Coming, pen: Pen) -> str:
    title = {"title": show_name(coming.title, 100)} if coming.title else {}
    return pen.say(f"notice.panel.at.{coming.what}", at=moment(coming.at, "F"), **title)


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
