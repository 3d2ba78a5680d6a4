"""The page docs/hostile-input.md and the tests say the same."""

import importlib
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "hostile-input.md"
MODULES = (
    "test_forged_presses",
    "test_forged_forms",
    "test_who_never_stops",
    "test_words_that_deceive",
    "test_tables_and_pages_that_attack",
    "test_attached_tables_that_attack",
    "test_program_folders_that_attack",
)


def rows_of(module):
    attempts = importlib.import_module(f"tests.hostile.{module}").ATTEMPTS
    for attempt in attempts:
        yield f"| {_plain(attempt.what)} | {attempt.by} | {_plain(attempt.got)} | `{module}` |"


def _plain(text):
    return text.replace("|", "\\|").replace("*", "\\*")


def test_every_attempt_stands_in_the_page_and_every_row_of_the_page_is_tried():
    tried = [row for module in MODULES for row in rows_of(module)]
    told = [line for line in PAGE.read_text("utf-8").splitlines() if line.endswith("` |")]
    assert len(set(tried)) == len(tried)
    assert told == tried
