"""Taking in what is said in threads: replies to prompts, and in pairs' threads only that somebody spoke."""

from collections.abc import Collection
from datetime import datetime

from bot.actions.correcting import correct_summaries
from bot.actions.planning import desk_note, member_field
from bot.actions.ports import CannotTell, House, Said, ThreadReader, TryLater
from bot.actions.replying import is_guest
from bot.domain.hosting import HostedProgram, WatchedThread
from bot.domain.ids import ChannelId, MemberId, MessageId, RoundId
from bot.domain.reply import LONGEST, MOST_OF_ONE, Source, keepable
from bot.domain.round import Phase, Round
from bot.domain.steps import NewStep
from bot.store import Tx, pairs, programs, replies, rounds, steps, threads
from bot.store.replies import NewAuthor

LISTENING = frozenset({Phase.RUNNING, Phase.CLOSED})
"""Phases of a round in which its threads are listened to."""


async def watched(house: House, thread_id: ChannelId) -> WatchedThread | None:
    """What the bot listens for in this thread, if it listens."""
    async with house.store.read() as tx:
        return await threads.find(tx, thread_id)


async def take_in(house: House, said: Said, now: datetime) -> bool:
    """What was said is kept, if it is a reply; taken in twice it is kept once. Returns whether it is kept.

    A message in a pair's thread only leaves its author and time. An edit replaces the text. Of one person only
    `MOST_OF_ONE` replies to a prompt are kept.
    """
    async with house.store.write() as tx:
        thread = await threads.find(tx, said.thread_id)
        if thread is None:
            return False
        kept = await _keep(tx, thread, said, now)
        await threads.seen(tx, thread.thread_id, said.message_id)
    if not kept and thread.pair_id is None:
        house.wake()
    return kept


async def _keep(tx: Tx, thread: WatchedThread, said: Said, now: datetime) -> bool:
    current = await rounds.get(tx, thread.round_id)
    if current.phase not in LISTENING:
        return False
    if thread.pair_id is not None:
        await pairs.note_activity(tx, thread.pair_id, said.author_id, said.said_at)
        return False
    known = await replies.find_by_source(tx, said.message_id)
    if known is not None:
        if known.text != _text_of(said) and _text_of(said) and known.withdrawn_at is None:
            await replies.edit(tx, known.id, _text_of(said), said.edited_at or now)
        return True
    # Without the message-content intent Discord leaves the words out, but for messages that mention the bot.
    if not _text_of(said):
        return False
    number, hosted = thread.prompt_number or 0, await programs.get(tx, thread.program_id)
    if await replies.count(tx, round_id=current.id, prompt_number=number, member_id=said.author_id) >= MOST_OF_ONE:
        await steps.plan(tx, [_enough_said(hosted, current, number, said.author_id, now)])
        return False
    await _add(tx, thread, hosted, said)
    return True


def _enough_said(hosted: HostedProgram, current: Round, number: int, member_id: MemberId, now: datetime) -> NewStep:
    """Organisers hear once that no more is kept of somebody who does not stop writing to a prompt."""
    about = (current.name, f"prompt:{number}", f"member:{member_id}")
    fields = {"name": member_field(member_id), "round": current.name, "most": MOST_OF_ONE}
    return desk_note(hosted, "enough_replies", now, *about, fields=fields)


def _text_of(said: Said) -> str:
    return keepable(said.text)[:LONGEST]


async def _add(tx: Tx, thread: WatchedThread, hosted: HostedProgram, said: Said) -> None:
    author = NewAuthor(
        member_id=said.author_id,
        name=said.author_name,
        guest=await is_guest(tx, thread.round_id, said.author_id),
        consent=None,
        confirmed_at=said.said_at,
    )
    await replies.add(
        tx,
        round_id=thread.round_id,
        prompt_number=thread.prompt_number or 0,
        source=Source.THREAD,
        source_id=said.message_id,
        text=_text_of(said),
        said_at=said.said_at,
        channel_id=said.thread_id,
        message_id=said.message_id,
        authors=[author],
    )


async def take_back(house: House, message_ids: Collection[MessageId], now: datetime) -> int:
    """Replies whose messages were deleted by their writers are withdrawn; returns how many."""
    withdrawn: list[RoundId] = []
    async with house.store.write() as tx:
        for message_id in message_ids:
            reply = await replies.find_by_source(tx, message_id)
            if reply is not None and reply.source is Source.THREAD and reply.withdrawn_at is None:
                await replies.withdraw(tx, reply.id, now)
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
    for said in present:
        await take_in(house, said, now)
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
