"""`tertulia doctor`: checks everything an installation needs, and says how to mend what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli import doctor_checks as checks
from bot.cli.common import out, reader_lang
from bot.cli.failures import sentence
from bot.cli.speaking import spoken
from bot.cli.texts import say
from bot.domain.errors import TertuliaError
from bot.settings import Settings, load_settings


class Grade(StrEnum):
    """How it stands."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One line of the answer."""

    what: str
    grade: Grade
    says: str


_COLOURS = {Grade.OK: "green", Grade.NOTE: "yellow", Grade.WRONG: "bold red"}


def doctor(
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="The language to speak with you: en or es.")] = "",
) -> None:
    """Check everything and say how to mend what is wrong. Ends with 1 when something is."""
    reader_lang(lang)
    found = list(examine(home))
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in found:
        table.add_row(Text(say(each.grade.value), _COLOURS[each.grade]), Text(each.what), Text(each.says))
    console = out()
    console.print(table)
    wrong = sum(each.grade is Grade.WRONG for each in found)
    console.print(Text("\n" + (say("to_mend", count=wrong) if wrong else say("all_well")), "bold"))
    if wrong:
        raise typer.Exit(1)


def examine(home: Path | None) -> Iterator[Found]:
    """All checks in turn. Without readable settings only what needs none is checked."""
    yield _one("Python", checks.python)
    try:
        settings = load_settings(home)
    except TertuliaError as error:
        yield Found(what=say("on_settings"), grade=Grade.WRONG, says=error.told(spoken()))
        return
    where = settings.source if settings.source != "defaults" else say("no_settings", home=settings.home)
    yield Found(what=say("on_settings"), grade=Grade.OK if settings.pages else Grade.NOTE, says=where)
    for what, check in _with_settings(settings):
        yield _one(what, check)
    for name in settings.pages:
        yield _one(say("on_page", name=name), partial(_wait, checks.page, settings, name))
    for name in settings.channels:
        yield _one(say("on_channel", name=name), partial(_wait, checks.channel, settings, name))
    for model in settings.models:
        yield _one(say("on_model", name=model.name), partial(checks.model, settings, model))


def _with_settings(settings: Settings) -> list[tuple[str, Callable[[], str]]]:
    return [
        (say("on_folder"), lambda: checks.folder(settings)),
        (say("on_disk"), lambda: checks.disk(settings)),
        (say("on_store"), lambda: checks.store(settings)),
        (say("on_brands"), lambda: checks.brands(settings)),
        (say("on_resources"), checks.resources),
        (say("on_encoder"), lambda: checks.encoder(settings)),
        (say("on_languages"), checks.languages),
        (say("on_engine"), lambda: checks.engine(settings)),
        (say("on_console"), lambda: checks.console(settings)),
    ]


def _wait(check: Callable[[Settings, str], Coroutine[None, None, str]], settings: Settings, name: str) -> str:
    return asyncio.run(check(settings, name))


def _one(what: str, check: Callable[[], str]) -> Found:
    """A check says how things stand; it raises `Note` for what works but might surprise, anything else is wrong."""
    try:
        return Found(what=what, grade=Grade.OK, says=check())
    except checks.Note as note:
        return Found(what=what, grade=Grade.NOTE, says=str(note))
    except Exception as error:
        return Found(what=what, grade=Grade.WRONG, says=sentence(error))
