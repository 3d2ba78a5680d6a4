"""The sandbox's page as somebody uses it: writing, pressing, forms, commands, two at once, keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from bot.sandbox import Overwrite, Permission, Sandbox
from tests.browsing import Hands, hands_on, needs_chromium
from tests.sandbox.page.sent_by_bots import COMMAND, FORM, MORE_FORM, PARTS, THANKS, button, row

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="session")]


async def test_people_write_edit_react_and_delete_while_others_look_on(browser: Browser, town: Sandbox) -> None:
    async with hands_on(browser, town.page_url) as ana, hands_on(browser, town.page_url) as ben:
        await ben.become("Ben")
        await ana.write("Hello everybody")
        heard = ben.side.locator(".message", has_text="Hello everybody")
        await expect(heard).to_be_visible()
        await act_on(ana, "Hello everybody", "Edit")
        await ana.page.get_by_label("Your message", exact=True).fill("Hello Ben")
        await ana.page.get_by_role("button", name="Save").click()
        await expect(ben.side.locator(".message", has_text="Hello Ben(edited)")).to_be_visible()
        await act_on(ben, "Hello Ben", "React 👍")
        await expect(ana.side.get_by_role("button", name="👍: 1")).to_be_visible()
        await act_on(ben, "Hello Ben", "Reply")
        await ben.write("Hello Ana")
        await expect(ana.last).to_contain_text("In reply to Ana")
        await act_on(ana, "Hello Ben", "Delete")
        await expect(ben.side.locator(".message", has_text="Hello Ben(edited)")).to_have_count(0)


async def act_on(hands: Hands, words: str, what: str) -> None:
    message = hands.side.locator(".stuff", has_text=words).locator("..")
    await message.get_by_role("button", name="Actions for the message").click()
    await hands.page.locator("dialog").get_by_role("button", name=what, exact=True).click()


async def test_form_with_every_kind_of_part_reaches_the_bot(browser: Browser, town: Sandbox, stub) -> None:
    stub.answers = {"open:1": FORM, "open:2": MORE_FORM, "form:1": THANKS, "form:2": THANKS}
    buttons = row(button("Open", "open:1"), button("Open more", "open:2"))
    await stub.post(town.general.id, content="A form", components=[buttons])
    async with hands_on(browser, town.page_url) as hands:
        form = hands.page.locator("dialog")
        await hands.side.get_by_role("button", name="Open more").click()
        await form.get_by_text("More kinds").wait_for()
        await form.get_by_text("Please read this.").wait_for()
        await form.get_by_label("B", exact=True).check()
        await form.get_by_label("Agreed").check()
        note = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"hello"}
        await form.get_by_label("A file").set_input_files(note)
        await form.get_by_label("Colour").select_option(label="Grey")
        await hands.submit()
        await expect(hands.last).to_contain_text("Thank you")
        values = [part["component"] for part in stub.heard[-1]["data"]["components"] if "component" in part]
        assert [values[0]["values"], values[1]["value"], values[3]["values"]] == [["b"], True, ["y"]]
        assert [file["filename"] for file in stub.heard[-1]["data"]["resolved"]["attachments"].values()] == ["note.txt"]


async def test_form_of_texts_and_choices_reaches_the_bot(browser: Browser, town: Sandbox, stub) -> None:
    stub.answers = {"open:1": FORM, "form:1": THANKS}
    await stub.post(town.general.id, content="A form", components=[row(button("Open", "open:1"))])
    async with hands_on(browser, town.page_url) as hands:
        await hands.press("open")
        form = hands.page.locator("dialog")
        await form.get_by_label("Short").fill("A name")
        await form.get_by_label("Long").fill("Two\nlines")
        await form.get_by_label("Blue").check()
        await form.get_by_label("Tea").check()
        await form.get_by_label("Ice").check()
        await form.get_by_label("Who").select_option(label="Ben")
        await hands.submit()
        await expect(hands.last).to_contain_text("Only you can see this")
        told = [part["component"] for part in stub.heard[-1]["data"]["components"]]
        assert [part.get("value") or part.get("values") for part in told[:4]] == [
            "A name",
            "Two\nlines",
            "b",
            ["t", "i"],
        ]
        assert [user["global_name"] for user in stub.heard[-1]["data"]["resolved"]["users"].values()] == ["Ben"]


@pytest.mark.parametrize("height", [420, 800])
async def test_what_lacks_in_a_form_is_said_beside_it_and_in_view(
    browser: Browser, town: Sandbox, stub, height: int
) -> None:
    choices = [{"label": f"Way {number}", "value": str(number), "description": "Words"} for number in range(9)]
    field = {"type": 18, "label": "How?", "component": {"type": 21, "custom_id": "how", "options": choices}}
    form = {"custom_id": "form:9", "title": "Needed", "components": [*PARTS[:2], field]}
    stub.answers = {"open:1": {"type": 9, "data": form}, "form:9": THANKS}
    await stub.post(town.general.id, content="A form", components=[row(button("Open", "open:1"))])
    async with hands_on(browser, town.page_url, width=360, height=height) as hands:
        await hands.press("open")
        dialog = hands.page.locator("dialog")
        await dialog.get_by_label("Short").fill("A name")
        await dialog.get_by_role("button", name="Submit").press("Enter")
        first = dialog.get_by_role("radio").first
        await expect(first).to_be_focused()
        await expect(first).to_have_accessible_description(re.compile("select one"))
        await expect(first).to_have_attribute("aria-invalid", "true")
        note, ends = await dialog.locator(".lacks").bounding_box(), await dialog.locator(".ends").bounding_box()
        chosen = await first.bounding_box()
        assert note["y"] < chosen["y"] < chosen["y"] + chosen["height"] <= ends["y"]
        await hands.page.keyboard.press("Space")
        await expect(dialog.locator(".lacks")).to_have_count(0)
        await expect(first).not_to_have_attribute("aria-invalid", "true")
        await hands.submit()
        await expect(hands.last).to_contain_text("Thank you")


async def test_private_channel_is_marked_in_the_list_and_where_one_is_chosen(
    browser: Browser, town: Sandbox, stub
) -> None:
    nobody = Overwrite(target_id=town.guild.id, is_member=False, deny=Permission.VIEW_CHANNEL)
    town.add_channel("staff", overwrites=[nobody])
    select = {"type": 8, "custom_id": "place:1", "channel_types": [0]}
    await stub.post(town.general.id, components=[row(select)])
    async with hands_on(browser, town.page_url) as hands:
        await hands.become(town.owner.name)
        await expect(hands.side.get_by_role("button", name="staff (private)")).to_be_visible()
        await hands.press("place")
        await expect(hands.page.locator("dialog").get_by_role("button", name="#staff (private)")).to_be_visible()
        await expect(hands.page.locator("dialog").get_by_role("button", name="#general", exact=True)).to_be_visible()


async def test_select_is_chosen_in_a_sheet(browser: Browser, town: Sandbox, stub) -> None:
    stub.answers = {"pick:1": THANKS}
    options = [{"label": "Rome", "value": "r"}, {"label": "Oslo", "value": "o", "description": "In the north"}]
    select = {"type": 3, "custom_id": "pick:1", "placeholder": "A town", "options": options}
    await stub.post(town.general.id, components=[row(select)])
    async with hands_on(browser, town.page_url) as hands:
        await hands.press("pick")
        await hands.page.locator("dialog").get_by_role("button", name="Oslo").click()
        await expect(hands.last).to_contain_text("Thank you")
        assert stub.heard[-1]["data"]["values"] == ["o"]


async def test_bot_that_does_not_answer_is_read_as_failed(browser: Browser, town: Sandbox, stub) -> None:
    await stub.post(town.general.id, components=[row(button("Press me", "press:1"))])
    async with hands_on(browser, town.page_url) as hands:
        await hands.press("press")
        await expect(hands.page.locator(".toast")).to_have_text("This interaction failed.")


async def test_command_is_found_and_filled_in(browser: Browser, town: Sandbox, stub) -> None:
    await stub.ask("PUT", f"/applications/{town.world.application.id}/commands", [COMMAND])
    stub.answers = {
        "round": {"type": 4, "data": {"content": "Planned"}},
        "choices": {"type": 8, "data": {"choices": [{"name": "Weekly coffee", "value": "weekly-coffee"}]}},
    }
    async with hands_on(browser, town.page_url) as hands:
        await hands.side.get_by_label("Write a message").press_sequentially("/")
        await hands.page.get_by_label("Find a command").fill("crea")
        await hands.page.keyboard.press("Enter")
        form = hands.page.locator("dialog")
        await form.get_by_label("start").fill("2027-03-01")
        await form.get_by_label("program").fill("Week")
        await expect(form.locator("datalist option")).to_have_attribute("value", "Weekly coffee")
        await form.get_by_label("program").fill("Weekly coffee")
        await form.get_by_label("where").select_option(label="#general")
        await form.get_by_label("places").select_option(label="Ten")
        await form.get_by_label("silent").select_option(label="No")
        await form.get_by_role("button", name="Send").click()
        await expect(hands.last).to_contain_text("Planned")
        await expect(hands.last).to_contain_text("Ana used /round create")
        inner = stub.heard[-1]["data"]["options"][0]
        assert {option["name"]: option["value"] for option in inner["options"]} == {
            "start": "2027-03-01",
            "program": "weekly-coffee",
            "where": str(town.general.id),
            "places": 10,
            "silent": False,
        }


async def test_command_that_was_pasted_or_typed_is_used_by_enter(browser: Browser, town: Sandbox, stub) -> None:
    plain = {"type": 1, "name": "setup", "description": "Set up"}
    await stub.ask("PUT", f"/applications/{town.world.application.id}/commands", [COMMAND, plain])
    stub.answers = {"setup": THANKS, "round": {"type": 4, "data": {"content": "Planned"}}}
    async with hands_on(browser, town.page_url) as hands:
        box, form = hands.side.get_by_label("Write a message"), hands.page.locator("dialog")
        await box.fill("/setup")
        await hands.page.keyboard.press("Enter")
        await expect(hands.last).to_contain_text("Ana used /setup")
        await box.fill("/round create start: 2027-03-01 places:Ten silent: no")
        await hands.page.keyboard.press("Enter")
        await expect(form.get_by_label("start")).to_have_value("2027-03-01")
        await form.get_by_role("button", name="Send").click()
        await expect(hands.last).to_contain_text("Planned")
        given = {option["name"]: option["value"] for option in stub.heard[-1]["data"]["options"][0]["options"]}
        assert given == {"start": "2027-03-01", "places": 10}
        await box.fill("/roun")
        await hands.page.keyboard.press("Enter")
        await expect(form.get_by_label("Find a command")).to_have_value("roun")
        await expect(form.locator(".entry")).to_have_text("/round createPlan a round")
        assert {message.author_id for message in town.general.messages.values()} == {town.world.bot.id}


async def test_answer_is_brought_into_view_and_read_aloud(browser: Browser, town: Sandbox, stub) -> None:
    long = {"type": 4, "data": {"content": "How it begins\n" + "and goes on\n" * 60, "flags": 64}}
    stub.answers = {"press:1": THANKS, "press:2": long, "press:3": {"type": 7, "data": {"content": "Changed\n" * 60}}}
    for number in (1, 2, 3):
        await stub.post(town.general.id, content="Look", components=[row(button("Press", f"press:{number}"))])
        for line in range(30):
            await town.owner.say(town.general, f"Line {line} of {number}")
    async with hands_on(browser, town.page_url) as hands:
        await hands.side.get_by_role("button", name="Earlier messages").click()
        said = hands.side.locator("p[role=status]")
        for number, words in {1: "Thank you", 2: "How it begins", 3: "Changed"}.items():
            await hands.side.locator(f'.log [data-part="press:{number}"]').click()
            await expect(said).to_contain_text(f"Roundtable: {words}" if number == 3 else f"only to you: {words}")
            await expect(hands.side.get_by_text(words).last).to_be_in_viewport()


async def test_channel_opens_where_something_new_begins(browser: Browser, town: Sandbox, stub) -> None:
    other = town.add_channel("other")
    await town.owner.say(other, "Old words")
    async with hands_on(browser, town.page_url, at=f"#at={other.id}") as hands:
        await expect(hands.last).to_contain_text("Old words")
        await hands.open("general")
        await stub.post(other.id, content="The new begins\n" + "and goes on\n" * 60)
        await stub.post(other.id, content="and ends\n" * 60)
        await hands.open("other")
        await expect(hands.side.get_by_text("The new begins")).to_be_in_viewport()
        await town.owner.say(other, "Later")
        await expect(hands.last).to_contain_text("Later")
        await expect(hands.side.get_by_text("The new begins")).to_be_in_viewport()


async def test_page_opens_where_something_was_said_last(browser: Browser, town: Sandbox, stub) -> None:
    other = town.add_channel("other")
    await town.owner.say(town.general, "Old words")
    await stub.post(other.id, content="You can join now")
    async with hands_on(browser, town.page_url) as hands:
        await expect(hands.last).to_contain_text("You can join now")


async def test_what_is_chosen_already_is_shown_in_selects(browser: Browser, town: Sandbox, stub) -> None:
    stub.answers = {"who:1": THANKS}
    chosen = [{"id": str(town.owner.id), "type": "user"}]
    people = {"type": 5, "custom_id": "who:1", "min_values": 0, "default_values": chosen}
    roles = {"type": 6, "custom_id": "role:1", "default_values": [{"id": str(town.guild.id), "type": "role"}]}
    places = {"type": 8, "custom_id": "where:1", "default_values": [{"id": str(town.general.id), "type": "channel"}]}
    await stub.post(town.general.id, components=[row(people), row(roles), row(places)])
    await stub.post(town.general.id, content=f"<@&{town.guild.id}> and @everyone")
    async with hands_on(browser, town.page_url) as hands:
        for verb, words in {"who": "Olive Owner", "role": "@everyone", "where": "#general"}.items():
            await expect(hands.button(verb).locator("bdi")).to_have_text(words)
        await expect(hands.last.locator(".mention")).to_have_text(["@everyone", "@everyone"])
        await hands.press("who")
        await expect(hands.page.locator("dialog [aria-pressed=true]")).to_have_text("Olive Owner")
        await hands.page.locator("dialog").get_by_role("button", name="Nothing").click()
        await expect(hands.last).to_contain_text("Thank you")
        assert stub.heard[-1]["data"]["values"] == []


async def test_direct_message_is_told_at_the_button_of_a_narrow_side(browser: Browser, town: Sandbox, stub) -> None:
    async with hands_on(browser, town.page_url, width=360) as hands:
        opener = hands.side.get_by_role("button", name="Servers and channels")
        await expect(opener).to_have_text("☰Servers and channels")
        ana = next(user for user in town.world.users.values() if user.shown_name == "Ana")
        await stub.post(town.person(ana.id).dm.id, content="Your partner")
        await expect(opener).to_have_text("☰Servers and channels (new for you)")
        await hands.open("Roundtable")
        await expect(opener).to_have_text("☰Servers and channels")
        await opener.click()
        await hands.page.keyboard.press("Escape")
        await expect(opener).to_have_attribute("aria-expanded", "false")
        await expect(opener).to_be_focused()


async def test_two_people_are_seen_side_by_side(browser: Browser, town: Sandbox) -> None:
    async with hands_on(browser, town.page_url) as hands:
        await hands.page.get_by_role("button", name="Side by side").click()
        other = Hands(hands.page, pane=1)
        await other.become("Ben")
        await expect(other.side).to_have_attribute("dir", "rtl")
        await other.write("From the other side")
        await expect(hands.last).to_contain_text("From the other side")
        await hands.page.reload()
        await expect(hands.page.locator(".pane")).to_have_count(2)
        await expect(other.last).to_contain_text("From the other side")


async def test_dms_are_closed_and_the_server_left_by_the_menu(browser: Browser, town: Sandbox) -> None:
    async with hands_on(browser, town.page_url) as hands:
        for what, wanted in (("Take no more DMs", True), ("Take DMs again", False)):
            await hands.side.get_by_role("button", name="More to do as this person").click()
            await hands.page.locator("dialog").get_by_role("button", name=what).click()
            await expect(hands.page.locator(".toast").last).to_be_visible()
            assert bool(town.world.closed_dms) == wanted
            await hands.page.wait_for_timeout(50)
        await hands.side.get_by_role("button", name="More to do as this person").click()
        await hands.page.locator("dialog").get_by_role("button", name="Leave this server …").click()
        await hands.page.locator("dialog").get_by_role("button", name="Stay").click()
        await expect(hands.side.locator(".place", has_text="general")).to_be_visible()
        await hands.side.get_by_role("button", name="More to do as this person").click()
        await hands.page.locator("dialog").get_by_role("button", name="Leave this server …").click()
        await hands.page.locator("dialog").get_by_role("button", name="Leave this server", exact=True).click()
        await hands.side.locator(".places").get_by_role("button", name="Join The sandbox").click()
        await expect(hands.side.locator(".place", has_text="general")).to_be_visible()


async def test_somebody_new_joins(browser: Browser, town: Sandbox) -> None:
    async with hands_on(browser, town.page_url) as hands:
        await hands.side.locator(".who").click()
        await hands.page.get_by_text("Somebody new …").click()
        await hands.page.get_by_label("Name of somebody new").fill("Zoë")
        await hands.page.get_by_role("button", name="Join", exact=True).click()
        await expect(hands.side).to_have_attribute("aria-label", "As Zoë")
        await hands.write("I am new")


async def test_all_is_done_by_keyboard_alone(browser: Browser, town: Sandbox, stub) -> None:
    stub.answers = {"open:1": FORM, "form:1": THANKS, "press:1": THANKS}
    await stub.post(town.general.id, content="Look", components=[row(button("Press me", "press:1"))])
    async with hands_on(browser, town.page_url) as hands:
        keys = hands.page.keyboard
        await tab_to(hands, "You are Ana. Choose somebody else")
        await keys.press("Enter")
        await keys.type("Olive")
        await keys.press("Enter")
        await expect(hands.side).to_have_attribute("aria-label", "As Olive Owner")
        await tab_to(hands, "Press me")
        await keys.press("Enter")
        await expect(hands.last).to_contain_text("Thank you")
        await tab_to(hands, "Write a message")
        await keys.type("By hand")
        await keys.press("Enter")
        await expect(hands.last).to_contain_text("By hand")


async def tab_to(hands: Hands, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    named = "const at = document.activeElement; return at.getAttribute('aria-label') ?? at.textContent"
    for _ in range(60):
        await hands.page.keyboard.press("Tab")
        if await hands.page.evaluate(f"(() => {{ {named} }})()") == name:
            return
    raise AssertionError(f"{name!r} is not reached by Tab")


async def test_earlier_messages_are_read_by_a_button(browser: Browser, town: Sandbox) -> None:
    for number in range(70):
        await town.owner.say(town.general, f"Number {number}.")
    async with hands_on(browser, town.page_url) as hands:
        await expect(hands.messages).to_have_count(50)
        await hands.side.get_by_role("button", name="Earlier messages").click()
        await expect(hands.messages).to_have_count(70)
        await expect(hands.messages.first).to_contain_text("Number 0.")


async def test_files_are_attached_and_can_be_fetched(browser: Browser, town: Sandbox) -> None:
    async with hands_on(browser, town.page_url) as hands:
        await hands.side.get_by_label("Files to attach").set_input_files(
            {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"}
        )
        await expect(hands.side.locator(".answering")).to_contain_text("notes.txt")
        await hands.write("With a file")
        async with hands.page.expect_download() as fetched:
            await hands.last.get_by_role("link", name="notes.txt").click()
        assert (await (await fetched.value).path()).read_bytes() == b"hello"


async def test_page_goes_on_when_the_line_was_cut(browser: Browser, town: Sandbox) -> None:
    async with hands_on(browser, town.page_url) as hands:
        await town.page.live.close()
        await expect(hands.page.locator(".toast")).to_contain_text("does not answer")
        await town.owner.say(town.general, "Still here?")
        await expect(hands.last).to_contain_text("Still here?")
