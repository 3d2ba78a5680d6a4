"""Which messages a page holds.

Source: https://discord.com/developers/docs/resources/message#get-channel-messages
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.sandbox.validation.problems import Problems
from bot.sandbox.world.records import Message

CURSORS = ("around", "before", "after")


def limit_of(query: Mapping[str, str], default: int = 50, most: int = 100) -> int:
    """Return the page's size, 1 to `most`, or raise 50035."""
    problems = Problems()
    asked = query.get("limit", str(default))
    problems.check_range(("limit",), int(asked) if asked.isdecimal() else asked, 1, most)
    problems.raise_if_any()
    return int(asked)


def instant_of_query(query: Mapping[str, str], name: str) -> datetime | None:
    """Return the instant that a cursor names, None when it is not there, or raise 50035."""
    if name not in query:
        return None
    try:
        found = datetime.fromisoformat(query[name])
    except ValueError:
        problems = Problems()
        problems.add((name,), "DATETIME_TYPE_PARSE", f'Could not parse "{query[name]}". Should be ISO8601.')
        problems.raise_if_any()
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def page_of(messages: Sequence[Message], query: Mapping[str, str]) -> list[Message]:
    """Return the page that the query asks for out of messages in the order of their ids; the newest comes first.

    `after` gives those that follow directly upon the id, `before` those that directly precede it, `around` half of
    each; without any of them the newest ones.
    """
    limit = limit_of(query)
    name, cursor = _cursor(query)
    ids = [message.id for message in messages]
    match name:
        case "after":
            first = bisect_right(ids, cursor)
            page = messages[first : first + limit]
        case "before":
            last = bisect_left(ids, cursor)
            page = messages[max(last - limit, 0) : last]
        case "around":
            first = max(bisect_left(ids, cursor) - limit // 2, 0)
            page = messages[first : first + limit]
        case _:
            page = messages[-limit:]
    return list(reversed(page))


def _cursor(query: Mapping[str, str]) -> tuple[str, int]:
    given = [name for name in CURSORS if name in query]
    problems = Problems()
    if len(given) > 1:
        problems.add(("before",), "MUTUALLY_EXCLUSIVE", "Only one of around, before and after may be given.")
    for name in given:
        if not query[name].isdecimal():
            problems.add((name,), "NUMBER_TYPE_COERCE", f'Value "{query[name]}" is not snowflake.')
    problems.raise_if_any()
    return (given[0], int(query[given[0]])) if given else ("", 0)
