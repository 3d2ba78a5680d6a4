"""What the bot has to say, as values: the front end turns them into messages in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.agreement import HowOften, Medium
from bot.domain.case import CaseKind, Deed
from bot.domain.consent import Consent
from bot.domain.ids import (
    CaseId,
    ChannelId,
    MemberId,
    MessageId,
    PairId,
    ProgramId,
    ReplyId,
    RoundId,
    StepId,
    SummaryId,
)
from bot.domain.openers import Opener
from bot.domain.partnership import Shared
from bot.domain.prompt import Prompt
from bot.domain.summary import Summary
from bot.domain.waking import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The pinned message with everything a participant may want."""

    program_id: ProgramId
    title: str
    description: str


class Enrolment(StrEnum):
    """What an invitation invites to."""

    OPEN = "open"
    RESERVE = "reserve"
    """Pairs are made or being made: who comes now waits for a place."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentOpen:
    """The invitation to join a round, and what becomes of it later."""

    round_id: RoundId
    title: str
    description: str
    round_name: str
    prompts: int
    closes_at: datetime
    starts_at: datetime
    ends_at: datetime
    code_of_conduct: str
    enrolment: Enrolment
    places: int | None = None
    """How many people can take part; None where there is a place for everybody."""
    country_places: int | None = None
    """How many of one country; None without such a cap."""
    has_roster: bool = False
    """Whether some have a code to join with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """To who has just joined: the settings as they were understood, and what comes next."""

    round_id: RoundId
    title: str
    round_name: str
    country: str
    zone: str
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    consent: Consent
    starts_at: datetime
    in_reserve: bool
    wait_list_number: int | None = None
    """Where they are on the wait-list; None for who has a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFree:
    """To who was on the wait-list and has a place now."""

    round_id: RoundId
    title: str
    round_name: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedFirst:
    """To who was left on the wait-list of the round before: the next one is open."""

    round_id: RoundId
    title: str
    round_name: str
    closes_at: datetime
    held_until: datetime | None
    """Until when a place is kept for them; None where there were not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCard:
    """What a partner is told of a person."""

    member_id: MemberId
    name: str
    country: str
    zone: str
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    sector: str = ""
    career_stage: str = ""
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    hopes: str = ""
    """In their own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """To one partner about the other, or the other two."""

    round_id: RoundId
    pair_id: PairId
    title: str
    partners: tuple[PartnerCard, ...]
    shared: Shared
    thread_id: ChannelId | None
    prompt: Prompt
    again: bool
    """Whether an earlier partner left."""
    openers: tuple[Opener, ...] = ()
    awake: tuple[Window, ...] = ()
    """When all of them are awake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DmsClosed:
    """To somebody who takes no DMs, in the pair's thread: where messages come now, and how to open DMs."""

    round_id: RoundId
    member_id: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class PairGreeting:
    """The first message in a pair's thread."""

    round_id: RoundId
    pair_id: PairId
    title: str
    partners: tuple[PartnerCard, ...]
    shared: Shared
    prompt: Prompt
    openers: tuple[Opener, ...] = ()
    awake: tuple[Window, ...] = ()
    """When all of them are awake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """To who has no partner now."""

    round_id: RoundId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLeft:
    """To who is left behind."""

    round_id: RoundId
    name: str
    partners_left: int
    looks: bool = True
    """Whether a new partner is looked for, or only once they ask for one."""


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
    unconfirmed: str = ""
    """The title of an earlier prompt to which the pair's reply waits for a yes; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a pair agreed on, or one of it proposed."""

    how_often: HowOften
    medium: Medium
    hopes: str
    accepted: tuple[str, ...]
    """Who has said yes, by name."""
    missing: tuple[str, ...]
    """Who has not."""
    asks_reader: bool
    """Whether the reader's yes is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementNote:
    """What is proposed between partners, in their thread, and who agrees. It pings nobody."""

    round_id: RoundId
    pair_id: PairId
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInQuestion:
    """Have you two talked?"""

    round_id: RoundId
    pair_id: PairId
    prompt_number: int
    member_id: MemberId
    partner_names: tuple[str, ...]
    in_thread: bool
    terms: Terms | None = None
    """What the pair agreed on, or what is proposed."""
    unconfirmed: tuple[tuple[ReplyId, str], ...] = ()
    """Replies of the pair that wait for this person's yes, with the title of their prompt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """To who has been silent, without saying who asked."""

    round_id: RoundId
    pair_id: PairId
    partner_names: tuple[str, ...]
    thread_id: ChannelId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerOffer:
    """To who hears nothing from their partner: would they like a new one?"""

    round_id: RoundId
    pair_id: PairId
    silent_id: MemberId
    name: str
    """The silent partner's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inactive:
    """To who was silent for long: no partner is looked for until they come back, which takes one tap."""

    round_id: RoundId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyEcho:
    """A reply that came by form, shown in the prompt's thread under its authors' names."""

    reply_id: ReplyId
    names: tuple[str, ...]
    text: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReply:
    """A pair's reply that one wrote and the other is to confirm."""

    round_id: RoundId
    reply_id: ReplyId
    writer: str
    readers: tuple[MemberId, ...]
    text: str
    title: str
    consent: Consent


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """To whom a moderator took out of a round."""

    round_id: RoundId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPost:
    """A published summary."""

    summary_id: SummaryId
    round_id: RoundId
    title: str
    summary: Summary
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardBack:
    """To a writer: what came of their words."""

    round_id: RoundId
    summary_title: str
    theme: str | None
    others: int
    quoted: bool
    people: int
    replies: int
    channel_id: ChannelId | None
    message_id: MessageId | None


Notice = (
    Menu
    | EnrolmentOpen
    | Welcome
    | PlaceFree
    | InvitedFirst
    | Introduction
    | DmsClosed
    | PairGreeting
    | Waiting
    | PartnerLeft
    | PromptPost
    | PairPrompt
    | CheckInQuestion
    | Nudge
    | PartnerOffer
    | AgreementNote
    | Inactive
    | ReplyEcho
    | ConfirmReply
    | DeskNote
    | CaseNote
    | CasesWait
    | CaseAnswer
    | Removed
    | SummaryPost
    | HeardBack
)
"""Everything the bot says of its own accord."""
