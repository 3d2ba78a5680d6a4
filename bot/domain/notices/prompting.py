"""Prompts, and replies that others see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.consent import Consent
from bot.domain.ids import ChannelId, MemberId, MessageId, PairId, ReplyId, RoundId
from bot.domain.prompt import Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptPost:
    """A prompt in the program's channel."""

    round_id: RoundId
    prompt: Prompt
    position: int
    of: int
    closes_at: datetime
    reads_threads: bool
    """Whether plain messages in the thread count as replies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPrompt:
    """A prompt in a pair's thread; mentions both."""

    round_id: RoundId
    pair_id: PairId
    members: tuple[MemberId, ...]
    prompt: Prompt
    position: int
    of: int
    channel_id: ChannelId | None
    message_id: MessageId | None
    closes_at: datetime
    unconfirmed: str = ""
    """The title of an earlier prompt to which the pair's reply waits for a yes; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyEcho:
    """A reply that came by form, shown in the prompt's thread under its authors' names."""

    reply_id: ReplyId
    names: tuple[str, ...]
    text: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyKept:
    """To who wrote a reply by DM: it is kept, how it is used, and what they can do with it."""

    round_id: RoundId
    reply_id: ReplyId
    title: str
    consent: Consent
    asked: bool
    """Whether this person ever chose how their words may be used."""
    late: bool
    shown: bool
    """Whether it stands in the prompt's thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptChoice:
    """A prompt that a message may answer."""

    round_id: RoundId
    number: int
    title: str
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichPrompt:
    """To who wrote something by DM: whether it is a reply, and to which prompt."""

    message_id: MessageId
    """Theirs."""
    choices: tuple[PromptChoice, ...]


class Asking(StrEnum):
    """How it stands with the question whether a pair's reply is right."""

    OPEN = "open"
    COUNTS = "counts"
    """Everybody has said yes."""
    REPLACED = "replaced"
    """Other words are asked about below."""
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReply:
    """A pair's reply that one wrote and the other is to confirm; later, what became of it."""

    round_id: RoundId
    reply_id: ReplyId
    writer: str
    readers: tuple[MemberId, ...]
    text: str
    title: str
    consent: Consent
    waits_for: tuple[str, ...]
    """Whose yes is missing, by name."""
    agreed: str = ""
    """Who said yes last."""
    asking: Asking = Asking.OPEN
