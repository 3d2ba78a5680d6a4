"""Making forms, and reading what was filled in.

A form is never registered with discord.py, which finds it by its exact custom id in memory: two people with the same
one swap their words, and a form open across a restart is lost. So it is stopped before it is shown, and what is handed
in is found by the verb of its custom id, in any process.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, cast

import discord

from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.harmless import storable
from bot.domain.kind import Kind
from bot.frontend.asked import Asked
from bot.frontend.custom_ids import build
from bot.frontend.messages.markup import one_line, trim
from bot.frontend.messages.pen import Pen

TITLE_LIMIT = 45
LABEL_LIMIT = 45
DESCRIPTION_LIMIT = 100
PARTS_LIMIT = 5
TEXT_LIMIT = 4_000
CHOICES_LIMIT = 25
_Part = discord.ui.Label[Any]


def make_form(verb: str, *args: int | str, title: str, parts: Sequence[_Part]) -> discord.ui.Modal:
    """The form, to be handed in as `verb` and `args`, with an id of its own: phones keep forms by their id.

    Must be called in an event loop.
    """
    custom_id = build(verb, *args, secrets.token_urlsafe(6).replace("~", ""))
    form = discord.ui.Modal(title=trim(one_line(title), TITLE_LIMIT), custom_id=custom_id, timeout=None)
    for part in parts[:PARTS_LIMIT]:
        form.add_item(part)
    form.stop()
    return form


def ask_text(
    pen: Pen, name: str, *, key: str, default: str = "", most: int, lines: bool = False, required: bool = True
) -> _Part:
    """A field to write in, labelled `form.<key>` and described `form.<key>.hint`."""
    field = discord.ui.TextInput[Any](
        custom_id=name,
        default=default[:most] or None,
        max_length=most,
        required=required,
        style=discord.TextStyle.paragraph if lines else discord.TextStyle.short,
    )
    return _label(pen, key, field)


def ask_some(pen: Pen, name: str, *, key: str, options: Mapping[str, str], chosen: Sequence[str]) -> _Part:
    """A select of which any number may be chosen, none too."""
    select = discord.ui.Select[Any](
        custom_id=name,
        required=False,
        min_values=0,
        max_values=len(options),
        options=[
            discord.SelectOption(label=trim(one_line(label), 100), value=value, default=value in chosen)
            for value, label in options.items()
        ],
    )
    return _label(pen, key, select)


def ask_one(pen: Pen, name: str, *, key: str, options: Mapping[str, str], chosen: str) -> _Part:
    """A select of which one must be chosen."""
    select = discord.ui.Select[Any](
        custom_id=name,
        options=[
            discord.SelectOption(label=trim(one_line(label), 100), value=value, default=value == chosen)
            for value, label in options.items()
        ],
    )
    return _label(pen, key, select)


def ask_of_few(pen: Pen, name: str, *, key: str, options: Mapping[str, str], chosen: str) -> _Part:
    """Up to ten choices that all stand there, of which one must be chosen: one tap less than a select."""
    shown = [
        discord.RadioGroupOption(label=label, value=value, default=value == chosen) for value, label in options.items()
    ]
    return _label(pen, key, discord.ui.RadioGroup[Any](custom_id=name, options=shown))


def ask_consent(pen: Pen, told: str, *, chosen: Consent | None, required: bool) -> _Part:
    """How words may be used; nothing is chosen for somebody who never chose. `form.<told>.` says what each means."""
    options = [
        discord.RadioGroupOption(
            label=pen.say(f"form.consent.{each}"),
            value=each.value,
            description=pen.say(f"form.{told}.{each}")[:DESCRIPTION_LIMIT],
            default=each is chosen,
        )
        for each in Consent
    ]
    return _label(pen, "consent", discord.ui.RadioGroup[Any](custom_id="consent", required=required, options=options))


def ask_kind(pen: Pen, *, chosen: Kind | None) -> _Part:
    """Of what kind a reply is; nothing need be chosen."""
    options = [
        discord.SelectOption(label=pen.say(f"form.kind.{each}"), value=each.value, default=each is chosen)
        for each in Kind
    ]
    select = discord.ui.Select[Any](
        custom_id="kind",
        required=False,
        min_values=0,
        max_values=1,
        placeholder=pen.say("form.kind.none"),
        options=options,
    )
    return _label(pen, "kind", select)


def _label(pen: Pen, key: str, component: discord.ui.Item[Any]) -> _Part:
    return discord.ui.Label(
        text=pen.say(f"form.{key}")[:LABEL_LIMIT],
        description=pen.say(f"form.{key}.hint")[:DESCRIPTION_LIMIT],
        component=component,
    )


def _read_text(written: str) -> str:
    if len(written) > TEXT_LIMIT:
        raise RuleError("too_long", length=len(written), most=TEXT_LIMIT)
    return storable(written)


def _read_choice(chosen: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(chosen))[:CHOICES_LIMIT]


class Filled:
    """What stands in a form that was handed in, each part by its name."""

    def __init__(self, parts: Mapping[str, str | list[str]]) -> None:
        self.parts = parts

    @classmethod
    def of(cls, asked: Asked) -> "Filled":
        """Read it from what Discord sent, as far as it can be stored.

        Raises:
            RuleError: `too_long` for what no form of Discord's holds.
        """
        data: dict[str, Any] = dict(asked.interaction.data or {})
        parts: dict[str, str | list[str]] = {}
        for shell in cast("list[dict[str, Any]]", data.get("components", [])):
            for part in (shell["component"],) if "component" in shell else shell.get("components", ()):
                parts[part["custom_id"]] = (
                    _read_choice(part["values"]) if "values" in part else _read_text(part.get("value") or "")
                )
        return cls(parts)

    def text(self, name: str) -> str:
        """What was written, empty if nothing."""
        value = self.parts.get(name, "")
        return value if isinstance(value, str) else ""

    def several(self, name: str) -> tuple[str, ...]:
        """What was chosen of several."""
        value = self.parts.get(name, [])
        return tuple(value) if isinstance(value, list) else ()

    def consent(self) -> Consent | None:
        """How the words may be used; None where nothing was chosen."""
        chosen = self.text("consent")
        return Consent(chosen) if chosen in tuple(Consent) else None

    def kind(self) -> Kind | None:
        """Of what kind the reply is; None where nothing was chosen, or what nobody's client sends."""
        chosen = self.several("kind")
        return Kind(chosen[0]) if len(chosen) == 1 and chosen[0] in tuple(Kind) else None
