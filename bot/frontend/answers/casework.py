"""What moderators are asked before something is done about a case, and what they read afterwards."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.actions.casework import CaseChoice
from bot.domain.case import Deed
from bot.domain.ids import CaseId, MemberId
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import one_line, show_name, trim
from bot.frontend.messages.pen import Pen


def select_one(custom_id: str, options: Sequence[tuple[str, str]]) -> Pressed:
    """A select of which one is chosen: values and labels, at most 25."""
    return Pressed(
        discord.ui.Select[Any](
            custom_id=custom_id,
            options=[discord.SelectOption(label=trim(one_line(label), 100), value=value) for value, label in options],
        )
    )


def write_ask_deed(choice: CaseChoice, deed: Deed, pen: Pen) -> Message:
    """What would happen, before it is done."""
    if choice.pair_id is None:
        return write_plain(pen.say("answer.case.no_pair"))
    names = pen.speech.list([show_name(choice.name), *(show_name(name) for _, name in choice.partners)])
    row = (pen.strong("case_yes", choice.case.id, deed.value, choice.pair_id),)
    return write_plain(pen.say(f"answer.case.{deed}", names=names), pen.say(f"answer.case.{deed}_body"), rows=(row,))


def write_ask_removed(choice: CaseChoice, pen: Pen) -> Message:
    """Who is to leave the round?"""
    people = [(choice.case.member_id, choice.name), *choice.partners]
    options = [(str(member), name) for member, name in people if name]
    if not options:
        return write_plain(pen.say("answer.case.no_pair"))
    select = select_one(build("case_remove_pick", choice.case.id), options)
    return write_plain(pen.say("answer.case.removed"), pen.say("answer.case.removed_body"), rows=((select,),))


def write_confirm_removed(case_id: CaseId, member_id: MemberId, pen: Pen) -> Message:
    """Is it meant?"""
    row = (pen.strong("case_yes", case_id, Deed.REMOVED.value, member_id),)
    return write_plain(pen.say("answer.case.removed_sure"), pen.say("answer.case.removed_body"), rows=(row,))


def write_swaps(choice: CaseChoice, pen: Pen) -> Message:
    """With which pair could they exchange partners, the best first?"""
    if not choice.swaps:
        return write_plain(pen.say("answer.case.no_swap"))
    options = [
        (f"{swap.pair_id}:{swap.partner_id}", " · ".join(" + ".join(names) for names in swap.names))
        for swap in choice.swaps
    ]
    select = select_one(build("case_swap_pick", choice.case.id), options)
    return write_plain(pen.say("answer.case.swapped"), pen.say("answer.case.swapped_body"), rows=((select,),))


def write_deed_done(deed: Deed, pen: Pen) -> Message:
    """It is done, and noted in the case."""
    return write_plain(pen.say(f"answer.case.done.{deed}"))
