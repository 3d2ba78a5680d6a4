"""Whether the bot is well: pure judgement over what was observed."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.steps import Lane

GATEWAY_GONE_SECONDS = 60.0
LATE_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """The step of a lane that waits longest, and what the lane does."""

    late_seconds: float
    """Since it was to be tried; by the bot's clock."""
    idle_seconds: float
    """Real ones, since a step of this lane had its try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What is known at one instant."""

    gateway_gone_seconds: float
    lanes: Mapping[Lane, Lateness]
    """Those with a step that is due."""
    write_trouble: str | None
    read_trouble: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """For each part, why it is not well; an empty text where it is."""

    gateway: str
    steps: str
    database: str

    @property
    def is_healthy(self) -> bool:
        """Whether all parts are well."""
        return not (self.gateway or self.steps or self.database)


def judge(observed: Observed) -> Verdict:
    """Return what is wrong, in sentences for an operator."""
    return Verdict(
        gateway=_judge_gateway(observed.gateway_gone_seconds),
        steps=" ".join(_judge_lane(lane, observed.lanes[lane]) for lane in Lane if lane in observed.lanes).strip(),
        database=_judge_database(observed),
    )


def _judge_gateway(gone: float) -> str:
    return f"Discord's gateway has been gone for {gone:.0f} seconds." if gone > GATEWAY_GONE_SECONDS else ""


def _judge_lane(lane: Lane, found: Lateness) -> str:
    # A lane that works off a batch is late for its last ones, and well.
    if found.late_seconds <= LATE_SECONDS or found.idle_seconds <= LATE_SECONDS:
        return ""
    return f"A step of the lane {lane} is {found.late_seconds:.0f} seconds late and nobody works on it."


def _judge_database(observed: Observed) -> str:
    if observed.read_trouble:
        return f"The database cannot be read: {observed.read_trouble}."
    return f"The database cannot be written: {observed.write_trouble}." if observed.write_trouble else ""
