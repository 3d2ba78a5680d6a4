"""A cast whose replies are those of a real data set: whoever wrote in the file becomes a member."""

import random
from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter

from bot.domain.consent import Consent
from bot.domain.ids import MemberId
from bot.domain.program import Program
from bot.domain.words import Words
from bot.rehearsal.cast.inventing import Country, Invention, names_without_end
from bot.rehearsal.cast.loading import LONGEST_WORDS, read_cast_file
from bot.rehearsal.cast.roles import Cast, Manner, Role
from bot.summarise.languages import languages_of
from bot.texts.catalogue import Texts
from bot.texts.places import Recognised, recognise_country

FEWEST_OF_FILE, MOST_OF_FILE = 3, 2_000
"""People of whom a round can be made, and those who are taken of a larger file."""
_CONSENTS = (Consent.QUOTE, Consent.QUOTE, Consent.QUOTE_WITH_NAME, Consent.QUOTE_WITH_NAME, Consent.COUNT_ONLY)
_IN_THREAD = 0.25
"""The part of people who write in the thread instead of in the form."""


def cast_of_replies(words: Sequence[Words], countries: Mapping[MemberId, str], program: Program, seed: int) -> Cast:
    """Return one role for each person who wrote, with their replies word for word and in the file's order.

    Names, interests and consents are invented, and so is the country of who states none that is recognised; they speak
    English and the language of their first reply. What is longer than a form takes is left out. The same seed makes
    the same people.

    Raises:
        ValueError: fewer than three people wrote.
    """
    written: dict[MemberId, list[str]] = {}
    for each in words:
        if len(each.text) <= LONGEST_WORDS:
            written.setdefault(each.authors[0], []).append(each.text.strip())
    if len(written) < FEWEST_OF_FILE:
        raise ValueError(f"{len(written)} people are too few for a round")
    made_of = TypeAdapter(Invention).validate_python(read_cast_file("community.toml"))
    dice = random.Random(f"{seed}/{len(written)}")
    names = names_without_end(made_of.names, dice)
    people = list(written.items())[:MOST_OF_FILE]
    spoken = languages_of([texts[0] for _, texts in people])
    return Cast(
        people=tuple(
            _role(next(names), texts, countries.get(member, ""), language, made_of.countries, program, dice)
            for (member, texts), language in zip(people, spoken, strict=True)
        ),
        guests=(),
    )


def _role(
    name: str,
    texts: Sequence[str],
    country: str,
    language: str | None,
    known: Sequence[Country],
    program: Program,
    dice: random.Random,
) -> Role:
    called = Texts.load().for_locale("en").language(language or "en")
    stated = isinstance(recognise_country(country), Recognised) if country else False
    return Role(
        name=name,
        locale="en-GB",
        country=country if stated else dice.choice(known).name,
        languages="English" if called == "English" else f"{called}, English",
        interests=tuple(dice.sample(list(program.interests), min(2, len(program.interests)))),
        consent=dice.choice(_CONSENTS),
        manner=Manner.CHATTY if dice.random() < _IN_THREAD else Manner.LISTENER,
        replies=tuple(texts),
    )
