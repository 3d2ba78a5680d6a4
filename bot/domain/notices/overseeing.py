"""What organisers and moderators are told, and who asked them for help."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import CaseKind, Deed
from bot.domain.ids import CaseId, ChannelId, MemberId, ProgramId, RoundId, StepId, SummaryId
from bot.domain.round import Phase
from bot.domain.timetable import EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """To a guild to which the bot has come: what it is for, and how one begins; later, what was set up."""

    set_up: tuple[tuple[str, ChannelId], ...] = ()
    """The title of each program that takes place there, and its channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What happens next in a round, and when."""

    what: EntryKind
    at: datetime
    title: str = ""
    """Of a prompt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRound:
    """Where a round stands."""

    round_id: RoundId
    name: str
    phase: Phase
    zone: str
    """By whose clocks its dates are said: an IANA name."""
    coming: tuple[Coming, ...]
    people: int | None = None
    """How many take part now; None where nobody can yet, or no more."""
    places: int | None = None
    """How many there are; None without a cap."""
    wait_listed: int = 0
    invitation: str = ""
    """The address of the invitation, where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The pinned message of the organisers: where the rounds of a program stand, and what can be done about them."""

    program_id: ProgramId
    title: str
    rounds: tuple[PanelRound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNote:
    """Something organisers should know. `key` names the text under `desk.`; `action` a button it may have."""

    key: str
    fields: tuple[tuple[str, str | int], ...]
    round_id: RoundId | None = None
    summary_id: SummaryId | None = None
    step_id: StepId | None = None
    """The step that was given up, where the note tells of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneAbout:
    """One thing that was done about a case, with people by their names."""

    deed: Deed
    by: str
    about: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNote:
    """A request for help, for moderators: who, since when, and what was done."""

    case_id: CaseId
    name: str
    """Of who asks; empty where their data was erased."""
    kind: CaseKind
    words: str
    opened_at: datetime
    partners: tuple[str, ...]
    """Who is in a pair with them now."""
    in_round: bool
    done: tuple[DoneAbout, ...]
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCase:
    """A case that is open, and where it stands."""

    name: str
    kind: CaseKind
    opened_at: datetime
    thread_id: ChannelId | None
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesWait:
    """The daily reminder of cases that are open."""

    cases: tuple[WaitingCase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer:
    """To who asked for help: what moderators say."""

    case_id: CaseId
    round_id: RoundId
    member_id: MemberId
    words: str
    """Empty where the case was only closed."""
    closed: bool
    asked: str = ""
    """What they had said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """To whom a moderator took out of a round."""

    round_id: RoundId
    title: str
