"""Every table; importing this package fills `METADATA`."""

from bot.store.columns import METADATA
from bot.store.tables.due import STEP
from bot.store.tables.ending import SURVEY
from bot.store.tables.hosting import PROGRAM, ROUND, SETUP
from bot.store.tables.pairing import AGREEMENT, CHECK_IN, PAIR, PAIR_MEMBER, RULING
from bot.store.tables.people import APART, CASE, CASE_EVENT, DRAFT, PARTICIPANT, PARTICULARS, PROFILE
from bot.store.tables.places import CODE_ATTEMPT, HELD_PLACE, ROSTER, ROSTER_ENTRY, WAIT_LISTED
from bot.store.tables.talk import ASSENT, AUTHOR, DIRECT_CHANNEL, REPLY, SUMMARY, THREAD

__all__ = [
    "AGREEMENT",
    "APART",
    "ASSENT",
    "AUTHOR",
    "CASE",
    "CASE_EVENT",
    "CHECK_IN",
    "CODE_ATTEMPT",
    "DIRECT_CHANNEL",
    "DRAFT",
    "HELD_PLACE",
    "METADATA",
    "PAIR",
    "PAIR_MEMBER",
    "PARTICIPANT",
    "PARTICULARS",
    "PROFILE",
    "PROGRAM",
    "REPLY",
    "ROSTER",
    "ROSTER_ENTRY",
    "ROUND",
    "RULING",
    "SETUP",
    "STEP",
    "SUMMARY",
    "SURVEY",
    "THREAD",
    "WAIT_LISTED",
]
