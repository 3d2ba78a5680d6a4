"""Presses at the end of a round: what it gave, staying in touch, hearing of the next; and what organisers see of it."""

from bot.actions.surveying import ask_for_invitation, say_gains, show_survey, wish_to_stay_in_touch
from bot.actions.whereabouts import guild_of_round
from bot.domain.ending import Gain
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, PairId, RoundId
from bot.frontend.allowed import check_organises
from bot.frontend.answers.ending import (
    attach_sentences,
    write_survey,
    write_surveyed,
    write_will_be_told,
    write_wish,
)
from bot.frontend.asked import Asked
from bot.frontend.guilds import guild_meant


async def choose_gains(asked: Asked) -> None:
    """What the round gave them is kept."""
    round_id, guild_id = await _round(asked)
    if not asked.chosen or not set(asked.chosen) <= set(Gain):
        raise RuleError("unknown_button")
    said = await say_gains(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        gains=tuple(Gain(each) for each in asked.chosen),
        now=asked.now,
    )
    await asked.answer(write_surveyed(said, asked.pen))


async def wish_for_touch(asked: Asked) -> None:
    """Whether they want to stay in touch is kept, and told to nobody."""
    round_id, guild_id = await _round(asked)
    if asked.word(2) not in ("yes", "no"):
        raise RuleError("unknown_button")
    said = await wish_to_stay_in_touch(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        pair_id=PairId(asked.number(1)),
        wish=asked.word(2) == "yes",
        now=asked.now,
    )
    await asked.answer(write_wish(said, asked.pen))


async def ask_to_be_told(asked: Asked) -> None:
    """They hear of the next round when it opens."""
    round_id, guild_id = await _round(asked)
    told = await ask_for_invitation(
        asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id, now=asked.now
    )
    await asked.answer(write_will_be_told(told, asked.pen))


async def show_answers(asked: Asked) -> None:
    """Organisers see what people answered."""
    await check_organises(asked)
    round_id = RoundId(asked.number(0))
    view = await show_survey(asked.house, guild_id=asked.guild_id, round_id=round_id)
    await asked.answer(write_survey(view, asked.pen), *attach_sentences(view))


async def _round(asked: Asked) -> tuple[RoundId, GuildId]:
    round_id = RoundId(asked.number(0))
    return round_id, await guild_meant(asked, guild_of_round, round_id)
