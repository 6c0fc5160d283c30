"""`tertulia backfill PAGE --since DATE`: a page's past comments and its own replies, so that evidence has a history."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from bot.adapters.registry import build_page
from bot.cli.common import SystemClock, err, out, reader_lang
from bot.cli.texts import say
from bot.coaching.brand_files import load_brands
from bot.domain.errors import BadInput
from bot.pipeline.backfill import Brought, ComeBackLater, backfill
from bot.pipeline.intake import MemoryService
from bot.settings import Settings, load_settings
from bot.store import Store, Tx, open_store
from bot.wiring.brands import seed

_SAY = {
    "progress": (
        "{seen} comments, {new} new, back to {day}",
        "{seen} comentarios, {new} nuevos, hasta el {day}",
    ),
    "resumed": (
        "Going on where the last run stopped.",
        "Sigue donde se quedó la última vez.",
    ),
    "done": (
        "{seen} comments seen; {new} new, {own} of them the page's own replies.",
        "{seen} comentarios vistos; {new} nuevos, {own} de ellos respuestas de la página.",
    ),
    "note": (
        "They are kept as a record: reports count them, nobody is asked to answer them.",
        "Quedan como registro: cuentan en los informes y no piden respuesta a nadie.",
    ),
    "later": (
        "The platform asks for a pause ({why}). What is done is kept; run the same command again in {minutes} minutes.",
        "La plataforma pide una pausa ({why}). Lo hecho queda guardado; repite la misma orden dentro de {minutes} min.",
    ),
}


def backfill_page(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="The page's id in the settings.")],
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From this day on, as 2026-01-31.")],
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="en or es.")] = "",
) -> None:
    """Bring in what was said on a page before, with the page's own replies.

    Old comments become a record and ask for nothing; those that could still be answered come in as work. Run again
    it goes on where it stopped, and adds nothing twice. A server may run at the same time.
    """
    spoken, settings = reader_lang(lang), load_settings(home)
    if page not in settings.pages:
        raise BadInput(say("no_page", page=page, known=", ".join(settings.pages) or say("none_yet")))
    day = _day(since)
    second = 1 if spoken == "es" else 0
    store = open_store(settings.store_url(), SystemClock())
    try:
        asyncio.run(_run(settings, store, page, day, second))
    finally:
        store.close()


def _day(given: str) -> datetime:
    try:
        found = datetime.fromisoformat(given)
    except ValueError as error:
        raise BadInput(say("write_a_day", given=given)) from error
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    if found > datetime.now(UTC):
        raise BadInput(say("not_come", given=given))
    return found


async def _run(settings: Settings, store: Store, page_id: str, since: datetime, second: int) -> None:
    settings = settings.model_copy(update={"pages": {page_id: settings.pages[page_id]}})
    one = settings.pages[page_id]
    adapter = build_page(one.adapter, page_id, one.options, settings.home, memory=MemoryService(store))

    def make_known(tx: Tx) -> None:
        if tx.brands.page(page_id) is None:
            seed(tx, settings, load_brands(settings.home, settings.brands), {page_id: adapter})

    await store.write(make_known)
    console = err()
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(page_id)

        def tell(brought: Brought) -> None:
            day = f"{brought.oldest:%Y-%m-%d}" if brought.oldest else "…"
            words = _SAY["progress"][second].format(seen=brought.seen, new=brought.new, day=day)
            bar.update(task, description=words, total=brought.of or None, completed=brought.done)

        try:
            brought = await backfill(store, adapter, since, tell=tell)
        except ComeBackLater as error:
            minutes = max(1, round(error.after.total_seconds() / 60))
            raise BadInput(_SAY["later"][second].format(why=error.reason, minutes=minutes)) from error
    if brought.resumed:
        out().print(_SAY["resumed"][second], style="dim", markup=False)
    out().print(_SAY["done"][second].format(seen=brought.seen, new=brought.new, own=brought.own), markup=False)
    out().print(_SAY["note"][second], style="dim", markup=False)
