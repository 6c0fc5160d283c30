"""`tertulia import FILE`: comments from an export into the inbox, or into the record only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.cli.common import SystemClock, configured_brands, err, find_brand, out
from bot.cli.importing_brands import route, speaks_of_brands
from bot.cli.importing_store import Sink, ensure_page, open_sink
from bot.cli.speaking import spoken
from bot.cli.texts import say
from bot.domain.comment import Comment
from bot.domain.errors import BadInput
from bot.importing.columns import KNOWN_NAMES, Field, Mapped, guess_columns
from bot.importing.comments import Builder
from bot.importing.dates import guess_day_first
from bot.importing.opening import Opened, open_export
from bot.importing.records import Broken, Record, Shape, guess_shape, normal, records
from bot.settings import Settings, load_settings

BATCH = 500
SAMPLE = 200
TOLD = 10


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, JSON or JSON lines, also .gz.")],
    map_: Annotated[list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Overrule a guess.")] = None,
    page: Annotated[str, typer.Option("--page", help="The page these comments belong to.")] = "import",
    brand: Annotated[str, typer.Option("--brand", help="The brand of that page, if it is new.")] = "",
    own: Annotated[list[str] | None, typer.Option("--own", help="A name under which the page itself writes.")] = None,
    day_first: Annotated[bool | None, typer.Option("--day-first/--month-first", help="How to read 03/04.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Keep as record; ask for no replies.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done; store nothing.")] = False,
    rejects: Annotated[Path | None, typer.Option("--rejects", help="Where broken rows are written.")] = None,
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
) -> None:
    """Bring in comments from an export of another tool or platform.

    Columns are guessed from names and contents, shown, and overruled with --map text=COLUMN. Broken rows and
    duplicates are told by line and never stop the import; importing the same file again adds nothing.
    """
    settings = load_settings(home)
    plan = make_plan(file, _pairs(map_ or []), page, frozenset(name.strip().lower() for name in own or []), day_first)
    _show_plan(plan)
    report = Report(rejects=rejects or Path(f"{file.name}.rejects.jsonl"))
    settings = _route(plan, settings, page, brand, dry_run=dry_run)
    if dry_run:
        _show_first(plan)
        asyncio.run(_run(plan, None, report))
    else:
        asyncio.run(_with_store(plan, settings, report, read_only))
    _show_report(plan, report, dry_run)


def _route(plan: Plan, settings: Settings, page: str, brand: str, *, dry_run: bool) -> Settings:
    """Decide which pages the rows go to; pages that are new are put into the settings. `brand` overrules a column."""
    brands = configured_brands(settings)
    chosen = find_brand(settings, brand) if brand else next(iter(brands.values()))
    if not dry_run:
        settings = ensure_page(settings, page, chosen)
    mapped = plan.builder.mapped
    if brand or not speaks_of_brands(mapped, plan.sample, brands):
        if Field.BRAND in mapped.columns and not brand:
            name = mapped.columns[Field.BRAND]
            err().print(say("no_brand_meant", name=name, page=page), markup=False, style="dim", soft_wrap=True)
        return settings
    with open_export(plan.path).text as text:
        found = records(text, plan.shape)
        routing = route(found, mapped, brands, settings, (page, chosen), dry_run=dry_run)
    plan.builder.pages = routing.pages
    for page_id in sorted(set(routing.pages.values())):
        names = ", ".join(sorted(name for name, one in routing.pages.items() if one == page_id))
        err().print(say("rows_go", names=names, page=page_id), markup=False, soft_wrap=True)
    return routing.settings


@dataclass(slots=True)
class Plan:
    """What is going to be read, and how."""

    path: Path
    opened: Opened
    shape: Shape
    builder: Builder
    sample: list[Record]


@dataclass(slots=True)
class Report:
    """What came of it. `told` are the first lines worth telling."""

    rejects: Path
    new: int = 0
    duplicates: int = 0
    broken: int = 0
    told: list[str] = field(default_factory=list)

    def tell(self, line: int, what: str) -> None:
        """Tell the first few."""
        if len(self.told) < TOLD:
            self.told.append(say("told_line", line=line, what=what))


def make_plan(path: Path, given: dict[str, str], page: str, own: frozenset[str], day_first: bool | None) -> Plan:
    """Look at the beginning of the file and decide how to read it. Raises `BadInput`."""
    peek = open_export(path)
    with peek.text as text:
        shape = guess_shape(text.read(64 * 1024), KNOWN_NAMES | {normal(each) for each in given.values() if each})
    peek = open_export(path)
    with peek.text as text:
        sample = [each for each in islice(records(text, shape), SAMPLE) if isinstance(each, Record)]
    if not sample:
        raise BadInput(say("no_row", path=path))
    header = shape.header or tuple(dict.fromkeys(key for each in sample for key in each.values))
    mapped = guess_columns(header, sample, given)
    if day_first is None:
        dates = [mapped.get(each, Field.DATE) or "" for each in sample]
        day_first = guess_day_first(dates, default=True)
    builder = Builder(page_id=page, mapped=mapped, now=datetime.now(UTC), day_first=day_first, own=own)
    return Plan(path=path, opened=open_export(path), shape=shape, builder=builder, sample=sample)


def _pairs(given: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in given:
        name, sign, column = each.partition("=")
        if not sign:
            raise BadInput(say("map_how", each=each))
        found[name.strip()] = column.strip()
    return found


async def _with_store(plan: Plan, settings: Settings, report: Report, read_only: bool) -> None:
    async with open_sink(settings, SystemClock(), read_only=read_only) as sink:
        await _run(plan, sink, report)


async def _run(plan: Plan, sink: Sink | None, report: Report) -> None:
    """Read to the end in batches; at most one batch is in memory."""
    console = err()
    seen: set[str] = set()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with (
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar,
        plan.opened.text as text,
    ):
        task = bar.add_task(plan.path.name, total=plan.opened.size)
        for batch in _batches(records(text, plan.shape)):
            good, broken = _built(plan.builder, batch)
            _reject(broken, report)
            new = await sink([each for _, each in good]) if sink else _unseen(good, seen)
            for (line, comment), is_new in zip(good, new, strict=True):
                if is_new:
                    report.new += 1
                else:
                    report.duplicates += 1
                    report.tell(line, say("known_already", ext_id=comment.ext_id))
            bar.update(task, completed=plan.opened.done())


def _batches(found: Iterable[Record | Broken]) -> Iterator[list[Record | Broken]]:
    rest = iter(found)
    for first in rest:
        yield list(chain([first], islice(rest, BATCH - 1)))


def _built(builder: Builder, batch: Sequence[Record | Broken]) -> tuple[list[tuple[int, Comment]], list[Broken]]:
    good: list[tuple[int, Comment]] = []
    broken: list[Broken] = []
    for each in batch:
        made = builder.build(each) if isinstance(each, Record) else each
        if isinstance(made, Broken):
            broken.append(made)
        else:
            good.append((each.line, made))
    return good, broken


def _unseen(good: Sequence[tuple[int, Comment]], seen: set[str]) -> list[bool]:
    found = []
    for _, comment in good:
        key = f"{comment.page_id}\x1f{comment.ext_id}"
        found.append(key not in seen)
        seen.add(key)
    return found


def _reject(broken: Sequence[Broken], report: Report) -> None:
    if not broken:
        return
    with report.rejects.open("a" if report.broken else "w", encoding="utf-8") as file:
        for each in broken:
            report.broken += 1
            report.tell(each.line, each.told(spoken()))
            file.write(json.dumps({"line": each.line, "why": each.why, "row": each.raw}, ensure_ascii=False) + "\n")


def _show_plan(plan: Plan) -> None:
    kind = say(f"kind_{plan.shape.kind}", mark=plan.shape.delimiter)
    console = out()
    console.print(f"{plan.path.name}: {kind}, {plan.opened.encoding}", markup=False)
    table = Table(box=None, pad_edge=False)
    *short, example = say("plan_heads").split("|")
    for name in short:
        table.add_column(name, overflow="ellipsis", no_wrap=True, max_width=44)
    table.add_column(example, overflow="ellipsis", max_width=44)
    mapped: Mapped = plan.builder.mapped
    for each in Field:
        if each in mapped.columns:
            example = next((value for row in plan.sample if (value := mapped.get(row, each))), "")
            shown = " ".join(example.split())
            shown = shown if len(shown) <= 44 else f"{shown[:43]}…"
            table.add_row(each.value, mapped.columns[each], say(f"by_{mapped.why[each]}"), _plain(shown))
    console.print(table)
    free = [name for name in plan.shape.header if name not in mapped.columns.values()]
    if free:
        console.print(say("not_used", names=", ".join(free)), style="dim", markup=False)


def _plain(text: str) -> str:
    return text.replace("[", r"\[")


def _show_first(plan: Plan) -> None:
    for record in plan.sample[:3]:
        made = plan.builder.build(record)
        if isinstance(made, Comment):
            text = " ".join(made.text.split())[:100]
            out().print(f"  {made.created_at:%Y-%m-%d %H:%M} {made.author.name or '–'}: {text}", markup=False)


def _show_report(plan: Plan, report: Report, dry_run: bool) -> None:
    console = out()
    for each in report.told:
        console.print(each, markup=False, style="yellow", soft_wrap=True)
    hidden = report.broken + report.duplicates - len(report.told)
    if hidden > 0:
        console.print(say("and_more", count=hidden), style="dim")
    counts = {"new": report.new, "duplicates": report.duplicates, "broken": report.broken}
    console.print(say("would_import" if dry_run else "imported", **counts), style="bold")
    if plan.opened.mended[0]:
        console.print(say("mended", count=plan.opened.mended[0], encoding=plan.opened.encoding))
    if plan.builder.undated and Field.DATE in plan.builder.mapped.columns:
        console.print(say("undated", count=plan.builder.undated))
    if report.broken:
        console.print(say("rejects", path=report.rejects), markup=False, soft_wrap=True)
