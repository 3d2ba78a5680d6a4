"""Replies from a CSV file, and themes as the object that tools for measuring read: summaries without Discord."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.domain.consent import Consent
from bot.domain.harmless import cell_as_written
from bot.domain.ids import MemberId, ReplyId
from bot.domain.kind import Kind
from bot.domain.summary import Quote, Summary
from bot.domain.words import Words
from bot.summarise.kinds import propose_kind

_LONGEST_TEXT = 100_000
REGION = "region"
_DEMO = "demo:"
_NEEDED = ("participant_id", "survey_text")
_SEPARATORS = ",;\t|"
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


class Mistake(StrEnum):
    """Why a row, or the whole file, cannot be used."""

    NO_HEADER = "no_header"
    COLUMN_MISSING = "column_missing"
    TOO_FEW_CELLS = "too_few_cells"
    TOO_MANY_CELLS = "too_many_cells"
    NO_PARTICIPANT = "no_participant"
    NO_TEXT = "no_text"
    TEXT_TOO_LONG = "text_too_long"
    ID_USED_TWICE = "id_used_twice"
    KIND_UNKNOWN = "kind_unknown"
    UNREADABLE = "unreadable"


OF_THE_HEAD = frozenset({Mistake.NO_HEADER, Mistake.COLUMN_MISSING})
"""Mistakes for which no row of the file can be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was left out: the line where it starts (the header is line 1), why, and the cell it is about."""

    line: int
    mistake: Mistake
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTable:
    """Replies of a file; `names` holds the file's own id of each, and `people` leads from its ids of people to ours.

    Every row is either in `words` or in `bad_rows`.
    `kinds` holds what the file states of a reply, `demos` what it states of its writer: for each column `demo:field`
    the value by reply, where it is not empty.
    """

    words: tuple[Words, ...]
    names: Mapping[ReplyId, str]
    bad_rows: tuple[BadRow, ...]
    people: Mapping[str, MemberId] = field(default_factory=dict[str, MemberId])
    kinds: Mapping[ReplyId, Kind] = field(default_factory=dict[ReplyId, Kind])
    demos: Mapping[str, Mapping[ReplyId, str]] = field(default_factory=dict[str, Mapping[ReplyId, str]])

    @property
    def regions(self) -> Mapping[ReplyId, str]:
        """Where replies come from, as far as it is known."""
        return self.demos.get(REGION, {})


def read_replies_csv(source: Path | str) -> ReplyTable:
    """Return the replies of a CSV file, or of its text, with every mistake named by its line.

    Columns: `participant_id` and `survey_text`, optionally `reply_id` (else the row's number), `kind` and any that
    begin with `demo:`; others are ignored. Cells are divided by comma, semicolon, tab or bar, whichever the first line
    has most of. The order of rows with ids of their own does not matter. The replies are taken as free to quote without
    a name, since whoever has the file has the words. Raises `OSError` when a path cannot be read and
    `UnicodeDecodeError` when it is not UTF-8.
    """
    text = source.read_text("utf-8-sig") if isinstance(source, Path) else source.removeprefix("\ufeff")
    rows = _rows_of(text)
    _, header = next(rows, (1, Mistake.NO_HEADER))
    if isinstance(header, Mistake) or not header:
        return ReplyTable(words=(), names={}, bad_rows=(BadRow(line=1, mistake=Mistake.NO_HEADER),))
    columns = [name.strip() for name in header]
    missing = [BadRow(line=1, mistake=Mistake.COLUMN_MISSING, about=name) for name in _NEEDED if name not in columns]
    if missing:
        return ReplyTable(words=(), names={}, bad_rows=tuple(missing))
    return _read_rows(columns, rows)


def _rows_of(text: str) -> Iterator[tuple[int, list[str] | Mistake]]:
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    # No cell is larger than the text: one that is too long is to be named by its reply, and the next row found.
    limit = csv.field_size_limit(len(text) + 1)
    try:
        while True:
            line = reader.line_num + 1
            try:
                yield line, next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield line, Mistake.UNREADABLE
    finally:
        csv.field_size_limit(limit)


def _read_rows(columns: list[str], rows: Iterator[tuple[int, list[str] | Mistake]]) -> ReplyTable:
    read: dict[str, dict[str, str]] = {}
    bad: list[BadRow] = []
    for number, (line, cells) in enumerate((row for row in rows if row[1]), 1):
        found = _read_row(columns, cells, number, read)
        if isinstance(found, tuple):
            bad.append(BadRow(line=line, mistake=found[0], about=found[1]))
        else:
            read[found["reply_id"]] = found
    return _table_of(read, columns, tuple(bad))


def _table_of(read: Mapping[str, dict[str, str]], columns: list[str], bad: tuple[BadRow, ...]) -> ReplyTable:
    """Number the replies by their names, so that the order of rows decides nothing."""
    names = list(read) if "reply_id" not in columns else sorted(read, key=lambda name: (len(name), name))
    ids = {name: ReplyId(number) for number, name in enumerate(names, 1)}
    people = {
        person: MemberId(number) for number, person in enumerate(sorted({_person(row) for row in read.values()}), 1)
    }
    return ReplyTable(
        words=tuple(_words_of(ids[name], people[_person(row)], row["survey_text"]) for name, row in read.items()),
        names={number: name for name, number in ids.items()},
        bad_rows=bad,
        people=people,
        kinds={ids[name]: Kind(kind) for name, row in read.items() if (kind := _kind(row))},
        demos={name.removeprefix(_DEMO): _values(name, read, ids) for name in columns if name.startswith(_DEMO)},
    )


def _values(column: str, read: Mapping[str, dict[str, str]], ids: Mapping[str, ReplyId]) -> dict[ReplyId, str]:
    return {ids[name]: value for name, row in read.items() if (value := row[column].strip())}


def _person(row: Mapping[str, str]) -> str:
    return row["participant_id"]


def _kind(row: Mapping[str, str]) -> str:
    return row.get("kind", "").strip().casefold()


def _read_row(
    columns: list[str], cells: list[str] | Mistake, number: int, known: Mapping[str, object]
) -> dict[str, str] | tuple[Mistake, str]:
    if isinstance(cells, Mistake):
        return cells, ""
    if len(cells) != len(columns):
        return (Mistake.TOO_FEW_CELLS if len(cells) < len(columns) else Mistake.TOO_MANY_CELLS), str(len(cells))
    row = dict(zip(columns, cells, strict=True))
    row["reply_id"] = row.get("reply_id", "").strip() or str(number)
    row["participant_id"] = row["participant_id"].strip()
    row["survey_text"] = cell_as_written(row["survey_text"])
    wrong = {
        Mistake.ID_USED_TWICE: row["reply_id"] in known,
        Mistake.NO_PARTICIPANT: not row["participant_id"],
        Mistake.NO_TEXT: not row["survey_text"].strip(),
        Mistake.KIND_UNKNOWN: _kind(row) not in ("", *Kind),
        Mistake.TEXT_TOO_LONG: len(row["survey_text"]) > _LONGEST_TEXT,
    }
    found = next((mistake for mistake, is_wrong in wrong.items() if is_wrong), None)
    return (found, row["reply_id"]) if found else row


def _words_of(reply_id: ReplyId, person: MemberId, text: str) -> Words:
    return Words(
        reply_id=reply_id,
        authors=(person,),
        guest=False,
        consent=Consent.QUOTE,
        text=text,
        said_at=_UNKNOWN,
        prompt_number=1,
    )


def themes_json(summary: Summary, table: ReplyTable, languages: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Return the summary as an object for `json.dumps`, with the file's own ids of replies.

    `kinds` of a theme counts its replies by kind, those where the file states it apart from those where it is proposed.
    `languages` are the numbers of replies in each.
    """
    names, texts = table.names, {each.reply_id: each.text for each in table.words}
    return {
        "replies": summary.figures.replies,
        "participants": summary.figures.people,
        "languages": dict(languages or {}),
        "themes": [
            {
                "label": theme.label,
                "reply_ids": [names[reply_id] for reply_id in theme.reply_ids],
                "participants": theme.people,
                "kinds": _count_kinds(theme.reply_ids, table.kinds, texts),
                "quotes": _told(theme.quotes, names),
            }
            for theme in summary.themes
        ],
        "quotes": _told(summary.quotes, names),
        "other": [names[reply_id] for reply_id in summary.other_ids],
    }


def _count_kinds(
    reply_ids: Iterable[ReplyId], stated: Mapping[ReplyId, Kind], texts: Mapping[ReplyId, str]
) -> dict[str, dict[str, int]]:
    told: dict[str, dict[str, int]] = {}
    for reply_id in reply_ids:
        kind = stated.get(reply_id) or propose_kind(texts[reply_id])
        if kind:
            counts = told.setdefault(kind, {"stated": 0, "proposed": 0})
            counts["stated" if reply_id in stated else "proposed"] += 1
    return dict(sorted(told.items()))


def _told(quotes: tuple[Quote, ...], names: Mapping[ReplyId, str]) -> list[dict[str, str]]:
    return [{"reply_id": names[quote.reply_id], "text": quote.text} for quote in quotes]
