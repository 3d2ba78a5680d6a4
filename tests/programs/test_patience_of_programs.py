"""How long a program waits for somebody who is silent."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.silence import Patience
from bot.programs import ProgramMistakes, load_programs, shipped_programs_folder


def test_shipped_programs_wait_as_their_rounds_are_long():
    programs = load_programs(shipped_programs_folder())
    assert programs["library-leadership"].patience == Patience()
    assert programs["weekly-coffee"].patience == Patience(inactive_after_rounds=3)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    shutil.copytree(shipped_programs_folder() / "weekly-coffee", tmp_path / "weekly-coffee")
    return tmp_path / "weekly-coffee" / "program.toml"


def test_days_of_a_silence_are_read(settings: Path):
    settings.write_text(settings.read_text("utf-8") + "question_days = 2\noffer_days = 4\nend_days = 9\n", "utf-8")
    patience = load_programs(settings.parent.parent)["weekly-coffee"].patience
    assert (patience.question_after, patience.offer_after, patience.end_after) == (
        timedelta(days=2),
        timedelta(days=4),
        timedelta(days=9),
    )


def test_days_of_a_silence_that_come_in_the_wrong_order_are_refused(settings: Path):
    settings.write_text(settings.read_text("utf-8") + "question_days = 7\n", "utf-8")
    with pytest.raises(ProgramMistakes) as refused:
        load_programs(settings.parent.parent)
    assert "offer_days" in str(refused.value)
    assert "more than question_days, which is 7" in str(refused.value)
