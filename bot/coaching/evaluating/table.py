"""Figures as a Markdown page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.coaching.evaluating.measure import Figure

_RULE = "|---|---|---:|---|---|---:|---:|---:|"
_DAY = re.compile(r"Taken on \d{4}-\d\d-\d\d")
_TOP = "| measure | metric | rows | baselines | as shipped | aim | adapted | aim |"
_HEAD = """# Evaluation

Taken on {day} with `tertulia evaluate`. *As shipped* is the product as it comes; *adapted* is after `tertulia adapt`
on rows of the same source, by grouped cross-validation (five folds by brand, thread, account, author or text). The
bracket is a 95 % bootstrap interval of the figure as shipped. Every row is judged alone. The data are public sets of
other people's; the project holds none of their rows, and what ships was fitted only on sets whose licence allows it
(see the provenance files beside the models).

"""


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def line_of(figure: Figure) -> str:
    """One row of the table."""
    baselines = ", ".join(f"{name} {value:.3f}" for name, value in figure.baselines) or "–"
    shipped = f"**{figure.shipped:.3f}** [{figure.low:.3f}, {figure.high:.3f}]"
    cells = (
        figure.name,
        figure.metric,
        str(figure.rows),
        baselines,
        shipped,
        _number(figure.aim_shipped),
        _number(figure.adapted),
        _number(figure.aim_adapted),
    )
    return "| " + " | ".join(cells) + " |"


def page(figures: Sequence[Figure], day: date, before: str = "") -> str:
    """The whole page. Where `before` is such a page, what people wrote into it stays: the day and the lines of the
    measures taken now are put anew."""
    lines = {figure.name: line_of(figure) for figure in figures}
    if _TOP not in before:
        return "\n".join([_HEAD.format(day=day.isoformat()) + _TOP, _RULE, *lines.values()]) + "\n"
    kept = [lines.pop(_named(line), line) for line in before.rstrip("\n").split("\n")]
    return _DAY.sub(f"Taken on {day.isoformat()}", "\n".join([*kept, *lines.values()]), count=1) + "\n"


def _named(line: str) -> str:
    return line.removeprefix("| ").partition(" | ")[0] if line.startswith("| ") else ""
