"""People and rules in, groups and reasons out. Pure numbers: no I/O, no clock, no chance but the seed's.

Here stand the values alone. What computes is in `bot.pairing.solving`: numpy and rustworkx cost a fifth of a second and
15 MiB, so those who need it once in a round import it when they do, inside the function that computes.
"""

from bot.pairing.findings import Ahead, Judgement, Pairing, Placement
from bot.pairing.people import Couple, History, Rules, Seeker, Weights, history_of, waking_hours
from bot.pairing.reasons import Binding, Group, Reason, Waiting

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
    "Waiting",
    "Weights",
    "history_of",
    "waking_hours",
]
