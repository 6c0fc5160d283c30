"""Typed settings from `tertulia.toml` in the home folder and from the environment. Built in cli, never at import."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

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

    @field_validator("url")
    @classmethod
    def _of_a_known_kind(cls, url: str) -> str:
        """`postgres://`, as some hosts write it, is the same; addresses of other databases are none of ours."""
        url = re.sub(r"^postgres://", "postgresql://", url.strip())
        if url and not url.startswith(("postgresql://", "postgresql+psycopg://", "sqlite:///")):
            raise PydanticCustomError("store_url", "must be empty for SQLite in the home folder, or postgresql://…")
        return url


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
                key=f"{name}_FILE",
                where=where,
                mend=f"cannot read {path}: {error.strerror}",
                es=f"no se puede leer {path}: {error.strerror}",
            ) from error
    raise Misconfigured(
        key=name,
        where=where,
        mend=f"set the environment variable {name}, or {name}_FILE with a file's path",
        es=f"pon la variable de entorno {name}, o {name}_FILE con la ruta de un archivo",
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
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors of Windows put a mark in front
        except UnicodeDecodeError as error:
            mend = "is not written in UTF-8; choose UTF-8 in your editor and save it again"
            es = "no está escrito en UTF-8; elige UTF-8 en tu editor y guárdalo otra vez"
            raise Misconfigured(key="file", where=str(path), mend=mend, es=es) from error
        except tomllib.TOMLDecodeError as error:
            raise Misconfigured(
                key="syntax", where=str(path), mend=f"not valid TOML: {error}", es=f"no es TOML válido: {error}"
            ) from error
        except OSError as error:
            raise Misconfigured(
                key="file",
                where=str(path),
                mend=f"cannot be read: {error.strerror}",
                es=f"no se puede leer: {error.strerror}",
            ) from error
    named = _override_from_environment(data)
    try:
        return Settings(home=folder, source=str(path) if path.exists() else "defaults", **data)
    except ValidationError as error:
        # A key that does not exist explains why another is missing, so it is told first.
        first = min(error.errors(), key=lambda mistake: mistake["type"] != "extra_forbidden")
        raise _wrong(first, str(path), named) from error
    except TypeError as error:
        raise Misconfigured(
            key="file", where=str(path), mend=f"a reserved key is set: {error}", es=f"hay una clave reservada: {error}"
        ) from error


_MENDS = {
    "missing": ("is missing", "falta"),
    "int_parsing": ("must be a whole number", "tiene que ser un número entero"),
    "int_type": ("must be a whole number", "tiene que ser un número entero"),
    "float_parsing": ("must be a number", "tiene que ser un número"),
    "float_type": ("must be a number", "tiene que ser un número"),
    "bool_parsing": ("must be true or false", "tiene que ser true o false"),
    "bool_type": ("must be true or false", "tiene que ser true o false"),
    "string_type": ('must be a text in quotes, as "text"', 'tiene que ser un texto entre comillas, como "texto"'),
    "tuple_type": ('must be a list, as ["one", "two"]', 'tiene que ser una lista, como ["uno", "dos"]'),
    "dict_type": (
        "must be a table: a line [name] with keys below it",
        "tiene que ser una tabla: una línea [nombre] y claves debajo",
    ),
    "model_type": (
        "must be a table: a line [name] with keys below it",
        "tiene que ser una tabla: una línea [nombre] y claves debajo",
    ),
}
"""What to do, by pydantic's name of the mistake; its own sentence serves for the others."""
_SHOWN = frozenset({"int_parsing", "float_parsing", "bool_parsing", "literal_error"})
"""Mistakes whose value is shown. An address may hold a password."""


def _wrong(mistake: ErrorDetails, path: str, named: Mapping[str, str]) -> Misconfigured:
    """The mistake with its key, where it stands (a variable of the environment or the file), and the mend."""
    place = tuple(str(part) for part in mistake["loc"])
    key = ".".join(place) or "file"
    if mistake["type"] == "extra_forbidden":
        mend, es = _no_such_key(place)
        return Misconfigured(key=key, where=path, mend=mend, es=es)
    mend, es = _MENDS.get(mistake["type"], (mistake["msg"], mistake["msg"]))
    if mistake["type"] == "literal_error":
        expected = str(mistake["ctx"]["expected"])
        mend, es = f"must be {expected}", f"tiene que ser {expected.replace(' or ', ' o ')}"
    if mistake["type"] in _SHOWN:
        given = repr(str(mistake["input"])[:60])
        mend, es = f"{mend}, not {given}", f"{es}, no {given}"
    if variable := named.get(key):
        return Misconfigured(key=variable, where="the environment", mend=mend, es=es)
    return Misconfigured(key=key, where=path, mend=mend, es=es)


def _no_such_key(place: tuple[str, ...]) -> tuple[str, str]:
    """There is no such key: what may have been meant, and what there is."""
    tables: dict[str, type[Strict]] = {
        **_SECTIONS,
        "pages": PageSettings,
        "channels": ChannelSettings,
        "models": ModelSettings,
    }
    table = tables.get(place[0], Settings) if len(place) > 1 else Settings
    known = [name for name in table.model_fields if table is not Settings or name not in ("home", "source")]
    near = difflib.get_close_matches(place[-1], known, n=1)
    meant = (f"{near[0]} may be meant; ", f"quizá sea {near[0]}; ") if near else ("", "")
    there = ", ".join(known)
    return f"there is no such key; {meant[0]}there are {there}", f"no existe esa clave; {meant[1]}hay {there}"


_SECTIONS: dict[str, type[Strict]] = {
    "store": StoreSettings,
    "console": ConsoleSettings,
    "engine": EngineSettings,
    "log": LogSettings,
}


def _override_from_environment(data: dict[str, Any]) -> dict[str, str]:
    """Put variables over the file's keys; which variable each of these keys came from."""
    named: dict[str, str] = {}
    for section, model in _SECTIONS.items():
        for key in model.model_fields:
            variable = f"TERTULIA_{section}_{key}".upper()
            value = os.environ.get(variable)
            if value is not None:
                data.setdefault(section, {})[key] = value
                named[f"{section}.{key}"] = variable
    return named
