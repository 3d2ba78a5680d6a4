"""Presses of who wrote: my replies, and a pair's reply to confirm or withdraw."""

from bot.actions.changing_replies import bring_back_reply, withdraw_reply
from bot.actions.direct import find_said, keep_chosen
from bot.actions.own_data import list_replies
from bot.actions.pair_replies import confirm_pair_reply
from bot.actions.whereabouts import guild_of_program, guild_of_reply, guild_of_round, program_of_round
from bot.domain.errors import RuleError
from bot.domain.ids import ChannelId, GuildId, MessageId, ProgramId, ReplyId, RoundId
from bot.frontend.answers.replies import (
    write_brought_back,
    write_confirmed,
    write_my_replies,
    write_my_reply,
    write_reply_kept,
    write_withdrawn,
)
from bot.frontend.asked import Asked
from bot.frontend.guilds import guild_meant


async def show_my_replies(asked: Asked) -> None:
    """They see what they wrote in the program."""
    program_id = ProgramId(asked.number(0))
    await _list(asked, await guild_meant(asked, guild_of_program, program_id), program_id)


async def show_my_replies_of_round(asked: Asked) -> None:
    """They see what they wrote in the program of this round."""
    round_id = RoundId(asked.number(0))
    guild_id = await guild_meant(asked, guild_of_round, round_id)
    await _list(asked, guild_id, await program_of_round(asked.house, round_id))


async def show_my_reply(asked: Asked) -> None:
    """They see the reply they chose, whole."""
    program_id = ProgramId(asked.number(0))
    guild_id = await guild_meant(asked, guild_of_program, program_id)
    mine = await list_replies(asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id)
    chosen = [each for each in mine if (str(each.reply.id),) == asked.chosen]
    if not chosen:
        raise RuleError("no_reply")
    await asked.answer(write_my_reply(chosen[0], asked.member_id, asked.pen))


async def confirm(asked: Asked) -> None:
    """The pair's reply has their yes."""
    reply_id, guild_id = await _reply(asked)
    reply = await confirm_pair_reply(
        asked.house, guild_id=guild_id, member_id=asked.member_id, reply_id=reply_id, now=asked.now
    )
    await asked.answer(write_confirmed(reply, asked.pen))


async def withdraw(asked: Asked) -> None:
    """The reply no longer counts; one tap brings it back."""
    reply_id, guild_id = await _reply(asked)
    await withdraw_reply(asked.house, guild_id=guild_id, member_id=asked.member_id, reply_id=reply_id, now=asked.now)
    await asked.answer(write_withdrawn(reply_id, asked.pen))


async def bring_back(asked: Asked) -> None:
    """The reply counts again: they withdrew it by a slip."""
    reply_id, guild_id = await _reply(asked)
    reply = await bring_back_reply(
        asked.house, guild_id=guild_id, member_id=asked.member_id, reply_id=reply_id, now=asked.now
    )
    await asked.turn(write_brought_back(reply, asked.member_id, asked.pen))


async def keep_direct(asked: Asked) -> None:
    """What they wrote in their DM is a reply to the prompt that they chose."""
    channel_id = ChannelId(asked.interaction.channel_id or 0)
    round_id, prompt_number = RoundId(asked.number(0)), asked.number(1)
    said = await find_said(
        asked.house, channel_id=channel_id, member_id=asked.member_id, message_id=MessageId(asked.number(2))
    )
    written = await keep_chosen(asked.house, said, round_id=round_id, prompt_number=prompt_number, now=asked.now)
    await asked.answer(write_reply_kept(written, round_id, asked.pen))


async def _list(asked: Asked, guild_id: GuildId, program_id: ProgramId) -> None:
    mine = await list_replies(asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id)
    await asked.answer(write_my_replies(mine, program_id, asked.pen))


async def _reply(asked: Asked) -> tuple[ReplyId, GuildId]:
    reply_id = ReplyId(asked.number(0))
    return reply_id, await guild_meant(asked, guild_of_reply, reply_id)
