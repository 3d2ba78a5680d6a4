"""A published summary, and what came of each one's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.ids import RoundId, SummaryId
from bot.domain.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPost:
    """A summary, published or a draft.

    `names` are, for each field that themes are crossed with, what readers call its values.
    """

    summary_id: SummaryId
    round_id: RoundId
    title: str
    summary: Summary
    draft: bool = False
    version: int = 0
    """Of a draft, see `KeptSummary.version`."""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    pictured: bool = True
    """Whether its charts go with it; where files are forbidden they cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardBack:
    """To a writer: what came of their words."""

    round_id: RoundId
    summary_title: str
    theme: str | None
    """The largest that words of theirs are in."""
    others: int
    regions: int = 0
    """In how many regions that theme was heard, as far as that is shown."""
    quote: str = ""
    """Of their words, if some are quoted."""
    may_be_shown: bool = True
    """Whether any words of theirs may be quoted; if not, they are only counted."""
    people: int
    replies: int
    link: str | None
    """Of the summary."""
