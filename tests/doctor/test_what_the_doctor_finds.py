"""The doctor finds each fault that was made, against a real database and a Discord on loopback."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.doctor.examination import examine_all
from bot.doctor.finding import Level
from bot.programs import shipped_programs_folder
from bot.sandbox import Sandbox
from bot.sandbox.permissions import Permission
from bot.sandbox.world.guilds import set_overwrite
from bot.sandbox.world.records import Overwrite
from bot.settings import Settings
from bot.store import Store, programs
from bot.store.backup import back_up
from bot.store.last_backup import note_backup
from bot.store.migrating import migrate

TOKEN = "the-right-token"
DAY = timedelta(days=1)


@pytest.fixture
def restored_pointers():
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@pytest.fixture
async def discord_(restored_pointers):
    async with Sandbox(TOKEN) as running:
        yield running


@pytest.fixture
def file(tmp_path):
    return tmp_path / "round.db"


@pytest.fixture
def settings(discord_, file):
    return Settings(token=TOKEN, database=str(file), api_base=discord_.api_base, gateway_url=discord_.gateway_url)


async def host(discord_, file):
    """The database hosts a program in the sandbox's first channel; return the channel."""
    await migrate(str(file))
    channel = discord_.general
    store = await Store.open(str(file))
    async with store.write() as tx:
        await programs.add(
            tx, guild_id=channel.guild_id, slug="library-leadership", channel_id=channel.id,
            desk_channel_id=channel.id, zone="UTC", locale="en", added_by=1, added_at=datetime.now(UTC),
        )  # fmt: skip
    await store.close()
    return channel


async def found(settings, later=timedelta(0)):
    """What is no good, by key, with its fields, as it is now or so much later."""
    now = datetime.now(UTC) + later
    return {each.key: each async for each in examine_all(settings, now) if each.level is not Level.GOOD}


async def test_sound_installation_has_no_fault_but_is_told_of_a_missing_backup(settings, discord_, file):
    await host(discord_, file)
    assert set(await found(settings)) == {"backup_none", "intents_limited"}


async def test_backup_that_was_made_is_known_until_it_is_old_or_gone(settings, discord_, file, tmp_path):
    await host(discord_, file)
    back_up(file, tmp_path / "copy.db")
    note_backup(file, tmp_path / "copy.db", datetime.now(UTC))
    assert set(await found(settings)) == {"intents_limited"}
    assert "backup_old" in await found(settings, 8 * DAY)
    (tmp_path / "copy.db").unlink()
    assert "backup_gone" in await found(settings)


async def test_before_the_first_start_nothing_is_made(settings, file):
    assert set(await found(settings)) == {"database_none", "intents_limited"}
    assert not file.exists()


async def test_wrong_and_missing_tokens_are_faults(settings):
    wrong = settings.model_copy(update={"token": type(settings.token)("another")})
    assert "token_wrong" in await found(wrong)
    none = settings.model_copy(update={"token": type(settings.token)("")})
    assert "token_missing" in await found(none)


async def test_nobody_at_the_address_is_a_fault(settings, unused_tcp_port):
    assert "discord_unreachable" in await found(
        settings.model_copy(update={"api_base": f"http://127.0.0.1:{unused_tcp_port}"})
    )


async def test_clock_that_differs_from_discords_is_a_fault(settings):
    wrong = await found(settings, timedelta(minutes=10))
    assert abs(wrong["clock_wrong"].fields["seconds"]) > 500


async def test_permission_that_lacks_is_named_with_its_channel(settings, discord_, file):
    channel = await host(discord_, file)
    me = discord_.world.application.id
    set_overwrite(
        discord_.world, channel, Overwrite(target_id=me, is_member=True, deny=Permission.READ_MESSAGE_HISTORY)
    )
    wrong = (await found(settings))["permissions_missing"]
    assert (wrong.level, wrong.fields["missing"]) == (Level.FAULT, "Read Message History")
    assert wrong.fields["channel"] == channel.id


async def test_channel_that_is_gone_is_named(settings, discord_, file):
    channel = await host(discord_, file)
    del discord_.world.channels[channel.id]
    assert (await found(settings))["channel_gone"].fields["channel"] == channel.id


async def test_intent_that_is_off_is_a_fault_only_where_it_is_needed(restored_pointers, file):
    async with Sandbox(TOKEN, has_members_intent=False, has_message_content_intent=False) as running:
        settings = Settings(token=TOKEN, database=str(file), api_base=running.api_base, gateway_url=running.gateway_url)
        assert set(await found(settings)) == {"database_none", "members_intent_off"}
        reading = settings.model_copy(update={"message_content": True})
        assert {"members_intent_off", "content_intent_off"} < set(await found(reading))


async def test_damaged_database_is_a_fault(settings, discord_, file):
    await host(discord_, file)
    await asyncio.to_thread(_damage, file)
    assert "database_damaged" in await found(settings)


def _damage(file):
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(file.read_bytes())
    whole[4096 * 3 : 4096 * 8] = b"x" * (4096 * 5)
    file.write_bytes(whole)


async def test_database_of_another_version_is_told(settings, discord_, file):
    await host(discord_, file)
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    assert "database_newer" in await found(settings)
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()
    assert "database_older" in await found(settings)


async def test_mistake_in_a_program_is_told_with_its_place(settings, tmp_path):
    (tmp_path / "programs" / "mine").mkdir(parents=True)
    (tmp_path / "programs" / "mine" / "program.toml").write_text('titel = "Leaders"\n', "utf-8")
    wrong = await found(settings.model_copy(update={"programs_folder": tmp_path / "programs"}))
    assert "program.toml" in str(wrong["program_mistaken"].fields["mistake"])


async def test_language_without_texts_is_noted(settings, tmp_path):
    from shutil import copytree

    copytree(shipped_programs_folder() / "weekly-coffee", tmp_path / "programs" / "weekly-coffee")
    program = tmp_path / "programs" / "weekly-coffee" / "program.toml"
    program.write_text(program.read_text("utf-8").replace('language = "en"', 'language = "sw"'), "utf-8")
    wrong = await found(settings.model_copy(update={"programs_folder": tmp_path / "programs"}))
    assert wrong["catalogue_missing"].fields["language"] == "sw"
