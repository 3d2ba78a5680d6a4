"""People and rules in, groups and reasons out. Pure numbers: no I/O, no clock, no chance but the seed's."""

from bot.pairing.drawing import Pairing, Placement, draw, place
from bot.pairing.legality import Binding
from bot.pairing.people import Couple, History, Rules, Seeker, Weights, history_of, waking_hours
from bot.pairing.reasons import Group, Reason, Waiting

__all__ = [
    "Binding",
    "Couple",
    "Group",
    "History",
    "Pairing",
    "Placement",
    "Reason",
    "Rules",
    "Seeker",
    "Waiting",
    "Weights",
    "draw",
    "history_of",
    "place",
    "waking_hours",
]
