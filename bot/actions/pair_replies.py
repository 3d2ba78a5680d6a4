"""One reply by two people: one drafts, the other confirms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actions.lookups import Setting, names_of, setting_in, setting_of
from bot.actions.ports import House
from bot.actions.replying import (
    Writer,
    check_has_room,
    check_prompt_is_open,
    checked_text,
    own_reply,
    plan_echo,
    plan_question,
    remember_consent,
)
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, ReplyId, RoundId
from bot.domain.partnership import Pair
from bot.domain.reply import MOST_OF_PAIR, Reply, Source
from bot.store import Tx, pairs, replies
from bot.store.replies import NewAuthor


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReplyDrafted:
    """The partner is asked to confirm."""

    reply_id: ReplyId
    partners: tuple[str, ...]


async def draft_pair_reply(
    house: House,
    *,
    writer: Writer,
    round_id: RoundId,
    prompt_number: int,
    pair_id: PairId,
    text: str,
    consent: Consent | None,
    interaction_id: int,
    said_at: datetime,
    now: datetime,
) -> PairReplyDrafted:
    """The pair's reply is kept as a draft, which counts once the partner has confirmed it. Same words are kept once.

    Raises:
        RuleError: `no_round`, `prompt_not_open`, `round_is_over`, `not_your_pair`, `nothing_written`, `too_long`,
            `enough_replies`.
    """
    kept = checked_text(text)
    async with house.store.write() as tx:
        found = await setting_in(house, tx, writer.guild_id, round_id)
        await check_prompt_is_open(tx, found, prompt_number)
        pair = await own_pair(tx, round_id, pair_id, writer.member_id)
        await remember_consent(tx, writer, consent)
        names = await names_of(tx, writer.guild_id, pair.partners_of(writer.member_id))
        what: dict[str, Any] = {
            "round_id": round_id,
            "prompt_number": prompt_number,
            "source": Source.PAIR,
            "text": kept,
        }
        before = await replies.find_same(tx, member_id=writer.member_id, **what)
        if before is not None and before.pair_id == pair_id:
            return PairReplyDrafted(reply_id=before.id, partners=names)
        await check_has_room(tx, round_id, prompt_number, writer.member_id)
        if await replies.count_of_pair(tx, pair_id, prompt_number) >= MOST_OF_PAIR:
            raise RuleError("enough_replies", most=MOST_OF_PAIR)
        authors = await _authors(tx, found, pair, writer.member_id, consent, now)
        reply_id = await replies.add(
            tx, source_id=interaction_id, said_at=said_at, pair_id=pair_id, authors=authors, **what
        )
        if reply_id is None:
            known = await replies.find_by_source(tx, interaction_id)
            return PairReplyDrafted(reply_id=known.id if known else ReplyId(0), partners=names)
        await plan_question(tx, found, await replies.get(tx, reply_id), now=now)
    house.wake()
    return PairReplyDrafted(reply_id=reply_id, partners=names)


async def own_pair(tx: Tx, round_id: RoundId, pair_id: PairId, member_id: MemberId) -> Pair:
    """The pair, if this person is in it.

    Raises:
        RuleError: `not_your_pair`.
    """
    pair = await pairs.find_of(tx, round_id, member_id)
    if pair is None or pair.id != pair_id:
        raise RuleError("not_your_pair")
    return pair


async def _authors(
    tx: Tx, found: Setting, pair: Pair, writer: MemberId, consent: Consent | None, now: datetime
) -> list[NewAuthor]:
    names = await names_of(tx, found.hosted.guild_id, pair.members)
    return [
        NewAuthor(
            member_id=each,
            name=name,
            guest=False,
            consent=consent if each == writer else None,
            confirmed_at=now if each == writer else None,
        )
        for each, name in zip(pair.members, names, strict=True)
    ]


async def confirm_pair_reply(
    house: House, *, guild_id: GuildId, member_id: MemberId, reply_id: ReplyId, now: datetime
) -> Reply:
    """These are this person's words too; once all have said so the reply counts. Said twice, nothing changes.

    Raises:
        RuleError: `no_reply`, `reply_withdrawn`.
    """
    async with house.store.write() as tx:
        before = await own_reply(tx, guild_id, member_id, reply_id)
        if before.withdrawn_at is not None:
            raise RuleError("reply_withdrawn")
        await replies.confirm(tx, reply_id, member_id, now)
        reply = await replies.get(tx, reply_id)
        await plan_echo(tx, await setting_of(house, tx, reply.round_id), reply, now)
    house.wake()
    return reply
