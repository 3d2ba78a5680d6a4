"""Steps: one thing to do at one time, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.ending import OPEN_FOR
from bot.domain.ids import ChannelId, MemberId, MessageId, PairId, ProgramId, RoundId, StepId


class StepKind(StrEnum):
    """What a step does. Those of the first group decide and plan; those of the second carry one thing to one place."""

    OPEN_ENROLMENT = "open_enrolment"
    CLOSE_ENROLMENT = "close_enrolment"
    DRAFT_PAIRING = "draft_pairing"
    START_ROUND = "start_round"
    OPEN_PROMPT = "open_prompt"
    ASK_CHECK_INS = "ask_check_ins"
    LOOK_FOR_SILENCE = "look_for_silence"
    DRAFT_SUMMARY = "draft_summary"
    CLOSE_ROUND = "close_round"
    FIND_PARTNER = "find_partner"
    SETTLE_PLACES = "settle_places"
    END_SURVEY = "end_survey"
    FORGET_REPLIES = "forget_replies"

    GREET_GUILD = "greet_guild"
    UPDATE_GREETING = "update_greeting"
    POST_MENU = "post_menu"
    PIN_MENU = "pin_menu"
    UPDATE_MENU = "update_menu"
    POST_PANEL = "post_panel"
    PIN_PANEL = "pin_panel"
    UPDATE_PANEL = "update_panel"
    POST_ENROLMENT = "post_enrolment"
    END_ENROLMENT = "end_enrolment"
    WELCOME = "welcome"
    TELL_PLACE = "tell_place"
    INVITE_FIRST = "invite_first"
    OPEN_PAIR_THREAD = "open_pair_thread"
    GREET_PAIR = "greet_pair"
    INTRODUCE = "introduce"
    TELL_WAITING = "tell_waiting"
    TELL_PARTNER_LEFT = "tell_partner_left"
    POST_PROMPT = "post_prompt"
    OPEN_PROMPT_THREAD = "open_prompt_thread"
    POST_PAIR_PROMPT = "post_pair_prompt"
    CHECK_IN = "check_in"
    COPY_TO_THREAD = "copy_to_thread"
    NUDGE = "nudge"
    OFFER_PARTNER = "offer_partner"
    POST_AGREEMENT = "post_agreement"
    UPDATE_AGREEMENT = "update_agreement"
    TELL_INACTIVE = "tell_inactive"
    TELL_BACK = "tell_back"
    ECHO_REPLY = "echo_reply"
    TELL_KEPT = "tell_kept"
    ASK_PROMPT = "ask_prompt"
    ASK_TO_CONFIRM = "ask_to_confirm"
    UPDATE_QUESTION = "update_question"
    UPDATE_REPLY = "update_reply"
    TELL_DESK = "tell_desk"
    POST_CASE = "post_case"
    OPEN_CASE_THREAD = "open_case_thread"
    UPDATE_CASE = "update_case"
    OPEN_HELP_ROOM = "open_help_room"
    TELL_ANSWER = "tell_answer"
    TELL_REMOVED = "tell_removed"
    POST_SUMMARY = "post_summary"
    UPDATE_SUMMARY = "update_summary"
    HEAR_BACK = "hear_back"
    SAY_GOODBYE = "say_goodbye"
    TELL_WISHES = "tell_wishes"
    INVITE_AGAIN = "invite_again"


class Lane(StrEnum):
    """Steps of one lane wait for each other, never for those of another."""

    DECIDING = "deciding"
    THINKING = "thinking"
    POSTING = "posting"
    PEOPLE = "people"


_THINKING = frozenset({StepKind.DRAFT_PAIRING, StepKind.FIND_PARTNER, StepKind.DRAFT_SUMMARY})
_DECIDING = frozenset(
    {
        StepKind.OPEN_ENROLMENT,
        StepKind.CLOSE_ENROLMENT,
        StepKind.START_ROUND,
        StepKind.OPEN_PROMPT,
        StepKind.ASK_CHECK_INS,
        StepKind.LOOK_FOR_SILENCE,
        StepKind.CLOSE_ROUND,
        StepKind.SETTLE_PLACES,
        StepKind.END_SURVEY,
        StepKind.FORGET_REPLIES,
    }
)
_POSTING = frozenset(
    {
        StepKind.GREET_GUILD,
        StepKind.UPDATE_GREETING,
        StepKind.POST_MENU,
        StepKind.PIN_MENU,
        StepKind.UPDATE_MENU,
        StepKind.POST_PANEL,
        StepKind.PIN_PANEL,
        StepKind.UPDATE_PANEL,
        StepKind.POST_ENROLMENT,
        StepKind.END_ENROLMENT,
        StepKind.POST_PROMPT,
        StepKind.OPEN_PROMPT_THREAD,
        StepKind.ECHO_REPLY,
        StepKind.UPDATE_REPLY,
        StepKind.TELL_KEPT,
        StepKind.ASK_PROMPT,
        StepKind.TELL_DESK,
        StepKind.POST_CASE,
        StepKind.OPEN_CASE_THREAD,
        StepKind.UPDATE_CASE,
        StepKind.POST_SUMMARY,
        StepKind.UPDATE_SUMMARY,
    }
)


def lane_of(kind: StepKind) -> Lane:
    """The lane in which steps of this kind run."""
    if kind in _THINKING:
        return Lane.THINKING
    if kind in _DECIDING:
        return Lane.DECIDING
    return Lane.POSTING if kind in _POSTING else Lane.PEOPLE


def decides(kind: StepKind) -> bool:
    """Whether the step only changes what is stored, so that it may simply be run again."""
    return kind in _DECIDING or kind in _THINKING


AFTER_CANCELLING = frozenset(
    {
        StepKind.UPDATE_MENU,
        StepKind.UPDATE_PANEL,
        StepKind.END_ENROLMENT,
        StepKind.UPDATE_REPLY,
        StepKind.UPDATE_QUESTION,
        StepKind.UPDATE_SUMMARY,
        StepKind.TELL_DESK,
        StepKind.FORGET_REPLIES,
    }
)
"""What is still done for a round that was cancelled: what corrects or deletes what was said, and notes to the
organisers."""


class Outcome(StrEnum):
    """What became of a step."""

    DONE = "done"
    TOO_LATE = "too_late"
    NOT_NEEDED = "not_needed"
    DMS_CLOSED = "dms_closed"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    REFUSED = "refused"
    GAVE_UP = "gave_up"
    CANCELLED = "cancelled"


MENDABLE = frozenset({Outcome.GAVE_UP, Outcome.REFUSED, Outcome.FORBIDDEN, Outcome.GONE})
"""Outcomes of a step that was not done and may still be, once people have mended what was in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """A step to be stored. Its key is unique: storing it again changes nothing."""

    key: str
    kind: StepKind
    due_at: datetime
    program_id: ProgramId | None
    """None for what is said in a guild before it hosts any program."""
    round_id: RoundId | None = None
    recipient_id: MemberId | None = None
    pair_id: PairId | None = None
    prompt_number: int | None = None
    subject_id: int | None = None
    """What else it is about: a reply, a summary, a case, a guild."""
    channel_id: ChannelId | None = None
    """Where to, if nothing that is stored tells it."""
    words: str | None = None
    """For a note to the organisers: the text's key and fields as JSON; of what is pinned, the mark of its look; of a
    greeting, the language of the guild."""
    local_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A stored step: what is to be done, and how far that is."""

    id: StepId
    token: str
    """Random and kept with the step: the nonce of its message, and the mark in that message's buttons."""
    key: str
    kind: StepKind
    due_at: datetime
    next_try_at: datetime
    program_id: ProgramId | None
    round_id: RoundId | None
    recipient_id: MemberId | None
    pair_id: PairId | None
    prompt_number: int | None
    subject_id: int | None
    words: str | None
    runs: int
    first_tried_at: datetime | None
    channel_id: ChannelId | None
    message_id: MessageId | None
    outcome: Outcome | None
    done_at: datetime | None


NOTIFYING = frozenset(
    {
        StepKind.TELL_PLACE,
        StepKind.INTRODUCE,
        StepKind.TELL_WAITING,
        StepKind.TELL_PARTNER_LEFT,
        StepKind.CHECK_IN,
        StepKind.NUDGE,
        StepKind.OFFER_PARTNER,
        StepKind.TELL_INACTIVE,
        StepKind.TELL_BACK,
        StepKind.TELL_ANSWER,
        StepKind.HEAR_BACK,
    }
)
"""What notifies its recipient while a round runs. The prompt of a pair notifies all its members too."""


LATEST = {
    StepKind.NUDGE: timedelta(hours=12),
    StepKind.TELL_BACK: timedelta(hours=12),
    StepKind.CHECK_IN: timedelta(days=3),
    StepKind.COPY_TO_THREAD: timedelta(days=3),
    StepKind.ASK_CHECK_INS: timedelta(days=3),
    StepKind.END_ENROLMENT: timedelta(days=7),
    StepKind.GREET_GUILD: timedelta(days=7),
    StepKind.SAY_GOODBYE: OPEN_FOR,
}
"""How late a step still makes sense; what is not here is never too late."""

LAST_RUN = 12
"""Tries after which a step gives up. With the waits below that is about two days."""


def too_late(step: Step, now: datetime) -> bool:
    """Whether doing it now would do more harm than leaving it."""
    latest = LATEST.get(step.kind)
    return latest is not None and now - step.due_at > latest


def is_last_try(runs: int) -> bool:
    """Whether a step gives up with this try. Tries are never counted anew: who asks for more gets as many again."""
    return runs % LAST_RUN == 0


def is_told_to_fail(kind: StepKind, runs: int) -> bool:
    """Whether the organisers should know that a step failed so often, though it goes on.

    They wait for the draft of a summary, and read of it at its second failure; of all else at what would be a last one.
    """
    return runs >= 2 if kind is StepKind.DRAFT_SUMMARY else is_last_try(runs)


def wait_before_next(runs: int) -> timedelta:
    """How long to wait after the given number of tries: 15 s, doubled each time, at most six hours.

    After a last try it begins with 15 s again.
    """
    return min(timedelta(hours=6), timedelta(seconds=15 * 2 ** ((runs - 1) % LAST_RUN)))
