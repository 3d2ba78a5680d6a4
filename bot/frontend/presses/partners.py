"""Presses of partners: check-ins, help, and never again with this person."""

from bot.actions.asking import keep_apart, round_to_ask_about
from bot.actions.checking_in import answer_check_in
from bot.actions.whereabouts import guild_of_program, guild_of_round, program_of_round
from bot.domain.errors import RuleError
from bot.domain.ids import PairId, ProgramId, RoundId
from bot.domain.partnership import CheckInAnswer
from bot.frontend.answers.help import write_ask_apart, write_help, write_kept_apart
from bot.frontend.answers.taking_part import write_check_in_taken
from bot.frontend.asked import Asked
from bot.frontend.guilds import guild_meant


async def check_in(asked: Asked) -> None:
    """Their answer to "have you two talked?" is kept."""
    round_id = RoundId(asked.number(0))
    if asked.word(3) not in tuple(CheckInAnswer):
        raise RuleError("unknown_button")
    taken = await answer_check_in(
        asked.house,
        guild_id=await guild_meant(asked, guild_of_round, round_id),
        member_id=asked.member_id,
        round_id=round_id,
        pair_id=PairId(asked.number(1)),
        prompt_number=asked.number(2),
        answer=CheckInAnswer(asked.word(3)),
        now=asked.now,
    )
    program_id = await program_of_round(asked.house, round_id)
    await asked.answer(write_check_in_taken(taken, program_id, asked.pen))


async def show_help(asked: Asked) -> None:
    """They choose what they need, from the program's menu."""
    program_id = ProgramId(asked.number(0))
    guild_id = await guild_meant(asked, guild_of_program, program_id)
    round_id = await round_to_ask_about(
        asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id
    )
    await asked.answer(write_help(round_id, asked.pen))


async def show_help_of_round(asked: Asked) -> None:
    """They choose what they need, from a message about a round."""
    await asked.answer(write_help(RoundId(asked.number(0)), asked.pen))


async def ask_apart(asked: Asked) -> None:
    """They are asked whether they mean it."""
    await asked.answer(write_ask_apart(RoundId(asked.number(0)), asked.pen))


async def keep_partner_apart(asked: Asked) -> None:
    """They and their partner are never paired again."""
    round_id = RoundId(asked.number(0))
    guild_id = await guild_meant(asked, guild_of_round, round_id)
    kept = await keep_apart(asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id, now=asked.now)
    await asked.answer(write_kept_apart(kept, asked.pen))
