"""What the gateway tells is kept in groups, in order, and what cannot be kept keeps out nothing else."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from bot.actions.activity import Activity
from bot.actions.ports import House, Said
from bot.domain.hosting import WatchedThread
from bot.domain.ids import ChannelId, GuildId, MemberId, MessageId, RoundId
from bot.domain.reply import MOST_OF_ONE
from bot.domain.round import Phase, advance
from bot.domain.steps import StepKind
from bot.frontend.intake import Deleted, Intake
from bot.programs import load_programs, shipped_programs_folder
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.store import Store, participants, programs, replies, rounds, steps, threads
from bot.store.migrating import migrate

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PROMPT, ELSEWHERE = ChannelId(31), ChannelId(33)
ROUND = RoundId(1)
JOINED, GUEST = MemberId(7), MemberId(8)


class StandingClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
async def store(tmp_path):
    file = str(tmp_path / "intake.db")
    await migrate(file)
    opened = await Store.open(file)
    async with opened.write() as tx:
        program_id = (
            await programs.add(
                tx,
                guild_id=GuildId(1),
                slug="library-leadership",
                channel_id=ChannelId(10),
                desk_channel_id=ChannelId(11),
                zone="Europe/Berlin",
                locale="en",
                added_by=MemberId(9),
                added_at=NOW,
            )
        ).id
        planned = await rounds.add(
            tx,
            program_id=program_id,
            name="2026A",
            starts_on=NOW.date(),
            zone="Europe/Berlin",
            seed=1,
            prompt_numbers=(1,),
            created_by=MemberId(9),
            created_at=NOW,
        )
        for phase in (Phase.ENROLLING, Phase.PAIRING, Phase.RUNNING):
            planned = advance(planned, phase)
        await rounds.save_phase(tx, planned)
        await participants.join(tx, ROUND, JOINED, NOW)
        await threads.watch(tx, WatchedThread(thread_id=PROMPT, program_id=program_id, round_id=ROUND, prompt_number=1))
    yield opened
    await opened.close()


@pytest.fixture
def activity():
    return Activity()


@pytest.fixture
def intake(store, activity):
    house = House(
        store=store,
        programs=load_programs(shipped_programs_folder()),
        regions=load_regions(shipped_regions_folder()),
        reader=None,
        reads_threads=True,
        wake=lambda: None,
    )
    return Intake(house, activity, StandingClock())


def said(number: int, text: str, *, by: MemberId = JOINED, where: ChannelId = PROMPT, edited: bool = False) -> Said:
    return Said(
        thread_id=where,
        message_id=MessageId(number),
        author_id=by,
        author_name="Somebody",
        text=text,
        said_at=NOW,
        edited_at=NOW if edited else None,
    )


async def until_quiet(activity: Activity) -> None:
    async with asyncio.timeout(20):
        while activity.is_busy:  # noqa: ASYNC110 (the activity tells its listeners of touches, not of rest)
            await asyncio.sleep(0.01)


async def kept_in(store: Store) -> list:
    async with store.read() as tx:
        return await replies.of_prompt(tx, ROUND, 1)


def count_commits(store: Store) -> list[object]:
    commits: list[object] = []
    event.listen(store._writer.sync_engine, "commit", commits.append)
    return commits


async def test_flood_is_kept_whole_in_few_transactions(store, intake, activity):
    commits = count_commits(store)
    for number in range(1, 701):
        intake.put(said(number, f"Reply {number}", by=MemberId(number % 10)))
    assert activity.is_busy
    await until_quiet(activity)
    kept = await kept_in(store)
    assert [(reply.source_id, reply.text) for reply in kept] == [(n, f"Reply {n}") for n in range(1, 701)]
    assert all(reply.counts() for reply in kept)
    assert {author.member_id for reply in kept for author in reply.authors if not author.guest} == {JOINED}
    assert len(commits) <= 4
    async with store.read() as tx:
        assert (await threads.find(tx, PROMPT)).seen_up_to == 700


async def test_message_its_edits_and_its_deletion_in_one_group_have_the_last_say(store, intake, activity):
    intake.put(said(1, "First"))
    intake.put(said(2, "Second"))
    intake.put(said(1, "First, better", edited=True))
    intake.put(said(1, "First, best", edited=True))
    intake.put(said(2, "Second"))
    intake.put(Deleted(channel_id=PROMPT, message_ids=frozenset({2})))
    intake.put(said(3, "Third"))
    await until_quiet(activity)
    kept = {reply.source_id: (reply.text, reply.edited_at, reply.counts()) for reply in await kept_in(store)}
    assert kept == {1: ("First, best", NOW, True), 2: ("Second", None, False), 3: ("Third", None, True)}


async def test_what_came_before_is_kept_once_and_a_deleted_reply_stays_deleted(store, intake, activity):
    for _ in range(2):
        intake.put(said(1, "Once"))
        intake.put(Deleted(channel_id=PROMPT, message_ids=frozenset({1})))
        await until_quiet(activity)
    intake.put(said(1, "Once more", edited=True))
    await until_quiet(activity)
    assert [(reply.text, reply.counts()) for reply in await kept_in(store)] == [("Once", False)]


async def test_message_that_cannot_be_kept_keeps_out_no_other(store, intake, activity, capsys):
    intake.put(said(1, "Before"))
    # What the edge lets through nowhere else: a name that no database takes.
    intake.put(replace(said(2, "Between"), author_name="half a letter \ud800"))
    intake.put(said(3, "After"))
    await until_quiet(activity)
    assert [reply.text for reply in await kept_in(store)] == ["Before", "After"]
    logged = capsys.readouterr().out
    assert logged.count("what=intake") == 1
    assert "letter" not in logged


async def test_who_writes_without_an_end_is_kept_up_to_the_limit(store, intake, activity):
    for number in range(1, MOST_OF_ONE + 4):
        intake.put(said(number, f"Reply {number}"))
    intake.put(said(1000, "Another's", by=GUEST))
    await until_quiet(activity)
    intake.put(said(1001, "One more"))
    intake.put(said(1, "Better", edited=True))
    await until_quiet(activity)
    kept = await kept_in(store)
    by_author = Counter(author.member_id for reply in kept for author in reply.authors)
    assert by_author == {JOINED: MOST_OF_ONE, GUEST: 1}
    assert kept[0].text == "Better"
    async with store.read() as tx:
        noted = await steps.due(tx, list(StepKind), NOW, 10)
    assert [step.kind for step in noted] == [StepKind.TELL_DESK]


async def test_what_is_said_where_nobody_listens_is_not_written_at_all(store, intake, activity):
    commits = count_commits(store)
    intake.put(said(1, "Elsewhere", where=ELSEWHERE))
    intake.put(Deleted(channel_id=ELSEWHERE, message_ids=frozenset({1})))
    await until_quiet(activity)
    assert (await kept_in(store), commits) == ([], [])
