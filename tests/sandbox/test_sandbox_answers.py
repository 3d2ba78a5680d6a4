"""How an interaction may be answered, over plain HTTP, and what the person then reads."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.sandbox import AnswerKind, RefusedActError
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.messages import post_message

BUTTON = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
LINK = {"type": 2, "style": 5, "label": "Site", "url": "https://example.org"}
TWIN = {"type": 2, "style": 1, "label": "Same", "custom_id": "same:1"}
PEOPLE = {"type": 5, "custom_id": "people", "placeholder": "Who", "min_values": 0, "max_values": 2}
FORM = {
    "title": "Form",
    "custom_id": "form",
    "components": [
        {"type": 1, "components": [{"type": 4, "custom_id": "name", "style": 1, "label": "Name", "required": False}]},
        {"type": 10, "content": "words between"},
        {"type": 18, "label": "File", "component": {"type": 19, "custom_id": "file", "required": False}},
        {"type": 18, "label": "Yes", "component": {"type": 23, "custom_id": "yes", "default": True}},
        {"type": 18, "label": "Where", "component": {"type": 8, "custom_id": "where"}},
    ],
}


class HandAnswering:
    """Answers the newest interaction by hand."""

    def __init__(self, sandbox, http: aiohttp.ClientSession) -> None:
        self.sandbox, self.http = sandbox, http
        self.events: list[dict] = []
        sandbox.world.listen(lambda event: event.name == "INTERACTION_CREATE" and self.events.append(event.data))

    async def act(self, doing, kind: int, data: object = None, *, code: int | None = None):
        task = asyncio.create_task(doing)
        before = len(self.events)
        await self.sandbox.world.pulse.until(lambda: len(self.events) > before, 5)
        self.event = self.events[-1]
        await self.call(
            "POST",
            f"/interactions/{self.event['id']}/{self.event['token']}/callback",
            {"type": kind, "data": data},
            code,
        )
        if code is not None:
            task.cancel()
            return None
        return await task

    async def call(self, method: str, path: str, body: object = None, code: int | None = None):
        async with self.http.request(method, self.sandbox.api_base + path, json=body) as response:
            answered = await response.json() if response.status != 204 else {}
            assert answered.get("code") == code, answered
            return answered

    @property
    def hook(self) -> str:
        return f"/webhooks/{self.sandbox.world.application.id}/{self.event['token']}"


@pytest.fixture
async def hand(sandbox):
    async with aiohttp.ClientSession() as http:
        yield HandAnswering(sandbox, http)


@pytest.fixture
def message(sandbox):
    rows = (
        {"type": 1, "components": [BUTTON, LINK, TWIN, {**TWIN, "custom_id": "same:2"}]},
        {"type": 1, "components": [PEOPLE]},
    )
    return post_message(sandbox.world, sandbox.general, sandbox.world.bot.id, Draft(content="panel", components=rows))


async def test_thinking_is_replaced_by_the_first_follow_up(sandbox, hand, message):
    answer = await hand.act(sandbox.owner.press(message, "Go"), 5, {"flags": 64})
    assert answer.message.is_loading
    await hand.call("POST", hand.hook, {"content": "done"})
    await answer.settled()
    assert (answer.message.content, answer.message.is_loading) == ("done", False)
    assert answer.message.only_for == sandbox.owner.id
    await hand.call("POST", hand.hook, {"content": "more"})
    assert [m.content for m in answer.follow_ups] == ["more"]
    assert answer.text == "done\nmore"


async def test_answer_is_read_changed_and_deleted(sandbox, hand, message):
    answer = await hand.act(sandbox.owner.press(message, "go"), 4, {"content": "one"})
    follow = await hand.call("POST", hand.hook, {"content": "two"})
    assert (await hand.call("GET", f"{hand.hook}/messages/@original"))["content"] == "one"
    await hand.call("PATCH", f"{hand.hook}/messages/{follow['id']}", {"content": "2"})
    assert (await hand.call("GET", f"{hand.hook}/messages/{follow['id']}"))["edited_timestamp"]
    await hand.call("DELETE", f"{hand.hook}/messages/@original")
    await hand.call("GET", f"{hand.hook}/messages/@original", code=10008)
    await hand.call("GET", f"{hand.hook}/messages/1", code=10008)
    assert answer.message.deleted_at is not None


async def test_token_lives_fifteen_minutes(sandbox, hand, message):
    answer = await hand.act(sandbox.owner.press(message, "Go"), 4, {"content": "one"})
    answer.interaction.made_at -= 15 * 60 + 1
    await hand.call("POST", hand.hook, {"content": "late"}, code=50027)


async def test_first_answer_after_three_seconds_is_unknown(sandbox, hand, message):
    task = asyncio.create_task(sandbox.owner.press(message, "Go"))
    await sandbox.world.pulse.until(lambda: bool(hand.events), 5)
    (interaction,) = sandbox.world.interactions.values()
    interaction.made_at -= 4
    url = f"/interactions/{interaction.id}/{interaction.token}/callback"
    await hand.call("POST", url, {"type": 4, "data": {"content": "late"}}, code=10062)
    hand.event = {"token": interaction.token}
    await hand.call("POST", hand.hook, {"content": "not yet"}, code=10015)
    task.cancel()


async def test_form_is_filled_in_with_every_old_and_new_part(sandbox, hand, message):
    opened = await hand.act(sandbox.owner.press(message, "Go"), 9, FORM)
    assert opened.kind is AnswerKind.FORM
    assert [part.label for part in opened.form.parts] == ["Name", "File", "Yes", "Where"]
    values = {"File": [("a.txt", b"x")], "Where": sandbox.general}
    await hand.act(sandbox.owner.submit(opened.form, values), 4, {"content": "kept"})

    data = hand.event["data"]
    inner = [part.get("component") or (part.get("components") or [None])[0] for part in data["components"]]
    assert inner[0]["value"] == ""
    assert inner[1] is None
    assert data["resolved"]["attachments"][inner[2]["values"][0]]["filename"] == "a.txt"
    assert inner[3]["value"] is True
    assert inner[4]["values"] == [str(sandbox.general.id)]
    assert str(sandbox.general.id) in data["resolved"]["channels"]
    assert hand.event["message"]["id"] == str(message.id)


async def test_form_of_somebody_else_or_with_too_many_files_is_refused(sandbox, hand, message):
    amara = await sandbox.join(None, "Amara Okafor")
    opened = await hand.act(sandbox.owner.press(message, "Go"), 9, FORM)
    with pytest.raises(RefusedActError, match="somebody else"):
        await amara.submit(opened.form, {})
    with pytest.raises(RefusedActError, match="files"):
        await sandbox.owner.submit(opened.form, {"File": [("a", b""), ("b", b"")], "Where": sandbox.general})


async def test_form_cannot_answer_a_form(sandbox, hand, message):
    opened = await hand.act(sandbox.owner.press(message, "Go"), 9, FORM)
    await hand.act(sandbox.owner.submit(opened.form, {"Where": sandbox.general}), 9, FORM, code=50035)


async def test_form_may_update_the_message_that_it_came_from(sandbox, hand, message):
    opened = await hand.act(sandbox.owner.press(message, "Go"), 9, FORM)
    answer = await hand.act(sandbox.owner.submit(opened.form, {"Where": sandbox.general}), 7, {"content": "updated"})
    assert (answer.kind, message.content) == (AnswerKind.UPDATE, "updated")


async def test_update_of_a_message_that_is_gone_is_unknown(sandbox, hand, message):
    task = asyncio.create_task(sandbox.owner.press(message, "Go"))
    await sandbox.world.pulse.until(lambda: bool(hand.events), 5)
    sandbox.trouble.delete_message(message)
    url = f"/interactions/{hand.events[0]['id']}/{hand.events[0]['token']}/callback"
    await hand.call("POST", url, {"type": 7, "data": {"content": "x"}}, code=10008)
    task.cancel()


async def test_people_chosen_are_resolved(sandbox, hand, message):
    amara = await sandbox.join(None, "Amara Okafor")
    await hand.act(sandbox.owner.choose(message, "Who", [amara, sandbox.owner.id]), 6)
    data = hand.event["data"]
    assert data["values"] == [str(amara.id), str(sandbox.owner.id)]
    assert data["resolved"]["users"][str(amara.id)]["global_name"] == "Amara Okafor"
    assert "permissions" in data["resolved"]["members"][str(amara.id)]
    await hand.act(sandbox.owner.choose(message, "people", None), 6)
    assert hand.event["data"]["values"] == []


@pytest.mark.parametrize("choices", [["1", "2", "3"], ["1", "1"], ["nobody"], [3.5]])
async def test_choice_that_is_not_possible_is_refused(sandbox, message, choices):
    with pytest.raises(RefusedActError):
        await sandbox.owner.choose(message, "Who", choices)


@pytest.mark.parametrize("label", ["Site", "Same", "same:"])
async def test_link_and_ambiguous_buttons_are_refused(sandbox, message, label):
    with pytest.raises(RefusedActError):
        await sandbox.owner.press(message, label)


async def test_interaction_tells_who_where_and_with_what_rights(sandbox, hand, message):
    amara = await sandbox.join(None, "Amara Okafor", locale="fr")
    await hand.act(amara.press(message, "Go"), 6)
    event = hand.event
    assert (event["context"], event["locale"], event["guild_locale"]) == (0, "fr", "en-GB")
    assert event["authorizing_integration_owners"] == {"0": str(sandbox.guild.id)}
    assert event["member"]["user"]["id"] == str(amara.id)
    assert int(event["member"]["permissions"]) & int(event["channel"]["permissions"])
    assert event["entitlements"] == []
    assert int(event["app_permissions"])


async def test_command_and_menu_of_a_person_are_found_by_place_and_right(sandbox, hand):
    amara = await sandbox.join(None, "Amara Okafor")
    base = {"id": "1", "type": 1, "name": "plan", "options": []}
    sandbox.world.commands[None] = [
        {**base, "contexts": [0]},
        {**base, "name": "admin", "default_member_permissions": "0"},
        {**base, "name": "home", "dm_permission": False},
        {**base, "type": 2, "name": "Look up"},
    ]
    await hand.act(amara.menu("Look up", sandbox.owner, sandbox.general), 4, {"content": "x"})
    assert hand.event["data"]["target_id"] == str(sandbox.owner.id)
    assert str(sandbox.owner.id) in hand.event["data"]["resolved"]["users"]
    await hand.act(sandbox.owner.command("admin", sandbox.general), 4, {"content": "x"})
    for name, place in (("plan", amara.dm), ("home", amara.dm), ("admin", sandbox.general), ("none", sandbox.general)):
        with pytest.raises(RefusedActError):
            await amara.command(name, place)
    with pytest.raises(RefusedActError):
        await amara.menu("Look up", sandbox.owner)
    with pytest.raises(RefusedActError):
        await amara.command("plan", sandbox.owner.dm)


OPTIONS = [
    {"type": 3, "name": "word", "min_length": 2, "max_length": 4},
    {"type": 4, "name": "size", "min_value": 1, "max_value": 3},
    {"type": 5, "name": "loud"},
    {"type": 10, "name": "share"},
    {"type": 3, "name": "kind", "choices": [{"name": "Pair", "value": "p"}]},
    {"type": 8, "name": "role"},
    {"type": 11, "name": "file"},
]


async def test_options_of_every_type_are_sent_with_their_values(sandbox, hand):
    sandbox.world.commands[None] = [{"id": "1", "type": 1, "name": "plan", "options": OPTIONS}]
    role = sandbox.add_role("Readers")
    values = {
        "word": "abc",
        "size": 2,
        "loud": True,
        "share": 0.5,
        "kind": "Pair",
        "role": role,
        "file": ("a.txt", b"x"),
    }
    await hand.act(sandbox.owner.command("/plan", sandbox.general, **values), 4, {"content": "x"})
    sent = {option["name"]: option["value"] for option in hand.event["data"]["options"]}
    assert sent == {**values, "kind": "p", "role": str(role.id), "file": sent["file"]}
    assert hand.event["data"]["resolved"]["roles"][str(role.id)]["name"] == "Readers"


@pytest.mark.parametrize(
    "values",
    [
        {"word": "a"},
        {"word": "abcde"},
        {"size": 4},
        {"size": True},
        {"loud": 1},
        {"kind": "Trio"},
        {"file": b"x"},
        {"role": "r"},
    ],
)
async def test_option_out_of_its_range_is_refused(sandbox, values):
    sandbox.world.commands[None] = [{"id": "1", "type": 1, "name": "plan", "options": OPTIONS}]
    with pytest.raises(RefusedActError):
        await sandbox.owner.command("plan", sandbox.general, **values)


async def test_subcommand_must_be_named_and_exist(sandbox):
    inside = {"type": 1, "name": "create", "options": []}
    sandbox.world.commands[sandbox.guild.id] = [{"id": "1", "type": 1, "name": "round", "options": [inside]}]
    for name in ("round", "round open"):
        with pytest.raises(RefusedActError):
            await sandbox.owner.command(name, sandbox.general)
