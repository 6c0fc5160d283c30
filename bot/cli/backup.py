"""`tertulia backup` and `tertulia restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import out
from bot.cli.texts import say
from bot.domain.errors import BadInput
from bot.reports.words import counted
from bot.settings import load_settings
from bot.store.backup import back_up
from bot.store.backup import restore as put_back

Home = Annotated[Path | None, typer.Option("--home", help="The installation's folder (default: TERTULIA_HOME).")]


def backup(
    target: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; a dated name by default.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over an existing file.")] = False,
    home: Home = None,
) -> None:
    """Copy the store into one file while the program runs."""
    settings = load_settings(home)
    path = target or Path(f"tertulia-{datetime.now(UTC):%Y%m%d-%H%M%S}.backup")
    report = back_up(settings.store_url(), path, replace=replace)
    told = say("backed_up", path=path, comments=_comments(report.comments), size=f"{report.size / 1_000_000:.1f}",
               seconds=f"{report.seconds:.1f}")  # fmt: skip
    out().print(told, markup=False, soft_wrap=True)


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file made by tertulia backup.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    home: Home = None,
) -> None:
    """Put a backup in the place of the store; what was there is kept aside."""
    settings = load_settings(home)
    if not source.is_file():
        raise BadInput(say("no_file", path=source))
    if not yes and not typer.confirm(say("restore_ask", source=source, home=settings.home)):
        raise BadInput(say("nothing_changed"))
    report = put_back(settings.store_url(), source, now=datetime.now(UTC))
    key = "restored_aside" if report.aside else "restored"
    told = say(key, comments=_comments(report.comments), aside=report.aside)
    out().print(told, markup=False, soft_wrap=True)


def _comments(count: int) -> str:
    return counted(count, say("comment"), say("comments"))
