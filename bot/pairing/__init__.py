"""People and rules in, groups and reasons out. Pure numbers: no I/O, no clock, no chance but the seed's."""

from bot.pairing.drawing import Pairing, Solution, draw, solve
from bot.pairing.forecast import Ahead, look_ahead
from bot.pairing.legality import Binding
from bot.pairing.people import Couple, History, Rules, Seeker, Weights, history_of, waking_hours
from bot.pairing.pinning import Judgement, draw_around, judge
from bot.pairing.placing import Placement, place
from bot.pairing.reasons import Group, Reason, Waiting

__all__ = [
    "Ahead",
    "Binding",
    "Couple",
    "Group",
    "History",
    "Judgement",
    "Pairing",
    "Placement",
    "Reason",
    "Rules",
    "Seeker",
    "Solution",
    "Waiting",
    "Weights",
    "draw",
    "draw_around",
    "history_of",
    "judge",
    "look_ahead",
    "place",
    "solve",
    "waking_hours",
]
