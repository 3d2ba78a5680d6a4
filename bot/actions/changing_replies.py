"""Changing a reply, withdrawing it, and bringing it back."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.correcting import correct_summaries
from bot.actions.lookups import Setting, setting_of
from bot.actions.planning import milliseconds, plan_step
from bot.actions.ports import House
from bot.actions.questions_to_partners import plan_question, questions_about, update_questions
from bot.actions.replying import ReplyForm, check_prompt_is_open, checked_text, plan_echo
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, ReplyId
from bot.domain.kind import Kind
from bot.domain.reply import MOST_OF_PAIR, Reply, Source
from bot.domain.steps import StepKind
from bot.store import Tx, replies, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a reply is to be from now on."""

    text: str
    kind: Kind | None
    consent: Consent | None
    """None leaves it as it was."""


async def own_reply(tx: Tx, guild_id: GuildId, member_id: MemberId, reply_id: ReplyId) -> Reply:
    """The reply, if this person is one of its authors.

    Raises:
        RuleError: `no_reply`.
    """
    mine = [each for each in await replies.of_member(tx, guild_id, member_id) if each.id == reply_id]
    if not mine:
        raise RuleError("no_reply")
    return mine[0]


async def show_edit_form(house: House, *, guild_id: GuildId, member_id: MemberId, reply_id: ReplyId) -> ReplyForm:
    """The form with what the person wrote before, and allowed: of a pair's reply, not what came of both their wishes.

    Raises:
        RuleError: `no_reply`, `edit_in_thread` for a reply that is a message of their own, `reply_withdrawn`,
            `round_is_over`.
    """
    async with house.store.read() as tx:
        reply = await _editable(tx, guild_id, member_id, reply_id)
        found = await setting_of(house, tx, reply.round_id)
        prompt = await check_prompt_is_open(tx, found, reply.prompt_number)
    return ReplyForm(
        round_id=reply.round_id,
        prompt=prompt,
        consent=reply.consent_of(member_id),
        kind=reply.kind,
        text=reply.text,
        reply_id=reply.id,
    )


async def _editable(tx: Tx, guild_id: GuildId, member_id: MemberId, reply_id: ReplyId) -> Reply:
    reply = await own_reply(tx, guild_id, member_id, reply_id)
    if reply.source is Source.THREAD:
        raise RuleError("edit_in_thread")
    if reply.withdrawn_at is not None:
        raise RuleError("reply_withdrawn")
    return reply


async def edit_reply(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    reply_id: ReplyId,
    change: Change,
    now: datetime,
) -> Reply:
    """The reply says this now, is of this kind, and may be used so; where it was shown, the message follows.

    A pair's reply with other words is a draft again, until the partner confirms these words too.

    Raises:
        RuleError: `no_reply`, `edit_in_thread`, `reply_withdrawn`, `nothing_written`, `too_long`, `round_is_over`,
            `enough_changes` where a partner was asked as often as they may be.
    """
    kept = checked_text(change.text)
    async with house.store.write() as tx:
        before = await _editable(tx, guild_id, member_id, reply_id)
        found = await setting_of(house, tx, before.round_id)
        await check_prompt_is_open(tx, found, before.prompt_number)
        if kept != before.text:
            await replies.edit(tx, reply_id, kept, now)
            await _ask_partners_again(tx, found, before, member_id, now)
        if change.kind is not before.kind:
            await replies.set_kind(tx, reply_id, change.kind)
        if change.consent is not None:
            await replies.set_author_consent(tx, reply_id, member_id, change.consent)
        await correct_summaries(house, tx, [before.round_id], now)
        after = await replies.get(tx, reply_id)
        await plan_change(tx, found, after, now)
        await plan_echo(tx, found, after, now)
    house.wake()
    return after


async def _ask_partners_again(tx: Tx, found: Setting, reply: Reply, writer: MemberId, now: datetime) -> None:
    if reply.pair_id is None:
        return
    if len(await questions_about(tx, reply)) >= MOST_OF_PAIR:
        raise RuleError("enough_changes")
    for author in reply.authors:
        if author.member_id != writer:
            await replies.unconfirm(tx, reply.id, author.member_id)
    await plan_question(tx, found, reply, f"at:{milliseconds(now)}", now=now)


async def withdraw_reply(
    house: House, *, guild_id: GuildId, member_id: MemberId, reply_id: ReplyId, now: datetime
) -> Reply:
    """The reply no longer counts; any of its authors may say so. Where it was shown, the message says so.

    Raises:
        RuleError: `no_reply`.
    """
    async with house.store.write() as tx:
        await own_reply(tx, guild_id, member_id, reply_id)
        await replies.withdraw(tx, reply_id, now)
        reply = await replies.get(tx, reply_id)
        found = await setting_of(house, tx, reply.round_id)
        await plan_change(tx, found, reply, now)
        await correct_summaries(house, tx, [reply.round_id], now)
    house.wake()
    return reply


async def bring_back_reply(
    house: House, *, guild_id: GuildId, member_id: MemberId, reply_id: ReplyId, now: datetime
) -> Reply:
    """The reply counts again, as it was when it was withdrawn; one that was not is left as it is.

    A public summary that knew it knows it again; a draft that was made meanwhile does when it is made anew.

    Raises:
        RuleError: `no_reply`, `round_is_over`, `reply_is_gone` where its words were deleted.
    """
    async with house.store.write() as tx:
        before = await own_reply(tx, guild_id, member_id, reply_id)
        found = await setting_of(house, tx, before.round_id)
        await check_prompt_is_open(tx, found, before.prompt_number)
        if not before.text:
            raise RuleError("reply_is_gone")
        if before.withdrawn_at is not None:
            await replies.bring_back(tx, reply_id)
            await correct_summaries(house, tx, [before.round_id], now)
        reply = await replies.get(tx, reply_id)
        await plan_change(tx, found, reply, now)
        await plan_echo(tx, found, reply, now)
    house.wake()
    return reply


async def plan_change(tx: Tx, found: Setting, reply: Reply, now: datetime) -> None:
    """The messages of ours that show this reply, given as it is now, are on their way to be brought up to date."""
    await update_questions(tx, found, reply, now)
    if reply.message_id is None or reply.source is Source.THREAD:
        return
    if reply.forgotten() and reply.counts() and reply.consent() is Consent.QUOTE_WITH_NAME:
        # What is shown may be shown, and there are no words any more to write it anew.
        return
    # One that was not begun will say what is kept then: who changes a reply all the time makes no queue of changes.
    if not await steps.is_waiting(tx, reply.round_id, StepKind.UPDATE_REPLY, reply.id):
        # What is to be said stands in the key: two changes may come within a millisecond.
        says = "nothing" if reply.withdrawn_at else f"{reply.digest[:8]}:{reply.consent()}"
        about = (f"reply:{reply.id}", f"at:{milliseconds(now)}", f"says:{says}")
        change = plan_step(found.round, StepKind.UPDATE_REPLY, now, *about, subject_id=reply.id)
        await steps.plan(tx, [change])
