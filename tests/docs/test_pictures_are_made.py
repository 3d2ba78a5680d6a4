"""What plays the round for the pictures still finds its way: each picture of the papers is made, and no other."""

import asyncio
from pathlib import Path

import pytest

from tests.browsing import needs_chromium
from tests.docs.pictures import FOLDER, make_pictures


@needs_chromium
@pytest.mark.long
def test_every_picture_of_the_papers_is_made_and_holds_something(tmp_path: Path) -> None:
    asyncio.run(make_pictures(tmp_path))
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made.keys() == {path.name for path in FOLDER.iterdir()}
    assert [name for name, content in made.items() if content[8:12] != b"WEBP" or len(content) < 10_000] == []
