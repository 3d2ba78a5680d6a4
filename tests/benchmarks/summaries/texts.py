"""The public texts, read from the folder where they lie."""

import importlib.util
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).parents[4] / "shared"
DATA = SHARED / "data"
_JUDGE = SHARED / "tools" / "evaluate_themes.py"

Row = Mapping[str, Any]


def are_there() -> bool:
    return DATA.is_dir() and _JUDGE.is_file()


def rows_of(name: str, most: int) -> list[Row]:
    """The first rows of a file of JSON lines."""
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()[:most]]


def topics_of(name: str, most: int) -> list[list[Row]]:
    """The rows of each topic, as far as they are among the first."""
    topics: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(name, most):
        topics[row["topic"]].append(row)
    return [*topics.values()]


def judge() -> ModuleType:
    """The program that holds themes against key points; its functions are those it uses itself."""
    spec = importlib.util.spec_from_file_location("evaluate_themes", _JUDGE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
