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
from bot.cli.common import out
from bot.cli.failures import sentence
from bot.domain.errors import TertuliaError
from bot.settings import Settings, load_settings


class Grade(StrEnum):
    """How it stands."""

    OK = "ok"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One line of the answer."""

    what: str
    grade: Grade
    says: str


_COLOURS = {Grade.OK: "green", Grade.NOTE: "yellow", Grade.WRONG: "bold red"}


def doctor(
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
) -> None:
    """Check everything and say how to mend what is wrong. Ends with 1 when something is."""
    found = list(examine(home))
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in found:
        table.add_row(Text(each.grade.value, _COLOURS[each.grade]), Text(each.what), Text(each.says))
    console = out()
    console.print(table)
    wrong = sum(each.grade is Grade.WRONG for each in found)
    console.print(Text(f"\n{wrong} to mend." if wrong else "\nAll is well.", "bold"))
    if wrong:
        raise typer.Exit(1)


def examine(home: Path | None) -> Iterator[Found]:
    """All checks in turn. Without readable settings only what needs none is checked."""
    yield _one("Python", checks.python)
    try:
        settings = load_settings(home)
    except TertuliaError as error:
        yield Found(what="settings", grade=Grade.WRONG, says=str(error))
        return
    where = settings.source if settings.source != "defaults" else f"none in {settings.home}; `tertulia init` writes one"
    yield Found(what="settings", grade=Grade.OK if settings.pages else Grade.NOTE, says=where)
    for what, check in _with_settings(settings):
        yield _one(what, check)
    for name in settings.pages:
        yield _one(f"page {name}", partial(_wait, checks.page, settings, name))
    for name in settings.channels:
        yield _one(f"channel {name}", partial(_wait, checks.channel, settings, name))
    for model in settings.models:
        yield _one(f"model {model.name}", partial(checks.model, settings, model))


def _with_settings(settings: Settings) -> list[tuple[str, Callable[[], str]]]:
    return [
        ("folder", lambda: checks.folder(settings)),
        ("disk", lambda: checks.disk(settings)),
        ("store", lambda: checks.store(settings)),
        ("brands", lambda: checks.brands(settings)),
        ("rules and phrases", checks.resources),
        ("encoder", lambda: checks.encoder(settings)),
        ("languages", checks.languages),
        ("engine", lambda: checks.engine(settings)),
        ("console", lambda: checks.console(settings)),
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
