"""What people know of a round, and nothing that the bot knows."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox import Message


@dataclass(slots=True, kw_only=True)
class Handed:
    """One reply by form. Of texts that were handed in and never acknowledged the last ones may stand or not."""

    member_id: int
    prompt: int
    first: str
    """What was written at first; what it was changed to begins so."""
    text: str
    consent: str
    acknowledged_at: datetime | None = None
    perhaps: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> bool:
        return self.acknowledged_at is not None


@dataclass(slots=True, kw_only=True)
class Drafted:
    """One reply for a pair: who wrote it, who said yes and was told so, and who pressed yes, told or not."""

    member_id: int
    members: frozenset[int]
    thread: int
    prompt: int
    text: str
    acknowledged: bool = False
    said_yes: set[int] = field(default_factory=set)
    pressed: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Said:
    """One answer, which can be changed: what they were told is kept, and what they pressed since and heard nothing."""

    kept: object = None
    perhaps: list[object] = field(default_factory=list)

    def press(self, value: object) -> None:
        self.perhaps.append(value)

    def acknowledge(self, value: object) -> None:
        self.kept = value
        self.perhaps.clear()

    def may_be(self, value: object) -> bool:
        return value == self.kept or value in self.perhaps

    def is_surely(self, value: object) -> bool:
        return value == self.kept and all(each == value for each in self.perhaps)


@dataclass(slots=True)
class Parting:
    """What somebody answered when their round had ended."""

    gains: Said = field(default_factory=lambda: Said(frozenset()))
    words: Said = field(default_factory=lambda: Said(""))
    stays_in_touch: Said = field(default_factory=Said)
    wants_invitation: Said = field(default_factory=lambda: Said(False))


@dataclass(slots=True)
class Ledger:
    """What people did and were told."""

    joined: dict[int, datetime] = field(default_factory=dict)
    left: dict[int, datetime] = field(default_factory=dict)
    handed: list[Handed] = field(default_factory=list)
    drafted: list[Drafted] = field(default_factory=list)
    changed: dict[int, list[tuple[datetime, str]]] = field(default_factory=dict)
    """What messages in threads said before each edit or deletion, and until when."""
    partings: dict[int, Parting] = field(default_factory=dict)
    next_round_at: datetime | None = None
    """When the organiser read that the next round is planned."""
    given_up: list[str] = field(default_factory=list)
    """Who got no answer however often they tried."""
    taps: int = 0

    def note_change(self, message: Message, at: datetime) -> None:
        """The message is about to say something else, or to go."""
        self.changed.setdefault(message.id, []).append((at, message.content.strip()))

    def texts_since(self, message: Message, instant: datetime) -> list[str | None]:
        """What the message said at the instant and afterwards; None stands for nothing, once it was deleted."""
        before = [text for until, text in self.changed.get(message.id, []) if until > instant]
        if message.created_at > instant:
            before.append(None)
        return [*before, None if message.deleted_at is not None else message.content.strip()]
