from __future__ import annotations

import io

import discord
import pytest

from bot.sandbox import Permission


@pytest.fixture
async def bot(sandbox, connect):
    return await connect(sandbox)


@pytest.fixture
def general(bot, sandbox):
    return bot.get_channel(sandbox.general.id)


async def test_message_sent_is_the_message_kept(sandbox, general):
    embed = discord.Embed(title="A title", description="words").set_image(url="attachment://a.png")
    file = discord.File(io.BytesIO(b"\x89PNG"), "a.png", description="a tree")
    sent = await general.send("hello", embed=embed, file=file)

    kept = sandbox.general.messages[sent.id]
    assert (kept.content, kept.author_id) == ("hello", sandbox.world.bot.id)
    assert kept.embeds[0]["image"]["url"] == kept.attachments[0].url
    assert kept.attachments[0].description == "a tree"
    assert (
        await sent.attachments[0].read() == b"\x89PNG"
        if sent.attachments
        else kept.attachments[0].content == b"\x89PNG"
    )


async def test_message_edited_and_deleted_is_marked_and_kept(sandbox, bot, general):
    sent = await general.send("first")
    await sent.edit(content="second")
    kept = sandbox.general.messages[sent.id]
    assert (kept.content, kept.edited_at is not None) == ("second", True)

    await sent.delete()
    await bot.until(lambda: bool(bot.gone))
    assert kept.deleted_at is not None
    with pytest.raises(discord.NotFound) as gone:
        await general.fetch_message(sent.id)
    assert gone.value.code == 10008


async def test_history_pages_in_every_direction(sandbox, general):
    said = [await sandbox.owner.say(sandbox.general, str(number)) for number in range(130)]
    middle = discord.Object(said[60].id)

    async def read(**query: object) -> list[str]:
        return [message.content async for message in general.history(**query)]

    assert await read(limit=None) == [str(n) for n in reversed(range(130))]
    assert await read(limit=3) == ["129", "128", "127"]
    assert await read(limit=3, before=middle) == ["59", "58", "57"]
    assert await read(limit=3, after=middle) == ["61", "62", "63"]
    assert await read(limit=None, after=middle) == [str(n) for n in range(61, 130)]
    assert await read(limit=5, around=middle) == ["62", "61", "60", "59", "58"]


async def test_history_without_the_right_to_read_it_is_empty_and_no_error(sandbox, general):
    await sandbox.owner.say(sandbox.general, "there")
    sandbox.trouble.deny_bot(sandbox.general, Permission.READ_MESSAGE_HISTORY)
    assert [message async for message in general.history()] == []


@pytest.mark.parametrize(
    ("denied", "code"),
    [
        (Permission.VIEW_CHANNEL, 50001),
        (Permission.SEND_MESSAGES, 50013),
        (Permission.EMBED_LINKS, 50013),
        (Permission.ATTACH_FILES, 50013),
    ],
)
async def test_sending_without_a_permission_is_refused(sandbox, general, denied, code):
    sandbox.trouble.deny_bot(sandbox.general, denied)
    with pytest.raises(discord.Forbidden) as refused:
        await general.send("x", embed=discord.Embed(title="x"), file=discord.File(io.BytesIO(b"x"), "x.txt"))
    assert refused.value.code == code

    sandbox.trouble.restore_bot(sandbox.general)
    await general.send("x", embed=discord.Embed(title="x"))


async def test_others_messages_are_deleted_only_with_manage_messages(sandbox, general):
    said = await sandbox.owner.say(sandbox.general, "mine")
    message = await general.fetch_message(said.id)
    with pytest.raises(discord.Forbidden) as not_mine:
        await general.get_partial_message(said.id).edit(content="yours")
    assert not_mine.value.code == 50005
    sandbox.trouble.deny_bot(sandbox.general, Permission.MANAGE_MESSAGES)
    with pytest.raises(discord.Forbidden):
        await message.delete()
    sandbox.trouble.restore_bot(sandbox.general)
    await message.delete()
    assert said.deleted_at is not None


async def test_mentions_hold_exactly_who_was_pinged(sandbox, bot, general):
    amara = await sandbox.join(None, "Amara Okafor")
    bela = await sandbox.join(None, "Béla Nagy")
    text = f"{amara.mention} {bela.mention} @everyone `{sandbox.owner.mention}`"

    await general.send(text, allowed_mentions=discord.AllowedMentions(users=[discord.Object(amara.id)], everyone=False))
    only_amara = sandbox.general.messages[sandbox.general.last_message_id]
    await general.send(text, allowed_mentions=discord.AllowedMentions.none())
    nobody = sandbox.general.messages[sandbox.general.last_message_id]
    await general.send(text)
    both = sandbox.general.messages[sandbox.general.last_message_id]
    await general.send(embed=discord.Embed(description=text))
    in_embed = sandbox.general.messages[sandbox.general.last_message_id]

    assert only_amara.pinged_ids == (amara.id,)
    assert nobody.pinged_ids == ()
    assert both.pinged_ids == (amara.id, bela.id)
    assert in_embed.pinged_ids == ()
    # The bot may not mention everyone, whatever it writes.
    assert not any(message.mentions.everyone for message in (only_amara, nobody, both))


async def test_everyone_and_roles_ping_with_the_permission(sandbox, general):
    readers = sandbox.add_role("Readers", mentionable=True)
    amara = await sandbox.join(None, "Amara Okafor", roles=[readers])
    bela = await sandbox.join(None, "Béla Nagy")
    await general.send(f"<@&{readers.id}>")
    role_ping = sandbox.general.messages[sandbox.general.last_message_id]
    sandbox.trouble.allow_bot(sandbox.general, Permission.MENTION_EVERYONE)
    await general.send("@everyone")
    all_ping = sandbox.general.messages[sandbox.general.last_message_id]

    assert role_ping.pinged_ids == (amara.id,)
    assert all_ping.mentions.everyone
    assert set(all_ping.pinged_ids) == {amara.id, bela.id, sandbox.owner.id}


async def test_reply_pings_its_author_unless_told_not_to(sandbox, bot, general):
    said = await sandbox.owner.say(sandbox.general, "a question")
    message = await general.fetch_message(said.id)
    await message.reply("an answer")
    loud = sandbox.general.messages[sandbox.general.last_message_id]
    await message.reply("quietly", mention_author=False)
    quiet = sandbox.general.messages[sandbox.general.last_message_id]

    assert (loud.pinged_ids, quiet.pinged_ids) == ((sandbox.owner.id,), ())
    await bot.until(lambda: len(bot.heard) >= 2)
    assert bot.heard[-1].reference.message_id == said.id


async def test_pins_by_the_new_and_the_old_route(sandbox, bot, general):
    sent = await general.send("keep this")
    await sent.pin()
    assert [pin.content async for pin in general.pins()] == ["keep this"]
    old = await bot.http.request(discord.http.Route("GET", f"/channels/{general.id}/pins"))
    assert [message["id"] for message in old] == [str(sent.id)]
    await sent.unpin()
    assert [pin async for pin in general.pins()] == []
    sandbox.trouble.deny_bot(sandbox.general, Permission.PIN_MESSAGES)
    with pytest.raises(discord.Forbidden):
        await sent.pin()


async def test_reactions_of_bot_and_people_are_counted(sandbox, bot, general):
    sent = await general.send("vote")
    await sent.add_reaction("📚")
    kept = sandbox.general.messages[sent.id]
    await sandbox.owner.react(kept, "📚")
    assert (await general.fetch_message(sent.id)).reactions[0].count == 2
    await sent.remove_reaction("📚", bot.user)
    users = [user.id async for user in (await general.fetch_message(sent.id)).reactions[0].users()]
    assert kept.reactions == {"📚": {sandbox.owner.id}}
    assert users == [sandbox.owner.id]


async def test_bulk_delete_takes_several_at_once(sandbox, general):
    sent = [await general.send(str(number)) for number in range(3)]
    await general.delete_messages(sent[:2])
    assert [message.content async for message in general.history()] == ["2"]


async def test_content_read_without_the_intent_is_empty_but_for_ones_own(connect):
    from bot.sandbox import Sandbox

    async with Sandbox("the-right-token", has_message_content_intent=False) as sandbox:
        bot = await connect(sandbox, intents=discord.Intents.default())
        channel = bot.get_channel(sandbox.general.id)
        await sandbox.owner.say(sandbox.general, "a secret")
        await sandbox.owner.say(sandbox.general, f"<@{bot.user.id}> hello")
        await channel.send("my own")
        read = [message.content async for message in channel.history(oldest_first=True)]
    assert read == ["", f"<@{bot.user.id}> hello", "my own"]


async def test_nonce_enforced_returns_the_first_message(sandbox, general):
    first = await general.send("once", nonce="2016A/17")
    again = await general.send("once", nonce="2016A/17")
    sandbox.trouble.forget_nonces()
    later = await general.send("once", nonce="2016A/17")
    assert first.id == again.id != later.id


async def test_nonce_of_a_deleted_message_is_an_unknown_message(sandbox, general):
    first = await general.send("once", nonce="n")
    await first.delete()
    with pytest.raises(discord.NotFound) as gone:
        await general.send("once", nonce="n")
    assert gone.value.code == 10008


async def test_nonce_longer_than_25_characters_is_refused(general):
    with pytest.raises(discord.HTTPException) as refused:
        await general.send("x", nonce="n" * 26)
    assert refused.value.code == 50035
