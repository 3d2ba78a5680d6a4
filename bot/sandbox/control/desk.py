"""What the control verbs share: how to find what a driver names by id, and how answers are told."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from bot.sandbox.payloads.messages import message_payload
from bot.sandbox.people.answers import Answer, text_of
from bot.sandbox.people.person import Person
from bot.sandbox.shapes import Json, id_in, list_in, object_in
from bot.sandbox.world.records import Channel, Guild, Message, Role

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The sandbox under control, and the answers that were told, by the id of their interaction."""

    sandbox: Sandbox
    answers: dict[int, Answer] = field(default_factory=lambda: dict[int, Answer]())

    def id(self, body: Json, key: str) -> int:
        """Return the snowflake under the key.

        Raises:
            ValueError: there is none.
        """
        if (found := id_in(body.get(key))) is None:
            raise ValueError(f"{key!r} must be an id.")
        return found

    def person(self, body: Json) -> Person:
        """Return the person under "person"."""
        return self.sandbox.person(self.id(body, "person"))

    def guild(self, body: Json) -> Guild:
        """Return the guild under "guild", or the first one."""
        return self.sandbox.world.guilds[self.id(body, "guild")] if "guild" in body else self.sandbox.guild

    def channel(self, body: Json) -> Channel:
        """Return the channel, thread or DM under "channel"."""
        return self.sandbox.world.channel(self.id(body, "channel"))

    def message(self, body: Json, key: str = "message") -> Message:
        """Return the message under the key, wherever it stands, ephemeral ones and deleted ones too.

        Raises:
            LookupError: there is none.
        """
        wanted = self.id(body, key)
        for channel in self.sandbox.world.channels.values():
            if wanted in channel.messages:
                return channel.messages[wanted]
        raise LookupError(f"There is no message {wanted}.")

    def roles(self, body: Json) -> list[Role]:
        """Return the roles under "roles", by id or by name."""
        wanted = {str(role) for role in list_in(body.get("roles"))}
        return [role for role in self.guild(body).roles.values() if {str(role.id), role.name} & wanted]

    def tell(self, answer: Answer) -> Json:
        """Return the answer as JSON and remember it, so that its form can be sent and its end waited for."""
        self.answers[answer.interaction.id] = answer
        form = answer.form
        parts = (
            []
            if form is None
            else [{**p.component, "label": p.label, "description": p.description} for p in form.parts]
        )
        return {
            "interaction": str(answer.interaction.id),
            "kind": answer.kind,
            "message": None if answer.message is None else self.seen(answer.message),
            "form": None if form is None else {"title": form.title, "custom_id": form.custom_id, "parts": parts},
            "follow_ups": [self.seen(message) for message in answer.follow_ups],
            "choices": answer.choices,
            "text": answer.text,
        }

    def seen(self, message: Message) -> Json:
        """Return the message as JSON, with what a test looks at besides: the pinged, who alone sees it, its text."""
        return {
            **message_payload(self.sandbox.world, message),
            "pinged_ids": [str(user_id) for user_id in message.pinged_ids],
            "only_for": None if message.only_for is None else str(message.only_for),
            "deleted": message.deleted_at is not None,
            "text": text_of(message),
        }


Verb = Callable[[Desk, Json], Awaitable[object]]


def with_files(value: object) -> object:
    """Return the value with each `{"filename": ..., "base64": ...}` in it turned into (name, bytes)."""
    if isinstance(value, list):
        return [with_files(item) for item in cast("list[object]", value)]
    told = object_in(value)
    if told.keys() >= {"filename", "base64"}:
        return str(told["filename"]), b64decode(str(told["base64"]))
    return value
