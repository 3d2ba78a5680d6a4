"""What readers outside the guild are given of a round: its summaries, and the replies that may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.ending import SurveyFigures
from bot.domain.summary import Summary
from bot.domain.voices import Voice
from bot.domain.words import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What people said at the end of a round that it gave them, and how many were asked."""

    people: int
    figures: SurveyFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it. `made_at` is an aware instant in UTC."""

    title: str
    """The program's, or the name of a file."""
    round_name: str
    """Empty where there was no round."""
    made_at: datetime
    summaries: tuple[Summary, ...]
    """At least one: that of the whole round first, where there is one, then those of prompts in their order."""
    voices: tuple[Voice, ...] = ()
    survey: Asked | None = None
    starts_on: date | None = None
    """When the round started, in its own zone."""
    figures: Figures
    """Of all replies that any of the summaries considered."""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """For each field of crossings what its values are called; who is not there is called as the value."""

    def name_of(self, field: str, value: str) -> str:
        """Return what readers call this value."""
        return self.names.get(field, {}).get(value, value)

    @property
    def whole(self) -> Summary | None:
        """The summary of the whole round, where there is one."""
        return next((each for each in self.summaries if each.prompt_number is None), None)
