import tomllib
from pathlib import Path

import pytest

from bot.settings import LogLevel, Settings, SettingsMistakes, load_settings, shipped_settings_file

TOKEN = "a-very-secret-token"
MISTAKEN = """\
token = 5
databse = "x.db"
requests_per_second = 9999
message_content = "perhaps"
log_level = "inof"
api_base = "discord.com"
gateway_url = "https://gateway.discord.gg"
database = ""
"""
EXPLAINED = """\
{file}:1: token is not text. Allowed: the token of your bot, from the page Bot of https://discord.com/developers.
{file}:2: databse is unknown. Did you mean "database"? Allowed: token, database, programs_folder, message_content, \
requests_per_second, watch_port, log_level, wording_service, wording_model, wording_address, wording_key, \
wording_seconds, wording_translates, api_base, gateway_url, time_url.
{file}:3: requests_per_second is 9999. Allowed: a whole number from 1 to 1000; Discord itself takes 50 at most.
{file}:4: message_content is "perhaps". Allowed: true or false.
{file}:5: log_level is "inof". Did you mean "info"? Allowed: debug, info, warning, error.
{file}:6: api_base is "discord.com". Allowed: an address that begins with https:// or http://.
{file}:7: gateway_url is "https://gateway.discord.gg". Allowed: an address that begins with wss:// or ws://.
{file}:8: database is empty. Allowed: a file, sqlite+aiosqlite:///FILE, or postgresql+asyncpg://USER:PASSWORD@HOST/NAME.
environment: ROUNDTABLE_TIMEURL is unknown. Did you mean "ROUNDTABLE_TIME_URL"? Allowed: ROUNDTABLE_DATABASE, \
ROUNDTABLE_PROGRAMS_FOLDER, ROUNDTABLE_MESSAGE_CONTENT, ROUNDTABLE_REQUESTS_PER_SECOND, ROUNDTABLE_WATCH_PORT, \
ROUNDTABLE_LOG_LEVEL, ROUNDTABLE_WORDING_SERVICE, ROUNDTABLE_WORDING_MODEL, ROUNDTABLE_WORDING_ADDRESS, \
ROUNDTABLE_WORDING_KEY, ROUNDTABLE_WORDING_SECONDS, ROUNDTABLE_WORDING_TRANSLATES, ROUNDTABLE_API_BASE, \
ROUNDTABLE_GATEWAY_URL, ROUNDTABLE_TIME_URL, DISCORD_TOKEN, ROUNDTABLE_CONFIG.
environment: ROUNDTABLE_LOG_LEVEL is "loud". Allowed: debug, info, warning, error."""


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for variable in (
        "DISCORD_TOKEN",
        "ROUNDTABLE_CONFIG",
        *(f"ROUNDTABLE_{name.upper()}" for name in Settings.model_fields),
    ):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def mistakes_in(own_file: Path | None = None, *, needs_token: bool = False) -> str:
    with pytest.raises(SettingsMistakes) as raised:
        load_settings(own_file, needs_token=needs_token)
    return str(raised.value)


def test_shipped_file_names_every_setting_with_its_default() -> None:
    written = tomllib.loads(shipped_settings_file().read_text("utf-8"))
    assert written.keys() == Settings.model_fields.keys()
    assert Settings(**written) == Settings() == load_settings()


def test_shipped_file_has_a_comment_above_every_setting() -> None:
    lines = shipped_settings_file().read_text("utf-8").splitlines()
    alone = [line for before, line in zip(["", *lines], lines, strict=False) if "=" in line and not before]
    assert alone == []


def test_every_setting_says_what_is_allowed() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_own_file_wins_over_the_shipped_and_the_environment_over_both(
    tmp_path: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('database = "own.db"\nrequests_per_second = 10\nlog_level = "debug"\n', "utf-8")
    bare_environment.setenv("ROUNDTABLE_REQUESTS_PER_SECOND", "20")
    bare_environment.setenv("ROUNDTABLE_MESSAGE_CONTENT", "true")
    bare_environment.setenv("ROUNDTABLE_DATABASE", "")
    settings = load_settings(own)
    assert (settings.database, settings.requests_per_second) == ("own.db", 20)
    assert (settings.log_level, settings.message_content) == (LogLevel.DEBUG, True)


def test_own_file_is_named_by_a_variable_unless_it_is_given(
    tmp_path: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    for name in ("named", "given"):
        (tmp_path / f"{name}.toml").write_text(f'database = "{name}.db"\n', "utf-8")
    bare_environment.setenv("ROUNDTABLE_CONFIG", str(tmp_path / "named.toml"))
    assert load_settings().database == "named.db"
    assert load_settings(tmp_path / "given.toml").database == "given.db"


def test_all_mistakes_are_named_at_once(tmp_path: Path, bare_environment: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.toml"
    own.write_text(MISTAKEN, "utf-8")
    bare_environment.setenv("ROUNDTABLE_TIMEURL", "ws://127.0.0.1:9")
    bare_environment.setenv("ROUNDTABLE_LOG_LEVEL", "loud")
    assert mistakes_in(own, needs_token=True) == EXPLAINED.replace("{file}", str(own))


def test_file_that_is_missing_or_no_toml_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("# settings\ndatabase = roundtable.db\n", "utf-8")
    assert mistakes_in(tmp_path / "none.toml").startswith(f"{tmp_path / 'none.toml'}: the file cannot be read (")
    assert mistakes_in(broken).startswith(f"{broken}:2: the file is not valid TOML (")


def test_token_is_needed_only_where_it_is_used(bare_environment: pytest.MonkeyPatch) -> None:
    assert load_settings().token.get_secret_value() == ""
    assert "DISCORD_TOKEN is missing" in mistakes_in(needs_token=True)
    bare_environment.setenv("DISCORD_TOKEN", f" {TOKEN}\n")
    assert load_settings(needs_token=True).token.get_secret_value() == TOKEN


def test_token_under_a_guessed_name_is_pointed_to_the_right_one(bare_environment: pytest.MonkeyPatch) -> None:
    bare_environment.setenv("ROUNDTABLE_TOKEN", TOKEN)
    explained = mistakes_in(needs_token=True)
    assert 'ROUNDTABLE_TOKEN is unknown. Did you mean "DISCORD_TOKEN"?' in explained
    assert TOKEN not in explained


def test_secrets_stand_in_no_repr_and_no_mistake(bare_environment: pytest.MonkeyPatch) -> None:
    bare_environment.setenv("DISCORD_TOKEN", TOKEN)
    bare_environment.setenv("ROUNDTABLE_DATABASE", "postgresql+asyncpg://bot:geheim@db/roundtable")
    settings = load_settings()
    assert settings.secrets == (TOKEN, "geheim")
    shown = f"{settings!r} {settings}"
    assert TOKEN not in shown
    assert "geheim" not in shown
    bare_environment.setenv("DISCORD_TOKEN", f"Bot {TOKEN}")
    bare_environment.setenv("ROUNDTABLE_DATABASE", "mysql://bot:geheim@db/roundtable")
    explained = mistakes_in()
    assert "DISCORD_TOKEN has spaces in it" in explained
    assert TOKEN not in explained
    assert "geheim" not in explained


@pytest.mark.parametrize(
    "database", ["a.db", "/var/lib/a.db", "sqlite+aiosqlite:///a.db", "postgresql+asyncpg://u:p@[::1]:5432/name"]
)
def test_databases_that_the_store_takes_are_allowed(database: str) -> None:
    assert Settings(database=database).database == database


@pytest.mark.parametrize("database", ["sqlite:///a.db", "postgresql://h/n", "postgresql+asyncpg://h:port/n"])
def test_databases_that_the_store_does_not_take_are_refused(
    database: str, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("ROUNDTABLE_DATABASE", database)
    assert "ROUNDTABLE_DATABASE is neither a file nor the address of a database." in mistakes_in()


def test_no_language_model_is_asked_unless_the_operator_names_one(bare_environment: pytest.MonkeyPatch) -> None:
    assert load_settings().language_model is None
    bare_environment.setenv("ROUNDTABLE_WORDING_SERVICE", "openai")
    assert "settings: wording_model is missing" in mistakes_in()
    bare_environment.setenv("ROUNDTABLE_WORDING_MODEL", "some-model")
    bare_environment.setenv("ROUNDTABLE_WORDING_ADDRESS", "http://127.0.0.1:9/v1/")
    bare_environment.setenv("ROUNDTABLE_WORDING_KEY", TOKEN)
    settings = load_settings()
    assert settings.language_model is not None
    assert (settings.language_model.name, settings.language_model.address) == ("some-model", "http://127.0.0.1:9/v1")
    assert settings.secrets == (TOKEN,)
    assert TOKEN not in repr(settings)


def test_addresses_are_kept_without_a_slash_at_their_end() -> None:
    assert Settings(api_base="http://127.0.0.1:8080/api/v10/").api_base == "http://127.0.0.1:8080/api/v10"


@pytest.mark.parametrize("address", ["http://127.0.0.1:notaport", "ftp://discord.com", "http://", "https://a b"])
def test_addresses_that_are_none_are_refused(address: str, bare_environment: pytest.MonkeyPatch) -> None:
    bare_environment.setenv("ROUNDTABLE_API_BASE", address)
    assert f'ROUNDTABLE_API_BASE is "{address}".' in mistakes_in()


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().database = "other.db"  # type: ignore[misc]
