"""Forms of who sets up a program: another first day, another time zone."""

from dataclasses import replace

from bot.actions.managing_rounds import read_date
from bot.actions.setting_up import choose_start, choose_zone, look_at_setup
from bot.domain.errors import RuleError
from bot.frontend.allowed import check_manages
from bot.frontend.asked import Asked
from bot.frontend.forms.making import Filled, ask_text, make_form
from bot.frontend.setting_up import turn_to, who_sets_up
from bot.texts.places import recognise_zones

DAY_LIMIT, ZONE_LIMIT = 20, 100


async def open_day(asked: Asked) -> None:
    """The form for the first day is open."""
    check_manages(asked)
    view = await look_at_setup(asked.house, who_sets_up(asked), asked.now)
    default = view.setup.starts_on.isoformat() if view.setup.starts_on else ""
    field = ask_text(asked.pen, "day", key="setup_day", default=default, most=DAY_LIMIT)
    await asked.show(make_form("setup_day", title=asked.pen.say("form.setup_day.title"), parts=(field,)))


async def submit_day(asked: Asked) -> None:
    """The round starts on that day, or they read why not."""
    check_manages(asked)
    starts_on = read_date(Filled.of(asked).text("day"))
    await turn_to(asked, await choose_start(asked.house, who_sets_up(asked), starts_on, asked.now))


async def open_zone(asked: Asked) -> None:
    """The form for the time zone is open."""
    check_manages(asked)
    field = ask_text(asked.pen, "zone", key="setup_zone", most=ZONE_LIMIT)
    await asked.show(make_form("setup_other_zone", title=asked.pen.say("form.setup_zone.title"), parts=(field,)))


async def submit_zone(asked: Asked) -> None:
    """Times are those of the zone, city or country; of a country with several, all are there to choose."""
    check_manages(asked)
    typed = Filled.of(asked).text("zone")
    zones = recognise_zones(typed, asked.locale)
    if not zones:
        raise RuleError("unknown_zone", zone=typed)
    view = await choose_zone(asked.house, who_sets_up(asked), zones[0], asked.now)
    await turn_to(asked, replace(view, zones=tuple(dict.fromkeys([*zones, *view.zones]))))
