"""A language model outside of this machine, if the operator wants one: it is asked a question and answers in text.

Whatever it answers is believed nothing, see `bot.domain.wording_check`. The libraries of both services are extras and
are imported only when a model is asked.
"""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.domain.errors import RuleError

_MOST_TOKENS = 4_096
_TRIES_MORE = 1
"""The libraries wait between tries as the service asks for it."""


class Service(StrEnum):
    """By which protocol a model is asked."""

    OPENAI = "openai"
    """Chat completions, which many services and programs of one's own speak too."""
    ANTHROPIC = "anthropic"
    """Messages."""


class NoAnswer(Exception):
    """The model gave none: `why` is a word for the log, without anything that was said."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class LanguageModel(Protocol):
    """Something that answers in text."""

    @property
    def name(self) -> str:
        """How it is called, as members are told."""
        ...

    async def answer(self, instruction: str, matter: str) -> str:
        """What it says to this matter under this instruction.

        Raises:
            NoAnswer: it refused, took too long, said nothing, or could not be reached.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteModel:
    """A model behind an address; an empty address is that of the service itself."""

    service: Service
    name: str
    address: str
    key: str
    seconds: float
    """How long an answer is waited for, all tries together."""

    def check_installed(self) -> None:
        """The library of the service can be imported.

        Raises:
            RuleError: `no_model_library`, with what to install.
        """
        try:
            __import__(self.service.value)
        except ImportError:
            raise RuleError("no_model_library", extra=self.service.value) from None

    async def answer(self, instruction: str, matter: str) -> str:
        """See `LanguageModel`."""
        ask = _ask_openai if self.service is Service.OPENAI else _ask_anthropic
        try:
            async with asyncio.timeout(self.seconds):
                said = await ask(self, instruction, matter)
        except TimeoutError:
            raise NoAnswer("took_too_long") from None
        except (AttributeError, TypeError, ValueError) as error:
            # The libraries pass on what they do not understand: a page of a proxy, another shape of JSON.
            raise NoAnswer("nonsense") from error
        if not said or not said.strip():
            raise NoAnswer("said_nothing")
        return said


async def _ask_openai(model: RemoteModel, instruction: str, matter: str) -> str | None:
    import openai

    client = openai.AsyncOpenAI(
        api_key=model.key or "none", base_url=model.address or None, timeout=model.seconds, max_retries=_TRIES_MORE
    )
    try:
        async with client:
            answered = await client.chat.completions.create(
                model=model.name,
                messages=[{"role": "system", "content": instruction}, {"role": "user", "content": matter}],
            )
    except openai.OpenAIError as error:
        raise NoAnswer(type(error).__name__) from error
    if not answered.choices or answered.choices[0].message.refusal:
        raise NoAnswer("refused")
    return answered.choices[0].message.content


async def _ask_anthropic(model: RemoteModel, instruction: str, matter: str) -> str:
    import anthropic

    client = anthropic.AsyncAnthropic(
        api_key=model.key or "none", base_url=model.address or None, timeout=model.seconds, max_retries=_TRIES_MORE
    )
    try:
        async with client:
            answered = await client.messages.create(
                model=model.name,
                max_tokens=_MOST_TOKENS,
                system=instruction,
                messages=[{"role": "user", "content": matter}],
            )
    except anthropic.AnthropicError as error:
        raise NoAnswer(type(error).__name__) from error
    if answered.stop_reason == "refusal":
        raise NoAnswer("refused")
    return "".join(part.text for part in answered.content if part.type == "text")
