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
class Ledger:
    """What people did and were told."""

    joined: dict[int, datetime] = field(default_factory=dict)
    left: dict[int, datetime] = field(default_factory=dict)
    handed: list[Handed] = field(default_factory=list)
    drafted: list[Drafted] = field(default_factory=list)
    changed: dict[int, list[tuple[datetime, str]]] = field(default_factory=dict)
    """What messages in threads said before each edit or deletion, and until when."""
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
