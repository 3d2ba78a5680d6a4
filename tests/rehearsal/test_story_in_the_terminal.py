import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from bot.rehearsal.telling import Story


def told(*done: tuple[str, str]) -> str:
    """What stands in a terminal of 60 columns after one day on which people did this."""
    console = Console(file=io.StringIO(), width=60)
    with Story(console, quiet=False) as story:
        story.move_to(datetime(2026, 5, 3, 12, tzinfo=UTC))
        for who, what in done:
            story.tell(who, what)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("what", "several"),
    [
        ("replies by form", "Ana and Bo reply by form"),
        ("writes in the thread", "Ana and Bo write in the thread"),
        ("is away for two weeks", "Ana and Bo are away for two weeks"),
    ],
)
def test_verb_agrees_with_how_many_do_it(what: str, several: str) -> None:
    assert f"03 May 2026  Ana {what}" in told(("Ana", what))
    assert several in told(("Ana", what), ("Bo", what))


def test_many_people_are_counted_and_the_bot_tells_how_many_messages() -> None:
    four = [(name, "joins from Fiji") for name in ("Ana", "Bo", "Cy", "Di")]
    lines = told(*four, ("Roundtable", "posts a prompt"), ("Roundtable", "posts a prompt"))
    assert "Ana, Bo and 2 others join from Fiji" in lines
    assert "Roundtable posts a prompt (2 messages)" in lines


def test_long_line_goes_on_below_where_it_began_and_brackets_are_no_markup() -> None:
    first, second, *_ = told(("Ana [red]", "writes " + "word " * 12)).splitlines()
    assert first.startswith("03 May 2026  Ana [red] writes word")
    assert second.startswith(" " * 13 + "word")
