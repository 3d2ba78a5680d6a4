"""The bot as a process of its own: stopped in the middle of a batch, asked how it is, and its log read."""

import asyncio
import socket
import sqlite3
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.rehearsal.stage import BOT_LOG, DATABASE, set_stage
from bot.sandbox import ChannelKind

pytestmark = pytest.mark.long

BEGINS = datetime(2026, 2, 2, 9, tzinfo=UTC)
STARTS = "2026-03-02"
PEOPLE = 10
SLOW = 0.4
"""Seconds for each message, so that a batch is under way when the bot is told to stop."""
NAME, WORDS, CASE = "Zephyrine", "Quokkas live in the reading room", "Xylophones at dusk"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@asynccontextmanager
async def running(folder, *, level="info"):
    """A server whose bot runs and enrols people for a round; yields the stage and the port of its figures."""
    async with set_stage(folder, starts_at=BEGINS, title="round-table", message_content=True) as stage:
        port = free_port()
        stage.bot._environment |= {"ROUNDTABLE_WATCH_PORT": str(port), "ROUNDTABLE_LOG_LEVEL": level}
        await stage.bot.start()
        places = {"channel": stage.channel, "desk": stage.desk}
        await command(stage, "program add", program="library-leadership", **places)
        await command(stage, "round create", start=STARTS)
        await stage.bot.quiet()
        yield stage, port


async def command(stage, name, **options):
    answer = await stage.organiser.command(name, stage.desk, **options)
    return await answer.settled()


async def play_until(stage, is_reached):
    """Time goes on, from one thing that is due to the next."""
    for _ in range(100):
        next_at = await stage.bot.quiet()
        if is_reached():
            return
        assert next_at is not None
        await stage.sandbox.time.set(max(next_at, stage.now))
    raise AssertionError("never reached")


def find(channel, words):
    found = [message for message in channel.messages.values() if words in message.content]
    return found[-1] if found else None


async def join(stage, number):
    person = await stage.sandbox.join(None, f"{NAME} {number}")
    form = (await person.press(find(stage.channel, "you can join"), "Join")).form
    country = ("Kenya", "Uganda", "Rwanda")[number % 3]
    values = {"Your country": country, "Your languages": "English", "How may your words be used?": "Only count them"}
    answer = await person.submit(form, values)
    assert "joined" in (await answer.settled()).text
    return person


def welcomes(stage):
    """How many messages each DM channel holds."""
    dms = [each for each in stage.sandbox.world.channels.values() if each.kind is ChannelKind.DM]
    return sorted(len(each.messages) for each in dms)


async def until(is_reached):
    """It is so, within a minute."""
    async with asyncio.timeout(60):
        while True:
            if is_reached():
                return
            await asyncio.sleep(0.01)


async def ask(port, path):
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def test_bot_told_to_stop_in_the_middle_of_a_batch_ends_and_finds_the_rest_again(tmp_path):
    async with running(tmp_path) as (stage, _):
        await play_until(stage, lambda: find(stage.channel, "you can join"))
        stage.sandbox.trouble.slow_down("POST", "/channels/[0-9]+/messages", SLOW, times=1000)
        await asyncio.gather(*(join(stage, number) for number in range(PEOPLE)))
        # Not before one has arrived, nor after the last has.
        await until(lambda: sum(welcomes(stage)) >= 2)
        assert await stage.bot.stop() == 0
        stopped_with = sum(welcomes(stage))
        assert stopped_with < PEOPLE
        stage.sandbox.trouble.clear_faults()
        await stage.bot.start()
        await stage.bot.quiet()
        assert welcomes(stage) == [1] * PEOPLE


async def test_idle_bot_told_to_stop_ends_cleanly(tmp_path):
    async with running(tmp_path) as (stage, port):
        status, body = await ask(port, "/healthz")
        assert (status, '"healthy": true' in body) == (200, True)
        metrics = (await ask(port, "/metrics"))[1]
        assert 'roundtable_discord_requests_total{method="POST",route="/channels/:id/messages",status="200"}' in metrics
        assert "roundtable_gateway_connected 1.0" in metrics
        assert await stage.bot.stop() == 0


async def test_log_of_a_round_holds_no_word_and_no_name_and_no_token(tmp_path):
    async with running(tmp_path, level="debug") as (stage, _):
        await play_until(stage, lambda: find(stage.channel, "you can join"))
        ana, ben = [await join(stage, number) for number in range(2)]
        # Discord's own client tries five times; then it is a step's matter, and logged.
        stage.sandbox.trouble.reset("POST", "/channels/[0-9]+/messages", times=8)
        await play_until(stage, lambda: find(stage.desk, "is ready to check"))
        answer = await stage.organiser.press(find(stage.desk, "is ready to check"), "Approve the pairing")
        await answer.settled()
        await play_until(stage, lambda: prompts(stage))
        form = (await ana.press(prompts(stage)[-1], "Write my reply")).form
        with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
            database.execute("ALTER TABLE reply RENAME TO gone")
        await (await ana.submit(form, {form.parts[0].label: WORDS})).settled()
        thread = next(each for each in stage.sandbox.world.channels.values() if each.id == prompts(stage)[-1].id)
        await ben.say(thread, WORDS)
        pair = next(each for each in stage.sandbox.world.channels.values() if each.kind is ChannelKind.PRIVATE_THREAD)
        await ben.say(pair, CASE)
        await stage.bot.quiet()
        await stage.bot.stop()
        token = stage.sandbox.token
    log = (tmp_path / BOT_LOG).read_text("utf-8")
    # It did say something of each fault.
    assert "is tried again" in log
    assert "what=reply " in log
    assert "what=intake" in log
    assert [word for word in (NAME, WORDS, CASE, token, *WORDS.split()[:1], *CASE.split()[:1]) if word in log] == []


def prompts(stage):
    return [message for message in stage.channel.messages.values() if "Write my reply" in str(message.components)]
