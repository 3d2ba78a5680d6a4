"""Discord's official description of its API, asked what is wrong with a request.

The description is not part of the project: DISCORD_OPENAPI names the file, else whoever needs it is skipped.
"""

import json
import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

OPENAPI = os.environ.get("DISCORD_OPENAPI", "")
needs_description = pytest.mark.skipif(not Path(OPENAPI).is_file(), reason="DISCORD_OPENAPI names no file")
BASE = "urn:discord"
SNOWFLAKES_FROM = 10**15
HABITS = {"tts"}
"""Keys that discord.py adds by itself where Discord passes over them."""


def as_described(part: Any, key: str = "") -> Any:
    """The same with every id as text: discord.py sends some as numbers, which Discord takes and does not describe."""
    if isinstance(part, dict):
        return {name: as_described(each, name) for name, each in part.items()}
    if isinstance(part, list):
        return [as_described(each, key) for each in part]
    is_id = isinstance(part, int) and not isinstance(part, bool) and (part >= SNOWFLAKES_FROM or key == "id")
    return str(part) if is_id else part


class Description:
    """Discord's description, asked about requests."""

    def __init__(self, file: Path = Path(OPENAPI)) -> None:
        self.api: dict[str, Any] = json.loads(file.read_text("utf-8"))

    @cached_property
    def registry(self) -> Registry:
        return Registry().with_resource(BASE, Resource(contents=self.api, specification=DRAFT202012))

    @cached_property
    def routes(self) -> list[tuple[re.Pattern[str], str]]:
        """The paths, those with the fewest variable parts first."""
        paths = sorted(self.api["paths"], key=lambda path: path.count("{"))
        return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), path) for path in paths]

    def faults(self, method: str, path: str, body: object) -> Iterator[str]:
        """What is wrong with a request, if anything."""
        template = next((known for pattern, known in self.routes if pattern.fullmatch(path)), None)
        operation = self.api["paths"].get(template, {}).get(method.lower())
        if operation is None:
            yield "no such route"
        elif body is not None:
            pointer = f"/paths/{_escaped(template)}/{method.lower()}/requestBody/content/application~1json/schema"
            yield from self._faults_in(pointer, body)

    def _faults_in(self, pointer: str, body: object) -> Iterator[str]:
        for error in Draft202012Validator({"$ref": f"{BASE}#{pointer}"}, registry=self.registry).iter_errors(body):
            yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        if isinstance(body, dict):
            known = set(self._keys(self._at(pointer)))
            yield from (f"unknown key {key}" for key in body if known and key not in known | HABITS)

    def _at(self, pointer: str) -> Any:
        found: Any = self.api
        for part in pointer.split("/")[1:]:
            found = found[part.replace("~1", "/").replace("~0", "~")]
        return found

    def _keys(self, schema: dict[str, Any]) -> Iterator[str]:
        """The keys that an object of this schema may have."""
        if "$ref" in schema:
            yield from self._keys(self._at(schema["$ref"].removeprefix("#")))
        yield from schema.get("properties", {})
        for each in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("allOf", ())):
            yield from self._keys(each)


def _escaped(path: str) -> str:
    return path.replace("~", "~0").replace("/", "~1")
