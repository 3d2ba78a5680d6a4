"""One reply by two people: one drafts, the other confirms."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.changing_replies import own_reply
from bot.actions.lookups import Setting, names_of, setting_in, setting_of
from bot.actions.own_pairs import own_pair
from bot.actions.ports import House
from bot.actions.questions_to_partners import plan_question, update_questions
from bot.actions.replying import (
    HandedIn,
    check_has_room,
    check_prompt_is_open,
    checked_text,
    find_again,
    keep_reply,
    plan_echo,
    remember_consent,
)
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, ReplyId
from bot.domain.partnership import Pair
from bot.domain.reply import MOST_OF_PAIR, Reply, Source
from bot.store import Tx, profiles, replies
from bot.store.replies import NewAuthor


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReplyDrafted:
    """The partner is asked to confirm."""

    reply: Reply
    partners: tuple[str, ...]


async def draft_pair_reply(house: House, form: HandedIn, *, pair_id: PairId, now: datetime) -> PairReplyDrafted:
    """The pair's reply is kept as a draft, which counts once the partner has confirmed it. Same words are kept once.

    Raises:
        RuleError: `no_round`, `prompt_not_open`, `round_is_over`, `not_your_pair`, `nothing_written`, `too_long`,
            `enough_replies`.
    """
    form = replace(form, text=checked_text(form.text))
    async with house.store.write() as tx:
        found = await setting_in(house, tx, form.writer.guild_id, form.round_id)
        await check_prompt_is_open(tx, found, form.prompt_number)
        pair = await own_pair(tx, form.round_id, pair_id, form.writer.member_id)
        await remember_consent(tx, form.writer, form.consent)
        draft = await find_again(tx, form, Source.PAIR)
        if draft is None or draft.pair_id != pair_id:
            draft = await _keep_draft(tx, found, form, pair, now)
        partners = await names_of(tx, form.writer.guild_id, pair.partners_of(form.writer.member_id))
    house.wake()
    return PairReplyDrafted(reply=draft, partners=partners)


async def _keep_draft(tx: Tx, found: Setting, form: HandedIn, pair: Pair, now: datetime) -> Reply:
    """The draft, about which the partner is on their way to be asked."""
    await check_has_room(tx, form.round_id, form.prompt_number, form.writer.member_id)
    if await replies.count_of_pair(tx, pair.id, form.prompt_number) >= MOST_OF_PAIR:
        raise RuleError("enough_replies", most=MOST_OF_PAIR)
    authors = await _authors(tx, found, pair, form, now)
    draft = await keep_reply(tx, form, Source.PAIR, authors, pair.id)
    await plan_question(tx, found, draft, now=now)
    return draft


async def _authors(tx: Tx, found: Setting, pair: Pair, form: HandedIn, now: datetime) -> list[NewAuthor]:
    """Everybody of the pair of whom anything is kept: who erased their data can say yes to nothing any more."""
    known = await profiles.several(tx, found.hosted.guild_id, pair.members)
    writer = form.writer.member_id
    return [
        NewAuthor(
            member_id=each,
            name=known[each].name,
            guest=False,
            consent=form.consent if each == writer else None,
            confirmed_at=now if each == writer else None,
        )
        for each in pair.members
        if each in known
    ]


async def waits_for(tx: Tx, pair: Pair, member_id: MemberId) -> Reply | None:
    """The latest reply of the pair to which this person has not said yes yet."""
    waiting = (
        each
        for each in reversed(await replies.of_pair(tx, pair.id))
        if each.withdrawn_at is None
        and any(author.member_id == member_id and author.confirmed_at is None for author in each.authors)
    )
    return next(waiting, None)


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
        found = await setting_of(house, tx, reply.round_id)
        await plan_echo(tx, found, reply, now)
        await update_questions(tx, found, reply, now)
    house.wake()
    return reply
