"""A list of applicants becomes the roster of a round: looked over first, then everybody has a code to join with."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.actions.applicants import Applicant, People, read_people
from bot.actions.lookups import Setting, setting_in
from bot.actions.planning import plan_step
from bot.actions.ports import House
from bot.actions.refusing_files import refuse_file
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, RoundId
from bot.domain.roster import RosterEntry, digest_code, digest_person, make_code
from bot.domain.round import OPEN_PHASES
from bot.domain.steps import StepKind
from bot.reports.roster_columns import MappingMistake
from bot.reports.tables import TableMistake
from bot.store import Tx, rosters, steps

Choose = Callable[[int], int]
"""Gives a number below the one it is given, which nobody can guess."""
SALT_BYTES = 16


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    """Somebody who is not on the roster: they get a code."""
    CHANGED = "changed"
    """On the roster already, with other answers: these are replaced, the code stays."""
    SAME = "same"
    JOINED = "joined"
    """They have used their code: nothing changes any more."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list, and what becomes of it."""

    applicant: Applicant
    fate: Fate
    entry_id: int | None
    """Their entry on the roster, where they are on it already."""
    code: str = ""
    """To join with, once the list was imported; never to be read again."""

    def gets_code(self, *, new_codes: bool) -> bool:
        """Whether a code is made for this line."""
        return self.fate is Fate.NEW or (new_codes and self.fate in (Fate.CHANGED, Fate.SAME))


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReview:
    """What importing a list would do, or has done."""

    round_id: RoundId
    round_name: str
    people: People
    lines: tuple[Line, ...]
    new_codes: bool
    done: bool = False

    def counts(self) -> Counter[Fate]:
        """Return how many lines have which fate."""
        return Counter(line.fate for line in self.lines)

    def codes(self) -> int:
        """Return how many codes are made."""
        return sum(line.gets_code(new_codes=self.new_codes) for line in self.lines)

    def changes_something(self) -> bool:
        """Whether there is anything to import."""
        return self.codes() > 0 or self.counts()[Fate.CHANGED] > 0


async def read_list(content: bytes, told: str, found: Setting) -> People:
    """Return the people of a list for this round.

    Raises:
        RuleError: what `refuse_file` raises, `roster_columns` (text), `round_is_over`.
    """
    if found.round.phase not in OPEN_PHASES:
        raise RuleError("round_is_over")
    try:
        return await asyncio.to_thread(read_people, content, told, found.program.interests)
    except TableMistake as mistake:
        raise refuse_file(mistake) from None
    except MappingMistake as mistake:
        raise RuleError("roster_columns", text=mistake.text[:60]) from None


async def review_people(tx: Tx, found: Setting, people: People, *, new_codes: bool) -> RosterReview:
    """What importing these people would do, as the roster stands now."""
    salt = await rosters.salt_of(tx, found.round.id)
    known: dict[str, RosterEntry] = {}
    for entry in await rosters.of_round(tx, found.round.id):
        known |= {digest: entry for digest in (entry.name_digest, entry.email_digest) if digest}
    lines = tuple(_judge(applicant, salt or "", known) for applicant in people.applicants)
    return RosterReview(
        round_id=found.round.id, round_name=found.round.name, people=people, lines=lines, new_codes=new_codes
    )


def _judge(applicant: Applicant, salt: str, known: dict[str, RosterEntry]) -> Line:
    if applicant.mistakes:
        return Line(applicant=applicant, fate=Fate.REFUSED, entry_id=None)
    # Whoever has the same address is the same person, whatever else they wrote.
    entry = next((known[digest] for digest in _digests(applicant, salt) if digest in known), None)
    if entry is None:
        return Line(applicant=applicant, fate=Fate.NEW, entry_id=None)
    if entry.used_at is not None:
        return Line(applicant=applicant, fate=Fate.JOINED, entry_id=entry.id)
    fate = Fate.SAME if entry.answers == applicant.answers else Fate.CHANGED
    return Line(applicant=applicant, fate=fate, entry_id=entry.id)


def _digests(applicant: Applicant, salt: str) -> tuple[str | None, str | None]:
    """What is kept of address and of name and country."""
    email = digest_person(salt, "email", applicant.email) if salt and applicant.email else None
    name = digest_person(salt, "name", *applicant.name) if salt and applicant.name else None
    return email, name


async def import_people(
    tx: Tx, found: Setting, people: People, now: datetime, *, new_codes: bool, choose: Choose
) -> RosterReview:
    """Everybody of the list is on the round's roster; each new one has a code, which only the returned review holds.

    Called again with the same list, nothing changes. With `new_codes` who has not used theirs gets another one, and
    the former is worth nothing.
    """
    if await rosters.salt_of(tx, found.round.id) is None:
        await rosters.set_salt(tx, found.round.id, "".join(f"{choose(256):02x}" for _ in range(SALT_BYTES)))
        # The invitation gets its button for who has a code.
        await steps.plan(tx, [plan_step(found.round, StepKind.END_ENROLMENT, now, "roster")])
    salt = await rosters.salt_of(tx, found.round.id) or ""
    review = await review_people(tx, found, people, new_codes=new_codes)
    lines = tuple(
        replace(line, code=make_code(choose)) if line.gets_code(new_codes=new_codes) else line for line in review.lines
    )
    new = [line for line in lines if line.fate is Fate.NEW]
    entries = [(digest_code(line.code), *_digests(line.applicant, salt), line.applicant.answers) for line in new]
    await rosters.add(tx, found.round.id, entries)
    for line in lines:
        if line.entry_id is not None and line.fate is Fate.CHANGED:
            await rosters.change_answers(tx, line.entry_id, line.applicant.answers)
        if line.entry_id is not None and line.code:
            await rosters.renew_code(tx, line.entry_id, digest_code(line.code))
    return replace(review, lines=lines, done=True)


async def review_roster(
    house: House, *, guild_id: GuildId, round_id: RoundId, content: bytes, told: str, new_codes: bool
) -> RosterReview:
    """What importing this list would do; nothing is kept of it.

    Raises:
        RuleError: what `read_list` raises, `no_round`.
    """
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
    people = await read_list(content, told, found)
    async with house.store.read() as tx:
        return await review_people(tx, found, people, new_codes=new_codes)


async def import_roster(
    house: House,
    *,
    guild_id: GuildId,
    round_id: RoundId,
    content: bytes,
    told: str,
    new_codes: bool,
    now: datetime,
    choose: Choose = secrets.randbelow,
) -> RosterReview:
    """The list is imported, as `import_people` does it.

    Raises:
        RuleError: what `read_list` raises, `no_round`.
    """
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
    people = await read_list(content, told, found)
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        if found.round.phase not in OPEN_PHASES:
            raise RuleError("round_is_over")
        review = await import_people(tx, found, people, now, new_codes=new_codes, choose=choose)
    house.wake()
    return review
