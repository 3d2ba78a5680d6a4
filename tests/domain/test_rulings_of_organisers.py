from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import MemberId, RoundId
from bot.domain.ruling import Ruling, RulingKind, contradicts, pinned_groups, rule_anew


def rule(kind, one, other=None):
    lower, higher = sorted((one, other or one))
    return Ruling(
        round_id=RoundId(1),
        kind=kind,
        lower_id=MemberId(lower),
        higher_id=MemberId(higher),
        ruled_by=MemberId(900),
        ruled_at=datetime(2026, 3, 1, tzinfo=UTC),
    )


KEEP, APART, OUT = RulingKind.KEEP, RulingKind.APART, RulingKind.OUT


@pytest.mark.parametrize(
    ("new", "old", "goes"),
    [
        (rule(KEEP, 1, 2), rule(APART, 1, 2), True),
        (rule(KEEP, 1, 2), rule(APART, 1, 3), False),
        (rule(KEEP, 1, 2), rule(KEEP, 1, 3), False),
        (rule(KEEP, 1, 2), rule(OUT, 2), True),
        (rule(KEEP, 1, 2), rule(OUT, 3), False),
        (rule(APART, 1, 2), rule(KEEP, 1, 2), True),
        (rule(APART, 1, 2), rule(OUT, 1), False),
        (rule(OUT, 1), rule(KEEP, 1, 2), True),
        (rule(OUT, 1), rule(KEEP, 2, 3), False),
        (rule(OUT, 1), rule(APART, 1, 2), False),
        (rule(OUT, 1), rule(OUT, 2), False),
    ],
)
def test_newer_ruling_takes_the_place_of_what_it_contradicts(new, old, goes):
    assert contradicts(new, old) is goes


@pytest.mark.parametrize("kind", RulingKind)
def test_ruling_given_twice_contradicts_nothing(kind):
    assert not contradicts(rule(kind, 1, 2), rule(kind, 1, 2))


def test_what_is_ruled_anew_takes_the_place_of_what_it_contradicts_or_repeats():
    old = (rule(KEEP, 1, 2), rule(APART, 3, 4), rule(OUT, 5))
    assert rule_anew(old, (rule(OUT, 1), rule(APART, 4, 3))) == (rule(OUT, 5), rule(OUT, 1), rule(APART, 3, 4))


def test_couples_that_share_a_person_are_one_group():
    rulings = (rule(KEEP, 5, 6), rule(KEEP, 1, 2), rule(OUT, 9), rule(KEEP, 2, 3), rule(APART, 7, 8))
    assert pinned_groups(rulings) == (frozenset({1, 2, 3}), frozenset({5, 6}))


@given(st.sets(st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda two: two[0] != two[1])), st.randoms())
def test_pinned_groups_are_the_same_in_any_order_and_nobody_is_in_two(couples, dice):
    rulings = [rule(KEEP, *couple) for couple in sorted(couples)]
    groups = pinned_groups(tuple(rulings))
    dice.shuffle(rulings)
    assert pinned_groups(tuple(rulings)) == groups
    assert all(not one & other for one, other in combinations(groups, 2))
    assert all(any(ruling.couple <= group for group in groups) for ruling in rulings)
