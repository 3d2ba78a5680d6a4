"""What an organiser does with tables: keeps drafted pairs apart, as one does for hundreds, and looks who met."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from bot.rehearsal.company.player import Stumbled
from bot.sandbox import Answer, Channel, Person

PATIENCE = 300.0
"""Real seconds for an answer that may have a pairing of thousands of people drawn again before it."""


async def keep_some_apart(organiser: Person, desk: Channel, most: int) -> list[frozenset[int]]:
    """The first pairs of the table, so many of them, are kept apart, and the rest is drawn again; returns who they are.

    Raises:
        Stumbled: the bot gave no table, or did not take it back.
    """
    given = await (await organiser.command("pairing export", desk)).settled(PATIENCE)
    if given.message is None or not given.message.attachments:
        raise Stumbled(f"{organiser.name} asked for the pairing as a table and read: {given.text}")
    table = given.message.attachments[0]
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    chosen = [row for row in rows if len(row["members"].split()) == 2][:most]
    for row in chosen:
        row["ruling"] = "apart"
    preview = await organiser.command("pairing import", desk, file=(table.filename, _written(rows)))
    await _press_import(organiser, await preview.settled(PATIENCE))
    return [frozenset(int(member[1:]) for member in row["members"].split()) for row in chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What `/round partners` said, as its table: by person, the cells by the name of their column."""

    at: datetime
    rows: dict[int, dict[str, str]]


async def look_who_met(organiser: Person, desk: Channel, now: datetime) -> Look:
    """Where everybody stands, as the organiser reads it.

    Raises:
        Stumbled: the bot gave no table.
    """
    given = await (await organiser.command("round partners", desk)).settled(PATIENCE)
    if given.message is None or not given.message.attachments:
        raise Stumbled(f"{organiser.name} asked who met and read: {given.text}")
    rows = csv.DictReader(io.StringIO(given.message.attachments[0].content.decode("utf-8-sig")))
    return Look(at=now, rows={int(row["member"][1:]): row for row in rows if row["member"]})


def _written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


async def _press_import(organiser: Person, preview: Answer) -> None:
    if preview.message is None or "pair_import" not in str(preview.message.components):
        raise Stumbled(f"{organiser.name} sent the pairing back and read: {preview.text}")
    done = await (await organiser.press(preview.message, "pair_import")).settled(PATIENCE)
    if "pairing_show" not in str(done.message.components if done.message else ""):
        raise Stumbled(f"{organiser.name} kept pairs apart and read: {done.text}")
