import asyncio
import re
from datetime import date

import discord
import pytest

from bot.domain.round import Phase
from bot.frontend.channel_check import AT_DESK, IN_CHANNEL, invite_link
from bot.store import programs, rounds, setups
from tests.frontend.interactions.conftest import labels_of, make_client, shown, words_of

PRIVATE = {"view_channel": False}


def title_of(answer):
    return shown(answer).embeds[0].title


def row_ids(answer):
    return [
        item.custom_id for row in shown(answer).components for item in row.children if getattr(item, "custom_id", "")
    ]


def allow(town, *names, deny=()):
    """The bot's own role grants these beside what it needs."""
    needed = dict.fromkeys((*IN_CHANNEL, *AT_DESK, *names), True) | dict.fromkeys(deny, False)
    for role in town.env.bot.get_guild(town.guild.id).roles:
        if role.managed or role.name == "TestBot":
            town.env.backend.get_guild(town.guild.id).roles[role.id].permissions = discord.Permissions(**needed).value
    bare = discord.Permissions(view_channel=True, use_application_commands=True)
    town.env.backend.get_guild(town.guild.id).roles[town.guild.id].permissions = bare.value


class Organiser:
    """Goes through setting up; `message` is the one message, which turns to what is next."""

    def __init__(self, town, member=None):
        self.town, self.member, self.taps = town, member or town.organiser, 0
        self.answer = None

    async def begin(self):
        self.answer = await self.member.slash(self.town.channel, "setup")
        self.taps += 2
        return self

    @property
    def message(self):
        return shown(self.answer).message

    @property
    def said(self):
        return words_of(self.answer)

    async def press(self, label):
        self.taps += 1
        return self.take(await self.member.click(self.message, label=label))

    async def choose(self, custom_id, *values):
        self.taps += 1 + len(values)
        return self.take(await self.member.select(self.message, list(values), custom_id=custom_id))

    async def fill_in(self, label, **values):
        opened = await self.member.click(self.message, label=label)
        return self.take(await self.member.submit_modal(opened, values))

    def take(self, answer):
        self.answer = answer
        return answer


@pytest.fixture
def olga(town):
    allow(town, "manage_channels")
    return Organiser(town)


async def to_the_end(olga, program="library-leadership"):
    await olga.begin()
    await olga.choose("setup_program", program)
    await olga.press("In this channel")
    await olga.press("Go on")
    return await olga.press("Make a private channel")


async def test_setup_leads_to_a_round_with_eight_taps(town, olga):
    await to_the_end(olga)
    await olga.press("Start")
    assert olga.taps == 8
