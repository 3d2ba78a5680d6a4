from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.sandbox import ChannelKind, Permission, RefusedActError, Sandbox
from bot.sandbox.world.threads import open_thread

TOKEN = "the-right-token"


@pytest.fixture
async def bot(sandbox, connect):
    return await connect(sandbox)


@pytest.fixture
def general(bot, sandbox):
    return bot.get_channel(sandbox.general.id)


async def test_thread_of_a_message_has_its_id_and_is_made_once(sandbox, general):
    message = await general.send("Prompt 1")
    thread = await message.create_thread(name="Prompt 1", auto_archive_duration=10080)
    with pytest.raises(discord.HTTPException) as again:
        await message.create_thread(name="Prompt 1")

    assert thread.id == message.id
    assert again.value.code == 160004
    assert (await general.fetch_message(message.id)).flags.has_thread
    (starter,) = [line async for line in thread.history()]
    assert starter.type is discord.MessageType.thread_starter_message
    assert thread.message_count == 0


async def test_thread_counts_its_messages_and_takes_in_who_speaks(sandbox, general):
    amara = await sandbox.join(None, "Amara Okafor")
    thread = await (await general.send("Prompt")).create_thread(name="Prompt")
    place = sandbox.world.channels[thread.id]
    said = await amara.say(place, "one")
    await amara.say(place, "two")
    await amara.delete(said)

    fetched = await general.guild.fetch_channel(thread.id)
    assert (fetched.message_count, fetched.total_message_sent) == (1, 2)
    assert amara.id in {member.id for member in await thread.fetch_members()}


async def test_private_thread_is_seen_by_its_members_alone(sandbox, general):
    amara = await sandbox.join(None, "Amara Okafor")
    bela = await sandbox.join(None, "Béla Nagy")
    thread = await general.create_thread(name="Amara and Béla", invitable=False, auto_archive_duration=10080)
    for person in (amara, amara):
        await thread.add_user(discord.Object(person.id))
    place = sandbox.world.channels[thread.id]

    assert place.kind is ChannelKind.PRIVATE_THREAD
    assert not place.thread.is_invitable
    assert [line.kind.name for line in amara.sees(place)] == ["RECIPIENT_ADD"]
    assert bela.sees(place) == []
    with pytest.raises(RefusedActError):
        await bela.say(place, "let me in")
    with pytest.raises(discord.NotFound):
        await thread.fetch_member(bela.id)
    await thread.remove_user(discord.Object(amara.id))
    assert amara.sees(place) == []


async def test_public_thread_without_a_message_is_told_of_in_its_channel(sandbox, general):
    await general.create_thread(name="Open talk", type=discord.ChannelType.public_thread)
    assert [m.kind.name for m in sandbox.owner.sees(sandbox.general)] == ["THREAD_CREATED"]


async def test_member_who_is_not_in_the_guild_cannot_be_added(sandbox, general):
    amara = await sandbox.join(None, "Amara Okafor")
    await amara.leave()
    thread = await general.create_thread(name="pair")
    with pytest.raises(discord.NotFound) as gone:
        await thread.add_user(discord.Object(amara.id))
    assert gone.value.code == 10007


async def test_archived_thread_is_reopened_by_a_post(sandbox, general):
    thread = await general.create_thread(name="pair")
    await thread.edit(archived=True)
    with pytest.raises(discord.HTTPException) as archived:
        await thread.add_user(discord.Object(sandbox.owner.id))
    assert archived.value.code == 50083
    await thread.send("still there?")
    assert not sandbox.world.channels[thread.id].thread.is_archived


async def test_locked_thread_refuses_who_cannot_manage_threads(sandbox, general):
    amara = await sandbox.join(None, "Amara Okafor")
    thread = await (await general.send("Prompt")).create_thread(name="Prompt")
    place = sandbox.world.channels[thread.id]
    sandbox.trouble.archive_thread(place, locked=True)
    sandbox.trouble.deny_bot(sandbox.general, Permission.MANAGE_THREADS)
    with pytest.raises(discord.Forbidden) as locked:
        await thread.send("hello")
    assert locked.value.code == 160005
    with pytest.raises(RefusedActError):
        await amara.say(place, "hello")
    with pytest.raises(discord.Forbidden):
        await thread.edit(archived=False)


async def test_threads_are_listed_active_and_archived(sandbox, general):
    guild = general.guild
    public = await (await general.send("Prompt")).create_thread(name="public")
    private = await general.create_thread(name="private")
    done = [await general.create_thread(name=f"done {number}") for number in range(3)]
    for thread in done:
        await thread.edit(archived=True)
    await public.edit(archived=True)

    assert [thread.id for thread in await guild.active_threads()] == [private.id]
    assert [thread.id async for thread in general.archived_threads()] == [public.id]
    listed = [thread.id async for thread in general.archived_threads(private=True, limit=None)]
    assert set(listed) == {thread.id for thread in done}
    joined = [thread.id async for thread in general.archived_threads(private=True, joined=True, limit=2)]
    assert joined == [done[2].id, done[1].id]


async def test_thread_without_the_permission_is_refused(sandbox, general):
    message = await general.send("Prompt")
    sandbox.trouble.deny_bot(sandbox.general, Permission.CREATE_PRIVATE_THREADS | Permission.CREATE_PUBLIC_THREADS)
    for making in (general.create_thread(name="pair"), message.create_thread(name="Prompt")):
        with pytest.raises(discord.Forbidden) as refused:
            await making
        assert refused.value.code == 50013


async def test_too_many_active_threads_are_refused(sandbox, general):
    sandbox.world.active_thread_limit = 1
    await general.create_thread(name="one")
    with pytest.raises(discord.HTTPException) as full:
        await general.create_thread(name="two")
    assert full.value.code == 160006


async def test_private_thread_of_others_needs_manage_threads(sandbox, general):
    thread = open_thread(
        sandbox.world,
        sandbox.general,
        name="theirs",
        owner_id=sandbox.owner.id,
        kind=ChannelKind.PRIVATE_THREAD,
        auto_archive_after=timedelta(days=1),
    )
    assert (await general.guild.fetch_channel(thread.id)).name == "theirs"
    sandbox.trouble.deny_bot(sandbox.general, Permission.MANAGE_THREADS)
    with pytest.raises(discord.Forbidden) as unseen:
        await general.guild.fetch_channel(thread.id)
    assert unseen.value.code == 50001


async def test_silent_thread_is_archived_after_its_time(connect):
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    async with Sandbox(TOKEN, starts_at=start) as sandbox:
        bot = await connect(sandbox)
        thread = await bot.get_channel(sandbox.general.id).create_thread(name="pair", auto_archive_duration=1440)
        state = sandbox.world.channels[thread.id].thread
        await sandbox.time.set(start + timedelta(hours=23))
        was_open = not state.is_archived
        await sandbox.time.set(start + timedelta(hours=24))
    assert was_open
    assert state.is_archived
