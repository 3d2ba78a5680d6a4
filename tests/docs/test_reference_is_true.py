"""The reference names all there is and nothing that is not; other papers name only what it names."""

import re
from pathlib import Path

import pytest

from tests.docs.reference import FILE, make_reference

NO_SETTINGS = {"ROUNDTABLE_CONFIG", "ROUNDTABLE_GOLDEN"}
"""Where settings are, and what lets a test write its golden files."""
PAPERS = [*FILE.parent.glob("*.md"), FILE.parents[1] / "README.md", FILE.parents[1] / "prompts" / "README.md"]


def test_reference_is_what_the_code_makes_it():
    assert FILE.read_text("utf-8") == make_reference(), "make docs"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_paper_names_no_command_and_no_setting_that_is_not_in_the_reference(paper: Path):
    known = FILE.read_text("utf-8")
    text = paper.read_text("utf-8")
    slash = set(re.findall(r"`(/(?:(?:program|round|summary|pairing|roster) [a-z]+|setup|my-data))", text))
    assert {each for each in slash if f"`{each}`" not in known} == set()
    assert {each for each in re.findall(r"\bROUNDTABLE_[A-Z_]+\b", text) if each not in known} <= NO_SETTINGS
    commands = set(re.findall(r"`(?:\S*/)?roundtable ([a-z]+(?: import)?)", text))
    assert {each for each in commands if f"### `roundtable {each}" not in known} == set()
