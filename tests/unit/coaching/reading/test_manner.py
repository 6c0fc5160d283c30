"""How a comment is put, as numbers."""

from __future__ import annotations

import pytest

from bot.coaching.reading.evidence import gather
from bot.coaching.reading.manner import manner_of


@pytest.mark.parametrize(
    ("text", "lang", "name", "many"),
    [
        ("We waited 3 hours and then two days", "en", "wait", 2),
        ("Llevamos tres semanas esperando", "es", "wait", 1),
        ("I paid and I called, nobody answered", "en", "did", 2),
        ("It doesn't work and nobody helps", "en", "refusal", 2),
        ("your app is slow", "en", "yours", 1),
        ("how do I return it?", "en", "how", 1),
        ("still waiting, seriously", "en", "fed_up", 2),
        ("what the f*ck", "en", "masked", 1),
        ("liberals and conservatives", "en", "politics", 2),
        ("a lovely loaf", "en", "politics", 0),
        ("5 * 3 is 15, ask @ana", "en", "masked", 0),
    ],
)
def test_counts(text: str, lang: str, name: str, many: int) -> None:
    assert manner_of(gather(text, lang))[name] == many


def test_edges_and_shares() -> None:
    found = manner_of(gather("@shop WHERE is it? https://example.com/a", "en"))
    assert found["to_page_first"]
    assert found["link_last"]
    assert not found["of_page_first"]
    assert 0 < found["capital_share"] < 1
    assert manner_of(gather("@shop where is it?", "en"))["asks_last"]


@pytest.mark.parametrize("text", ["", "🙂", "@a", "   ", "x" * 7_000])
def test_any_text_has_a_manner(text: str) -> None:
    assert all(value >= 0 for value in manner_of(gather(text, "en")).values())
