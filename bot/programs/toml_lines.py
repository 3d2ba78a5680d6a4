"""On which line of a TOML text each key stands; the standard library's reader does not tell."""

import re

from bot.programs.mistakes import Place

_TOML_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_TOML_KEYS = rf"{_TOML_KEY}(?:\s*\.\s*{_TOML_KEY})*"
_TOML_TABLE = re.compile(rf"\s*\[{{1,2}}\s*({_TOML_KEYS})\s*\]")
_TOML_VALUE = re.compile(rf"\s*({_TOML_KEYS})\s*=")
_LONG_TEXT = re.compile(r'"""|\'\'\'')


def find_toml_lines(text: str) -> dict[Place, int]:
    """Return the line of each table and key of valid TOML; keys inside of inline tables have none of their own."""
    lines: dict[Place, int] = {}
    table: Place = ()
    closing_mark = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not closing_mark:
            if found := _TOML_TABLE.match(line):
                table = _split_keys(found[1])
                lines.setdefault(table, number)
            elif found := _TOML_VALUE.match(line):
                lines.setdefault(table + _split_keys(found[1]), number)
        for mark in _LONG_TEXT.findall(line):
            closing_mark = "" if mark == closing_mark else closing_mark or mark
    return lines


def _split_keys(dotted: str) -> Place:
    return tuple(key.strip("\"'") for key in re.findall(_TOML_KEY, dotted))
