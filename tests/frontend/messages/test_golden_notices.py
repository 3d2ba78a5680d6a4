"""What people see of every notice, word for word. To accept a change: ROUNDTABLE_GOLDEN=write, then read the diff."""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.domain.agreement import HowOften, Medium
from bot.domain.case import CaseKind, Deed
from bot.domain.cells import Crossing, Row
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
from bot.domain.kind import Kind
from bot.domain.notices import (
    AgreementNote,
    Asking,
    CaseAnswer,
    CaseNote,
    CasesWait,
    Chance,
    CheckInQuestion,
    Coming,
    ConfirmReply,
    DeskNote,
    DmsClosed,
    DoneAbout,
    Enrolment,
    EnrolmentOpen,
    Goodbye,
    Greeting,
    HeardBack,
    Inactive,
    Introduction,
    InvitedAgain,
    InvitedFirst,
    Menu,
    NextRound,
    Notice,
    Nudge,
    PairGreeting,
    PairPrompt,
    Panel,
    PanelRound,
    PartnerCard,
    PartnerLeft,
    PartnerOffer,
    PlaceFree,
    PromptChoice,
    PromptPost,
    Removed,
    ReplyEcho,
    ReplyKept,
    StayInTouch,
    SummaryPost,
    Terms,
    Waiting,
    WaitingCase,
    Welcome,
    WelcomeBack,
    WhichPrompt,
)
from bot.domain.openers import Opener, OpenerKind
from bot.domain.partner_figures import PartnerFigures
from bot.domain.partnership import Shared
from bot.domain.prompt import Prompt, PromptImage, PromptLink
from bot.domain.round import Phase
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.summary_kinds import KindCount
from bot.domain.timetable import EntryKind
from bot.domain.waking import Window
from bot.domain.words import Figures
from bot.frontend.custom_ids import parse
from bot.frontend.messages import Message, render
from bot.frontend.messages.layout import COMPONENT_LIMIT, TEXT_LIMIT, Block, Drawing, Layout, Line
from bot.texts.catalogue import SHIPPED_TEXTS, Texts, read_catalogue

GOLDEN = Path(__file__).parents[2] / "golden" / "notices"
ENGLISH = read_catalogue(SHIPPED_TEXTS, "en").texts
TOKEN = "k3yT0ken_of-a-step"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 6, 30, 18, tzinfo=UTC)
ROUND, PAIR, PROGRAM = RoundId(7), PairId(17), ProgramId(2)
TITLE = "Libraries * of the World"
HARMFUL = "# Hello @everyone <@123>\n[click](javascript:alert(1)) ||secret|| ```code\n1. one\n- two"

ANA = PartnerCard(
    member_id=MemberId(1001),
    name="Ana_**Bold**_ @everyone",
    country="KE",
    zone="Africa/Nairobi",
    languages=("en", "sw"),
    interests=("Open access", "Children & schools", "Maps", "Music", "Film", "Food"),
)
BO = PartnerCard(
    member_id=MemberId(1002),
    name="\u202eيارا [x](https://evil.example)",
    country="",
    zone="Asia/Kathmandu",
    languages=("ne",),
    interests=(),
)
CY = PartnerCard(
    member_id=MemberId(1003), name="W" * 90, country="BR", zone="America/Sao_Paulo", languages=(), interests=()
)
TOLD_MORE = replace(
    ANA,
    sector="Public library",
    career_stage="I lead a team",
    offers=("Maps", "Music"),
    seeks=("Open access",),
    hopes="شريك صبور\nfrom *anywhere* \u202e@everyone",
)
SHARED = Shared(languages=("en",), interests=("Maps", "Music"), hours=6, met_before=True)
PROMPT = Prompt(
    number=3,
    slug="a-day",
    title="A day in your library",
    opening="What is a day like where you work?\n\nTell it *slowly*.",
    questions=("What do you do first?", "Who comes in?"),
    links=(PromptLink(title="A day in Accra", url="https://example.org/accra"),),
    tags=("work", "daily life"),
    image=PromptImage(url="https://example.org/a.jpg", file=None, source="A. Photographer, CC BY 4.0", alt="A desk."),
    author="Akua",
    photo_activity="Show your desk.",
)
BARE = Prompt(number=1, slug="hello", title="Hello", opening="Hi. " * 400, questions=("Who are you?",))
WITH_FILE = Prompt(
    number=2,
    slug="file",
    title="A picture",
    opening="Look.",
    questions=(),
    image=PromptImage(url=None, file="Ein Bild.JPG", source="Us", alt="A tree."),
)
FIGURES = Figures(
    people=14, replies=12, pair_replies=3, guest_people=1, guest_replies=1, late_replies=0, count_only=2, quote=6,
    quote_with_name=4,
)  # fmt: skip
ONE = Figures(
    people=1, replies=1, pair_replies=0, guest_people=0, guest_replies=0, late_replies=0, count_only=1, quote=0,
    quote_with_name=0,
)  # fmt: skip


PARTNERS = PartnerFigures(
    people=40, ever_met=33, had_another=3, met=30, talking=2, new_partner=1, introduced=1, silent=1, away=1,
    waiting=0, inactive=2, left=2,
)  # fmt: skip


def quote(number: int, text: str, *credit: str, link: str | None = None) -> Quote:
    return Quote(reply_id=ReplyId(number), text=text, start=0, end=len(text), number=number, credit=credit, link=link)


def theme(*quotes: Quote, words: tuple[str, ...] = ("morning", "tea")) -> Theme:
    return Theme(number=1, words=words, reply_ids=(ReplyId(1), ReplyId(2), ReplyId(3)), people=4, quotes=quotes)


def summary(*themes: Theme, quotes: tuple[Quote, ...] = (), figures: Figures = FIGURES) -> Summary:
    return Summary(
        round_name="2026A", prompt_number=3, title=PROMPT.title, made_at=NOW, reply_ids=(), figures=figures,
        themes=themes, quotes=quotes,
    )  # fmt: skip


def summary_post(of: Summary, *, draft: bool = False) -> SummaryPost:
    return SummaryPost(summary_id=SummaryId(5), round_id=ROUND, title=of.title, summary=of, draft=draft)


def everything() -> Summary:
    """A summary with all that there can be in one."""
    themes = [
        replace(
            theme(quote(number, f"Quote {number}."), quote(number + 10, HARMFUL), words=words),
            number=number, people=people, agreed=number - 1,
            kinds=(KindCount(kind=kind, people=3, replies=3, proposed=1),),
        )
        for number, people, words, kind in (
            (1, 9, ("mentoring", "courage"), Kind.PRACTICE),
            (2, 9, ("budget", "*time*"), Kind.NEED),
            (3, 4, ("training",), Kind.RECOMMENDATION),
        )
    ]  # fmt: skip
    rows = tuple(Row(theme=number, cells=cells) for number, cells in ((1, (3, 4)), (2, (None, 3)), (3, (None, None))))
    stages = tuple(Row(theme=number, cells=cells) for number, cells in ((1, (3, 6)), (2, (5, 4)), (3, (None, None))))
    return replace(
        summary(*themes),
        reply_ids=tuple(map(ReplyId, range(1, 13))),
        crossings=(
            Crossing(field="region", columns=("asia", "europe"), few=("oceania",), rows=rows),
            Crossing(field="career_stage", columns=("new", "leading"), few=(), rows=stages),
        ),
        sentences=("We met in May.", HARMFUL),
        partners=PARTNERS,
    )


def enrolment(state: Enrolment) -> EnrolmentOpen:
    return EnrolmentOpen(
        round_id=ROUND, title=TITLE, description="Talk with **one** person.", prompts=8,
        closes_at=NOW, starts_at=NOW, ends_at=LATER, code_of_conduct="Be kind.", enrolment=state,
    )  # fmt: skip


def welcome(*, in_reserve: bool) -> Welcome:
    return Welcome(round_id=ROUND, title=TITLE, starts_at=LATER, in_reserve=in_reserve)


def introduction(*partners: PartnerCard, again: bool = False, thread: int | None = 555) -> Introduction:
    return Introduction(
        round_id=ROUND, pair_id=PAIR, title=TITLE, partners=partners, shared=SHARED, again=again,
        thread_id=None if thread is None else ChannelId(thread),
    )  # fmt: skip


def prompt_post(prompt: Prompt, *, reads_threads: bool) -> Notice:
    return PromptPost(round_id=ROUND, prompt=prompt, position=3, of=8, closes_at=LATER, reads_threads=reads_threads)


def confirm_reply() -> ConfirmReply:
    return ConfirmReply(
        round_id=RoundId(7),
        reply_id=ReplyId(9),
        writer=ANA.name,
        readers=(BO.member_id, CY.member_id),
        text=HARMFUL,
        title=PROMPT.title,
        consent=Consent.QUOTE_WITH_NAME,
        waits_for=(BO.name, CY.name),
        agreed=BO.name,
    )


def reply_kept() -> ReplyKept:
    return ReplyKept(
        round_id=ROUND,
        reply_id=ReplyId(9),
        title=PROMPT.title,
        consent=Consent.QUOTE_WITH_NAME,
        asked=True,
        late=False,
        shown=False,
    )


def which_prompt(*programs: str) -> WhichPrompt:
    return WhichPrompt(
        message_id=MessageId(1234567890123456789),
        choices=tuple(
            PromptChoice(round_id=RoundId(ROUND + place), number=2, title=PROMPT.title, program=program)
            for place, program in enumerate(programs)
        ),
    )


def pair_prompt(message: int | None) -> PairPrompt:
    return PairPrompt(
        round_id=ROUND, pair_id=PAIR, members=(ANA.member_id, BO.member_id), prompt=PROMPT, position=3, of=8,
        channel_id=ChannelId(444), message_id=None if message is None else MessageId(message),
        closes_at=LATER,
    )  # fmt: skip


OPENERS = (
    Opener(kind=OpenerKind.OFFER, topic="Open access", name=ANA.name, other=BO.name),
    Opener(kind=OpenerKind.SHARED, topic="Maps"),
    Opener(kind=OpenerKind.OWN, topic="Music", name=BO.name),
    Opener(kind=OpenerKind.GENERAL, number=3),
)
AWAKE = (Window(starts_at=NOW, ends_at=NOW.replace(hour=16, minute=15)),)


def terms(*, missing: tuple[str, ...] = (), hopes: str = HARMFUL, asks_reader: bool = False) -> Terms:
    return Terms(
        how_often=HowOften.FORTNIGHTLY, medium=Medium.VIDEO, hopes=hopes, accepted=(ANA.name,), missing=missing,
        asks_reader=asks_reader,
    )  # fmt: skip


def check_in(*, in_thread: bool) -> CheckInQuestion:
    return CheckInQuestion(
        round_id=ROUND, pair_id=PAIR, prompt_number=3, member_id=ANA.member_id, partner_names=(BO.name, CY.name),
        prompt_title=PROMPT.title, in_thread=in_thread, invites=True,
    )  # fmt: skip


def heard_back(theme: str | None, *, quoted: bool) -> HeardBack:
    return HeardBack(
        round_id=ROUND, summary_title=PROMPT.title, theme=theme, others=3, regions=2 if theme else 0,
        people=14, replies=12, quote="A day in *each* library.\nAnd courage." if quoted else "",
        link="https://discord.com/channels/1/444/666",
    )  # fmt: skip


def case(
    *,
    name: str = ANA.name,
    partners: tuple[str, ...] = (BO.name,),
    in_round: bool = True,
    done: tuple[DoneAbout, ...] = (),
    closed: bool = False,
) -> CaseNote:
    return CaseNote(
        case_id=CaseId(3), name=name, kind=CaseKind.PARTNER, words=HARMFUL, opened_at=NOW, partners=partners,
        in_round=in_round, done=done, closed=closed,
    )  # fmt: skip


GOODBYE = Goodbye(
    round_id=ROUND,
    title=TITLE,
    reflection="",
    answered=5,
    prompts=8,
    together=2,
    open_until=LATER,
    pair_id=PAIR,
    partner_names=(BO.name,),
    thread_id=ChannelId(555),
    next_round=NextRound(round_id=RoundId(8), starts_at=LATER),
    stays=False,
)


def desk(
    key: str,
    *,
    round_id: int | None = None,
    summary_id: int | None = None,
    step_id: int | None = None,
    **fields: str | int,
) -> DeskNote:
    return DeskNote(
        key=key,
        fields=tuple(fields.items()),
        round_id=None if round_id is None else RoundId(round_id),
        summary_id=None if summary_id is None else SummaryId(summary_id),
        step_id=None if step_id is None else StepId(step_id),
    )


def menu(**chance: Any) -> Menu:
    nothing: dict[str, Any] = {"round_id": None, "closes_at": None, "opens_at": None}
    found = Chance(**nothing | chance, channel_id=ChannelId(31))
    return Menu(program_id=PROGRAM, title=TITLE, description="Talk with **one** person.", chance=found)


NOTICES: dict[str, Notice] = {
    "greeting_of_a_server": Greeting(),
    "greeting_once_set_up": Greeting(set_up=((TITLE, ChannelId(31)),)),
    "panel": Panel(
        program_id=PROGRAM,
        title=TITLE,
        rounds=(
            PanelRound(
                round_id=ROUND,
                name="2026A",
                phase=Phase.RUNNING,
                zone="Europe/Berlin",
                people=41,
                places=50,
                wait_listed=2,
                invitation="https://discord.com/channels/1/31/77",
                coming=(
                    Coming(what=EntryKind.PROMPT, at=NOW, title="A day * in your library"),
                    Coming(what=EntryKind.ROUND_CLOSES, at=LATER),
                ),
            ),
            PanelRound(
                round_id=RoundId(8),
                name="2026B",
                phase=Phase.PLANNED,
                zone="Europe/Berlin",
                coming=tuple(
                    Coming(what=what, at=LATER)
                    for what in (EntryKind.ENROLMENT_OPENS, EntryKind.ENROLMENT_CLOSES, EntryKind.START)
                ),
            ),
        ),
    ),
    "panel_of_nothing": Panel(program_id=PROGRAM, title=TITLE, rounds=()),
    "panel_of_a_round_that_runs": Panel(
        program_id=PROGRAM,
        title=TITLE,
        rounds=(PanelRound(round_id=ROUND, name="2026A", phase=Phase.RUNNING, zone="UTC", people=1, coming=()),),
    ),
    "panel_of_a_round_that_enrols": Panel(
        program_id=PROGRAM,
        title=TITLE,
        rounds=(
            PanelRound(
                round_id=ROUND,
                name="2026A",
                phase=Phase.ENROLLING,
                zone="America/New_York",
                people=0,
                invitation="https://discord.com/channels/1/31/77",
                coming=(Coming(what=EntryKind.ENROLMENT_CLOSES, at=LATER),),
            ),
        ),
    ),
    "menu": menu(),
    "menu_while_people_join": menu(round_id=ROUND, closes_at=NOW),
    "menu_with_stand_ins": menu(round_id=ROUND, opens_at=LATER),
    "menu_before_people_join": menu(opens_at=LATER),
    "enrolment_open": enrolment(Enrolment.OPEN),
    "enrolment_reserve": enrolment(Enrolment.RESERVE),
    "enrolment_ended": enrolment(Enrolment.ENDED),
    "welcome": welcome(in_reserve=False),
    "welcome_reserve": welcome(in_reserve=True),
    "welcome_wait_list": replace(welcome(in_reserve=False), wait_list_number=1_203),
    "enrolment_with_places": replace(enrolment(Enrolment.OPEN), places=1_000, country_places=200, has_roster=True),
    "enrolment_with_places_full": replace(enrolment(Enrolment.RESERVE), places=1_000, has_roster=True),
    "enrolment_with_codes_ended": replace(enrolment(Enrolment.ENDED), places=1_000, has_roster=True),
    "place_free": PlaceFree(round_id=ROUND, title=TITLE, starts_at=LATER),
    "invited_first": InvitedFirst(round_id=ROUND, title=TITLE, closes_at=LATER, held_until=NOW + timedelta(days=7)),
    "invited_first_without_a_place": InvitedFirst(round_id=ROUND, title=TITLE, closes_at=LATER, held_until=None),
    "introduction": introduction(ANA),
    "introduction_told_more": introduction(TOLD_MORE, thread=None),
    "introduction_again_trio": introduction(BO, CY, again=True, thread=None),
    "pair_greeting": PairGreeting(
        round_id=ROUND, pair_id=PAIR, title=TITLE, partners=(ANA, BO, CY), shared=Shared(), prompt=PROMPT
    ),
    "pair_greeting_told_more": PairGreeting(
        round_id=ROUND, pair_id=PAIR, title=TITLE, partners=(TOLD_MORE, BO), shared=SHARED, prompt=PROMPT
    ),
    "dms_closed": DmsClosed(round_id=ROUND, member_id=ANA.member_id),
    "waiting": Waiting(round_id=ROUND, title=TITLE),
    "partner_left": PartnerLeft(round_id=ROUND, name=ANA.name, partners_left=0),
    "partner_left_erased": PartnerLeft(round_id=ROUND, name="", partners_left=1),
    "partner_left_trio": PartnerLeft(round_id=ROUND, name=ANA.name, partners_left=1),
    "prompt_post": prompt_post(PROMPT, reads_threads=True),
    "prompt_post_with_file": prompt_post(WITH_FILE, reads_threads=False),
    "pair_prompt": pair_prompt(777),
    "pair_prompt_alone": pair_prompt(None),
    "check_in": check_in(in_thread=False),
    "check_in_in_thread": check_in(in_thread=True),
    "nudge": Nudge(round_id=ROUND, pair_id=PAIR, partner_names=(ANA.name,), thread_id=ChannelId(555)),
    "agreement_proposed": AgreementNote(round_id=ROUND, pair_id=PAIR, terms=terms(missing=(BO.name,))),
    "agreement_holds": AgreementNote(round_id=ROUND, pair_id=PAIR, terms=terms(hopes="")),
    "agreement_replaced": AgreementNote(round_id=ROUND, pair_id=PAIR, terms=terms(), replaced=True),
    "check_in_of_who_has_replied": replace(check_in(in_thread=False), invites=False),
    "pair_prompt_with_reply_that_waits": replace(pair_prompt(777), unconfirmed=PROMPT.title),
    "introduction_with_hours": replace(introduction(ANA, thread=None), openers=OPENERS, awake=AWAKE),
    "pair_greeting_with_hours": PairGreeting(
        round_id=ROUND,
        pair_id=PAIR,
        title=TITLE,
        partners=(ANA, BO),
        shared=SHARED,
        prompt=PROMPT,
        openers=OPENERS,
        awake=AWAKE,
    ),
    "partner_offer": PartnerOffer(round_id=ROUND, pair_id=PAIR, silent_id=ANA.member_id, name=ANA.name),
    "inactive": Inactive(round_id=ROUND, title=TITLE),
    "welcome_back": WelcomeBack(
        round_id=ROUND,
        title=TITLE,
        partner_names=(ANA.name, BO.name),
        thread_id=ChannelId(88),
        prompt_title=PROMPT.title,
    ),
    "goodbye": GOODBYE,
    "goodbye_alone": replace(
        GOODBYE, pair_id=None, partner_names=(), thread_id=None, answered=0, together=0, next_round=None
    ),
    "goodbye_of_who_stays": replace(GOODBYE, stays=True, next_round=None, reflection="What will you keep?"),
    "stay_in_touch": StayInTouch(round_id=ROUND, names=(ANA.name, BO.name), in_thread=True),
    "stay_in_touch_without_thread": StayInTouch(round_id=ROUND, names=(BO.name,), in_thread=False),
    "invited_again": InvitedAgain(round_id=RoundId(8), title=TITLE, closes_at=LATER),
    "desk_survey_done": desk("survey_done", round_id=ROUND, round="2026A", people=14),
    "reply_echo": ReplyEcho(reply_id=ReplyId(9), names=(ANA.name, BO.name), text=HARMFUL),
    "reply_kept": reply_kept(),
    "reply_kept_late_and_never_asked": replace(
        reply_kept(), consent=Consent.COUNT_ONLY, asked=False, late=True, shown=True
    ),
    "which_prompt": which_prompt(TITLE),
    "which_prompt_of_two_programs": which_prompt(TITLE, HARMFUL),
    "reply_echo_withdrawn": ReplyEcho(reply_id=ReplyId(9), names=(ANA.name,), text=HARMFUL, withdrawn=True),
    "confirm_reply": confirm_reply(),
    "confirm_reply_counts": replace(confirm_reply(), readers=(), waits_for=(), asking=Asking.COUNTS),
    "confirm_reply_replaced": replace(confirm_reply(), asking=Asking.REPLACED),
    "confirm_reply_withdrawn": replace(confirm_reply(), text="", asking=Asking.WITHDRAWN),
    "desk_pairing_ready": desk("pairing_ready", round_id=7, round="2026A", pairs=1204, trios=1, waiting=2),
    "desk_pairing_went_out": desk("pairing_went_out", round="2026A"),
    "desk_pairing_empty": desk("pairing_empty", round="2026A", people=1),
    "desk_summary_ready": desk("summary_ready", summary_id=5, title=PROMPT.title, replies=12, people=14),
    "desk_partner_silent": desk("partner_silent", name=ANA.name, partner=BO.name, round="2026A"),
    "desk_silence_ended": desk("silence_ended", name=ANA.name, round="2026A"),
    "desk_case_again": desk("case_again", name=ANA.name, words=HARMFUL, place=444),
    "case": case(),
    "case_done": case(
        done=tuple(
            DoneAbout(deed=deed, by=ANA.name, about=BO.name, words=HARMFUL if deed is Deed.ANSWERED else "", at=NOW)
            for deed in Deed
        ),
        closed=True,
    ),
    "case_alone": case(name="", partners=(), in_round=False),
    "cases_wait": CasesWait(
        cases=(
            WaitingCase(name=ANA.name, kind=CaseKind.PARTNER, opened_at=NOW, thread_id=ChannelId(444), answered=False),
            WaitingCase(name="", kind=CaseKind.QUESTION, opened_at=NOW, thread_id=None, answered=True),
        )
    ),
    "case_answer": CaseAnswer(
        round_id=RoundId(7),
        case_id=CaseId(3),
        member_id=ANA.member_id,
        words=HARMFUL,
        closed=False,
        asked=HARMFUL,
    ),
    "case_answer_closed": CaseAnswer(
        round_id=RoundId(7), case_id=CaseId(3), member_id=ANA.member_id, words="", closed=True
    ),
    "removed": Removed(round_id=ROUND, title=TITLE),
    "partner_left_rests": PartnerLeft(round_id=ROUND, name=ANA.name, partners_left=0, looks=False),
    "desk_partner_left": desk("partner_left", name=ANA.name, round="2026A"),
    "desk_somebody_left": desk("partner_left", name="", round="2026A"),
    "desk_missing_permission": desk("missing_permission", permission="Send Messages in Threads", place=444),
    "desk_no_history": desk("no_history", place="<#444>"),
    "desk_missing_some_permission": desk("missing_permission", permission="", place=444),
    "desk_place_gone": desk("place_gone", place=444),
    "desk_place_full": desk("place_full", place=444, need="threads"),
    "desk_place_full_of_members": desk("place_full", place=444, need="members"),
    "desk_message_gone": desk("message_gone", place=444, what="pin_menu"),
    "desk_dms_rest": desk("dms_rest"),
    "desk_people_without_names": desk("partner_silent", name="<@1001>", partner="<@1002>, <@1003>", round="2026A"),
    "desk_gave_up": desk("gave_up", step_id=41, what="open_pair_thread", place=444, why="forbidden"),
    "desk_gave_up_for_a_person": desk("gave_up", step_id=42, what="introduce", place=ANA.name, why="discord"),
    "desk_gave_up_for_somebody": desk("gave_up", step_id=43, what="welcome", place="", why="refused"),
    "desk_draft_fails": desk("draft_fails", step_id=45, title="A day * in", why="fault"),
    "desk_still_failing": desk("still_failing", step_id=44, what="draft_pairing", place=444, why="fault"),
    "desk_database_down": desk("database_down"),
    "desk_database_up": desk("database_up"),
    "desk_dms_closed": desk("dms_closed", name=ANA.name),
    "desk_round_cancelled": desk("round_cancelled", round="2026A"),
    "desk_round_published": desk("round_published", round="2026A"),
    "summary_draft": summary_post(
        summary(
            theme(
                quote(1, "We drink tea first.", ANA.name, BO.name, link="https://discord.com/channels/1/2/3"),
                quote(2, HARMFUL),
            ),
            theme(quote(3, "Nobody comes before ten."), words=("quiet", "#ten")),
        ),
        draft=True,
    ),
    "summary_of_everything": replace(
        summary_post(everything()), names={"region": {"asia": "Asia-Oceania", "europe": "Europe"}}
    ),
    "summary_without_pictures": replace(summary_post(everything()), pictured=False),
    "summary_quotes_alone": summary_post(summary(quotes=(quote(1, "Tea.\n\nThen mail."),))),
    "summary_figures_alone": summary_post(summary(figures=ONE)),
    "summary_of_round": summary_post(replace(summary(quotes=(quote(1, "Tea."),)), partners=PARTNERS)),
    "heard_back": heard_back("morning, tea", quoted=True),
    "heard_back_counted": heard_back(None, quoted=False),
    "heard_back_only_counted": replace(heard_back("A theme", quoted=False), may_be_shown=False),
}
TOO_MUCH: dict[str, Notice] = {
    "pair_prompt_of_a_long_prompt": replace(
        pair_prompt(777), prompt=replace(PROMPT, opening="o" * 3_400, questions=("q" * 300,) * 2), unconfirmed="u" * 100
    ),
    "introduction_told_too_much": introduction(
        *[replace(TOLD_MORE, offers=("*" * 100,) * 9, seeks=("_" * 100,) * 9, hopes="|" * 200)] * 2, thread=None
    ),
    "introduction_of_many": introduction(*[TOLD_MORE] * 7, thread=None),
    "pair_greeting_of_many": PairGreeting(
        round_id=ROUND, pair_id=PAIR, title=TITLE, partners=(TOLD_MORE,) * 8, shared=SHARED, prompt=PROMPT,
        openers=OPENERS, awake=AWAKE,
    ),
    "introduction": introduction(*[ANA, CY, BO], thread=10**18),
    "summary_of_long_quotes": summary_post(
        summary(*(theme(*(quote(n, f"{n}" + "*" * 298) for n in range(3)), words=("w" * 90,) * 4) for _ in range(6)))
    ),
    "summary_of_many_themes": summary_post(summary(*(theme(quote(1, "Yes.")) for _ in range(200)))),
    "prompt": prompt_post(
        Prompt(
            number=1, slug="x", title="t" * 100, opening="o" * 1_379, questions=("q" * 300,) * 7,
            links=(PromptLink(title="l" * 80, url="https://example.org/" + "u" * 490),) * 5, tags=("g" * 20,) * 5,
            image=PromptImage(url="https://example.org/x", file=None, source="s" * 200, alt="a" * 1_024),
            author="p" * 100, photo_activity="h" * 400,
        ),
        reads_threads=True,
    ),
    "reply_echo": ReplyEcho(reply_id=ReplyId(9), names=(CY.name,) * 3, text="@" * 4_000),
    "reply_kept": replace(reply_kept(), title="@" * 4_000, asked=False, late=True),
    "which_prompt": which_prompt(*("`@" * 2_000 for _ in range(5))),
    "confirm_reply": ConfirmReply(
        round_id=RoundId(7), reply_id=ReplyId(9), writer=CY.name, readers=(CY.member_id,) * 3, text="[" * 4_000,
        title="t" * 100,
        consent=Consent.COUNT_ONLY, waits_for=("[" * 32,) * 3,
    ),
    "case_again": desk("case_again", name="_" * 200, words="*" * 4_000, place=444),
}  # fmt: skip


def rendered(notice: Notice) -> Message:
    return render(notice, Texts.load().for_locale("en-GB"), token=TOKEN, now=NOW)


def show(message: Message) -> str:
    """The message as lines to read: content, embeds, or blocks; then a line for each row of buttons."""
    parts = [message.content, *(show_block(each) for each in blocks_of(message))]
    for embed in message.embeds:
        parts += [f"== {embed.title or ''}", embed.description or ""]
        parts += [f"-- {field.name}\n{field.value}" for field in embed.fields]
        parts += [f"-- image {embed.image.url}"] if embed.image.url else []
        parts += [f"-- footer {embed.footer.text}"] if embed.footer.text else []
    parts += [f"== file {picture.file_name}: {picture.alt}" for picture in message.pictures]
    parts += ["== " + " ".join(show_button(item.to_component_dict()) for item in row) for row in rows_of(message)]
    return "\n".join([*parts, f"== mentions {list(message.mentions)}", ""])


def blocks_of(message: Message) -> tuple[Block, ...]:
    return message.layout.blocks if message.layout else ()


def rows_of(message: Message) -> tuple[tuple[Any, ...], ...]:
    return message.layout.rows if message.layout else message.rows


def show_block(block: Block) -> str:
    match block:
        case str():
            return block
        case Line():
            return "----"
        case Drawing():
            return f"== drawing {block.file_name}: {block.chart.alt}"


def show_button(button: dict[str, Any]) -> str:
    if "options" in button:
        choices = " · ".join(option["label"] for option in button["options"])
        several = f"{button['min_values']}-{button['max_values']}"
        return f"[{button['placeholder']}]({several} of {choices} {button['custom_id']})"
    style = discord.ButtonStyle(button["style"]).name
    return f"[{button['label']}]({style} {button.get('custom_id') or button['url']})"


def custom_ids(message: Message) -> list[str]:
    return [item.to_component_dict().get("custom_id", "") for row in rows_of(message) for item in row]


@pytest.mark.parametrize("name", NOTICES)
def test_notice_reads_as_it_was_agreed(name: str) -> None:
    path = GOLDEN / f"{name}.txt"
    shown = show(rendered(NOTICES[name]))
    if os.environ.get("ROUNDTABLE_GOLDEN") == "write":
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8")


def test_every_golden_file_belongs_to_a_notice() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == NOTICES.keys()


@pytest.mark.parametrize(
    "notice", [*NOTICES.values(), *TOO_MUCH.values()], ids=[*NOTICES, *(f"long {k}" for k in TOO_MUCH)]
)
def test_notice_keeps_within_the_limits_of_discord(notice: Notice) -> None:
    message = rendered(notice)
    if message.layout:
        check_layout(message.layout)
    else:
        assert 0 < len(message.content) <= 2_000
    assert len(message.embeds) <= 1
    for embed in message.embeds:
        assert len(embed) <= 6_000
        assert len(embed.title or "") <= 256
        assert len(embed.description or "") <= 4_096
        assert embed.title or embed.description
        assert all(0 < len(field.name or "") <= 256 and 0 < len(field.value or "") <= 1_024 for field in embed.fields)
    assert 1 <= len(rows_of(message)) <= 5
    assert all(1 <= len(row) <= 5 for row in rows_of(message))
    ids = [each for each in custom_ids(message) if each]
    assert len(set(ids)) == len(ids)
    assert all(len(each) <= 100 for each in ids)


def check_layout(layout: Layout) -> None:
    assert all(layout.blocks)
    assert sum(len(each) for each in layout.blocks if isinstance(each, str)) <= TEXT_LIMIT
    assert 1 + len(layout.blocks) + sum(1 + len(row) for row in layout.rows) <= COMPONENT_LIMIT
    assert all(len(each.chart.alt) <= 1_024 for each in layout.drawings)


@pytest.mark.parametrize("name", NOTICES)
def test_every_button_of_a_notice_carries_its_token(name: str) -> None:
    ids = [each for each in custom_ids(rendered(NOTICES[name])) if each]
    assert ids
    assert {parse(each).token for each in ids} == {TOKEN}


@pytest.mark.parametrize("name", sorted(NOTICES.keys() - {"desk_people_without_names"}))
def test_content_names_nobody_who_is_not_a_recipient(name: str) -> None:
    message = rendered(NOTICES[name])
    assert re.findall(r"(?<!\\)<@!?&?(\d+)>", message.content) == [str(member) for member in message.mentions]
    assert not re.search(r"(?<!\\)@(everyone|here)", message.content)


@pytest.mark.parametrize("key", [key for key in ENGLISH if key.startswith(("notice.", "desk.", "button."))])
def test_sentences_of_notices_have_at_most_fifteen_words(key: str) -> None:
    sentences = [each for form in ENGLISH[key].forms for each in re.split(r"(?<=[.!?:])\s+|\n", form)]
    assert [each for each in sentences if len(each.split()) > 15] == []
