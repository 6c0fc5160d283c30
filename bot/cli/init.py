"""`tertulia init`: writes the settings file, a brand file and, for a webhook page, a secret, by asking."""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Annotated

import tomlkit
import typer

from bot.adapters.registry import PAGES, guide
from bot.cli.common import out, reader_lang
from bot.cli.texts import say
from bot.coaching.brands import parse_brand
from bot.domain.errors import BadInput
from bot.settings import FILE_NAME, ConsoleSettings, home_folder, load_settings

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was asked."""

    name: str
    languages: tuple[str, ...]
    page: str
    reply_url: str
    port: int

    @property
    def brand_id(self) -> str:
        """The brand's id, made from its name."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "brand"


def init(
    platform: Annotated[str, typer.Argument(help="Say how to set up this platform, and write nothing.")] = "",
    name: Annotated[str, typer.Option("--brand", help="The brand's name.")] = "",
    languages: Annotated[str, typer.Option("--languages", help="Languages, the main one first: en,es.")] = "",
    page: Annotated[str, typer.Option("--page", help=f"The page's adapter: {', '.join(sorted(PAGES))}.")] = "",
    reply_url: Annotated[str, typer.Option("--reply-url", help="Where a webhook page's replies are sent.")] = "",
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="The console's port.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; take the defaults.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="The language to speak with you: en or es.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over what is there (a copy is kept).")] = False,
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
) -> None:
    """Write a settings file by asking a few questions; or say how to set up a platform: `tertulia init discord`."""
    spoken = reader_lang(lang)
    if platform:
        out().print(guide(platform.casefold(), spoken), markup=False, highlight=False, soft_wrap=True)
        return
    home = home or home_folder()
    path = home / FILE_NAME
    if path.exists() and not force and (yes or not typer.confirm(say("init_over", path=path))):
        raise BadInput(say("init_left", path=path))
    answers = _ask(name, languages, page, reply_url, port, yes)
    home.mkdir(parents=True, exist_ok=True)
    brand_file = home / "brands" / f"{answers.brand_id}.toml"
    if path.exists():
        path.replace(_free(path.with_suffix(".toml.before")))
    kept = brand_file.exists()
    if not kept:
        _write(brand_file, brand_text(answers))
    secret_file = _secret(home) if answers.page == "webhook" else None
    _write(path, settings_text(answers))
    load_settings(home)
    _say(path, brand_file, secret_file, answers, kept=kept)


def _free(path: Path) -> Path:
    """The name, or the first with a number behind it that is not taken."""
    numbered = (path.with_name(f"{path.name}.{number}") for number in count(2))
    return next(each for each in chain([path], numbered) if not each.exists())


def _ask(name: str, languages: str, page: str, reply_url: str, port: int | None, yes: bool) -> Answers:
    default_port = ConsoleSettings().port
    name = name or (say("my_brand") if yes else typer.prompt(say("ask_name")))
    languages = languages or ("en,es" if yes else typer.prompt(say("ask_languages"), default="en,es"))
    kinds = ", ".join(sorted(PAGES))
    page = page or ("webhook" if yes else typer.prompt(say("ask_page", kinds=kinds), default="webhook"))
    if page not in PAGES:
        raise BadInput(say("no_adapter", page=page, kinds=kinds))
    if page == "webhook" and not reply_url and not yes:
        reply_url = typer.prompt(say("ask_reply_url"), default="", show_default=False)
    if port is None:
        port = default_port if yes else typer.prompt(say("ask_port"), default=default_port, type=int)
    found = tuple(part.strip().lower() for part in languages.split(",") if part.strip())
    if not found or not all(re.fullmatch(r"[a-z]{2}", each) for each in found):
        raise BadInput(say("languages_how", given=languages))
    if not name.strip():
        raise BadInput(say("name_needed"))
    return Answers(name=name.strip(), languages=found, page=page, reply_url=reply_url.strip(), port=port)


def settings_text(answers: Answers) -> str:
    """The settings file."""
    doc = tomlkit.document()
    doc.add(tomlkit.comment("Settings of this installation. `tertulia doctor` checks them."))
    doc["brands"] = [f"brands/{answers.brand_id}.toml"]
    console = tomlkit.table()
    console.add("port", answers.port)
    doc["console"] = console
    page = tomlkit.table()
    page.add("adapter", answers.page)
    page.add("brand", answers.brand_id)
    page.add("name", answers.name)
    options = tomlkit.table()
    if answers.page == "webhook":
        options.add("secret_file", "webhook.secret")
        if answers.reply_url:
            options.add("reply_url", answers.reply_url)
        else:
            options.add(tomlkit.comment('reply_url = "https://example.org/replies"  # without it nothing is published'))
    if len(options) or answers.page == "webhook":
        page.add("options", options)
    pages = tomlkit.table(is_super_table=True)
    pages.add(answers.page, page)
    doc["pages"] = pages
    return tomlkit.dumps(doc)


def brand_text(answers: Answers) -> str:
    """A brand file to begin with: everything that can be said, the optional things commented out."""
    doc = tomlkit.document()
    doc.add(tomlkit.comment("How the brand speaks and what it knows. Facts can also be edited in the console."))
    doc["id"] = answers.brand_id
    doc["name"] = answers.name
    doc["languages"] = list(answers.languages)
    doc["about"] = ""
    text = tomlkit.dumps(doc) + _BRAND_REST
    parse_brand(text, where="the new brand file")
    return text


_BRAND_REST = """
[voice]
description = ""  # "Warm, curious, a little dry. Never sells."
warmth = 0.6      # 0 cool .. 1 warm
emoji = false
region = ""       # es, mx or ar: picks vosotros or ustedes and local words
person = ""       # who can be named in a crisis or for a hand-over
avoid = []        # words the brand never uses

[policy]
reply_within = "4h"
remind_after = "1h"
expire_after = "3d"
undo_grace = "10s"
four_eyes = false
client_approval = []  # kinds that need a second approval, as ["crisis"]

# One table a fact. Replies say nothing that no fact holds.
# [[facts]]
# id = "hours"
# source = "Opening hours sheet, May"
# question.en = "When are you open?"
# answer.en = "We open from 9 to 18, Monday to Friday."
# question.es = "¿A qué hora abrís?"
# answer.es = "Abrimos de 9 a 18, de lunes a viernes."
"""


def _secret(home: Path) -> Path:
    """A fresh secret, readable by its owner alone; one that is there stays."""
    path = home / "webhook.secret"
    if path.exists():
        return path
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"# Active secrets, the newest first; one a line.\n{secrets.token_hex(SECRET_BYTES)}\n")
    return path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _say(path: Path, brand_file: Path, secret_file: Path | None, answers: Answers, *, kept: bool) -> None:
    console = out()
    console.print(say("init_settings", path=path), markup=False, soft_wrap=True)
    stays = say("init_stays") if kept else ""
    console.print(say("init_brand", path=brand_file) + stays, markup=False, soft_wrap=True)
    if secret_file is not None:
        console.print(say("init_secret", path=secret_file), markup=False, soft_wrap=True)
        console.print(say("init_comments"), markup=False, soft_wrap=True)
        if not answers.reply_url:
            console.print(say("init_replies"), markup=False)
    console.print("\n" + say("init_next"), markup=False)
