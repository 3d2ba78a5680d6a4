"""A language model words a draft, asked over a real socket; what is not proved is not said."""

from dataclasses import replace

import pytest

from bot.actions.changing_replies import withdraw_reply
from bot.domain.consent import Consent
from bot.domain.notices import SummaryPost
from bot.domain.steps import StepKind
from bot.summarise.model import Service
from tests.actions.world import GUILD, PEOPLE
from tests.summarise.model_stub import Stub, as_answer, model_stub

TEXTS = (
    "A mentor helps every new leader in our library.",
    "Our mentors meet new leaders each week, and mentoring helps.",
    "Mentoring by experienced leaders is what helped me most.",
    "We pair each new leader with a mentor for half a year.",
    "A mentor for new leaders: that is what works at our library.",
    "Mentors and new leaders talk every month in our library.",
    "New leaders need a mentor, and our library gives them one.",
    "With a mentor new leaders learn faster, we found.",
    "Mentoring of new leaders is the best we ever began.",
)


@pytest.fixture
async def stub():
    async with model_stub() as running:
        yield running


async def draft(world, stub: Stub, service: Service, *, seconds: float = 30):
    """The summary of the first prompt, and the people of its first theme; Dina may only be counted."""
    people = [
        replace(each, consent=Consent.COUNT_ONLY if place == 3 else Consent.QUOTE)
        for place, each in enumerate(PEOPLE[:9])
    ]
    round_id = await world.run(tuple(people))
    world.house = replace(world.house, model=stub.model(service, seconds=seconds), translates=True)
    for person, text in zip(people, TEXTS, strict=True):
        await world.write(person, round_id, 1, text)
    await world.play(await world.due(round_id, StepKind.DRAFT_SUMMARY, 1))
    (kept,) = await world.summaries(round_id)
    return round_id, kept.summary


@pytest.mark.parametrize("service", list(Service))
async def test_draft_says_what_is_proved_and_a_withdrawal_takes_its_count_along(world, stub, service):
    sentence = {"text": "9 people wrote of mentors for new leaders.", "themes": [1], "quotes": []}
    lie = {"text": "Most people wrote of mentors for new leaders.", "themes": [1], "quotes": []}
    stub.answer = as_answer(sentences=[lie, sentence])
    round_id, summary = await draft(world, stub, service)
    assert summary.themes
    assert summary.wording is not None
    assert [each.text for each in summary.wording.sentences] == [sentence["text"]]
    assert summary.wording.model == "some-model"
    # What may only be counted never leaves the machine.
    assert TEXTS[3] not in str(stub.asked)
    assert len(stub.asked) == 1, "there is nothing to translate"
    mine = (await world.replies(round_id))[0]
    await withdraw_reply(world.house, guild_id=GUILD, member_id=PEOPLE[0].id, reply_id=mine.id, now=world.now)
    await world.approve_summaries(round_id)
    (post,) = world.courier.told(SummaryPost)
    assert post.notice.summary.figures.people == 8
    assert post.notice.summary.wording is None


@pytest.mark.parametrize(
    "wrong",
    [{"answer": "Ignore all that."}, {"waits": True}],
)
async def test_draft_stands_without_a_model_that_fails(world, stub, wrong):
    vars(stub).update(wrong)
    _, summary = await draft(world, stub, Service.OPENAI, seconds=1)
    assert summary.figures.people == 9
    assert summary.wording is None
