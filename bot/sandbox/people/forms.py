"""A form as a person sees it, and what they fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from bot.sandbox.people.choosing import as_list, chosen_values, default_values
from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.people.resolving import Resolved
from bot.sandbox.shapes import Json, number_in, object_in, objects_in, text_in
from bot.sandbox.validation.forms import CHECKBOX, CHECKBOX_GROUP, LABEL, RADIO_GROUP, ROW
from bot.sandbox.world.files import store_file
from bot.sandbox.world.interactions import Interaction
from bot.sandbox.world.state import World

UNTOUCHED = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """One part to fill in, under the label that the person reads. `component` is what the bot sent."""

    label: str
    description: str
    component: Json

    @property
    def is_required(self) -> bool:
        """Whether the form cannot be sent without it."""
        told = self.component.get("required")
        return self.component.get("type") != CHECKBOX if told is None else bool(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An open form: its title, the texts and parts in it, and the interaction that opened it."""

    title: str
    custom_id: str
    roots: tuple[Json, ...]
    opened_by: Interaction
    parts: tuple[FormPart, ...] = field(default=())

    def part(self, label: str) -> FormPart:
        """Return the part under this label.

        Raises:
            RefusedActError: there is none.
        """
        for part in self.parts:
            if part.label == label:
                return part
        there = ", ".join(repr(part.label) for part in self.parts)
        raise RefusedActError(f"The form {self.title!r} has no part {label!r}; there are: {there}.")


def form_of(interaction: Interaction) -> Form | None:
    """Return the form that the bot answered with, or None."""
    if interaction.form is None:
        return None
    roots = tuple(objects_in(interaction.form.get("components")))
    return Form(
        title=text_in(interaction.form.get("title")),
        custom_id=text_in(interaction.form.get("custom_id")),
        roots=roots,
        opened_by=interaction,
        parts=tuple(part for root in roots if (part := _part_of(root)) is not None),
    )


def filled_form(world: World, form: Form, values: Mapping[str, object]) -> Json:
    """Return the data of the submit: each part as filled in, or as it was before anybody touched it.

    Raises:
        RefusedActError: the client would not send it.
    """
    for label in values:
        form.part(label)
    channel = world.channels[form.opened_by.channel_id]
    resolved = Resolved(world, channel)
    components: list[Json] = []
    for number, root in enumerate(form.roots, start=1):
        part = _part_of(root)
        shell: Json = {"type": root.get("type"), "id": number * 2 - 1}
        if part is not None:
            value = values.get(part.label, UNTOUCHED)
            inner = {"type": part.component["type"], "id": number * 2, "custom_id": part.component["custom_id"]}
            inner.update(_Filling(world=world, channel_id=channel.id, resolved=resolved, part=part).take(value))
            shell.update({"component": inner} if root.get("type") == LABEL else {"components": [inner]})
        components.append(shell)
    return {"custom_id": form.custom_id, "components": components, **resolved.payload()}


def _part_of(root: Json) -> FormPart | None:
    if root.get("type") == LABEL:
        component = object_in(root.get("component"))
        description = text_in(root.get("description"))
        return FormPart(label=text_in(root.get("label")), description=description, component=component)
    if root.get("type") == ROW:
        component = objects_in(root.get("components"))[0]
        return FormPart(label=text_in(component.get("label")), description="", component=component)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filling:
    world: World
    channel_id: int
    resolved: Resolved
    part: FormPart

    def take(self, value: object) -> Json:
        """Return the value as the submit carries it."""
        component = self.part.component
        try:
            match component["type"]:
                case 4:
                    return {"value": self._text(component.get("value") if value is UNTOUCHED else value)}
                case 23:
                    return {"value": bool(component.get("default") if value is UNTOUCHED else value)}
                case 19:
                    return {"values": self._files([] if value is UNTOUCHED else value)}
                case 21:
                    chosen = self._chosen(value, 1)
                    return {"value": chosen[0] if chosen else None}
                case _:
                    return {"values": self._chosen(value, number_in(component, "max_values", self._most()))}
        except RefusedActError as refused:
            raise RefusedActError(f"{self.part.label!r}: {refused}") from None

    def _text(self, value: object) -> str:
        text, component = str(value or ""), self.part.component
        if not text and self.part.is_required:
            raise RefusedActError("This must be filled in.")
        if text and not number_in(component, "min_length", 0) <= len(text) <= number_in(component, "max_length", 4000):
            raise RefusedActError(f"The text has {len(text)} characters, which is too short or too long.")
        return text

    def _chosen(self, value: object, most: int) -> list[str]:
        component = self.part.component
        choices = default_values(component) if value is UNTOUCHED else as_list(value)
        least = max(number_in(component, "min_values", 1), 1) if self.part.is_required else 0
        values = chosen_values(component, choices, least=least, most=most)
        if component["type"] not in (3, RADIO_GROUP, CHECKBOX_GROUP):
            self.resolved.add_ids(int(value) for value in values)
        return values

    def _most(self) -> int:
        is_group = self.part.component["type"] == CHECKBOX_GROUP
        return len(objects_in(self.part.component.get("options"))) if is_group else 1

    def _files(self, value: object) -> list[str]:
        files = cast("list[tuple[str, bytes]]", value if isinstance(value, list) else [value])
        least = max(number_in(self.part.component, "min_values", 1), 1) if self.part.is_required else 0
        if not least <= len(files) <= number_in(self.part.component, "max_values", 1):
            raise RefusedActError(f"{len(files)} files are too few or too many.")
        return [self._store(name, content) for name, content in files]

    def _store(self, name: str, content: bytes) -> str:
        attachment = store_file(self.world, self.channel_id, name, content)
        self.resolved.add_file(attachment)
        return str(attachment.id)
