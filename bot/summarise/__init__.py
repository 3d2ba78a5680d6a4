"""Replies in, themes and quotes out; offline and repeatable."""

from bot.summarise.drafting import summarise

__all__ = ["summarise"]
