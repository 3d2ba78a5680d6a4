"""What organisers press while they look over a pairing."""

from bot.actions.pairing_rounds import approve_pairing, show_pairing
from bot.actions.pairing_sheets import apply_sheet, preview_sheet, rows_to_take_along
from bot.actions.ruling_pairs import forecast, give_rulings, leave_out, rule_on_pair
from bot.domain.errors import RuleError
from bot.domain.ids import MemberId, PairId, RoundId
from bot.domain.ruling import RulingKind
from bot.frontend.allowed import check_organises
from bot.frontend.answers.pairing import (
    attach_sheet,
    describe_rows,
    write_approved,
    write_forecast,
    write_pair,
    write_pairing,
    write_preview,
    write_redrawn,
    write_sheet,
)
from bot.frontend.asked import Asked
from bot.reports.pairing_sheet import write_pairing_sheet


async def show(asked: Asked) -> None:
    """They see the pairing, the worst pairs first; from the pair on that the button names."""
    await check_organises(asked)
    await asked.think()
    await answer_pairing(asked, RoundId(asked.number(0)), first=asked.number(1) if len(asked.parsed.args) > 1 else 0)


async def approve(asked: Asked) -> None:
    """The pairing stands."""
    await check_organises(asked)
    await asked.think()
    await answer_approval(asked, RoundId(asked.number(0)))


async def pick(asked: Asked) -> None:
    """They see one pair and what may be decided about it."""
    await check_organises(asked)
    await asked.think()
    round_id = RoundId(asked.number(0))
    view = await show_pairing(asked.house, guild_id=asked.guild_id, round_id=round_id)
    chosen = asked.chosen_number()
    for pair in view.pairs:
        if pair.id == chosen:
            await asked.answer(write_pair(pair, round_id, asked.pen))
            return
    raise RuleError("no_pair")


async def keep(asked: Asked) -> None:
    """This pair stays, whatever else changes."""
    await _rule(asked, RulingKind.KEEP)


async def keep_apart(asked: Asked) -> None:
    """This pair is no pair, now and later."""
    await _rule(asked, RulingKind.APART)


async def _rule(asked: Asked, kind: RulingKind) -> None:
    await check_organises(asked)
    await asked.think()
    pair_id = PairId(asked.number(0))
    change = await rule_on_pair(
        asked.house, guild_id=asked.guild_id, pair_id=pair_id, kind=kind, by=asked.member_id, now=asked.now
    )
    await asked.answer(write_redrawn(change, asked.pen))


async def leave_one_out(asked: Asked) -> None:
    """This person has no partner in the round."""
    await check_organises(asked)
    await asked.think()
    change = await leave_out(
        asked.house,
        guild_id=asked.guild_id,
        round_id=RoundId(asked.number(0)),
        member_id=MemberId(asked.number(1)),
        by=asked.member_id,
        now=asked.now,
    )
    await asked.answer(write_redrawn(change, asked.pen))


async def undo(asked: Asked) -> None:
    """The pairing is drawn as if nothing had been decided."""
    await check_organises(asked)
    await asked.think()
    round_id = RoundId(asked.number(0))
    change = await give_rulings(asked.house, guild_id=asked.guild_id, round_id=round_id, given=(), instead=True)
    await asked.answer(write_redrawn(change, asked.pen))


async def look_ahead(asked: Asked) -> None:
    """They see for whom the coming rounds hold somebody they know."""
    await check_organises(asked)
    await asked.think()
    found = await forecast(asked.house, guild_id=asked.guild_id, round_id=RoundId(asked.number(0)))
    await asked.answer(write_forecast(found, asked.pen))


async def import_table(asked: Asked) -> None:
    """What their last table said is done."""
    await check_organises(asked)
    await asked.think()
    change = await apply_sheet(
        asked.house,
        guild_id=asked.guild_id,
        member_id=asked.member_id,
        round_id=RoundId(asked.number(0)),
        now=asked.now,
    )
    await asked.answer(write_redrawn(change, asked.pen))


async def answer_pairing(asked: Asked, round_id: RoundId, *, first: int = 0, search: str = "") -> None:
    """The pairing of the round is shown, for a command too."""
    view = await show_pairing(asked.house, guild_id=asked.guild_id, round_id=round_id)
    await asked.answer(write_pairing(view, asked.pen, first=max(0, first), search=search))


async def answer_approval(asked: Asked, round_id: RoundId) -> None:
    """The pairing of the round is approved, for a command too."""
    view = await approve_pairing(asked.house, guild_id=asked.guild_id, round_id=round_id, now=asked.now)
    await asked.answer(write_approved(view, asked.pen))


async def answer_export(asked: Asked, round_id: RoundId) -> None:
    """The pairing as a table, for a command."""
    view, rows = await rows_to_take_along(asked.house, guild_id=asked.guild_id, round_id=round_id)
    table = write_pairing_sheet(describe_rows(rows, view, asked.pen))
    await asked.answer(write_sheet(view, asked.pen), attach_sheet(table))


async def answer_import(asked: Asked, round_id: RoundId, content: bytes) -> None:
    """What a table would change, for a command."""
    preview = await preview_sheet(
        asked.house,
        guild_id=asked.guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        content=content,
        now=asked.now,
    )
    await asked.answer(write_preview(preview, round_id, asked.pen))
