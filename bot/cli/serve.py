"""`tertulia serve`: the program with the user's own settings."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import err
from bot.cli.running import alone, run_program
from bot.cli.texts import say
from bot.domain.errors import Misconfigured
from bot.settings import Settings, load_settings


def serve(
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="The console's port; 0 takes a free one.")
    ] = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "",
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
) -> None:
    """Run with your own settings until Ctrl-C."""
    settings = _with(load_settings(home), host, port)
    if not settings.pages:
        raise Misconfigured(key="pages", where=settings.source, mend=say("no_pages"))
    # Several replicas may share a PostgreSQL store; a store in this folder has room for one program.
    with nullcontext() if settings.store.url else alone(settings.home):
        asyncio.run(run_program(settings, demo=False, started=_say))
    err().print(say("stopped"))


def _with(settings: Settings, host: str, port: int | None) -> Settings:
    changes: dict[str, object] = {}
    if host:
        changes["host"] = host
    if port is not None:
        changes["port"] = port
    return settings.model_copy(update={"console": settings.console.model_copy(update=changes)})


def _say(base: str, link: str | None) -> None:
    console = err()
    console.print(say("running_at", base=base), markup=False, soft_wrap=True)
    if link:
        console.print(say("first_admin", link=link), markup=False, soft_wrap=True)
