"""Mistakes in the files of a program: where each is, what is wrong and what is allowed instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

Place = tuple[str | int, ...]
"""The way to a value inside a file: names of keys, and places in lists counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing to mend. `what` goes on from the key ("is missing"), `allowed` is empty where nothing can be said."""

    file: str
    """Below the folder of programs: "weekly-coffee/program.toml"."""
    key: str
    """The way to the value, with places in lists counted from 1; empty if the whole file is meant."""
    line: int | None
    """Counted from 1, where it can be known."""
    what: str
    allowed: str


class ProgramMistakes(Exception):
    """The files hold mistakes; all of them are named, in the order of files and lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda m: (m.file, m.line or 0, m.key, m.what)))
        super().__init__("\n".join(describe_mistakes(self.mistakes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """Collects the mistakes of one file, and knows on which line each of its keys stands."""

    file: str
    mistakes: list[Mistake] = field(default_factory=list[Mistake])
    lines: dict[Place, int] = field(default_factory=dict[Place, int])

    def note(self, place: Place, what: str, allowed: str = "", *, line: int | None = None) -> None:
        """Keep a mistake; without a line it gets that of the key, or of the nearest key around it."""
        self.mistakes.append(
            Mistake(file=self.file, key=name_of(place), line=line or self._find_line(place), what=what, allowed=allowed)
        )

    def _find_line(self, place: Place) -> int | None:
        around = (place[:length] for length in range(len(place), 0, -1))
        return next((self.lines[part] for part in around if part in self.lines), None)


def name_of(place: Place) -> str:
    """Return how a key is written for people: "links.2.url" is the address of the second link."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)


def guess(word: str, known: Iterable[str]) -> str:
    """Return a question that names the known word nearest to `word`, or nothing if none is near."""
    by_small: Mapping[str, str] = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_small, n=1)
    return f'. Did you mean "{by_small[near[0]]}"?' if near else ""


def describe_mistakes(mistakes: Iterable[Mistake]) -> list[str]:
    """Return one line for each mistake: file and line, then key, what is wrong and what is allowed."""
    return [_describe(mistake) for mistake in mistakes]


def _describe(mistake: Mistake) -> str:
    where = mistake.file if mistake.line is None else f"{mistake.file}:{mistake.line}"
    whole = "the file" if "/" in mistake.file else "the folder"
    sentence = f"{mistake.key or whole} {mistake.what}"
    sentence += "" if sentence.endswith("?") else "."
    return _visible(f"{where}: {sentence}" + (f" Allowed: {mistake.allowed}." if mistake.allowed else ""))


def _visible(line: str) -> str:
    """Return the line with what cannot be seen written out: names of files and values could command a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in line)
