"""What presses and forms of setting up share: who asks, what Discord says, and how the message goes on."""

import discord

from bot.actions.setting_up import SetupView, WhoSetsUp
from bot.domain.setup import Question
from bot.frontend.answers.setting_up import write_setup
from bot.frontend.answers.setup_overview import Place
from bot.frontend.asked import Asked
from bot.frontend.channel_check import AT_DESK, IN_CHANNEL, find_lack, invite_link
from bot.frontend.desk_making import may_make_channels
from bot.texts.locales import country_of, nearest_of

_USUAL = "en-US"
"""What Discord says of whoever chose no language: it tells little of where they are."""


async def turn_to(asked: Asked, view: SetupView, *, question: Question | None = None) -> None:
    """The message asks this, or what is not right yet, or what is next; or shows everything."""
    place = await look_around(asked, view)
    following = question or next(iter(place.lacks), None) or view.setup.next_question()
    await asked.turn(write_setup(view, place, asked.pen, question=following))


async def look_around(asked: Asked, view: SetupView) -> Place:
    """What Discord says of the channels that were chosen."""
    client, setup = asked.interaction.client, view.setup
    asks = (
        (Question.CHANNEL, setup.channel_id, IN_CHANNEL, False),
        (Question.DESK, setup.desk_channel_id, AT_DESK, True),
    )
    lacks = {
        question: lack
        for question, channel_id, needs, private in asks
        if channel_id and (lack := await find_lack(client, asked.guild_id, channel_id, needs, private=private))
    }
    here = text_channel_here(asked)
    return Place(
        here=here,
        private=await private_among(asked, here, setup.channel_id, setup.desk_channel_id),
        makes_channels=may_make_channels(asked),
        lacks=lacks,
        invite=invite_link(client, asked.guild_id),
        languages=asked.texts.languages,
        language=nearest_of(asked.texts.languages, language_of_server(asked)),
    )


def who_sets_up(asked: Asked) -> WhoSetsUp:
    """Who asked, with the countries that the languages of their Discord and of the server tell."""
    locales = [asked.locale, str(asked.interaction.guild_locale or _USUAL)]
    in_order = sorted(locales, key=lambda locale: locale == _USUAL)
    found = [country for locale in in_order if (country := country_of(locale))]
    return WhoSetsUp(guild_id=asked.guild_id, member_id=asked.member_id, countries=tuple(dict.fromkeys(found)))


def text_channel_here(asked: Asked) -> int | None:
    """The text channel in which they are, if it is one."""
    channel = asked.interaction.channel
    return channel.id if isinstance(channel, discord.TextChannel) and not channel.is_news() else None


async def private_among(asked: Asked, *channel_ids: int | None) -> frozenset[int]:
    """Those of these channels whose settings hide them from people who see others.

    Where a role is needed to see anything at all, nothing tells for whom a channel is.
    """
    guild = asked.interaction.guild
    if guild is None or not guild.default_role.permissions.view_channel:
        return frozenset()
    looked_at = {each for each in channel_ids if each is not None}
    return frozenset([each for each in looked_at if await _is_hidden(guild, each)])


async def _is_hidden(guild: discord.Guild, channel_id: int) -> bool:
    """Asked of Discord where the channel was made so short a time ago that the bot was not told of it yet."""
    try:
        channel = guild.get_channel(channel_id) or await guild.fetch_channel(channel_id)
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return False
    return not channel.permissions_for(guild.default_role).view_channel


def language_of_server(asked: Asked) -> str:
    """The locale of the server, or else that of who asked."""
    return str(asked.interaction.guild_locale or asked.locale)
