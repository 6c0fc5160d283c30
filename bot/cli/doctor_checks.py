"""The doctor's single checks. Each returns how things stand, or raises with the mend in its text."""

from __future__ import annotations

import ipaddress
import os
import platform
import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import sqlalchemy

from bot.adapters.registry import build_chat, build_page
from bot.cli.common import configured_brands
from bot.cli.engine import coach_for
from bot.cli.running import AlreadyRunning, alone, try_address
from bot.cli.texts import say
from bot.coaching.encoder import load_encoder
from bot.coaching.text.lang import detect
from bot.domain.errors import Misconfigured, StoreBroken
from bot.domain.situation import Situation
from bot.resources import resource_files
from bot.settings import ModelSettings, Settings, secret

LEAST_FREE = 500_000_000
_SENTENCES = {"en": "Do you have anything vegan on Sundays?", "es": "¿Tenéis algo vegano los domingos?"}


class Note(Exception):
    """Works, but a person should know."""


def python() -> str:
    """Which interpreter it is; one that is too old cannot have installed the program."""
    return say("python", version=platform.python_version(), system=platform.system(), machine=platform.machine())


def folder(settings: Settings) -> str:
    """The home folder can be written."""
    home = settings.home
    nearest = next((each for each in (home, *home.parents) if each.exists()), Path("/"))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise Misconfigured(key="TERTULIA_HOME", where=str(nearest), mend=say("not_writable"))
    return str(home) if home.exists() else say("made_later", home=home)


def disk(settings: Settings) -> str:
    """There is room."""
    nearest = next(each for each in (settings.home, *settings.home.parents) if each.exists())
    free = shutil.disk_usage(nearest).free
    if free < LEAST_FREE:
        raise StoreBroken(say("little_room", free=free // 1_000_000))
    return say("free", free=f"{free / 1e9:.1f}")


def store(settings: Settings) -> str:
    """The store opens and is sound. It is only read: a doctor changes nothing."""
    if settings.store.url:
        engine = sqlalchemy.create_engine(settings.store_url(), connect_args={"connect_timeout": 5})
        try:
            with engine.connect() as connection:
                version = connection.execute(sqlalchemy.text("show server_version")).scalar()
        except sqlalchemy.exc.SQLAlchemyError as error:
            first = str(error.__cause__ or error).strip().splitlines()[0]
            raise StoreBroken(say("no_postgres", first=first, key=_store_key(settings))) from error
        finally:
            engine.dispose()
        return f"PostgreSQL {version}"
    path = settings.home / "tertulia.db"
    if not path.exists():
        return say("store_later", version=sqlite3.sqlite_version)
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=5)) as connection:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            comments = connection.execute("SELECT count(*) FROM comment").fetchone()[0]
    except sqlite3.Error as error:
        raise StoreBroken(say("store_useless", path=path, error=error)) from error
    if answer != "ok":
        raise StoreBroken(say("store_damaged", path=path, answer=answer))
    size = f"{path.stat().st_size / 1e6:.1f}"
    return say("store_sound", version=sqlite3.sqlite_version, comments=comments, size=size)


def _store_key(settings: Settings) -> str:
    """Where the store's address was given."""
    variable = "TERTULIA_STORE_URL"
    return variable if os.environ.get(variable) else f"store.url in {settings.source}"


def brands(settings: Settings) -> str:
    """Every brand file can be read, and every page's brand is among them."""
    found = configured_brands(settings)
    for name, page in settings.pages.items():
        if page.brand not in found:
            mend = say("page_brand", brand=page.brand, known=", ".join(found))
            raise Misconfigured(key=f"pages.{name}.brand", where=settings.source, mend=mend)
    shown = ", ".join(say("facts", name=brand.name, count=len(brand.facts)) for brand in found.values())
    empty = [brand.name for brand in found.values() if not brand.facts]
    if empty:
        raise Note(say("no_facts", shown=shown, names=", ".join(empty)))
    return shown


def resources() -> str:
    """What belongs to the program but is no code is there."""
    rules = len(resource_files("config/rules", (".yml",)))
    prompts = len(resource_files("prompts", (".md",)))
    phrases = len(resource_files("config/composer", (".toml", ".yml", ".yaml", ".json")))
    if not rules or not phrases:
        raise Misconfigured(key="config", where=say("the_files"), mend=say("files_missing"))
    return say("resources", rules=rules, phrases=phrases, prompts=prompts)


def encoder(settings: Settings) -> str:
    """The sentence encoder, or its being switched off."""
    if not settings.engine.encoder:
        raise Note(say("encoder_off"))
    if (found := load_encoder()) is None:
        raise Note(say("encoder_missing"))
    return say("dimensions", count=found.encode(["hello"]).shape[1])


def languages() -> str:
    """Languages are told apart."""
    for lang, text in _SENTENCES.items():
        if (told := detect(text)[0]) != lang:
            raise StoreBroken(say("taken_for", text=text, told=told))
    return say("told_apart")


def engine(settings: Settings) -> str:
    """One comment goes the whole way: read, answered, scored."""
    brand = next(iter(configured_brands(settings).values()))
    coach = coach_for(settings, brand)
    situation = Situation(brand=brand, comment=_SENTENCES["en"])
    reading = coach.read(situation)
    score = coach.score("Yes, two cakes. Which day would you come?", situation)
    kinds = ", ".join(sorted(reading.kinds))
    return say("engine_works", kinds=kinds, total=score.total)


def console(settings: Settings) -> str:
    """The port is free, or taken by this very installation; nobody outside sees it without a word."""
    host, port = settings.console.host, settings.console.port
    if not settings.store.url and settings.home.exists():
        try:
            with alone(settings.home):
                pass
        except AlreadyRunning as found:
            return say("console_runs", address=found.address or f"{host}:{port}")
    try:
        try_address(host, port)
    except OSError as error:
        mend = say("console_taken", address=f"{host}:{port}", error=error.strerror)
        raise Misconfigured(key="console.port", where=settings.source, mend=mend) from error
    if not _loopback(host) and not settings.console.secure_cookies:
        raise Note(say("console_open", address=f"{host}:{port}"))
    return say("console_free", address=f"{host}:{port}")


async def page(settings: Settings, name: str) -> str:
    """What the page's adapter itself finds."""
    one = settings.pages[name]
    problems = await build_page(one.adapter, name, one.options, settings.home).check()
    if problems:
        raise Misconfigured(key=f"pages.{name}", where=settings.source, mend="; ".join(problems))
    return one.adapter


async def channel(settings: Settings, name: str) -> str:
    """What the channel's adapter itself finds."""
    one = settings.channels[name]
    # Nothing is shown by a doctor, so its button ids need no secret that lasts.
    made = build_chat(one.adapter, name, one.options, settings.home, secret=secrets.token_bytes(32))
    problems = await made.check()
    if problems:
        raise Misconfigured(key=f"channels.{name}", where=settings.source, mend="; ".join(problems))
    return one.adapter


def model(settings: Settings, one: ModelSettings) -> str:
    """The server answers and knows the key. Nothing is generated, so it costs nothing."""
    base = one.base_url.rstrip("/") or "https://api.openai.com/v1"
    headers = {}
    if one.api_key_env and not (
        one.base_url and one.api_key_env == "OPENAI_API_KEY" and not os.environ.get(one.api_key_env)
    ):
        headers["Authorization"] = f"Bearer {secret(one.api_key_env, where=settings.source).get_secret_value()}"
    try:
        answer = httpx.get(f"{base}/models", headers=headers, timeout=5)
    except httpx.HTTPError as error:
        raise Misconfigured(
            key="models.base_url",
            where=settings.source,
            mend=say("model_silent", base=base, name=type(error).__name__),
        ) from error
    if answer.status_code in (401, 403):
        raise Misconfigured(
            key=one.api_key_env, where="environment", mend=say("model_refuses", base=base, code=answer.status_code)
        )
    if answer.status_code >= 500:
        raise Misconfigured(
            key="models.base_url", where=settings.source, mend=say("model_broken", base=base, code=answer.status_code)
        )
    return say("model_answers", base=base)


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
