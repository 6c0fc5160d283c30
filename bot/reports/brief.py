"""The client's page: three pictures, five sentences, two real exchanges, what advice brought. One A4 page.

Pure: everything it shows is handed in. Drawn with the plotting library alone, so that no browser and no font of
the machine is needed, and the PDF's text can be searched.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.domain.report import Brief
from bot.reports import charts
from bot.reports.figures import Share
from bot.reports.plotting import plotting
from bot.reports.words import in_hundred

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

A4 = (8.27, 11.69)
LEFT, RIGHT = 0.075, 0.925
FINE = 288
"""Dots per inch at which words are measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A real exchange, names already masked: what was said, what we replied, what came back ("" for silence)."""

    comment: str
    reply: str
    answer: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    """What the page shows. `weeks` are week names with (share of replies that leave a turn, share answered back),
    None where there is too little; `compared` holds (label, share) pairs: what drew answers; `advice` the same for
    advice taken and put aside. `sentences` are at most five."""

    brand_id: str
    brand: str
    lang: str
    period: str
    title: str
    sentences: tuple[str, ...]
    weeks: tuple[tuple[str, float | None, float | None], ...]
    mark: tuple[int, str] | None
    compared: tuple[tuple[str, Share], ...]
    advice: tuple[tuple[str, Share], ...]
    exchanges: tuple[Exchange, ...]
    caution: str


_WORDS = {
    "en": ("Replies that leave a turn, and people who wrote again", "What drew answers here", "What advice brought",
           "leave a turn", "wrote again", "Two exchanges", "of", "no answer", "too few to tell"),
    "es": ("Respuestas que dejan turno y gente que volvió a escribir", "Qué obtuvo respuesta aquí",
           "Qué trajo el consejo", "dejan turno", "volvió a escribir", "Dos conversaciones", "de", "sin contestación",
           "pocos casos para decirlo"),
}  # fmt: skip


def draw_brief(facts: BriefFacts) -> Brief:
    """The page as PDF and PNG."""
    with charts.one_at_a_time, plotting().rc_context({**charts.STYLE, "pdf.fonttype": 3}):
        figure = plotting().Figure(figsize=A4, dpi=charts.DPI, facecolor=charts.PAPER)
        _head(figure, facts)
        _weeks(figure.add_axes((LEFT + 0.035, 0.515, RIGHT - LEFT - 0.035, 0.15)), facts)
        _shares(figure.add_axes((LEFT, 0.3, 0.4, 0.13)), _WORDS[facts.lang][1], facts.compared, facts.lang)
        _shares(figure.add_axes((0.525, 0.3, 0.4, 0.13)), _WORDS[facts.lang][2], facts.advice, facts.lang)
        _exchanges(figure, facts)
        caution = "\n".join(_lines(facts.caution, 7.5, RIGHT - LEFT))
        figure.text(LEFT, 0.018, caution, fontsize=7.5, color=charts.GREY, va="bottom")
        pdf, png = io.BytesIO(), io.BytesIO()
        figure.savefig(pdf, format="pdf", metadata={"Title": facts.title, "CreationDate": None})
        figure.savefig(png, format="png", metadata={"Software": None}, pil_kwargs={"compress_level": 4})
    return Brief(
        brand_id=facts.brand_id,
        lang=facts.lang,
        title=facts.title,
        sentences=facts.sentences,
        pdf=pdf.getvalue(),
        png=png.getvalue(),
    )


def _head(figure: Figure, facts: BriefFacts) -> None:
    figure.text(LEFT, 0.955, facts.brand, fontsize=11, color=charts.GREY)
    figure.text(RIGHT, 0.955, facts.period, fontsize=11, color=charts.GREY, ha="right")
    size = next((size for size in (18, 15) if len(_lines(facts.title, size, RIGHT - LEFT)) < 3), 13)
    title = _lines(facts.title, size, RIGHT - LEFT)
    figure.text(LEFT, 0.936, "\n".join(title), fontsize=size, fontweight="bold", va="top", linespacing=1.25)
    top = 0.936 - size / 18 * 0.03 * len(title) - 0.014
    for sentence in facts.sentences[:5]:
        lines = _lines(sentence, 10.5, RIGHT - LEFT - 0.022)
        figure.text(LEFT, top, "•", fontsize=11, color=charts.BLUE, va="top", fontweight="bold")
        figure.text(LEFT + 0.022, top, "\n".join(lines), fontsize=10.5, va="top", linespacing=1.35)
        top -= 0.0185 * len(lines) + 0.008


def _lines(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than a share of the page. Measured, since letters differ in width."""
    most = width * A4[0] * 72
    space = _wide(" ", size)
    lines: list[str] = []
    left = 0.0
    for word in text.split(" "):
        wide = _wide(word, size)
        if lines and space + wide <= left:
            lines[-1] += f" {word}"
            left -= space + wide
        else:
            lines.append(word)
            left = most - wide
    return lines


@lru_cache(maxsize=4096)
def _wide(word: str, size: float) -> float:
    """The width of a word in points: measuring is slow, and words come again. Called with the plotting lock held."""
    font = plotting().FontProperties(size=size, weight="bold" if size >= 13 else "normal")
    wide: float = _renderer().get_text_width_height_descent(word, font, ismath=False)[0]
    return wide * 72 / FINE


@cache
def _renderer() -> Any:
    return plotting().FigureCanvasAgg(plotting().Figure(figsize=(1, 1), dpi=FINE)).get_renderer()


def _weeks(axes: Axes, facts: BriefFacts) -> None:
    words = _WORDS[facts.lang]
    _title(axes, words[0])
    steps = range(len(facts.weeks))
    for place, (label, colour, style) in enumerate(((words[3], charts.BLUE, "-"), (words[4], charts.ORANGE, "--"))):
        values = [week[1 + place] for week in facts.weeks]
        points = [float("nan") if value is None else value for value in values]
        axes.plot(steps, points, style, color=colour, linewidth=2, label=label)
    if facts.mark is not None:
        axes.axvline(facts.mark[0], color=charts.INK, linewidth=1, linestyle=":")
        left = facts.mark[0] > len(facts.weeks) / 2
        axes.annotate(facts.mark[1], (facts.mark[0], 1.0), xytext=(-4 if left else 4, -3), va="top", fontsize=8.5,
                      ha="right" if left else "left", textcoords="offset points")  # fmt: skip
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(charts.percent)
    every = max(1, len(facts.weeks) // 7)
    places = list(steps)[::every]
    axes.set_xticks(places, [facts.weeks[place][0] for place in places])
    axes.tick_params(labelsize=8.5)
    axes.grid(axis="x", visible=False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2, fontsize=8.5)


def _shares(axes: Axes, title: str, rows: Sequence[tuple[str, Share]], lang: str) -> None:
    words = _WORDS[lang]
    _title(axes, title)
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(rows), 3) - 0.35, -0.8)
    axes.set_yticks([])
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    for place, (label, share) in enumerate(rows):
        axes.barh(
            place, share.value if share.known else 0, height=0.34, color=charts.BLUE if place == 0 else charts.GREY
        )
        if share.known:
            axes.plot([share.low, share.high], [place, place], color=charts.INK, linewidth=1.2)
        axes.annotate(label, (0, place - 0.24), fontsize=9, va="bottom")
        note = in_hundred(share) if share.known else words[8]
        axes.annotate(note, (1, place - 0.24), fontsize=9, va="bottom", ha="right")
        counts = f"{share.yes} {words[6]} {share.of}"
        axes.annotate(counts, (1, place), fontsize=8, va="center", ha="right", color=charts.GREY)


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, loc="left", fontsize=11, fontweight="bold", pad=8)


def _exchanges(figure: Figure, facts: BriefFacts) -> None:
    words = _WORDS[facts.lang]
    if not facts.exchanges:
        return
    figure.text(LEFT, 0.262, words[5], fontsize=11, fontweight="bold", va="top")
    width = (RIGHT - LEFT - 0.03) / 2
    for number, one in enumerate(facts.exchanges[:2]):
        left = LEFT + number * (width + 0.03)
        box = plotting().FancyBboxPatch(
            (left, 0.052),
            width,
            0.187,
            boxstyle="round,pad=0,rounding_size=0.008",
            linewidth=1,
            facecolor="none",
            edgecolor=charts.LINE,
            transform=figure.transFigure,
        )
        figure.add_artist(box)
        figure.text(left + 0.014, 0.231, one.label, fontsize=8.5, color=charts.GREY, va="top")
        top = 0.212
        for text, colour, mark in (
            (one.comment, charts.INK, "“"),
            (one.reply, charts.BLUE, "→"),
            (one.answer or words[7], charts.GREEN if one.answer else charts.GREY, "“" if one.answer else "–"),
        ):
            lines = _lines(_cut(text, 190), 8.8, width - 0.046)
            figure.text(left + 0.014, top, mark, fontsize=9.5, color=colour, va="top", fontweight="bold")
            figure.text(left + 0.032, top, "\n".join(lines), fontsize=8.8, color=colour, va="top", linespacing=1.3)
            top -= 0.0148 * len(lines) + 0.008


def _cut(text: str, most: int) -> str:
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return flat[:most].rsplit(" ", 1)[0] + " […]"
