"""Discord does what it is asked and the answer is lost on the way, again and again, at every kind of message."""

from collections import Counter
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from bot.programs import load_programs
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.stage import Stage
from bot.sandbox.shapes import object_in, objects_in, text_in, walk_components
from bot.sandbox.world.events import Event
from tests.scenarios.holding import (
    assert_everything_holds,
    assert_handed_in_forms_are_kept,
    assert_texts_are_for_people,
)
from tests.scenarios.playing import Scene, play_scene
from tests.scenarios.trouble import Submissions, is_new

pytestmark = pytest.mark.long
EVERY = 3
"""Of so many messages the answer to one is lost."""
SENDS = r"^/channels/\d+/messages$"
KINDS = {"leave_round", "help_round", "pair_reply", "checkin", "my_replies_round", "about"}
"""Buttons that tell the kinds of message of which there are many."""


def lose_answers(stage: Stage) -> None:
    """After each third message of the bot the next is stored, and the bot hears of an error or of nothing."""
    trouble, seen = stage.sandbox.trouble, Counter[str]()
    ways = cycle(("reset", "503", "reset", "503", "500"))

    def lose() -> None:
        match next(ways):
            case "reset":
                trouble.reset("POST", SENDS, stored=True)
            case way:
                trouble.store_then_fail("POST", SENDS, status=int(way))

    def hear(event: Event) -> None:
        if is_new(event) and event.message is not None and event.message.author_id == stage.sandbox.world.bot.id:
            seen["messages"] += 1
            if seen["messages"] % EVERY == 0:
                lose()

    lose()
    trouble.reset("POST", r"^/channels/\d+/threads$", stored=True)
    trouble.store_then_fail("POST", r"^/channels/\d+/threads$", status=503)
    trouble.store_then_fail("POST", r"^/channels/\d+/threads$", status=500)
    trouble.reset("POST", r"^/channels/\d+/messages/\d+/threads$", stored=True)
    trouble.reset("PUT", r"^/channels/\d+/thread-members/\d+$", stored=True)
    trouble.reset("PUT", r"/pins/", stored=True)
    trouble.reset("PATCH", r"^/channels/\d+/messages/\d+$", stored=True)
    stage.sandbox.world.listen(hear)


@dataclass(frozen=True, kw_only=True)
class Ordeal:
    scene: Scene
    forms: Submissions


@pytest.fixture(scope="module")
def robbed(two_prompts: Path, tmp_path_factory: pytest.TempPathFactory) -> Ordeal:
    forms = Submissions()

    def watch(stage: Stage, _: Agenda) -> None:
        lose_answers(stage)
        forms.watch(stage)

    program = load_programs(two_prompts)["library-leadership"]
    folder = tmp_path_factory.mktemp("robbed")
    scene = play_scene(program, folder, people=11, programs=two_prompts, seed=25, on_stage=watch)
    return Ordeal(scene=scene, forms=forms)


def lost_kinds(scene: Scene) -> set[str]:
    """The buttons in messages of which the bot never heard that they were sent."""
    found: set[str] = set()
    for each in scene.stage.sandbox.requests:
        if each.method == "POST" and each.path.endswith("/messages") and each.status in (0, 500, 503):
            parts = walk_components(objects_in(object_in(each.body).get("components")))
            found |= {text_in(part.get("custom_id")).partition(":")[0].partition("~")[0] for part in parts}
    return found


def test_lost_answers_were_of_every_kind(robbed: Ordeal):
    assert lost_kinds(robbed.scene) >= KINDS
    assert robbed.scene.stage.sandbox.rest.faults.take("PUT", "/channels/1/pins/1") is None


def test_lost_answers_leave_a_round_in_which_all_holds(robbed: Ordeal):
    assert robbed.scene.code == 0
    assert_everything_holds(robbed.scene)
    assert_texts_are_for_people(robbed.scene)


def test_lost_answers_lose_no_reply(robbed: Ordeal):
    texts = robbed.forms.acknowledged(robbed.scene.stage)
    assert len(texts) >= 5
    assert_handed_in_forms_are_kept(robbed.scene, texts)
