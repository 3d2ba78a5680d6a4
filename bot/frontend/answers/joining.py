"""What was understood of the joining form, and what comes next."""

from typing import Any

import discord

from bot.actions.joining import Joined, JoinForm
from bot.domain.participant import Profile
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import list_some, show_name
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.people import show_country, show_zone
from bot.frontend.messages.places import say_wait_list
from bot.texts.speech import moment
from bot.texts.zones import zone_label


def write_joined(joined: Joined, pen: Pen) -> Message:
    """The answers as they were understood, when the round starts, and a select where the zone must be chosen."""
    body = pen.paragraphs(
        describe_profile(joined.profile, joined.interests, pen),
        pen.lines(_tell_next(joined, pen), "" if joined.was_in else pen.say("answer.joined.dm")),
        pen.say("answer.joined.zone") if joined.zones else "",
    )
    joined_as = "answer.joined.title" if joined.wait_list_number is None else "answer.joined.title_wait_list"
    title = pen.say("answer.joined.changed") if joined.was_in else pen.say(joined_as, title=show_name(joined.title))
    change = (pen.strong("profile_more", joined.round_id), pen.quiet("join", joined.round_id, label="change_answers"))
    zone = choose_zone_of("zone", joined.round_id, joined.zones, joined.profile.zone, pen)
    rows = ((zone,), change) if joined.zones else (change,)
    return write_plain(title, body, rows=rows)


def _tell_next(joined: Joined, pen: Pen) -> str:
    """When they meet their partner, or what that waits for."""
    if joined.wait_list_number is not None:
        return say_wait_list(joined.wait_list_number, pen)
    if joined.in_reserve:
        return pen.say("answer.joined.reserve")
    return pen.say("answer.joined.starts", starts=moment(joined.starts_at, "F"))


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


def choose_zone_of(verb: str, about: int, zones: tuple[str, ...], current: str | None, pen: Pen) -> Pressed:
    """A select of the zones of a country."""
    locale = str(pen.speech.locale)
    options = [
        discord.SelectOption(label=zone_label(zone, locale, pen.now)[:100], value=zone, default=zone == current)
        for zone in zones
    ]
    return Pressed(discord.ui.Select[Any](custom_id=build(verb, about), options=options))


def write_still_right(form: JoinForm, profile: Profile, pen: Pen) -> Message:
    """What they said before; one tap joins with it."""
    row = (pen.strong("join_again", form.round_id, label="join_same"), pen.quiet("join_form", form.round_id))
    title = pen.say("answer.still_right.title", title=show_name(form.title))
    return write_plain(title, describe_profile(profile, form.labels(), pen), rows=(row,))
