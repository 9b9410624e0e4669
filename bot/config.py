"""Settings: one frozen object, read once from YAML and the environment; the token comes from the environment alone."""

from __future__ import annotations

import difflib
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

import platformdirs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from bot.errors import ConfigError
from bot.library.problems import Problem
from bot.library.reading import Document, read_yaml

log = logging.getLogger(__name__)

PACKAGE: Final = Path(__file__).resolve().parent.parent
PREFIX: Final = "BRIEFBOT_"
#: Variables that are not keys of the file: the token, where the file is, and what only the tests read.
_OWN: Final = frozenset({"TOKEN", "TOKEN_FILE", "CONFIG", "REQUIRE", "STATUS_FILE"})

Address = Annotated[str, StringConstraints(pattern=r"^(?:https?|wss?)://[^\s/]+\S*$", max_length=300)]
Port = Annotated[int, Field(ge=0, le=65_535)]
Days = Annotated[int, Field(ge=1, le=36_500)] | None
Snowflake = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Section(BaseModel):
    """Base of every section: frozen, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Shards(Section):
    """
    Which gateway connections this process may hold.

    `count` 0 is one connection without sharding; without a count Discord says how many there should be. `ids` are
    those that this process may hold; none: any.
    """

    count: Annotated[int, Field(ge=0, le=100_000)] | None = 0
    ids: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _ids_exist(self) -> Self:
        if self.ids and not (self.count and max(self.ids) < self.count):
            raise ValueError("the ids of shards must lie below their number")
        return self

    def __str__(self) -> str:
        return "auto" if self.count is None else f"{list(self.ids)} of {self.count}" if self.ids else str(self.count)


def read_shards(value: Any) -> Any:
    """`auto`, a number, or `[0, 1] of 4`; anything else is left for the model to refuse."""
    if isinstance(value, Shards):
        return value
    text = str(value).strip()
    if text == "auto":
        return Shards(count=None)
    if match := _SHARDS.fullmatch(text):
        ids = tuple(sorted({int(one) for one in re.findall(r"\d+", match["ids"] or "")}))
        return Shards(count=int(match["count"]), ids=ids)
    raise ValueError("write auto, a number, or for example:  shards: '[0, 1] of 4'")


_SHARDS: Final = re.compile(r"(?:\[?(?P<ids>\d{1,6}(?:\s*,\s*\d{1,6})*)\]?\s+of\s+)?(?P<count>\d{1,6})", re.ASCII)


class DiscordSettings(Section):
    """Where Discord is, and who we are to it."""

    api_base: Address = "https://discord.com/api/v10"
    gateway_url: Address = "wss://gateway.discord.gg/"
    public_key: Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-fA-F]{64})?$")] = ""
    guilds: tuple[Snowflake, ...] = ()
    shards: Annotated[Shards, BeforeValidator(read_shards)] = Shards()


class StoreSettings(Section):
    """Where settings, trays and reports are kept."""

    url: str = ""


class LibrarySettings(Section):
    """Which library answers, and whether edits go live at once."""

    path: Path = PACKAGE / "briefs"
    reload: bool = True


class HttpSettings(Section):
    """Where `briefbot serve` listens."""

    host: str = "127.0.0.1"
    port: Port = 8080


class MetricsSettings(Section):
    """Where figures for monitoring are served; 0 serves none."""

    port: Port = 0


class RepliesSettings(Section):
    """How the bot behaves in a channel."""

    same_card: Annotated[float, Field(ge=0, le=3_600)] = 60.0  # seconds
    public_per_minute: Annotated[int, Field(ge=1, le=10_000)] = 10


class RetentionSettings(Section):
    """How many days what people leave is kept; none: until somebody deletes it."""

    report_days: Days = 180
    notice_days: Days = 90
    audit_days: Days = 730
    tray_days: Days = None


class LogsSettings(Section):
    """How logs are written."""

    format: Literal["text", "json"] = "text"


@dataclass(frozen=True, slots=True)
class Token:
    """The bot token; it shows itself to nobody who does not ask for `secret`."""

    secret: str = field(repr=False)

    def __str__(self) -> str:
        return "(token)"


class Settings(Section):
    """Everything that can be set."""

    discord: DiscordSettings = DiscordSettings()
    store: StoreSettings = StoreSettings()
    library: LibrarySettings = LibrarySettings()
    http: HttpSettings = HttpSettings()
    metrics: MetricsSettings = MetricsSettings()
    replies: RepliesSettings = RepliesSettings()
    retention: RetentionSettings = RetentionSettings()
    logs: LogsSettings = LogsSettings()


def load_settings(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """
    Read the settings.

    Args:
        path: The file; `BRIEFBOT_CONFIG` names it otherwise, and without either the defaults hold.
        environment: `BRIEFBOT_<SECTION>__<KEY>` goes before the file.

    Raises:
        ConfigError: what is wrong, where, and what to write instead; never the content of a line.
    """
    chosen = path or (Path(named) if (named := environment.get(f"{PREFIX}CONFIG")) else None)
    document = _read(chosen) if chosen is not None else Document("the environment", {})
    data = _sections(document)
    variables = _variables(environment)
    for (section, key), (_, value) in variables.items():
        data.setdefault(section, {})[key] = value if value != "" or section != "retention" else None
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        raise ConfigError(_wrong(error, document, variables)) from None
    return _resolved(settings, chosen.resolve().parent if chosen is not None else PACKAGE)


def store_url(settings: Settings) -> str:
    """Where the store is: as set, else a file where the platform keeps a program's state."""
    if settings.store.url:
        return settings.store.url
    folder = platformdirs.user_state_path("briefbot", ensure_exists=True)
    return f"sqlite:///{folder / 'briefbot.db'}"


def read_token(environment: Mapping[str, str] = os.environ) -> Token:
    """
    The bot token, from `BRIEFBOT_TOKEN` or the file that `BRIEFBOT_TOKEN_FILE` names.

    Raises:
        ConfigError: there is none; the text says how to give one and how to do without.
    """
    token = environment.get(f"{PREFIX}TOKEN", "").strip()
    named = environment.get(f"{PREFIX}TOKEN_FILE", "")
    if not token and named:
        try:
            token = Path(named).read_text(encoding="utf-8").strip()
            if os.name == "posix" and Path(named).stat().st_mode & 0o077:
                log.warning("The file that BRIEFBOT_TOKEN_FILE names is one that others can read; chmod 600 it.")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise ConfigError(f"The file that BRIEFBOT_TOKEN_FILE names cannot be read: {reason}.") from None
    if not token:
        raise ConfigError(
            "No bot token: set BRIEFBOT_TOKEN (or BRIEFBOT_TOKEN_FILE), or try the bot without one: briefbot preview."
        )
    return Token(token)


def _read(path: Path) -> Document:
    result = read_yaml(path, str(path))
    if isinstance(result, Problem):
        if result.code == "file-empty":
            return Document(str(path), {})
        raise ConfigError(f"{result.file}:{result.line}: {result.message}")
    if not isinstance(result.data, dict):
        raise ConfigError(f"{path}:1: the file must hold sections, for example:  discord: {{guilds: []}}")
    return result


def _sections(document: Document) -> dict[str, dict[str, Any]]:
    """The sections of the file; an empty one counts as absent."""
    known = Settings.model_fields
    for name, value in document.data.items():
        if name == "token" or (isinstance(value, dict) and "token" in value):
            raise ConfigError(
                f"{_at(document, (name,))}: a token does not belong in a file that is shared; set BRIEFBOT_TOKEN."
            )
        if name not in known:
            raise ConfigError(f"{_at(document, (name,))}: there is no section “{name}”.{_nearest(name, known)}")
        if value is not None and not isinstance(value, dict):
            raise ConfigError(f"{_at(document, (name,))}: “{name}” is a section; its keys stand indented below it.")
    return {name: dict(value) for name, value in document.data.items() if value}


def _variables(environment: Mapping[str, str]) -> dict[tuple[str, str], tuple[str, Any]]:
    """(section, key) → (variable, value); a variable that names no key is a mistake."""
    found: dict[tuple[str, str], tuple[str, Any]] = {}
    keys = [f"{section}.{key}" for section, key in _keys()]
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or variable.removeprefix(PREFIX) in _OWN:
            continue
        section, _, key = variable.removeprefix(PREFIX).lower().partition("__")
        if (section, key) not in _keys():
            near = difflib.get_close_matches(f"{section}.{key}", keys, n=1)
            hint = f" Did you mean {PREFIX}{near[0].upper().replace('.', '__')}?" if near else ""
            raise ConfigError(f"{variable}: there is no such setting.{hint}")
        is_list = key == "guilds"
        found[section, key] = (variable, [one for one in re.split(r"[\s,\[\]]+", text) if one] if is_list else text)
    return found


def _keys() -> set[tuple[str, str]]:
    return {
        (section, key)
        for section, info in Settings.model_fields.items()
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel)
        for key in info.annotation.model_fields
    }


def _wrong(error: ValidationError, document: Document, variables: dict[tuple[str, str], tuple[str, Any]]) -> str:
    """The first mistake in words: where it stands, what it should be; its value is not repeated."""
    first = error.errors(include_input=False, include_url=False)[0]
    section, key = str(first["loc"][0]), str(first["loc"][1]) if len(first["loc"]) > 1 else ""
    name = f"{section}.{key}" if key else section
    where = variables[section, key][0] if (section, key) in variables else _at(document, (section, key))
    if first["type"] == "extra_forbidden":
        keys = [known for owner, known in _keys() if owner == section]
        return f"{where}: there is no setting “{name}”.{_nearest(key, keys)}"
    if name == "discord.guilds":
        return f"{where}: “discord.guilds” must be a list of server ids, for example:  guilds: [123456789012345678]"
    return f"{where}: “{name}” does not fit: {first['msg'].lower()}. Its default is {_default(section, key)}."


def _default(section: str, key: str) -> str:
    value = getattr(getattr(Settings(), section), key)
    return str(value) if value not in ("", (), None) else "empty"


def _at(document: Document, path: tuple[str, ...]) -> str:
    return f"{document.file}:{document.place(path)[0]}"


def _nearest(name: str, known: Any) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean “{near[0]}”?" if near else f" There are: {', '.join(sorted(known))}."


def _resolved(settings: Settings, base: Path) -> Settings:
    library = settings.library
    path = library.path.expanduser()
    path = path if path.is_absolute() else base / path
    return settings.model_copy(update={"library": library.model_copy(update={"path": path})})
