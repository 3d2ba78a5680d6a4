"""Taking in what is said in threads: replies to prompts, and in pairs' threads only that somebody spoke."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from bot.actions.changing_replies import plan_change
from bot.actions.correcting import correct_quotes, correct_summaries
from bot.actions.lookups import setting_of
from bot.actions.planning import desk_note, member_field
from bot.actions.ports import CannotTell, House, Said, ThreadReader, TryLater
from bot.actions.tally import Tally
from bot.domain.hosting import HostedProgram, WatchedThread
from bot.domain.ids import ChannelId, MemberId, MessageId, ReplyId, RoundId
from bot.domain.reply import LONGEST, MOST_OF_ONE, Source, keepable
from bot.domain.round import Phase, Round
from bot.domain.steps import NewStep
from bot.store import Tx, pairs, programs, replies, rounds, steps, threads
from bot.store import heard as heard_replies
from bot.store.heard import Heard, Known

ITS_OWN_MESSAGE = frozenset({Source.THREAD, Source.DIRECT})
"""Ways by which a reply is a message of its writer, who takes it back by deleting that."""
LISTENING = frozenset({Phase.RUNNING, Phase.CLOSED})
"""Phases of a round in which its threads are listened to."""
AT_ONCE = 500
"""Messages taken in by one transaction: others wait for it, and so does the event loop while it is prepared."""


async def watched_among(house: House, thread_ids: Collection[ChannelId]) -> dict[ChannelId, WatchedThread]:
    """Those of these channels in which the bot listens, with what it listens for there."""
    async with house.store.read() as tx:
        return await _listened(tx, thread_ids)


async def _listened(tx: Tx, thread_ids: Collection[ChannelId]) -> dict[ChannelId, WatchedThread]:
    return {thread.thread_id: thread for thread in await threads.among(tx, thread_ids, LISTENING)}


async def take_in(house: House, heard: Sequence[Said], now: datetime, tally: Tally | None = None) -> None:
    """What was said is kept, as far as it is replies, all in one transaction; taken in twice it is kept once.

    A message in a pair's thread only leaves its author and time. An edit replaces the text. Of one person only
    `MOST_OF_ONE` replies to a prompt are kept; a tally spares counting them each time.
    """
    tally = tally or Tally()
    by_thread: dict[ChannelId, list[Said]] = {}
    for said in heard:
        by_thread.setdefault(said.thread_id, []).append(said)
    planned = False
    async with house.store.write() as tx:
        for thread in (await _listened(tx, by_thread)).values():
            there = by_thread[thread.thread_id]
            planned |= await _take_in_thread(house, tx, thread, there, tally, now)
            await threads.seen(tx, thread.thread_id, max(said.message_id for said in there))
    if planned:
        house.wake()


async def _take_in_thread(
    house: House, tx: Tx, thread: WatchedThread, heard: Sequence[Said], tally: Tally, now: datetime
) -> bool:
    """What was said in one thread is kept; returns whether a step was planned."""
    planned = False
    if thread.pair_id is not None:
        for said in heard:
            await pairs.note_activity(tx, thread.pair_id, said.author_id, said.said_at)
        return planned
    edited: set[ReplyId] = set()
    for each_once in _in_turns(heard):
        known = await heard_replies.known_among(tx, each_once)
        for message_id in known.keys() & each_once.keys():
            if await _edit(tx, known[message_id], each_once[MessageId(message_id)], now):
                edited.add(known[message_id].id)
        new = [said for said in each_once.values() if said.message_id not in known]
        planned |= await _add(tx, thread, new, tally, now)
    if edited:
        await correct_quotes(house, tx, thread.round_id, edited, now)
    return planned or bool(edited)


def _in_turns(heard: Sequence[Said]) -> Iterator[dict[MessageId, Said]]:
    """What was said, in its order, in groups that hold each message once: one and its edit may come together."""
    group: dict[MessageId, Said] = {}
    for said in heard:
        if said.message_id in group:
            yield group
            group = {}
        group[said.message_id] = said
    yield group


async def _edit(tx: Tx, known: Known, said: Said, now: datetime) -> bool:
    """The reply has the words of the message; returns whether it had others."""
    text = _text_of(said)
    is_edited = bool(text) and text != known.text and not known.withdrawn
    if is_edited:
        await replies.edit(tx, known.id, text, said.edited_at or now)
    return is_edited


def _text_of(said: Said) -> str:
    return keepable(said.text)[:LONGEST]


async def _add(tx: Tx, thread: WatchedThread, heard: Sequence[Said], tally: Tally, now: datetime) -> bool:
    """What is new is kept; returns whether organisers are to hear that somebody writes without an end."""
    # Without the message-content intent Discord leaves the words out, but for messages that mention the bot.
    fresh = [_as_reply(said, text) for said in heard if (text := _text_of(said))]
    if not fresh:
        return False
    number = thread.prompt_number or 0
    unsure = tally.unsure(thread.thread_id, Counter(each.member_id for each in fresh))
    counted = await replies.counts(tx, round_id=thread.round_id, prompt_number=number, people=unsure) if unsure else {}
    kept, endless = _within_limit(fresh, counted)
    tally.note(thread.thread_id, counted, [each.member_id for each in kept])
    await heard_replies.add(tx, round_id=thread.round_id, prompt_number=number, channel_id=thread.thread_id, heard=kept)
    if endless:
        hosted, current = await programs.get(tx, thread.program_id), await rounds.get(tx, thread.round_id)
        await steps.plan(tx, [_enough_said(hosted, current, number, member_id, now) for member_id in endless])
    return bool(endless)


def _as_reply(said: Said, text: str) -> Heard:
    return Heard(
        message_id=said.message_id,
        text=text,
        said_at=said.said_at,
        member_id=said.author_id,
        name=said.author_name,
        answers=said.answers,
    )


def _within_limit(fresh: Sequence[Heard], written: Mapping[MemberId, int]) -> tuple[list[Heard], list[MemberId]]:
    """Those that are kept, and who has written so many that the rest is not."""
    so_far = Counter(written)
    kept: list[Heard] = []
    endless: dict[MemberId, None] = {}
    for each in fresh:
        if so_far[each.member_id] < MOST_OF_ONE:
            so_far[each.member_id] += 1
            kept.append(each)
        else:
            endless[each.member_id] = None
    return kept, list(endless)


def _enough_said(hosted: HostedProgram, current: Round, number: int, member_id: MemberId, now: datetime) -> NewStep:
    """Organisers hear once that no more is kept of somebody who does not stop writing to a prompt."""
    about = (current.name, f"prompt:{number}", f"member:{member_id}")
    fields = {"name": member_field(member_id), "round": current.name, "most": MOST_OF_ONE}
    return desk_note(hosted, "enough_replies", now, *about, fields=fields)


async def take_back(house: House, message_ids: Collection[MessageId], now: datetime) -> int:
    """Replies whose messages were deleted by their writers are withdrawn; returns how many."""
    withdrawn: list[RoundId] = []
    async with house.store.write() as tx:
        for message_id in message_ids:
            reply = await replies.find_by_source(tx, message_id)
            if reply is not None and reply.source in ITS_OWN_MESSAGE and reply.withdrawn_at is None:
                await replies.withdraw(tx, reply.id, now)
                await plan_change(tx, await setting_of(house, tx, reply.round_id), await replies.get(tx, reply.id), now)
                withdrawn.append(reply.round_id)
        await correct_summaries(house, tx, withdrawn, now)
    house.wake()
    return len(withdrawn)


async def catch_up(house: House, reader: ThreadReader, now: datetime) -> int:
    """Whatever was said, edited or deleted in threads of running rounds meanwhile is taken in; returns messages read.

    Threads of prompts are read whole, for edits and deletions; a thread whose past cannot be read changes nothing.

    Raises:
        TryLater: Discord gave no answer for some thread; the others were read.
    """
    async with house.store.read() as tx:
        listened = await threads.every(tx, LISTENING)
    return await _catch_up_all(house, reader, listened, now)


async def catch_up_prompts(house: House, reader: ThreadReader, round_id: RoundId, now: datetime) -> int:
    """The same for the threads of one round's prompts alone, of which its summaries are made; returns messages read.

    With the threads of 430 pairs, none of which a summary reads, a draft would ask Discord 2,000 times more.

    Raises:
        TryLater: Discord gave no answer for some thread; the others were read.
    """
    async with house.store.read() as tx:
        listened = await threads.every(tx, LISTENING)
    of_prompts = [each for each in listened if each.round_id == round_id and each.prompt_number is not None]
    return await _catch_up_all(house, reader, of_prompts, now)


async def _catch_up_all(house: House, reader: ThreadReader, listened: Sequence[WatchedThread], now: datetime) -> int:
    count = 0
    failed: TryLater | None = None
    for thread in listened:
        try:
            count += await catch_up_thread(house, reader, thread, now)
        except CannotTell:
            continue
        except TryLater as later:
            failed = later
    if failed is not None:
        raise failed
    return count


async def catch_up_thread(house: House, reader: ThreadReader, thread: WatchedThread, now: datetime) -> int:
    """The thread's replies are as they stand in it: new ones kept, edits taken over, deleted ones withdrawn.

    Raises:
        CannotTell: the thread's history may not be read; nothing was changed.
        TryLater: Discord gave no answer; nothing was changed.
    """
    whole = thread.prompt_number is not None
    # Asked first: what is said while the thread is being read is not absent from it.
    known = await _known_in(house, thread) if whole else set[MessageId]()
    present = [said async for said in reader.read(thread.thread_id, 0 if whole else thread.seen_up_to)]
    for start in range(0, len(present), AT_ONCE):
        await take_in(house, present[start : start + AT_ONCE], now)
    await take_back(house, known - {said.message_id for said in present}, now)
    return len(present)


async def _known_in(house: House, thread: WatchedThread) -> set[MessageId]:
    """The messages of this thread that stand as replies."""
    async with house.store.read() as tx:
        known = await replies.of_prompt(tx, thread.round_id, thread.prompt_number)
    return {
        MessageId(reply.source_id)
        for reply in known
        if reply.source is Source.THREAD and reply.channel_id == thread.thread_id and reply.withdrawn_at is None
    }
