"""Instants in words, in UTC, as a reader of the page meets them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from markupsafe import Markup

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STEPS = (
    ("year", timedelta(days=365)),
    ("month", timedelta(days=30)),
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
)


def clock_time(instant: datetime) -> str:
    """Return "09:05"."""
    return f"{instant.astimezone(UTC):%H:%M}"


def long_date(instant: datetime) -> str:
    """Return "5 January 2026"."""
    moment = instant.astimezone(UTC)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def weekday_date(instant: datetime) -> str:
    """Return "Monday, 5 January 2026"."""
    return f"{DAYS[instant.astimezone(UTC).weekday()]}, {long_date(instant)}"


def relative(instant: datetime, seen_at: datetime) -> str:
    """Return "in 3 days" or "2 hours ago", as it was when the message was read first."""
    distance = instant - seen_at
    for name, step in STEPS:
        count = round(abs(distance) / step)
        if abs(distance) >= step:
            words = f"{count} {name}{'s' if count != 1 else ''}"
            return f"in {words}" if distance > timedelta(0) else f"{words} ago"
    return "now"


def in_style(instant: datetime, style: str, seen_at: datetime) -> str:
    """Return the instant as Discord shows `<t:...:style>`, in UTC. An unknown style is the default one.

    Source: https://discord.com/developers/docs/reference#message-formatting-timestamp-styles
    """
    moment = instant.astimezone(UTC)
    match style:
        case "t":
            return f"{clock_time(moment)} UTC"
        case "T":
            return f"{moment:%H:%M:%S} UTC"
        case "d":
            return f"{moment:%d/%m/%Y}"
        case "D":
            return long_date(moment)
        case "F":
            return f"{weekday_date(moment)} {clock_time(moment)} UTC"
        case "R":
            return relative(moment, seen_at)
        case _:
            return f"{long_date(moment)} {clock_time(moment)} UTC"


def time_tag(instant: datetime, words: str) -> Markup:
    """Return the words as a time element, whose title is the full date."""
    full = f"{weekday_date(instant)} {clock_time(instant)} UTC"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(instant.astimezone(UTC).isoformat(), full, words)
