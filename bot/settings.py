"""Typed settings from `tertulia.toml` in the home folder and from the environment. Built in cli, never at import."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.domain.errors import Misconfigured

FILE_NAME = "tertulia.toml"


class Strict(BaseModel):
    """Unknown keys are refused, so that a typing slip is found at start and not in production."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ConsoleSettings(Strict):
    """The web console. Loopback by default; put a TLS proxy in front before opening it to others."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8765
    public_url: str = ""
    secure_cookies: bool = False


class StoreSettings(Strict):
    """`url` empty: SQLite in the home folder; "postgresql://…" for PostgreSQL."""

    url: str = ""


class ModelSettings(Strict):
    """An OpenAI-compatible model. Without `base_url` and key the embedded composer writes alone."""

    name: str
    base_url: str = ""
    api_key_env: str = "OPENAI_API_KEY"
    price_in: float = 0.0
    price_out: float = 0.0
    seconds: float = 12.0
    context_tokens: int = 8192


class PageSettings(Strict):
    """One page. `adapter` is a name of the registry; `options` are that adapter's own keys."""

    adapter: str
    brand: str
    name: str = ""
    options: dict[str, Any] = Field(default_factory=dict)


class ChannelSettings(Strict):
    """One review channel. `brands` empty: all brands."""

    adapter: str
    brands: tuple[str, ...] = ()
    lang: Literal["en", "es"] = "en"
    options: dict[str, Any] = Field(default_factory=dict)


class EngineSettings(Strict):
    """`encoder` false runs without sentence vectors (smaller, quicker, less sharp)."""

    encoder: bool = True
    workers: Annotated[int, Field(ge=1, le=64)] = 2


class LogSettings(Strict):
    """`format` is "console" for people, "json" for machines."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class Settings(Strict):
    """All settings of one installation. `brands` names brand files (a path, or a name of a shipped one)."""

    home: Path
    source: str = "defaults"
    store: StoreSettings = StoreSettings()
    console: ConsoleSettings = ConsoleSettings()
    engine: EngineSettings = EngineSettings()
    log: LogSettings = LogSettings()
    brands: tuple[str, ...] = ()
    pages: dict[str, PageSettings] = Field(default_factory=dict)
    channels: dict[str, ChannelSettings] = Field(default_factory=dict)
    models: tuple[ModelSettings, ...] = ()

    def store_url(self) -> str:
        """The SQLAlchemy URL of the store."""
        if not self.store.url:
            return f"sqlite:///{self.home / 'tertulia.db'}"
        return self.store.url.replace("postgresql://", "postgresql+psycopg://", 1)


def home_folder() -> Path:
    """`TERTULIA_HOME`, or the platform's data folder for the program."""
    named = os.environ.get("TERTULIA_HOME", "")
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("tertulia", appauthor=False))


def secret(name: str, *, where: str) -> SecretStr:
    """A secret from the environment (`NAME`) or from the file named by `NAME_FILE`.

    Raises `Misconfigured` naming the variable when neither is set.
    """
    if value := os.environ.get(name, ""):
        return SecretStr(value)
    if path := os.environ.get(f"{name}_FILE", ""):
        try:
            return SecretStr(Path(path).read_text(encoding="utf-8").strip())
        except OSError as error:
            raise Misconfigured(
                key=f"{name}_FILE", where=where, mend=f"cannot read {path}: {error.strerror}"
            ) from error
    raise Misconfigured(
        key=name, where=where, mend=f"set the environment variable {name}, or {name}_FILE with a file's path"
    )


def load_settings(home: Path | None = None) -> Settings:
    """Settings of the installation at `home` (default: `home_folder()`).

    Environment variables override single keys: `TERTULIA_CONSOLE_PORT`, `TERTULIA_STORE_URL`,
    `TERTULIA_LOG_LEVEL`… Raises `Misconfigured` with key, file and mend in one line.
    """
    folder = home if home is not None else home_folder()
    path = folder / FILE_NAME
    data: dict[str, Any] = {}
    if path.exists():
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Misconfigured(key="syntax", where=str(path), mend=f"not valid TOML: {error}") from error
        except OSError as error:
            raise Misconfigured(key="file", where=str(path), mend=f"cannot be read: {error.strerror}") from error
    _override_from_environment(data)
    try:
        return Settings(home=folder, source=str(path) if path.exists() else "defaults", **data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "file"
        raise Misconfigured(key=key, where=str(path), mend=first["msg"]) from error
    except TypeError as error:
        raise Misconfigured(key="file", where=str(path), mend=f"a reserved key is set: {error}") from error


_SECTIONS: dict[str, type[Strict]] = {
    "store": StoreSettings,
    "console": ConsoleSettings,
    "engine": EngineSettings,
    "log": LogSettings,
}


def _override_from_environment(data: dict[str, Any]) -> None:
    for section, model in _SECTIONS.items():
        for key in model.model_fields:
            value = os.environ.get(f"TERTULIA_{section}_{key}".upper())
            if value is not None:
                data.setdefault(section, {})[key] = value
