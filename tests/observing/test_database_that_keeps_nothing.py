"""A locked database and a full one: red health, one note to the organisers, and nothing acknowledged that is not kept.

The lock is another connection's, and the full disk is SQLite's own limit of pages.
"""

import asyncio
import contextlib
import inspect
import re
from datetime import timedelta

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from sqlalchemy import text

from bot.actions import collecting
from bot.frontend.courier import DiscordCourier
from bot.frontend.reading import HistoryReader
from bot.observing.observer import Observer
from bot.observing.outage import OutageWatch
from bot.sandbox import Sandbox, text_of
from bot.store import connecting, replies
from bot.texts.catalogue import Texts
from tests.frontend.interactions.conftest import (
    CLOSED,
    PATIENCE,
    PROMPT,
    ROUND_STARTS,
    SetClock,
    house,
    make_client,
    migrated,
    programs,
    run_due,
    store,
)
from tests.observing.conftest import locked

__all__ = ["house", "migrated", "programs", "store"]
WORDS = "We lend garden tools as well as books."
SAID = "Out here the bus is the library."
FILL = "CREATE TABLE IF NOT EXISTS filling (bytes BLOB)"


@pytest.fixture
def clock():
    return SetClock()


class Place:
    """A server with a running round, its people, and the bot with everything that watches over it."""

    def __init__(self, sandbox, client, house, clock, observer, file):
        self.sandbox, self.client, self.house, self.clock = sandbox, client, house, clock
        self.observer, self.file = observer, file
        self.people = []

    @property
    def prompt_thread(self):
        return self.sandbox.thread(self.house.programs["library-leadership"].deck[0].title)

    def find(self, channel, words):
        found = [each for each in channel.messages.values() if words in text_of(each)]
        assert found, words
        return max(found, key=lambda message: message.id)

    @property
    def prompt(self):
        return next(
            message for message in self.sandbox.general.messages.values() if "Write my reply" in str(message.components)
        )

    def told(self, words):
        """How many notes to the organisers say this."""
        return sum(words in message.content for message in self.desk.messages.values())

    async def kept(self):
        async with self.house.store.read() as tx:
            return [reply.text for reply in await replies.of_prompt(tx, 1, 1)]

    async def until(self, condition):
        async with asyncio.timeout(PATIENCE):
            while True:
                found = condition()
                if await found if inspect.isawaitable(found) else found:
                    return
                await asyncio.sleep(0.02)

    async def keeps(self, *words):
        return sorted(await self.kept()) == sorted(words)


@pytest.fixture
def impatient(request, monkeypatch):
    """How many milliseconds SQLite waits for a lock; set before the store is opened."""
    monkeypatch.setattr(connecting, "BUSY_MS", getattr(request, "param", 100))


@pytest.fixture
async def place(impatient, store, house, clock, monkeypatch, tmp_path):
    house.reader.reader = None
    async with Sandbox(answer_within=timedelta(seconds=PATIENCE)) as sandbox:
        monkeypatch.setattr(Route, "BASE", sandbox.api_base)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
        client = make_client(house, clock)
        house.reader.reader = HistoryReader(client)
        observer = Observer(store=store, clock=clock)
        await observer.gateway.note_session()
        running = asyncio.create_task(client.start(sandbox.token))
        await client.wait_until_caught_up()
        here = Place(sandbox, client, house, clock, observer, tmp_path / "round.db")
        here.desk = sandbox.add_channel("desk")
        await start_round(here)
        watch = OutageWatch(
            house=house,
            courier=DiscordCourier(client, Texts.load(), clock, lambda prompt: None),
            clock=clock,
            record=observer.writes,
            catch_up=lambda: collecting.catch_up(house, house.reader, clock.now()),
        )
        watch.pause_seconds = 0.1
        watching = asyncio.create_task(watch.run())
        yield here
        watching.cancel()
        await client.close()
        await asyncio.gather(running, watching, return_exceptions=True)


async def start_round(here):
    sandbox, general = here.sandbox, here.sandbox.general
    added = await sandbox.owner.command(
        "program add", general, program="library-leadership", channel=general, desk=here.desk
    )
    await added.settled()
    await (await sandbox.owner.command("round create", general, start=ROUND_STARTS)).settled()
    await run_due(here.house, here.client, here.clock, here.clock.at)
    for name, country in (("Ana", "Kenya"), ("Ben", "Uganda")):
        person = await sandbox.join(None, name)
        form = (await person.press(here.find(general, "you can join"), "Join")).form
        values = {
            "Your country": country,
            "Your languages": "English",
            "How may your words be used?": "Only count them",
        }
        await (await person.submit(form, values)).settled()
        here.people.append(person)
    await run_due(here.house, here.client, here.clock, CLOSED)
    approval = await sandbox.owner.press(here.find(here.desk, "is ready to check"), "Approve the pairing")
    await approval.settled()
    await run_due(here.house, here.client, here.clock, PROMPT)


@contextlib.asynccontextmanager
async def lock(here):
    with locked(here.file):
        yield


@contextlib.asynccontextmanager
async def fill_disk(here):
    """The file may not grow any more, and has no room left in it."""
    store = here.house.store
    async with store.write() as tx:
        await tx.execute(text(FILL))
        pages = (await tx.execute(text("PRAGMA page_count"))).scalar()
        await tx.execute(text(f"PRAGMA max_page_count={pages}"))
        # Whatever room is left in pages of the tables that a reply and a note need.
        for table in ("reply", "due_step"):
            await tx.execute(text(f"CREATE TRIGGER full_{table} BEFORE INSERT ON {table} BEGIN {GROW} END"))
    yield
    async with store.write() as tx:
        await tx.execute(text("PRAGMA max_page_count=1000000"))
        for table in ("reply", "due_step"):
            await tx.execute(text(f"DROP TRIGGER full_{table}"))


GROW = "INSERT INTO filling VALUES (zeroblob(100000));"


@pytest.mark.parametrize(("trouble", "named"), [(lock, "SQLITE_BUSY"), (fill_disk, "SQLITE_FULL")])
async def test_nothing_is_acknowledged_that_is_not_kept_and_all_is_well_again(place, trouble, named):
    ana, ben = place.people
    form = (await ana.press(place.prompt, "Write my reply")).form
    part = form.parts[0].label
    async with trouble(place):
        refused = await (await ana.submit(form, {part: WORDS})).settled()
        said = text_of(refused.message)
        assert re.search(r"tell a moderator this code: [0-9A-F]{6}", said)
        # Their words are given back, since nobody keeps them.
        assert WORDS in said
        assert "kept" not in said.replace("is kept for", "")
        await ben.say(place.prompt_thread, SAID)
        await place.until(lambda: place.told("I cannot keep anything now.") == 1)
        verdict = (await place.observer.look()).verdict
        assert verdict.database == f"The database cannot be written: {named}."
        assert await place.kept() == []
        # Longer than several of its attempts: nobody is told again.
        await asyncio.sleep(0.5)
        assert place.told("I cannot keep anything now.") == 1
    await place.until(lambda: place.observer.writes.trouble is None)
    # What was said in the thread meanwhile is read back by itself.
    await place.until(lambda: place.keeps(SAID))
    assert (await place.observer.look()).verdict.is_healthy
    await run_due(place.house, place.client, place.clock, place.clock.at)
    assert place.told("I can keep everything again.") == 1
    again = (await ana.press(refused.message, "Try again")).form
    await (await ana.submit(again, {part: WORDS})).settled()
    assert await place.keeps(SAID, WORDS)


@pytest.mark.parametrize("impatient", [4_000], indirect=True)
async def test_who_waits_for_a_locked_database_is_told_in_time(place):
    ana, _ = place.people
    form = (await ana.press(place.prompt, "Write my reply")).form
    async with lock(place):
        answer = await ana.submit(form, {form.parts[0].label: WORDS})
        # Discord would have given up after three seconds; it was told to wait.
        said = text_of((await answer.settled()).message)
    assert "tell a moderator this code" in said
