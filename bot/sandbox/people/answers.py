"""What the bot answers to something a person did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.people.forms import Form, form_of
from bot.sandbox.shapes import Json, object_in, objects_in, text_in, walk_components
from bot.sandbox.world.interactions import Callback, Interaction
from bot.sandbox.world.records import Message
from bot.sandbox.world.state import World


class AnswerKind(StrEnum):
    """How the bot answered first. NOTHING is what a person reads as "This interaction failed"."""

    MESSAGE = "message"
    FORM = "form"
    UPDATE = "update"
    DEFERRED = "deferred"
    CHOICES = "choices"
    NOTHING = "nothing"


KINDS = {
    Callback.MESSAGE: AnswerKind.MESSAGE,
    Callback.DEFERRED_MESSAGE: AnswerKind.DEFERRED,
    Callback.DEFERRED_UPDATE: AnswerKind.DEFERRED,
    Callback.UPDATE: AnswerKind.UPDATE,
    Callback.CHOICES: AnswerKind.CHOICES,
    Callback.FORM: AnswerKind.FORM,
}


class UnsettledError(TimeoutError):
    """The bot put its answer off and did not give it in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The bot's answer; what comes later shows up in it as well."""

    world: World
    interaction: Interaction

    @property
    def kind(self) -> AnswerKind:
        """How the bot answered first."""
        callback = self.interaction.callback
        return AnswerKind.NOTHING if callback is None else KINDS[callback]

    @property
    def message(self) -> Message | None:
        """The message it answered with, or the one that it changed; None for a form or for nothing."""
        return self.interaction.original

    @property
    def form(self) -> Form | None:
        """The form that opened, or None."""
        return form_of(self.interaction)

    @property
    def follow_ups(self) -> list[Message]:
        """The messages that followed, the oldest first."""
        return self.interaction.follow_ups

    @property
    def choices(self) -> list[Json]:
        """What a command's option suggests."""
        return self.interaction.choices

    @property
    def text(self) -> str:
        """All that one can read in the message and in those that followed."""
        first = [] if self.message is None else [self.message]
        return "\n".join(text_of(message) for message in [*first, *self.follow_ups])

    async def settled(self, timeout: float = 15.0) -> Answer:  # noqa: ASYNC109
        """Return this answer as soon as what was put off has come; at once when nothing was.

        Raises:
            UnsettledError: it did not come within `timeout` seconds.
        """
        if self.kind is AnswerKind.DEFERRED and not await self.world.pulse.until(self._is_settled, timeout):
            raise UnsettledError(f"The bot put its answer off and has not given it for {timeout:g} s.")
        return self

    def _is_settled(self) -> bool:
        return self.interaction.is_settled


def text_of(message: Message) -> str:
    """Return all text that one can read in a message: content, embeds, texts among the components, and buttons."""
    lines = [message.content]
    for embed in message.embeds:
        lines += [text_in(embed.get("title")), text_in(embed.get("description"))]
        lines += [f"{field.get('name')}\n{field.get('value')}" for field in objects_in(embed.get("fields"))]
        lines.append(text_in(object_in(embed.get("footer")).get("text")))
    for component in walk_components(message.components):
        lines += [text_in(component.get("content")), text_in(component.get("label"))]
    return "\n".join(line for line in lines if line)
