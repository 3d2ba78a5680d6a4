"""What a model refused, said in words for people."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.programs.mistakes import Notebook, Place, guess

_SHOWN = 60
"""Characters of a wrong value that are repeated."""
_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list [ … ]",
    "dict_type": "a table of keys and texts",
    "model_type": "a table of keys",
}


def note_refusals(model: type[BaseModel], refused: ValidationError, notes: Notebook) -> None:
    """Note everything that `model` refused, with the description of its field as what is allowed."""
    for error in refused.errors(include_url=False):
        place = tuple(part for part in error["loc"] if part != "[key]")
        _note_refusal(model, place, error, notes)


def _note_refusal(model: type[BaseModel], place: Place, error: ErrorDetails, notes: Notebook) -> None:
    if error["type"] == "extra_forbidden":
        known = _model_around(model, place).model_fields
        notes.note(place, f"is unknown{guess(str(place[-1]), known)}", ", ".join(known))
        return
    context: dict[str, Any] = error.get("ctx", {})
    what = _explain(error["type"], error["input"], context, error["msg"])
    notes.note(place, what, context.get("allowed") or _description_at(model, place))


def _explain(kind: str, given: object, context: dict[str, Any], message: str) -> str:
    match kind:
        case "missing":
            return "is missing"
        case "enum":
            choices = str(context["expected"]).replace(" or ", ", ").split(", ")
            return f"is {show(given)}{guess(show(given), (choice.strip(chr(39)) for choice in choices))}"
        case "string_too_long" | "too_long" if isinstance(given, str):
            return f"has {len(given.strip()):,} characters"
        case "too_long" | "too_short":
            return f"has {context['actual_length']} of them"
        case "string_too_short":
            return "is empty"
        case "explained":
            return message
        case _ if kind in _KINDS:
            return f"is {show(given)} instead of {_KINDS[kind]}"
        case _:
            return f"is {show(given)}"


def show(given: object) -> str:
    """Return a wrong value as people wrote it, cut short; of lists and tables only that they are one."""
    match given:
        case bool():
            return str(given).lower()
        case str():
            return f'"{given[:_SHOWN]}…"' if len(given) > _SHOWN else f'"{given}"'
        case None:
            return "empty"
        case list() | tuple():
            return "a list"
        case dict():
            return "a table"
        case int() if abs(given) >= 10**_SHOWN:
            # Python refuses to write thousands of digits.
            return "a number of more digits than anybody needs"
        case _:
            return str(given)[:_SHOWN]


def _walk(model: type[BaseModel], place: Place) -> Iterator[tuple[type[BaseModel], str]]:
    """Yield each model and name of its field on the way to a place, the outermost first."""
    around: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, str) and around and part in around.model_fields:
            yield around, part
            around = _model_inside(around.model_fields[part].annotation)


def _model_inside(annotation: object) -> type[BaseModel] | None:
    """Return the model in a type such as `list[Link]` or `Image | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for argument in get_args(annotation) if (inner := _model_inside(argument))), None)


def _model_around(model: type[BaseModel], place: Place) -> type[BaseModel]:
    """Return the model that a key at this place belongs to."""
    for around, name in _walk(model, place[:-1]):
        model = _model_inside(around.model_fields[name].annotation) or model
    return model


def _description_at(model: type[BaseModel], place: Place) -> str:
    """Return what the nearest described field on the way to a place allows."""
    texts = [around.model_fields[name].description for around, name in _walk(model, place)]
    return next((text for text in reversed(texts) if text), "")
