"""When and how somebody who takes no part can join, in the menu and as an answer."""

from bot.domain.notices import Chance
from bot.frontend.buttons import Pressed
from bot.frontend.messages.pen import Pen
from bot.texts.speech import moment


def say_chance(chance: Chance, pen: Pen) -> str:
    """Until when one can join, or from when."""
    channel = f"<#{chance.channel_id}>"
    if chance.closes_at is not None:
        return pen.say("notice.chance.open", closes=moment(chance.closes_at, "F"))
    reserve = pen.say("notice.enrolment.reserve") if chance.round_id is not None else ""
    if chance.opens_at is not None:
        return pen.lines(reserve, pen.say("notice.chance.later", opens=moment(chance.opens_at, "F"), channel=channel))
    return reserve or pen.say("notice.chance.none", channel=channel)


def join_button(chance: Chance, pen: Pen) -> tuple[Pressed, ...]:
    """The button that joins, where one can."""
    if chance.round_id is None:
        return ()
    if chance.closes_at is None:
        return (pen.quiet("join", chance.round_id, label="join_reserve"),)
    return (pen.strong("join", chance.round_id),)
