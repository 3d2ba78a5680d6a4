"""The demo that a newcomer sees, and one of a few people, each played once and looked at from all sides."""

import os
import re
from collections import Counter

import pytest

from bot.sandbox import ChannelKind
from tests.scenarios.description import Description, as_described, needs_description
from tests.scenarios.holding import (
    assert_everything_holds,
    assert_nobody_is_notified_too_often,
    assert_sentences_are_short,
    assert_texts_are_for_people,
    prompts_in,
)
from tests.scenarios.playing import Scene, is_public_summary


def test_demo_ends_well_with_all_that_must_hold(demo: Scene):
    assert demo.code == 0
    assert_everything_holds(demo)


PEOPLE_AND_COUNTRIES = {8: [49, 24], 2: [17, 11]}
PAIRS_AND_TRIOS = {8: [23, 1], 2: [7, 1]}
"""By the number of prompts."""


def figures_in(lines: str) -> dict[str, list[int]]:
    """The numbers of each line by its first word."""
    found = (line.split(maxsplit=1) for line in lines.splitlines() if line[:1].isalpha())
    return {name: [int(each) for each in re.findall(r"\d+", rest)] for name, rest in found}


def test_demo_tells_six_lines_that_agree_with_the_database(demo: Scene):
    lines = [line for line in demo.lines.splitlines() if line.strip()][:6]
    told = figures_in("\n".join(lines))
    assert list(told) == ["Participants", "Partners", "Prompts", "Replies", "Summaries", "Ending"]
    countries = "SELECT count(DISTINCT country) FROM profile JOIN participant USING (member_id)"
    left = demo.number("SELECT count(*) FROM participant WHERE left_at IS NOT NULL")
    assert told["Participants"] == [demo.number("SELECT count(*) FROM participant"), demo.number(countries), left]
    prompts = len(demo.plan.program.deck)
    assert told["Participants"][:2] == PEOPLE_AND_COUNTRIES[prompts]
    assert told["Partners"][:3] == [*PAIRS_AND_TRIOS[prompts], demo.number(WITHOUT_PARTNER)]
    assert told["Partners"][4] == demo.number(MET) > 0
    sizes = Counter(size for (size,) in demo.rows(SIZES_AT_FIRST))
    assert sizes == {2: told["Partners"][0], 3: told["Partners"][1]}
    assert told["Prompts"] == [demo.number(DONE, kind) for kind in ("post_prompt", "post_pair_prompt", "check_in")] + [
        demo.number("SELECT count(*) FROM check_in")
    ]
    assert told["Prompts"][0] == prompts
    by_consent = dict(demo.rows(REPLIES_BY_CONSENT))
    assert told["Replies"] == [sum(by_consent.values()), *(by_consent[each] for each in (2, 1, 0))]
    published = demo.number("SELECT count(*) FROM summary WHERE published_at IS NOT NULL")
    themes = demo.number("SELECT sum(json_array_length(body, '$.themes')) FROM summary")
    quotes = demo.number(QUOTES)
    assert told["Summaries"] == [published, themes, quotes, 0]
    assert published == prompts + 1
    assert told["Ending"] == [demo.number(f"SELECT count(*) FROM survey WHERE {each}") for each in SURVEYED]
    assert all(told["Ending"])


DONE = "SELECT count(*) FROM due_step WHERE kind = ? AND outcome = 'done'"
WITHOUT_PARTNER = """
    SELECT count(*) FROM participant WHERE left_at IS NULL AND inactive_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM pair_member JOIN pair ON pair.id = pair_id
        WHERE pair_member.member_id = participant.member_id AND left_at IS NULL AND ended_at IS NULL
    )
"""
MET = """
    SELECT count(DISTINCT member_id) FROM pair_member
    WHERE pair_id IN (SELECT pair_id FROM check_in WHERE answer IN ('yes', 'elsewhere')) OR pair_id IN (
        SELECT reply.pair_id FROM reply JOIN reply_author ON reply_id = reply.id
        WHERE withdrawn_at IS NULL AND confirmed_at IS NOT NULL GROUP BY reply.id HAVING count(*) > 1
    )
"""
SIZES_AT_FIRST = """
    SELECT count(*) FROM due_step WHERE kind = 'introduce' AND pair_id IN (
        SELECT pair_id FROM due_step JOIN pair ON pair.id = pair_id
        WHERE kind = 'open_pair_thread' AND due_at = (SELECT due_at FROM due_step WHERE kind = 'start_round')
    ) GROUP BY pair_id
"""
REPLIES_BY_CONSENT = """
    SELECT allowed, count(*) FROM (
        SELECT min(CASE coalesce(reply_author.consent, profile.consent) WHEN 'quote_with_name' THEN 2
            WHEN 'quote' THEN 1 ELSE 0 END) AS allowed, min(confirmed_at IS NOT NULL) AS confirmed
        FROM reply JOIN reply_author ON reply_id = reply.id LEFT JOIN profile USING (member_id)
        WHERE withdrawn_at IS NULL GROUP BY reply.id
    ) WHERE confirmed GROUP BY allowed
"""
SURVEYED = ("json_array_length(gains) > 0", "words != ''", "wants_invitation")
"""What "Ending" tells: who said what the round gave them, who wrote a sentence, who wants to hear of the next round."""
QUOTES = """
    SELECT count(*) FROM summary, json_tree(summary.body) AS part
    WHERE part.key = 'text' AND part.path LIKE '%.quotes[%]'
"""


def test_demo_shows_in_the_sandbox_what_the_database_says(demo: Scene):
    in_channel = prompts_in(demo, "reply", ChannelKind.TEXT)
    assert len(in_channel) == len(demo.plan.program.deck)
    in_threads = prompts_in(demo, "pair_reply", ChannelKind.PRIVATE_THREAD)
    assert sum(in_threads.values()) == demo.number(DONE, "post_pair_prompt")
    reached = {channel.recipient_id for channel, _ in demo.of_bot(ChannelKind.DM)}
    assert len(reached) == demo.number("SELECT count(*) FROM participant") - len(demo.world.closed_dms)
    published = [message.id for _, message in demo.of_bot(ChannelKind.TEXT) if is_public_summary(message)]
    assert sorted(published) == sorted(each for (each,) in demo.rows("SELECT message_id FROM summary"))


def test_demo_speaks_to_people_in_their_words(demo: Scene):
    assert_texts_are_for_people(demo)


def test_demo_speaks_in_short_sentences(demo: Scene):
    assert_sentences_are_short(demo)


def test_demo_notifies_nobody_too_often(demo: Scene):
    assert_nobody_is_notified_too_often(demo)


def test_demo_leaves_pages_that_need_nothing_else(demo: Scene):
    posted = "\n".join(message.content for message in demo.said_by_members(*ChannelKind))
    posted += str([message.embeds + message.components for _, message in demo.of_bot()])
    posted = posted.replace("\\", "")
    messages = {f"/{channel.id}/{each}" for channel in demo.world.channels.values() for each in channel.messages}
    for file in demo.played.files:
        page = file.read_text("utf-8")
        assert re.search(r"<script[^>]+src|<link\b|@import|url\(\s*['\"]?http", page) is None
        assert re.findall(r"src=[\"']?(?!data:)(\w+:[^\"' >]*)", page) == []
        links = set(re.findall(r"href=[\"'](?!#)([^\"']*)", page))
        strange = {link for link in links if link.replace("&amp;", "&").removesuffix("/") not in posted}
        assert {link for link in strange if not link.endswith(tuple(messages))} == set(), file.name


def test_demo_leaves_no_process(demo: Scene):
    (pids,) = [demo.stage.bot.pids]
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@needs_description
def test_demo_asks_of_discord_what_it_describes(demo: Scene):
    description = Description()
    asked = [each for each in demo.stage.sandbox.requests if each.status < 400]
    assert len(asked) > 20 * demo.number("SELECT count(*) FROM participant")
    faults = {
        (each.method, re.sub(r"\d{5,}|/[\w-]{30,}", "*", each.path), re.sub(r"\d{5,}", "*", fault))
        for each in asked
        for fault in description.faults(each.method, each.path, as_described(each.body))
    }
    assert faults == set()
