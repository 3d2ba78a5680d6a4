import shutil
from pathlib import Path

import pytest

from bot.programs import shipped_programs_folder


@pytest.fixture(scope="session")
def two_prompts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of programs: library-leadership with its first two prompts, which is over in six weeks."""
    folder = tmp_path_factory.mktemp("programs")
    program = folder / "library-leadership"
    shutil.copytree(shipped_programs_folder() / "library-leadership", program)
    for file in sorted(program.glob("[0-9]*.md"))[2:]:
        file.unlink()
    return folder
