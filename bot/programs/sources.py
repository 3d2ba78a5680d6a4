"""The text of a program's files, and the line on which each key of it stands."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml
from frontmatter.default_handlers import YAMLHandler

from bot.programs.mistakes import Notebook, Place
from bot.programs.toml_lines import find_toml_lines

SIZE_LIMIT = 65_536
"""Bytes of one text file: many times what a prompt needs, little enough to read whole."""
MOST_DOTS = 200
"""In one line of TOML: time to read a key grows with the square of its parts (65,536 bytes of them took a minute)."""
_FRONT_MATTER = "a line of ---, the keys, a line of ---, then the text"
_YAML = "lines such as title: Getting to know you"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """A Markdown file cut in two."""

    values: dict[str, Any] | None
    """Of the keys above the text; none where they could not be read."""
    body: str
    body_line: int
    """The line of the file on which the body begins, counted from 1."""


def read_text(path: Path, notes: Notebook) -> str | None:
    """Return the text of a UTF-8 file, with or without a byte order mark; notes why there is none.

    Only a plain file inside its folder is opened: a pipe would never end, a link could show any file of the machine.
    """
    try:
        size = path.stat().st_size
        if not path.is_file() or leads_elsewhere(path):
            notes.note((), "is no file of this folder", "plain files, no links to other places")
            return None
        if size > SIZE_LIMIT:
            notes.note((), f"has {size:,} bytes", f"at most {SIZE_LIMIT:,} bytes")
            return None
        raw = path.read_bytes()
    except OSError as error:
        notes.note((), f"cannot be read ({error.strerror})")
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        notes.note((), "is not text in UTF-8", "text saved as UTF-8", line=raw[: error.start].count(b"\n") + 1)
        return None


def leads_elsewhere(path: Path) -> bool:
    """Return whether a file is a link to something outside the folder it lies in."""
    return not path.resolve().is_relative_to(path.parent.resolve())


def read_toml(text: str, notes: Notebook) -> dict[str, Any] | None:
    """Return the values of a TOML text and learn the lines of its keys; notes where it is no TOML."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS:
            notes.note((), f"has {line.count('.'):,} dots in a line", f"at most {MOST_DOTS}", line=number)
            return None
    try:
        values = tomllib.loads(text)
    # A number of 5,000 digits is a ValueError of Python's own.
    except (ValueError, RecursionError) as error:
        what, line = _split_toml_error(str(error), text)
        notes.note((), f"is not valid TOML ({what})", 'lines such as key = "text", key = 14 or key = true', line=line)
        return None
    notes.lines.update(find_toml_lines(text))
    return values


def _split_toml_error(message: str, text: str) -> tuple[str, int | None]:
    """Return what tomllib says, in lower case at its start, and the line it names at the end of its message."""
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if not found:
        return message, None
    what = message[: found.start()]
    return what[:1].lower() + what[1:], int(found[1] or len(text.splitlines()))


def read_front_matter(text: str, notes: Notebook) -> FrontMatter | None:
    """Return the values above a Markdown text, that text and the line on which it begins.

    Learns the lines of the keys; notes where there are no values, where they are no YAML and where a key comes twice.
    """
    handler = YAMLHandler()
    if not handler.detect(text):
        notes.note((), "does not begin with a line of ---", _FRONT_MATTER, line=1)
        return None
    try:
        above, body = handler.split(text)
    except ValueError:
        notes.note((), "has no second line of --- below its keys", _FRONT_MATTER, line=1)
        return None
    values = _read_yaml(handler, above, text[: text.find(above, 3)].count("\n") + 1, notes)
    return FrontMatter(values=values, body=body, body_line=text[: len(text) - len(body)].count("\n") + 1)


def _read_yaml(handler: YAMLHandler, above: str, first_line: int, notes: Notebook) -> dict[str, Any] | None:
    try:
        _learn_yaml_lines(yaml.SafeLoader(above).get_single_node(), (), first_line, notes, set())
        values: object = handler.load(above)
        if isinstance(values, dict):
            return {str(key): value for key, value in cast("dict[object, Any]", values).items()}
    except yaml.MarkedYAMLError as error:
        line = first_line + error.problem_mark.line if error.problem_mark else first_line
        notes.note(
            (), f"is not valid YAML ({error.problem})", f'{_YAML}; put text with a colon in quotes "…"', line=line
        )
        return None
    except (yaml.YAMLError, ValueError, RecursionError):
        notes.note((), "is not valid YAML", _YAML, line=first_line)
        return None
    notes.note((), "has no keys between the lines of ---", _YAML, line=1)
    return None


def _learn_yaml_lines(node: yaml.Node | None, place: Place, first_line: int, notes: Notebook, seen: set[int]) -> None:
    """Learn the line of each key and entry.

    Raises where a part is repeated by an alias: merged into each other, 400 bytes of them fill any memory.
    """
    if id(node) in seen:
        raise yaml.MarkedYAMLError(problem="a part is repeated by *", problem_mark=node and node.start_mark)
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in cast("list[tuple[yaml.Node, yaml.Node]]", node.value):
            inner, line = (*place, str(key.value)), first_line + key.start_mark.line
            if inner in notes.lines:
                notes.note(inner, f"comes twice (first on line {notes.lines[inner]})", "each key once", line=line)
            notes.lines.setdefault(inner, line)
            _learn_yaml_lines(value, inner, first_line, notes, seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(cast("list[yaml.Node]", node.value)):
            notes.lines[*place, number] = first_line + value.start_mark.line
            _learn_yaml_lines(value, (*place, number), first_line, notes, seen)
