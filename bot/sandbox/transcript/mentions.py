"""The things in angle brackets: mentions of people, roles, channels and commands, timestamps, custom emoji.

Source: https://discord.com/developers/docs/reference#message-formatting
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from bot.sandbox.transcript.instants import in_style, time_tag
from bot.sandbox.transcript.names import Names, anchor_of

IN_BRACKETS = re.compile(
    r"<(?:@!?(?P<user>\d{1,20})|@&(?P<role>\d{1,20})|#(?P<channel>\d{1,20})|/(?P<command>[^:<>]{1,100}):\d{1,20}"
    r"|t:(?P<unix>-?\d{1,13})(?::(?P<style>[tTdDfFR]))?|a?:(?P<emoji>\w{2,32}):\d{1,20})>"
)
MENTION = Markup('<span class="mention">{}</span>')


@dataclass(frozen=True, slots=True, kw_only=True)
class InBrackets:
    """Something in brackets: where it ends in the text, and what it looks like."""

    end: int
    html: Markup


def read_brackets(text: str, start: int, names: Names, seen_at: datetime) -> InBrackets | None:
    """Return what stands in brackets at `start`, or None when it means nothing to Discord."""
    found = IN_BRACKETS.match(text, start)
    html = None if found is None else _html_of(found.groupdict(), names, seen_at)
    return None if found is None or html is None else InBrackets(end=found.end(), html=html)


def _html_of(part: dict[str, str | None], names: Names, seen_at: datetime) -> Markup | None:
    match part:
        case {"user": str(user)}:
            return MENTION.format("@" + names.of_user(int(user)))
        case {"role": str(role)}:
            return MENTION.format("@" + names.of_role(int(role)))
        case {"channel": str(channel)}:
            return _channel_link(int(channel), names)
        case {"command": str(command)}:
            return MENTION.format("/" + command)
        case {"emoji": str(emoji)}:
            return Markup(":{}:").format(emoji)
        case _:
            return _timestamp(part, seen_at)


def _channel_link(channel_id: int, names: Names) -> Markup:
    channel = names.world.channels.get(channel_id)
    if channel is None or channel.deleted_at is not None:
        return MENTION.format("# deleted channel")
    return Markup('<a class="mention" href="#{}"># {}</a>').format(anchor_of(channel_id), names.of_channel(channel))


def _timestamp(part: dict[str, str | None], seen_at: datetime) -> Markup | None:
    try:
        instant = datetime.fromtimestamp(int(part["unix"] or 0), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return time_tag(instant, in_style(instant, part["style"] or "f", seen_at))
