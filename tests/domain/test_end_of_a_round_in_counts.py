from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ending import (
    FEWEST_PEOPLE,
    MOST_GAINS,
    Gain,
    Survey,
    all_stay_in_touch,
    count_gains,
    settle_gains,
)
from bot.domain.ids import MemberId, RoundId

SAID_AT = datetime(2026, 5, 1, tzinfo=UTC)
gains = st.lists(st.sampled_from(Gain), max_size=8)


def survey(number: int, *named: Gain, words: str = "", wish: bool | None = None) -> Survey:
    return Survey(
        round_id=RoundId(1), member_id=MemberId(number), gains=named, words=words, stays_in_touch=wish, said_at=SAID_AT
    )


@given(gains)
def test_what_is_chosen_is_settled_once_and_for_all(chosen: list[Gain]) -> None:
    settled = settle_gains(chosen)
    assert len(settled) == len(set(settled)) <= MOST_GAINS
    assert set(settled) <= set(chosen)
    assert bool(settled) is bool(chosen)
    assert Gain.NOTHING not in settled or settled == (Gain.NOTHING,)
    assert settle_gains(settled) == settled


@given(st.lists(gains, max_size=12))
def test_count_of_too_few_people_is_never_shown(answers: list[list[Gain]]) -> None:
    figures = count_gains([survey(number, *settle_gains(chosen)) for number, chosen in enumerate(answers)])
    assert figures.people == sum(bool(chosen) for chosen in answers)
    for gain, count in figures.gains.items():
        true = sum(gain in settle_gains(chosen) for chosen in answers)
        assert count == (true if true >= FEWEST_PEOPLE else None)


def test_sentences_are_counted_beside_what_was_chosen() -> None:
    figures = count_gains([survey(1, words="I listen more."), survey(2, Gain.IDEAS)])
    assert (figures.people, figures.sentences) == (1, 1)


def test_partners_stay_in_touch_only_where_every_one_says_yes() -> None:
    one, other, third = (MemberId(each) for each in (1, 2, 3))
    said = {one: survey(1, wish=True), other: survey(2, wish=True), third: survey(3, wish=False)}
    assert all_stay_in_touch((one, other), said)
    assert not all_stay_in_touch((one, other, third), said)
    assert not all_stay_in_touch((one, MemberId(4)), said)
    assert not all_stay_in_touch((one,), said)
