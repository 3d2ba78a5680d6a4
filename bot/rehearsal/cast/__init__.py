"""The cast of a rehearsal and what they say; all of it is invented.

>>> from bot.rehearsal.cast import load_cast, words_for
>>> len(load_cast(seed=2016).people)
49
>>> len(words_for("library-leadership", "partnerships"))
44
"""

from bot.rehearsal.cast.inventing import FEWEST, MOST, invent_cast, places_for
from bot.rehearsal.cast.loading import LONGEST_WORDS, load_cast, words_for, words_of_pairs_for
from bot.rehearsal.cast.real import cast_of_replies
from bot.rehearsal.cast.roles import Cast, Guest, Manner, Role

__all__ = [
    "FEWEST",
    "LONGEST_WORDS",
    "MOST",
    "Cast",
    "Guest",
    "Manner",
    "Role",
    "cast_of_replies",
    "invent_cast",
    "load_cast",
    "places_for",
    "words_for",
    "words_of_pairs_for",
]
