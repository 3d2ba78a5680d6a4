"""Everybody of the cast can join, and everybody finds a partner."""

from collections import Counter
from datetime import UTC, datetime
from itertools import combinations

import pytest

from bot.domain.consent import Consent
from bot.domain.program import Difference, Program
from bot.pairing import History, Rules, Seeker, waking_hours
from bot.pairing.solving import draw
from bot.programs import load_program, shipped_programs_folder
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.rehearsal.cast import Manner, Role, load_cast
from bot.texts.places import Recognised, recognise_country, recognise_languages, utc_offset_minutes, zones_of

PEOPLE = load_cast(seed=2016).people
STARTS_AT = datetime(2016, 2, 1, 9, tzinfo=UTC)
DISCORD_LOCALES = """
id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko
""".split()  # noqa: SIM905 (thirty lines otherwise)


def country_of(role: Role) -> str:
    finding = recognise_country(role.country, role.locale)
    assert isinstance(finding, Recognised), f"{role.name} types {role.country!r}: {finding}"
    return finding.code


@pytest.fixture(scope="module")
def program() -> Program:
    return load_program(shipped_programs_folder() / "library-leadership")


@pytest.fixture(scope="module")
def seekers() -> list[Seeker]:
    regions = load_regions(shipped_regions_folder())
    return [
        Seeker(
            id=number,
            country=country_of(role),
            region=regions.region_of(country_of(role)) or "",
            languages=frozenset(recognise_languages(role.languages).codes),
            waking=waking_hours(utc_offset_minutes(role.zone or zones_of(country_of(role))[0], STARTS_AT)),
            interests=frozenset(role.interests),
        )
        for number, role in enumerate(PEOPLE)
    ]


@pytest.fixture(scope="module")
def rules(program: Program) -> Rules:
    return Rules(
        must_differ=program.pairing.must_differ,
        shared_language=program.pairing.shared_language,
        min_shared_hours=program.pairing.min_shared_hours,
        repeat_gap=program.pairing.repeat_gap,
    )


def test_cast_is_49_people_of_24_countries_in_six_regions(seekers: list[Seeker]):
    by_region = Counter(seeker.region for seeker in seekers)
    assert len(seekers) == 49
    assert len({seeker.country for seeker in seekers}) == 24
    assert len(by_region) == 6
    assert min(by_region.values()) >= 4
    assert {"FJ", "KE", "CO"} <= {seeker.country for seeker in seekers}


def test_cast_has_names_that_differ_and_locales_of_discord():
    cast = load_cast(seed=1)
    everybody = [*cast.people, *cast.guests]
    assert len({each.name for each in everybody}) == 51
    assert {each.locale for each in everybody} <= set(DISCORD_LOCALES)


@pytest.mark.parametrize("role", PEOPLE, ids=lambda role: role.country + "-" + role.manner)
def test_cast_types_what_is_recognised(role: Role, program: Program):
    zones = zones_of(country_of(role))
    languages = recognise_languages(role.languages)
    assert languages.codes
    assert not languages.unknown
    assert role.zone in zones if len(zones) > 1 else role.zone is None
    assert 1 <= len(role.interests) <= 4
    assert set(role.interests) <= program.interests.keys()
    assert len(set(role.interests)) == len(role.interests)


def test_cast_has_every_manner_and_one_silent_and_one_leaver():
    manners = Counter(role.manner for role in PEOPLE)
    assert manners.keys() == set(Manner) - {Manner.LISTENER}
    assert manners[Manner.SILENT] == manners[Manner.LEAVER] == 1


def test_cast_has_every_consent_and_half_give_their_name():
    consents = Counter(role.consent for role in PEOPLE)
    assert 22 <= consents[Consent.QUOTE_WITH_NAME] <= 27
    assert 13 <= consents[Consent.QUOTE] <= 19
    assert consents[Consent.COUNT_ONLY] >= 5


def test_cast_has_a_guest_who_chooses_and_one_who_never_does():
    chooses, never = load_cast(seed=1).guests
    assert chooses.consent == Consent.QUOTE
    assert never.consent is None


def test_cast_of_another_seed_comes_in_another_order():
    assert load_cast(seed=2016).people == PEOPLE
    assert load_cast(seed=7).people != PEOPLE
    assert set(load_cast(seed=7).people) == set(PEOPLE)


@pytest.mark.parametrize("most", [1, 11, 12, 49, 60])
def test_cast_that_is_smaller_has_every_manner_before_any_twice(most: int):
    people = load_cast(seed=2016, most=most).people
    assert len(people) == len(set(people)) == min(most, 49)
    assert len({role.manner for role in people}) == min(most, len(Manner) - 1)


def test_cast_leaves_everybody_at_least_five_legal_partners(seekers: list[Seeker], rules: Rules):
    assert rules.must_differ == {Difference.COUNTRY}
    partners = Counter[int]()
    for one, other in combinations(seekers, 2):
        awake_together = (one.waking & other.waking).bit_count()
        if (
            one.country != other.country
            and one.languages & other.languages
            and awake_together >= rules.min_shared_hours
        ):
            partners.update((one.id, other.id))
    few = {PEOPLE[seeker.id].name: partners[seeker.id] for seeker in seekers if partners[seeker.id] < 5}
    assert not few


@pytest.mark.parametrize("seed", [2016, 7])
def test_cast_is_drawn_into_23_pairs_and_a_trio(seekers: list[Seeker], rules: Rules, seed: int):
    drawn = draw(seekers, rules, History(), (), seed)
    assert Counter(len(group.members) for group in drawn.groups) == {2: 23, 3: 1}
    assert not drawn.waiting


def test_cast_gives_the_silent_one_a_partner_who_stays(seekers: list[Seeker], rules: Rules):
    """Somebody must be there to complain of the silent one."""
    drawn = draw(seekers, rules, History(), (), 2016)
    troubled = [{PEOPLE[member].manner for member in group.members} for group in drawn.groups]
    assert not any({Manner.SILENT, Manner.LEAVER} <= manners for manners in troubled)
