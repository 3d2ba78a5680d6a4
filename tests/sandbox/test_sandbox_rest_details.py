"""Single routes over plain HTTP: what the client library hides or never asks for."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import discord
import pytest

from bot.sandbox import MEMBER_PERMISSIONS, ChannelKind, Overwrite, Permission, RefusedActError
from bot.sandbox.world.members import set_roles

TOKEN = "the-right-token"


@pytest.fixture
async def call(sandbox):
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as http:

        async def call(method: str, path: str, body: object = None, *, code: int | None = None):
            async with http.request(method, sandbox.api_base + path, json=body) as response:
                answered = await response.json() if response.status != 204 else None
                assert (answered or {}).get("code") == code if isinstance(answered, dict) else code is None, answered
                return answered

        yield call


@pytest.fixture
def channel(sandbox) -> str:
    return f"/channels/{sandbox.general.id}"


async def test_commands_are_added_replaced_read_and_deleted(sandbox, call):
    base = f"/applications/{sandbox.world.application.id}/commands"
    first = await call("POST", base, {"name": "plan", "description": "d"})
    again = await call("POST", base, {"name": "plan", "description": "e"})
    assert [command["description"] for command in await call("GET", base)] == ["e"]
    kept = await call("PUT", base, [{"name": "plan", "description": "f"}, {"name": "show", "description": "g"}])
    assert kept[0]["id"] == again["id"] != first["id"]
    assert (await call("GET", f"{base}/{again['id']}"))["description"] == "f"
    await call("DELETE", f"{base}/{again['id']}")
    await call("GET", f"{base}/{again['id']}", code=10063)
    assert [command["name"] for command in await call("GET", base)] == ["show"]
    await call("GET", "/applications/1/commands", code=10002)


async def test_commands_of_a_guild_stand_apart_from_global_ones(sandbox, call):
    app = f"/applications/{sandbox.world.application.id}"
    guild = f"{app}/guilds/{sandbox.guild.id}/commands"
    made = await call("PUT", guild, [{"name": "plan", "description": "d"}])
    assert made[0]["guild_id"] == str(sandbox.guild.id)
    assert await call("GET", f"{app}/commands") == []
    await call("GET", f"{app}/guilds/1/commands", code=10004)


async def test_page_beyond_its_limits_is_refused(call, channel):
    for query in ("limit=0", "limit=101", "limit=x", "before=x", "before=1&after=2"):
        await call("GET", f"{channel}/messages?{query}", code=50035)
    for path in ("/messages/pins?before=yesterday", "/threads/archived/public?before=yesterday"):
        await call("GET", channel + path, code=50035)


async def test_empty_message_is_refused_and_so_is_emptying_one(sandbox, call, channel):
    await call("POST", f"{channel}/messages", {"content": " "}, code=50006)
    sent = await call("POST", f"{channel}/messages", {"content": "x"})
    await call("PATCH", f"{channel}/messages/{sent['id']}", {"content": ""}, code=50006)
    changed = await call("PATCH", f"{channel}/messages/{sent['id']}", {"embeds": [{"title": "t"}]})
    assert (changed["content"], changed["embeds"][0]["title"]) == ("x", "t")


async def test_reply_to_a_message_that_is_gone_fails_or_becomes_plain(sandbox, call, channel):
    body = {"content": "x", "message_reference": {"message_id": "1"}}
    await call("POST", f"{channel}/messages", body, code=50035)
    body["message_reference"]["fail_if_not_exists"] = False
    assert (await call("POST", f"{channel}/messages", body))["type"] == 0


async def test_bulk_delete_needs_two_to_a_hundred_messages(call, channel):
    await call("POST", f"{channel}/messages/bulk-delete", {"messages": ["1"]}, code=50016)


async def test_category_takes_no_messages(sandbox, call):
    category = sandbox.add_channel("Programs", kind=ChannelKind.CATEGORY)
    await call("POST", f"/channels/{category.id}/messages", {"content": "x"}, code=50024)
    await call("GET", f"/channels/{category.id}/thread-members", code=50024)
    await call("POST", f"/channels/{category.id}/threads", {"name": "x"}, code=50024)


async def test_others_words_in_a_dm_cannot_be_deleted(sandbox, call):
    said = await sandbox.owner.say(sandbox.owner.dm, "mine")
    await call("DELETE", f"/channels/{sandbox.owner.dm.id}/messages/{said.id}", code=50003)
    assert (await call("DELETE", f"/channels/{sandbox.owner.dm.id}"))["type"] == 1
    assert sandbox.owner.dm.deleted_at is None


async def test_dm_with_nobody_or_oneself_is_refused(sandbox, call):
    await call("POST", "/users/@me/channels", {"recipient_id": "1"}, code=50033)
    await call("POST", "/users/@me/channels", {"recipient_id": str(sandbox.world.bot.id)}, code=50007)


async def test_my_guilds_tell_what_the_bot_may_do(sandbox, call):
    (guild,) = await call("GET", "/users/@me/guilds")
    assert Permission(int(guild["permissions"])) & MEMBER_PERMISSIONS == MEMBER_PERMISSIONS
    assert (await call("GET", "/gateway"))["url"] == sandbox.gateway_url
    sandbox.trouble.remove_bot(sandbox.guild)
    assert await call("GET", "/users/@me/guilds") == []


async def test_members_are_not_listed_without_the_intent(sandbox, call):
    sandbox.world.application = replace(sandbox.world.application, has_members_intent=False)
    await call("GET", f"/guilds/{sandbox.guild.id}/members", code=50001)
    await call("GET", f"/guilds/{sandbox.guild.id}/roles/1", code=10011)


async def test_thread_keys_are_checked_and_kept(sandbox, call, channel):
    await call("POST", f"{channel}/threads", {"name": "", "type": 12}, code=50035)
    await call("POST", f"{channel}/threads", {"name": "x", "auto_archive_duration": 61}, code=50035)
    made = await call("POST", f"{channel}/threads", {"name": "pair", "invitable": False, "rate_limit_per_user": 5})
    thread = f"/channels/{made['id']}"
    changed = await call("PATCH", thread, {"name": "new", "auto_archive_duration": 4320, "invitable": True})
    assert (changed["name"], changed["rate_limit_per_user"]) == ("new", 5)
    assert changed["thread_metadata"]["auto_archive_duration"] == 4320
    assert changed["thread_metadata"]["invitable"]
    await call("PATCH", thread, {"archived": True})
    await call("PATCH", thread, {"name": "newer"}, code=50083)
    await call("DELETE", f"{thread}/thread-members/{sandbox.owner.id}", code=50083)
    await call("PATCH", thread, {"archived": False})
    await call("DELETE", thread)
    await call("GET", thread, code=10003)


async def test_thread_members_come_and_go(sandbox, call, channel):
    amara = await sandbox.join(None, "Amara Okafor")
    thread = f"/channels/{(await call('POST', f'{channel}/threads', {'name': 'pair'}))['id']}"
    await call("PUT", f"{thread}/thread-members/{amara.id}")
    with_member = await call("GET", f"{thread}/thread-members?with_member=true")
    assert {entry["member"]["user"]["id"] for entry in with_member} == {str(amara.id), str(sandbox.world.bot.id)}
    sandbox.trouble.deny_bot(sandbox.general, Permission.MANAGE_THREADS)
    await call("DELETE", f"{thread}/thread-members/{amara.id}")
    await call("DELETE", f"{thread}/thread-members/@me")
    await call("GET", thread, code=50001)


async def test_thread_that_is_full_or_hidden_takes_nobody(sandbox, call, channel):
    amara = await sandbox.join(None, "Amara Okafor")
    made = await call("POST", f"{channel}/threads", {"name": "pair"})
    place = sandbox.world.channels[int(made["id"])].thread
    hidden = Overwrite(target_id=amara.id, is_member=True, deny=Permission.VIEW_CHANNEL)
    sandbox.general.overwrites[amara.id] = hidden
    await call("PUT", f"/channels/{made['id']}/thread-members/{amara.id}", code=50001)
    place.members.update(dict.fromkeys(range(1000), place.created_at))
    await call("PUT", f"/channels/{made['id']}/thread-members/{amara.id}", code=30033)


async def test_channel_overwrites_are_written_and_removed(sandbox, call, channel):
    await call("PUT", f"{channel}/permissions/1", {"type": 0, "deny": "1024"}, code=50013)
    sandbox.trouble.set_bot_permissions(sandbox.guild, Permission.ADMINISTRATOR)
    await call("PUT", f"{channel}/permissions/{sandbox.guild.id}", {"type": 0, "deny": "2048"})
    amara = await sandbox.join(None, "Amara Okafor")
    with pytest.raises(RefusedActError, match="cannot write"):
        await amara.say(sandbox.general, "x")
    await call("DELETE", f"{channel}/permissions/{sandbox.guild.id}")
    await amara.say(sandbox.general, "x")
    changed = await call(
        "PATCH", channel, {"permission_overwrites": [{"id": str(amara.id), "type": 1, "deny": "2048"}], "topic": "t"}
    )
    assert (changed["topic"], changed["permission_overwrites"][-1]["id"]) == ("t", str(amara.id))
    await call("PATCH", channel, {"name": ""}, code=50035)
    category = await call("POST", f"/guilds/{sandbox.guild.id}/channels", {"name": "Programs", "type": 4})
    inside = {"name": "inside", "parent_id": category["id"]}
    assert (await call("POST", f"/guilds/{sandbox.guild.id}/channels", inside))["parent_id"] == category["id"]


async def test_reaction_of_another_needs_manage_messages(sandbox, call, channel):
    said = await sandbox.owner.say(sandbox.general, "x")
    await sandbox.owner.react(said, "👍")
    emoji = f"{channel}/messages/{said.id}/reactions/%F0%9F%91%8D"
    await call("DELETE", f"{emoji}/{sandbox.owner.id}")
    assert said.reactions == {}
    sandbox.trouble.deny_bot(sandbox.general, Permission.ADD_REACTIONS)
    await call("PUT", f"{emoji}/@me", code=50013)


async def test_typing_needs_the_right_to_write(sandbox, call, channel):
    await call("POST", f"{channel}/typing")
    sandbox.trouble.deny_bot(sandbox.general, Permission.SEND_MESSAGES)
    await call("POST", f"{channel}/typing", code=50013)


async def test_pins_end_at_their_number(sandbox, call, channel):
    said = await sandbox.owner.say(sandbox.general, "one more")
    for _ in range(250):
        (await sandbox.owner.say(sandbox.general, "x")).pinned_at = sandbox.time.now()
    await call("PUT", f"{channel}/pins/{said.id}", code=30003)
    sandbox.trouble.deny_bot(sandbox.general, Permission.READ_MESSAGE_HISTORY)
    assert (await call("GET", f"{channel}/messages/pins"))["items"] == []


async def test_new_guild_is_told_to_a_bot_that_is_connected(sandbox, connect):
    bot = await connect(sandbox)
    sandbox.add_guild("Another place")
    await sandbox.owner.say(sandbox.general, "done")
    await bot.until(lambda: bool(bot.heard))
    assert {guild.name for guild in bot.guilds} == {"The sandbox", "Another place"}


async def test_roles_given_are_told(sandbox, connect):
    bot = await connect(sandbox)
    role = sandbox.add_role("Readers")
    amara = await sandbox.join(None, "Amara Okafor")
    set_roles(sandbox.world, sandbox.guild, amara.id, [role])
    await amara.join(sandbox.guild)
    await sandbox.owner.say(sandbox.general, "done")
    await bot.until(lambda: bool(bot.heard))
    member = bot.get_guild(sandbox.guild.id).get_member(amara.id)
    assert [r.name for r in member.roles] == ["@everyone", "Readers"]
    assert isinstance(member, discord.Member)
