"""What Discord reads line by line and CommonMark does not: small text and quotes."""

from __future__ import annotations

import re

SMALL = re.compile(r"^-# +(?=\S)")
QUOTE = re.compile(r"^> ?")
QUOTE_THE_REST = ">>> "
FENCE = "```"


def chunks_of(text: str) -> list[tuple[bool, str]]:
    """Return the text in pieces: (True, a line of small text) or (False, Markdown for the parser).

    Quotes in the Markdown end where their lines end, as Discord has it; CommonMark would let them run on.
    """
    pieces: list[tuple[bool, str]] = []
    plain: list[str] = []
    is_code = False
    for line in _with_rest_quoted(text.split("\n")):
        is_small = not is_code and SMALL.match(line) is not None
        if is_small:
            pieces += [(False, "\n".join(plain)), (True, SMALL.sub("", line))]
            plain = []
            continue
        if plain and not is_code and QUOTE.match(plain[-1]) and not QUOTE.match(line):
            plain.append("")
        plain.append(line)
        is_code ^= line.count(FENCE) % 2 == 1
    pieces.append((False, "\n".join(plain)))
    return [(is_small, piece) for is_small, piece in pieces if piece.strip()]


def _with_rest_quoted(lines: list[str]) -> list[str]:
    """Turn ">>> " into a quote of everything that follows."""
    is_code = False
    for number, line in enumerate(lines):
        if not is_code and line.startswith(QUOTE_THE_REST):
            rest = [line.removeprefix(QUOTE_THE_REST), *lines[number + 1 :]]
            return [*lines[:number], *(f"> {quoted}" for quoted in rest)]
        is_code ^= line.count(FENCE) % 2 == 1
    return lines
