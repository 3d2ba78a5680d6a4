from __future__ import annotations

import discord
import pytest

from bot.sandbox import Overwrite, Permission, RefusedActError


@pytest.fixture
async def bot(sandbox, connect):
    return await connect(sandbox)


async def test_join_and_leave_are_told(sandbox, bot):
    amara = await sandbox.join(None, "Amara Okafor", locale="en-GB")
    await amara.leave()
    await bot.until(lambda: bool(bot.left))

    assert [member.display_name for member in bot.joined] == ["Amara Okafor"]
    assert bot.left[0].user.id == amara.id
    with pytest.raises(discord.NotFound) as gone:
        await bot.get_guild(sandbox.guild.id).fetch_member(amara.id)
    assert gone.value.code == 10007
    assert (await bot.fetch_user(amara.id)).display_name == "Amara Okafor"


async def test_unknown_things_are_unknown_by_their_own_code(sandbox, bot):
    for coroutine, code in (
        (bot.fetch_user(1), 10013),
        (bot.fetch_channel(1), 10003),
        (bot.fetch_guild(1), 10004),
        (bot.get_guild(sandbox.guild.id).fetch_member(1), 10013),
    ):
        with pytest.raises(discord.NotFound) as unknown:
            await coroutine
        assert unknown.value.code == code


async def test_members_are_listed_in_pages(sandbox, bot):
    for number in range(5):
        await sandbox.join(None, f"Member {number}")
    guild = bot.get_guild(sandbox.guild.id)
    assert len([member async for member in guild.fetch_members(limit=None)]) == 7
    first = {member.id async for member in guild.fetch_members(limit=2)}
    assert first == set(sorted(sandbox.guild.members)[:2])


async def test_roles_and_guild_are_fetched_with_their_permissions(sandbox, bot):
    role = sandbox.add_role("Moderators", Permission.MANAGE_THREADS)
    guild = await bot.fetch_guild(sandbox.guild.id)
    assert {r.name for r in await guild.fetch_roles()} >= {"@everyone", "Roundtable", "Moderators"}
    assert (await guild.fetch_role(role.id)).permissions.manage_threads


async def test_dm_reaches_a_person_and_their_words_reach_the_bot(sandbox, bot):
    amara = await sandbox.join(None, "Amara Okafor")
    await (await bot.fetch_user(amara.id)).send("welcome")
    await amara.say(amara.dm, "thanks")
    await bot.until(lambda: len(bot.heard) == 2)
    assert [message.content for message in amara.dms] == ["welcome", "thanks"]
    assert isinstance(bot.heard[-1].channel, discord.DMChannel)


async def test_dm_that_is_closed_is_refused_until_it_opens(sandbox, bot):
    amara = await sandbox.join(None, "Amara Okafor")
    amara.close_dms()
    user = await bot.fetch_user(amara.id)
    with pytest.raises(discord.Forbidden) as closed:
        await user.send("welcome")
    assert closed.value.code == 50007
    amara.open_dms()
    await user.send("welcome")
    await amara.leave()
    with pytest.raises(discord.Forbidden) as stranger:
        await user.send("come back")
    assert stranger.value.code == 50278


async def test_dms_opened_too_fast_are_refused_when_switched_on(sandbox, bot):
    people = [await sandbox.join(None, f"Member {number}") for number in range(3)]
    sandbox.trouble.limit_dm_opening(2)
    for person in people[:2]:
        await bot.create_dm(discord.Object(person.id))
    await bot.create_dm(discord.Object(people[0].id))
    with pytest.raises(discord.HTTPException) as fast:
        await bot.create_dm(discord.Object(people[2].id))
    assert fast.value.code == 40003


async def test_channel_hidden_by_an_overwrite_is_seen_by_its_role(sandbox, bot):
    staff = sandbox.add_role("Staff")
    hidden = sandbox.add_channel(
        "staff",
        overwrites=[
            Overwrite(target_id=sandbox.guild.id, is_member=False, deny=Permission.VIEW_CHANNEL),
            Overwrite(target_id=staff.id, is_member=False, allow=Permission.VIEW_CHANNEL),
        ],
    )
    amara = await sandbox.join(None, "Amara Okafor", roles=[staff])
    bela = await sandbox.join(None, "Béla Nagy")

    await amara.say(hidden, "between us")
    assert hidden in amara.channels()
    assert hidden not in bela.channels()
    with pytest.raises(RefusedActError):
        await bela.say(hidden, "hello")
    with pytest.raises(discord.Forbidden) as unseen:
        await bot.fetch_channel(hidden.id)
    assert unseen.value.code == 50001


async def test_channel_is_made_changed_and_deleted_with_the_permission(sandbox, bot):
    guild = bot.get_guild(sandbox.guild.id)
    with pytest.raises(discord.Forbidden):
        await guild.create_text_channel("rounds")
    sandbox.trouble.set_bot_permissions(sandbox.guild, Permission.ADMINISTRATOR)
    channel = await guild.create_text_channel("rounds", topic="All rounds")
    await channel.edit(name="all-rounds")
    await channel.set_permissions(guild.default_role, send_messages=False)
    kept = sandbox.world.channels[channel.id]
    assert (kept.name, kept.topic) == ("all-rounds", "All rounds")
    amara = await sandbox.join(None, "Amara Okafor")
    with pytest.raises(RefusedActError):
        await amara.say(kept, "hello")
    await channel.delete()
    assert kept.deleted_at is not None
    with pytest.raises(discord.NotFound):
        await bot.fetch_channel(channel.id)


async def test_person_edits_deletes_and_replies_to_what_is_theirs(sandbox, bot):
    amara = await sandbox.join(None, "Amara Okafor")
    said = await amara.say(sandbox.general, "frist")
    await amara.edit(said, "first")
    answer = await sandbox.owner.say(sandbox.general, "agreed", reply_to=said)
    with pytest.raises(RefusedActError):
        await amara.delete(answer)
    await amara.delete(said)
    await bot.until(lambda: bool(bot.gone))

    assert bot.edited[0].data["content"] == "first"
    assert answer.pinged_ids == (amara.id,)
    assert [message.content for message in amara.sees(sandbox.general)] == ["agreed"]


async def test_bot_thrown_out_knows_the_guild_no_more(sandbox, bot):
    sandbox.trouble.remove_bot(sandbox.guild)
    with pytest.raises(discord.NotFound) as gone:
        await bot.fetch_guild(sandbox.guild.id)
    assert gone.value.code == 10004
