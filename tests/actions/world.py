"""A guild with people and a bot but without Discord: the store is real, carrying is a list, time is a number."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.actions import collecting, direct, joining, managing_rounds, pairing_rounds, replying, summarising
from bot.actions.adding_programs import add_program
from bot.actions.due import run_step
from bot.actions.ports import House, Said
from bot.domain.approval import KeptSummary
from bot.domain.consent import Consent
from bot.domain.ids import ChannelId, GuildId, MemberId, MessageId, ProgramId, RoundId
from bot.domain.notices import DeskNote
from bot.domain.partnership import Pair
from bot.domain.program import Program
from bot.domain.reply import Reply
from bot.domain.round import Round
from bot.domain.steps import Step, StepKind
from bot.programs.regions import Regions
from bot.store import Store, pairs, replies, rounds, steps, summaries
from tests.actions.list_courier import FIRST_DM, FIRST_THREAD, ListCourier, ListReader
from tests.actions.situations import gone_once

GUILD, CHANNEL, DESK = GuildId(1), ChannelId(10), ChannelId(11)
ORGANISER = MemberId(900)
PROGRAM = ProgramId(1)
ADDED_AT = datetime(2026, 1, 26, 12, tzinfo=UTC)
STARTS_ON = date(2026, 3, 2)
COUNTRIES = "Kenya Brazil Germany Japan India Mexico Ghana France Canada Egypt Chile Nepal Fiji"
NAMES = "Ana Bo Cy Dina Eli Fay Gus Hana Ivo Jin Kim Lena Mo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: MemberId
    name: str
    country: str
    languages: str = "English"
    interests: tuple[str, ...] = ("strategy", "public")
    consent: Consent = Consent.QUOTE_WITH_NAME
    locale: str = "en-GB"


PEOPLE = tuple(
    Person(id=MemberId(101 + place), name=name, country=country)
    for place, (name, country) in enumerate(zip(NAMES.split(), COUNTRIES.split(), strict=True))
)
GUEST = replying.Writer(guild_id=GUILD, member_id=MemberId(500), name="Gwen", locale="en-GB")


def writer_of(person: Person) -> replying.Writer:
    return replying.Writer(guild_id=GUILD, member_id=person.id, name=person.name, locale=person.locale)


class World:
    """One guild. `play` lets time pass; everything else happens at `now`."""

    def __init__(self, database: Path | str, programs: Mapping[str, Program], regions: Regions) -> None:
        self.file = database
        self.programs = programs
        self.regions = regions
        self.now = ADDED_AT
        self.courier = ListCourier(clock=lambda: self.now)
        self.reader = ListReader()
        self.reads_threads = True
        self.kind_of_store: type[Store] = Store
        self.ran: list[Step] = []
        self.interactions = 5_000_000
        self.posts = 9_000_000

    async def open(self) -> None:
        self.store = await self.kind_of_store.open(str(self.file))
        self.house = House(
            store=self.store,
            programs=self.programs,
            regions=self.regions,
            reader=self.reader,
            reads_threads=self.reads_threads,
            wake=lambda: None,
        )
        self._opened_with = self.house

    def is_as_opened(self) -> bool:
        """Whether nobody has changed how it is, nor has any time passed."""
        return self.house is self._opened_with and self.reads_threads and (self.now, self.ran) == (ADDED_AT, [])

    async def close(self) -> None:
        await self.store.close()

    async def restart(self) -> None:
        """The bot is another process now; what it kept and what it sent are the same."""
        await self.close()
        await self.open()

    # Time

    async def play(self, until: datetime | None = None) -> None:
        """Whatever is due until then has happened, in the order in which it was due; or else what is due now."""
        until = until or self.now
        while True:
            await self._run_due()
            async with self.store.read() as tx:
                next_at = await steps.next_due(tx, self.now)
            if next_at is None or next_at > until:
                break
            self.now = next_at
        self.now = max(self.now, until)

    async def _run_due(self) -> None:
        for _ in range(10_000):
            async with self.store.read() as tx:
                batch = await steps.due(tx, list(StepKind), self.now, 20)
            if not batch:
                return
            for step in batch:
                self.ran.append(step)
                await run_step(self.house, self.courier, step.id, self.now)
        raise AssertionError(f"never quiet: {batch[0]}")

    def later(self, **span: float) -> datetime:
        return self.now + timedelta(**span)

    # Programs and rounds

    async def add(self, slug: str = "library-leadership", **other: Any) -> ProgramId:
        given: dict[str, Any] = {
            "guild_id": GUILD,
            "slug": slug,
            "channel_id": CHANNEL,
            "desk_channel_id": DESK,
            "zone": None,
            "locale": "en",
            "added_by": ORGANISER,
            "now": self.now,
        }
        return (await add_program(self.house, **given | other)).hosted.id

    async def create(self, starts_on: date = STARTS_ON, slug: str | None = None) -> RoundId:
        made = await managing_rounds.create_round(
            self.house, guild_id=GUILD, slug=slug, starts_on=starts_on, created_by=ORGANISER, now=self.now
        )
        return made.round.id

    @gone_once
    async def enrol(self, people: tuple[Person, ...] = PEOPLE[:5]) -> RoundId:
        """A round of library-leadership enrols, and these people have joined it."""
        await self.add()
        round_id = await self.create()
        await self.play(await self.due(round_id, StepKind.OPEN_ENROLMENT))
        for person in people:
            await self.join(person, round_id)
        await self.play(self.later(hours=1))
        return round_id

    @gone_once
    async def start(self, people: tuple[Person, ...] = PEOPLE[:5]) -> RoundId:
        """A round runs, its pairing was approved, everybody is introduced; the first prompt is an hour away."""
        round_id = await self.enrol(people)
        await self.play(await self.due(round_id, StepKind.CLOSE_ENROLMENT))
        await self.approve(round_id)
        await self.play(await self.due(round_id, StepKind.START_ROUND))
        return round_id

    @gone_once
    async def run(self, people: tuple[Person, ...] = PEOPLE[:5]) -> RoundId:
        """The same, and the first prompt is open."""
        round_id = await self.start(people)
        await self.play(await self.due(round_id, StepKind.OPEN_PROMPT, 1))
        return round_id

    async def approve(self, round_id: RoundId) -> pairing_rounds.PairingView:
        return await pairing_rounds.approve_pairing(self.house, guild_id=GUILD, round_id=round_id, now=self.now)

    async def approve_summaries(self, round_id: RoundId) -> int:
        """Every draft of the round is approved and public; how many those were."""
        drafts = [kept.id for kept in await self.summaries(round_id) if kept.approved_at is None]
        for summary_id in drafts:
            await summarising.approve_summary(
                self.house, guild_id=GUILD, summary_id=summary_id, by=ORGANISER, now=self.now
            )
        await self.play()
        return len(drafts)

    # People

    async def join(self, person: Person, round_id: RoundId) -> joining.Joined:
        request = joining.JoinRequest(
            round_id=round_id,
            name=person.name,
            locale=person.locale,
            country=person.country,
            languages=person.languages,
            interests=person.interests,
            consent=person.consent,
        )
        return await joining.join(self.house, guild_id=GUILD, member_id=person.id, request=request, now=self.now)

    async def write(
        self,
        writer: Person | replying.Writer,
        round_id: RoundId,
        number: int,
        text: str,
        consent: Consent | None = None,
        interaction_id: int | None = None,
    ) -> replying.Written:
        """The form for a reply, handed in."""
        self.interactions += 1
        form = replying.HandedIn(
            writer=writer_of(writer) if isinstance(writer, Person) else writer,
            round_id=round_id,
            prompt_number=number,
            text=text,
            consent=consent,
            interaction_id=interaction_id or self.interactions,
            said_at=self.now,
        )
        return await replying.write_reply(self.house, form, now=self.now)

    async def say(
        self, author: Person | replying.Writer, thread_id: int, text: str, *, heard: bool = True, at: Any = None
    ) -> MessageId:
        """Somebody writes in a thread; unheard, the bot was not there."""
        member_id = author.id if isinstance(author, Person) else author.member_id
        self.posts += 1
        said = Said(
            thread_id=ChannelId(thread_id),
            message_id=MessageId(self.posts),
            author_id=member_id,
            author_name=author.name,
            text="" if FIRST_THREAD <= thread_id < FIRST_THREAD + 1000 else text,
            said_at=at or self.now,
        )
        self.reader.said.setdefault(thread_id, []).append(said)
        if heard:
            await collecting.take_in(self.house, [said], self.now)
        return said.message_id

    async def tell_bot(
        self,
        author: Person,
        text: str,
        *,
        answers: MessageId | None = None,
        heard: bool = True,
        message_id: int | None = None,
    ) -> MessageId:
        """Somebody writes to the bot by DM; unheard, the bot was not there."""
        self.posts += 1
        said = Said(
            thread_id=ChannelId(FIRST_DM + author.id),
            message_id=MessageId(message_id or self.posts),
            author_id=author.id,
            author_name=author.name,
            text=text,
            said_at=self.now,
            answers=answers,
        )
        self.reader.said.setdefault(said.thread_id, []).append(said)
        if heard:
            await direct.hear(self.house, said, self.now, marks=True)
        return said.message_id

    def rewrite(self, thread_id: int, message_id: MessageId, text: str | None) -> Said | None:
        """The message says something else or, with None, was deleted; the bot was not there."""
        there = self.reader.said[thread_id]
        index = [each.message_id for each in there].index(message_id)
        if text is None:
            del there[index]
            return None
        there[index] = replace(there[index], text=text, edited_at=self.now)
        return there[index]

    # What is kept

    async def round(self, round_id: RoundId) -> Round:
        async with self.store.read() as tx:
            return await rounds.get(tx, round_id)

    async def rounds(self) -> list[Round]:
        async with self.store.read() as tx:
            return await rounds.of_program(tx, PROGRAM)

    async def due(self, round_id: RoundId, kind: StepKind, number: int | None = None) -> datetime:
        async with self.store.read() as tx:
            planned = await steps.of_kinds(tx, round_id, [kind])
        return next(step.due_at for step in planned if step.prompt_number == number)

    async def steps(self, round_id: RoundId, *kinds: StepKind) -> list[Step]:
        async with self.store.read() as tx:
            return await steps.of_kinds(tx, round_id, kinds) if kinds else await steps.of_round(tx, round_id)

    async def pairs(self, round_id: RoundId) -> list[Pair]:
        async with self.store.read() as tx:
            return await pairs.of_round(tx, round_id)

    async def pair_of(self, round_id: RoundId, person: Person) -> Pair | None:
        async with self.store.read() as tx:
            return await pairs.find_of(tx, round_id, person.id)

    async def summaries(self, round_id: RoundId) -> list[KeptSummary]:
        async with self.store.read() as tx:
            return await summaries.of_round(tx, round_id)

    async def replies(self, round_id: RoundId, number: int | None = None) -> list[Reply]:
        async with self.store.read() as tx:
            return await replies.of_prompt(tx, round_id, number)

    def thread_of(self, number: int, position: int = -1) -> int:
        """The thread of the prompt with this number in its deck, the latest by default."""
        title = next(iter(self.programs.values())).prompt(number).title
        return [thread for thread, name in self.courier.public_threads.items() if name == title][position]

    def notes(self, key: str | None = None) -> list[DeskNote]:
        """What the organisers were told."""
        told = [message.notice for message in self.courier.told(DeskNote, DESK)]
        return [note for note in told if isinstance(note, DeskNote) and key in (None, note.key)]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(sql).fetchall()


def copy_of(file: str, to: Path) -> Path:
    return Path(shutil.copy(file, to))
