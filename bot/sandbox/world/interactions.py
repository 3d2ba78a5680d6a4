"""What a person did with a command, button, menu or form, and what the bot has answered so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from bot.sandbox.shapes import Json
from bot.sandbox.world.records import Message


class InteractionKind(IntEnum):
    """Discord's interaction types."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    FORM = 5


class Callback(IntEnum):
    """Discord's interaction callback types, without PING."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    FORM = 9


@dataclass(slots=True, kw_only=True)
class Interaction:
    """One interaction. `made_at` counts real (monotonic) seconds, since its lifetimes are real.

    `source` is the message whose component was used; `original` is the message that @original stands for; `source_name`
    is the command's name. `is_given_up` is set when nothing came in time: the person read "This interaction failed".
    """

    id: int
    token: str
    kind: InteractionKind
    user_id: int
    channel_id: int
    made_at: float
    source: Message | None = None
    source_name: str = ""
    callback: Callback | None = None
    original: Message | None = None
    form: Json | None = None
    choices: list[Json] = field(default_factory=lambda: list[Json]())
    follow_ups: list[Message] = field(default_factory=lambda: list[Message]())
    is_settled: bool = False
    is_given_up: bool = False
