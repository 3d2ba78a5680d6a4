"""What the sandbox's page shows: text as text, Markdown, at any width and in the dark, for many people."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from bot.sandbox import Sandbox
from tests.browsing import Hands, hands_on, needs_chromium
from tests.sandbox.page.sent_by_bots import FORM, MORE_FORM, button, row

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="session")]

MARKUP = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script><b>bold</b>"


async def test_hostile_names_and_messages_stay_text(browser: Browser, town: Sandbox, stub) -> None:
    mallory = await town.join(None, MARKUP)
    town.add_channel("hostile", topic=MARKUP)
    await mallory.say(town.general, MARKUP, files=[("x.svg", b"<svg onload='alert(1)'/>")])
    await mallory.say(town.general, "[click](javascript:alert(1)) <javascript:alert(1)> [ok](https://example.org/)")
    embed = {
        "title": MARKUP,
        "description": MARKUP,
        "url": 'https://example.org/"onclick="x',
        "image": {"url": "https://example.org/x.png"},
    }
    part = button(MARKUP[:80], "press:1")
    await stub.post(town.general.id, content=MARKUP, embeds=[embed], components=[row(part)])
    await stub.ask("POST", f"/channels/{town.general.id}/threads", {"name": MARKUP[:100], "type": 11})
    async with hands_on(browser, town.page_url, at=f"#as={mallory.id}&at=%3Cimg%20src=x%3E") as hands:
        await expect(hands.side.locator(".message").nth(2)).to_contain_text("<b>bold</b>")
        await hands.side.locator(".who").click()
        await expect(hands.page.locator("dialog")).to_contain_text("<script>")
        assert await hands.page.title() != "hacked"
        assert await hands.page.locator("body script, body img[src=x], body b").count() == 0
        links = await hands.page.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        assert [link for link in links if not link.startswith(("https://", "/attachments/"))] == []


async def test_markdown_is_shown_as_in_the_chat(browser: Browser, town: Sandbox, stub) -> None:
    words = (
        "# Title\n**bold** *slanted* __under__ ~~gone~~ `code` ||secret||\n- one\n- two\n  - inner\n1. first\n"
        f"> quoted\n-# small\n<t:1800000000:D> <@{town.owner.id}> <#{town.general.id}> [words](https://example.org/)\n"
        "```py\nx = 1\n```"
    )
    await stub.post(town.general.id, content=words)
    async with hands_on(browser, town.page_url) as hands:
        shown = hands.last.locator(".md")
        for selector, text in {
            ".h1": "Title", "strong": "bold", "em": "slanted", "u": "under", "s": "gone", "p code": "code",
            "ul > li:nth-child(2) > ul > li": "inner", "ol > li": "first", "blockquote": "quoted", ".small": "small",
            "time": "15 January 2027", "span.mention": "@Olive Owner", "button.mention": "#general", "pre": "x = 1",
            "a[href='https://example.org/']": "words",
        }.items():  # fmt: skip
            await expect(shown.locator(selector).first).to_have_text(text)
        await shown.get_by_role("button", name="Show what is hidden").click()
        await expect(shown.locator(".shown-words")).to_have_text("secret")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "light"),
        (1280, "dark"),
        pytest.param(360, "dark", marks=pytest.mark.long),
        pytest.param(800, "light", marks=pytest.mark.long),
    ],
)
async def test_nothing_serious_is_found_at_any_width(
    browser: Browser, town: Sandbox, stub, width: int, scheme: str
) -> None:
    await fill(town, stub)
    async with hands_on(browser, town.page_url, width=width, scheme=scheme, at="#dir=rtl" * (width == 800)) as hands:
        await check_page(hands)
        await hands.side.locator(".who").click()
        await check_page(hands)
        await hands.page.keyboard.press("Escape")
        await hands.page.locator(".now").click()
        await check_page(hands)
        await hands.page.keyboard.press("Escape")
        if width == 360:
            await hands.side.get_by_role("button", name="Pinned messages").click()
            await hands.page.locator("dialog .entry").wait_for()
            await check_page(hands)
            await hands.page.keyboard.press("Escape")
        await hands.press("open")
        await hands.page.get_by_text("All kinds").wait_for()
        await check_page(hands)
        await hands.page.keyboard.press("Escape")
        await hands.side.get_by_role("button", name="More kinds").click()
        await hands.page.get_by_text("Please read this.").wait_for()
        await check_page(hands)
        await hands.page.keyboard.press("Escape")
        if await hands.side.locator(".to-side").is_visible():
            await hands.side.locator(".to-side").click()
            await check_page(hands)


async def fill(town: Sandbox, stub) -> None:
    """All that a message can have."""
    stub.answers = {"open:1": FORM, "more:1": MORE_FORM}
    buttons = [button(f"Style {style}", f"style:{style}", style=style) for style in (1, 2, 3, 4)]
    embed = {"title": "A title", "description": "Some **words**", "color": 0x2A7F9E, "footer": {"text": "The end"}}
    embed["fields"] = [{"name": "Name", "value": "A very-long-" + "word" * 40, "inline": True}]
    shown = await stub.post(
        town.general.id,
        content=f"Look <@{town.owner.id}> <t:1800000000:R> ||secret|| `code`",
        embeds=[embed],
        components=[
            row(*buttons),
            row(button("Open", "open:1"), button("More kinds", "more:1"), button("Off", "off:1", disabled=True)),
        ],
    )
    inner = [{"type": 10, "content": "# Inside\nwords"}, {"type": 14}, row(button("Go", "go:1"))]
    container = {"type": 17, "accent_color": 0xB3292C, "components": inner}
    await stub.post(town.general.id, flags=1 << 15, components=[container])
    await stub.ask("PUT", f"/channels/{town.general.id}/messages/pins/{shown['id']}", {})
    said = await town.owner.say(town.general, "short", files=[("notes.txt", b"hello")])
    await town.owner.react(said, "👍")


async def check_page(hands: Hands) -> None:
    """Nothing runs out of the window, and axe finds nothing serious."""
    parts = "[document.documentElement, ...document.querySelectorAll('.log, .sheet-body, .places')]"
    assert await hands.page.evaluate(f"{parts}.filter((each) => each.scrollWidth > each.clientWidth).length") == 0
    found = await Axe().run(hands.page)
    grave = [each for each in found.response["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in grave] == []


async def test_many_people_and_threads_do_not_fill_the_page(browser: Browser, town: Sandbox, stub) -> None:
    for number in range(860):
        await town.join(None, f"Member {number}")
    for number in range(120):
        await stub.ask("POST", f"/channels/{town.general.id}/threads", {"name": f"Pair {number}", "type": 12})
    async with hands_on(browser, town.page_url) as hands:
        await hands.become("Olive Owner")
        await expect(hands.side.locator("summary")).to_have_text("More threads (120)")
        await hands.side.locator(".who").click()
        assert await hands.page.locator("dialog .entry").count() <= 40
        assert await hands.page.locator("*").count() < 1000
