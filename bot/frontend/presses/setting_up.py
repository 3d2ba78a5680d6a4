"""Presses of who sets up a program: each choice is kept at once, and the message turns to what is asked next."""

from collections.abc import Awaitable
from dataclasses import replace

import discord

from bot.actions.managing_rounds import read_date
from bot.actions.setting_up import (
    Change,
    SetupView,
    change_setup,
    choose_program,
    choose_start,
    choose_zone,
    claim_desk,
    find_set_up,
    look_at_setup,
    start_setup,
)
from bot.actions.whereabouts import slug_of_program
from bot.domain.errors import RuleError
from bot.domain.hosting import Staff
from bot.domain.ids import ChannelId, ProgramId, RoleId
from bot.domain.setup import Question
from bot.frontend.allowed import check_manages, check_organises
from bot.frontend.answers.setting_up import write_setup
from bot.frontend.answers.setup_overview import write_set_up, write_started
from bot.frontend.answers.setup_plan import write_dates
from bot.frontend.asked import Asked
from bot.frontend.desk_making import open_desk
from bot.frontend.presses.outlook import answer_outlook
from bot.frontend.setting_up import language_of_server, look_around, text_channel_here, turn_to, who_sets_up


async def show_setup(asked: Asked) -> None:
    """What is asked next, or everything that was chosen; where a round is planned already, where that is."""
    check_manages(asked)
    if set_up := await find_set_up(asked.house, asked.guild_id):
        await asked.turn(write_set_up(set_up, asked.pen))
        return
    await turn_to(asked, await look_at_setup(asked.house, who_sets_up(asked), asked.now))


async def pick_program(asked: Asked) -> None:
    """This program is set up."""
    check_manages(asked)
    await turn_to(asked, await choose_program(asked.house, who_sets_up(asked), "".join(asked.chosen), asked.now))


async def take_this_channel(asked: Asked) -> None:
    """The channel in which they are is that of the program, or of organisers."""
    check_manages(asked)
    here = text_channel_here(asked)
    if here is None:
        raise RuleError("not_a_text_channel")
    channel_id = ChannelId(here)
    if asked.one_of(Question, 0) is Question.DESK:
        await _change(asked, lambda setup: replace(setup, desk_channel_id=channel_id))
    else:
        await _change(asked, lambda setup: replace(setup, channel_id=channel_id))


async def pick_channel(asked: Asked) -> None:
    """The chosen channel is that of the program."""
    channel_id = _chosen_channel(asked)
    await _change(asked, lambda setup: replace(setup, channel_id=channel_id))


async def pick_desk(asked: Asked) -> None:
    """The chosen channel is that of organisers."""
    channel_id = _chosen_channel(asked)
    await _change(asked, lambda setup: replace(setup, desk_channel_id=channel_id))


async def pick_role(asked: Asked) -> None:
    """Who has the chosen role organises or moderates; the question stays until they go on."""
    check_manages(asked)
    staff, role_id = asked.one_of(Staff, 0), _chosen_role(asked)
    view = await _changed(asked, lambda setup: setup.with_role(staff, role_id))
    await turn_to(asked, view, question=Question.PEOPLE)


async def go_on_with_people(asked: Asked) -> None:
    """The roles are as they should be, or there are none."""
    await _change(asked, lambda setup: replace(setup, people_named=True))


async def make_desk(asked: Asked) -> None:
    """There is a private channel for organisers; whoever presses at the same time makes no second one."""
    check_manages(asked)
    view = await look_at_setup(asked.house, who_sets_up(asked), asked.now)
    if await claim_desk(asked.house, asked.guild_id, asked.number(0)):
        desk_id = await open_desk(asked, view.setup)
        view = await _changed(asked, lambda setup: replace(setup, desk_channel_id=desk_id))
    await turn_to(asked, view)


async def pick_start(asked: Asked) -> None:
    """The round starts on the chosen day."""
    check_manages(asked)
    await _turn_when(asked, choose_start(asked.house, who_sets_up(asked), read_date("".join(asked.chosen)), asked.now))


async def pick_zone(asked: Asked) -> None:
    """Times are those of the chosen zone."""
    check_manages(asked)
    await _turn_when(asked, choose_zone(asked.house, who_sets_up(asked), "".join(asked.chosen), asked.now))


async def pick_language(asked: Asked) -> None:
    """The bot speaks this language in the channels."""
    check_manages(asked)
    language = "".join(asked.chosen)
    if language not in asked.texts.languages:
        raise RuleError("unknown_button")
    await _change(asked, lambda setup: replace(setup, locale=language))


async def ask_again(asked: Asked) -> None:
    """They are asked what they want to change."""
    check_manages(asked)
    await _ask(asked, asked.chosen_one(Question))


async def go_back(asked: Asked) -> None:
    """They are asked the question of the button once more, with what they answered before."""
    check_manages(asked)
    await _ask(asked, asked.one_of(Question, 0))


async def _ask(asked: Asked, question: Question) -> None:
    await turn_to(asked, await look_at_setup(asked.house, who_sets_up(asked), asked.now), question=question)


async def show_dates(asked: Asked) -> None:
    """They see the whole timetable of what they have chosen, beside the question."""
    check_manages(asked)
    view = await look_at_setup(asked.house, who_sets_up(asked), asked.now)
    if view.program is None or view.timetable is None:
        await turn_to(asked, view)
    else:
        await asked.answer(write_dates(view, view.program, view.timetable, asked.pen))


async def start(asked: Asked) -> None:
    """The round is planned; where something became wrong meanwhile, they see what."""
    check_manages(asked)
    view = await look_at_setup(asked.house, who_sets_up(asked), asked.now)
    place = await look_around(asked, view)
    if place.lacks:
        await asked.turn(write_setup(view, place, asked.pen, question=next(iter(place.lacks))))
        return
    started = await start_setup(
        asked.house,
        guild_id=asked.guild_id,
        version=asked.number(0),
        locale=language_of_server(asked),
        by=asked.member_id,
        now=asked.now,
    )
    await asked.turn(write_started(started, place, asked.pen))


async def rehearse(asked: Asked) -> None:
    """They see the coming round of the program as a page."""
    await check_organises(asked)
    await asked.think()
    await answer_outlook(asked, await slug_of_program(asked.house, asked.guild_id, ProgramId(asked.number(0))))


async def _change(asked: Asked, change: Change) -> None:
    check_manages(asked)
    await _turn_when(asked, _changed(asked, change))


async def _changed(asked: Asked, change: Change) -> SetupView:
    return await change_setup(asked.house, who_sets_up(asked), change, asked.now)


async def _turn_when(asked: Asked, view: Awaitable[SetupView]) -> None:
    await turn_to(asked, await view)


def _chosen_channel(asked: Asked) -> ChannelId:
    """The chosen text channel of this server; an id can be forged."""
    check_manages(asked)
    guild = asked.interaction.guild
    channel = guild.get_channel(asked.chosen_number()) if guild else None
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        raise RuleError("not_a_text_channel")
    return ChannelId(channel.id)


def _chosen_role(asked: Asked) -> RoleId | None:
    """The chosen role of this server, or none; that which everybody has would let everybody decide."""
    if not asked.chosen:
        return None
    guild = asked.interaction.guild
    role = guild.get_role(asked.chosen_number()) if guild else None
    if role is None or role.is_default():
        raise RuleError("not_a_role")
    return RoleId(role.id)
