"""A community that is invented: as large as wished, the same for a seed, and with all that may befall a round."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.programs import load_programs, shipped_programs_folder
from bot.rehearsal.cast import FEWEST, MOST, Manner, invent_cast, places_for
from bot.texts.places import Recognised, recognise_country, recognise_languages

PROGRAM = load_programs(shipped_programs_folder())["library-leadership"]


@given(people=some.integers(FEWEST, 400), seed=some.integers(0, 50))
def test_community_of_any_size_fills_its_places_and_the_cap_bites(people: int, seed: int):
    cast = invent_cast(PROGRAM, people, seed)
    rules, placed = places_for(people), Counter[str]()
    for role in cast.people:
        if rules.has_room(placed, role.country):
            placed[role.country] += 1
    assert placed.total() == people < len(cast.people)
    assert len({role.name for role in cast.people}) == len(cast.people)


def test_community_of_860_is_as_the_issue_asks():
    people = invent_cast(PROGRAM, 860, seed=2016).people
    assert len({role.country for role in people}) == 84
    parts = {
        "closed": sum(not role.takes_dms for role in people) / len(people),
        "silent": sum(role.manner is Manner.SILENT for role in people) / len(people),
        "leaving": sum(role.manner is Manner.LEAVER for role in people) / len(people),
    }
    assert {name: round(part, 2) for name, part in parts.items()} == {"closed": 0.15, "silent": 0.1, "leaving": 0.05}
    cast = invent_cast(PROGRAM, 860, seed=2016)
    assert cast.kept_apart + sum(role.wants_apart for role in cast.people) == 3


def test_community_types_what_is_recognised():
    for role in invent_cast(PROGRAM, 900, seed=1).people:
        assert isinstance(recognise_country(role.country, role.locale), Recognised), role.country
        assert not recognise_languages(role.languages).unknown, role.languages


def test_community_is_the_same_for_the_same_seed_alone():
    one, other = invent_cast(PROGRAM, 50, seed=1), invent_cast(PROGRAM, 50, seed=2)
    assert one == invent_cast(PROGRAM, 50, seed=1) != other


@pytest.mark.parametrize("people", [FEWEST - 1, MOST + 1])
def test_community_too_small_or_too_large_is_refused(people: int):
    with pytest.raises(ValueError, match=str(people)):
        invent_cast(PROGRAM, people, seed=1)
