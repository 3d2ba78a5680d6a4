"""The people of a rehearsal: each reads what the bot writes and does, some time later, what such a person does."""

from bot.rehearsal.company.company import Company

__all__ = ["Company"]
