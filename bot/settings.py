"""What the operator decides: settings from the shipped file, the operator's own file and the environment."""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.programs import shipped_programs_folder
from bot.programs.checks import refuse
from bot.programs.explain import note_refusals
from bot.programs.mistakes import Mistake, Notebook, describe_mistakes, guess
from bot.programs.sources import read_text, read_toml
from bot.summarise.model import RemoteModel, Service

PREFIX = "ROUNDTABLE_"
CONFIG_VARIABLE = "ROUNDTABLE_CONFIG"
"""Names the operator's own file."""
TOKEN_VARIABLE = "DISCORD_TOKEN"
_NO_SETTINGS = frozenset({CONFIG_VARIABLE})
_DATABASES = ("sqlite+aiosqlite", "postgresql+asyncpg")


class LogLevel(StrEnum):
    """From which weight on a line is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def shipped_settings_file() -> Path:
    """Return the file that holds every setting with its default: inside of an installed bot, else beside it."""
    package = Path(__file__).parent
    installed = package / "_config"
    return (installed if installed.is_dir() else package.parent / "config") / "roundtable.toml"


def _read_token(given: object) -> object:
    # Nothing of a token is repeated in a mistake, not even of a wrong one.
    if isinstance(given, SecretStr):
        return given
    if not isinstance(given, str):
        raise refuse("is not text")
    if re.search(r"\s", given.strip()):
        raise refuse("has spaces in it")
    return given.strip()


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # Read here, since a wrong one is refused only when it is.
    except ValueError:
        return None
    return parts


def _read_database(given: str) -> str:
    # An address may hold a password, so it is not repeated either.
    scheme, found, _ = given.partition("://")
    if not given or (found and (scheme not in _DATABASES or _split(given) is None)):
        raise refuse("is neither a file nor the address of a database" if given else "is empty")
    return given


def _read_address(given: str, *schemes: str) -> str:
    parts = _split(given)
    if parts is None or parts.scheme not in schemes or not parts.hostname or re.search(r"\s", given):
        raise refuse(f'is "{given}"')
    return given.rstrip("/")


def _read_http_address(given: str) -> str:
    return _read_address(given, "http", "https")


def _read_socket_address(given: str) -> str:
    return _read_address(given, "ws", "wss")


def _read_optional_socket_address(given: str) -> str:
    return _read_address(given, "ws", "wss") if given else given


def _read_optional_http_address(given: str) -> str:
    return _read_http_address(given) if given else given


def _none_if_empty(given: object) -> object:
    return None if given == "" else given


def _read_folder(given: object) -> object:
    return shipped_programs_folder() if given == "" else given


class Settings(BaseSettings):
    """All settings, checked. `Settings(...)` takes them as given; `load_settings` collects them from where they are.

    The description of each is what is allowed, in words for the operator.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_ignore_empty=True, hide_input_in_errors=True
    )

    token: Annotated[SecretStr, BeforeValidator(_read_token)] = Field(
        SecretStr(""), description="the token of your bot, from the page Bot of https://discord.com/developers"
    )
    database: Annotated[str, AfterValidator(_read_database)] = Field(
        "roundtable.db",
        repr=False,
        description="a file, sqlite+aiosqlite:///FILE, or postgresql+asyncpg://USER:PASSWORD@HOST/NAME",
    )
    programs_folder: Annotated[Path, BeforeValidator(_read_folder)] = Field(
        shipped_programs_folder(), description='a folder that holds one folder for each program, or ""'
    )
    message_content: bool = Field(False, description="true or false")
    requests_per_second: int = Field(
        48, ge=1, le=1000, description="a whole number from 1 to 1000; Discord itself takes 50 at most"
    )
    watch_port: int = Field(
        0, ge=0, le=65535, description="0 for none, or the number of a free port of this machine, such as 9464"
    )
    log_level: LogLevel = Field(LogLevel.INFO, description=", ".join(LogLevel))
    wording_service: Annotated[Service | None, BeforeValidator(_none_if_empty)] = Field(
        None, description=f'{", ".join(Service)}, or "" for no language model'
    )
    wording_model: str = Field(
        "", max_length=100, description="the model's name at its service, 100 characters at most"
    )
    wording_address: Annotated[str, AfterValidator(_read_optional_http_address)] = Field(
        "", description='an address that begins with https:// or http://, or "" for that of the service itself'
    )
    wording_key: Annotated[SecretStr, BeforeValidator(_read_token)] = Field(
        SecretStr(""), description="the key that the service gave you, best in the environment"
    )
    wording_seconds: int = Field(60, ge=1, le=600, description="a whole number of seconds from 1 to 600")
    wording_translates: bool = Field(False, description="true or false")
    api_base: Annotated[str, AfterValidator(_read_http_address)] = Field(
        "https://discord.com/api/v10", description="an address that begins with https:// or http://"
    )
    gateway_url: Annotated[str, AfterValidator(_read_socket_address)] = Field(
        "wss://gateway.discord.gg", description="an address that begins with wss:// or ws://"
    )
    time_url: Annotated[str, AfterValidator(_read_optional_socket_address)] = Field(
        "", description='an address that begins with ws:// or wss://, or "" for real time'
    )

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown or logged: the token, the password of the database, the key of a model."""
        password = urlsplit(self.database).password if "://" in self.database else None
        kept = (self.token.get_secret_value(), password, self.wording_key.get_secret_value())
        return tuple(secret for secret in kept if secret)

    @property
    def language_model(self) -> RemoteModel | None:
        """The model that words summaries, if there is to be one."""
        if self.wording_service is None:
            return None
        return RemoteModel(
            service=self.wording_service,
            name=self.wording_model,
            address=self.wording_address,
            key=self.wording_key.get_secret_value(),
            seconds=self.wording_seconds,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is given and nothing else: `load_settings` reads each source, to say in which a mistake is."""
        return (init_settings,)


class SettingsMistakes(Exception):
    """The settings hold mistakes; all of them are named, with the file or variable each is in."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(describe_mistakes(self.mistakes)))


def load_settings(own_file: Path | None = None, *, needs_token: bool = False) -> Settings:
    """Return the settings: of the environment, else of the operator's own file, else of the shipped file.

    Without `own_file` it is the one that ROUNDTABLE_CONFIG names, if any.

    Raises:
        SettingsMistakes: with all mistakes in all of these, and with a missing token if it is needed.
    """
    mistakes: list[Mistake] = []
    values: dict[str, Any] = {}
    named = os.environ.get(CONFIG_VARIABLE)
    own_file = own_file or (Path(named) if named else None)
    for file in (shipped_settings_file(), own_file):
        if file is not None:
            values |= _read_file(file, mistakes)
    values |= _read_environment(mistakes)
    if needs_token and not values.get("token"):
        missing = "is missing. Set it in the environment"
        allowed = Settings.model_fields["token"].description or ""
        mistakes.append(Mistake(file="environment", key=TOKEN_VARIABLE, line=None, what=missing, allowed=allowed))
    if values.get("wording_service") and not values.get("wording_model"):
        mistakes.append(_missing_model())
    if mistakes:
        raise SettingsMistakes(mistakes)
    return Settings(**values)


def _missing_model() -> Mistake:
    allowed = Settings.model_fields["wording_model"].description or ""
    what = "is missing, while wording_service names a service"
    return Mistake(file="settings", key="wording_model", line=None, what=what, allowed=allowed)


def _read_file(file: Path, mistakes: list[Mistake]) -> dict[str, Any]:
    notes = Notebook(file=str(file))
    text = read_text(file, notes)
    values = read_toml(text, notes) if text is not None else None
    if values is not None:
        _check(values, notes)
    mistakes.extend(sorted(notes.mistakes, key=lambda mistake: mistake.line or 0))
    return values or {}


def _check(values: dict[str, Any], notes: Notebook) -> None:
    """Note what is wrong with the settings of one source; those it leaves out have their defaults."""
    try:
        Settings(**values)
    except ValidationError as refused:
        note_refusals(Settings, refused, notes)


def _read_environment(mistakes: list[Mistake]) -> dict[str, Any]:
    variables = {PREFIX + name.upper(): name for name in Settings.model_fields if name != "token"}
    variables[TOKEN_VARIABLE] = "token"
    notes = Notebook(file="environment")
    for variable in sorted(os.environ):
        if variable.startswith(PREFIX) and variable not in variables and variable not in _NO_SETTINGS:
            known = [*variables, CONFIG_VARIABLE]
            asked = f'. Did you mean "{TOKEN_VARIABLE}"?' if variable.endswith("TOKEN") else guess(variable, known)
            notes.note((variable,), f"is unknown{asked}", ", ".join(known))
    values: dict[str, Any] = EnvSettingsSource(Settings)()
    values.pop("token", None)
    if token := os.environ.get(TOKEN_VARIABLE):
        values["token"] = token
    _check(values, notes)
    names = {name: variable for variable, name in variables.items()}
    mistakes.extend(replace(mistake, key=names.get(mistake.key, mistake.key)) for mistake in notes.mistakes)
    return values
