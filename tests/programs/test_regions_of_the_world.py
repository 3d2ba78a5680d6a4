import shutil
from pathlib import Path

import pycountry
import pytest

from bot.programs.mistakes import ProgramMistakes, describe_mistakes
from bot.programs.regions import load_regions, shipped_regions_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(shipped_regions_folder(), tmp_path / "regions")


def read_mistakes(folder: Path) -> list[str]:
    with pytest.raises(ProgramMistakes) as caught:
        load_regions(folder)
    return describe_mistakes(caught.value.mistakes)


def test_shipped_regions_have_every_country_of_iso_exactly_once() -> None:
    regions = load_regions(shipped_regions_folder())
    codes = [code for region in regions.by_key.values() for code in region.countries]
    assert len(codes) == len(set(codes))
    assert set(codes) == {country.alpha_2 for country in pycountry.countries} | {"XK"}


def test_shipped_regions_are_the_six_of_ifla() -> None:
    assert {key: region.name for key, region in load_regions(shipped_regions_folder()).by_key.items()} == {
        "asia-oceania": "Asia-Oceania",
        "europe": "Europe",
        "latin-america-caribbean": "Latin America and the Caribbean",
        "middle-east-north-africa": "Middle East and North Africa",
        "north-america": "North America",
        "sub-saharan-africa": "Sub-Saharan Africa",
    }


@pytest.mark.parametrize(
    ("country", "region"),
    [
        ("KE", "sub-saharan-africa"),
        ("MX", "latin-america-caribbean"),
        ("TR", "europe"),
        ("RU", "europe"),
        ("EG", "middle-east-north-africa"),
        ("SD", "middle-east-north-africa"),
        ("SO", "sub-saharan-africa"),
        ("CA", "north-america"),
        ("KZ", "asia-oceania"),
        ("ZZ", None),
    ],
)
def test_region_of_a_country(country: str, region: str | None) -> None:
    assert load_regions(shipped_regions_folder()).region_of(country) == region


def test_country_in_two_regions_is_a_mistake_with_its_line(folder: Path) -> None:
    (folder / "north-america.toml").write_text(
        'name = "North America"\ncountries = ["BM", "CA", "GL",\n"KE", "PM", "US"]'
    )
    (folder / "atlantis.toml").write_text('name = "Atlantis"\ncountries = ["KE"]\n')
    assert read_mistakes(folder) == [
        'regions/north-america.toml:3: countries.4 is "KE", which stands in regions/atlantis.toml already. '
        "Allowed: each country once.",
        'regions/sub-saharan-africa.toml:8: countries.22 is "KE", which stands in regions/atlantis.toml already. '
        "Allowed: each country once.",
    ]


def test_unknown_and_missing_countries_are_mistakes(folder: Path) -> None:
    (folder / "north-america.toml").write_text('name = "North America"\ncountries = ["UK", "CA", 7, {}]\n')
    whole, *others = read_mistakes(folder)
    assert whole.endswith("has no region for BM, GL, PM, US. Allowed: each country in exactly one region.")
    assert others == [
        'regions/north-america.toml:2: countries.1 is "UK", which is no country. '
        'Allowed: letters of ISO 3166-1, such as "KE".',
        'regions/north-america.toml:2: countries.3 is "7", which is no country. '
        'Allowed: letters of ISO 3166-1, such as "KE".',
        'regions/north-america.toml:2: countries.4 is "{}", which is no country. '
        'Allowed: letters of ISO 3166-1, such as "KE".',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name = ", "regions/north-america.toml:1: the file is not valid TOML"),
        ('name = "A"\ncountries = "CA"', "regions/north-america.toml:2: countries must be a list of countries"),
        ('countries = ["CA"]', "regions/north-america.toml: name must be a text"),
        ('name = " "\ncountries = ["CA"]', "regions/north-america.toml:1: name must be a text"),
        ('name = "A"\ncountries = []\nflag = 1', "regions/north-america.toml:3: flag is no key of a region"),
    ],
)
def test_wrong_file_is_explained(folder: Path, text: str, expected: str) -> None:
    (folder / "north-america.toml").write_text(text)
    assert [line for line in read_mistakes(folder) if line.startswith(expected)]


def test_folder_without_regions_is_a_mistake(tmp_path: Path) -> None:
    assert read_mistakes(tmp_path)[0].endswith("holds no region. Allowed: a .toml file for each region.")
