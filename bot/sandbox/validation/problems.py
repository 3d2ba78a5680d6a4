"""Collects what is wrong with a body and raises Discord's 50035 with all of it at once.

Source: https://discord.com/developers/docs/reference#error-messages
"""

from __future__ import annotations

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.shapes import Json, list_in, object_in

Key = str | int


class Problems:
    """The mistakes found so far, each under the path of keys that leads to it."""

    def __init__(self) -> None:
        self._tree: Json = {}

    def add(self, path: tuple[Key, ...], code: str, message: str) -> None:
        """Note a mistake at `path`."""
        place = self._tree
        for key in path:
            place = place.setdefault(str(key), {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def check_length(self, path: tuple[Key, ...], value: object, most: int, least: int = 0) -> None:
        """Note text that is too long or too short, and what is no text; None passes when nothing is required."""
        if value is None and least == 0:
            return
        if value is None:
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif not isinstance(value, str):
            self.add(path, "BASE_TYPE_BAD_TYPE", "Must be a string.")
        elif len(value) > most:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        elif len(value) < least:
            self.add(path, "BASE_TYPE_MIN_LENGTH", f"Must be {least} or more in length.")

    def check_count(self, path: tuple[Key, ...], value: object, most: int, least: int = 0) -> list[Json]:
        """Note a list with too many or too few entries, and return its objects."""
        entries = list_in(value)
        if not least <= len(entries) <= most:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        return [object_in(entry) for entry in entries]

    def check_range(self, path: tuple[Key, ...], value: object, least: int, most: int) -> None:
        """Note a number outside its range; None passes."""
        if value is None:
            return
        if not isinstance(value, int) or not least <= value <= most:
            self.add(path, "NUMBER_TYPE_RANGE", f"int value should be between {least} and {most}.")

    def check_choice(self, path: tuple[Key, ...], value: object, allowed: tuple[object, ...]) -> None:
        """Note a value that is none of those allowed."""
        if value not in allowed:
            listed = ", ".join(str(choice) for choice in allowed)
            self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of ({listed}).")

    def raise_if_any(self) -> None:
        """Raise 50035 with the whole tree when anything was noted."""
        if self._tree:
            raise ApiError(Refusal.INVALID_FORM_BODY, self._tree)
