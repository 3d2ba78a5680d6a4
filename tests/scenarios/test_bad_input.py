"""What goes wrong for operators, organisers, members: a clear sentence, and nothing is lost, pinged or broken."""

import asyncio
import os
import re
import shutil
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.consent import Consent
from bot.domain.timetable import EntryKind, Timetable, plan_round
from bot.programs import load_programs
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.stage import Stage
from bot.sandbox import Answer, AnswerKind, ChannelKind, Message, Permission, Person, RefusedActError, Sandbox, text_of
from bot.sandbox.world.events import Event
from tests.scenarios.holding import assert_everything_holds, assert_texts_are_for_people
from tests.scenarios.playing import OPENS_ON, Scene, asks, is_public_summary, play_scene
from tests.scenarios.trouble import is_said

pytestmark = pytest.mark.long
LONG = (
    "".join(f"Day {number}. We opened late, and I learned to ask for help.\n" for number in range(1, 90))[:3_999] + "."
)
HOSTILE = "# Look @everyone @here <@{victim}> <@&1> [x](javascript:alert(1)) <script>alert(1)</script> `**__"
TWICE = "We moved the children's books to the door, and the door stays open now."


async def run_bot(sandbox: Sandbox, folder: Path, **changes: str) -> tuple[int, str]:
    """The exit code and what was told, of a bot that cannot start."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDTABLE_")} | {
        "DISCORD_TOKEN": sandbox.token,
        "ROUNDTABLE_API_BASE": sandbox.api_base,
        "ROUNDTABLE_GATEWAY_URL": sandbox.gateway_url,
        "ROUNDTABLE_DATABASE": str(folder / "roundtable.db"),
        "ROUNDTABLE_MESSAGE_CONTENT": "true",
        **changes,
    }
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stdout=pipe, stderr=pipe
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), 60)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode is not None
    return process.returncode, (out + err).decode()


def is_one_clear_sentence(told: str) -> bool:
    lines = [line for line in told.splitlines() if line and "level=warning" not in line]
    return "Traceback" not in told and 1 <= len(lines) <= 3


async def test_wrong_token_is_told_in_a_sentence(tmp_path: Path):
    async with Sandbox("the-right-token") as sandbox:
        code, told = await run_bot(sandbox, tmp_path, DISCORD_TOKEN="MTk4NjIy.Cl2FMQ.a-wrong-one")
    assert code == 2
    assert "does not know this token" in told
    assert "a-wrong-one" not in told
    assert is_one_clear_sentence(told), told


@pytest.mark.parametrize("intent", ["has_members_intent", "has_message_content_intent"])
async def test_intent_that_is_off_is_told_in_a_sentence(tmp_path: Path, intent: str):
    async with Sandbox("the-right-token", **{intent: False}) as sandbox:
        code, told = await run_bot(sandbox, tmp_path)
    assert code == 2
    assert "a switch of your application is off" in told
    assert is_one_clear_sentence(told), told


async def test_program_files_with_mistakes_are_all_told_with_their_place(tmp_path: Path, two_prompts: Path):
    folder = tmp_path / "programs"
    shutil.copytree(two_prompts, folder)
    file = folder / "library-leadership" / "program.toml"
    text = file.read_text("utf-8")
    assert "days_between_prompts" in text
    text = re.sub(r'^zone = "[^"]*"', 'zone = "Mars/Base"', text, flags=re.MULTILINE)
    file.write_text(text.replace("days_between_prompts", "days_betwen_prompts"), "utf-8")
    async with Sandbox("the-right-token") as sandbox:
        code, told = await run_bot(sandbox, tmp_path, ROUNDTABLE_PROGRAMS_FOLDER=str(folder))
    assert code == 2
    assert "Traceback" not in told
    assert "Mars/Base" in told
    assert "days_betwen_prompts" in told
    assert "days_between_prompts" in told
    assert "program.toml" in told


@dataclass(kw_only=True)
class BadRound:
    """People who do what nobody should, in a round of others."""

    told: dict[str, str] = field(default_factory=dict)
    """What they read, by what they had done."""
    kinds: dict[str, AnswerKind] = field(default_factory=dict)
    hostile: str = ""
    extra: Person | None = None
    guest: Person | None = None

    def enter(self, stage: Stage, agenda: Agenda, timetable: Timetable) -> None:
        """All of it is on the agenda."""
        opens_at = timetable.entry(EntryKind.ENROLMENT_OPENS).due_at
        closes_at = timetable.entry(EntryKind.ENROLMENT_CLOSES).due_at
        first, second = (each.due_at for each in timetable.prompts())
        ends_at = timetable.entry(EntryKind.ROUND_CLOSES).due_at
        acts: dict[object, Callable[[Stage], Awaitable[None]]] = {
            max(opens_at, stage.now) + timedelta(hours=1): self.add_programs_wrongly,
            max(opens_at, stage.now) + timedelta(hours=2): self.join_twice,
            closes_at + timedelta(hours=9): self.approve_again,
            first + timedelta(hours=5): self.write_oddly,
            first + timedelta(days=2): self.leave_the_server,
            second - timedelta(hours=1): self.forbid_to_write,
            second + timedelta(hours=3): self.allow_to_write,
            second + timedelta(hours=4): self.forbid_to_read_and_kill,
            second + timedelta(days=1): self.allow_to_read,
            ends_at + timedelta(days=3): self.press_old_buttons,
        }
        for at, act in acts.items():
            agenda.enter(at, lambda act=act: act(stage))

    def note(self, what: str, answer: Answer) -> None:
        self.told[what] = answer.text
        self.kinds[what] = answer.kind

    async def add_programs_wrongly(self, stage: Stage) -> None:
        wrong = stage.sandbox.add_channel("closed to the bot")
        lacking = Permission.SEND_MESSAGES | Permission.CREATE_PUBLIC_THREADS | Permission.READ_MESSAGE_HISTORY
        stage.sandbox.trouble.deny_bot(wrong, lacking)
        for what, channel, zone in (("permissions", wrong, "UTC"), ("zone", stage.channel, "Mars/Base")):
            answer = await stage.organiser.command(
                "program add", stage.desk, program="library-leadership", channel=channel, desk=stage.desk, zone=zone
            )
            self.note(what, await answer.settled())

    async def join_twice(self, stage: Stage) -> None:
        self.extra = await stage.sandbox.join(None, "Mallory @everyone", locale="en-GB")
        self.guest = await stage.sandbox.join(None, "Gus, who goes", locale="en-GB")
        for person in (self.extra, self.guest, self.extra):
            answer = await person.press(message_with(stage, "join"), "join")
            assert answer.form is not None
            parts = [part.label for part in answer.form.parts]
            filled = dict(zip(parts, ["Ireland", "English", ["public"], Consent.QUOTE_WITH_NAME.value], strict=True))
            self.note(f"{person.name} joins", await (await person.submit(answer.form, filled)).settled())

    async def approve_again(self, stage: Stage) -> None:
        shown = [each for each in stage.desk.messages.values() if asks(each, "pairing_approve") and not each.only_for]
        answer = await stage.organiser.press(shown[0], "pairing_show")
        self.note("shows again", await answer.settled())
        self.told["approve again"] = await pressed(stage.organiser, shown[0], "pairing_approve")

    async def write_oddly(self, stage: Stage) -> None:
        assert self.extra is not None
        prompt = message_with(stage, "reply")
        self.hostile = HOSTILE.format(victim=stage.organiser.id)
        for text in (LONG, self.hostile):
            self.note(text, await self.reply(self.extra, prompt, text))
        stage.sandbox.trouble.reset("POST", r"/interactions/\d+/.*/callback$", times=9)
        form = (await self.opened(stage, self.extra, prompt)).form
        assert form is not None
        stage.sandbox.trouble.reset("POST", r"/interactions/\d+/.*/callback$", times=9)
        unheard = await self.extra.submit(form, {form.parts[0].label: TWICE})
        stage.sandbox.trouble.clear_faults()
        self.note("unheard", unheard)
        self.note("heard", await (await self.extra.submit(form, {form.parts[0].label: TWICE})).settled())

    async def opened(self, stage: Stage, person: Person, prompt: Message) -> Answer:
        stage.sandbox.trouble.clear_faults()
        return await person.press(prompt, "reply")

    async def reply(self, person: Person, prompt: Message, text: str) -> Answer:
        answer = await person.press(prompt, "reply")
        assert answer.form is not None, answer.text
        return await (await person.submit(answer.form, {answer.form.parts[0].label: text})).settled()

    async def leave_the_server(self, stage: Stage) -> None:
        assert self.guest is not None
        await self.guest.leave()

    async def forbid_to_write(self, stage: Stage) -> None:
        stage.sandbox.trouble.deny_bot(stage.channel, Permission.SEND_MESSAGES)

    async def allow_to_write(self, stage: Stage) -> None:
        stage.sandbox.trouble.restore_bot(stage.channel)

    async def forbid_to_read_and_kill(self, stage: Stage) -> None:
        stage.sandbox.trouble.deny_bot(stage.channel, Permission.READ_MESSAGE_HISTORY)
        is_summary = is_said(ChannelKind.TEXT, verb="consent", unlike="reply")

        def hear(event: Event) -> None:
            if is_summary(event) and not stage.bot.strikes:
                stage.bot.strike()

        stage.sandbox.world.listen(hear)

    async def allow_to_read(self, stage: Stage) -> None:
        stage.sandbox.trouble.restore_bot(stage.channel)

    async def press_old_buttons(self, stage: Stage) -> None:
        assert self.extra is not None
        self.note("old reply", await (await self.extra.press(message_with(stage, "reply"), "reply")).settled())
        with pytest.raises(RefusedActError, match="disabled"):
            await self.extra.press(message_with(stage, "join"), "join")


async def pressed(person: Person, message: Message, button: str) -> str:
    """What the person read; a button that cannot be pressed any more says so."""
    answer = await person.press(message, button)
    assert answer.kind is not AnswerKind.NOTHING
    return (await answer.settled()).text


def message_with(stage: Stage, verb: str) -> Message:
    """The oldest message with this button in the program's channel."""
    return next(each for each in stage.channel.messages.values() if asks(each, verb) and not each.only_for)


@dataclass(frozen=True, kw_only=True)
class Result:
    scene: Scene
    bad: BadRound

    def notes(self) -> list[str]:
        """What the organisers read at their desk."""
        return [text_of(each) for each in self.scene.stage.desk.messages.values() if each.only_for is None]


@pytest.fixture(scope="module")
def result(two_prompts: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    bad = BadRound()
    program = load_programs(two_prompts)["library-leadership"]

    def enter(stage: Stage, agenda: Agenda) -> None:
        starts_on = OPENS_ON + timedelta(days=program.shape.enrolment_opens_days_before + 1)
        bad.enter(stage, agenda, plan_round(program, starts_on, ZoneInfo(program.zone)))

    folder = tmp_path_factory.mktemp("bad")
    scene = play_scene(program, folder, people=8, programs=two_prompts, seed=25, on_stage=enter)
    return Result(scene=scene, bad=bad)


def test_bad_round_ends_as_any_other(result: Result):
    assert result.scene.code == 0
    assert AnswerKind.NOTHING not in {kind for what, kind in result.bad.kinds.items() if what != "unheard"}
    assert_everything_holds(result.scene)
    assert_texts_are_for_people(result.scene)


def test_channel_without_permission_names_each_and_its_place(result: Result):
    told = result.bad.told["permissions"]
    for name in ("Send Messages", "Create Public Threads", "Read Message History"):
        assert name in told
    assert "Embed Links" not in told
    assert re.search(r"^<#\d+>: ", told, re.MULTILINE)


def test_zone_that_does_not_exist_is_told_with_an_example(result: Result):
    assert "Mars/Base" in result.bad.told["zone"]
    assert "Europe/Berlin" in result.bad.told["zone"]


def test_join_pressed_twice_joins_once(result: Result):
    assert result.bad.extra is not None
    assert result.scene.number("SELECT count(*) FROM participant WHERE member_id = ?", result.bad.extra.id) == 1
    assert "Your answers are changed" in result.bad.told[f"{result.bad.extra.name} joins"]


def test_pairing_approved_twice_is_told(result: Result):
    assert result.bad.told["approve again"]


def test_long_reply_is_kept_and_shown_whole(result: Result):
    assert len(LONG) == 4_000
    assert result.scene.number("SELECT count(*) FROM reply WHERE text = ?", LONG) == 1
    shown = [each for _, each in result.scene.of_bot(ChannelKind.PUBLIC_THREAD)]
    assert [each for each in shown if "Day 1." in str(each.embeds) and "Day 60." in str(each.embeds)]


def test_hostile_reply_is_kept_and_harms_nobody(result: Result):
    assert result.scene.number("SELECT count(*) FROM reply WHERE text = ?", result.bad.hostile) == 1
    for file in result.scene.played.files:
        page = file.read_text("utf-8")
        assert re.search(r"href=[\"']?\s*javascript:", page, re.IGNORECASE) is None
        assert "<script>alert(1)" not in page
    echo = [each for _, each in result.scene.of_bot(ChannelKind.PUBLIC_THREAD) if "Look @everyone" in str(each.embeds)]
    assert len(echo) == 1
    assert echo[0].pinged_ids == ()
    assert "javascript" not in echo[0].content, "only in an embed it is sure that words do nothing"


def test_reply_handed_in_again_without_an_answer_is_kept_once(result: Result):
    assert result.bad.kinds["unheard"] is AnswerKind.NOTHING
    assert result.bad.kinds["heard"] is not AnswerKind.NOTHING
    assert result.scene.number("SELECT count(*) FROM reply WHERE text = ?", TWICE) == 1


def test_permission_taken_away_is_told_once_and_the_prompt_comes_when_it_is_back(result: Result):
    told = [note for note in result.notes() if "Send Messages" in note]
    assert len(told) == 1
    prompts = [each for _, each in result.scene.of_bot(ChannelKind.TEXT) if asks(each, "reply")]
    assert len(prompts) == 2


def test_history_taken_away_and_the_bot_killed_sends_nothing_twice(result: Result):
    assert result.scene.stage.bot.strikes == 1
    published = [each for _, each in result.scene.of_bot(ChannelKind.TEXT) if is_public_summary(each)]
    assert len(published) == result.scene.number("SELECT count(*) FROM summary") == 3
    assert len([note for note in result.notes() if "Read Message History" in note]) == 1


def test_member_who_left_the_server_has_left_the_round(result: Result):
    assert result.bad.guest is not None
    left = "SELECT count(*) FROM participant WHERE member_id = ? AND left_at IS NOT NULL"
    assert result.scene.number(left, result.bad.guest.id) == 1
    assert [note for note in result.notes() if "left round" in note and "Gus" in note]


def test_buttons_of_an_old_round_say_that_it_is_over(result: Result):
    assert "over" in result.bad.told["old reply"]
