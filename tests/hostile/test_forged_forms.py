"""Forms with any content, forms about what is not one's own, and buttons in DMs that outlive a membership."""

from dataclasses import dataclass, field

import pytest

from bot.store import profiles, replies
from tests.frontend.interactions.conftest import shown
from tests.hostile.attempt import Attempt, reads
from tests.hostile.conftest import SECRET
from tests.hostile.forging import hand_in, press_in_dm, read

NO_ROUND = "There is no round now."
NO_SUMMARY = "There is no summary yet."
MODERATORS = "Only moderators can do this."
GONE = "You are no longer in that server."


@dataclass(frozen=True, kw_only=True)
class Form(Attempt):
    custom_id: str
    said: str
    parts: dict = field(default_factory=lambda: {"text": "Hello!", "consent": "quote"})


def try_form(who, custom_id, said, what, **parts):
    return Form(
        what=what, by=who, got=reads(said), custom_id=custom_id, said=said, **({"parts": parts} if parts else {})
    )


REFUSED = (
    try_form(
        "ben", "reply_edit:1:x", "I did not find this reply of yours.", "hand in a change of somebody else's reply"
    ),
    try_form("cara", "pair_reply:1:1:{pair}:x", "This is not your pair now.", "hand in the reply of another pair"),
    try_form("eve", "pair_reply:1:1:{pair}:x", "This is not your pair now.", "hand in the reply of a pair as a guest"),
    try_form("eve", "reply:1:3:x", "This prompt takes no replies.", "hand in a reply to a prompt that is not open"),
    try_form(
        "eve", "reply:1:1:x", "Your text has 100,000 characters.", "a reply of 100,000 characters", text="a" * 100_000
    ),
    try_form("eve", "reply:1:1:x", "You have written nothing.", "a reply of NULs and spaces", text="\0 \0\n"),
    try_form(
        "eve", "reply:9223372036854775808:1:x", "I no longer know this button.", "a form about a number beyond all"
    ),
    try_form("eve", "drop table reply; --", "I no longer know this button.", "a form with SQL as its custom id"),
    try_form("eve", "nothing:1", "I no longer know this button.", "a form that does not exist"),
    try_form("mallory", "reply:1:1:x", NO_ROUND, "hand in a reply to another server's prompt"),
    try_form("ana", "draft_sentence:1:x", MODERATORS, "hand in a moderators' sentence as a member", text="Buy!"),
    try_form("ana", "draft_rename:1:0:x", MODERATORS, "hand in a theme's name as a member", title="Buy!"),
    try_form("ana", "draft_drop:1:x", MODERATORS, "leave out a sentence as a member", sentence=["1"]),
    try_form("ana", "draft_hide:1:0:x", MODERATORS, "hide somebody's quote as a member", reply=["1"]),
    try_form("mallory", "draft_sentence:1:x", NO_SUMMARY, "add a sentence in another server", text="Buy!"),
    try_form("mallory", "help_question:1:x", NO_ROUND, "write to another server's moderators"),
    try_form("mallory", "join:1:x", NO_ROUND, "join another server's round", country="Kenya", languages="English"),
    try_form("eve", "join:1:x", "I do not know this country", "SQL as a country", country="'; DROP TABLE profile; --"),
    try_form(
        "eve", "join:1:x", "I do not know this country", "a template as a country", country="{{7*7}}{0.__class__}"
    ),
    try_form(
        "eve", "join:1:x", "I do not know this language", "2,000 languages", country="Kenya", languages="a," * 2000
    ),
)
KEPT = Attempt(
    what="SQL, templates, NUL and half a character in a reply, and a consent that does not exist",
    by="eve",
    got="Kept as text, without NUL and the half character; only counted.",
)
GONE_PRESS = Attempt(what="allow quotes from an old DM after leaving the server", by="gone", got=reads(GONE))
GONE_REPLY = Attempt(what="hand in a reply from a DM after leaving the server", by="gone", got=reads(GONE))
GONE_HELP = Attempt(what="write to the moderators from a DM after leaving the server", by="gone", got=reads(GONE))
GONE_POWER = Attempt(what="publish a summary from a DM", by="gone", got=reads("Only moderators can do this."))
CHOICES = Attempt(
    what="the same interest chosen 5,000 times, and some that are not offered",
    by="eve",
    got="Joins with that interest, once.",
)
ATTEMPTS = (*REFUSED, KEPT, GONE_PRESS, GONE_REPLY, GONE_HELP, GONE_POWER, CHOICES)


async def test_forged_form_is_refused_in_a_sentence_and_changes_nothing(subtests, square):
    before, pinged = await square.kept(), square.pinged()
    for attempt in REFUSED:
        with subtests.test(attempt.what):
            custom_id = attempt.custom_id.replace("{pair}", str(square.pair))
            told = read(await hand_in(square, getattr(square, attempt.by), custom_id, attempt.parts))
            assert told.startswith(attempt.said)
            assert SECRET not in told
            assert await square.kept() == before
    assert square.pinged() == pinged


INJECTED = "'; DROP TABLE reply; -- {{7*7}} {0.__class__} {count} %(x)s ${jndi:ldap://x} <script>\ud800\0"


async def test_text_that_attacks_a_database_or_a_template_is_kept_as_text(square):
    told = read(await hand_in(square, square.eve, "reply:1:2:x", {"text": INJECTED, "consent": "everything"}))
    assert told.startswith("Thank you! Your reply is kept.")
    async with square.town.store.read() as tx:
        (reply,) = await replies.of_prompt(tx, 1, 2)
    assert reply.text == INJECTED.replace("\ud800", "\ufffd").replace("\0", "")
    assert reply.consent() == "count_only"
    assert reply.counts()


async def test_interest_that_is_chosen_5000_times_is_kept_once(square):
    parts = {"country": "Kenya", "languages": "English", "interests": ["public"] * 5_000 + ["nothing", "'; --"]}
    assert read(await hand_in(square, square.eve, "join:1:x", parts)).startswith("You joined Library leadership.")
    async with square.town.store.read() as tx:
        profile = await profiles.find(tx, square.town.guild.id, square.eve.id)
    assert profile.interests == ("public",)


@pytest.fixture
async def gone(square):
    """Dora has left the server, and has erased her data; her DMs with the bot are still there."""
    answer = await square.dora.click(square.town.menu, label="My data")
    question = await square.dora.click(shown(answer).message, label="Erase my data")
    await square.dora.click(shown(question).message, label="Yes, erase everything")
    square.town.guild.remove_member(square.dora)
    await square.town.env.settle()
    await square.town.run()
    return square.dora.user


async def test_who_left_the_server_writes_to_nobody_in_it(subtests, square, gone):
    before = await square.kept()
    dm = gone.dm_channel
    tries = {
        GONE_PRESS: lambda: press_in_dm(square, gone, "consent_is:1:quote"),
        GONE_REPLY: lambda: hand_in(square, gone, "reply:1:1:x", {"text": "I am still here."}, channel=dm),
        GONE_HELP: lambda: hand_in(square, gone, "help_question:1:x", {"text": "You will all regret it."}, channel=dm),
        GONE_POWER: lambda: press_in_dm(square, gone, "summary_approve:1"),
    }
    for attempt, act in tries.items():
        with subtests.test(attempt.what):
            assert f"“{read(await act())[:20]}" in attempt.got
            assert await square.kept() == before
