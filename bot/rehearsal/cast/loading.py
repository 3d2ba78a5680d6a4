"""Reading the cast and its words from the files beside this one."""

import random
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import accumulate, cycle, takewhile
from typing import Any

from pydantic import TypeAdapter

from bot.rehearsal.cast.roles import Cast, Manner, Role

LONGEST_WORDS = 3_900
"""Characters of the longest reply: a little fewer than the bot takes."""
_ODD_EVERY = 4
"""An odd reply stands in fourth, eighth and twelfth place, where a rehearsal is sure to come by."""


def load_cast(seed: int, most: int | None = None) -> Cast:
    """Return the cast, in the order in which they come: the same people for every seed, in another order.

    With `most` it is that many of them, no two of one manner before every manner is there.
    """
    cast = TypeAdapter(Cast).validate_python(read_cast_file("cast.toml"))
    people = random.Random(seed).sample(cast.people, len(cast.people))
    if most is not None:
        people = _varied(people)[:most]
    return replace(cast, people=tuple(people))


def _varied(people: Sequence[Role]) -> list[Role]:
    """Return the first of each manner, then the second of each, and so on."""
    seen = Counter[Manner]()
    turns: list[int] = []
    for role in people:
        turns.append(seen[role.manner])
        seen[role.manner] += 1
    return [people[place] for place in sorted(range(len(people)), key=turns.__getitem__)]


def words_for(program_slug: str, prompt_slug: str) -> tuple[str, ...]:
    """Return different replies to a prompt, the same at every call: give each person the next one.

    First those written for the prompt, else for its program: the odd ones (pings, mark-up, code, only emoji, nearly
    `LONGEST_WORDS` characters) are among the first dozen. Then those that fit any prompt; for a program that nobody
    wrote for, these alone.
    """
    folder, lot = f"replies/{program_slug}", f"{program_slug}/{prompt_slug}"
    own = read_cast_file(f"{folder}/{prompt_slug}.toml") or read_cast_file(f"{folder}/any.toml")
    words = _shuffle(own.get("replies", []), lot)
    for number, odd in enumerate(_odd_words_in(own), start=1):
        words.insert(number * _ODD_EVERY - 1, odd)
    return (*words, *_shuffle(read_cast_file("replies/any.toml")["replies"], lot))


def words_of_pairs_for(program_slug: str, prompt_slug: str) -> tuple[str, ...]:
    """Return different replies that two partners write together, the same at every call: give each pair the next."""
    return tuple(_shuffle(read_cast_file("pair_replies.toml")["replies"], f"{program_slug}/{prompt_slug}"))


def _odd_words_in(written: dict[str, Any]) -> list[str]:
    long = [_lengthen(written["long"])] if "long" in written else []
    return [*written.get("odd", []), *long]


def _lengthen(sentences: Sequence[str]) -> str:
    """Return as many days told in these sentences, again and again, as fit into `LONGEST_WORDS`."""
    days = (f"Day {number}. {sentence}" for number, sentence in enumerate(cycle(sentences), start=1))
    tales = accumulate(days, "{}\n\n{}".format)
    return list(takewhile(lambda tale: len(tale) <= LONGEST_WORDS, tales))[-1]


def _shuffle(words: Sequence[str], lot: str) -> list[str]:
    return random.Random(lot).sample(words, len(words))


@cache
def read_cast_file(path: str) -> dict[str, Any]:
    """Return what a TOML file of this package holds; nothing where there is no such file."""
    source = files("bot.rehearsal.cast").joinpath(path)
    return tomllib.loads(source.read_text("utf-8")) if source.is_file() else {}
