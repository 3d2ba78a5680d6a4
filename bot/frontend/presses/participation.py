"""Presses of who takes part: my partner, away, leave, how my words are used, what is this."""

from bot.actions.asking import choose_consent
from bot.actions.leaving import go_away, leave, round_now, round_to_leave
from bot.actions.own_data import show_partner
from bot.actions.pinned import find_menus
from bot.actions.whereabouts import guild_of_program, guild_of_round, is_known, program_of_round
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import ChannelId, GuildId, MessageId, ProgramId, RoundId
from bot.frontend.answers.direct import write_about
from bot.frontend.answers.taking_part import (
    write_ask_away,
    write_ask_consent,
    write_ask_leave,
    write_away,
    write_consent,
    write_left,
    write_my_partner,
)
from bot.frontend.asked import Asked
from bot.frontend.guilds import guild_meant, name_in


async def show_about(asked: Asked) -> None:
    """They read what the bot is."""
    message = asked.interaction.message
    menus = await find_menus(
        asked.house,
        guild_id=GuildId(asked.interaction.guild_id) if asked.interaction.guild_id else None,
        member_id=asked.member_id,
        channel_id=ChannelId(asked.interaction.channel_id or 0),
        message_id=MessageId(message.id if message else 0),
    )
    await asked.answer(write_about(_model(asked), menus, asked.pen))


async def show_my_partner(asked: Asked) -> None:
    """They see who their partner is; who takes no part is refused."""
    program_id, guild_id = await _program(asked)
    mine = await show_partner(asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id)
    if mine.round_name is None:
        raise RuleError("not_joined")
    await asked.answer(write_my_partner(mine, program_id, asked.pen))


async def ask_away(asked: Asked) -> None:
    """They choose for how long they are away, or that they are back; only who takes part is asked."""
    program_id, guild_id = await _program(asked)
    await round_now(asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id)
    await asked.answer(write_ask_away(program_id, asked.pen))


async def ask_away_round(asked: Asked) -> None:
    """The same, from a message about a round."""
    round_id, guild_id = await _round(asked)
    program_id = await program_of_round(asked.house, round_id)
    await round_now(asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id)
    await asked.answer(write_ask_away(program_id, asked.pen))


async def be_away(asked: Asked) -> None:
    """They are away for so many days; 0 means back."""
    program_id, guild_id = await _program(asked)
    away = await go_away(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        program_id=program_id,
        days=asked.number(1),
        now=asked.now,
    )
    await asked.answer(write_away(away, program_id, asked.pen))


async def ask_leave(asked: Asked) -> None:
    """They are asked whether they mean it."""
    program_id, guild_id = await _program(asked)
    round_id = await round_to_leave(asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id)
    await asked.answer(write_ask_leave(round_id, asked.pen))


async def ask_leave_round(asked: Asked) -> None:
    """They are asked whether they mean it."""
    await asked.answer(write_ask_leave(RoundId(asked.number(0)), asked.pen))


async def leave_now(asked: Asked) -> None:
    """They have left."""
    round_id, guild_id = await _round(asked)
    left = await leave(asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id, now=asked.now)
    await asked.answer(write_left(left, round_id, asked.pen))


async def ask_consent(asked: Asked) -> None:
    """They choose how their words may be used."""
    await asked.answer(write_ask_consent(RoundId(asked.number(0)), _model(asked), asked.pen))


async def set_consent(asked: Asked) -> None:
    """Their words are used so, those of people who have left the server too."""
    _, guild_id = await _round(asked)
    if asked.word(1) not in tuple(Consent):
        raise RuleError("unknown_button")
    known = await is_known(asked.house, guild_id, asked.member_id)
    chosen = await choose_consent(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        name=asked.name if known else await name_in(asked, guild_id),
        locale=asked.locale,
        consent=Consent(asked.word(1)),
        now=asked.now,
    )
    await asked.answer(write_consent(chosen, asked.pen))


async def _program(asked: Asked) -> tuple[ProgramId, GuildId]:
    program_id = ProgramId(asked.number(0))
    return program_id, await guild_meant(asked, guild_of_program, program_id)


async def _round(asked: Asked) -> tuple[RoundId, GuildId]:
    round_id = RoundId(asked.number(0))
    return round_id, await guild_meant(asked, guild_of_round, round_id)


def _model(asked: Asked) -> str | None:
    return asked.house.model.name if asked.house.model else None
