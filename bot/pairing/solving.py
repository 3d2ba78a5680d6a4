"""All that computes, see `bot.pairing`. For the processor alone: call it in a thread or a process of its own."""

from bot.pairing.drawing import Solution, draw, solve
from bot.pairing.forecast import look_ahead
from bot.pairing.pinning import draw_around, judge
from bot.pairing.placing import place

__all__ = ["Solution", "draw", "draw_around", "judge", "look_ahead", "place", "solve"]
