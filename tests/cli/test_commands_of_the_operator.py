import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from bot.cli.explaining import explained
from bot.domain.errors import RuleError
from bot.programs import shipped_programs_folder
from bot.settings import Settings, load_settings

TIMETABLE_WIDTH = "160"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for variable in (
        "DISCORD_TOKEN",
        "ROUNDTABLE_CONFIG",
        *(f"ROUNDTABLE_{name.upper()}" for name in Settings.model_fields),
    ):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLUMNS", TIMETABLE_WIDTH)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return monkeypatch


@pytest.fixture
def mistaken(tmp_path: Path) -> Path:
    """A folder with one good program and two bad ones."""
    for slug in ("first", "second"):
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "program.toml").write_text('titel = "Leaders"\n', "utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_help_names_every_command() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for command in ("run", "rehearse", "sandbox", "check", "plan", "doctor", "migrate", "backup", "restore"):
        assert f" {command} " in shown.output


@pytest.mark.parametrize(
    "command", ["run", "rehearse", "sandbox", "check", "plan", "doctor", "migrate", "backup", "restore"]
)
def test_help_of_each_command_is_there(command: str) -> None:
    assert run(command, "--help").exit_code == 0


def test_check_without_a_folder_checks_the_shipped_programs() -> None:
    checked = run("check")
    assert checked.exit_code == 0
    assert checked.stdout == "library-leadership: 8 prompts, no mistakes.\nweekly-coffee: 8 prompts, no mistakes.\n"


def test_check_takes_the_folder_of_one_program() -> None:
    checked = run("check", shipped_programs_folder() / "weekly-coffee")
    assert checked.stdout == "weekly-coffee: 8 prompts, no mistakes.\n"


def test_check_names_the_mistakes_of_all_folders_and_exits_with_two(mistaken: Path) -> None:
    checked = run("check", mistaken / "first", mistaken / "second", shipped_programs_folder())
    assert checked.exit_code == 2
    assert checked.stdout == ""
    lines = checked.stderr.splitlines()
    assert lines[0] == f"There are {len(lines) - 1} mistakes in the programs:"
    for slug in ("first", "second"):
        assert any(line.startswith(f"{slug}/program.toml:1: titel is unknown") for line in lines)


def test_check_of_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    checked = run("check", tmp_path / "none")
    assert checked.exit_code == 2
    assert "does not exist" in checked.stderr


def test_plan_shows_local_times_and_utc() -> None:
    planned = run("plan", "library-leadership", "--start", "2026-02-02", "--zone", "America/New_York")
    assert planned.exit_code == 0
    assert "Library leadership, 2026-02-02" in planned.stdout
    assert "│ Mon 2026-02-02 09:00 │ 2026-02-02 14:00 │ The round starts. Partners are introduced" in planned.stdout
    # After the clocks went forward there.
    assert "│ Mon 2026-03-16 09:00 │ 2026-03-16 13:00 │ Prompt 4: " in planned.stdout


def test_plan_in_utc_shows_each_time_once() -> None:
    planned = run("plan", "weekly-coffee", "--start", "2026-02-02", "--zone", "UTC")
    assert "│ Mon 2026-02-02 09:00 │ The round starts." in planned.stdout


def test_plan_takes_a_folder_too() -> None:
    by_name = run("plan", "weekly-coffee", "--start", "2026-02-02")
    by_folder = run("plan", shipped_programs_folder() / "weekly-coffee", "--start", "2026-02-02")
    assert by_name.exit_code == 0
    assert by_folder.stdout == by_name.stdout


def test_plan_of_a_program_with_mistakes_names_them(mistaken: Path) -> None:
    planned = run("plan", mistaken / "first", "--start", "2026-02-02")
    assert planned.exit_code == 2
    assert "first/program.toml:1: titel is unknown" in planned.stderr
    assert "second/" not in planned.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["library-ledership", "--start", "2026-02-02"], 'Did you mean "library-leadership"?'),
        (["weekly-coffee", "--start", "2026-02-02", "--zone", "Europe/Berln"], 'Did you mean "Europe/Berlin"?'),
        (["weekly-coffee", "--start", "2026-02-02", "--zone", "../etc"], 'there is no zone "../etc"'),
        (["weekly-coffee", "--start", "2 February"], "does not match the format"),
        (["weekly-coffee"], "Missing option '--start'"),
    ],
)
def test_plan_says_what_is_wrong_with_what_was_typed(arguments: list[str], sentence: str) -> None:
    planned = run("plan", *arguments)
    assert planned.exit_code == 2
    assert sentence in planned.stderr


def test_run_without_a_token_says_where_to_get_one() -> None:
    ran = run("run")
    assert ran.exit_code == 2
    assert ran.stderr.splitlines() == [
        "There is one mistake in the settings:",
        "environment: DISCORD_TOKEN is missing. Set it in the environment. "
        "Allowed: the token of your bot, from the page Bot of https://discord.com/developers.",
    ]


def test_migrate_makes_the_database_of_the_settings_and_may_be_called_twice(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(f'database = "{tmp_path / "kept.db"}"\n', "utf-8")
    first, second = run("migrate", "--config", own), run("migrate", "--config", own)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout.startswith("The database has the tables of revision ")
    assert (tmp_path / "kept.db").stat().st_size > 0


def test_migrate_check_finds_migrations_and_tables_alike() -> None:
    checked = run("migrate", "--check")
    assert (checked.exit_code, checked.stdout) == (0, "The migrations make the tables of this version.\n")


def test_migrate_into_a_place_that_is_none_is_told_without_a_traceback(
    tmp_path: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    bare_environment.setenv("ROUNDTABLE_DATABASE", str(tmp_path / "file" / "kept.db"))
    migrated = run("migrate")
    assert migrated.exit_code == 2
    assert migrated.stderr.startswith("The system refused this: [Errno ")


def test_rule_broken_in_a_command_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    @explained
    def command() -> None:
        raise RuleError("already_running", file="kept.db")

    with pytest.raises(typer.Exit) as raised:
        command()
    assert raised.value.exit_code == 2
    assert capsys.readouterr().err.startswith("A bot is running on kept.db already.")


@pytest.mark.parametrize("fault", [LookupError("ours"), TimeoutError("ours")])
def test_fault_of_ours_keeps_its_traceback(fault: Exception) -> None:
    @explained
    def command() -> None:
        raise fault

    with pytest.raises(type(fault), match="ours"):
        command()


@pytest.mark.parametrize("arguments", [[], ["--start", "2016-02-01T09:00"]])
def test_sandbox_prints_an_environment_that_the_settings_take(
    arguments: list[str], bare_environment: pytest.MonkeyPatch
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "sandbox", *arguments], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        printed = dict(running.stdout.readline().strip().split("=", 1) for _ in range(4))
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0
    for variable, value in printed.items():
        bare_environment.setenv(variable, value)
    settings = load_settings(needs_token=True)
    assert settings.api_base.startswith("http://127.0.0.1:")
    assert settings.gateway_url.startswith("ws://127.0.0.1:")
    assert settings.time_url.startswith("ws://127.0.0.1:") == bool(arguments)


def test_sandbox_at_a_port_that_is_taken_says_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("sandbox", "--port", str(taken.getsockname()[1]))
    assert refused.exit_code == 2
    assert "address already in use" in refused.stderr


def test_module_and_script_are_the_same_program() -> None:
    script = Path(sys.executable).with_name("roundtable")
    by_module, by_script = (
        subprocess.run([*start, "--version"], capture_output=True, text=True, check=True, timeout=60)
        for start in ([sys.executable, "-m", "bot"], [script])
    )
    assert by_module.stdout == by_script.stdout
    assert by_module.stdout.startswith("roundtable ")
