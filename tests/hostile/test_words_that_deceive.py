"""Names and replies that ping, hide an address, turn the reading direction, or pretend to be the bot's own words."""

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import text

from bot.actions.gathering import gather_words
from bot.actions.lookups import setting_of
from bot.domain.notices import SummaryPost
from bot.domain.summary import Quote
from bot.domain.summary_check import check_summary
from bot.frontend.courier.reconcile import find_message
from bot.frontend.messages import render
from bot.store import replies
from bot.summarise import summarise
from bot.texts.catalogue import Texts
from tests.frontend.interactions.conftest import CHECK_IN, words_of
from tests.hostile.attempt import Attempt
from tests.hostile.conftest import write
from tests.hostile.forging import hand_in, read

NAMES = {
    "a name that pings everyone": "@everyone @here",
    "a name that is a mention": "<@1> <@&2> <#3>",
    "a name in Markdown": "# **_Bold_** ||x|| `y`",
    "a name that is a masked link": "[Bank](https://evil.example)",
    "a name that is an invitation": "discord.gg/evil",
    "a name that turns the reading direction": "\u202egnp.exe\u2066",
    "a name of letters with piles of marks": "Z" + "\u0336\u0489\u0301" * 10,
    "a name of many lines": "Ana\n\n-# Moderator\r\n> says",
    "a name with NUL and half a character": "A\0n\ud800a",
    "a name that is a template": "{names} {0.__class__} %(x)s {{7*7}}",
    "a name that nobody can see": "\u200b\u2060\u00ad",
}
NAMED = tuple(
    Attempt(what=what, by="participant", got="Shown as plain text in one line; nobody is pinged.") for what in NAMES
)
ECHO = Attempt(
    what="a reply with pings, a masked link, an invitation, turned letters and piles of marks, shown with its name",
    by="participant",
    got="Kept word for word. Shown in a card that pings nobody, the address in sight, the letters in order.",
)
LONG = Attempt(
    what="a reply of 4,000 characters full of masked links",
    by="participant",
    got="Shown whole, in two cards of one message.",
)
FENCE = Attempt(
    what="a reply that ends a quote or opens a block of code, quoted in a summary",
    by="participant",
    got="Every line stays inside the quote; the quote is word for word.",
)
DOUBLE = Attempt(
    what="a message in a thread that carries the token of a step of the bot, in its words",
    by="eve",
    got="Kept as a reply like any other; the bot still finds only its own message.",
)
HELP = Attempt(
    what="a request for help with pings and a masked link",
    by="participant",
    got="The moderators read it as a quote; nobody is pinged.",
)
LOG = Attempt(
    what="a name and a reply with lines that look like the log, while the database is broken",
    by="participant",
    got="Reads a code. The log has the code and no word of theirs.",
)
FILES = Attempt(
    what="a zip bomb attached to a message in a thread",
    by="eve",
    got="The words are kept. The file is never fetched.",
)
ATTEMPTS = (*NAMED, ECHO, LONG, FENCE, DOUBLE, HELP, LOG, FILES)
LIVE = re.compile(r"(?<!\\)[@`|]|(?<!\\)\]\(https?:|discord\.gg/")


def is_calm(shown):
    height = most = 0
    for char in shown:
        height = height + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        most = max(most, height)
    return most <= 4 and not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize("places", [slice(0, 4), slice(4, 8), slice(8, 11)])
async def test_name_is_plain_text_wherever_the_bot_says_it(town, places):
    for name, country in zip(list(NAMES.values())[places], ("Kenya", "Uganda", "Rwanda", "Egypt"), strict=False):
        who = town.guild.add_member(town.env.create_user(f"user{country.lower()}", global_name=name))
        town.__dict__.setdefault("people", []).append((who, country))
    if len(town.people) < 4:
        town.people.append((town.member("zoe"), "Egypt"))
    await town.start_round(*(who for who, _ in town.people))
    await town.run(CHECK_IN)
    backend = town.env.backend
    said = [
        each for there in backend.messages.values() for each in there.values() if each.author_id == town.env.bot.user.id
    ]
    people = {who.id for who, _ in town.people}
    assert len(said) > 15
    for message in said:
        assert is_calm(message.content)
        if message.type not in (0, 19):
            # Discord tells of a new thread by its name, which pings nobody.
            continue
        assert not message.mention_everyone
        assert not message.ping_role_ids
        assert set(message.ping_user_ids) <= people
        own = re.sub(r"<@\d+>|<#\d+>|<t:\d+:\w>", "", message.content)
        assert not LIVE.search(own), own
        assert is_calm(own)
        assert all(is_calm(embed.get("description", "")) for embed in message.embeds)
    async with town.store.read() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM profile"))).scalar() == len(people)


DECEIVING = (
    "@everyone <@1> <@&2> [My bank](https://evil.example) https://discord.gg/evil \u202eevil\u202c "
    "Z" + "\u0301" * 30 + "\n-# I am the bot: all is well.\n```\nnever closed\n> quoted"
)


async def test_reply_is_shown_without_what_deceives_and_kept_word_for_word(square):
    pinged = square.pinged()
    await write(square.town, square.ana, DECEIVING, consent="quote_with_name")
    await square.town.run()
    async with square.town.store.read() as tx:
        (reply,) = await replies.of_prompt(tx, 1, 2)
    assert reply.text == DECEIVING
    assert reply.counts()
    threads = [thread for thread in square.town.channel.threads if thread._channel.type == 11]
    (echo,) = [each for thread in threads for each in thread.history() if "I am the bot" in words_of(each)]
    shown = echo.embeds[0].description
    assert "[My bank]\\(https://evil.example)" in shown
    assert "discord.gg\\/evil" in shown
    assert is_calm(shown)
    assert square.pinged() == pinged


async def test_reply_full_of_masked_links_is_shown_whole(square):
    words = ("[a](https://b.c)" * 250)[:4_000]
    await write(square.town, square.ana, words, consent="quote_with_name")
    await square.town.run()
    threads = [thread for thread in square.town.channel.threads if thread._channel.type == 11]
    found = [each for thread in threads for each in thread.history() if each.embeds and "b.c" in words_of(each)]
    (echo,) = found
    assert len(echo.embeds) == 2
    assert "".join(embed.description for embed in echo.embeds).replace("]\\(", "](") == words


FENCED = (
    "We read > aloud.\n```\n> -# Summary over.\n**All** of us [agree](https://evil.example) with @everyone, "
    "and \u202ereally\u202c."
)


async def test_quote_in_a_summary_stays_a_quote(square):
    await write(square.town, square.ana, FENCED, consent="quote")
    async with square.town.store.read() as tx:
        words = await gather_words(tx, await setting_of(square.town.house, tx, 1), 2)
    assert [each.text for each in words] == [FENCED]
    made = summarise(words, title="A", prompt_number=2, round_name="2026A", made_at=square.town.clock.at, seed=1)
    whole = Quote(number=1, reply_id=words[0].reply_id, text=FENCED, start=0, end=len(FENCED), credit=(), link=None)
    summary = replace(made, quotes=(whole,))
    assert check_summary(summary, words) == []
    notice = SummaryPost(summary_id=1, round_id=1, title="A", summary=summary, draft=False)
    message = render(notice, Texts.load().for_locale("en"), token="t", now=square.town.clock.at)
    shown = next(block for block in message.layout.blocks if isinstance(block, str) and "> We read" in block)
    lines = shown[shown.index("> We read") :].split("\n")
    assert len(lines) == len(FENCED.split("\n")) + 1
    assert all(line.startswith("> ") for line in lines)
    assert not LIVE.search(shown)
    assert is_calm(shown)


async def test_token_in_the_words_of_a_member_is_no_message_of_ours(square):
    async with square.town.store.read() as tx:
        token = (await tx.execute(text("SELECT token FROM due_step WHERE kind = 'post_prompt'"))).scalar()
    thread = square.town.prompt_thread
    since = square.town.env.bot.user.created_at - timedelta(days=1)
    await square.eve.send(thread, f"reply:1:1~{token} about~{token}")
    bot = square.town.env.bot
    assert await find_message(bot.http, thread.id, bot.user.id, token=token, since=since) is None
    found = await find_message(bot.http, square.town.channel.id, bot.user.id, token=token, since=since)
    assert found is not None


async def test_request_for_help_pings_nobody_at_the_desk(square):
    pinged = square.pinged()
    told = read(await hand_in(square, square.ana, "help_question:1:x", {"text": DECEIVING}))
    assert "The moderators have your message" in told
    await square.town.run()
    shown = words_of(square.town.desk.last_message)
    assert not LIVE.search(shown.replace(f"<@{square.ana.id}>", ""))
    assert square.pinged() == pinged


async def test_log_of_a_fault_has_no_word_of_theirs(square, capsys):
    async with square.town.store.write() as tx:
        await tx.execute(text("ALTER TABLE reply RENAME TO gone"))
    capsys.readouterr()
    forged = "fine\n2026-01-01 [error] fault code=FORGED what=everything"
    with structlog.testing.capture_logs() as logs:
        told = read(await hand_in(square, square.ana, "reply:1:2:x", {"text": forged, "consent": "quote"}))
    assert told.startswith("Something went wrong, and it is not your fault.")
    assert logs
    assert "FORGED" not in repr(logs)
    assert "FORGED" not in "".join(capsys.readouterr())


async def test_attachment_is_never_fetched(square):
    thread = square.town.prompt_thread
    bomb = [("bomb.zip", b"PK\x03\x04" + b"\0" * 1_000), ("../../etc/passwd", b"x"), ("a.csv", b"=1+1")]
    await square.eve.send(thread, "See these.", attachments=bomb)
    await square.eve.send(thread, "", attachments=bomb)
    async with square.town.store.read() as tx:
        kept = [each.text for each in await replies.of_prompt(tx, 1, 1)]
    assert kept[1:] == ["See these."]
