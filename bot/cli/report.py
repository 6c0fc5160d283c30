"""`tertulia report`: counts of what came in, what was decided and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlalchemy import func, select

from bot.adapters.chat.words import STATES
from bot.cli.common import SystemClock, out, reader_lang
from bot.cli.demo import demo_home, demo_settings
from bot.domain.errors import BadInput
from bot.domain.transitions import ItemState
from bot.settings import Settings, load_settings
from bot.store import open_store
from bot.store.schema import comment, decision, item, outcome, publication

FEW = 10
"""Below so many followed replies a rate says nothing."""


def report(
    demo: Annotated[bool, typer.Option("--demo", help="Of the demo.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="en or es.")] = "",
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
) -> None:
    """Show what came in, what was decided and what came of it."""
    settings = demo_settings(demo_home(home)) if demo else load_settings(home)
    if not settings.store.url and not (settings.home / "tertulia.db").exists():
        raise BadInput(f"there is no store in {settings.home} yet; run tertulia serve, demo or import first")
    figures = _figures(settings)
    _show(figures, reader_lang(lang))


def _figures(settings: Settings) -> dict[str, Any]:
    store = open_store(settings.store_url(), SystemClock())
    try:
        return store.read_sync(_count)
    finally:
        store.close()


def _count(tx: Any) -> dict[str, Any]:
    def rows(query: Any) -> Sequence[Any]:
        return list(tx.conn.execute(query))

    def one(query: Any) -> int:
        return int(rows(query)[0][0] or 0)

    return {
        "comments": one(select(func.count()).select_from(comment).where(comment.c.own.is_(False))),
        "states": dict(tuple(row) for row in rows(select(item.c.state, func.count()).group_by(item.c.state))),
        "decisions": one(select(func.count()).select_from(decision).where(decision.c.undone_at.is_(None))),
        "sent": one(select(func.count()).select_from(publication).where(publication.c.state == "sent")),
        "followed": one(select(func.count()).select_from(outcome)),
        "answered": one(select(func.count()).select_from(outcome).where(outcome.c.answered_back.is_(True))),
    }


_LABELS = {
    "en": ("comments", "decisions", "replies published", "people answered back", "too few to tell a rate"),
    "es": (
        "comentarios",
        "decisiones",
        "respuestas publicadas",
        "personas que contestaron",
        "pocas para dar un porcentaje",
    ),
}


def _show(figures: dict[str, Any], lang: str) -> None:
    comments, decisions, sent, answered, few = _LABELS[lang]
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    table.add_row(str(figures["comments"]), comments)
    for state in ItemState:
        if count := figures["states"].get(state.value):
            table.add_row(str(count), f"  {STATES[lang][state]}")
    table.add_row(str(figures["decisions"]), decisions)
    table.add_row(str(figures["sent"]), sent)
    followed, back = figures["sent"], figures["answered"]
    rate = few if followed < FEW else f"{back / followed:.0%}"
    table.add_row(str(back), f"{answered} ({rate})")
    out().print(table)
