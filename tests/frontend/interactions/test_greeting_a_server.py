"""The bot has come to a server: it says once how one begins, where it may write and people look."""

import discord

from bot.frontend.greeting import find_channel
from tests.frontend.interactions.conftest import labels_of, make_client, shown, words_of


async def start_again(town):
    await town.env.restart_bot(make_client(town.house, town.clock))
    await town.run()


def greetings(town):
    return [message for message in town.channel.history() if "Set up" in labels_of(message)]


async def test_server_is_greeted_once_however_often_the_bot_starts(town):
    for _ in range(3):
        await start_again(town)
    (greeting,) = greetings(town)
    assert "I give people here a partner" in greeting.content


async def test_button_of_the_greeting_opens_setting_up_for_who_may(town):
    await start_again(town)
    answer = await town.organiser.click(greetings(town)[0], label="Set up")
    assert shown(answer).embeds[0].title == "1 of 4 · Which program?"
    refused = await town.member("nosy").click(greetings(town)[0], label="Set up")
    assert "Only organisers can do this. Please ask somebody who may manage the server." in words_of(refused)


async def test_greeting_of_a_server_that_is_set_up_leads_organisers_to_their_panel(town):
    await start_again(town)
    (greeting,) = greetings(town)
    await town.host()
    await town.plan()
    after = next(message for message in town.channel.history() if message.id == greeting.id)
    assert f"Library leadership takes place in <#{town.channel.id}>." in after.content
    assert labels_of(after) == ["For organisers", "What is this?"]
    answer = await town.organiser.click(after, label="For organisers")
    assert "**Library leadership** in" in words_of(answer)
    assert labels_of(shown(answer)) == ["Panel: Library leadership", "Set up more"]


async def test_channel_of_a_greeting_is_the_uppermost_in_which_the_bot_may_write(town):
    guild, mute = town.env.bot.get_guild(town.guild.id), discord.PermissionOverwrite(send_messages=False)
    for channel in (town.channel, town.desk):
        await town.env.bot.get_channel(channel.id).set_permissions(guild.me, overwrite=mute)
    await town.env.settle()
    assert find_channel(guild) is None
    first, second = [await guild.create_text_channel(name) for name in ("first", "second")]
    await town.env.settle()
    assert find_channel(guild) == first.id
    await guild.edit(system_channel=second)
    await town.env.settle()
    assert find_channel(town.env.bot.get_guild(town.guild.id)) == second.id
