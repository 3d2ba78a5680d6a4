"""Lists of applicants: looked over by a command, imported by its button."""

import discord

from bot.actions.managing_rounds import current_round_of
from bot.actions.rosters import import_roster, review_roster
from bot.domain.errors import RuleError
from bot.domain.ids import RoundId
from bot.frontend.allowed import check_organises
from bot.frontend.answers.roster import (
    COLUMNS_FILE,
    LIST_FILE,
    attach_codes,
    attach_review,
    write_imported,
    write_review,
)
from bot.frontend.asked import Asked
from bot.frontend.attachments import read_table


async def answer_review(
    asked: Asked, file: discord.Attachment, columns: str, program: str | None, *, new_codes: bool
) -> None:
    """They read what importing the list would do, for a command; nothing is kept of it."""
    await check_organises(asked)
    await asked.think()
    content = await read_table(file)
    current = await current_round_of(asked.house, guild_id=asked.guild_id, slug=program)
    review = await review_roster(
        asked.house,
        guild_id=asked.guild_id,
        round_id=current.id,
        content=content,
        told=columns,
        new_codes=new_codes,
    )
    await asked.answer(write_review(review, asked.pen), *attach_review(review, content, columns, asked.pen))


async def import_list(asked: Asked) -> None:
    """The list beside the button is imported, and they get its codes."""
    await check_organises(asked)
    await asked.think()
    review = await import_roster(
        asked.house,
        guild_id=asked.guild_id,
        round_id=RoundId(asked.number(0)),
        content=await _read(asked, LIST_FILE),
        told=(await _read(asked, COLUMNS_FILE, optional=True)).decode(),
        new_codes=asked.number(1) == 1,
        now=asked.now,
    )
    await asked.answer(write_imported(review, asked.pen), attach_codes(review, asked.pen))


async def _read(asked: Asked, name: str, *, optional: bool = False) -> bytes:
    """The file of this name in the message that was pressed.

    Raises:
        RuleError: `list_is_gone`, where Discord has it no more.
    """
    message = asked.interaction.message
    found = [each for each in (message.attachments if message else ()) if each.filename == name]
    if not found and optional:
        return b""
    try:
        return await read_table(found[0])
    except (IndexError, discord.NotFound, discord.Forbidden):
        raise RuleError("list_is_gone") from None
