import shutil
from pathlib import Path

import pytest

from bot.programs import load_programs, shipped_programs_folder
from tests.scenarios.playing import Scene, play_scene


@pytest.fixture(scope="session")
def two_prompts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of programs: library-leadership with its first two prompts, which is over in six weeks."""
    folder = tmp_path_factory.mktemp("programs")
    program = folder / "library-leadership"
    shutil.copytree(shipped_programs_folder() / "library-leadership", program)
    for file in sorted(program.glob("[0-9]*.md"))[2:]:
        file.unlink()
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The demo as it is shipped. All who use it are in one file, which one worker runs."""
    programs = load_programs(shipped_programs_folder())
    return play_scene(programs["library-leadership"], tmp_path_factory.mktemp("demo"))
