"""Invented communities of 7 and 20 people, played and judged; and a judge that misses nothing.

That of 860 people is `roundtable rehearse --people 860`: it takes too long for a test.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.programs import load_program
from bot.rehearsal import set_places
from bot.rehearsal.cast import invent_cast
from bot.rehearsal.company.player import Player
from bot.rehearsal.verdict import Evidence, judge
from bot.rehearsal.verdict.hearing import Said
from tests.scenarios.holding import assert_everything_holds, assert_nobody_is_notified_too_often
from tests.scenarios.playing import Scene, play_scene

pytestmark = pytest.mark.long
SLUG = "library-leadership"


@pytest.fixture(scope="module", params=[7, 20])
def community(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp(f"community-{request.param}")
    programs = set_places(SLUG, request.param, folder / "programs")
    return play_scene(load_program(programs / SLUG), folder, programs=programs, community=request.param)


def test_everybody_of_a_community_knows_where_they_stand(community: Scene):
    assert community.played.verdict.faults == ()
    assert community.code == 0
    assert_everything_holds(community)
    assert_nobody_is_notified_too_often(community)
    people = community.plan.community
    assert community.played.verdict.wait_listed > 0
    assert len(community.played.verdict.standing) == len(invent_cast(community.plan.program, people, 2016).people)
    assert len(community.played.evidence.looks) == 2


def without(said: Said) -> Callable[[Evidence], Evidence]:
    return lambda seen: replace(seen, words=[word for word in seen.words if word.said is not said])


def greeted_twice(seen: Evidence) -> Evidence:
    return replace(seen, words=[*seen.words, next(word for word in seen.words if word.said is Said.GREETING)])


def kept_apart(seen: Evidence) -> Evidence:
    couple = frozenset(sorted(seen.groups[0].members)[:2])
    return replace(seen, kept_apart=[(couple, seen.starts_at)])


def with_player(seen: Evidence, person: int, **other: object) -> Evidence:
    return replace(seen, players={**seen.players, person: replace(seen.players[person], **other)})


def of_one_country(seen: Evidence) -> Evidence:
    one, two = sorted(seen.groups[0].members)[:2]
    role = replace(seen.players[one].role, country=seen.players[two].role.country)
    return with_player(seen, one, role=role)


def who_had_left(seen: Evidence) -> Evidence:
    return with_player(seen, min(seen.groups[0].members), left_at=seen.starts_at - timedelta(days=1))


def without_a_place(seen: Evidence) -> Evidence:
    def read(player: Player) -> str:
        return "You are on the wait-list of Library leadership. Please check your answers:"

    players = {person: replace(player, read_on_joining=read(player)) for person, player in seen.players.items()}
    return replace(seen, players=players)


def otherwise_in_the_table(seen: Evidence) -> Evidence:
    look = seen.looks[0]
    rows = {
        person: {**row, "standing": "met" if row["standing"] != "met" else "left"} for person, row in look.rows.items()
    }
    return replace(seen, looks=[replace(look, rows=rows)])


@pytest.mark.parametrize(
    ("tampered", "noticed"),
    [
        (without(Said.GREETING), "was told of no partner"),
        (without(Said.INTRODUCTION), "was not introduced"),
        (greeted_twice, "was greeted 2 times"),
        (greeted_twice, "stands 2 times"),
        (kept_apart, "are kept apart and were paired"),
        (of_one_country, "may not be paired and were"),
        (who_had_left, "had left and was told"),
        (without_a_place, "only read of the wait-list"),
        (otherwise_in_the_table, "in the table of"),
    ],
)
def test_verdict_notices_what_is_wrong(community: Scene, tampered: Callable[[Evidence], Evidence], noticed: str):
    verdict = judge(tampered(community.played.evidence), community.world)
    assert any(noticed in fault for fault in verdict.faults), verdict.faults
