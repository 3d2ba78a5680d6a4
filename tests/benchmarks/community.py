"""A community for benchmarks: people, a round that runs, a prompt's thread in which the bot listens."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.domain.consent import Consent
from bot.domain.hosting import WatchedThread
from bot.domain.ids import ChannelId, GuildId, MemberId, ProgramId, RoundId
from bot.domain.participant import Profile
from bot.domain.round import Phase, advance
from bot.sandbox import Channel, ChannelKind, Person, Sandbox
from bot.sandbox.world.threads import open_thread
from bot.store import Store, Tx, participants, profiles, programs, rounds, threads
from bot.store.migrating import migrate

A_WEEK = timedelta(days=7)
PROMPTS = tuple(range(1, 9))
"""Numbers of prompts that are open: of one person only so many replies to each are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """Threads of prompts, and who writes in them."""

    threads: tuple[Channel, ...]
    writers: tuple[Person, ...]


async def open_listened_threads(sandbox: Sandbox, database: Path, people: int) -> Listened:
    """A round runs in the database and its prompts have threads; all but every third of the people joined it."""
    opened = tuple(
        open_thread(
            sandbox.world,
            sandbox.general,
            name=f"Prompt {number}",
            owner_id=sandbox.world.bot.id,
            kind=ChannelKind.PUBLIC_THREAD,
            auto_archive_after=A_WEEK,
        )
        for number in PROMPTS
    )
    writers = tuple([await sandbox.join(None, f"Writer {number}") for number in range(people)])
    await migrate(str(database))
    store = await Store.open(str(database))
    try:
        async with store.write() as tx:
            await _fill(tx, sandbox, opened, [each for place, each in enumerate(writers) if place % 3])
    finally:
        await store.close()
    return Listened(threads=opened, writers=writers)


async def _fill(tx: Tx, sandbox: Sandbox, opened: tuple[Channel, ...], joined: list[Person]) -> None:
    now = datetime.now(UTC)
    guild_id, owner = GuildId(sandbox.guild.id), MemberId(sandbox.owner.id)
    program_id = await _add_program(tx, guild_id, ChannelId(sandbox.general.id), owner, now)
    current = await rounds.add(
        tx,
        program_id=program_id,
        name="2026A",
        starts_on=date(2026, 3, 2),
        zone="Europe/Berlin",
        seed=1,
        prompt_numbers=PROMPTS,
        created_by=owner,
        created_at=now,
    )
    for phase in (Phase.ENROLLING, Phase.PAIRING, Phase.RUNNING):
        current = advance(current, phase)
    await rounds.save_phase(tx, current)
    for person in joined:
        await _take_part(tx, guild_id, current.id, person, now)
    for number, thread in zip(PROMPTS, opened, strict=True):
        watched = WatchedThread(
            thread_id=ChannelId(thread.id), program_id=program_id, round_id=current.id, prompt_number=number
        )
        await threads.watch(tx, watched)


async def _add_program(tx: Tx, guild_id: GuildId, channel: ChannelId, owner: MemberId, now: datetime) -> ProgramId:
    added = await programs.add(
        tx,
        guild_id=guild_id,
        slug="library-leadership",
        channel_id=channel,
        desk_channel_id=channel,
        zone="Europe/Berlin",
        locale="en",
        added_by=owner,
        added_at=now,
    )
    return added.id


async def _take_part(tx: Tx, guild_id: GuildId, round_id: RoundId, person: Person, now: datetime) -> None:
    member_id = MemberId(person.id)
    await profiles.save(
        tx, Profile(guild_id=guild_id, member_id=member_id, name=person.name, consent=Consent.QUOTE_WITH_NAME)
    )
    await participants.join(tx, round_id, member_id, now)
