"""Slash commands, by who uses them. Nobody needs one to take part."""

from bot.frontend.cogs.organising import ProgramCommands, RoundCommands
from bot.frontend.cogs.own_data import OwnDataCommands
from bot.frontend.cogs.pairing import PairingCommands
from bot.frontend.cogs.roster import RosterCommands
from bot.frontend.cogs.setting_up import SetupCommand
from bot.frontend.cogs.summaries import SummaryCommands

COGS = (SetupCommand, ProgramCommands, RoundCommands, PairingCommands, RosterCommands, SummaryCommands, OwnDataCommands)
