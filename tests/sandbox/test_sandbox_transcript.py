from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import ChannelKind, Sandbox, write_transcript
from bot.sandbox.transcript.images import size_in_words
from bot.sandbox.transcript.instants import relative
from bot.sandbox.transcript.markdown import DiscordMarkdown
from bot.sandbox.transcript.names import Names, initials_of
from bot.sandbox.transcript.write import transcript_page
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.files import store_file
from bot.sandbox.world.guilds import add_user
from bot.sandbox.world.messages import pin_message, post_message, reference_to
from bot.sandbox.world.records import MessageFlag, MessageKind
from bot.sandbox.world.threads import open_thread

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
# What a browser would act on. Anything of it that came from a message would be a hole.
ACTIVE = {"script", "iframe", "object", "embed", "form", "input", "link", "base", "meta", "style", "svg", "img"}


class Elements(HTMLParser):
    """Collects every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def sandbox():
    return Sandbox(starts_at=START, guild_name="The Network")


@pytest.fixture
def render(sandbox):
    markdown = DiscordMarkdown(Names(world=sandbox.world))
    return lambda text: str(markdown.render(text, START)).strip()


MARKDOWN = [
    ("**bold** *it* _it_", "<p><strong>bold</strong> <em>it</em> <em>it</em></p>"),
    ("__under__ ~~gone~~", "<p><u>under</u> <s>gone</s></p>"),
    ("||secret||", '<p><span class="spoiler" tabindex="0">secret</span></p>'),
    ("one || two", "<p>one || two</p>"),
    ("`a||b <@1>`", "<p><code>a||b &lt;@1&gt;</code></p>"),
    ("line\nnext", "<p>line<br>\nnext</p>"),
    ("# Big", "<h3>Big</h3>"),
    ("-# small", "<p><small>small</small></p>"),
    ("> said\nafter", "<blockquote>\n<p>said</p>\n</blockquote>\n<p>after</p>"),
    ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
    ("<t:1767603600>", None),
    ("&amp; <b>", "<p>&amp;amp; &lt;b&gt;</p>"),
    ("@everyone", '<p><span class="mention">@everyone</span></p>'),
    ("<a:wave:123>", "<p>:wave:</p>"),
    ("</round create:1>", '<p><span class="mention">/round create</span></p>'),
]


@pytest.mark.parametrize(("text", "html"), [pair for pair in MARKDOWN if pair[1]])
def test_markdown_looks_as_in_discord(render, text, html):
    assert render(text) == html


def test_quote_of_the_rest_takes_all_lines(render):
    assert render(">>> one\ntwo\n\nthree").count("<blockquote>") == 1
    assert "three" in render(">>> one\n\nthree").split("</blockquote>")[0]


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("", "5 January 2026 09:00 UTC"),
        (":t", "09:00 UTC"),
        (":T", "09:00:00 UTC"),
        (":d", "05/01/2026"),
        (":D", "5 January 2026"),
        (":f", "5 January 2026 09:00 UTC"),
        (":F", "Monday, 5 January 2026 09:00 UTC"),
        (":R", "now"),
    ],
)
def test_timestamp_is_a_time_element_with_the_date(render, style, words):
    html = render(f"<t:{int(START.timestamp())}{style}>")
    assert 'datetime="2026-01-05T09:00:00+00:00"' in html
    assert f">{words}</time>" in html


def test_timestamp_beyond_all_time_stays_text(render):
    assert "<time" not in render("<t:9999999999999:F>")


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(days=3), "in 3 days"),
        (timedelta(hours=-1), "1 hour ago"),
        (timedelta(days=-800), "2 years ago"),
        (timedelta(minutes=90), "in 2 hours"),
        (timedelta(seconds=5), "now"),
    ],
)
def test_relative_time_is_told_in_the_largest_unit(distance, words):
    assert relative(START + distance, START) == words


def test_mentions_are_names_and_channels_are_links(sandbox, render):
    html = render(f"<@{sandbox.owner.id}> in <#{sandbox.general.id}> with <@&{sandbox.guild.id}> and <@1> <#2> <@&3>")
    assert "@Olive Owner" in html
    assert f'href="#c-{sandbox.general.id}"' in html
    assert "@@everyone" in html
    assert "@unknown user" in html
    assert "deleted channel" in html
    assert "@deleted role" in html


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](//evil.example)",
        "<javascript:alert(1)>",
        "[x](vbscript:x)",
        "javascript:alert(1)",
    ],
)
def test_link_that_is_not_http_never_becomes_one(render, text):
    assert not [tag for tag, _ in Elements(render(text)).found if tag == "a"]


def test_web_links_are_links_without_the_full_stop(render):
    links = [
        attrs["href"]
        for tag, attrs in Elements(render("[a](https://a.org) https://b.org/x_y. <http://c.org>")).found
        if tag == "a"
    ]
    assert links == ["https://a.org", "https://b.org/x_y", "http://c.org"]


PIECES = [*"<>\"'&|`*_~#@:/()[]\\ \n-.!a", "script", "onerror=", "javascript:", "||", "<@1>", "https://x.y"]
NASTY = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@given(NASTY)
def test_no_text_ever_becomes_an_active_element(text):
    world = Sandbox(starts_at=START).world
    html = str(DiscordMarkdown(Names(world=world)).render(text, START))
    for tag, attributes in Elements(html).found:
        assert tag not in ACTIVE
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert re.match(r"https?://|#", attributes.get("href") or "#")


def write_everywhere(sandbox: Sandbox, evil: str):
    """Put the text into everything that a bot or a person can fill."""
    world, bot, general = sandbox.world, sandbox.world.bot.id, sandbox.general
    evil_user = add_user(world, evil)
    embed = {
        "title": evil, "url": "javascript:alert(1)", "description": evil, "footer": {"text": evil},
        "author": {"name": evil}, "color": 255, "fields": [{"name": evil, "value": evil, "inline": True}],
        "image": {"url": evil}, "thumbnail": {"url": "https://x.y/z.png"}, "timestamp": "2026-01-05T09:00:00+00:00",
    }  # fmt: skip
    options = [{"label": evil, "value": "v", "description": evil, "emoji": {"id": None, "name": evil}}]
    row = [
        {"type": 2, "style": 5, "label": evil, "url": "javascript:alert(1)"},
        {"type": 2, "style": 1, "label": evil, "custom_id": "c", "disabled": True, "emoji": {"id": None, "name": evil}},
    ]
    inside = [
        {"type": 10, "content": evil},
        {"type": 9, "components": [{"type": 10, "content": evil}], "accessory": {"type": 11, "media": {"url": evil}}},
        {"type": 12, "items": [{"media": {"url": evil}, "description": evil}]},
        {"type": 13, "file": {"url": f"attachment://{evil}"}},
        {"type": 14},
        {"type": 1, "components": [{"type": 3, "custom_id": "s", "placeholder": evil, "options": options}]},
        {"type": 1, "components": [{"type": 5, "custom_id": "u"}]},
    ]
    files = (
        store_file(world, general.id, evil, b"<script>"),
        store_file(world, general.id, "a.png", PNG, description=evil),
    )
    first = post_message(world, general, evil_user.id, Draft(content=evil, embeds=(embed,), attachments=files))
    post_message(world, general, bot, Draft(components=({"type": 1, "components": row},)))
    layout = Draft(components=({"type": 17, "accent_color": 1, "components": inside},), flags=MessageFlag.COMPONENTS_V2)
    post_message(world, general, bot, layout)
    post_message(
        world, general, bot, Draft(content="re", kind=MessageKind.REPLY, reference=reference_to(first, general))
    )
    thread = open_thread(
        world, general, name=evil, owner_id=bot, kind=ChannelKind.PUBLIC_THREAD, auto_archive_after=timedelta(days=1),
        thread_id=first.id,
    )  # fmt: skip
    post_message(world, thread, bot, Draft(kind=MessageKind.THREAD_STARTER, reference=reference_to(first, general)))
    told = {"type": 0, "channel_id": str(thread.id)}
    post_message(world, general, bot, Draft(content=evil, kind=MessageKind.THREAD_CREATED, reference=told))
    post_message(world, world.dm_with(evil_user.id), bot, Draft(content=evil))
    used = {"name": evil, "user": {"id": str(evil_user.id)}}
    post_message(
        world,
        general,
        bot,
        Draft(content="x", kind=MessageKind.COMMAND_ANSWER, interaction=used, only_for=evil_user.id),
    )
    pin_message(world, first, evil_user.id)
    sandbox.guild.name = evil
    general.topic = evil


def test_page_lets_nothing_escape_from_anywhere(sandbox):
    evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
    write_everywhere(sandbox, evil)
    page = transcript_page(sandbox.world, title=evil)
    elements = Elements(page).found

    assert [tag for tag, _ in elements].count("script") == 1
    assert [tag for tag, _ in elements if tag in ("iframe", "object", "embed", "form", "base")] == []
    for tag, attributes in elements:
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "img":
            assert attributes["src"].startswith("data:image/png;base64,")
        if tag == "a":
            assert re.match(r"https?://|#", attributes["href"])
    assert "javascript:" not in re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL).replace(evil, "")


def test_page_asks_nothing_from_the_network(sandbox):
    write_everywhere(sandbox, "words")
    for tag, attributes in Elements(transcript_page(sandbox.world)).found:
        assert tag not in ("link", "iframe", "video", "audio", "source")
        assert (attributes.get("src") or "data:").startswith("data:")
    assert "url(" not in transcript_page(sandbox.world)


async def test_page_shows_the_chat_that_it_was(sandbox, tmp_path):
    amara, bela = await sandbox.join(None, "Amara Okafor"), await sandbox.join(None, "Béla Nagy")
    general, world = sandbox.general, sandbox.world
    wrong = await amara.say(general, "frist")
    later = await amara.say(general, "I am here")
    await amara.edit(wrong, "first")
    gone = await bela.say(general, "I take it back")
    await bela.delete(gone)
    await bela.say(general, "agreed", reply_to=wrong)
    await amara.react(wrong, "👍")
    await sandbox.time.set(START + timedelta(days=1))
    await amara.edit(later, "I was here")
    await amara.say(general, "a new day")
    await amara.say(general, "and more")
    post_message(world, general, world.bot.id, Draft(content="psst", only_for=bela.id))
    thinking = Draft(flags=MessageFlag.LOADING)
    post_message(world, general, world.bot.id, thinking)
    pair = open_thread(
        world, general, name="Amara and Béla", owner_id=world.bot.id, kind=ChannelKind.PRIVATE_THREAD,
        auto_archive_after=timedelta(days=7),
    )  # fmt: skip
    post_message(world, pair, world.bot.id, Draft(kind=MessageKind.RECIPIENT_ADD, named_ids=(amara.id,)))
    post_message(world, amara.dm, world.bot.id, Draft(content="welcome"))
    bela.dm  # opened, but nothing was said in it  # noqa: B018
    path = tmp_path / "transcript.html"
    write_transcript(world, path, title="A round")
    page = path.read_text("utf-8")

    assert '<html lang="en">' in page
    assert "<title>A round</title>" in page
    for words in (
        ">edited</time>)",
        ">edited on 6 January 2026</time>)",
        "(deleted)",
        "I take it back",
        "Only Béla Nagy can see this",
        "Roundtable is thinking",
    ):
        assert words in page
    assert "Tuesday, 6 January 2026" in page
    assert f'href="#m-{wrong.id}"' in page
    assert "(private thread)" in page
    assert "<b>Roundtable</b> added <b>Amara Okafor</b> to the thread." in page
    assert f'id="c-{amara.dm.id}"' in page
    assert f'id="c-{bela.dm.id}"' not in page
    assert page.count('class="message compact"') == 2
    assert '<span class="app">APP</span>' in page
    # Every link within the page leads somewhere.
    ids = {attributes.get("id") for _, attributes in Elements(page).found}
    inner = {a["href"][1:] for tag, a in Elements(page).found if tag == "a" and a["href"].startswith("#")}
    assert inner <= ids


def test_page_of_an_empty_world_says_so(sandbox):
    assert "Nothing was written here." in transcript_page(sandbox.world)


def test_picture_is_inlined_when_its_bytes_are_given(sandbox):
    embed = {"title": "t", "image": {"url": "https://a.org/x.png"}}
    post_message(sandbox.world, sandbox.general, sandbox.world.bot.id, Draft(embeds=(embed,)))
    without = transcript_page(sandbox.world)
    with_bytes = transcript_page(sandbox.world, images={"https://a.org/x.png": PNG})
    with_svg = transcript_page(sandbox.world, images={"https://a.org/x.png": b"<svg onload=alert(1)>"})

    assert "<img" not in without
    assert "https://a.org/x.png" not in without
    assert "data:image/png;base64," in with_bytes
    assert "<img" not in with_svg


def test_small_words_are_right():
    assert [initials_of(name) for name in ("Amara Okafor", "Béla", "ana maría de la cruz", "🦉")] == [
        "AO",
        "B",
        "AC",
        "?",
    ]
    assert [size_in_words(size) for size in (12, 4096, 5 * 1024 * 1024)] == ["12 bytes", "4 KB", "5 MB"]


def test_list_of_many_people_has_a_search_box(sandbox):
    for number in range(13):
        user = add_user(sandbox.world, f"Member {number}")
        post_message(sandbox.world, sandbox.world.dm_with(user.id), sandbox.world.bot.id, Draft(content="hello"))
    assert 'type="search"' in transcript_page(sandbox.world)
