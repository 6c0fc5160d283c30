"""Pictures of figures: the same one as SVG for the console and PNG for chats. Pure: numbers in, bytes out.

Colours are Okabe and Ito's, told apart by people who do not see red and green alike; series differ in shape as
well. Ink and paper of the SVG are CSS variables (`--chart-ink`, `--chart-paper`, `--chart-line`), so one picture
serves light and dark. Drawn for a telephone: 5.2 inches wide, letters not below 10
points, so that the picture is read there at its own size.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.report import Chart
from bot.reports.plotting import plotting

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, PAPER, LINE = "#1f2a37", "#fffffe", "#d5dae1"
BLUE, ORANGE, GREEN, GREY = "#0072b2", "#d55e00", "#009e73", "#8a94a3"
WIDTH, DPI = 5.2, 200
_VARIABLES = {
    INK: "var(--chart-ink, #1f2a37)",
    PAPER: "var(--chart-paper, #ffffff)",
    LINE: "var(--chart-line, #d5dae1)",
}
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 12,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": INK,
    "axes.facecolor": PAPER,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": LINE,
    "grid.linewidth": 0.8,
    "figure.facecolor": PAPER,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "xtick.major.pad": 8,
    "ytick.major.size": 0,
    "svg.fonttype": "none",
    "svg.hashsalt": "tertulia",
    "legend.frameon": False,
}
CLEAR: Any = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
"""Behind words that a line would cross."""
one_at_a_time = threading.Lock()
"""The style is the library's global state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line: values between 0 and 1, None where there is nothing to tell. `faint` for the lesser one."""

    label: str
    values: tuple[float | None, ...]
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A share with its interval and what to write behind it; `low` and `high` None without one."""

    label: str
    value: float
    note: str
    low: float | None = None
    high: float | None = None
    strong: bool = True


def lines(
    key: str,
    title: str,
    alt: str,
    ticks: Sequence[str],
    series: Sequence[Series],
    *,
    yardstick: tuple[float, str] | None = None,
    mark: tuple[int, str] | None = None,
) -> Chart:
    """Shares over time. `ticks` name the steps, `mark` a step where something changed."""

    def draw(axes: Axes) -> None:
        for number, one in enumerate(series):
            colour, style = (GREY, "--") if one.faint else ((BLUE, ORANGE, GREEN)[number % 3], "-")
            points = [float("nan") if value is None else value for value in one.values]
            shape = "" if len(points) > 30 else ("o", "s", "^")[number % 3]
            axes.plot(range(len(points)), points, style, color=colour, marker=shape, markersize=5, linewidth=2.2,
                      label=one.label)  # fmt: skip
        if yardstick is not None:
            axes.axhline(yardstick[0], color=INK, linewidth=1, linestyle=":")
            axes.annotate(yardstick[1], (0, yardstick[0]), xytext=(2, 4), textcoords="offset points", fontsize=11)
        if mark is not None:
            axes.axvline(mark[0], color=ORANGE, linewidth=1.4, linestyle="--")
            left = mark[0] > len(ticks) / 2
            axes.annotate(mark[1], (mark[0], 1.0), xytext=(-5 if left else 5, -4), textcoords="offset points",
                          ha="right" if left else "left", va="top", fontsize=11, color=ORANGE)  # fmt: skip
        axes.set_ylim(0, 1.02)
        axes.set_xlim(-0.4, max(len(ticks) - 0.6, 0.6))
        axes.yaxis.set_major_formatter(plotting().FuncFormatter(percent))
        axes.xaxis.set_major_locator(plotting().MaxNLocator(5, integer=True))
        axes.xaxis.set_major_formatter(plotting().FuncFormatter(lambda at, _: _tick(ticks, at)))
        axes.grid(axis="x", visible=False)
        if len(series) > 1:
            axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=len(series), fontsize=10.5)

    return _picture(key, title, alt, 3.6, draw)


def bars(key: str, title: str, alt: str, rows: Sequence[Bar], *, yardstick: tuple[float, str] | None = None) -> Chart:
    """Shares side by side, the label above each bar, so that long words have room on a telephone."""

    def draw(axes: Axes) -> None:
        places = range(len(rows))
        axes.barh(places, [row.value for row in rows], height=0.42,
                  color=[BLUE if row.strong else GREY for row in rows])  # fmt: skip
        for place, row in zip(places, rows, strict=True):
            axes.annotate(row.label, (0, place - 0.34), fontsize=12, va="bottom")
            if row.low is not None and row.high is not None:
                axes.plot([row.low, row.high], [place, place], color=INK, linewidth=1.6)
            axes.annotate(row.note, (1.0, place - 0.34), ha="right", va="bottom", fontsize=11)
        if yardstick is not None:
            axes.axvline(yardstick[0], color=INK, linewidth=1, linestyle=":")
            axes.annotate(yardstick[1], (yardstick[0], len(rows) - 0.45), ha="center", va="top", fontsize=11,
                          bbox=CLEAR)  # fmt: skip
        axes.set_xlim(0, 1)
        axes.set_ylim(len(rows) - (0.3 if yardstick else 0.55), -0.75)
        axes.set_yticks([])
        axes.xaxis.set_major_formatter(plotting().FuncFormatter(percent))
        axes.grid(axis="y", visible=False)

    return _picture(key, title, alt, 1.1 + 0.78 * len(rows) + (0.3 if yardstick else 0), draw)


def forest(key: str, title: str, alt: str, rows: Sequence[Bar], *, less: str, more: str) -> Chart:
    """Differences with their intervals around zero; those that do not stand are grey and hollow."""

    def draw(axes: Axes) -> None:
        reach = max(0.1, *(max(abs(row.low or 0), abs(row.high or 0)) for row in rows)) * 1.05
        for place, row in enumerate(rows):
            colour = (GREEN if row.value > 0 else ORANGE) if row.strong else GREY
            axes.plot([row.low or 0, row.high or 0], [place, place], color=colour, linewidth=2.4)
            axes.plot([row.value], [place], "o" if row.value >= 0 else "s", color=colour, markersize=8,
                      markerfacecolor=colour if row.strong else PAPER)  # fmt: skip
            axes.annotate(row.label, (-reach, place - 0.2), fontsize=11, va="bottom", bbox=CLEAR)
            axes.annotate(row.note, (reach, place - 0.2), ha="right", va="bottom", fontsize=10)
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_xlim(-reach, reach)
        axes.set_ylim(len(rows) - 0.4, -0.8)
        axes.set_yticks([])
        axes.xaxis.set_major_locator(plotting().MaxNLocator(5))
        axes.xaxis.set_major_formatter(plotting().FuncFormatter(points))
        axes.set_xlabel(f"← {less}   ·   {more} →", fontsize=11)
        axes.grid(axis="y", visible=False)

    return _picture(key, title, alt, 1.4 + 0.72 * len(rows), draw)


def percent(value: float, _at: object = None) -> str:
    """0.25 as "25 %"."""
    return f"{value * 100:.0f} %"


def points(value: float, _at: object = None) -> str:
    """0.25 as "+25"."""
    return "0" if abs(value) < 0.005 else f"{value * 100:+.0f}".replace("-", "−")


def _tick(ticks: Sequence[str], at: float) -> str:
    number = round(at)
    return ticks[number] if 0 <= number < len(ticks) and abs(at - number) < 0.01 else ""


def _picture(key: str, title: str, alt: str, height: float, draw: Callable[[Axes], None]) -> Chart:
    with one_at_a_time, plotting().rc_context(STYLE):
        figure = plotting().Figure(figsize=(WIDTH, height + 0.5), dpi=DPI, layout="constrained")
        engine = figure.get_layout_engine()
        if engine is not None:
            engine.set(w_pad=0.15, h_pad=0.12)
        axes = figure.add_subplot()
        axes.set_title(title, loc="left", fontsize=13, fontweight="bold", pad=12, wrap=True)
        draw(axes)
        png, svg = io.BytesIO(), io.StringIO()
        figure.savefig(png, format="png", metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return Chart(key=key, title=title, alt=alt, svg=_inline(svg.getvalue(), key, alt), png=png.getvalue())


def _inline(text: str, key: str, alt: str) -> str:
    """The picture as an element of a page: no prologue and no style sheet (the console's content policy allows
    none), a name for screen readers, colours of the page around it, ids that do not meet the next picture's."""
    start = text.index("<svg")
    text = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", text[start:], flags=re.DOTALL)
    text = re.sub(r' style="([^"]*)"', _attributes, text)
    for colour, variable in _VARIABLES.items():
        text = text.replace(colour, variable)
    text = re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{key}-", text)
    label = alt.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    text = re.sub(r'<svg ([^>]*?)width="[^"]*" height="[^"]*"', r"<svg \1", text, count=1)
    text = re.sub(r'<svg ([^>]*?)height="[^"]*"([^>]*?)width="[^"]*"', r"<svg \1\2", text, count=1)
    return text.replace("<svg ", f'<svg role="img" aria-label="{label}" class="chart" ', 1)


def _attributes(found: re.Match[str]) -> str:
    """A style as attributes, which mean the same and need no leave."""
    pairs = (part.split(":", 1) for part in found[1].split(";") if ":" in part)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
