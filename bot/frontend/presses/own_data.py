"""Presses about what is kept of a person."""

from bot.actions.own_data import erase
from bot.actions.taking_along import show_data
from bot.actions.whereabouts import guild_of_program
from bot.domain.ids import GuildId, ProgramId
from bot.frontend.answers.own_data import attach_my_data, write_ask_erase, write_erased, write_my_data
from bot.frontend.asked import Asked
from bot.frontend.guilds import guild_meant


async def show_my_data(asked: Asked) -> None:
    """They see and take along what is kept of them in the server."""
    await answer_my_data(asked, await guild_meant(asked, guild_of_program, ProgramId(asked.number(0))))


async def answer_my_data(asked: Asked, guild_id: GuildId) -> None:
    """The same, for a command too."""
    await asked.think()
    mine = await show_data(asked.house, guild_id=guild_id, member_id=asked.member_id)
    await asked.answer(write_my_data(mine, guild_id, asked.pen), attach_my_data(mine))


async def ask_erase(asked: Asked) -> None:
    """They are asked whether they mean it."""
    await asked.answer(write_ask_erase(GuildId(asked.number(0)), asked.pen))


async def erase_now(asked: Asked) -> None:
    """Nothing is kept of them in the server any more."""
    guild_id = GuildId(asked.number(0))
    replies = await erase(asked.house, guild_id=guild_id, member_id=asked.member_id, now=asked.now)
    await asked.answer(write_erased(replies, asked.pen))
