"""The page of figures: made anew, or its figures put anew into what people wrote around them."""

from __future__ import annotations

from datetime import date

from bot.coaching.evaluating.measure import Figure
from bot.coaching.evaluating.table import page


def _figure(name: str, shipped: float) -> Figure:
    return Figure(name=name, metric="AUC", rows=10, shipped=shipped, low=shipped - 0.1, high=shipped + 0.1)


def test_a_new_page_holds_every_figure() -> None:
    text = page([_figure("one", 0.7), _figure("two", 0.8)], date(2026, 1, 2))
    assert "Taken on 2026-01-02" in text
    assert "| one | AUC | 10 | – | **0.700** [0.600, 0.800]" in text
    assert "| two | AUC | 10 | – | **0.800** [0.700, 0.900]" in text


def test_words_of_people_stay_and_figures_are_put_anew() -> None:
    first = page([_figure("one", 0.7), _figure("two", 0.8)], date(2026, 1, 2)).replace(
        "| measure", "Why so?\n\n| measure"
    )
    again = page([_figure("two", 0.5), _figure("three", 0.6)], date(2026, 3, 4), first)
    assert "Taken on 2026-03-04" in again
    assert "Why so?" in again
    assert "| one | AUC | 10 | – | **0.700**" in again
    assert "| two | AUC | 10 | – | **0.500**" in again
    assert "0.800** [" not in again
    assert again.endswith("| three | AUC | 10 | – | **0.600** [0.500, 0.700] | – | – | – |\n")
