"""Ways through the sandbox's page: links to places, names of channels, what is new, and where somebody was reading."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.async_api import Browser, expect

from bot.sandbox import Overwrite, Permission, Sandbox
from tests.browsing import hands_on, needs_chromium
from tests.sandbox.page.sent_by_bots import button, row

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="session")]
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""The smallest picture."""


async def test_links_to_messages_are_gone_to_and_marked(browser: Browser, town: Sandbox, stub) -> None:
    other = town.add_channel("other")
    wanted = await town.owner.say(other, "The wanted words")
    for number in range(70):
        await town.owner.say(other, f"Later words {number}")
    address = f"https://discord.com/channels/{town.guild.id}/{other.id}/{wanted.id}"
    seen = {"type": 2, "style": 5, "label": "See the message", "url": address}
    await stub.post(
        town.general.id, content=f"[Read all of it]({address})\n{address}", components=[row(seen)], embeds=[
            {"title": "As a title", "url": address},
        ],
    )  # fmt: skip
    async with hands_on(browser, town.page_url) as hands:
        for name in ("Read all of it", "#other › message", "See the message", "As a title"):
            await hands.side.get_by_role("button", name=name).click()
            await expect(hands.side.locator("h2")).to_have_text("#other")
            await expect(hands.side.locator(".found")).to_contain_text("The wanted words")
            await expect(hands.side.locator(".found")).to_be_in_viewport()
            await expect(hands.last).to_contain_text("Later words 69")
            await hands.open("general")
        assert len(hands.page.context.pages) == 1


async def test_link_says_what_cannot_be_gone_to(browser: Browser, town: Sandbox, stub) -> None:
    unseen = Overwrite(target_id=town.guild.id, is_member=False, deny=Permission.VIEW_CHANNEL)
    hidden = town.add_channel("hidden", overwrites=[unseen])
    gone = await town.owner.say(town.general, "Gone soon")
    await town.owner.delete(gone)
    base = f"https://discord.com/channels/{town.guild.id}"
    words = f"[hidden]({base}/{hidden.id}) <#{hidden.id}>\n> quoted <#{town.general.id}>"
    await stub.post(town.general.id, content=f"{words}\n[gone]({base}/{town.general.id}/{gone.id})")
    async with hands_on(browser, town.page_url) as hands:
        for name in ("hidden", "#no access"):
            await hands.last.get_by_role("button", name=name, exact=True).click()
            await expect(hands.page.locator(".toast").last).to_have_text("Ana has no access to this place.")
        await hands.last.get_by_role("button", name="gone").click()
        await expect(hands.page.locator(".toast").last).to_have_text("This message is gone.")
        refused, hands.said[:] = list(hands.said), []
        assert all("404" in words for words in refused)


async def test_thread_made_just_now_is_named_and_gone_to(browser: Browser, town: Sandbox, stub) -> None:
    async with hands_on(browser, town.page_url) as hands:
        thread = await stub.ask("POST", f"/channels/{town.general.id}/threads", {"name": "Just made", "type": 11})
        await stub.post(town.general.id, content=f"Others talk in <#{thread['id']}>")
        await stub.post(int(thread["id"]), content="Inside")
        await hands.side.get_by_role("button", name="#Just made").click()
        await expect(hands.last).to_contain_text("Inside")


async def test_what_others_said_since_one_looked_is_counted(browser: Browser, town: Sandbox, stub) -> None:
    ana = next(user.id for user in town.world.users.values() if user.shown_name == "Ana")
    own = {"type": 4, "data": {"content": "Only for you", "flags": 64}}
    stub.answers = {"own:1": own}
    dm = town.person(ana).dm
    pair = await stub.ask("POST", f"/channels/{town.general.id}/threads", {"name": "Ana & Ben", "type": 12})
    ben = next(user.id for user in town.world.users.values() if user.shown_name == "Ben")
    for each in (ana, ben):
        await stub.ask("PUT", f"/channels/{pair['id']}/thread-members/{each}", {})
    await stub.post(dm.id, content="Welcome", components=[row(button("Press", "own:1"))])
    async with hands_on(browser, town.page_url) as hands:
        place = hands.side.locator(".places .place")
        await hands.open("Ana &")
        await hands.open("Roundtable")
        for answers in (1, 2):
            await hands.press("own")
            await expect(hands.messages).to_have_count(1 + answers)
        await hands.open("general")
        await expect(hands.side.locator(".pings")).to_have_count(0)
        await stub.post(dm.id, content="News")
        await town.person(ben).say(town.thread("Ana & Ben"), "Shall we meet?")
        await expect(place.filter(has_text="Roundtable").locator(".pings")).to_have_text(re.compile("^1 "))
        await expect(place.filter(has_text="Ana & Ben").locator(".pings")).to_have_text(re.compile("^1 "))


async def test_answer_out_of_view_is_shown_and_one_goes_back_to_where_one_was(
    browser: Browser, town: Sandbox, stub
) -> None:
    stub.answers = {"own:1": {"type": 4, "data": {"content": "The answer", "flags": 64}}}
    menu = await stub.post(town.general.id, content="All you need", components=[row(button("Press", "own:1"))])
    await stub.ask("PUT", f"/channels/{town.general.id}/messages/pins/{menu['id']}", {})
    for number in range(30):
        await town.owner.say(town.general, f"Later words {number}")
    async with hands_on(browser, town.page_url, width=360, height=740) as hands:
        at_menu = hands.side.locator(".md p", has_text="All you need")
        await hands.side.get_by_role("button", name="Pinned messages").click()
        await hands.page.locator("dialog .entry", has_text="All you need").click()
        for way_back in ("Dismiss", "Back to where you were"):
            await expect(at_menu).to_be_in_viewport()
            before = await at_menu.bounding_box()
            await hands.press("own")
            await expect(hands.last).to_contain_text("The answer")
            await expect(hands.last).to_be_in_viewport()
            await expect(at_menu).not_to_be_in_viewport()
            await hands.side.get_by_role("button", name=way_back).click()
            await expect(at_menu).to_be_in_viewport()
            assert await at_menu.bounding_box() == before


async def test_what_was_pressed_stays_in_place_when_its_message_changes(browser: Browser, town: Sandbox, stub) -> None:
    longer = {"type": 7, "data": {"content": "Longer words\n" * 40}}
    stub.answers = {"own:1": longer}
    await stub.post(town.general.id, content="Words\n" * 30, components=[row(button("Press", "own:1"))])
    for number in range(20):
        await town.owner.say(town.general, f"Later words {number}")
    async with hands_on(browser, town.page_url, width=360, height=740) as hands:
        await hands.button("own").scroll_into_view_if_needed()
        before = await hands.button("own").bounding_box()
        await hands.press("own")
        await expect(hands.messages.first).to_contain_text("Longer words")
        after = await hands.button("own").bounding_box()
        assert before is not None
        assert after is not None
        assert abs(before["y"] - after["y"]) < 2


async def test_becoming_somebody_else_is_said_and_taken_back(browser: Browser, town: Sandbox) -> None:
    async with hands_on(browser, town.page_url, width=360) as hands:
        await expect(hands.page.get_by_role("button", name="Side by side")).to_be_hidden()
        await hands.become("Olive Owner")
        await expect(hands.page.locator(".tip")).to_contain_text("You are now Olive Owner")
        await hands.page.get_by_role("button", name="Be Ana again").click()
        await expect(hands.side).to_have_attribute("aria-label", "As Ana")


async def test_question_stands_above_its_list(browser: Browser, town: Sandbox, stub) -> None:
    options = [{"label": f"Entry {number}", "value": str(number)} for number in range(25)]
    select = {"type": 3, "custom_id": "pick:1", "placeholder": "Choose, or skip", "options": options, "max_values": 25}
    asked = {"title": "1 of 7", "description": "Where do you work?"}
    await stub.post(town.general.id, embeds=[asked], components=[row(select)])
    async with hands_on(browser, town.page_url, width=360, height=640) as hands:
        await hands.press("pick")
        await expect(hands.page.locator("dialog .question")).to_contain_text("Where do you work?")
        await expect(hands.page.locator("dialog").get_by_role("button", name="Choose")).to_be_in_viewport(ratio=1)


async def test_picture_opens_large(browser: Browser, town: Sandbox, stub) -> None:
    said = await town.owner.say(town.general, "A chart", files=[("chart.png", DOT)])
    await stub.post(town.general.id, embeds=[{"title": "As a chart", "image": {"url": said.attachments[0].url}}])
    async with hands_on(browser, town.page_url, width=360) as hands:
        await hands.last.get_by_role("button", name="Enlarge: a picture").click()
        large = hands.page.locator("dialog img")
        await expect(large).to_be_visible()
        box = await large.bounding_box()
        assert box is not None
        assert box["width"] > 300
