"""What the command line says, in the language of the operator's terminal as far as there is a catalogue."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.texts.speech import Speech


def say(key: str, /, **fields: object) -> str:
    """Return the text for a key, in the language that LC_ALL, LC_MESSAGES or LANG names, else in English."""
    from bot.texts.catalogue import Texts

    return Texts.load().say(_locale(), key, **fields)


def speech_here() -> "Speech":
    """Return one who speaks that language."""
    from bot.texts.catalogue import Texts

    return Texts.load().for_locale(_locale())


def _locale() -> str:
    named = (os.environ.get(variable) for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in named if name), "").partition(".")[0]
