"""What presses and forms of setting up share: who asks, what Discord says, and how the message goes on."""

import discord

from bot.actions.setting_up import SetupView, WhoSetsUp
from bot.domain.setup import Question
from bot.frontend.answers.setting_up import Place, write_setup
from bot.frontend.asked import Asked
from bot.frontend.channel_check import AT_DESK, IN_CHANNEL, find_lack, invite_link
from bot.frontend.desk_making import may_make_channels
from bot.texts.locales import country_of

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
    return Place(
        here=text_channel_here(asked),
        makes_channels=may_make_channels(asked),
        lacks=lacks,
        invite=invite_link(client, asked.guild_id),
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
