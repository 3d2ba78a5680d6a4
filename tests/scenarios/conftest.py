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


FEW = 17
"""With them a trio is made, and a theme is found."""


@pytest.fixture(scope="module", params=["of a few people", pytest.param("as it is shipped", marks=pytest.mark.long)])
def demo(request: pytest.FixtureRequest, two_prompts: Path, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The demo as it is shipped, and a shorter one. All who use it are in one file, which one worker runs."""
    folder, slug = tmp_path_factory.mktemp("demo"), "library-leadership"
    if request.param == "as it is shipped":
        return play_scene(load_programs(shipped_programs_folder())[slug], folder)
    return play_scene(load_programs(two_prompts)[slug], folder, people=FEW, programs=two_prompts)
