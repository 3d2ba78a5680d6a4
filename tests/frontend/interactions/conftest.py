"""A server with an organiser and members, the real client in simcord, a real store, and a clock that the test moves."""

import asyncio
import shutil
from datetime import UTC, datetime

import discord
import pytest
from simcord.env import Env

from bot.actions.activity import Activity
from bot.actions.due import run_step
from bot.actions.ports import House
from bot.domain.steps import StepKind
from bot.frontend.client import RoundtableClient
from bot.frontend.courier import DiscordCourier
from bot.frontend.reading import HistoryReader
from bot.programs import load_programs, shipped_programs_folder
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.store import Store, steps
from bot.store.migrating import migrate
from bot.texts.catalogue import Texts
from tests.frontend.interactions.beginnings import gone_once

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""What simcord says it is."""
PATIENCE = 60.0
"""Seconds for one act: a machine may be busy with much else."""
LOOKS_EVERY = 0.002
"""Seconds between two looks of simcord whether all has settled. Its own 0.05 was more than half of a test's time."""
ROUND_STARTS = "2026-01-12"
OPEN, CLOSED, STARTED, PROMPT, CHECK_IN, SECOND_PROMPT, OVER = (
    BEGINNING,
    datetime(2026, 1, 8, 18, tzinfo=UTC),
    datetime(2026, 1, 12, 9, tzinfo=UTC),
    datetime(2026, 1, 12, 10, tzinfo=UTC),
    datetime(2026, 1, 19, 9, tzinfo=UTC),
    datetime(2026, 1, 26, 9, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=UTC),
)


class SetClock:
    """Says what the test last said."""

    def __init__(self):
        self.at = BEGINNING

    def now(self):
        return self.at


class Late:
    """The reader before the client exists."""

    reader = None

    def read(self, thread_id, after):
        return self.reader.read(thread_id, after)

    def read_direct(self, channel_id, after):
        return self.reader.read_direct(channel_id, after)


def make_client(house, clock, texts=None):
    return RoundtableClient(house=house, texts=texts or Texts.load(), activity=Activity(), clock=clock)


async def run_due(house, client, clock, until):
    """Every step that is due until then was run at its time, by the real courier."""
    courier = DiscordCourier(client, Texts.load(), clock, lambda prompt: None)
    for _ in range(400):
        async with house.store.read() as tx:
            waiting = await steps.due(tx, list(StepKind), until, 1)
        if not waiting:
            break
        clock.at = max(clock.at, waiting[0].next_try_at)
        await run_step(house, courier, waiting[0].id, clock.at)
    clock.at = until


class WatchedEnv(Env):
    """Looks often whether all has settled, and knows whether the test has looked at the errors that the bot raised."""

    errors_seen = False

    async def _settle_internal(self, **how):
        await super()._settle_internal(**{**how, "idle": LOOKS_EVERY})

    @property
    def errors(self):
        self.errors_seen = True
        return super().errors


class Town:
    """A server, and what its people do. Buttons are pressed by what is written on them."""

    def __init__(self, env, store, house, clock):
        self.env, self.store, self.house, self.clock = env, store, house, clock
        self.made_with, self.file = house, store._writer.url.database
        self.guild = env.create_guild("Library friends")
        self.channel = self.guild.create_text_channel("round-table")
        self.desk = self.guild.create_text_channel("desk")
        role = self.guild.create_role("Organisers", permissions=discord.Permissions.all())
        self.organiser = self.guild.add_member(env.create_user("olga"), roles=[role])

    def member(self, name, **more):
        return self.guild.add_member(self.env.create_user(name, global_name=name.title()), **more)

    async def host(self, program="library-leadership"):
        result = await self.organiser.slash(
            self.channel, "program add", program=program, channel=self.channel, desk=self.desk
        )
        await self.run()
        return result

    async def plan(self, start=ROUND_STARTS):
        result = await self.organiser.slash(self.channel, "round create", start=start)
        await self.run()
        return result

    async def run(self, until=None):
        """Everything due until then has happened, each thing at its time."""
        await run_due(self.house, self.env.bot, self.clock, until or self.clock.at)
        await self.env.settle()

    async def join(self, member, country="Kenya", languages="English, French", consent="quote_with_name", **more):
        shown = await member.click(self.invitation, label="Join")
        values = {"country": country, "languages": languages, "consent": consent, "interests": ["public"], **more}
        result = await member.submit_modal(shown, values)
        await self.run()
        return result

    @property
    def invitation(self):
        return self.find(self.channel, "Join")

    @property
    def menu(self):
        return self.find(self.channel, "My partner")

    @property
    def prompt(self):
        return self.find(self.channel, "Write my reply")

    @staticmethod
    def find(channel, label):
        """The newest message in a channel or DM with this button."""
        found = [message for message in channel.history() if label in labels_of(message)]
        assert found, f"no button {label!r} in {channel}"
        return max(found, key=lambda message: message.id)

    @gone_once
    async def open(self):
        """A program is hosted, and people join its round."""
        await self.host()
        await self.plan()

    @gone_once
    async def start_round(self, *people):
        """A round runs, in which these are paired, and its first prompt is open."""
        await self.open()
        for place, person in enumerate(people):
            await self.join(person, country=("Kenya", "Uganda", "Rwanda", "Egypt")[place])
        await self.run(CLOSED)
        await self.organiser.click(self.find(self.desk, "Approve the pairing"), label="Approve the pairing")
        await self.run(PROMPT)

    @property
    def pair_thread(self):
        return next(thread for thread in self.channel.threads if thread._channel.type == 12)

    @property
    def prompt_thread(self):
        return next(thread for thread in self.channel.threads if thread._channel.type == 11)


def labels_of(message):
    """What stands on the buttons of a message."""
    return [label for part in parts_of(message.components) if (label := _of(part, "label"))]


def parts_of(components):
    """Every component, those inside others too."""
    for part in components:
        yield part
        yield from parts_of(_of(part, "components") or _of(part, "children") or [])


def _of(part, key):
    return part.get(key) if isinstance(part, dict) else getattr(part, key, None)


def words_of(answer):
    """All that an answer says."""
    message = answer.response or answer.followups[-1] if hasattr(answer, "followups") else answer
    parts = [message.content, *(_of(part, "content") for part in parts_of(message.components))]
    for embed in message.embeds:
        parts += [
            embed.title or "",
            embed.description or "",
            *(f"{field.name} {field.value}" for field in embed.fields),
        ]
    return "\n".join(part for part in parts if part)


def shown(answer):
    """The message that answered: the response, or what came after "thinking"."""
    return answer.response or answer.followups[-1]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    file = tmp_path_factory.mktemp("migrated") / "round.db"
    asyncio.run(migrate(str(file)))
    return file


@pytest.fixture(scope="session")
def programs():
    return load_programs(shipped_programs_folder())


@pytest.fixture
async def store(migrated, tmp_path):
    opened = await Store.open(str(shutil.copy(migrated, tmp_path / "round.db")))
    yield opened
    await opened.close()


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def house(store, programs):
    return House(
        store=store,
        programs=programs,
        regions=load_regions(shipped_regions_folder()),
        reader=Late(),
        reads_threads=True,
        wake=lambda: None,
    )


@pytest.fixture
async def env(house, clock):
    client = make_client(house, clock)
    house.reader.reader = HistoryReader(client)
    running = WatchedEnv(client, settle_timeout=PATIENCE)
    await running.start()
    try:
        yield running
    finally:
        await running.shutdown()
    # A test that looks at `errors` expected them.
    if not running.errors_seen:
        running.raise_errors()


@pytest.fixture
def town(env, store, house, clock):
    return Town(env, store, house, clock)


@pytest.fixture
async def open_town(town):
    await town.open()
    return town
