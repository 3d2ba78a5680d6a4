"""The README promises nothing that is not there."""

import re
from pathlib import Path

import discord
import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.frontend.channel_check import AT_DESK, IN_CHANNEL

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_invite_link_asks_for_exactly_what_the_bot_needs():
    asked = discord.Permissions(int(re.findall(r"permissions=(\d+)", README)[0]))
    needed = discord.Permissions(**dict.fromkeys({*IN_CHANNEL, *AT_DESK}, True))
    assert {name for name, on in asked if on} == {name for name, on in needed if on}


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(?:\S*/)?roundtable (\w+)", README))))
def test_every_command_named_exists(name):
    assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0


def test_every_make_target_named_exists():
    named = set(re.findall(r"(?:`|^ *)make (\w+)", README, re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("target", re.findall(r"\]\(((?!https?:)[^)#]+)\)", README))
def test_every_linked_file_exists(target):
    assert (ROOT / target).exists()
