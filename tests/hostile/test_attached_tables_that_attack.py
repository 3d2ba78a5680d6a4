"""Files that somebody hands to `/roster import` and `/pairing import`."""

import io
import zipfile
from dataclasses import dataclass

import pytest

from tests.hostile.attempt import Attempt, reads
from tests.hostile.conftest import SECRET
from tests.hostile.forging import read

LATER = "2026-07-06"
"""Another round, whose enrolment is open."""


def zipped(size):
    """An archive of a few kilobytes that unpacks to this many bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("people.csv"), b"0" * size, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@dataclass(frozen=True, kw_only=True)
class Handed(Attempt):
    """A file for a command."""

    command: str
    content: bytes


def roster(what, content, got, by="organiser"):
    return Handed(what=what, by=by, got=got, command="roster import", content=content)


def pairing(what, content, got, by="organiser"):
    return Handed(what=what, by=by, got=got, command="pairing import", content=content)


NO_NAMES = reads("I find no column with names or addresses.")
BAD_QUOTE = reads("A quotation mark is wrong or never closed")
NO_TABLE = reads("this is no table of text.")
STRANGER = reads("somebody in it does not take part in this round.")
TOO_FEW = reads("Keep and apart need two or more.")
ATTEMPTS = (
    roster("a zip bomb as a list of people", zipped(50_000_000), NO_NAMES),
    roster("a picture as a list of people", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, NO_NAMES),
    roster("a list of more than a megabyte", b"Name\n" + b"a\n" * 500_000, reads("This file is too large.")),
    roster("a list of 100,000 columns", b";".join(b"c%d" % each for each in range(100_000)), reads("too many columns")),
    roster("a list of 200,000 lines", b"Name,Country\n" + b"a,b\n" * 200_000, reads("The list has too many lines.")),
    roster("a list of 900,000 empty lines", b"Name,Country\n" + b"\n" * 900_000, reads("but nobody below it")),
    roster("a quotation mark that spans the list", b'Name,Country\n"' + b"a,b\n" * 200_000, BAD_QUOTE),
    roster("a cell of 900,000 characters", b"Name,Country\n" + b"a" * 900_000 + b",Peru", BAD_QUOTE),
    roster("NULs in a list", b"Name,Country\nA\0na,Pe\0ru\n", reads("characters that no text has")),
    roster(
        "half a character in a list",
        "Name,Country\nAna\ud800,Peru".encode("utf-16", "surrogatepass"),
        reads("I cannot read the letters of this file."),
    ),
    roster("columns named with a script and a ping", b"<script>,@everyone\n1,2\n", NO_NAMES),
    roster("a formula as a country", b"Name,Country\nAna,=1+1\n", reads("Line 2: I do not know this country: =1+1.")),
    roster(
        "a template as a language in a list",
        b"Name,Country,Languages\nAna,Peru,{0.x.y}\n",
        reads("I do not know this language: {0.x.y}."),
    ),
    roster("a list as a member", b"Name,Country\nAna,Peru\n", reads("Only organisers can do this."), by="eve"),
    roster(
        "a list for another server", b"Name,Country\nAna,Peru\n", reads("There is no such program here."), by="mallory"
    ),
    pairing("a zip bomb as a table of pairs", zipped(50_000_000), reads("the columns ruling and members are missing.")),
    pairing("a cell of 900,000 characters in a table of pairs", b"ruling,members\n" + b"x" * 900_000, NO_TABLE),
    pairing(
        "a member's number larger than a database keeps", b"ruling,members\nkeep,m99999999999999999999 m1", STRANGER
    ),
    pairing("members' numbers in another script", "ruling,members\nkeep,m\u0e51 m\u0e52\n".encode(), TOO_FEW),
    pairing("people of another server kept together", b"ruling,members\nkeep,m1 m2\n", STRANGER),
    pairing("one person kept together with themselves", b"ruling,members\nkeep,m1 m1\n", TOO_FEW),
    pairing("a ruling with a NUL", b"ruling,members\nke\0ep,m1 m2", reads("the ruling must be keep, apart or out.")),
    pairing("a table of pairs as a member", b"ruling,members\n", reads("Only organisers can do this."), by="eve"),
    pairing(
        "a table of pairs for another server",
        b"ruling,members\n",
        reads("There is no such program here."),
        by="mallory",
    ),
)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.what)
async def test_file_is_answered_in_a_sentence_and_changes_nothing(square, attempt):
    town = square.town
    if attempt.command == "roster import":
        await town.organiser.slash(town.channel, "round create", start=LATER)
        await town.run()
    # An organiser can show a command to everybody; who may use it is the bot's to say.
    for command in await town.env.bot.tree.fetch_commands():
        town.guild.set_command_permissions(command, {square.eve: True})
    by = {"organiser": town.organiser, "eve": square.eve, "mallory": square.mallory}[attempt.by]
    place = square.elsewhere if attempt.by == "mallory" else town.channel
    before, pinged = await square.kept(), square.pinged()
    answer = await by.slash(place, attempt.command, file=("table.csv", attempt.content))
    await town.env.settle()
    said = read(answer)
    assert attempt.got.removeprefix("Reads: “").removesuffix("”") in said
    assert SECRET not in said
    assert await square.kept() == before
    assert square.pinged() == pinged
