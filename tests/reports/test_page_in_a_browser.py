"""The page of a report as people meet it: on a phone, in the dark, from right to left, without script, on paper."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copytree

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.reports.page import report_page
from bot.reports.program_page import program_page
from bot.texts.catalogue import SHIPPED_TEXTS, Texts
from tests.browsing import chromium, needs_chromium
from tests.reports.full_report import full_report, report_of_one_prompt

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    """The page of a round, in English and as it would be in Arabic, and that of a program."""
    folder = tmp_path_factory.mktemp("pages")
    for language in ("en", "ar"):
        copytree(SHIPPED_TEXTS / "locale" / "en", folder / "texts" / "locale" / language)
    report, texts = full_report(), Texts.load(folder / "texts")
    pages = {
        "round": report_page(report, texts.for_locale("en-GB")),
        "arabic": report_page(report, texts.for_locale("ar")),
        "prompt": report_page(report_of_one_prompt(), texts.for_locale("en-GB")),
        "program": program_page([report, report], texts.for_locale("en-GB"), {"2026A": "2026A/report.html"}),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    return {name: folder / f"{name}.html" for name in pages}


@asynccontextmanager
async def opened(
    browser: Browser, file: Path, *, width: int = 800, dark: bool = False, script: bool = True
) -> AsyncIterator[Page]:
    """The file in a window of this width; it asked for nothing and its console had nothing to say."""
    context = await browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        bypass_csp=False,
    )
    page = await context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    try:
        await page.goto(file.as_uri())
        yield page
        assert (asked, said) == ([file.as_uri()], [])
    finally:
        await context.close()


@pytest.mark.parametrize(
    ("name", "width", "dark"),
    [
        ("round", 360, False),
        ("arabic", 360, True),
        pytest.param("round", 1280, True, marks=pytest.mark.long),
        pytest.param("program", 360, False, marks=pytest.mark.long),
        pytest.param("program", 800, True, marks=pytest.mark.long),
    ],
)
async def test_nothing_is_found_by_axe_and_nothing_is_wider_than_the_window(browser, files, name, width, dark):
    async with opened(browser, files[name], width=width, dark=dark) as page:
        if name != "program":
            await page.locator("#filters summary").click()
        found = await Axe().run(page)
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found.response["violations"]] == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_page_is_whole_without_script(browser, files):
    async with opened(browser, files["round"], script=False) as page:
        await expect(page.locator("#filters")).to_be_hidden()
        quotes = page.locator("figure.quote")
        assert await quotes.count() == 48
        for place in (0, 20, 47):
            await expect(quotes.nth(place)).to_be_visible()


async def test_quotes_are_filtered_with_the_keyboard_alone_and_it_is_said_aloud(browser, files):
    async with opened(browser, files["round"]) as page:
        await page.keyboard.press("Tab")
        await expect(page.locator(".skip")).to_be_focused()
        for _ in range(4):
            await page.keyboard.press("Tab")
        await expect(page.locator("#filters summary")).to_be_focused()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        await page.keyboard.press("ArrowDown")
        output = page.locator("#filters output")
        await expect(output).to_have_text(re.compile(r"Quotes shown: \d+ of 48\."))
        shown = page.locator("figure.quote:visible")
        assert {await each.get_attribute("data-prompt") for each in await shown.all()} == {"1"}
        await page.get_by_role("button", name="Show all").click()
        await expect(shown).to_have_count(48)
        await expect(output).to_be_empty()


@pytest.mark.parametrize(
    ("label", "entry", "attribute", "value"),
    [("Kind", "Need", "data-kind", "need"), ("Language", "Spanish", "data-language", "es")],
)
async def test_filter_shows_what_fits_and_themes_with_such_quotes(browser, files, label, entry, attribute, value):
    async with opened(browser, files["round"]) as page:
        await page.locator("#filters summary").click()
        await page.get_by_label(label, exact=True).select_option(label=entry)
        shown = page.locator("figure.quote:visible")
        assert {await each.get_attribute(attribute) for each in await shown.all()} == {value}
        themes = page.locator("li.theme:visible")
        assert 0 < await themes.count() < 12 or label == "Language"
        for theme in await themes.all():
            assert await theme.locator("figure.quote:visible").count() > 0


async def test_words_are_found_whatever_their_case_and_accents(browser, files):
    async with opened(browser, files["round"]) as page:
        await page.locator("#filters summary").click()
        await page.get_by_label("Words").fill("MAS tiempo")
        shown = page.locator("figure.quote:visible")
        texts = await shown.all_inner_texts()
        assert texts
        assert all("más tiempo" in text for text in texts)


async def test_filter_by_region_never_shows_fewer_than_three_quotes(browser, files):
    async with opened(browser, files["prompt"]) as page:
        await page.locator("#filters summary").click()
        regions = page.get_by_label("Region", exact=True)
        entries = await regions.locator("option").all_inner_texts()
        assert len(entries) > 2
        kinds = await page.get_by_label("Kind", exact=True).locator("option").all_inner_texts()
        counts = set()
        for region in entries[1:]:
            await regions.select_option(label=region)
            for kind in kinds:
                await page.get_by_label("Kind", exact=True).select_option(label=kind)
                count = await page.locator("figure.quote:visible").count()
                few = "Fewer than 3 quotes fit." in await page.locator("#filters output").inner_text()
                assert (count == 0) == few
                counts.add(count)
        assert counts.isdisjoint({1, 2})
        assert 0 in counts


async def test_paper_begins_each_prompt_on_a_page_of_its_own_and_no_page_with_a_title_alone(browser, files):
    async with opened(browser, files["round"], width=794, dark=True) as page:
        await page.emulate_media(media="print", color_scheme="dark")
        broken = "getComputedStyle(each).breakBefore"
        sections = "[...document.querySelectorAll('main > section')]"
        assert await page.evaluate(f"{sections}.map((each) => {broken})") == ["auto", "page", "page"]
        for selector in (".name", ".kinds", ".theirs"):
            parts = f"[...document.querySelectorAll('{selector}')]"
            breaks = await page.evaluate(f"{parts}.map((each) => getComputedStyle(each).breakAfter)")
            assert set(breaks) == {"avoid"}
        mark = await page.locator(".quote").first.evaluate("(each) => getComputedStyle(each).borderInlineStartColor")
        assert mark == "rgb(183, 98, 43)"


async def test_words_of_a_figure_are_never_broken_in_the_middle(browser, files):
    async with opened(browser, files["round"], width=360) as page:
        words = "[...document.querySelectorAll('.figure dt')]"
        assert await page.evaluate(f"{words}.filter((each) => each.scrollWidth > each.clientWidth).length") == 0
        assert await page.evaluate(f"getComputedStyle({words}[0]).overflowWrap") == "break-word"


async def test_paper_has_all_of_it_and_no_controls(browser, files):
    async with opened(browser, files["round"], width=794) as page:
        await page.emulate_media(media="print")
        for selector in ("nav", "#filters", ".skip"):
            await expect(page.locator(selector)).to_be_hidden()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 794
        paper = await page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "15mm"))
        assert 3 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) <= 20
