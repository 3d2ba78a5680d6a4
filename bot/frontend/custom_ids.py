"""The whole state of a button, select or form stands in its custom id: `verb:arg:arg~TOKEN`."""

import re
from dataclasses import dataclass

CUSTOM_ID_LIMIT = 100
"""Characters Discord allows."""
_NUMBER = re.compile(r"[0-9]{1,19}")
_LARGEST = 2**63 - 1
"""What a database keeps as a number."""
TEMPLATE = re.compile(r"(?P<verb>[a-z][a-z_]*)(?P<args>(?::[^:~\s]+)*)(?:~(?P<token>[A-Za-z0-9_-]{1,25}))?")
"""What every custom id of ours matches as a whole; a token has at most the 25 characters of a nonce."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A custom id taken apart: what to do, with what, and the token of the step that sent it."""

    verb: str
    args: tuple[str, ...]
    token: str | None

    def number(self, place: int) -> int:
        """The argument at this place as a whole number.

        Raises:
            ValueError: it is none of ours, or there is no such argument; a custom id can be forged.
        """
        if not 0 <= place < len(self.args):
            raise ValueError(f"{self.verb} has no argument {place}")
        return read_number(self.args[place])


def read_number(written: str) -> int:
    """The number, written as we write them: ASCII digits without a sign, of at most 63 bits.

    Raises:
        ValueError: it is none; Python's own `int` also reads "-1", "1_0" and the digits of any script.
    """
    if not _NUMBER.fullmatch(written) or int(written) > _LARGEST:
        raise ValueError(f"{written!r} is no number of ours")
    return int(written)


def build(verb: str, *args: int | str, token: str | None = None) -> str:
    """The custom id with these parts; `parse` gives them back, numbers as texts.

    Raises:
        ValueError: a part has a colon, a tilde or a space, is empty, or all is longer than 100 characters.
    """
    parts = (verb, *map(str, args))
    custom_id = ":".join(parts) + (f"~{token}" if token is not None else "")
    has_marks = any(mark in part for part in parts for mark in ":~")
    if has_marks or len(custom_id) > CUSTOM_ID_LIMIT or not TEMPLATE.fullmatch(custom_id):
        raise ValueError(f"no custom id can be made of {custom_id!r}")
    return custom_id


def parse(custom_id: str) -> Parsed:
    """The parts of a custom id of ours.

    Raises:
        ValueError: it is none of ours.
    """
    match = TEMPLATE.fullmatch(custom_id)
    if match is None:
        raise ValueError(f"{custom_id!r} is no custom id of ours")
    return Parsed(verb=match["verb"], args=tuple(match["args"].split(":")[1:]), token=match["token"])
