"""Replies and who they are by."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, insert, select, update

from bot.domain.consent import Consent
from bot.domain.ids import ChannelId, GuildId, MemberId, MessageId, PairId, ReplyId, RoundId
from bot.domain.kind import Kind
from bot.domain.reply import Author, Reply, Source, digest_of
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import AUTHOR, PROFILE, PROGRAM, REPLY, ROUND


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAuthor:
    """One of the people a new reply is by; `consent` only where it was chosen for this reply."""

    member_id: MemberId
    name: str
    guest: bool
    consent: Consent | None
    confirmed_at: datetime | None


# One row for each author of each reply: `_grouped` makes replies of them.
_WHOLE = (
    selecting(REPLY, Reply)
    .add_columns(
        AUTHOR.c.member_id,
        AUTHOR.c.name,
        AUTHOR.c.guest,
        AUTHOR.c.confirmed_at,
        func.coalesce(AUTHOR.c.consent, PROFILE.c.consent, type_=AUTHOR.c.consent.type).label("consent"),
    )
    .join(ROUND, ROUND.c.id == REPLY.c.round_id)
    .join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id)
    .outerjoin(AUTHOR, AUTHOR.c.reply_id == REPLY.c.id)
    .outerjoin(PROFILE, and_(PROFILE.c.guild_id == PROGRAM.c.guild_id, PROFILE.c.member_id == AUTHOR.c.member_id))
)
_IN_ORDER = _WHOLE.order_by(REPLY.c.said_at, REPLY.c.id, AUTHOR.c.member_id)
_ONE = _IN_ORDER.where(equals(REPLY.c.id))
_FROM_SOURCE = _IN_ORDER.where(equals(REPLY.c.source_id))
_OF_ROUND = _IN_ORDER.where(equals(REPLY.c.round_id))
_OF_PROMPT = _OF_ROUND.where(equals(REPLY.c.prompt_number))
_BY_MEMBER = select(AUTHOR.c.reply_id).where(equals(AUTHOR.c.member_id))
_SAME = _OF_PROMPT.where(
    equals(REPLY.c.source), equals(REPLY.c.digest), REPLY.c.withdrawn_at.is_(None), REPLY.c.id.in_(_BY_MEMBER)
)
_OF_MEMBER = _WHOLE.where(equals(PROGRAM.c.guild_id), REPLY.c.id.in_(_BY_MEMBER)).order_by(
    REPLY.c.said_at.desc(), REPLY.c.id.desc(), AUTHOR.c.member_id
)

_OF_WRITER = _OF_ROUND.where(REPLY.c.id.in_(_BY_MEMBER))
_OF_PAIR = _IN_ORDER.where(equals(REPLY.c.pair_id))
_SEVERAL = _IN_ORDER.where(REPLY.c.id.in_(bindparam("ids", expanding=True)))

_COUNT = (
    select(func.count())
    .select_from(AUTHOR)
    .join(REPLY, REPLY.c.id == AUTHOR.c.reply_id)
    .where(equals(REPLY.c.round_id), equals(REPLY.c.prompt_number), equals(AUTHOR.c.member_id))
)
# The sums keep SQLite from going through all replies to the prompt instead of those of these people.
_COUNTS = (
    select(AUTHOR.c.member_id, func.count())
    .join(REPLY, REPLY.c.id == AUTHOR.c.reply_id)
    .where(
        REPLY.c.round_id + 0 == bindparam("the_round_id"),
        REPLY.c.prompt_number + 0 == bindparam("the_prompt_number"),
        AUTHOR.c.member_id.in_(bindparam("people", expanding=True)),
    )
    .group_by(AUTHOR.c.member_id)
)
_COUNT_OF_PAIR = select(func.count()).select_from(REPLY).where(equals(REPLY.c.pair_id), equals(REPLY.c.prompt_number))

_STANDING = update(REPLY).where(equals(REPLY.c.id), REPLY.c.withdrawn_at.is_(None))
_EDIT = _STANDING.where(REPLY.c.forgotten_at.is_(None)).values(
    text=bindparam("now_text"), digest=bindparam("now_digest"), edited_at=bindparam("at")
)
_WITHDRAW = _STANDING.values(withdrawn_at=bindparam("at"))
_FORGET = (
    update(REPLY)
    .where(equals(REPLY.c.round_id), REPLY.c.forgotten_at.is_(None))
    .values(text="", forgotten_at=bindparam("at", type_=REPLY.c.forgotten_at.type))
)
_BRING_BACK = update(REPLY).where(equals(REPLY.c.id), REPLY.c.forgotten_at.is_(None)).values(withdrawn_at=None)
_SET_KIND = _STANDING.values(kind=bindparam("now_kind", type_=REPLY.c.kind.type))
_SET_PLACE = (
    update(REPLY)
    .where(equals(REPLY.c.id))
    .values(channel_id=bindparam("now_channel_id"), message_id=bindparam("now_message_id"))
)
_ITS_AUTHOR = update(AUTHOR).where(equals(AUTHOR.c.reply_id), equals(AUTHOR.c.member_id))
_CONFIRM = _ITS_AUTHOR.where(AUTHOR.c.confirmed_at.is_(None)).values(confirmed_at=bindparam("at"))
_UNCONFIRM = _ITS_AUTHOR.values(confirmed_at=None)
_SET_CONSENT = _ITS_AUTHOR.values(consent=bindparam("now_consent"))

_IN_GUILD = (
    select(REPLY.c.id)
    .join(ROUND, ROUND.c.id == REPLY.c.round_id)
    .join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id)
    .where(equals(PROGRAM.c.guild_id))
)
_AT = bindparam("at", type_=REPLY.c.withdrawn_at.type)
_ERASE_TEXTS = (
    update(REPLY)
    .where(REPLY.c.id.in_(_BY_MEMBER), REPLY.c.id.in_(_IN_GUILD))
    .values(text="", withdrawn_at=func.coalesce(REPLY.c.withdrawn_at, _AT))
)
_ERASE_NAMES = (
    update(AUTHOR).where(equals(AUTHOR.c.member_id), AUTHOR.c.reply_id.in_(_IN_GUILD)).values(name="", consent=None)
)
_CLEAR_CONSENTS = (
    update(AUTHOR).where(equals(AUTHOR.c.member_id), AUTHOR.c.reply_id.in_(_IN_GUILD)).values(consent=None)
)


def _or_nothing(insert: Upsert) -> Any:
    return insert.on_conflict_do_nothing(index_elements=["source_id"]).returning(REPLY.c.id)


_ADD = rows.upserting(REPLY, _or_nothing)
_ADD_AUTHORS = insert(AUTHOR)


async def add(
    tx: Tx,
    *,
    round_id: RoundId,
    prompt_number: int,
    source: Source,
    source_id: int,
    text: str,
    said_at: datetime,
    kind: Kind | None = None,
    answers: MessageId | None = None,
    pair_id: PairId | None = None,
    channel_id: ChannelId | None = None,
    message_id: MessageId | None = None,
    authors: Sequence[NewAuthor],
) -> ReplyId | None:
    """The reply is kept; return its id, or None when one from this source was kept before, which stays as it is."""
    fresh: dict[str, Any] = {
        "round_id": round_id,
        "prompt_number": prompt_number,
        "source": source,
        "source_id": source_id,
        "text": text,
        "digest": digest_of(text),
        "said_at": said_at,
        "kind": kind,
        "answers": answers,
        "pair_id": pair_id,
        "channel_id": channel_id,
        "message_id": message_id,
    }
    reply_id = (await tx.execute(_ADD(tx), fresh)).scalar()
    if reply_id is not None and authors:
        await tx.execute(_ADD_AUTHORS, [asdict(author) | {"reply_id": reply_id} for author in authors])
    return reply_id


async def get(tx: Tx, reply_id: ReplyId) -> Reply:
    """Return the reply, also a withdrawn one; LookupError when there is none."""
    for reply in await _grouped(tx, _ONE, the_id=reply_id):
        return reply
    raise LookupError(f"no reply {reply_id}")


async def find_by_source(tx: Tx, source_id: int) -> Reply | None:
    """Return the reply that came by this message or interaction, if one did."""
    for reply in await _grouped(tx, _FROM_SOURCE, the_source_id=source_id):
        return reply
    return None


async def find_same(
    tx: Tx, *, round_id: RoundId, prompt_number: int, source: Source, text: str, member_id: MemberId
) -> Reply | None:
    """Return what this person wrote to the prompt by this way in the same words, if it was not withdrawn."""
    what: dict[str, Any] = {"the_source": source, "the_digest": digest_of(text), "the_member_id": member_id}
    for reply in await _grouped(tx, _SAME, the_round_id=round_id, the_prompt_number=prompt_number, **what):
        return reply
    return None


async def count(tx: Tx, *, round_id: RoundId, prompt_number: int, member_id: MemberId) -> int:
    """Return how many replies to the prompt are by this person, withdrawn and erased ones too."""
    arguments = {"the_round_id": round_id, "the_prompt_number": prompt_number, "the_member_id": member_id}
    return (await tx.execute(_COUNT, arguments)).scalar_one()


async def counts(tx: Tx, *, round_id: RoundId, prompt_number: int, people: Collection[MemberId]) -> dict[MemberId, int]:
    """Return how many replies to the prompt are by each of these people, counted as `count` does."""
    arguments = {"the_round_id": round_id, "the_prompt_number": prompt_number, "people": sorted(people)}
    found = {MemberId(member_id): written for member_id, written in await tx.execute(_COUNTS, arguments)}
    return dict.fromkeys(people, 0) | found


async def count_of_pair(tx: Tx, pair_id: PairId, prompt_number: int) -> int:
    """Return how many replies to the prompt the pair has written as one, withdrawn and erased ones too."""
    arguments = {"the_pair_id": pair_id, "the_prompt_number": prompt_number}
    return (await tx.execute(_COUNT_OF_PAIR, arguments)).scalar_one()


async def of_prompt(tx: Tx, round_id: RoundId, prompt_number: int | None) -> list[Reply]:
    """Return the replies to a prompt, or with None to all prompts of the round, in the order in which they were said.

    Withdrawn and unconfirmed ones are among them.
    """
    if prompt_number is None:
        return await _grouped(tx, _OF_ROUND, the_round_id=round_id)
    return await _grouped(tx, _OF_PROMPT, the_round_id=round_id, the_prompt_number=prompt_number)


async def of_member(tx: Tx, guild_id: GuildId, member_id: MemberId) -> list[Reply]:
    """Return all replies in this guild that are by this person, alone or with a partner, the newest first."""
    return await _grouped(tx, _OF_MEMBER, the_guild_id=guild_id, the_member_id=member_id)


async def of_writer(tx: Tx, round_id: RoundId, member_id: MemberId) -> list[Reply]:
    """Return the round's replies that are by this person, alone or with a partner, in the order of `of_prompt`."""
    return await _grouped(tx, _OF_WRITER, the_round_id=round_id, the_member_id=member_id)


async def of_pair(tx: Tx, pair_id: PairId) -> list[Reply]:
    """Return the replies that the pair wrote as one, in the order of `of_prompt`, withdrawn ones too."""
    return await _grouped(tx, _OF_PAIR, the_pair_id=pair_id)


async def several(tx: Tx, reply_ids: Collection[ReplyId]) -> list[Reply]:
    """Return those of these replies that there are, in the order of `of_prompt`."""
    return await _grouped(tx, _SEVERAL, ids=list(reply_ids)) if reply_ids else []


async def edit(tx: Tx, reply_id: ReplyId, text: str, at: datetime) -> bool:
    """The reply says this now; return False, with nothing changed, when it was withdrawn or forgotten."""
    changes: dict[str, Any] = {"now_text": text, "now_digest": digest_of(text)}
    return await rows.change(tx, _EDIT, the_id=reply_id, at=at, **changes) > 0


async def withdraw(tx: Tx, reply_id: ReplyId, at: datetime) -> bool:
    """The reply is withdrawn; return whether it was not before."""
    return await rows.change(tx, _WITHDRAW, the_id=reply_id, at=at) > 0


async def bring_back(tx: Tx, reply_id: ReplyId) -> None:
    """The reply is not withdrawn; one whose words were deleted stays as it is."""
    await rows.change(tx, _BRING_BACK, the_id=reply_id)


async def forget_of_round(tx: Tx, round_id: RoundId, at: datetime) -> int:
    """The words of the round's replies are deleted; return of how many. Ids, digests, writers and consents stay."""
    return await rows.change(tx, _FORGET, the_round_id=round_id, at=at)


async def confirm(tx: Tx, reply_id: ReplyId, member_id: MemberId, at: datetime) -> bool:
    """This author has said that these are their words; return whether they had not before."""
    return await rows.change(tx, _CONFIRM, the_reply_id=reply_id, the_member_id=member_id, at=at) > 0


async def unconfirm(tx: Tx, reply_id: ReplyId, member_id: MemberId) -> None:
    """This author has yet to say that these are their words. May be called twice."""
    await rows.change(tx, _UNCONFIRM, the_reply_id=reply_id, the_member_id=member_id)


async def set_author_consent(tx: Tx, reply_id: ReplyId, member_id: MemberId, consent: Consent | None) -> None:
    """This author has chosen for this reply; with None what they chose for all their words holds again."""
    await rows.change(tx, _SET_CONSENT, the_reply_id=reply_id, the_member_id=member_id, now_consent=consent)


async def clear_consents(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """What this person chose for all their words holds for each of their replies in the guild again."""
    await rows.change(tx, _CLEAR_CONSENTS, the_guild_id=guild_id, the_member_id=member_id)


async def set_kind(tx: Tx, reply_id: ReplyId, kind: Kind | None) -> None:
    """Its writers call the reply this, or nothing; one that was withdrawn stays as it is."""
    await rows.change(tx, _SET_KIND, the_id=reply_id, now_kind=kind)


async def set_place(tx: Tx, reply_id: ReplyId, channel_id: ChannelId | None, message_id: MessageId | None) -> None:
    """The reply can be read there in the server, or nowhere."""
    await rows.change(tx, _SET_PLACE, the_id=reply_id, now_channel_id=channel_id, now_message_id=message_id)


async def erase_of(tx: Tx, guild_id: GuildId, member_id: MemberId, at: datetime) -> None:
    """No words, name or choice of this person are left in the guild's replies; those with a partner go too.

    Ids and digests stay, so that figures can be recomputed and nothing is taken in again.
    """
    await rows.change(tx, _ERASE_TEXTS, the_guild_id=guild_id, the_member_id=member_id, at=at)
    await rows.change(tx, _ERASE_NAMES, the_guild_id=guild_id, the_member_id=member_id)


_OF_AUTHOR = ("member_id", "name", "guest", "consent", "confirmed_at")


async def _grouped(tx: Tx, statement: Select[Any], **arguments: object) -> list[Reply]:
    groups: dict[int, tuple[dict[str, Any], list[Author]]] = {}
    found = await tx.execute(statement, arguments)
    names = tuple(found.keys())
    for row in found:
        fields = dict(zip(names, row, strict=True))
        person = {name: fields.pop(name) for name in _OF_AUTHOR}
        _, authors = groups.setdefault(fields["id"], (fields, []))
        if person["member_id"] is not None:
            authors.append(Author(**person))
    return [Reply(**fields, authors=tuple(authors)) for fields, authors in groups.values()]
