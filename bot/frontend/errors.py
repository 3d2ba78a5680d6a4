"""What people read when something could not be done: the rule and what to do next, or only a code of our log."""

import contextlib
import secrets
import traceback
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import discord
import structlog

from bot.domain.errors import RuleError
from bot.frontend.answers.refusals import write_refusal
from bot.frontend.asked import Asked
from bot.frontend.messages.markup import show_name
from bot.texts.catalogue import Texts
from bot.texts.speech import Speech, moment

_log = structlog.get_logger(__name__)
_OURS = frozenset({"missing", "place"})
"""Fields that we write ourselves, channels named so that Discord shows them; several stand below each other."""


def say_refusal(error: RuleError, texts: Texts, speech: Speech) -> str:
    """The text `error.<key>` in the reader's language. Codes are said in words, what people typed is harmless."""
    key = f"error.{error.key}"
    needed = texts.placeholders_by_key().get(key, frozenset[str]())
    return speech.say(key, **{name: _say_field(name, error.fields[name], speech) for name in needed})


def _say_field(name: str, value: object, speech: Speech) -> object:
    in_words: Mapping[str, Callable[[str], str]] = {
        "countries": speech.country,
        "phase": lambda phase: speech.say(f"phase.{phase}"),
    }
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return moment(value, "D")
    if name in _OURS:
        return value if isinstance(value, str) else "\n".join(cast("Sequence[str]", value))
    say = in_words.get(name, show_name)
    if isinstance(value, str):
        return say(value)
    return speech.list([say(str(each)) for each in cast("Sequence[object]", value)])


def explain(asked: Asked, error: Exception) -> str:
    """What the person reads of this error. A fault of ours is logged once, and they read only its code."""
    if isinstance(error, RuleError):
        return say_refusal(error, asked.texts, asked.speech)
    return asked.speech.say("answer.fault", code=log_fault(asked.parsed.verb, error))


def log_fault(what: str, error: BaseException) -> str:
    """The fault is in the log under a new code, which is returned: where it happened, and no words of anybody.

    An exception's own text is left out, since a database's or Discord's may repeat what a member wrote.
    """
    code = secrets.token_hex(3).upper()
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.name}:{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames[::-1])
    told: dict[str, Any] = {}
    if isinstance(error, discord.HTTPException):
        told = {"status": error.status, "discord_code": error.code}
    _log.error("fault", code=code, what=what, kind=type(error).__name__, where=where, **told)
    return code


@contextlib.asynccontextmanager
async def answering(asked: Asked) -> AsyncGenerator[None]:
    """Whatever is raised in this block is told to the person, and goes no further."""
    try:
        yield
    except Exception as error:
        text = explain(asked, error)
        try:
            await asked.answer(write_refusal(text))
        except Exception as second:
            # Discord itself is out of order: there is nobody left to tell.
            log_fault(f"answer to {asked.parsed.verb}", second)
