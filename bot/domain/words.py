"""Replies as a summary sees them, and the figures that can be counted from them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.kind import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A reply that stands, with all that a summary may know of it; withdrawn replies have no `Words`.

    `authors` are one person, or two for a reply of a pair (then `consent` is the stricter of both). `author_names` and
    `link` are shown only under the consent *quote with name*. `said_at` is an aware instant in UTC. `late` means that
    the next prompt was open already. `forgotten` words were deleted long after the round: what a summary says of them
    was proved before, and is believed. `kind` is what its writer stated; proposals are made elsewhere. `answers` is the
    reply that this one answers, where that one stands too. `continues` is the first of several messages in a row, of
    which this is a later one: see `bot.domain.turns`.
    """

    reply_id: ReplyId
    authors: tuple[MemberId, ...]
    guest: bool
    consent: Consent
    text: str
    said_at: datetime
    prompt_number: int
    late: bool = False
    author_names: tuple[str, ...] = ()
    link: str | None = None
    forgotten: bool = False
    kind: Kind | None = None
    answers: ReplyId | None = None
    continues: ReplyId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of distinct people and of distinct replies; each can be counted anew by `figures_of`.

    `people` and `replies` are all of them. Of these, `guest_replies` came from guests, and `guest_people` wrote nothing
    but such replies; `pair_replies` have several authors; `late_replies` came after the next prompt had opened. The
    three counts by consent add up to `replies`.
    """

    people: int
    replies: int
    pair_replies: int
    guest_people: int
    guest_replies: int
    late_replies: int
    count_only: int
    quote: int
    quote_with_name: int


def may_be_quoted(words: Words) -> bool:
    """Return whether the text may be shown to others, with or without a name."""
    return words.consent is not Consent.COUNT_ONLY


def may_be_named(words: Words) -> bool:
    """Return whether the names of the authors and the link, which gives a name away, may be shown."""
    return words.consent is Consent.QUOTE_WITH_NAME


def people_of(words: Iterable[Words]) -> frozenset[MemberId]:
    """Return the distinct people who wrote these replies, guests among them."""
    return frozenset(author for each in words for author in each.authors)


def figures_of(words: Iterable[Words]) -> Figures:
    """Return the figures of these replies; a reply that is given twice counts once."""
    distinct = tuple({each.reply_id: each for each in words}.values())
    guests = tuple(each for each in distinct if each.guest)
    participants = people_of(each for each in distinct if not each.guest)
    consents = Counter(each.consent for each in distinct)
    return Figures(
        people=len(people_of(distinct)),
        replies=len(distinct),
        pair_replies=sum(len(each.authors) > 1 for each in distinct),
        guest_people=len(people_of(guests) - participants),
        guest_replies=len(guests),
        late_replies=sum(each.late for each in distinct),
        count_only=consents[Consent.COUNT_ONLY],
        quote=consents[Consent.QUOTE],
        quote_with_name=consents[Consent.QUOTE_WITH_NAME],
    )
