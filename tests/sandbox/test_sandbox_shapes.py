"""What the sandbox answers, held against Discord's official OpenAPI description.

The description is not part of the project: the variable DISCORD_OPENAPI names the file, else these tests are skipped.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from pathlib import Path

import aiohttp
import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.sandbox import Permission

OPENAPI = os.environ.get("DISCORD_OPENAPI", "")
pytestmark = pytest.mark.skipif(not Path(OPENAPI).is_file(), reason="DISCORD_OPENAPI names no file")
BASE = "urn:discord"
BUTTON = {"type": 2, "style": 1, "label": "Join", "custom_id": "join"}
LAYOUT = {
    "type": 17,
    "components": [{"type": 10, "content": "words"}, {"type": 14}, {"type": 1, "components": [BUTTON]}],
}


def absolute(schema: object) -> object:
    if isinstance(schema, dict):
        return {k: BASE + v if k == "$ref" else absolute(v) for k, v in schema.items()}
    return [absolute(item) for item in schema] if isinstance(schema, list) else schema


class Description:
    def __init__(self) -> None:
        self.api = json.loads(Path(OPENAPI).read_text("utf-8"))
        resource = Resource(contents=self.api, specification=DRAFT202012)
        self.registry = Registry().with_resource(BASE, resource)

    def check(self, method: str, path: str, status: int, body: object) -> None:
        fitting = [p for p in self.api["paths"] if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", p), path)]
        template = min(fitting, key=lambda p: p.count("{"))
        answer = self.api["paths"][template][method.lower()]["responses"][str(status)]
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {"type": "null"})
        jsonschema.Draft202012Validator(absolute(schema), registry=self.registry).validate(body)


@pytest.fixture
async def call(sandbox):
    sandbox.trouble.set_bot_permissions(sandbox.guild, Permission.ADMINISTRATOR)
    description = Description()
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {sandbox.token}"}) as http:

        async def call(method: str, path: str, body: object = None) -> dict:
            async with http.request(method, sandbox.api_base + path, json=body) as response:
                text = await response.text()
                answered = json.loads(text) if text else None
                assert response.status < 300, answered
                description.check(method, path.split("?")[0], response.status, answered)
                return answered

        yield call


async def test_people_guild_and_application_have_their_shape(sandbox, call):
    amara = await sandbox.join(None, "Amara Okafor")
    role, app, guild = sandbox.add_role("Readers"), sandbox.world.application.id, f"/guilds/{sandbox.guild.id}"
    command = [{"name": "x", "description": "d"}]
    for path in ("/users/@me", f"/users/{amara.id}", "/users/@me/guilds", "/applications/@me", "/gateway/bot", guild):
        await call("GET", path)
    for path in ("/channels", "/members?limit=9", f"/members/{amara.id}", "/roles", f"/roles/{role.id}"):
        await call("GET", guild + path)
    await call("PUT", f"/applications/{app}/commands", command)
    await call("GET", f"/applications/{app}/commands")
    await call("PUT", f"/applications/{app}{guild}/commands", command)
    await call("POST", f"{guild}/channels", {"name": "new"})
    await call("POST", "/users/@me/channels", {"recipient_id": str(amara.id)})


async def test_messages_threads_and_pins_have_their_shape(sandbox, call):
    amara = await sandbox.join(None, "Amara Okafor")
    channel = f"/channels/{sandbox.general.id}"
    embed = {"title": "t", "color": 3, "fields": [{"name": "n", "value": "v"}]}
    sent = await call("POST", f"{channel}/messages", {"content": f"<@{amara.id}>", "embeds": [embed]})
    message = f"{channel}/messages/{sent['id']}"
    await call("POST", f"{channel}/messages", {"content": "re", "message_reference": {"message_id": sent["id"]}})
    await call("POST", f"{channel}/messages", {"flags": 1 << 15, "components": [LAYOUT]})
    await call("PATCH", message, {"content": "changed"})
    await call("PUT", f"{message}/reactions/%F0%9F%91%8D/@me")
    await call("GET", f"{message}/reactions/%F0%9F%91%8D")
    thread = await call("POST", f"{message}/threads", {"name": "public"})
    pair = f"/channels/{(await call('POST', f'{channel}/threads', {'name': 'pair', 'type': 12}))['id']}"
    await call("PUT", f"{pair}/thread-members/{amara.id}")
    await call("PUT", f"{channel}/messages/pins/{sent['id']}")
    for path in (f"{channel}/messages", message, f"{channel}/messages/pins", f"{channel}/pins", channel):
        await call("GET", path)
    for path in (pair, f"{pair}/messages", f"{pair}/thread-members", f"{pair}/thread-members/{amara.id}"):
        await call("GET", path)
    await call("GET", f"/guilds/{sandbox.guild.id}/threads/active")
    await call("PATCH", pair, {"archived": True})
    for kind in ("threads/archived/public", "threads/archived/private", "users/@me/threads/archived/private"):
        await call("GET", f"{channel}/{kind}")
    await call("DELETE", message)
    await call("DELETE", f"/channels/{thread['id']}")


async def test_answers_to_interactions_have_their_shape(sandbox, call):
    row = {"type": 1, "components": [BUTTON]}
    sent = await call("POST", f"/channels/{sandbox.general.id}/messages", {"components": [row]})
    act = asyncio.create_task(sandbox.owner.press(sandbox.general.messages[int(sent["id"])], "Join"))
    await sandbox.world.pulse.until(lambda: bool(sandbox.world.interactions), 5)
    (interaction,) = sandbox.world.interactions.values()
    hooks = f"/webhooks/{sandbox.world.application.id}/{interaction.token}"

    body = {"type": 4, "data": {"content": "only you", "flags": 64}}
    await call("POST", f"/interactions/{interaction.id}/{interaction.token}/callback?with_response=1", body)
    await act
    await call("POST", hooks, {"content": "more"})
    await call("GET", f"{hooks}/messages/@original")
    await call("PATCH", f"{hooks}/messages/@original", {"content": "changed"})
    await call("DELETE", f"{hooks}/messages/@original")
