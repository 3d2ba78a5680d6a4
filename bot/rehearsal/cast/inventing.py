"""Inventing a community of any size, the same for the same seed: who comes from where, and what befalls them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from pydantic import TypeAdapter

from bot.domain.consent import Consent
from bot.domain.places import PlaceRules
from bot.domain.program import Program
from bot.rehearsal.cast.loading import read_cast_file
from bot.rehearsal.cast.roles import Cast, Guest, Manner, Role

FEWEST, MOST = 3, 5_000
"""People of an invented community."""
COUNTRY_PERCENT = 20
"""ILN's share of the places for people of one country."""
BEYOND = 0.05
"""So many more than the cap of their country allows want to come from the first country, as a part of all places."""
CLOSED, SILENT, LEAVING = 0.15, 0.1, 0.05
SOME_OF_EACH_FROM = 6
"""From so many people on there is at least one whose DMs are closed, one who is silent and one who leaves."""
SPEAKS_ENGLISH = 0.92
ALONE_FROM = 20
"""From so many people on somebody speaks a language that nobody else does."""
APART_FROM = 20
KEPT_APART = 2
"""By the organiser, from so many people on; one fewer below. A participant wishes for one more."""
ALONE = Role(
    name="Sigrún Á.",
    locale="en-GB",
    country="Iceland",
    languages="Latin",
    interests=(),
    consent=Consent.COUNT_ONLY,
    manner=Manner.LISTENER,
)
MANNERS = {
    Manner.LISTENER: 70,
    Manner.QUIET: 10,
    Manner.EAGER: 5,
    Manner.PAIRED: 5,
    Manner.CHATTY: 3,
    Manner.TWICE: 2,
    Manner.EDITOR: 2,
    Manner.AWAY: 2,
    Manner.LATE: 1,
}
"""Of a hundred who stay and answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as its people type it, and the languages that are spoken there, the most usual first."""

    name: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invention:
    """What communities are made of: countries, in the order of how many come from there, and names."""

    countries: tuple[Country, ...]
    names: tuple[str, ...]


def places_for(people: int) -> PlaceRules:
    """Return the caps that bite: a place for so many people, and for one country a share that too many want."""
    return PlaceRules(total=people, country_percent=COUNTRY_PERCENT)


def invent_cast(program: Program, people: int, seed: int) -> Cast:
    """Return a community in which so many get a place in the program's round, and some more want one.

    15% take no DMs, 10% are silent and 5% leave, each at least one from six people on. They come from up to 84
    countries; from the first more want to come than `places_for` allows. The same seed makes the same people.
    """
    if not FEWEST <= people <= MOST:
        raise ValueError(f"{people} is not between {FEWEST} and {MOST}")
    made_of = TypeAdapter(Invention).validate_python(read_cast_file("community.toml"))
    dice = random.Random(f"{seed}/{people}")
    names = names_without_end(made_of.names, dice)
    roles = [_invent(next(names), country, program, dice) for country in _countries(made_of.countries, people)]
    if people >= ALONE_FROM:
        roles[-1] = ALONE
    dice.shuffle(roles)
    return Cast(
        people=tuple(_with_fates(roles, dice)),
        guests=(Guest(name="Pavla N.", locale="en-GB", consent=Consent.QUOTE),),
        is_invented=True,
        kept_apart=KEPT_APART if people >= APART_FROM else people // SOME_OF_EACH_FROM,
    )


def _countries(known: Sequence[Country], people: int) -> Iterator[Country]:
    """The country of each: the first has more people than places, the others fewer and fewer, down to one."""
    allowed = places_for(people).country_places() or people
    yield from [known[0]] * (allowed + max(1, round(people * BEYOND)))
    others = known[1 : 1 + people - allowed]
    yield from others
    weights = [1 / (rank + 4) for rank in range(len(others))]
    rest, total = people - allowed - len(others), sum(weights)
    shares = [min(int(rest * weight / total), allowed - 1) for weight in weights]
    for place in range(rest - sum(shares)):
        shares[place % len(shares)] += 1
    for country, share in zip(others, shares, strict=True):
        yield from [country] * share


def names_without_end(known: Sequence[str], dice: random.Random) -> Iterator[str]:
    """Yield different names without end."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for turn in count():
        for name in dice.sample(known, len(known)):
            yield f"{name} {letters[turn % 26]}.{f'{letters[turn // 26]}.' if turn >= 26 else ''}"


def _invent(name: str, country: Country, program: Program, dice: random.Random) -> Role:
    spoken = list(country.languages)
    if "English" not in spoken and dice.random() < SPEAKS_ENGLISH:
        spoken.append("English")
    interests = list(program.interests)
    return Role(
        name=name,
        locale="en-GB",
        country=country.name,
        languages=", ".join(spoken),
        interests=tuple(dice.sample(interests, min(dice.randint(0, 4), len(interests)))),
        consent=dice.choice(tuple(Consent)),
        manner=dice.choices(list(MANNERS), list(MANNERS.values()))[0],
    )


def _with_fates(roles: Sequence[Role], dice: random.Random) -> list[Role]:
    """Who is silent, who leaves and when, who takes no DMs, who wishes never to meet the partner again."""
    fated = list(roles)
    ordinary = [place for place, role in enumerate(fated) if role is not ALONE]
    silent = dice.sample(ordinary, _part(len(roles), SILENT))
    others = sorted(set(ordinary) - set(silent))
    leaving = dice.sample(others, _part(len(roles), LEAVING))
    staying = sorted(set(others) - set(leaving))
    for place in silent:
        fated[place] = replace(fated[place], manner=Manner.SILENT)
    for turn, place in enumerate(leaving):
        after = dice.uniform(-0.5, -0.05) if turn % 4 == 3 else dice.uniform(0.02, 0.9)
        fated[place] = replace(
            fated[place], manner=Manner.LEAVER, leaves_after=round(after, 4), leaves_server=turn % 3 == 1
        )
    for place in dice.sample(range(len(fated)), _part(len(roles), CLOSED)):
        fated[place] = replace(fated[place], takes_dms=False)
    if len(roles) >= APART_FROM:
        place = dice.choice(staying)
        fated[place] = replace(fated[place], wants_apart=True)
    return fated


def _part(people: int, share: float) -> int:
    return max(1, round(people * share)) if people >= SOME_OF_EACH_FROM else 0
