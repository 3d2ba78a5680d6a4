"""From a notice to a message: each kind of notice has one writer."""

from datetime import datetime
from typing import assert_never

from bot.domain.notices import (
    AgreementNote,
    CaseAnswer,
    CaseNote,
    CasesWait,
    CheckInQuestion,
    ConfirmReply,
    DeskNote,
    DmsClosed,
    EnrolmentOpen,
    Goodbye,
    Greeting,
    HeardBack,
    Inactive,
    Introduction,
    InvitedAgain,
    InvitedFirst,
    Menu,
    Notice,
    Nudge,
    PairGreeting,
    PairPrompt,
    Panel,
    PartnerLeft,
    PartnerOffer,
    PlaceFree,
    PromptPost,
    Removed,
    ReplyEcho,
    ReplyKept,
    StayInTouch,
    SummaryPost,
    Waiting,
    Welcome,
    WelcomeBack,
    WhichPrompt,
)
from bot.frontend.messages.agreeing import write_agreement
from bot.frontend.messages.casework import write_case, write_case_answer, write_cases_wait, write_removed
from bot.frontend.messages.check_in import write_check_in
from bot.frontend.messages.desk import write_desk_note, write_greeting
from bot.frontend.messages.ending import write_goodbye, write_invited_again, write_stay_in_touch
from bot.frontend.messages.enrolment import write_enrolment, write_welcome
from bot.frontend.messages.menu import write_menu
from bot.frontend.messages.message import Message
from bot.frontend.messages.pairs import write_dms_closed, write_introduction, write_pair_greeting
from bot.frontend.messages.panel import write_panel
from bot.frontend.messages.partners import (
    write_inactive,
    write_nudge,
    write_partner_left,
    write_partner_offer,
    write_waiting,
    write_welcome_back,
)
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.places import write_invited_first, write_place_free
from bot.frontend.messages.prompts import write_pair_prompt, write_prompt_post
from bot.frontend.messages.replies import write_confirm_reply, write_kept, write_reply_echo, write_which_prompt
from bot.frontend.messages.summaries import write_heard_back, write_summary
from bot.texts.speech import Speech


def render(notice: Notice, speech: Speech, *, token: str | None, now: datetime) -> Message:
    """The notice in the speaker's language, its token in every button of ours.

    `now` (aware) only decides by which offset from UTC clocks are described; the same arguments give the same message.

    Raises:
        ValueError: words of a member are longer than any embed; forms and Discord allow 4,000 characters.
    """
    pen = Pen(speech=speech, token=token, now=now)
    match notice:
        case Menu() | EnrolmentOpen() | Welcome() | PlaceFree() | InvitedFirst() | Waiting() | DeskNote() | Panel():
            return _render_for_program(notice, pen)
        case Introduction() | DmsClosed() | PairGreeting() | PartnerLeft() | CheckInQuestion() | Nudge():
            return _render_for_partners(notice, pen)
        case AgreementNote() | PartnerOffer() | Inactive() | WelcomeBack():
            return _render_on_the_way(notice, pen)
        case Greeting():
            return write_greeting(notice, pen)
        case CaseNote() | CasesWait() | CaseAnswer() | Removed():
            return _render_casework(notice, pen)
        case PromptPost():
            return write_prompt_post(notice, pen)
        case PairPrompt():
            return write_pair_prompt(notice, pen)
        case ReplyEcho():
            return write_reply_echo(notice, pen)
        case ReplyKept():
            return write_kept(notice, pen)
        case WhichPrompt():
            return write_which_prompt(notice, pen)
        case ConfirmReply():
            return write_confirm_reply(notice, pen)
        case SummaryPost():
            return write_summary(notice, pen)
        case HeardBack():
            return write_heard_back(notice, pen)
        case Goodbye():
            return write_goodbye(notice, pen)
        case StayInTouch():
            return write_stay_in_touch(notice, pen)
        case InvitedAgain():
            return write_invited_again(notice, pen)
        case _:
            assert_never(notice)


def _render_on_the_way(notice: AgreementNote | PartnerOffer | Inactive | WelcomeBack, pen: Pen) -> Message:
    match notice:
        case AgreementNote():
            return write_agreement(notice, pen)
        case PartnerOffer():
            return write_partner_offer(notice, pen)
        case Inactive():
            return write_inactive(notice, pen)
        case WelcomeBack():
            return write_welcome_back(notice, pen)
        case _:
            assert_never(notice)


def _render_for_program(
    notice: Menu | EnrolmentOpen | Welcome | PlaceFree | InvitedFirst | Waiting | DeskNote | Panel, pen: Pen
) -> Message:
    match notice:
        case Menu():
            return write_menu(notice, pen)
        case EnrolmentOpen():
            return write_enrolment(notice, pen)
        case Welcome():
            return write_welcome(notice, pen)
        case PlaceFree():
            return write_place_free(notice, pen)
        case InvitedFirst():
            return write_invited_first(notice, pen)
        case Waiting():
            return write_waiting(notice, pen)
        case DeskNote():
            return write_desk_note(notice, pen)
        case Panel():
            return write_panel(notice, pen)
        case _:
            assert_never(notice)


def _render_casework(notice: CaseNote | CasesWait | CaseAnswer | Removed, pen: Pen) -> Message:
    match notice:
        case CaseNote():
            return write_case(notice, pen)
        case CasesWait():
            return write_cases_wait(notice, pen)
        case CaseAnswer():
            return write_case_answer(notice, pen)
        case Removed():
            return write_removed(notice, pen)
        case _:
            assert_never(notice)


def _render_for_partners(
    notice: Introduction | DmsClosed | PairGreeting | PartnerLeft | CheckInQuestion | Nudge, pen: Pen
) -> Message:
    match notice:
        case Introduction():
            return write_introduction(notice, pen)
        case DmsClosed():
            return write_dms_closed(notice, pen)
        case PairGreeting():
            return write_pair_greeting(notice, pen)
        case PartnerLeft():
            return write_partner_left(notice, pen)
        case CheckInQuestion():
            return write_check_in(notice, pen)
        case Nudge():
            return write_nudge(notice, pen)
        case _:
            assert_never(notice)
