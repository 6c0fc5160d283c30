"""Drafts that keep a promise: their gap, and what fills it."""

from __future__ import annotations

import pytest

from bot.domain.texts import open_gap
from bot.reports.returns import fill_gap, return_drafts


@pytest.mark.parametrize("lang", ["en", "es", "de"])
def test_every_draft_has_one_gap_and_differs_from_the_others(lang: str) -> None:
    made = return_drafts("I'll ask.", "Rita Quiroga", lang, seed=3, most=3)
    assert len(set(made)) == 3
    assert all(text.startswith("Rita, ") and text.count("⟨") == 1 and open_gap(text) for text in made)
    assert made == return_drafts("I'll ask.", "Rita Quiroga", lang, seed=3, most=3)
    assert all(not text.startswith(",") for text in return_drafts("I'll ask.", "", lang, seed=3))


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("it is gluten-free", "As promised: it is gluten-free. Does that help?"),
        (" It is gluten-free. ", "As promised: It is gluten-free. Does that help?"),
        ("It is!", "As promised: It is! Does that help?"),
        ("", "As promised: ⟨what came of it⟩. Does that help?"),
        ("{gap} ⟨x⟩", "As promised: {gap} ⟨x⟩. Does that help?"),
    ],
)
def test_what_a_person_told_fills_the_gap_as_it_was_said(told: str, text: str) -> None:
    assert fill_gap("As promised: ⟨what came of it⟩. Does that help?", told) == text


def test_a_text_without_a_gap_stays_as_it_is() -> None:
    assert fill_gap("All done.", "more") == "All done."
    assert open_gap("a < b, [c] and ⟨\nd⟩") == ""
