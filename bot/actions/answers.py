"""What somebody says of themselves in a form, and what is understood of it: in any language, never guessed."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId
from bot.domain.participant import Profile
from bot.domain.program import Program
from bot.texts.places import Recognised, Unclear, recognise_country, recognise_languages, write_language, zones_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers as somebody wrote and chose them."""

    name: str
    locale: str
    country: str
    languages: str
    interests: tuple[str, ...]
    consent: Consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was understood of answers."""

    answers: Answers
    country: str
    languages: tuple[str, ...]
    zones: tuple[str, ...]
    """The zones of the country, the one most people live in first."""

    def as_profile(self, guild_id: GuildId, member_id: MemberId, program: Program, before: Profile | None) -> Profile:
        """The profile with these answers. A zone chosen before and the interests of other programs stay."""
        kept = before.zone if before and before.zone in self.zones else None
        elsewhere = tuple(key for key in before.interests if key not in program.interests) if before else ()
        here = tuple(key for key in self.answers.interests if key in program.interests)
        return Profile(
            guild_id=guild_id,
            member_id=member_id,
            name=self.answers.name,
            locale=self.answers.locale,
            country=self.country,
            zone=kept or next(iter(self.zones), None),
            languages=self.languages,
            interests=(*here, *elsewhere),
            consent=self.answers.consent,
        )


def understand(answers: Answers, now: datetime) -> Understood:
    """What the answers say.

    Raises:
        RuleError: `country_unknown`, `country_unclear` (countries), `languages_unknown` (parts, and suggestions: for
            each part the codes it may mean).
    """
    country = _country_in(answers)
    return Understood(
        answers=answers, country=country, languages=_languages_in(answers.languages), zones=zones_of(country, now)
    )


def _country_in(answers: Answers) -> str:
    match recognise_country(answers.country, answers.locale):
        case Recognised(code=code):
            return code
        case Unclear(suggestions=suggestions):
            raise RuleError("country_unclear", text=answers.country[:60], countries=suggestions)
        case _:
            raise RuleError("country_unknown", text=answers.country[:60])


def _languages_in(text: str) -> tuple[str, ...]:
    found = recognise_languages(text)
    if found.unknown or not found.codes:
        parts = tuple(part.text[:40] for part in found.unknown) or (text[:40],)
        raise RuleError("languages_unknown", parts=parts, suggestions=tuple(part.suggestions for part in found.unknown))
    return found.codes


def with_language(text: str, place: int, code: str, locale: str) -> str:
    """What somebody typed as languages, with the part that was not understood at this place meaning this language.

    Raises:
        RuleError: `form_is_gone` where that part is not, or never could have meant it: the form was changed meanwhile.
    """
    found = recognise_languages(text)
    if not 0 <= place < len(found.unknown) or code not in found.unknown[place].suggestions:
        raise RuleError("form_is_gone")
    left = [part.text for number, part in enumerate(found.unknown) if number != place]
    return ", ".join([*(write_language(each, locale) for each in dict.fromkeys([*found.codes, code])), *left])


def is_complete(profile: Profile) -> bool:
    """Whether all is there that the joining form asks for."""
    return bool(profile.country and profile.languages and profile.consent)
