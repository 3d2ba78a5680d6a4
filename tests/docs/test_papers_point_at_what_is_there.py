"""Papers name only paths, make targets and markers that exist; every picture exists, is used and has words for it."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 600_000
IN_CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:bot|tests|config|prompts|docs|deploy|\.ci)/[\w./-]+")
PICTURE = re.compile(r'<img src="([^"]+)"[^>]*?alt="([^"]*)"|!\[([^\]]*)\]\(([^)\s]+)\)')
for_each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)


def words(paper: Path) -> str:
    return paper.read_text("utf-8")


@for_each_paper
def test_every_path_named_exists(paper: Path) -> None:
    named = {path for code in IN_CODE.findall(words(paper)) for path in PATH.findall(code) if "<" not in code}
    assert {path for path in named if not (ROOT / path).exists()} == set()


@for_each_paper
def test_every_link_to_a_file_leads_there(paper: Path) -> None:
    targets = re.findall(r"\]\(((?!https?:)[^)#\s]+)", words(paper))
    assert [target for target in targets if not (paper.parent / target).exists()] == []


@for_each_paper
def test_every_link_into_a_paper_leads_to_a_heading(paper: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#:\s]*\.md)#([\w-]+)\)", words(paper)):
        headings = re.findall(r"^#+ (.+)$", words(paper.parent / target), re.MULTILINE)
        assert heading in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@for_each_paper
def test_every_make_target_named_exists(paper: Path) -> None:
    named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", words(paper), re.MULTILINE))
    assert named <= set(re.findall(r"^([a-z]+):", words(ROOT / "Makefile"), re.MULTILINE))


def test_developers_read_of_every_make_target_and_marker() -> None:
    page = words(ROOT / "docs" / "developer.md")
    targets = set(re.findall(r"^\.PHONY: (.+)$", words(ROOT / "Makefile"), re.MULTILINE)[0].split())
    assert {each for each in targets - {"install", "clean"} if f"make {each}" not in page} == set()
    settings = tomllib.loads(words(ROOT / "pyproject.toml"))
    markers = {each.partition(":")[0] for each in settings["tool"]["pytest"]["ini_options"]["markers"]}
    assert {each for each in markers if f"marked `{each}`" not in page} == set()


def test_every_room_of_the_house_stands_in_the_tree_for_developers() -> None:
    settings = tomllib.loads(words(ROOT / "pyproject.toml"))
    (contract,) = settings["tool"]["importlinter"]["contracts"][:1]
    rooms = {room.strip() for layer in contract["layers"] for room in layer.split("|")} - {"__main__"}
    tree = words(ROOT / "docs" / "developer.md").split("```")[3]
    assert {room for room in rooms if not re.search(rf"bot/{room}\b", tree)} == set()


def pictures_in(paper: Path) -> list[tuple[Path, str]]:
    found = PICTURE.findall(words(paper))
    return [((paper.parent / (one or other)).resolve(), alt or words_) for one, alt, words_, other in found]


def test_every_picture_is_there_is_used_and_is_told_in_words() -> None:
    used = [each for paper in PAPERS for each in pictures_in(paper)]
    assert {path for path, _ in used} == set(PICTURES.iterdir())
    assert [path.name for path, alt in used if len(alt) < 20] == []


def test_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < MOST_BYTES
