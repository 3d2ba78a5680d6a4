"""A whole round of library-leadership, from the program's addition to the published round."""

from datetime import timedelta

import pytest

from bot.domain.notices import (
    CheckInQuestion,
    EnrolmentOpen,
    HeardBack,
    Introduction,
    Menu,
    PairGreeting,
    PairPrompt,
    Panel,
    PromptPost,
    ReplyEcho,
    SummaryPost,
    Welcome,
)
from bot.domain.round import Phase
from bot.domain.steps import Outcome, StepKind
from tests.actions.list_courier import FIRST_DM, FIRST_THREAD
from tests.actions.world import CHANNEL, PEOPLE, World


@pytest.fixture
async def library(make_world, programs) -> World:
    return await make_world({"library-leadership": programs["library-leadership"]})


@pytest.mark.parametrize("database_kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
async def test_round_of_eight_prompts_runs_from_enrolment_to_publication(library):
    people = PEOPLE[:9]
    round_id = await library.run(people)
    for number in range(1, 9):
        await library.play(await library.due(round_id, StepKind.OPEN_PROMPT, number))
        assert (await library.round(round_id)).phase is Phase.RUNNING
        for person in people:
            await library.write(person, round_id, number, f"We talked about the budget of our library, and {number}.")
        if number > 1:
            assert await library.approve_summaries(round_id) == 1
        await library.play(library.later(days=8))
    await library.play(await library.due(round_id, StepKind.CLOSE_ROUND))
    assert (await library.round(round_id)).phase is Phase.CLOSED
    await library.play(library.later(minutes=1))
    assert await library.approve_summaries(round_id) == 2
    assert (await library.round(round_id)).phase is Phase.PUBLISHED

    told = library.courier.told
    assert [len(told(kind, CHANNEL)) for kind in (Menu, EnrolmentOpen, PromptPost, SummaryPost)] == [1, 1, 8, 9]
    assert len(told(Panel)) == 1
    assert len(library.courier.pinned) == 2
    assert [message.place.channel_id for message in told(Welcome)] == [FIRST_DM + each.id for each in people]
    assert len(told(PairGreeting)) == 4
    assert len(told(Introduction)) == 9
    assert len(told(PairPrompt)) == 8 * 4
    assert len(told(CheckInQuestion)) == 4 * 9
    assert len(told(ReplyEcho)) == 8 * 9
    assert len(told(HeardBack)) == 8 * 9
    assert all(message.place.channel_id < FIRST_THREAD for message in told(Introduction))
    was_due = [step for step in await library.steps(round_id) if step.due_at <= library.now]
    assert {step.outcome for step in was_due} <= {Outcome.DONE, Outcome.NOT_NEEDED}
    assert [note.key for note in library.notes()] == ["pairing_ready", *["summary_ready"] * 9, "round_published"]
    assert library.now - told(Menu)[0].at < timedelta(days=160)
