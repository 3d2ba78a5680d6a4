"""By what a program counts the people in a theme."""

import shutil
from pathlib import Path

import pytest

from bot.domain.program import SummaryRules, Trait
from bot.programs import ProgramMistakes, load_programs, shipped_programs_folder


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    shutil.copytree(shipped_programs_folder() / "weekly-coffee", tmp_path / "weekly-coffee")
    return tmp_path / "weekly-coffee" / "program.toml"


def rules_with(settings: Path, line: str) -> SummaryRules:
    lines = settings.read_text("utf-8").splitlines()
    changed = [line if each.startswith("by = ") else each for each in lines]
    assert changed != lines
    settings.write_text("\n".join(changed) + "\n", "utf-8")
    return load_programs(settings.parent.parent)["weekly-coffee"].summary


def test_shipped_programs_count_by_region_and_the_long_one_by_career_stage_too():
    programs = load_programs(shipped_programs_folder())
    assert programs["weekly-coffee"].summary.by == (Trait.REGION,)
    assert programs["library-leadership"].summary.by == (Trait.REGION, Trait.CAREER_STAGE)


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("", (Trait.REGION,)),
        ("by = []", ()),
        ('by = ["sector", "region"]', (Trait.SECTOR, Trait.REGION)),
    ],
)
def test_fields_are_read_in_the_order_of_the_file(settings: Path, line: str, by: tuple[Trait, ...]):
    assert rules_with(settings, line).by == by


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('by = ["country"]', "region, career_stage, sector"),
        ('by = ["region", "region"]', "names region twice"),
    ],
)
def test_fields_that_are_none_or_stand_twice_are_refused(settings: Path, line: str, said: str):
    with pytest.raises(ProgramMistakes) as refused:
        rules_with(settings, line)
    assert said in str(refused.value)
