"""A pairing, as organisers look it over and change it before it reaches people."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import discord

from bot.actions.pairing_rounds import PairingView, PairView
from bot.actions.pairing_sheets import SheetPreview
from bot.actions.ruling_pairs import Forecast, Redrawn
from bot.domain.ids import RoundId
from bot.domain.partnership import Shared
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import list_some, one_line, show_name, trim
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen
from bot.reports.pairing_sheet import SheetRow

PAGE = 25
"""Pairs at once: the entries of one select."""
MOST_SHOWN = 12
"""Changed groups, or mistakes of a table, that are told one by one."""
_ROOM_FOR_REST = 700
_LABEL_LIMIT = 100
FILE_NAME = "pairing.csv"


def write_pairing(view: PairingView, pen: Pen, *, first: int = 0, search: str = "") -> Message:
    """A page of pairs with their reasons, the worst first, or those found; who waits; and what may be done."""
    found = [pair for pair in view.pairs if search.casefold() in " ".join(pair.names).casefold()]
    page = found[first : first + PAGE]
    shown = _fit([_pair_line(pair, pen) for pair in page], DESCRIPTION_LIMIT - _ROOM_FOR_REST)
    left = len(found) - first - len(shown)
    waiting = list_some(pen.speech, view.waiting)
    body = pen.paragraphs(
        pen.say("answer.pairing.found", count=len(found)) if search else "",
        pen.lines(*shown, pen.say("answer.pairing.more", count=left) if left else ""),
        pen.say("answer.pairing.waiting", names=waiting) if view.waiting else "",
        pen.say("answer.pairing.stands") if view.approved else pen.say("answer.pairing.draft"),
    )
    title = pen.say("answer.pairing.title", title=show_name(view.title), round=show_name(view.round_name))
    following = first + len(shown) if left and not search else 0
    rows = _rows(view, page[: len(shown)], following, pen)
    return write_plain(title, body, rows=rows, footer=pen.say("answer.pairing.seed", seed=str(view.seed)))


def _rows(view: PairingView, shown: Sequence[PairView], following: int, pen: Pen) -> tuple[tuple[Pressed, ...], ...]:
    more = (pen.quiet("pair_page", view.round_id, following),) if following else ()
    if view.approved:
        return (more,) if more else ()
    options = [
        discord.SelectOption(label=trim(one_line(" + ".join(pair.names)), _LABEL_LIMIT), value=str(pair.id))
        for pair in shown
    ]
    select = Pressed(
        discord.ui.Select[discord.ui.View](
            custom_id=build("pair_pick", view.round_id), options=options, placeholder=pen.say("answer.pairing.choose")
        )
    )
    undo = (pen.quiet("pair_undo", view.round_id),) if view.rulings else ()
    buttons = (pen.strong("pairing_approve", view.round_id), *more, pen.quiet("pair_ahead", view.round_id), *undo)
    return ((select,), buttons) if options else (buttons,)


def write_pair(pair: PairView, round_id: RoundId, pen: Pen) -> Message:
    """One drafted pair, and what an organiser may decide about it."""
    body = pen.paragraphs(
        _reasons(pair.shared, pen),
        pen.say("answer.pairing.points", count=pair.shared.quality),
        pen.say("answer.pairing.is_pinned") if pair.pinned else "",
        pen.say("answer.pairing.decide"),
    )
    decide = (pen.quiet("pair_keep", pair.id), pen.quiet("pair_apart", pair.id))
    out = tuple(
        Pressed(
            discord.ui.Button(
                label=trim(pen.say("button.pair_out", name=one_line(name)), 80),
                custom_id=build("pair_out", round_id, member),
            )
        )
        for member, name in zip(pair.members, pair.names, strict=False)
    )
    rows = (decide, *(out[place : place + 5] for place in range(0, len(out), 5)))
    return write_plain(" + ".join(show_name(name) for name in pair.names), body, rows=rows)


def write_redrawn(change: Redrawn, pen: Pen) -> Message:
    """What a decision changed in the draft, and what it cost."""
    title = pen.say("answer.pairing.redrawn", round=show_name(change.round_name))
    row = (pen.strong("pairing_show", change.round_id),)
    return write_plain(title, _difference(change, pen), rows=(row,))


def write_preview(preview: SheetPreview, round_id: RoundId, pen: Pen) -> Message:
    """What a table would change, and the button that does it; or the lines that must be mended first."""
    if preview.change is None:
        mistakes = [
            pen.say("answer.pairing.mistake", line=each.line, why=pen.say(f"answer.sheet.{each.why}"))
            for each in preview.mistakes
        ]
        left = len(mistakes) - MOST_SHOWN
        rest = pen.say("answer.pairing.more_lines", count=left) if left > 0 else ""
        return write_plain(pen.say("answer.pairing.mend"), pen.lines(*mistakes[:MOST_SHOWN], rest))
    said = pen.say("answer.pairing.rulings", keep=preview.keep, apart=preview.apart, out=preview.out)
    body = pen.paragraphs(said, _difference(preview.change, pen), pen.say("answer.pairing.not_yet"))
    title = pen.say("answer.pairing.preview", round=show_name(preview.change.round_name))
    return write_plain(title, body, rows=((pen.strong("pair_import", round_id),),))


def _difference(change: Redrawn, pen: Pen) -> str:
    return pen.paragraphs(
        pen.say(
            "answer.pairing.cost",
            before=change.quality_before,
            after=change.quality,
            difference=f"{change.quality - change.quality_before:+d}",
        ),
        pen.lines(
            *_groups("answer.pairing.parted", change.parted, pen), *_groups("answer.pairing.formed", change.formed, pen)
        )
        or pen.say("answer.pairing.same"),
        pen.say("answer.pairing.waiting", names=list_some(pen.speech, change.waiting)) if change.waiting else "",
    )


def _groups(key: str, groups: Sequence[tuple[str, ...]], pen: Pen) -> Iterable[str]:
    for names in groups[:MOST_SHOWN]:
        yield pen.say(key, names=" + ".join(f"**{show_name(name)}**" for name in names))
    if len(groups) > MOST_SHOWN:
        yield pen.say("answer.pairing.more_groups", count=len(groups) - MOST_SHOWN)


def write_forecast(found: Forecast, pen: Pen) -> Message:
    """For whom the coming rounds hold a partner they had before."""
    lines = [_ahead(ahead, again, waiting, pen) for ahead, (again, waiting) in enumerate(found.rounds, start=1)]
    title = pen.say("answer.forecast.title", round=show_name(found.round_name))
    return write_plain(title, pen.paragraphs(pen.say("answer.forecast.body"), pen.lines(*lines)))


def _ahead(ahead: int, again: tuple[str, ...], waiting: tuple[str, ...], pen: Pen) -> str:
    said = (
        pen.say("answer.forecast.again", count=len(again), names=list_some(pen.speech, again))
        if again
        else pen.say("answer.forecast.all_new")
    )
    waits = pen.say("answer.forecast.waiting", names=list_some(pen.speech, waiting)) if waiting else ""
    return " ".join(part for part in (pen.say("answer.forecast.round", number=ahead), said, waits) if part)


def attach_sheet(text: str) -> discord.File:
    """The pairing as a table."""
    return discord.File(io.BytesIO(text.encode()), filename=FILE_NAME)


def describe_rows(rows: Iterable[SheetRow], view: PairingView, pen: Pen) -> Iterator[SheetRow]:
    """The rows of a table, each group with its reasons in words."""
    reasons = {pair.members: _reasons(pair.shared, pen) for pair in view.pairs}
    for row in rows:
        yield replace(row, reasons=reasons.get(row.members, ""))


def write_sheet(view: PairingView, pen: Pen) -> Message:
    """What to do with the table."""
    title = pen.say("answer.pairing.title", title=show_name(view.title), round=show_name(view.round_name))
    return write_plain(title, pen.say("answer.pairing.sheet"))


def write_approved(view: PairingView, pen: Pen) -> Message:
    """The pairing stands."""
    body = pen.say("answer.pairing.introduced")
    return write_plain(pen.say("answer.pairing.approved", round=show_name(view.round_name)), body)


def _pair_line(pair: PairView, pen: Pen) -> str:
    parts = (_reasons(pair.shared, pen), pen.say("answer.pairing.pinned") if pair.pinned else "")
    reasons = " · ".join(part for part in parts if part)
    people = " + ".join(f"**{show_name(name)}**" for name in pair.names)
    return f"- {people}" + (f": {reasons}" if reasons else "")


def _reasons(shared: Shared, pen: Pen) -> str:
    parts = (
        *(pen.speech.language(code) for code in shared.languages[:3]),
        *(one_line(label) for label in shared.interests[:3]),
        pen.say("answer.pairing.hours", count=shared.hours) if shared.hours else "",
        pen.say("answer.pairing.met") if shared.met_before else "",
    )
    return " · ".join(part for part in parts if part)


def _fit(lines: Sequence[str], room: int) -> list[str]:
    shown: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    return shown
