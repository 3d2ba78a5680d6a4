"""Ways through the sandbox's page: links to places, names of channels, what is new, and where somebody was reading."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from bot.sandbox import Overwrite, Permission, Sandbox
from tests.browsing import hands_on, needs_chromium
from tests.sandbox.page.sent_by_bots import button, row

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="session")]


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
