"""`tertulia evaluate DIR`: the engine on labelled public data, baselines beside every figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.common import err, out
from bot.cli.texts import say
from bot.coaching.evaluating import measures_reading, measures_score
from bot.coaching.evaluating.measure import Bench, Figure, Measure
from bot.coaching.evaluating.table import page
from bot.coaching.parts import build_parts
from bot.domain.errors import BadInput
from bot.settings import load_settings

MEASURES: tuple[Measure, ...] = (*measures_score.MEASURES, *measures_reading.MEASURES)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder with the labelled data, as JSON lines.")]
Out = Annotated[str, typer.Option("--out", help="Write the table as a Markdown page here, too.")]
Only = Annotated[list[str] | None, typer.Option("--only", help="Take only this measure; may be repeated.")]
Shipped = Annotated[bool, typer.Option("--shipped-only", help="Leave out the refitting, which takes minutes.")]


def evaluate(folder: Folder, out_file: Out = "", only: Only = None, shipped_only: Shipped = False) -> None:
    """Measure the engine as shipped, and adapted by grouped cross-validation, against plain baselines."""
    if not folder.is_dir():
        raise BadInput(say("no_folder", path=folder))
    chosen = _chosen(only or [])
    parts = build_parts(encoder=load_settings().engine.encoder)
    bench = Bench(folder=folder, reader=parts.reader, scorer=parts.scorer, adapt=not shipped_only)
    figures: list[Figure] = []
    for measure in chosen:
        err().print(say("measuring", name=measure.name), style="dim")
        figures += measure.take(bench)
    out().print(_table(figures))
    if out_file:
        target = Path(out_file)
        before = target.read_text(encoding="utf-8") if target.is_file() else ""
        target.write_text(page(figures, date.today(), before), encoding="utf-8")  # noqa: DTZ011 - the reader's day


def _chosen(names: list[str]) -> list[Measure]:
    known = {measure.name: measure for measure in MEASURES}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BadInput(say("no_measure", name=unknown[0], known=", ".join(known)))
    return [known[name] for name in names] if names else list(MEASURES)


def _table(figures: list[Figure]) -> Table:
    table = Table("measure", "metric", "rows", "baselines", "as shipped", "aim", "adapted", "aim", box=None)
    for figure in figures:
        table.add_row(
            figure.name,
            figure.metric,
            str(figure.rows),
            ", ".join(f"{name} {value:.3f}" for name, value in figure.baselines),
            _marked(figure.shipped, figure.aim_shipped),
            _plain(figure.aim_shipped),
            _marked(figure.adapted, figure.aim_adapted),
            _plain(figure.aim_adapted),
        )
    return table


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _marked(value: float | None, aim: float | None) -> str:
    if value is None or aim is None:
        return _plain(value)
    return f"[{'green' if value >= aim else 'red'}]{value:.3f}[/]"
