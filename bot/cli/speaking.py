"""What the command line says, in the language of the operator's terminal as far as there is a catalogue."""

import os


def say(key: str, /, **fields: object) -> str:
    """Return the text for a key, in the language that LC_ALL, LC_MESSAGES or LANG names, else in English."""
    from bot.texts.catalogue import Texts

    named = (os.environ.get(variable) for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in named if name), "")
    return Texts.load().say(locale.partition(".")[0], key, **fields)
