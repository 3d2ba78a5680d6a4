"""Three weeks of the weekly program, whose rounds make themselves."""

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from bot.programs import load_programs, shipped_programs_folder
from tests.scenarios.holding import (
    assert_everything_holds,
    assert_nobody_is_notified_too_often,
    assert_texts_are_for_people,
)
from tests.scenarios.playing import Scene, play_scene

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return play_scene(
        load_programs(shipped_programs_folder())["weekly-coffee"], tmp_path_factory.mktemp("weekly"), people=12, seed=13
    )


def test_weekly_rounds_make_themselves(weekly: Scene):
    assert weekly.code == 0
    assert_everything_holds(weekly)
    assert_texts_are_for_people(weekly)
    assert_nobody_is_notified_too_often(weekly)
    rounds = weekly.rows("SELECT name, phase FROM round ORDER BY starts_on")
    assert [phase for _, phase in rounds] == ["published"] * 3 + ["pairing"]
    assert weekly.number("SELECT count(*) FROM round WHERE created_by IS NOT NULL") == 0


def test_weekly_partners_differ_each_week(weekly: Scene):
    """Twelve people and three weeks: nobody needs to meet the same partner again."""
    met: dict[int, list[frozenset[int]]] = defaultdict(list)
    members = weekly.rows("SELECT round_id, pair_id, member_id FROM pair_member JOIN pair ON pair.id = pair_id")
    groups: dict[tuple[int, int], set[int]] = defaultdict(set)
    for round_id, pair_id, member_id in members:
        groups[round_id, pair_id].add(member_id)
    for (round_id, _), group in groups.items():
        met[round_id] += [frozenset(two) for two in combinations(group, 2)]
    assert len(met) >= 3
    again = Counter(two for each in met.values() for two in set(each))
    assert [two for two, times in again.items() if times > 1] == []


def test_weekly_folder_holds_a_page_for_each_week(weekly: Scene):
    assert len(weekly.pages()) == 3
    assert all(isinstance(file, Path) and file.stat().st_size > 0 for file in weekly.played.files)
