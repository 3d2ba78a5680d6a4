"""What was understood of the joining form, and what comes next."""

from typing import Any

import discord

from bot.actions.joining import Joined
from bot.domain.participant import Profile
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import list_some, show_name
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.people import show_country, show_zone
from bot.texts.speech import moment
from bot.texts.zones import zone_label


def write_joined(joined: Joined, pen: Pen) -> Message:
    """The answers as they were understood, when the round starts, and a select where the zone must be chosen."""
    following = "answer.joined.reserve" if joined.in_reserve else "answer.joined.starts"
    starts = {} if joined.in_reserve else {"starts": moment(joined.starts_at, "F")}
    body = pen.paragraphs(
        describe_profile(joined.profile, joined.interests, pen),
        pen.lines(pen.say(following, **starts), pen.say("answer.joined.dm")),
        pen.say("answer.joined.zone") if joined.zones else "",
    )
    title = "answer.joined.changed" if joined.was_in else "answer.joined.title"
    change = (pen.quiet("join", joined.round_id, label="change_answers"),)
    rows = ((_choose_zone(joined, pen),), change) if joined.zones else (change,)
    return write_plain(pen.say(title, round=show_name(joined.round_name)), body, rows=rows)


def describe_profile(profile: Profile, interests: tuple[str, ...], pen: Pen) -> str:
    """What a person said of themselves, a line each; `interests` in words."""
    languages = list_some(pen.speech, (pen.speech.language(code) for code in profile.languages))
    return pen.lines(
        show_country(profile.country or "", pen),
        pen.say("notice.card.zone", zone=show_zone(profile.zone, pen)) if profile.zone else "",
        pen.say("notice.card.languages", languages=languages) if languages else "",
        pen.say("notice.card.interests", interests=list_some(pen.speech, interests)) if interests else "",
        pen.say("notice.welcome.consent", consent=pen.say(f"notice.consent.{profile.consent}"))
        if profile.consent
        else "",
    )


def write_zone_chosen(profile: Profile, pen: Pen) -> Message:
    """The zone as it is kept now."""
    return write_plain("", pen.say("answer.zone", zone=show_zone(profile.zone or "UTC", pen)))


def _choose_zone(joined: Joined, pen: Pen) -> Pressed:
    locale = str(pen.speech.locale)
    options = [
        discord.SelectOption(
            label=zone_label(zone, locale, pen.now)[:100], value=zone, default=zone == joined.profile.zone
        )
        for zone in joined.zones
    ]
    return Pressed(discord.ui.Select[Any](custom_id=build("zone", joined.round_id), options=options))
