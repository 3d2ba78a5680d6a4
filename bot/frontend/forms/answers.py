"""What the joining form asks and what a profile changes: the four parts, and buttons for what was not understood."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.actions.answers import Answers, with_language
from bot.actions.drafts import Parts
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId
from bot.domain.participant import Profile
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, draft_of
from bot.frontend.forms.making import Filled, ask_consent, ask_some, ask_text
from bot.frontend.guilds import name_in
from bot.frontend.messages.pen import Pen
from bot.texts.locales import find_locale
from bot.texts.places import COUNTRIES, write_language

COUNTRY_LIMIT = 100
LANGUAGES_LIMIT = 200
_FIRST_FLAG_LETTER = 0x1F1E6


def ask_answers(
    profile: Profile | None, draft: Filled | None, interests: Mapping[str, str], pen: Pen, locale: str
) -> tuple[discord.ui.Label[Any], ...]:
    """Four parts: country, languages, interests, and how the words may be used; filled in as far as is known.

    Of somebody who said nothing yet the language is known in which they use Discord: their `locale`.
    """
    shown = draft or Filled(_known(profile, interests, pen) if profile else {"languages": _language_of(locale)})
    return (
        ask_text(pen, "country", key="country", default=shown.text("country"), most=COUNTRY_LIMIT),
        ask_text(pen, "languages", key="languages", default=shown.text("languages"), most=LANGUAGES_LIMIT),
        ask_some(pen, "interests", key="interests", options=interests, chosen=shown.several("interests")),
        ask_consent(pen, "means", chosen=shown.consent(), required=True),
    )


def _language_of(locale: str) -> str:
    return write_language(find_locale(locale).language, locale)


def _known(profile: Profile, interests: Mapping[str, str], pen: Pen) -> Parts:
    """What the person said before, as they would write it."""
    locale = str(pen.speech.locale)
    return {
        "country": pen.speech.country(profile.country) if profile.country else "",
        "languages": ", ".join(write_language(code, locale) for code in profile.languages),
        "interests": [key for key in profile.interests if key in interests],
        "consent": profile.consent.value if profile.consent else "",
    }


async def answers_in(asked: Asked, guild_id: GuildId, filled: Filled) -> Answers:
    """The answers as they stand in the form.

    Raises:
        RuleError: `not_in_server` for who is no longer in it.
    """
    return Answers(
        name=await name_in(asked, guild_id),
        locale=asked.locale,
        country=filled.text("country")[:COUNTRY_LIMIT],
        languages=filled.text("languages")[:LANGUAGES_LIMIT],
        interests=filled.several("interests"),
        consent=filled.consent() or Consent.COUNT_ONLY,
    )


async def with_country_meant(asked: Asked, guild_id: GuildId, opener: Opener) -> Filled:
    """The form as it was handed in, with the country of the button instead of what was written.

    Raises:
        RuleError: `form_is_gone`, `unknown_button`.
    """
    draft = await _draft(asked, guild_id, opener)
    code = asked.word(1)
    if code not in COUNTRIES:
        raise RuleError("unknown_button")
    # A flag is no other country's in any language.
    flag = "".join(chr(_FIRST_FLAG_LETTER + ord(letter) - ord("A")) for letter in code)
    return Filled({**draft.parts, "country": flag})


async def with_language_meant(asked: Asked, guild_id: GuildId, opener: Opener) -> Filled:
    """The form as it was handed in, with the language of the button instead of the words that it stands for.

    Raises:
        RuleError: `form_is_gone`, `unknown_button`.
    """
    draft = await _draft(asked, guild_id, opener)
    text = draft.text("languages")[:LANGUAGES_LIMIT]
    return Filled({**draft.parts, "languages": with_language(text, asked.number(1), asked.word(2), asked.locale)})


async def _draft(asked: Asked, guild_id: GuildId, opener: Opener) -> Filled:
    draft = await draft_of(asked, guild_id, opener)
    if draft is None:
        raise RuleError("form_is_gone")
    return draft
