"""What people write to the bot by DM: a reply to a prompt, where it surely is one; else they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.actions.changing_replies import plan_change
from bot.actions.collecting import LISTENING, take_back
from bot.actions.lookups import Setting, setting_of
from bot.actions.planning import dates_of, plan_step
from bot.actions.ports import CannotTell, House, Said, TryLater
from bot.actions.prompts_open import prompts_open_to
from bot.actions.replying import Written, check_has_room, check_prompt_is_open, has_replied
from bot.domain.errors import RuleError
from bot.domain.ids import ChannelId, MemberId, MessageId, ReplyId, RoundId
from bot.domain.reply import LONGEST, Reply, Source, keepable
from bot.domain.steps import NewStep, Step, StepKind
from bot.store import Tx, direct_channels, participants, profiles, replies, steps
from bot.store.replies import NewAuthor


class Taken(StrEnum):
    """What became of something written by DM."""

    KNOWN = "known"
    KEPT = "kept"
    ASKED = "asked"
    NO_WORDS = "no_words"
    """Only pictures or files, of which nothing is kept."""
    ENOUGH = "enough"
    NOTHING_OPEN = "nothing_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The prompt that somebody replies to, which is open to them."""

    setting: Setting
    number: int


async def hear(house: House, said: Said, now: datetime, *, marks: bool) -> Taken:
    """What somebody wrote by DM is kept as a reply where it answers what told them of a prompt; else they are asked.

    A step tells them. Called twice it is kept once. With `marks` it need not be read back again. Nothing is posted
    anywhere, whatever its writer's consent: who writes here read nowhere that others will see it.
    """
    async with house.store.write() as tx:
        taken = await _take(house, tx, said, now)
        if marks:
            await direct_channels.seen(tx, said.thread_id, said.author_id, said.message_id)
    house.wake()
    return taken


async def _take(house: House, tx: Tx, said: Said, now: datetime) -> Taken:
    if await replies.find_by_source(tx, said.message_id) is not None:
        return Taken.KNOWN
    choices = await prompts_open_to(house, tx, said.author_id, now)
    if not choices:
        return Taken.NOTHING_OPEN
    if not keepable(said.text):
        return Taken.NO_WORDS
    meant = await _meant(house, tx, said)
    if meant is None:
        found = await setting_of(house, tx, choices[0].round_id)
        await steps.plan(tx, [_question(found, said, now)])
        return Taken.ASKED
    try:
        reply = await _keep(tx, meant, said, now)
    except RuleError:
        return Taken.ENOUGH
    await steps.plan(tx, [_acknowledgment(meant, said.author_id, reply.id, now)])
    return Taken.KEPT


def _question(found: Setting, said: Said, now: datetime) -> NewStep:
    about = f"message:{said.message_id}"
    return plan_step(
        found.round, StepKind.ASK_PROMPT, now, about, recipient_id=said.author_id, subject_id=said.message_id
    )


def _acknowledgment(meant: Meant, member_id: MemberId, reply_id: ReplyId, now: datetime) -> NewStep:
    return plan_step(
        meant.setting.round,
        StepKind.TELL_KEPT,
        now,
        f"reply:{reply_id}",
        recipient_id=member_id,
        prompt_number=meant.number,
        subject_id=reply_id,
    )


async def _meant(house: House, tx: Tx, said: Said) -> Meant | None:
    """The prompt that it surely answers; None where it may be meant for somebody else, or for nobody."""
    about = await _about(tx, said)
    return await _open_to(house, tx, said.author_id, *about) if about is not None else None


async def _about(tx: Tx, said: Said) -> tuple[RoundId, int] | None:
    """Of which prompt the message told that is answered here: the one replied to, or else our last."""
    if said.answers is None:
        last = await steps.last_told(tx, said.author_id, said.thread_id, said.message_id)
        return await _told_by(tx, last, said.said_at)
    own = await replies.find_by_source(tx, said.answers)
    if own is not None:
        return (own.round_id, own.prompt_number) if _is_by(own, said.author_id) else None
    return await _told_by(tx, await steps.told_at(tx, said.author_id, said.thread_id, said.answers), said.said_at)


async def _told_by(tx: Tx, step: Step | None, said_at: datetime) -> tuple[RoundId, int] | None:
    """The prompt for which this message asked: what is written next in the DM, or as Discord's reply to it, is one."""
    if step is None or step.round_id is None:
        return None
    if step.kind is StepKind.ASK_PROMPT:
        chosen = await replies.find_by_source(tx, step.subject_id or 0)
        return (chosen.round_id, chosen.prompt_number) if chosen is not None else None
    number = step.prompt_number or 0
    if step.kind is StepKind.CHECK_IN:
        asked_at = step.done_at or said_at
        invited = not await has_replied(tx, step.round_id, number, step.recipient_id or MemberId(0), asked_at)
        return (step.round_id, number) if invited else None
    return (step.round_id, number) if step.kind is StepKind.TELL_KEPT else None


def _is_by(reply: Reply, member_id: MemberId) -> bool:
    return reply.source is Source.DIRECT and any(author.member_id == member_id for author in reply.authors)


async def _open_to(house: House, tx: Tx, member_id: MemberId, round_id: RoundId, number: int) -> Meant | None:
    part = await participants.find(tx, round_id, member_id)
    if part is None or not part.takes_part():
        return None
    found = await setting_of(house, tx, round_id)
    try:
        await check_prompt_is_open(tx, found, number)
    except RuleError:
        return None
    return Meant(setting=found, number=number)


async def _keep(tx: Tx, meant: Meant, said: Said, now: datetime) -> Reply:
    """The message is a reply.

    Raises:
        RuleError: `enough_replies`.
    """
    found = meant.setting
    await check_has_room(tx, found.round.id, meant.number, said.author_id)
    profile = await profiles.find(tx, found.hosted.guild_id, said.author_id)
    name = profile.name if profile is not None else said.author_name
    author = NewAuthor(member_id=said.author_id, name=name, guest=False, consent=None, confirmed_at=now)
    reply_id = await replies.add(
        tx,
        round_id=found.round.id,
        prompt_number=meant.number,
        source=Source.DIRECT,
        source_id=said.message_id,
        text=keepable(said.text)[:LONGEST],
        said_at=said.said_at,
        answers=said.answers,
        authors=[author],
    )
    return await replies.get(tx, reply_id or ReplyId(0))


async def keep_chosen(house: House, said: Said, *, round_id: RoundId, prompt_number: int, now: datetime) -> Written:
    """The message is a reply to the prompt that its writer chose; chosen twice it is kept once, as at first.

    Raises:
        RuleError: `prompt_not_open`, `nothing_written`, `enough_replies`.
    """
    if not keepable(said.text):
        raise RuleError("nothing_written")
    async with house.store.write() as tx:
        reply = await replies.find_by_source(tx, said.message_id)
        if reply is None:
            meant = await _open_to(house, tx, said.author_id, round_id, prompt_number)
            if meant is None:
                raise RuleError("prompt_not_open")
            reply = await _keep(tx, meant, said, now)
        found = await setting_of(house, tx, reply.round_id)
        profile = await profiles.find(tx, found.hosted.guild_id, said.author_id)
        closes_at = (await dates_of(tx, reply.round_id)).prompt_closes_at(reply.prompt_number)
    house.wake()
    asked = profile is not None and profile.consent is not None
    late = reply.said_at >= closes_at
    return Written(reply_id=reply.id, consent=reply.consent(), asked=asked, late=late, guest=False)


async def find_said(house: House, *, channel_id: ChannelId, member_id: MemberId, message_id: MessageId) -> Said:
    """What the person wrote in this message of their DM, as it stands there now.

    Raises:
        RuleError: `message_is_gone`, where there is no such message of theirs any more.
        TryLater: Discord gives no answer.
    """
    try:
        async for said in house.reader.read_direct(channel_id, message_id - 1):
            if said.message_id == message_id and said.author_id == member_id:
                return said
            break
    except CannotTell:
        pass
    raise RuleError("message_is_gone")


async def change(house: House, said: Said, now: datetime) -> None:
    """The reply that is this message says what the message says now; what was changed by form since stays.

    A message that is no reply changes nothing.
    """
    text = keepable(said.text)[:LONGEST]
    async with house.store.write() as tx:
        reply = await replies.find_by_source(tx, said.message_id)
        if reply is None or not text or text == reply.text or not _is_by(reply, said.author_id):
            return
        if said.edited_at is None or (reply.edited_at is not None and reply.edited_at >= said.edited_at):
            return
        if await replies.edit(tx, reply.id, text, said.edited_at):
            found = await setting_of(house, tx, reply.round_id)
            await plan_change(tx, found, await replies.get(tx, reply.id), now)
    house.wake()


async def read_marks(house: House) -> Mapping[ChannelId, int]:
    """Up to where the DMs of all who take part in a running round were read."""
    async with house.store.read() as tx:
        return await direct_channels.marks(tx, [channel for _, channel in await direct_channels.reached(tx, LISTENING)])


async def catch_up(house: House, marks: Mapping[ChannelId, int], now: datetime) -> int:
    """What people wrote, edited or deleted in their DMs since these marks is taken in; returns messages read.

    Raises:
        TryLater: Discord gave no answer for some DM; the others were read.
    """
    async with house.store.read() as tx:
        reached = await direct_channels.reached(tx, LISTENING)
        standing = await direct_channels.standing(tx, LISTENING)
    count = 0
    failed: TryLater | None = None
    for member_id, channel_id in reached:
        try:
            known = standing.get(member_id, set[MessageId]())
            count += await _catch_up_with(house, member_id, channel_id, marks.get(channel_id, 0), known, now)
        except CannotTell:
            continue
        except TryLater as later:
            failed = later
    if failed is not None:
        raise failed
    return count


async def _catch_up_with(
    house: House, member_id: MemberId, channel_id: ChannelId, mark: int, known: set[MessageId], now: datetime
) -> int:
    after = min([mark, *(message_id - 1 for message_id in known)])
    present = [said async for said in house.reader.read_direct(channel_id, after) if said.author_id == member_id]
    for said in present:
        if said.message_id in known:
            await change(house, said, now)
        elif said.message_id > mark:
            # Where nothing was ever taken in, what is older than every open prompt answers none of them.
            await hear(house, said, now if mark else min(now, said.said_at), marks=True)
    await take_back(house, known - {said.message_id for said in present}, now)
    return len(present)
