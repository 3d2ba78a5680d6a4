"""Introducing partners to each other: by DM, and in the thread that is their place."""

import re

from bot.domain.notices import DmsClosed, Introduction, PairGreeting
from bot.domain.prompt import Prompt
from bot.frontend.messages.markup import mention, show_name, trim
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen, make_card
from bot.frontend.messages.people import (
    describe_briefly,
    describe_people,
    explain_pairing,
    list_names,
    offer_openers,
    tell_hours,
)

_LONGEST_EXCERPT = 900
"""Characters of a prompt's opening in an introduction, where it must not push the partner out of sight."""
_SHORTEST_EXCERPT = 80
_ROOM_FOR_HEADING = 300
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+")


def write_introduction(notice: Introduction, pen: Pen) -> Message:
    """Who the partner is, why these two, how to begin, and what to talk about."""
    names = list_names(pen.speech, notice.partners)
    thread = pen.say("notice.introduction.thread", thread=f"<#{notice.thread_id}>") if notice.thread_id else ""
    begin = pen.paragraphs(
        explain_pairing(notice.shared, pen),
        tell_hours(notice.awake, notice.partners, pen, yours=True),
        offer_openers(notice.openers, pen),
        thread or pen.say("notice.introduction.begin"),
    )
    room = DESCRIPTION_LIMIT - len(begin) - _ROOM_FOR_HEADING - _SHORTEST_EXCERPT
    people = pen.paragraphs(describe_people(notice.partners, pen, room), begin)
    prompt = _preview(notice.prompt, pen, room=DESCRIPTION_LIMIT - len(people) - _ROOM_FOR_HEADING)
    content = "notice.introduction.content_again" if notice.again else "notice.introduction.content"
    return Message(
        content=pen.say(content, names=names, title=show_name(notice.title)),
        embeds=(make_card(notice.title, pen.paragraphs(people, prompt)),),
        rows=((pen.quiet("help_round", notice.round_id, label="help"), pen.about()),),
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
    """What this thread is, who may look into it, who is in it and how to begin."""
    members = tuple(card.member_id for card in notice.partners)
    body = pen.paragraphs(
        pen.lines(*(describe_briefly(card, pen) for card in notice.partners)),
        explain_pairing(notice.shared, pen),
        tell_hours(notice.awake, notice.partners, pen, yours=False),
        offer_openers(notice.openers, pen),
        pen.say("notice.greeting.agree"),
        pen.say("notice.greeting.next", prompt=show_name(notice.prompt.title, 100)),
        pen.say("notice.greeting.privacy"),
    )
    return Message(
        content=pen.say("notice.greeting.content", members=mention(members)),
        embeds=(make_card(notice.title, body),),
        rows=(
            (
                pen.strong("agree", notice.round_id, notice.pair_id),
                pen.quiet("help_round", notice.round_id, label="help"),
                pen.about(),
            ),
        ),
        mentions=members,
    )


def _preview(prompt: Prompt, pen: Pen, *, room: int) -> str:
    """The prompt's title and as much of its opening as there is room for."""
    heading = pen.say("notice.introduction.prompt", title=show_name(prompt.title, 100))
    longest = min(room, _LONGEST_EXCERPT)
    return pen.lines(heading, take_beginning(prompt.opening, longest) if longest >= _SHORTEST_EXCERPT else "")


def take_beginning(text: str, limit: int) -> str:
    """The text, or as many of its first sentences as `limit` characters hold, with an ellipsis in their place.

    Ends between sentences, so that no mark-up is torn; a first sentence that is too long ends between two words.
    """
    if len(text) <= limit:
        return text
    ends = [match.start() for match in _SENTENCE_END.finditer(text, 0, limit - 1)]
    return f"{text[: ends[-1]]} …" if ends else trim(text, limit)
