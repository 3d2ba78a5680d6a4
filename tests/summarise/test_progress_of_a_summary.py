"""Whoever waits for a summary is told how far it is, also from another process."""

from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context

import pytest

from bot.actions.under_way import UnderWay
from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId, RoundId
from bot.domain.words import Words
from bot.summarise import summarise
from bot.summarise.progress import Far, Stage

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
SAID = (
    "A mentor helped me through my first year, said number {0}.",
    "We should open the library on Sundays, said number {0}.",
)


def words(count: int) -> list[Words]:
    return [
        Words(
            reply_id=ReplyId(number),
            authors=(MemberId(number),),
            guest=False,
            consent=Consent.QUOTE,
            text=SAID[number % 2].format(number),
            said_at=AT,
            prompt_number=1,
        )
        for number in range(1, count + 1)
    ]


def test_each_stage_is_told_to_its_end_and_never_goes_back() -> None:
    told: list[tuple[Stage, int, int]] = []
    summarise(
        words(40),
        title="",
        prompt_number=1,
        round_name="",
        made_at=AT,
        progress=lambda stage, done, whole: told.append((stage, done, whole)),
    )
    assert [*dict.fromkeys(stage for stage, _, _ in told)] == [*Stage]
    for stage in Stage:
        done = [each for of, each, _ in told if of is stage]
        assert done == sorted(done)
        assert done[-1] == next(whole for of, _, whole in told if of is stage)


def test_draft_that_another_process_makes_tells_how_far_it_is() -> None:
    under_way = UnderWay()
    assert under_way.how_far(RoundId(1), 2) is None
    with under_way.drafting(RoundId(1), 2) as note:
        assert under_way.how_far(RoundId(1), 2) == Far(stage=Stage.MEANING, done=0, whole=1)
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            pool.submit(note, Stage.QUOTES, 3, 12).result()
        assert under_way.how_far(RoundId(1), 2) == Far(stage=Stage.QUOTES, done=3, whole=12)
        assert under_way.how_far(RoundId(1), None) is None
    assert under_way.how_far(RoundId(1), 2) is None


def test_draft_that_fails_is_not_under_way_any_more() -> None:
    under_way = UnderWay()
    with pytest.raises(ZeroDivisionError), under_way.drafting(RoundId(1), None):
        raise ZeroDivisionError
    assert under_way.how_far(RoundId(1), None) is None
