"""`tertulia adapt FILE…`: refit the engine to this installation's own labelled rows; kept only where it is better."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.adapt_view import show_status
from bot.cli.common import configured_brands, err, find_brand, out, reader_lang
from bot.cli.engine import store_of
from bot.cli.texts import say
from bot.coaching.adapting.adapt import HeadsReport
from bot.coaching.adapting.both import adapt_both, keep
from bot.coaching.adapting.installation import gather
from bot.coaching.adapting.shelved import HEADS, SCORE, shelf_name
from bot.coaching.parts import Parts, build_parts
from bot.coaching.scoring.fit import ScoreReport
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.pipeline.adapting import hold, roll_back
from bot.pipeline.shelves import StoreShelf
from bot.ports import ModelShelf
from bot.settings import load_settings
from bot.store import Store

TOLD = 20

Files = Annotated[list[Path] | None, typer.Argument(metavar="FILE…", help="Labelled rows, one JSON object a line.")]
BrandName = Annotated[str, typer.Option("--brand", help="Fit for this brand only.")]
Listing = Annotated[bool, typer.Option("--list", help="Show what was fitted before, and which version is in use.")]
Status = Annotated[bool, typer.Option("--status", help="Show what the engine learned by itself, or why it did not.")]
Rollback = Annotated[bool, typer.Option("--rollback", help="Go back one version, at last to the engine as shipped.")]
Revert = Annotated[str, typer.Option("--revert", help="Go back to a version's number, or to 'shipped'.")]


def adapt(
    files: Files = None,
    brand: BrandName = "",
    listing: Listing = False,
    revert: Revert = "",
    status: Status = False,
    rollback: Rollback = False,
    lang: Annotated[str, typer.Option("--lang", help="en or es.")] = "",
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
) -> None:
    """Refit the reading and the score to your own rows; each part is kept only if cross-validation says it is better.

    A row: {"id", "comment", "reply"?, "history"?, "lang"?, "group"?, "labels": {"complaint": true,
    "mood": "negative", "answered_back": false, …}} with any subset of labels. A running program refits itself to what
    its moderators correct and to what replies draw; --status says what came of it.
    """
    spoken, settings = reader_lang(lang), load_settings(home)
    chosen = find_brand(settings, brand)
    brand_id = chosen.id if brand else ""
    if not (files or listing or revert or status or rollback):
        raise BadInput(say("adapt_what"))
    with store_of(settings) as store:
        shelf = StoreShelf(store)
        if revert:
            _revert(store, brand_id, revert)
        if rollback:
            _roll_back(store, brand_id)
        if files:
            _adapt(files, build_parts(encoder=settings.engine.encoder), shelf, chosen, brand_id)
        if listing:
            _list(shelf, brand_id)
        if status:
            wanted = [chosen] if brand else list(configured_brands(settings).values())
            for one in wanted:
                show_status(out(), store, one, spoken)


def _adapt(files: list[Path], parts: Parts, shelf: ModelShelf, brand: Brand, brand_id: str) -> None:
    gathered = gather(files)
    for file, bad in gathered.bad[:TOLD]:
        err().print(say("row_skipped", file=file, line=bad.line, why=bad.why), markup=False, soft_wrap=True)
    if gathered.bad:
        err().print(say("rows_skipped", count=len(gathered.bad)), markup=False)
    if not gathered.rows:
        raise BadInput(say("no_rows"))
    err().print(say("fitting", count=len(gathered.rows)), style="dim")
    plain = Brand(id=brand.id, name=brand.name)
    reports = adapt_both(gathered.rows, parts, plain)
    kept = keep(reports, shelf, brand_id)
    out().print(_table(reports.heads, reports.score))
    if not kept:
        err().print(say("nothing_kept"))
        raise typer.Exit(1)


def _table(report: HeadsReport, scored: ScoreReport | None) -> Table:
    table = Table(*say("fit_heads").split("|"), box=None)
    for label in report.labels:
        table.add_row(
            label.label, str(label.rows), _figure(label.before), _figure(label.after), label.refused or say("kept")
        )
    if scored is not None:
        kept = scored.refused or say("kept")
        table.add_row(say("answered_back"), str(scored.rows), _figure(scored.before), _figure(scored.after), kept)
    return table


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _revert(store: Store, brand_id: str, to: str) -> None:
    if to != "shipped" and not to.isdecimal():
        raise BadInput(say("revert_what", to=to))
    shelf, version = StoreShelf(store), None if to == "shipped" else int(to)
    changed = [name for name in _names(brand_id) if version is None or _knows(shelf, name, version)]
    if not changed:
        raise BadInput(say("no_version", to=to))
    for name in changed:
        shelf.activate(name, version)
        _say_version(name, version)
    if brand_id:
        store.write_sync(lambda tx: hold(tx, brand_id))


def _roll_back(store: Store, brand_id: str) -> None:
    changed = store.write_sync(lambda tx: roll_back(tx, brand_id, "terminal"))
    if not changed:
        raise BadInput(say("none_in_use"))
    for name, version in changed.items():
        _say_version(name, version)


def _say_version(name: str, version: int | None) -> None:
    out().print(f"{name}: {say('as_shipped') if version is None else say('version', version=version)}")


def _names(brand_id: str) -> tuple[str, str]:
    return shelf_name(HEADS, brand_id), shelf_name(SCORE, brand_id)


def _knows(shelf: ModelShelf, name: str, version: int) -> bool:
    return any(one.version == version for one in shelf.versions(name))


def _list(shelf: ModelShelf, brand_id: str) -> None:
    table = Table(*say("version_heads").split("|"), box=None)
    for name in _names(brand_id):
        for one in shelf.versions(name):
            table.add_row(name, str(one.version), f"{one.fitted_at:%Y-%m-%d %H:%M}", say("yes") if one.active else "")
    if not table.row_count:
        out().print(say("never_fitted"))
        return
    out().print(table)
