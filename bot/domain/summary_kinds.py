"""Of what kind the replies of a summary are, who says so, and how many there are in each theme."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import ReplyId
from bot.domain.kind import Kind
from bot.domain.words import Words, people_of


class Origin(StrEnum):
    """Who says of what kind a reply is."""

    STATED = "stated"
    """Its writer."""
    PROPOSED = "proposed"
    """Nobody: it reads like one."""
    CORRECTED = "corrected"
    """A moderator, whatever its writer stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOf:
    """The kind of one reply."""

    reply_id: ReplyId
    kind: Kind
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """Distinct people and distinct replies of one kind in a theme.

    Of these replies, `proposed` have it from nobody but the way they read. Who wrote replies of two kinds counts in
    both.
    """

    kind: Kind
    people: int
    replies: int
    proposed: int


def count_kinds(
    reply_ids: Iterable[ReplyId], kinds: Iterable[KindOf], standing: Mapping[ReplyId, Words]
) -> tuple[KindCount, ...]:
    """Return the counts of each kind that one of these replies has: the one of most people first, then as `Kind` is."""
    wanted = {*reply_ids}
    placed = [each for each in kinds if each.reply_id in wanted and each.reply_id in standing]
    counts = [_count(kind, [each for each in placed if each.kind is kind], standing) for kind in Kind]
    return tuple(sorted((each for each in counts if each.replies), key=lambda each: -each.people))


def _count(kind: Kind, placed: list[KindOf], standing: Mapping[ReplyId, Words]) -> KindCount:
    return KindCount(
        kind=kind,
        people=len(people_of(standing[each.reply_id] for each in placed)),
        replies=len(placed),
        proposed=sum(each.origin is Origin.PROPOSED for each in placed),
    )


def renew_kinds(kinds: Iterable[KindOf], standing: Mapping[ReplyId, Words]) -> tuple[KindOf, ...]:
    """Return the kinds as they are said now, in the order of `standing`.

    What a moderator said stays; then counts what the writer states now; a proposal stays where nobody states anything.
    """
    known = {each.reply_id: each for each in kinds}
    said = (_kind_now(known.get(reply_id), words) for reply_id, words in standing.items())
    return tuple(each for each in said if each is not None)


def _kind_now(known: KindOf | None, words: Words) -> KindOf | None:
    if known is not None and known.origin is Origin.CORRECTED:
        return known
    if words.kind is not None:
        return KindOf(reply_id=words.reply_id, kind=words.kind, origin=Origin.STATED)
    return known if known is not None and known.origin is Origin.PROPOSED else None
