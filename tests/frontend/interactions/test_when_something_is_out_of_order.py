import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import discord
import pytest
from discord import app_commands
from sqlalchemy import text

from bot.actions.ports import CannotTell
from bot.frontend.asked import SLOW_SECONDS
from bot.frontend.buttons import button
from bot.frontend.command_words import CatalogueTranslator, said
from bot.frontend.messages import Message, make_arguments
from bot.frontend.reading import HistoryReader
from bot.store import participants, replies
from bot.texts.catalogue import Texts
from tests.frontend.interactions.conftest import make_client, shown, words_of
from tests.frontend.interactions.test_organising import take_administrator_away
from tests.texts.test_catalogues_of_texts import write_language


@pytest.fixture
async def pair(town):
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    return ana, ben


async def test_answer_that_comes_too_late_leaves_the_work_done(town):
    await town.host()
    await town.plan()
    ana = town.member("ana")
    form = await ana.click(town.invitation, label="Join")
    town.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    values = {"country": "Kenya", "languages": "English", "interests": [], "consent": "quote"}
    answer = await ana.submit_modal(form, values)
    assert not answer.acknowledged
    async with town.store.read() as tx:
        assert [part.member_id for part in await participants.of_round(tx, 1)] == [ana.id]


async def test_form_that_cannot_be_shown_in_time_is_no_fault(town, capsys):
    await town.host()
    await town.plan()
    town.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    answer = await town.member("ana").click(town.invitation, label="Join")
    assert answer.modal is None
    logged = capsys.readouterr().out
    assert "interaction_gone" in logged
    assert "fault" not in logged


async def test_fault_around_a_command_shows_only_a_code(town, capsys):
    del town.clock.at
    answer = await town.organiser.slash(town.channel, "round show")
    assert "tell a moderator this code" in words_of(answer)
    assert "AttributeError" not in words_of(answer)
    assert [type(error) for error in town.env.errors] == [app_commands.CommandInvokeError]
    assert "fault" in capsys.readouterr().out


async def test_fault_while_listening_is_logged_without_words(town, pair, capsys):
    ana, _ = pair
    async with town.store.write() as tx:
        await tx.execute(text("ALTER TABLE reply RENAME TO gone"))
    await ana.send(town.prompt_thread, "These words are nobody else's business")
    logged = capsys.readouterr().out
    assert logged.count("what=intake") == 1
    assert "business" not in logged


async def test_history_that_may_not_be_read_changes_nothing(town, pair):
    ana, _ = pair
    await ana.send(town.prompt_thread, "This stays.")
    await take_administrator_away(town)
    for role in town.env.backend.get_guild(town.guild.id).roles.values():
        role.permissions &= ~discord.Permissions(read_message_history=True).value
    reader = HistoryReader(town.env.bot)
    with pytest.raises(CannotTell):
        [said async for said in reader.read(town.prompt_thread.id, 0)]
    async with town.store.read() as tx:
        assert [reply.withdrawn_at for reply in await replies.of_prompt(tx, 1, 1)] == [None]


async def test_thread_that_is_gone_cannot_be_told(town):
    reader = HistoryReader(town.env.bot)
    with pytest.raises(CannotTell):
        [said async for said in reader.read(999, 0)]


async def test_announcement_channel_is_refused(town):
    news = town.guild.create_news_channel("news")
    answer = await town.organiser.slash(
        town.channel, "program add", program="library-leadership", channel=news, desk=town.desk
    )
    assert "partners cannot have private threads" in words_of(answer)


async def test_replies_are_found_from_the_message_that_tells_what_came_of_them(town, pair):
    ana, _ = pair
    form = await ana.click(town.prompt, label="Write my reply")
    await ana.submit_modal(form, {"text": "We lend tools."})
    channel = await town.env.bot.create_dm(discord.Object(ana.id))
    told = Message(content="Your words", rows=((button("my_replies_round", 1, label="My replies"),),))
    sent = await channel.send(**make_arguments(told))
    await town.env.settle()
    answer = await ana.user.click(sent, label="My replies")
    assert "Getting to know" in words_of(answer)
    one = await ana.user.select(shown(answer).message, ["1"])
    assert "We lend tools." in words_of(one)


async def test_words_of_commands_follow_the_catalogues(tmp_path):
    key = "command.round.show.hint"
    write_language(tmp_path, "en", f'\nmsgid "{key}"\nmsgstr "See"\n')
    write_language(tmp_path, "es", f'\nmsgid "{key}"\nmsgstr "Ver"\n')
    translator = CatalogueTranslator(Texts.load(tmp_path))
    string = said(key)
    assert string.message == "See how the round is going"
    told = [
        await translator.translate(string, locale, None)
        for locale in (discord.Locale.spain_spanish, discord.Locale.latin_american_spanish, discord.Locale.german)
    ]
    assert told == ["Ver", "Ver", None]


class SlowStore:
    """The store on a machine that is busy: whoever reads waits longer than Discord would."""

    def __init__(self, store):
        self.store = store
        self.write = store.write

    @asynccontextmanager
    async def read(self):
        await asyncio.sleep(SLOW_SECONDS + 0.1)
        async with self.store.read() as tx:
            yield tx


async def test_form_that_comes_too_late_is_asked_for_again(town):
    await town.host()
    await town.plan()
    ana = town.member("ana")
    await town.env.restart_bot(make_client(replace(town.house, store=SlowStore(town.store)), town.clock))
    answer = await ana.click(town.invitation, label="Join")
    assert answer.modal is None
    assert words_of(answer) == "I was too slow. Please press the button again."
