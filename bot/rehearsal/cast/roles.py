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
    LISTENER = "listener"
    """Talks with the partner and answers check-ins; never replies."""


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
    """The IANA zone they choose where their country has several; none takes any of those offered."""
    interests: tuple[str, ...]
    """Keys of the program Library leadership, one to four."""
    consent: Consent
    manner: Manner
    takes_dms: bool = True
    """Whether their DMs are open, beside their manner."""
    leaves_after: float | None = None
    """When they leave, as a part of the first round counted from its start; below 0 as a part of the enrolment before
    it. None leaves it to their manner."""
    leaves_server: bool = False
    """Whether they leave by leaving the server, without a word."""
    wants_apart: bool = False
    """Whether they ask, some time after the start, never to be paired with their partner again."""
    replies: tuple[str, ...] = ()
    """What they write, the first to the first prompt and so on, in turn; with none, what is written for the prompt."""


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
    is_invented: bool = False
    """Whether they are a community that is judged at the end."""
    kept_apart: int = 0
    """How many drafted pairs the organiser keeps apart before approving the pairing."""
