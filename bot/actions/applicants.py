"""People of a list, with what is understood of what they wrote, and every mistake with its line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.roster import Answers
from bot.reports.roster_columns import Column, find_columns
from bot.reports.roster_table import Row, Table, read_table
from bot.reports.tables import TableMistake
from bot.texts.folding import fold
from bot.texts.places import Recognised, Unclear, recognise_country, recognise_languages

MOST_MISTAKES = 100
"""Lines with mistakes that are named. To look for what a word may mean is slow, so it ends there."""
LONGEST_EMAIL = 254
LONGEST_NAME = 200
LONGEST_ANSWER = 200
"""Characters of a country, of languages or of interests: more than the joining form takes."""
_EMAIL = re.compile(r"[^@\s,;<>\"()\[\]]+@[^@\s,;<>\"()\[\].]+(?:\.[^@\s,;<>\"()\[\].]+)+")
_BETWEEN_INTERESTS = re.compile(r"[,;/|\n、،؛]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMistake:
    """Why a line is refused: `why` is the key of a text under `roster.line`; `text` is what was wrong, if shown."""

    why: str
    text: str = ""
    countries: tuple[str, ...] = ()
    """What may have been meant, as codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """One line of a list."""

    line: int
    cells: tuple[str, ...]
    email: str = ""
    """In small letters; empty where there is none."""
    name: tuple[str, str] | None = None
    """Name and country so that they can be compared; None without a name."""
    shown_name: str = ""
    """As it was written, or else the address."""
    answers: Answers = field(default_factory=dict[str, str | list[str]])
    """Codes of country and languages, keys of interests: only what was said."""
    mistakes: tuple[LineMistake, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A whole list."""

    header: tuple[str, ...]
    columns: Mapping[Column, str]
    """The heading of each column that is read."""
    guessed: bool
    applicants: tuple[Applicant, ...]


def read_people(content: bytes, told: str, interests: Mapping[str, str]) -> People:
    """Return the people of a list. Takes seconds for thousands of lines: call it in a thread.

    `told` says which columns are meant, as `find_columns` takes it; `interests` are those of the program.

    Raises:
        TableMistake: what `read_table` raises, `nobody` where neither a column of names nor of addresses is found,
            `too_many_mistakes`.
        MappingMistake: what `find_columns` raises.
    """
    table = read_table(content)
    places = find_columns(table.header, told)
    if not places.keys() & {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME, Column.EMAIL}:
        raise TableMistake("nobody")
    return People(
        header=table.header,
        columns={column: table.header[place] for column, place in sorted(places.items(), key=lambda each: each[1])},
        guessed=table.guessed,
        applicants=tuple(_without_doubles(_read_all(table, places, interests))),
    )


def _read_all(table: Table, places: Mapping[Column, int], interests: Mapping[str, str]) -> Iterator[Applicant]:
    known = {fold(text): key for key, label in interests.items() for text in (key, label)}
    wrong = 0
    for row in table.rows:
        read = _read(row, {column: row.cells[place].strip() for column, place in places.items()}, known)
        wrong += bool(read.mistakes)
        if wrong > MOST_MISTAKES:
            raise TableMistake("too_many_mistakes", line=row.line, most=MOST_MISTAKES)
        yield read


def _read(row: Row, said: Mapping[Column, str], interests: Mapping[str, str]) -> Applicant:
    name = said.get(Column.NAME) or f"{said.get(Column.FIRST_NAME, '')} {said.get(Column.LAST_NAME, '')}".strip()
    email = said.get(Column.EMAIL, "").casefold()
    mistakes = [*_mistakes_in(row, name, email, said)]
    answers: dict[str, str | list[str]] = {}
    if not mistakes:
        mistakes += _understand(said, answers)
        chosen = [interests.get(fold(part)) for part in _BETWEEN_INTERESTS.split(said.get(Column.INTERESTS, ""))]
        answers |= {"interests": found} if (found := list(dict.fromkeys(filter(None, chosen)))) else {}
    compared = (fold(name), str(answers.get("country", ""))) if name else None
    return Applicant(
        line=row.line,
        cells=row.cells,
        email=email,
        name=compared,
        shown_name=name or email,
        answers=answers,
        mistakes=tuple(mistakes),
    )


def _mistakes_in(row: Row, name: str, email: str, said: Mapping[Column, str]) -> Iterator[LineMistake]:
    if not row.sound:
        yield LineMistake(why="broken")
    if not name and not email:
        yield LineMistake(why="nobody")
    if email and (len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        yield LineMistake(why="email", text=email[:60])
    limits = {Column.COUNTRY: LONGEST_ANSWER, Column.LANGUAGES: LONGEST_ANSWER}
    if len(name) > LONGEST_NAME or any(len(said.get(column, "")) > most for column, most in limits.items()):
        yield LineMistake(why="too_long")


def _understand(said: Mapping[Column, str], answers: dict[str, str | list[str]]) -> Iterator[LineMistake]:
    """Put what is understood of country and languages into `answers`, and yield what is not."""
    if country := said.get(Column.COUNTRY):
        match recognise_country(country):
            case Recognised(code=code):
                answers["country"] = code
            case Unclear(suggestions=suggestions):
                yield LineMistake(why="country", text=country[:60], countries=suggestions)
            case _:
                yield LineMistake(why="country", text=country[:60])
    if languages := said.get(Column.LANGUAGES):
        found = recognise_languages(languages)
        if found.unknown:
            yield LineMistake(why="languages", text=found.unknown[0].text[:60])
        elif found.codes:
            answers["languages"] = list(found.codes)


def _without_doubles(applicants: Iterator[Applicant]) -> Iterator[Applicant]:
    """The second of two lines with one address, or with one name and country, is a mistake."""
    first: dict[Sequence[str], int] = {}
    for each in applicants:
        marks: list[Sequence[str]] = [*([("email", each.email)] if each.email else [])]
        marks += [("name", *each.name)] if each.name else []
        double = next((mark for mark in marks if mark in first), None)
        if double is None or each.mistakes:
            first |= {mark: first.get(mark, each.line) for mark in marks if not each.mistakes}
            yield each
            continue
        mistake = LineMistake(why=f"double_{double[0]}", text=str(first[double]))
        yield Applicant(line=each.line, cells=each.cells, email=each.email, name=each.name, mistakes=(mistake,))
