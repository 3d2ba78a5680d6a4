"""The bot dies in the middle of a round, again and again, and nobody reads anything twice or loses a word."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.programs import load_programs
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.stage import Stage
from bot.sandbox import ChannelKind
from tests.scenarios.holding import (
    assert_everything_holds,
    assert_handed_in_forms_are_kept,
    assert_texts_are_for_people,
)
from tests.scenarios.playing import Scene, play_scene
from tests.scenarios.trouble import Killer, Moment, Submissions, is_form, is_private_thread, is_said

pytestmark = pytest.mark.long

DM, TEXT = ChannelKind.DM, ChannelKind.TEXT


def moments() -> list[Moment]:
    return [
        Moment(name="the fourth welcome", is_it=is_said(DM, verb="leave_round"), nth=4),
        Moment(name="the third thread of a pair, before its greeting", is_it=is_private_thread, nth=3),
        Moment(name="a prompt, before its thread", is_it=is_said(TEXT, verb="reply")),
        Moment(name="a form with a reply", is_it=lambda event: is_form(event, "reply"), nth=2),
        Moment(name="the fifth check-in", is_it=is_said(DM, verb="checkin"), nth=5),
        Moment(name="a summary", is_it=is_said(TEXT, verb="consent", unlike="reply")),
    ]


@dataclass(frozen=True, kw_only=True)
class Ordeal:
    scene: Scene
    killer: Killer
    forms: Submissions


@pytest.fixture(scope="module")
def killed(two_prompts: Path, tmp_path_factory: pytest.TempPathFactory) -> Ordeal:
    killer, forms = Killer(moments=moments()), Submissions()

    def watch(stage: Stage, _: Agenda) -> None:
        killer.watch(stage)
        forms.watch(stage)

    scene = play_scene(
        load_programs(two_prompts)["library-leadership"],
        tmp_path_factory.mktemp("killed"),
        people=11,
        programs=two_prompts,
        seed=25,
        on_stage=watch,
    )
    return Ordeal(scene=scene, killer=killer, forms=forms)


def test_killed_bot_was_killed_at_each_moment(killed: Ordeal):
    assert sorted(killed.killer.struck) == sorted(moment.name for moment in moments())
    assert len(killed.scene.stage.bot.pids) == len(moments()) + 1


def test_killed_bot_leaves_a_round_in_which_all_holds(killed: Ordeal):
    assert killed.scene.code == 0
    assert_everything_holds(killed.scene)
    assert_texts_are_for_people(killed.scene)


def test_killed_bot_keeps_each_acknowledged_reply_once(killed: Ordeal):
    texts = killed.forms.acknowledged(killed.scene.stage)
    assert len(texts) >= 5
    assert_handed_in_forms_are_kept(killed.scene, texts)
