from __future__ import annotations

import discord
import pytest

from bot.sandbox import Sandbox

TOKEN = "the-right-token"


async def test_login_with_the_right_token_shows_guild_and_channel(sandbox, connect):
    bot = await connect(sandbox)

    guild = bot.get_guild(sandbox.guild.id)
    assert bot.user.bot
    assert guild.name == "The sandbox"
    assert [channel.name for channel in guild.text_channels] == ["general"]
    assert guild.me.guild_permissions.manage_threads


async def test_login_with_a_wrong_token_is_refused(sandbox, connect):
    with pytest.raises(discord.LoginFailure):
        await connect(sandbox, token="a-wrong-token")


@pytest.mark.parametrize("missing", ["has_members_intent", "has_message_content_intent"])
async def test_login_without_a_privileged_intent_is_refused(connect, missing):
    async with Sandbox(TOKEN, **{missing: False}) as sandbox:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await connect(sandbox)


async def test_application_flags_tell_which_intents_it_has(connect):
    async with Sandbox(TOKEN, has_message_content_intent=False) as sandbox:
        bot = await connect(sandbox, intents=discord.Intents.default() | discord.Intents(members=True))

        flags = (await bot.application_info()).flags
        assert flags.gateway_guild_members_limited
        assert not flags.gateway_message_content_limited


async def test_several_guilds_are_all_there(sandbox, connect):
    other = sandbox.add_guild("Another place")

    bot = await connect(sandbox)

    assert {guild.id for guild in bot.guilds} == {sandbox.guild.id, other.id}


async def test_sharded_client_finds_the_gateway(sandbox, connect):
    bot = await connect(sandbox)

    shards, url, limit = await bot.http.get_bot_gateway()
    assert (shards, url.split("?")[0]) == (1, sandbox.gateway_url)
    assert limit["max_concurrency"] == 1
