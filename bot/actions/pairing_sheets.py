"""A pairing taken along as a table, and what came back in it."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.drafts import drop_draft, find_draft, keep_draft
from bot.actions.lookups import setting_in
from bot.actions.pairing_rounds import PairingView, show_pairing
from bot.actions.ports import House
from bot.actions.ruling_pairs import Redrawn, give_rulings, make_rulings, preview_rulings
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.ruling import Ruling, RulingKind
from bot.reports.pairing_sheet import SheetMistake, SheetRow, SheetRuling, read_pairing_sheet
from bot.store import participants


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPreview:
    """What a table would change; without a change there are mistakes to mend, or else none."""

    keep: int
    apart: int
    out: int
    mistakes: tuple[SheetMistake, ...]
    change: Redrawn | None


async def rows_to_take_along(
    house: House, *, guild_id: GuildId, round_id: RoundId
) -> tuple[PairingView, tuple[SheetRow, ...]]:
    """The pairing and its rows, the worst pair first. Reasons are left for whoever knows the reader's language.

    Raises:
        RuleError: `no_round`, `no_pairing_yet`.
    """
    view = await show_pairing(house, guild_id=guild_id, round_id=round_id)
    paired = [
        SheetRow(
            ruling=RulingKind.KEEP if pair.pinned else None,
            members=pair.members,
            names=pair.names,
            quality=pair.shared.quality,
            reasons="",
        )
        for pair in view.pairs
    ]
    out = {ruling.lower_id for ruling in view.rulings if ruling.kind is RulingKind.OUT}
    waiting = [
        SheetRow(
            ruling=RulingKind.OUT if member in out else None, members=(member,), names=(name,), quality=None, reasons=""
        )
        for member, name in zip(view.waiting_ids, view.waiting, strict=True)
    ]
    return view, (*paired, *waiting)


async def preview_sheet(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, content: bytes, now: datetime
) -> SheetPreview:
    """What this table would change, kept for the organiser to confirm; or its mistakes, and nothing is kept.

    Raises:
        RuleError: what `give_rulings` raises.
    """
    read, mistakes = read_pairing_sheet(content)
    async with house.store.read() as tx:
        await setting_in(house, tx, guild_id, round_id)
        here = {each.member_id for each in await participants.of_round(tx, round_id) if each.takes_part()}
    strangers = [SheetMistake(line=row.line, why="strangers") for row in read if not here.issuperset(row.members)]
    wrong = tuple(sorted((*mistakes, *strangers), key=lambda mistake: mistake.line))
    counts = {kind: sum(row.kind is kind for row in read) for kind in RulingKind}
    change = None
    if not wrong:
        given = _rulings(round_id, read, member_id, now)
        change = await preview_rulings(house, guild_id=guild_id, round_id=round_id, given=given)
        parts = {"lines": [f"{row.kind.value} {' '.join(map(str, row.members))}" for row in read]}
        await keep_draft(house, guild_id=guild_id, member_id=member_id, form=_form(round_id), parts=parts, now=now)
    return SheetPreview(
        keep=counts[RulingKind.KEEP],
        apart=counts[RulingKind.APART],
        out=counts[RulingKind.OUT],
        mistakes=wrong,
        change=change,
    )


async def apply_sheet(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, now: datetime
) -> Redrawn:
    """What the organiser's last table said is ruled, and the draft is drawn again.

    Raises:
        RuleError: `sheet_is_gone` where none waits to be confirmed, and what `give_rulings` raises.
    """
    kept = await find_draft(house, guild_id=guild_id, member_id=member_id, form=_form(round_id))
    if kept is None:
        raise RuleError("sheet_is_gone")
    read = [_row(line) for line in kept.get("lines", ())]
    given = _rulings(round_id, read, member_id, now)
    change = await give_rulings(house, guild_id=guild_id, round_id=round_id, given=given)
    await drop_draft(house, guild_id=guild_id, member_id=member_id, form=_form(round_id))
    return change


def _form(round_id: RoundId) -> str:
    return f"pair_import:{round_id}"


def _row(line: str) -> SheetRuling:
    kind, *members = line.split()
    return SheetRuling(line=0, kind=RulingKind(kind), members=tuple(MemberId(int(member)) for member in members))


def _rulings(
    round_id: RoundId, read: tuple[SheetRuling, ...] | list[SheetRuling], by: MemberId, now: datetime
) -> tuple[Ruling, ...]:
    return tuple(ruling for row in read for ruling in make_rulings(round_id, row.kind, row.members, by, now))
