"""Who plays a part in a rehearsal, and how they behave."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.consent import Consent


class Manner(StrEnum):
    """How a person behaves during a round."""

    EAGER = "eager"
    """Replies to nearly every prompt, by form."""
    CHATTY = "chatty"
    """Writes plain messages in the prompts' threads, sometimes several."""
    PAIRED = "paired"
    """Writes together with the partner."""
    LATE = "late"
    """Replies when the next prompt is open already."""
    QUIET = "quiet"
    """Replies rarely."""
    SILENT = "silent"
    """Never answers; the partner complains."""
    LEAVER = "leaver"
    """Leaves in the middle of the round."""
    AWAY = "away"
    """Is away for two weeks."""
    CLOSED = "closed"
    """Takes no DMs from the server."""
    EDITOR = "editor"
    """Edits or deletes what they wrote."""
    TWICE = "twice"
    """Joins or replies twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A person who joins, as they would fill in the form."""

    name: str
    locale: str
    """As Discord names it."""
    country: str
    """As they type it; always recognised."""
    languages: str
    """As they type them; always recognised."""
    zone: str | None = None
    """The IANA zone they choose; none where their country has only one."""
    interests: tuple[str, ...]
    """Keys of the program Library leadership, one to four."""
    consent: Consent
    manner: Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A member of the server who writes in prompts' threads and never joins."""

    name: str
    locale: str
    consent: Consent | None = None
    """What they choose after their first reply; with none they never choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody of a rehearsal, in the order in which they come."""

    people: tuple[Role, ...]
    guests: tuple[Guest, ...]
