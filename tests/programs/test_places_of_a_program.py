"""The table [places]: how many take part, said in the plan, and every mistake with its line."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.places import PlaceRules
from bot.domain.timetable import plan_round
from bot.programs import ProgramMistakes, describe_mistakes, load_program, plan_rows

SOUND = Path(__file__).parent / "folders" / "sound-program"


@pytest.fixture
def with_places(tmp_path: Path):
    folder = Path(shutil.copytree(SOUND, tmp_path / "sound-program"))

    def write(lines: str) -> Path:
        settings = folder / "program.toml"
        settings.write_text(f"{settings.read_text('utf-8')}\n[places]\n{lines}\n", "utf-8")
        return folder

    return write


def test_program_without_the_table_has_no_caps() -> None:
    assert load_program(SOUND).places == PlaceRules(total=None, country_percent=None, held=timedelta(days=7))


def test_places_are_read_and_stand_in_the_plan(with_places) -> None:
    program = load_program(with_places("total = 100\ncountry_percent = 20\nheld_days = 3"))
    assert program.places == PlaceRules(total=100, country_percent=20, held=timedelta(days=3))
    first, *others = plan_rows(program, plan_round(program, date(2026, 2, 2), ZoneInfo("UTC")))
    assert first.what == "Enrolment opens. 100 places, at most 20 for one country"
    assert not [row for row in others if "places" in row.what]


def test_plan_without_a_share_names_the_places_alone(with_places) -> None:
    program = load_program(with_places("total = 2000"))
    assert plan_rows(program, plan_round(program, date(2026, 2, 2), ZoneInfo("UTC")))[0].what == (
        "Enrolment opens. 2,000 places"
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("country_percent = 20", "places.country_percent is 20, a share of no number. Allowed: a share only where"),
        ("total = 1", "places.total is 1. Allowed: a whole number from 2 to 20,000"),
        ("total = 50\ncountry_percent = 0", "places.country_percent is 0. Allowed: a share of the places from 1"),
        ("total = 50\nheld_days = 90", "places.held_days is 90. Allowed: a whole number of days from 1 to 14"),
        ("totl = 50", 'places.totl is unknown. Did you mean "total"?'),
    ],
)
def test_mistake_in_places_says_what_is_allowed(with_places, lines: str, expected: str) -> None:
    with pytest.raises(ProgramMistakes) as found:
        load_program(with_places(lines))
    assert any(expected in line for line in describe_mistakes(found.value.mistakes))
