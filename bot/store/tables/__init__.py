"""Every table; importing this package fills `METADATA`."""

from bot.store.columns import METADATA
from bot.store.tables.due import STEP
from bot.store.tables.hosting import PROGRAM, ROUND
from bot.store.tables.pairing import CHECK_IN, PAIR, PAIR_MEMBER, RULING
from bot.store.tables.people import APART, CASE, DRAFT, PARTICIPANT, PROFILE
from bot.store.tables.talk import AUTHOR, REPLY, SUMMARY, THREAD

__all__ = [
    "APART",
    "AUTHOR",
    "CASE",
    "CHECK_IN",
    "DRAFT",
    "METADATA",
    "PAIR",
    "PAIR_MEMBER",
    "PARTICIPANT",
    "PROFILE",
    "PROGRAM",
    "REPLY",
    "ROUND",
    "RULING",
    "STEP",
    "SUMMARY",
    "THREAD",
]
