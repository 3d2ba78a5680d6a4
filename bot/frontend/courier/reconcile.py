"""Reading a channel back for one of our own messages, by the token in its buttons."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

import discord
from discord.http import HTTPClient

from bot.actions.ports import CannotTell, Sent
from bot.domain.ids import ChannelId, MessageId
from bot.frontend.custom_ids import parse

CLOCKS_DIFFER_BY = timedelta(hours=2)
"""Our clock and the one Discord makes message ids by may differ so much: by an hour and more where somebody set it."""
_PAGE = 100
_PAGES = 200
"""More messages than these 20,000 since the first try are not read through; then it is unknown."""


async def find_message(http: HTTPClient, channel_id: int, me: int, *, token: str, since: datetime) -> Sent | None:
    """Where the bot's message with the token stands, read from two hours before `since` on; None if none was seen.

    Other people's messages are passed over unread. None means absence only where the history may be read.

    Raises:
        CannotTell: too much was written since.
    """
    after = discord.utils.time_snowflake(since - CLOCKS_DIFFER_BY)
    for _ in range(_PAGES):
        page = cast("list[dict[str, Any]]", await http.logs_from(channel_id, _PAGE, after=after))
        for message in page:
            if int(message["author"]["id"]) == me and token in tokens_in(message):
                return Sent(channel_id=ChannelId(channel_id), message_id=MessageId(int(message["id"])))
        if len(page) < _PAGE:
            return None
        after = max(int(message["id"]) for message in page)
    raise CannotTell(channel_id)


def tokens_in(part: Mapping[str, Any]) -> Iterator[str]:
    """The tokens in the custom ids of a message's components, however they are nested."""
    for component in part.get("components", ()):
        yield from tokens_in(component)
        try:
            token = parse(component.get("custom_id", "")).token
        except ValueError:
            continue
        if token is not None:
            yield token
