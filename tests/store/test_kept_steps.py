from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.steps import NewStep, Outcome, StepKind
from bot.store import steps

PEOPLE = [StepKind.WELCOME, StepKind.INTRODUCE]


@pytest.fixture
def new(a_round, at):
    def make(key, hours=0, kind=StepKind.WELCOME, **fields):
        fields = {"program_id": a_round.program_id, "round_id": a_round.id} | fields
        return NewStep(key=key, kind=kind, due_at=at(hours), **fields)

    return make


@pytest.fixture
async def step(tx, new):
    await steps.plan(tx, [new("one", recipient_id=3, words="{}")])
    return await steps.find(tx, "one")


async def test_plan_keeps_every_field(tx, new, at, a_round):
    await steps.plan(
        tx, [new("whole", 2, StepKind.INTRODUCE, recipient_id=3, pair_id=4, prompt_number=5, subject_id=6, words="w")]
    )
    kept = await steps.find(tx, "whole")
    assert (kept.kind, kept.due_at, kept.next_try_at) == (StepKind.INTRODUCE, at(2), at(2))
    assert (kept.recipient_id, kept.pair_id, kept.prompt_number, kept.subject_id, kept.words) == (3, 4, 5, 6, "w")
    assert (kept.program_id, kept.round_id, kept.runs) == (a_round.program_id, a_round.id, 0)
    assert (kept.first_tried_at, kept.outcome, kept.done_at, kept.channel_id, kept.message_id) == (None,) * 5
    assert len(kept.token) == 16
    assert kept.due_at.tzinfo is UTC
    assert await steps.get(tx, kept.id) == kept


async def test_plan_twice_changes_nothing(tx, new, step):
    await steps.plan(tx, [new("one", 9, StepKind.INTRODUCE), new("two", 1)])
    assert await steps.find(tx, "one") == step
    assert [each.key for each in await steps.of_round(tx, step.round_id)] == ["one", "two"]


async def test_plan_of_nothing_is_nothing(tx, a_round):
    await steps.plan(tx, [])
    assert await steps.of_round(tx, a_round.id) == []


async def test_tokens_differ(tx, new, a_round):
    await steps.plan(tx, (new(f"step {number}") for number in range(300)))
    assert len({each.token for each in await steps.of_round(tx, a_round.id)}) == 300


async def test_instants_are_kept_to_the_microsecond_and_as_utc(tx, new):
    moment = datetime.fromisoformat("2026-03-01T18:30:00.000001+05:30")
    await steps.plan(tx, [replace(new("exact"), due_at=moment)])
    assert (await steps.find(tx, "exact")).due_at.isoformat() == "2026-03-01T13:00:00.000001+00:00"


async def test_step_that_is_absent_is_none_or_a_lookup_error(tx, a_round):
    assert await steps.find(tx, "nothing") is None
    with pytest.raises(LookupError):
        await steps.get(tx, 77)


async def test_due_gives_what_is_to_be_tried_in_order(tx, new, at):
    await steps.plan(tx, [new("b", 1), new("a", 0), new("c", 1), new("later", 5), new("post", 0, StepKind.POST_MENU)])
    assert [each.key for each in await steps.due(tx, PEOPLE, at(1), 10)] == ["a", "b", "c"]
    assert [each.key for each in await steps.due(tx, PEOPLE, at(1), 2)] == ["a", "b"]
    assert [each.key for each in await steps.due(tx, [StepKind.POST_MENU], at(), 10)] == ["post"]
    assert await steps.due(tx, [], at(9), 10) == []


async def test_due_leaves_out_what_is_done_or_postponed(tx, new, step, at):
    await steps.plan(tx, [new("done")])
    assert await steps.finish(tx, await steps.find(tx, "done"), Outcome.DONE, at())
    await steps.postpone(tx, step, at(2))
    assert await steps.due(tx, PEOPLE, at(1), 10) == []
    assert [each.key for each in await steps.due(tx, PEOPLE, at(2), 10)] == ["one"]


async def test_begin_counts_the_run_and_keeps_the_first_try(tx, step, at):
    first = await steps.begin(tx, step, at(1))
    second = await steps.begin(tx, first, at(2))
    assert (first.runs, first.first_tried_at) == (1, at(1))
    assert (second.runs, second.first_tried_at) == (2, at(1))
    assert await steps.get(tx, step.id) == second


async def test_begin_is_refused_when_another_was_first(tx, step, at):
    assert await steps.begin(tx, step, at()) is not None
    assert await steps.begin(tx, step, at()) is None
    assert (await steps.get(tx, step.id)).runs == 1


async def test_begin_is_refused_when_it_is_done(tx, step, at):
    await steps.finish(tx, step, Outcome.DONE, at())
    assert await steps.begin(tx, step, at()) is None


async def test_step_is_mine_until_another_begins_or_it_is_done(tx, step, at):
    mine = await steps.begin(tx, step, at())
    assert await steps.is_still_mine(tx, mine)
    theirs = await steps.begin(tx, mine, at())
    assert not await steps.is_still_mine(tx, mine)
    assert await steps.is_still_mine(tx, theirs)
    await steps.finish(tx, theirs, Outcome.DONE, at())
    assert not await steps.is_still_mine(tx, theirs)


async def test_finish_records_outcome_and_message_once(tx, step, at):
    mine = await steps.begin(tx, step, at(1))
    assert await steps.finish(tx, mine, Outcome.DONE, at(2), channel_id=5, message_id=6)
    assert not await steps.finish(tx, mine, Outcome.GONE, at(3))
    done = await steps.get(tx, step.id)
    assert (done.outcome, done.done_at, done.channel_id, done.message_id) == (Outcome.DONE, at(2), 5, 6)


async def test_finish_is_refused_to_who_no_longer_holds_it(tx, step, at):
    mine = await steps.begin(tx, step, at())
    await steps.begin(tx, mine, at())
    assert not await steps.finish(tx, mine, Outcome.DONE, at())
    assert (await steps.get(tx, step.id)).outcome is None


async def test_postpone_is_ignored_from_who_no_longer_holds_it(tx, step, at):
    await steps.begin(tx, step, at())
    await steps.postpone(tx, step, at(9))
    assert (await steps.get(tx, step.id)).next_try_at == at()


async def test_next_due_is_the_earliest_later_try_of_what_is_undone(tx, new, step, at):
    await steps.plan(tx, [new("two", 1)])
    assert await steps.next_due(tx, at(-1)) == at()
    assert await steps.next_due(tx, at()) == at(1)
    await steps.postpone(tx, step, at(3))
    assert await steps.next_due(tx, at(1)) == at(3)
    assert await steps.next_due(tx, at(3)) is None
    assert await steps.cancel(tx, round_id=step.round_id, at=at()) == 2
    assert await steps.next_due(tx, at(-1)) is None


async def test_steps_of_kinds_are_those_of_the_round_done_or_not(tx, new, step, at, add_round):
    other = await add_round(tx, "2026B")
    await steps.plan(tx, [new("early", -1), new("menu", kind=StepKind.POST_MENU), new("elsewhere", round_id=other.id)])
    await steps.finish(tx, step, Outcome.DONE, at())
    found = await steps.of_kinds(tx, step.round_id, [StepKind.WELCOME, StepKind.INTRODUCE])
    assert [each.key for each in found] == ["early", "one"]


async def test_cancel_takes_only_what_was_never_begun(tx, new, step, at):
    await steps.plan(tx, [new("two")])
    await steps.begin(tx, step, at())
    assert await steps.cancel(tx, round_id=step.round_id, at=at(1)) == 1
    begun, cancelled = await steps.of_round(tx, step.round_id)
    assert begun.outcome is None
    assert (cancelled.outcome, cancelled.done_at) == (Outcome.CANCELLED, at(1))


async def test_cancel_can_be_of_kinds_and_of_a_person(tx, new, add_round, at):
    other = await add_round(tx, "2026B")
    await steps.plan(
        tx,
        [
            new("welcome 3", recipient_id=3),
            new("introduce 3", kind=StepKind.INTRODUCE, recipient_id=3),
            new("introduce 4", kind=StepKind.INTRODUCE, recipient_id=4),
            new("elsewhere", kind=StepKind.INTRODUCE, recipient_id=3, round_id=other.id),
        ],
    )
    round_id = (await steps.find(tx, "welcome 3")).round_id
    assert await steps.cancel(tx, round_id=round_id, at=at(), kinds=[StepKind.INTRODUCE], recipient_id=3) == 1
    assert (await steps.find(tx, "introduce 3")).outcome is Outcome.CANCELLED
    assert await steps.cancel(tx, round_id=round_id, at=at(), kinds=[]) == 0
    assert await steps.cancel(tx, round_id=round_id, at=at(), recipient_id=3) == 1
    assert await steps.cancel(tx, round_id=round_id, at=at(), kinds=[StepKind.INTRODUCE]) == 1
    assert (await steps.find(tx, "elsewhere")).outcome is None


async def test_hurry_brings_forward_what_was_due_and_postponed(tx, new, step, at):
    await steps.plan(tx, [new("later", 5)])
    await steps.postpone(tx, step, at(9))
    await steps.hurry(tx, round_id=step.round_id, now=at(1))
    assert (await steps.find(tx, "one")).next_try_at == at(1)
    assert (await steps.find(tx, "later")).next_try_at == at(5)


async def test_erase_recipient_leaves_a_tombstone(tx, new, step, at, add_round):
    elsewhere = await add_round(tx, guild=2)
    await steps.plan(
        tx,
        [
            new("undone", 5, recipient_id=3, words="about them"),
            new("of another", recipient_id=4),
            new("in another guild", recipient_id=3, program_id=elsewhere.program_id, round_id=elsewhere.id),
        ],
    )
    await steps.finish(tx, step, Outcome.DONE, at())
    await steps.erase_recipient(tx, 1, 3, at(1))
    done, undone = await steps.find(tx, "one"), await steps.find(tx, "undone")
    assert (done.recipient_id, done.words, done.outcome, done.done_at) == (None, None, Outcome.DONE, at())
    assert (undone.recipient_id, undone.words, undone.outcome) == (None, None, Outcome.CANCELLED)
    assert (await steps.find(tx, "of another")).outcome is None
    assert (await steps.find(tx, "in another guild")).recipient_id == 3
    await steps.plan(tx, [new("one", recipient_id=3)])
    assert (await steps.find(tx, "one")).recipient_id is None
