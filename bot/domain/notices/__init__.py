"""What the bot has to say, as values: the front end turns them into messages in the reader's language."""

from bot.domain.notices.ending import Goodbye, InvitedAgain, NextRound, StayInTouch
from bot.domain.notices.enrolling import Chance, Enrolment, EnrolmentOpen, InvitedFirst, Menu, PlaceFree, Welcome
from bot.domain.notices.keeping_up import (
    AgreementNote,
    CheckInQuestion,
    Inactive,
    Nudge,
    PartnerOffer,
    Terms,
    WelcomeBack,
)
from bot.domain.notices.meeting import DmsClosed, Introduction, PairGreeting, PartnerCard, PartnerLeft, Waiting
from bot.domain.notices.overseeing import (
    CaseAnswer,
    CaseNote,
    CasesWait,
    Coming,
    DeskNote,
    DoneAbout,
    Greeting,
    Panel,
    PanelRound,
    Removed,
    WaitingCase,
)
from bot.domain.notices.prompting import (
    Asking,
    ConfirmReply,
    PairPrompt,
    PromptChoice,
    PromptPost,
    ReplyEcho,
    ReplyKept,
    WhichPrompt,
)
from bot.domain.notices.summing_up import HeardBack, SummaryPost

__all__ = [
    "AgreementNote",
    "Asking",
    "CaseAnswer",
    "CaseNote",
    "CasesWait",
    "Chance",
    "CheckInQuestion",
    "Coming",
    "ConfirmReply",
    "DeskNote",
    "DmsClosed",
    "DoneAbout",
    "Enrolment",
    "EnrolmentOpen",
    "Goodbye",
    "Greeting",
    "HeardBack",
    "Inactive",
    "Introduction",
    "InvitedAgain",
    "InvitedFirst",
    "Menu",
    "NextRound",
    "Notice",
    "Nudge",
    "PairGreeting",
    "PairPrompt",
    "Panel",
    "PanelRound",
    "PartnerCard",
    "PartnerLeft",
    "PartnerOffer",
    "PlaceFree",
    "PromptChoice",
    "PromptPost",
    "Removed",
    "ReplyEcho",
    "ReplyKept",
    "StayInTouch",
    "SummaryPost",
    "Terms",
    "Waiting",
    "WaitingCase",
    "Welcome",
    "WelcomeBack",
    "WhichPrompt",
]

Notice = (
    Greeting
    | Menu
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
    | WelcomeBack
    | ReplyEcho
    | ReplyKept
    | WhichPrompt
    | ConfirmReply
    | Panel
    | DeskNote
    | CaseNote
    | CasesWait
    | CaseAnswer
    | Removed
    | SummaryPost
    | HeardBack
    | Goodbye
    | StayInTouch
    | InvitedAgain
)
"""Everything the bot says of its own accord."""
