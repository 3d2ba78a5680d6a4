"""What a deciding step is given, and what it says at its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.lookups import Setting
from bot.actions.ports import House
from bot.domain.steps import Outcome, Step
from bot.store import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A step that is due, with its round, in an open transaction."""

    house: House
    tx: Tx
    step: Step
    found: Setting
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Something must happen first: look again after this time, or when it is hurried."""

    wait: timedelta


Verdict = Outcome | Hold
