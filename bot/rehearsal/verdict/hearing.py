"""What the bot said to whom, read from the sandbox as its people read it, and from nothing that the bot keeps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from bot.rehearsal.cues import verbs_in
from bot.sandbox import Channel, ChannelKind, Message, World
from bot.texts.catalogue import Texts


class Said(StrEnum):
    """What a message says to who reads it."""

    GREETING = "greeting"
    """In a pair's thread: you are partners."""
    INTRODUCTION = "introduction"
    """By DM: who your partner is."""
    DMS_CLOSED = "dms_closed"
    """In a pair's thread: I cannot send you direct messages."""
    WAITING = "waiting"
    """No partner fits now."""
    PARTED = "parted"
    """Your pair has ended, and I look for a new partner."""
    FEWER = "fewer"
    """Somebody is no longer in your group; in their thread, without a notification."""
    RESTS = "rests"
    """I look for no partner for you now."""
    PLACE = "place"
    """A place is free, and it is yours."""
    ANSWER = "answer"
    """What moderators say to who asked them."""
    CHECK_IN = "check_in"
    OTHER = "other"


TEXTS = {
    "notice.greeting.content": Said.GREETING,
    "notice.introduction.content": Said.INTRODUCTION,
    "notice.introduction.content_again": Said.INTRODUCTION,
    "notice.dms_closed.content": Said.DMS_CLOSED,
    "notice.waiting.content": Said.WAITING,
    "notice.partner_left.ended": Said.PARTED,
    "notice.partner_left.fewer": Said.FEWER,
    "notice.partner_left.rests": Said.RESTS,
    "notice.inactive.content": Said.RESTS,
    "notice.place_free.content": Said.PLACE,
    "notice.case_answer.content": Said.ANSWER,
    "notice.case_answer.closed": Said.ANSWER,
}
"""The first line of each."""
_ANYTHING = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One message as it reached people."""

    said: Said
    at: datetime
    message: Message
    channel: Channel
    to: frozenset[int]
    """Whom it notified: the reader of a DM, or who is named."""


def words_said(world: World) -> Iterator[Word]:
    """Everything the bot said for others to see, by channel; what was deleted later was read by then."""
    for channel in world.channels.values():
        for message in channel.messages.values():
            if message.author_id == world.bot.id and message.only_for is None:
                to = [channel.recipient_id] if channel.recipient_id else message.pinged_ids
                yield Word(
                    said=_what_says(message, channel),
                    at=message.created_at,
                    message=message,
                    channel=channel,
                    to=frozenset(each for each in to if each),
                )


def written_in_threads(world: World) -> dict[tuple[int, int], list[datetime]]:
    """When people wrote in private threads, by thread and person."""
    found: dict[tuple[int, int], list[datetime]] = {}
    for channel in world.channels.values():
        if channel.kind is ChannelKind.PRIVATE_THREAD:
            for message in channel.messages.values():
                found.setdefault((channel.id, message.author_id), []).append(message.created_at)
    return found


def says(text: str, key: str) -> bool:
    """Whether some line of what was read is the text of this key, in any language."""
    return any(_pattern(key).fullmatch(line) for line in text.splitlines())


def _what_says(message: Message, channel: Channel) -> Said:
    if "checkin" in verbs_in(message):
        return Said.CHECK_IN
    if channel.kind not in (ChannelKind.DM, ChannelKind.PRIVATE_THREAD):
        return Said.OTHER
    return next((said for key, said in TEXTS.items() if says(message.content, key)), Said.OTHER)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    texts = Texts.load()
    fields = dict.fromkeys(texts.placeholders_by_key()[key], _ANYTHING)
    spoken = {texts.say(language, key, **fields) for language in texts.languages}
    texts_of_it = "|".join(re.escape(text).replace(re.escape(_ANYTHING), ".+") for text in spoken)
    return re.compile(rf"(?:<@\d+>[, ]*)*(?:{texts_of_it})")
