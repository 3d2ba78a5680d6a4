"""How logs look: one line of key=value on stderr for each event, a traceback below it, and never a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping, Sequence
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import Processor, WrappedLogger

REDACTED = "[secret]"
_TOKEN_SHAPE = re.compile(r"\b[\w-]{23,30}\.[\w-]{6}\.[\w-]{27,}")
"""A token of a bot, whosever it is."""
_CALLBACK_SHAPE = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w-]{20,}")
"""Addresses with which anybody could answer in the bot's name, for 15 minutes."""


_DETAIL_SHAPE = re.compile(r"(?m)^(DETAIL|CONTEXT):.*$")
"""Lines of PostgreSQL's errors that show rows, and with them what people wrote."""


class Rendering:
    """Makes the text of one event. `secrets` never stand in it, nor does what looks like a token."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        # The longest first: one secret may be the beginning of another.
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)
        self._line = structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False)

    def __call__(self, logger: WrappedLogger, method: str, event: MutableMapping[str, Any]) -> str:
        """Return the line of an event, with its traceback below."""
        traceback = event.pop("exception", None)
        text = self._line(logger, method, event)
        return self.redact(text if traceback is None else f"{text}\n{traceback}")

    def redact(self, text: str) -> str:
        """Return the text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        text = _DETAIL_SHAPE.sub(r"\1: [left out]", text)
        return _CALLBACK_SHAPE.sub(rf"\1{REDACTED}", _TOKEN_SHAPE.sub(REDACTED, text))


def configure_logs(level: str, secrets: Sequence[str] = ()) -> None:
    """All logs of this process go to stderr, ours from `level` on. May be called again, with other secrets.

    Other libraries are heard from warnings on, whatever the level: below that discord.py logs what people wrote. What
    nobody caught is logged too, so that its traceback passes the same filter.
    """
    rendering = Rendering(secrets)
    steps: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*steps, rendering],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, rendering],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], raised: BaseException, traceback: TracebackType | None) -> None:
    structlog.get_logger().critical("fault", exc_info=(kind, raised, traceback))
