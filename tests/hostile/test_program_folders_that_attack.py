"""Folders of programs by somebody who wants to read files, fill the memory or deceive the operator."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

import bot
from bot.programs.loader import load_program
from bot.programs.mistakes import ProgramMistakes, describe_mistakes
from tests.hostile.attempt import Attempt, reads

SOUND = Path(__file__).parents[1] / "programs" / "folders" / "sound-program"
PROMPT, SETTINGS, PICTURE = "01-books.md", "program.toml", "record.png"
LAUGHS = "\n".join(["a: &a [x, x, x]", *(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise("abcdefghi"))])
MERGED = "\n".join(
    ["a: &a {k: v}", *(f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}" for a, b in pairwise("abcdefghi"))]
)


@dataclass(frozen=True, kw_only=True)
class Folder(Attempt):
    said: str
    change: Callable[[Path], None]


def try_folder(what, said, change):
    return Folder(what=what, by="author of a program", got=reads(said), said=said, change=change)


def above(lines):
    """These lines stand among the keys of a prompt."""
    return lambda folder: _replace(folder / PROMPT, "---\n", f"---\n{lines}\n")


def body(text):
    return lambda folder: (folder / PROMPT).write_text(f"---\ntitle: x\n---\n{text}\n## Questions\n- a?\n", "utf-8")


def setting(before, after):
    return lambda folder: _replace(folder / SETTINGS, before, after)


def link(name, target):
    def change(folder):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return change


def _replace(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def _write_far_too_much(folder):
    with (folder / "03-x.md").open("wb") as file:
        file.truncate(4 << 30)


ATTEMPTS = (
    try_folder("a YAML bomb of parts that repeat parts", "a part is repeated by *", above(LAUGHS)),
    try_folder("a YAML bomb of parts merged into each other", "a part is repeated by *", above(MERGED)),
    try_folder("YAML that contains itself", "a part is repeated by *", above("tags: &a [*a]")),
    try_folder("YAML that runs a command", "is not valid YAML", above("a: !!python/object/apply:os.system ['id']")),
    try_folder("YAML nested 5,000 deep", "is not valid YAML", above("a: " + "[" * 5_000)),
    try_folder("a YAML number of 5,000 digits", "is not valid YAML", above("a: " + "9" * 5_000)),
    try_folder(
        "a YAML number of 6,000 hexadecimal digits", "more digits than anybody needs", above("author: 0x" + "f" * 6_000)
    ),
    try_folder(
        "a TOML number of 5,000 digits", "is not valid TOML", setting("[round]", "x = " + "9" * 5_000 + "\n[round]")
    ),
    try_folder(
        "a TOML number of 6,000 hexadecimal digits",
        "more digits than anybody needs",
        setting("days_between_prompts = 14", "days_between_prompts = 0x" + "f" * 6_000),
    ),
    try_folder(
        "a TOML key of 30,000 parts",
        "has 30,000 dots in a line",
        setting("[round]", "a" + ".a" * 30_000 + " = 1\n[round]"),
    ),
    try_folder("TOML nested 30,000 deep", "is not valid TOML", setting("[round]", "x = " + "[" * 30_000 + "\n[round]")),
    try_folder("Markdown that takes long to read", "characters of text", body("![" * 30_000)),
    try_folder("HTML with a script in a prompt", "text has HTML", body("<script>alert(1)</script>")),
    try_folder(
        "a link to javascript in a prompt", "Allowed: links that begin with https://", body("[x](javascript:alert(1))")
    ),
    try_folder("a file of 4 GB", "has 4,294,967,296 bytes", _write_far_too_much),
    try_folder("a pipe that never ends", "is no file of this folder", lambda folder: os.mkfifo(folder / "03-x.md")),
    try_folder("a prompt that is a link to /dev/zero", "is no file of this folder", link("03-x.md", "/dev/zero")),
    try_folder("a prompt that is a link to /etc/passwd", "is no file of this folder", link("03-x.md", "/etc/passwd")),
    try_folder("a picture that is a link to /etc/passwd", "is a link to another place", link(PICTURE, "/etc/passwd")),
    try_folder("a picture that is a link to itself", "which is not there", link(PICTURE, PICTURE)),
    try_folder(
        "a picture outside of the folder",
        'is "../../secret.png"',
        lambda folder: _replace(folder / "02-music.md", "file: record.png", "file: ../../secret.png"),
    ),
    try_folder(
        "a picture that is a web page", "is no picture", lambda folder: (folder / PICTURE).write_text("<script>")
    ),
    try_folder(
        "a picture that is a zip file", "is no picture", lambda folder: (folder / PICTURE).write_bytes(b"PK\x03\x04")
    ),
    try_folder("a title that turns the reading direction", "invisible character", above("author: a\u202eb")),
    try_folder("a text that turns the reading direction", "invisible character", body("Hello \u2066 you")),
    try_folder("a setting with a NUL", "invisible character", setting('title = "Reading"', 'title = "Rea\\u0000ding"')),
    try_folder("a value that commands a terminal", "invisible character", above('author: "\\e[2J"')),
    try_folder(
        "a link to another host behind a known one",
        "Allowed: an address",
        above('links: [{title: a, url: "https://a.b@c.d"}]'),
    ),
)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.what)
def test_hostile_folder_is_refused_in_a_line(attempt: Folder, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    folder = Path(shutil.copytree(SOUND, tmp_path / "programs" / "sound-program"))
    attempt.change(folder)
    with pytest.raises(ProgramMistakes) as found:
        load_program(folder)
    lines = describe_mistakes(found.value.mistakes)
    assert any(attempt.said in line for line in lines), lines
    assert all(line.isprintable() for line in lines)
    assert "root:" not in str(found.value)


def test_nothing_unpacks_archives() -> None:
    sources = [path.read_text("utf-8") for path in Path(bot.__file__).parent.rglob("*.py")]
    for word in ("zipfile", "tarfile", "unpack_archive", "yaml.load(", "yaml.unsafe_load"):
        assert not any(word in source for source in sources)
