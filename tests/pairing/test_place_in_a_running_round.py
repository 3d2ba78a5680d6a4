from bot.domain.program import Difference
from bot.pairing import Binding, Couple, History, Rules, Seeker, history_of
from bot.pairing.solving import place

OPEN = Rules(repeat_gap=2)
ABROAD = Rules(must_differ=frozenset({Difference.COUNTRY}))
NOTHING: frozenset[Couple] = frozenset()


def test_place_takes_the_best_of_the_reserve() -> None:
    lonely = Seeker(id=5, interests=frozenset("ab"))
    reserve = [Seeker(id=1), Seeker(id=2, interests=frozenset("ab")), Seeker(id=3, interests=frozenset("a"))]
    placement = place([lonely], reserve, [[Seeker(id=8), Seeker(id=9)]], OPEN, History(), NOTHING, 1)
    assert [group.members for group in placement.formed] == [(2, 5)]
    assert placement.formed[0].reason.interests == ("a", "b")
    assert placement.enlarged == placement.waiting == ()


def test_place_takes_who_waited_longest_before_who_fits_best() -> None:
    reserve = [Seeker(id=1, waited=20), Seeker(id=2, interests=frozenset("ab"), waited=2)]
    placement = place([Seeker(id=5, interests=frozenset("ab"))], reserve, [], OPEN, History(), NOTHING, 1)
    assert [group.members for group in placement.formed] == [(1, 5)]


def test_place_serves_everybody_alone_before_the_reserve() -> None:
    alone = [Seeker(id=1, country="DE"), Seeker(id=2, country="DE")]
    reserve = [Seeker(id=3, country="DE", waited=9), Seeker(id=4, country="PE"), Seeker(id=5, country="FR")]
    placement = place(alone, reserve, [], ABROAD, History(), NOTHING, 1)
    assert {members for group in placement.formed for members in group.members} == {1, 2, 4, 5}
    assert placement.waiting == ()


def test_place_pairs_two_who_are_alone() -> None:
    placement = place([Seeker(id=2), Seeker(id=1)], [], [], OPEN, History(), NOTHING, 1)
    assert [group.members for group in placement.formed] == [(1, 2)]


def test_place_makes_a_trio_of_the_best_pair_when_the_reserve_is_empty() -> None:
    groups = [[Seeker(id=1), Seeker(id=2)], [Seeker(id=3), Seeker(id=4), Seeker(id=5)], [Seeker(id=6), Seeker(id=7)]]
    history = history_of([[(1, 9)]])
    placement = place([Seeker(id=9)], [], groups, OPEN, history, NOTHING, 1)
    assert [group.members for group in placement.enlarged] == [(6, 7, 9)]
    assert placement.formed == placement.waiting == ()


def test_place_gives_a_pair_only_one_newcomer() -> None:
    alone = [Seeker(id=1, country="DE"), Seeker(id=2, country="DE")]
    pair = [Seeker(id=3, country="PE"), Seeker(id=4, country="FR")]
    placement = place(alone, [], [pair], ABROAD, History(), NOTHING, 1)
    assert [len(group.members) for group in placement.enlarged] == [3]
    assert [waiting.binding for waiting in placement.waiting] == [Binding.NOBODY_LEFT]


def test_place_lets_the_third_who_is_alone_join_the_new_pair() -> None:
    placement = place([Seeker(id=1), Seeker(id=2), Seeker(id=3)], [], [], OPEN, History(), NOTHING, 1)
    assert [group.members for group in placement.formed] == [(1, 2, 3)]


def test_place_lets_somebody_wait_rather_than_break_a_rule() -> None:
    pair = [Seeker(id=1, country="DE"), Seeker(id=2, country="PE")]
    apart = frozenset({frozenset((2, 9))})
    placement = place([Seeker(id=9, country="DE")], [Seeker(id=3, country="DE")], [pair], ABROAD, History(), apart, 1)
    assert placement.formed == placement.enlarged == ()
    assert [(waiting.id, waiting.binding) for waiting in placement.waiting] == [(9, Binding.DIFFERENCE)]


def test_place_without_anybody_alone_changes_nothing() -> None:
    placement = place([], [Seeker(id=1), Seeker(id=2)], [[Seeker(id=3), Seeker(id=4)]], OPEN, History(), NOTHING, 1)
    assert placement.formed == placement.enlarged == placement.waiting == ()
