"""Joining a round: the form, what was understood of it, and the few things asked after it."""

from collections.abc import Mapping

import discord

from bot.actions.drafts import Parts
from bot.actions.joining import JoinForm, JoinRequest, choose_zone, join, show_join_form
from bot.actions.whereabouts import guild_of_round
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, RoundId
from bot.domain.participant import Profile
from bot.frontend.answers.joining import write_joined, write_zone_chosen
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, ask_consent, ask_some, ask_text, make_form
from bot.frontend.guilds import guild_meant, name_in
from bot.frontend.messages.pen import Pen
from bot.texts.places import COUNTRIES

COUNTRY_LIMIT = 100
LANGUAGES_LIMIT = 200
_FIRST_FLAG_LETTER = 0x1F1E6


async def open_join(asked: Asked) -> None:
    """The form is open, filled in with what the person wrote or said before."""
    round_id, guild_id = await _about(asked)
    form = await show_join_form(asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id)
    draft = await draft_of(asked, guild_id, _opener(round_id))
    await asked.show(make_join_form(form, draft, asked.pen))


async def submit_join(asked: Asked) -> None:
    """The person takes part, or reads what was not understood."""
    round_id, guild_id = await _about(asked)
    await _join(asked, guild_id, round_id, Filled.of(asked))


async def join_with_country(asked: Asked) -> None:
    """The country was meant that was suggested; the rest of the form is as it was handed in."""
    round_id, guild_id = await _about(asked)
    draft = await draft_of(asked, guild_id, _opener(round_id))
    if draft is None:
        raise RuleError("form_is_gone")
    code = asked.word(1)
    if code not in COUNTRIES:
        raise RuleError("unknown_button")
    # A flag is no other country's in any language.
    flag = "".join(chr(_FIRST_FLAG_LETTER + ord(letter) - ord("A")) for letter in code)
    await _join(asked, guild_id, round_id, Filled({**draft.parts, "country": flag}))


async def set_zone(asked: Asked) -> None:
    """The person lives in the chosen zone."""
    _, guild_id = await _about(asked)
    zone = "".join(asked.chosen)
    profile = await choose_zone(asked.house, guild_id=guild_id, member_id=asked.member_id, zone=zone, now=asked.now)
    await asked.answer(write_zone_chosen(profile, asked.pen))


def make_join_form(form: JoinForm, draft: Filled | None, pen: Pen) -> discord.ui.Modal:
    """Four parts: country, languages, interests, and how the words may be used."""
    shown = draft or Filled(_known(form.profile, form.interests, pen))
    return make_form(
        "join",
        form.round_id,
        title=pen.say("form.join", title=form.title),
        parts=(
            ask_text(pen, "country", key="country", default=shown.text("country"), most=COUNTRY_LIMIT),
            ask_text(pen, "languages", key="languages", default=shown.text("languages"), most=LANGUAGES_LIMIT),
            ask_some(pen, "interests", key="interests", options=form.interests, chosen=shown.several("interests")),
            ask_consent(pen, chosen=shown.consent(), required=True),
        ),
    )


def _known(profile: Profile | None, interests: Mapping[str, str], pen: Pen) -> Parts:
    """What the person said before, as they would write it."""
    if profile is None:
        return {}
    return {
        "country": pen.speech.country(profile.country) if profile.country else "",
        "languages": ", ".join(pen.speech.language(code) for code in profile.languages),
        "interests": [key for key in profile.interests if key in interests],
        "consent": profile.consent.value if profile.consent else "",
    }


async def _about(asked: Asked) -> tuple[RoundId, GuildId]:
    round_id = RoundId(asked.number(0))
    return round_id, await guild_meant(asked, guild_of_round, round_id)


def _opener(round_id: RoundId) -> Opener:
    return Opener(verb="join", args=(round_id,))


async def _join(asked: Asked, guild_id: GuildId, round_id: RoundId, filled: Filled) -> None:
    name = await name_in(asked, guild_id)
    request = JoinRequest(
        round_id=round_id,
        name=name,
        locale=asked.locale,
        country=filled.text("country")[:COUNTRY_LIMIT],
        languages=filled.text("languages")[:LANGUAGES_LIMIT],
        interests=filled.several("interests"),
        consent=filled.consent() or Consent.COUNT_ONLY,
    )
    joining = join(asked.house, guild_id=guild_id, member_id=asked.member_id, request=request, now=asked.now)
    await hand_in(
        asked,
        guild_id,
        _opener(round_id),
        filled,
        act=joining,
        write=lambda joined: write_joined(joined, asked.pen),
    )
