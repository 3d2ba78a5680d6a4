"""Presses of partners: check-ins, help, and never again with this person."""

from bot.actions.agreeing import accept_agreement
from bot.actions.asking import keep_apart, partners_ever, round_to_ask_about
from bot.actions.checking_in import answer_check_in
from bot.actions.silences import come_back, show_life, take_new_partner
from bot.actions.whereabouts import guild_of_program, guild_of_round, program_of_round
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, ProgramId, RoundId
from bot.domain.partnership import CheckInAnswer
from bot.frontend.answers.agreeing import write_said_yes
from bot.frontend.answers.help import write_ask_apart, write_choose_apart, write_help, write_kept_apart
from bot.frontend.answers.silence import write_back, write_here, write_new_partner, write_waits_longer
from bot.frontend.answers.taking_part import write_check_in_help, write_check_in_taken
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


async def ask_what_helps(asked: Asked) -> None:
    """They choose what is in the way; nothing is kept of it yet."""
    round_id, pair_id = RoundId(asked.number(0)), PairId(asked.number(1))
    await asked.answer(write_check_in_help(round_id, pair_id, asked.number(2), asked.pen))


async def agree(asked: Asked) -> None:
    """They say yes to what their partner proposed."""
    round_id, guild_id = await _round(asked)
    terms = await accept_agreement(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        pair_id=PairId(asked.number(1)),
        now=asked.now,
    )
    await asked.answer(write_said_yes(terms, asked.pen))


async def be_here(asked: Asked) -> None:
    """They are there, and nothing more is asked of them."""
    round_id, guild_id = await _round(asked)
    await show_life(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        pair_id=PairId(asked.number(1)),
        now=asked.now,
    )
    await asked.answer(write_here(asked.pen))


async def take_partner(asked: Asked) -> None:
    """Their pair is over, and a new partner is looked for."""
    round_id, guild_id = await _round(asked)
    await take_new_partner(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        pair_id=PairId(asked.number(1)),
        silent_id=MemberId(asked.number(2)),
        now=asked.now,
    )
    await asked.answer(write_new_partner(asked.pen))


async def wait(asked: Asked) -> None:
    """They would rather wait; nothing changes."""
    await asked.answer(write_waits_longer(RoundId(asked.number(0)), asked.pen))


async def return_to_round(asked: Asked) -> None:
    """They take part again."""
    round_id, guild_id = await _round(asked)
    await come_back(asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id, now=asked.now)
    await asked.answer(write_back(asked.pen))


async def _round(asked: Asked) -> tuple[RoundId, GuildId]:
    round_id = RoundId(asked.number(0))
    return round_id, await guild_meant(asked, guild_of_round, round_id)


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
    """They choose from whom, or are asked at once whether they mean it, where there is one only."""
    round_id, guild_id = await _round(asked)
    known = await partners_ever(asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id)
    match known:
        case ():
            raise RuleError("no_partner_now")
        case (only,):
            await asked.answer(write_ask_apart(round_id, only, asked.pen))
        case _:
            await asked.answer(write_choose_apart(round_id, known, asked.pen))


async def pick_apart(asked: Asked) -> None:
    """They are asked whether they mean it."""
    round_id, guild_id = await _round(asked)
    known = await partners_ever(asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id)
    chosen = [each for each in known if each.member_id == asked.chosen_number()]
    if not chosen:
        raise RuleError("unknown_button")
    await asked.answer(write_ask_apart(round_id, chosen[0], asked.pen))


async def keep_partner_apart(asked: Asked) -> None:
    """They and this person are never paired again."""
    round_id, guild_id = await _round(asked)
    kept = await keep_apart(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        now=asked.now,
        other_id=MemberId(asked.number(1)),
    )
    await asked.answer(write_kept_apart(kept, asked.pen))
