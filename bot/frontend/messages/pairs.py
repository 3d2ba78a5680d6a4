"""Introducing partners to each other: by DM, and in the thread that is their place."""

from dataclasses import replace

from bot.domain.notices import DmsClosed, Introduction, PairGreeting
from bot.frontend.messages.markup import mention, show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen, make_card
from bot.frontend.messages.people import (
    describe_briefly,
    describe_each,
    describe_people,
    explain_pairing,
    list_names,
    offer_openers,
    tell_hours,
)


def write_introduction(notice: Introduction, pen: Pen) -> Message:
    """Who the partner is, and where they talk: the greeting there says the rest. All of it where there is no thread."""
    names = list_names(pen.speech, notice.partners)
    content = "notice.introduction.content_again" if notice.again else "notice.introduction.content"
    return Message(
        content=pen.say(content, names=names, title=show_name(notice.title)),
        embeds=(make_card(notice.title, _lead_to_thread(notice, pen)),),
        rows=((pen.quiet("help_round", notice.round_id, label="help"), pen.about()),),
    )


def _lead_to_thread(notice: Introduction, pen: Pen) -> str:
    if notice.thread_id is None:
        return _tell_partner(notice, pen)
    return pen.paragraphs(
        pen.lines(*(describe_briefly(card, pen) for card in notice.partners)),
        pen.say("notice.introduction.thread", thread=f"<#{notice.thread_id}>"),
    )


def _tell_partner(notice: Introduction, pen: Pen) -> str:
    """Who the partner is, why this one, when they are awake, and how to begin."""
    rest = pen.paragraphs(
        _tell_pairing(notice, pen),
        offer_openers(notice.openers, pen),
        pen.say("notice.introduction.begin"),
    )
    return pen.paragraphs(describe_people(notice.partners, pen, DESCRIPTION_LIMIT - len(rest) - 2), rest)


def _tell_each_other(notice: PairGreeting, pen: Pen) -> str:
    """The same to all at once: each finds the other in the first lines, and what they share before what they said."""
    heads = pen.lines(*(describe_briefly(card, pen) for card in notice.partners))
    first = pen.paragraphs(heads, _tell_pairing(notice, pen))
    last = pen.paragraphs(
        offer_openers(notice.openers, pen),
        pen.say("notice.greeting.agree"),
        pen.say("notice.greeting.next", prompt=show_name(notice.prompt.title, 100)),
        pen.say("notice.greeting.privacy"),
    )
    room = DESCRIPTION_LIMIT - len(first) - len(last) - 4
    return pen.paragraphs(first, describe_each(notice.partners, pen, room), last)


def _tell_pairing(notice: Introduction | PairGreeting, pen: Pen) -> str:
    # How many hours they are awake together is told by which hours these are.
    shared = replace(notice.shared, hours=0) if notice.awake else notice.shared
    return pen.paragraphs(
        explain_pairing(shared, pen),
        tell_hours(notice.awake, notice.partners, pen, yours=isinstance(notice, Introduction)),
    )


def write_dms_closed(notice: DmsClosed, pen: Pen) -> Message:
    """Where messages come now, and how to open direct messages."""
    return Message(
        content=pen.say("notice.dms_closed.content", member=mention([notice.member_id])),
        embeds=(make_card("", pen.say("notice.dms_closed.body")),),
        rows=((pen.quiet("help_round", notice.round_id, label="help"), pen.about()),),
        mentions=(notice.member_id,),
    )


def write_pair_greeting(notice: PairGreeting, pen: Pen) -> Message:
    """Who is in this thread, why, how to begin, what comes next, and who may look into it."""
    members = tuple(card.member_id for card in notice.partners)
    return Message(
        content=pen.say("notice.greeting.content", members=mention(members)),
        embeds=(make_card(notice.title, _tell_each_other(notice, pen)),),
        rows=(
            (
                pen.strong("agree", notice.round_id, notice.pair_id),
                pen.quiet("help_round", notice.round_id, label="help"),
                pen.about(),
            ),
        ),
        mentions=members,
    )
