"""What no Discord client sends: presses, choices and forms with any content. Leans on how simcord works inside."""

import discord
from simcord.actors import _component_interaction, _dispatch_actor_interaction
from simcord.enums import InteractionType


async def press(square, who, custom_id, *, values=None, channel=None):
    """Somebody pressed a button, or with `values` chose in a select, that has this custom id."""
    town = square.town
    place = channel or (square.elsewhere if who is square.mallory else town.channel)
    item = (
        discord.ui.Button(label="?", custom_id=custom_id)
        if values is None
        else discord.ui.Select(custom_id=custom_id, options=[discord.SelectOption(label="?", value="?")])
    )
    view = discord.ui.View(timeout=None).add_item(item)
    view.stop()
    sent = await place_of(town, place).send(view=view)
    await town.env.settle()
    stored = town.env.backend.get_message(sent.channel.id, sent.id)
    data = {"custom_id": custom_id, "component_type": item.type.value}
    answer = await _component_interaction(who, stored, data if values is None else {**data, "values": values})
    town.env.backend.delete_message(sent.channel.id, sent.id)
    await town.env.settle()
    return answer


async def press_in_dm(square, who, custom_id):
    """The same in a DM of theirs, where no server is named."""
    dm = await square.town.env.bot.create_dm(discord.Object(who.id))
    view = discord.ui.View(timeout=None).add_item(discord.ui.Button(label="?", custom_id=custom_id))
    view.stop()
    sent = await dm.send(view=view)
    await square.town.env.settle()
    return await getattr(who, "user", who).click(sent, custom_id=custom_id)


async def hand_in(square, who, custom_id, parts, *, channel=None):
    """Somebody handed in a form with these parts: texts, or lists of what was chosen."""
    components = [
        {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
        if isinstance(value, str)
        else {"type": 18, "component": {"type": 3, "custom_id": name, "values": value}}
        for name, value in parts.items()
    ]
    place = channel or (square.elsewhere if who is square.mallory else square.town.channel)
    data = {"custom_id": custom_id, "components": components}
    return await _dispatch_actor_interaction(who, InteractionType.MODAL_SUBMIT, place, data)


def place_of(town, channel):
    return town.env.bot.get_channel(channel.id)


def read(answer):
    """All that the person reads; empty where nothing was answered. Nobody else reads it."""
    shown = [answer.response, *answer.followups]
    found = [message for message in shown if message is not None]
    assert all(answer.ephemeral for _ in found)
    texts = []
    for message in found:
        texts.append(message.content or "")
        for embed in message.embeds:
            texts += [
                embed.title or "",
                embed.description or "",
                *(f"{each.name} {each.value}" for each in embed.fields),
            ]
    return "\n".join(text for text in texts if text)
