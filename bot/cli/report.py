"""`tertulia report`: what came in, what was decided, what people did next. `tertulia brief`: the client's page."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text
from sqlalchemy import func, select

from bot.adapters.chat.words import STATES
from bot.cli.common import SystemClock, err, out, reader_lang
from bot.cli.demo import demo_home, demo_settings
from bot.cli.texts import say
from bot.domain.errors import BadInput
from bot.domain.people import Person, Role
from bot.domain.report import Report, ReportKind
from bot.domain.transitions import ItemState
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.situations import BrandShelf
from bot.settings import Settings, load_settings
from bot.store import Store, Tx, open_store
from bot.store.schema import comment, decision, item, outcome, publication
from bot.store.schema import page as page_table
from bot.wiring.engine import make_coach

HERE = Person(id="terminal", name="terminal", roles=(("*", Role.ADMIN),))
"""Whoever can run this has the store's files."""
KINDS = ("overview", *(kind.value for kind in ReportKind if kind is not ReportKind.POST))
"""What the command shows; a planned post is judged by `score` and in the channels."""
_LENGTHS = {"d": timedelta(days=1), "w": timedelta(weeks=1)}

Demo = Annotated[bool, typer.Option("--demo", help="Of the demo.")]
Brand = Annotated[str, typer.Option("--brand", help="A brand's id; needed where there are several.")]
Since = Annotated[str, typer.Option("--since", help="A day (2026-10-01) or how far back (90d, 12w).")]
Lang = Annotated[str, typer.Option("--lang", help="en or es.")]
Home = Annotated[Path | None, typer.Option("--home", help="The installation's folder.")]


def report(
    kind: Annotated[str, typer.Argument(help="overview, health, answered, advice or digest.")] = "overview",
    brand: Brand = "",
    page: Annotated[str, typer.Option("--page", help="One page's id; all of them without it.")] = "",
    since: Since = "",
    until: Annotated[str, typer.Option("--until", help="The day after the last one.")] = "",
    form: Annotated[str, typer.Option("--format", help="text, json or csv.")] = "text",
    charts: Annotated[Path | None, typer.Option("--charts", help="Write the pictures into this folder.")] = None,
    demo: Demo = False,
    lang: Lang = "",
    home: Home = None,
) -> None:
    """Show what came in, what was decided and what people did next."""
    spoken = reader_lang(lang)
    if kind not in KINDS:
        raise BadInput(say("no_report", kind=kind, known=", ".join(KINDS)))
    if form not in ("text", "json", "csv"):
        raise BadInput(say("format", form=form))
    with _store(home, demo) as (settings, store):
        if kind == "overview":
            _show_counts(store.read_sync(_count), spoken)
            return
        if page and page not in (known := store.read_sync(_pages)):
            raise BadInput(say("no_page", page=page, known=", ".join(known) or say("none_yet")))
        service, brand_id = _evidence(settings, store), _brand(store, brand)
        begin, end = _moment(since), _moment(until)
        made = asyncio.run(
            service.report(ReportKind(kind), HERE, brand_id=brand_id, page_id=page, since=begin, until=end, lang=spoken)
        )
    _write(made, form)
    if charts is not None:
        _write_charts(made, charts)


def brief(
    brand: Brand = "",
    since: Since = "",
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write; .pdf and .png are added.")] = Path(
        "brief"
    ),
    demo: Demo = False,
    lang: Annotated[str, typer.Option("--lang", help="en or es; the brand's first language without it.")] = "",
    home: Home = None,
) -> None:
    """Make the client's page: one page as PDF and PNG."""
    spoken = reader_lang(lang) if lang else ""
    with _store(home, demo) as (settings, store):
        service, brand_id = _evidence(settings, store), _brand(store, brand)
        made = asyncio.run(service.brief(HERE, brand_id=brand_id, since=_moment(since), lang=spoken))
    base = output.with_suffix("") if output.suffix.lower() in (".pdf", ".png") else output
    for ending, data in ((".pdf", made.pdf), (".png", made.png)):
        path = base.with_name(base.name + ending)
        path.write_bytes(data)
        err().print(f"{path}", style="green")
    out().print(made.title, style="bold")
    for sentence in made.sentences:
        out().print(f"• {sentence}", markup=False)


@contextmanager
def _store(home: Path | None, demo: bool) -> Iterator[tuple[Settings, Store]]:
    settings = demo_settings(demo_home(home)) if demo else load_settings(home)
    if not settings.store.url and not (settings.home / "tertulia.db").exists():
        raise BadInput(say("no_store", home=settings.home))
    store = open_store(settings.store_url(), SystemClock())
    try:
        yield settings, store
    finally:
        store.close()


def _evidence(settings: Settings, store: Store) -> EvidenceService:
    """The service, up to date: what no running program has judged yet is judged now."""
    shelf = BrandShelf()
    brands = store.read_sync(shelf.of)
    if not brands:
        raise BadInput(say("store_no_brand"))
    made = make_coach(settings, store, next(iter(brands.values())))
    service = EvidenceService(store, made.coach, shelf, made.wording)
    asyncio.run(service.catch_up())
    return service


def _brand(store: Store, named: str) -> str:
    known = sorted(brand.id for brand in store.read_sync(BrandShelf().of).values())
    if named in known:
        return named
    if named:
        raise BadInput(say("not_whose", named=named, known=", ".join(known)))
    if len(known) != 1:
        raise BadInput(say("whose", known=", ".join(known)))
    return known[0]


def _pages(tx: Tx) -> list[str]:
    return sorted(row[0] for row in tx.conn.execute(select(page_table.c.id)))


def _moment(text: str) -> datetime | None:
    """A day, or a length of time back from now. Raises `BadInput` saying what is understood."""
    if not text:
        return None
    if text[:-1].isdigit() and text[-1] in _LENGTHS:
        return datetime.now(UTC) - int(text[:-1]) * _LENGTHS[text[-1]]
    try:
        day = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(say("no_day", text=text)) from error
    return day if day.tzinfo else day.replace(tzinfo=UTC)


# ---------------------------------------------------------------- writing


def _write(made: Report, form: str) -> None:
    if form == "json":
        whole = {
            "kind": made.kind.value,
            "brand": made.brand_id,
            "since": made.since.isoformat(),
            "until": made.until.isoformat(),
            "verdict": made.verdict,
            "paragraphs": made.paragraphs,
            "caution": made.caution,
            "data": made.data,
        }
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, default=str) + "\n")
    elif form == "csv":
        csv.writer(sys.stdout).writerows(made.table)
    else:
        _show(made)


def _show(made: Report) -> None:
    console = out()
    console.print(made.title, style="bold", markup=False)
    console.print(made.verdict, style="green", markup=False)
    for paragraph in made.paragraphs:
        console.print(f"• {paragraph}", markup=False)
    if made.table[1:]:
        _show_table(console, made.table)
    if made.caution:
        console.print(made.caution, style="dim", markup=False)


def _show_table(console: Console, rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns where the terminal has room for whole words; else each row as a line of its own."""
    table = Table(box=None, header_style="dim", padding=(0, 1))
    for head in rows[0]:
        table.add_column(Text(head))
    for row in rows[1:]:
        table.add_row(*(Text(cell) for cell in row))
    if Measurement.get(console, console.options.update(max_width=10_000), table).minimum <= console.width:
        console.print(table)
        return
    for row in rows[1:]:
        cells = (f"{head} {cell}" for head, cell in zip(rows[0][1:], row[1:], strict=True) if cell)
        console.print(Text(f"  {row[0]}", "bold").append(f": {' · '.join(cells)}", "not bold"))


def _write_charts(made: Report, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for chart in made.charts:
        (folder / f"{chart.key}.png").write_bytes(chart.png)
        (folder / f"{chart.key}.svg").write_text(chart.svg, encoding="utf-8")
        err().print(str(folder / f"{chart.key}.png"), style="green", markup=False)


# ---------------------------------------------------------------- the overview


FEW = 10
"""Below so many followed replies a rate says nothing."""


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


def _show_counts(figures: dict[str, Any], lang: str) -> None:
    comments, decisions, sent, answered, few = _LABELS[lang]
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    table.add_row(str(figures["comments"]), comments)
    counts = ((state, figures["states"].get(state.value)) for state in ItemState)
    if states := " · ".join(f"{STATES[lang][state]}: {count}" for state, count in counts if count):
        table.add_row("", Text(states, "dim"))
    table.add_row(str(figures["decisions"]), decisions)
    table.add_row(str(figures["sent"]), sent)
    followed, back = figures["sent"], figures["answered"]
    rate = few if followed < FEW else f"{back / followed:.0%}"
    table.add_row(str(back), f"{answered} ({rate})")
    out().print(table)
