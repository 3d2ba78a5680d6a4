"""Presses of moderators on a case; each is asked for its right anew, and what it is about is read from the store."""

from bot.actions.casework import act_on_case, look_at_case, swap_partners
from bot.domain.case import Deed
from bot.domain.errors import RuleError
from bot.domain.ids import CaseId, MemberId, PairId
from bot.frontend.allowed import check_moderates
from bot.frontend.answers.casework import (
    write_ask_deed,
    write_ask_removed,
    write_confirm_removed,
    write_deed_done,
    write_swaps,
)
from bot.frontend.asked import Asked
from bot.frontend.custom_ids import read_number

DEEDS = {"case_repair": Deed.REPAIRED, "case_end": Deed.ENDED, "case_apart": Deed.KEPT_APART}
"""What is asked about, by the verb of its button."""
_WITH_YES = frozenset({*DEEDS.values(), Deed.REMOVED})


async def ask_deed(asked: Asked) -> None:
    """They are asked whether they mean it."""
    await check_moderates(asked)
    choice = await look_at_case(asked.house, guild_id=asked.guild_id, case_id=CaseId(asked.number(0)))
    await asked.answer(write_ask_deed(choice, DEEDS[asked.parsed.verb], asked.pen))


async def ask_swap(asked: Asked) -> None:
    """They choose with which pair partners are exchanged."""
    await check_moderates(asked)
    await asked.think()
    choice = await look_at_case(asked.house, guild_id=asked.guild_id, case_id=CaseId(asked.number(0)), swaps=True)
    await asked.answer(write_swaps(choice, asked.pen))


async def ask_remove(asked: Asked) -> None:
    """They choose who is to leave the round."""
    await check_moderates(asked)
    choice = await look_at_case(asked.house, guild_id=asked.guild_id, case_id=CaseId(asked.number(0)))
    await asked.answer(write_ask_removed(choice, asked.pen))


async def confirm_remove(asked: Asked) -> None:
    """They are asked whether they mean it."""
    await check_moderates(asked)
    await asked.answer(write_confirm_removed(CaseId(asked.number(0)), MemberId(asked.chosen_number()), asked.pen))


async def do_deed(asked: Asked) -> None:
    """It is done."""
    await check_moderates(asked)
    if asked.word(1) not in tuple(_WITH_YES):
        raise RuleError("unknown_button")
    deed = Deed(asked.word(1))
    await asked.think()
    await act_on_case(
        asked.house,
        guild_id=asked.guild_id,
        case_id=CaseId(asked.number(0)),
        by=asked.member_id,
        deed=deed,
        target=asked.number(2),
        now=asked.now,
    )
    await asked.answer(write_deed_done(deed, asked.pen))


async def do_swap(asked: Asked) -> None:
    """The two pairs have exchanged partners."""
    await check_moderates(asked)
    try:
        (chosen,) = asked.chosen
        pair_id, partner_id = map(read_number, chosen.split(":"))
    except ValueError:
        raise RuleError("unknown_button") from None
    await asked.think()
    await swap_partners(
        asked.house,
        guild_id=asked.guild_id,
        case_id=CaseId(asked.number(0)),
        by=asked.member_id,
        other_pair=PairId(pair_id),
        partner_id=MemberId(partner_id),
        now=asked.now,
    )
    await asked.answer(write_deed_done(Deed.SWAPPED, asked.pen))
