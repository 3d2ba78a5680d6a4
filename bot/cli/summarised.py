"""What `roundtable summarise` makes of a file: the replies with their regions, the summary, and the whole report."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.regions_file import COUNTRY, Places, find_regions, read_places
from bot.domain.errors import RuleError
from bot.domain.ids import MemberId, ReplyId
from bot.domain.report import Report
from bot.domain.summary import Summary
from bot.domain.voices import voices_of
from bot.summarise import summarise
from bot.summarise.crossing import values_of_people, with_crossings
from bot.summarise.languages import languages_of
from bot.summarise.progress import Progress
from bot.summarise.tables import REGION, ReplyTable, read_replies_csv


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOfReplies:
    """The replies of a file, and what it and `--regions` say of their writers."""

    title: str
    table: ReplyTable
    values: Mapping[str, Mapping[MemberId, str]]
    """By field and person; countries became regions."""
    regions: tuple[str, ...]
    """All that there are, where any is known of anybody."""
    unknown_countries: tuple[str, ...]
    bad_places: tuple[int, ...]
    """Lines of the table of regions that cannot be used."""


def read_table(file: Path) -> ReplyTable:
    """Return the replies of a file, and which of its rows cannot be used.

    Raises:
        RuleError: `replies_not_utf8`.
    """
    try:
        return read_replies_csv(file)
    except UnicodeDecodeError:
        raise RuleError("replies_not_utf8", file=file.name) from None


def read_file(file: Path, regions: Path | None) -> FileOfReplies:
    """Return what both files say. A region that the replies state goes before one that `regions` tells.

    Raises:
        ProgramMistakes: `regions` is a folder with mistakes.
        RuleError: `replies_not_utf8`, and what `read_places` raises.
    """
    table = read_table(file)
    values = {name: dict(by_person) for name, by_person in values_of_people(table).items()}
    countries = values.pop(COUNTRY, {})
    places = read_places(regions) if countries or regions else Places()
    found, unknown = find_regions(places, table.people, countries)
    values[REGION] = found | values.get(REGION, {})
    by_reply = {
        each.reply_id: values[REGION][each.authors[0]] for each in table.words if each.authors[0] in values[REGION]
    }
    return FileOfReplies(
        title=file.stem,
        table=replace(table, demos={**table.demos, REGION: by_reply}),
        values=values,
        regions=places.regions if values[REGION] else (),
        unknown_countries=unknown,
        bad_places=places.bad_lines,
    )


def summary_of(replies: FileOfReplies, progress: Progress) -> Summary:
    """Return the summary of all replies, crossed with whatever is known of their writers."""
    made = summarise(
        replies.table.words,
        title=replies.title,
        prompt_number=None,
        round_name="",
        made_at=datetime.now(UTC),
        regions=replies.table.regions,
        progress=progress,
    )
    return with_crossings(made, replies.table, replies.values, {REGION: replies.regions})


def languages_in(table: ReplyTable) -> dict[ReplyId, str]:
    """Return the language of each reply that has one."""
    found = languages_of([each.text for each in table.words])
    return {each.reply_id: language for each, language in zip(table.words, found, strict=True) if language}


def report_of(replies: FileOfReplies, made: Summary) -> Report:
    """Return the report of a file, whose replies may all be shown without a name."""
    # By lot of the system: who has two reports must not find the same person in both.
    lot = random.SystemRandom()
    voices = voices_of([made], replies.table.words, replies.values, languages_in(replies.table), lot)
    return Report(
        title=replies.title,
        round_name="",
        made_at=made.made_at,
        summaries=(made,),
        voices=voices,
        figures=made.figures,
    )
