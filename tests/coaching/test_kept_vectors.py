"""Vectors of facts outlive a restart; a file that was torn or cannot be written costs time and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.knowledge.kept import KeptVectors
from bot.coaching.knowledge.vectors import Vectors
from bot.domain.brand import Brand, Fact

WIDTH = 8


class Counting:
    """Foreseeable vectors, and which texts were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.asarray([[float(ord(text[number % len(text)])) for number in range(WIDTH)] for text in texts])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def test_what_was_computed_once_is_read_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "vectors.bin"
    first = KeptVectors(Counting(), path, WIDTH)(["one", "two", "one"])
    again = Counting()
    second = KeptVectors(again, path, WIDTH)(["two", "three", "one"])
    assert again.asked == ["three"]
    assert np.array_equal(first[[1, 0]], second[[0, 2]])
    assert np.allclose(second, Counting()(["two", "three", "one"]), atol=2e-3)


@pytest.mark.parametrize("torn", [1, 20, 45])
def test_a_torn_end_is_computed_anew_and_mended(tmp_path: Path, torn: int) -> None:
    path = tmp_path / "vectors.bin"
    KeptVectors(Counting(), path, WIDTH)(["one", "two", "three"])
    whole = path.read_bytes()
    path.write_bytes(whole[:-torn])
    again = Counting()
    KeptVectors(again, path, WIDTH)(["one", "two", "three"])
    assert again.asked == (["three"] if torn < len(whole) // 3 else ["two", "three"])
    assert path.read_bytes() == whole


def test_a_spoilt_record_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "vectors.bin"
    right = KeptVectors(Counting(), path, WIDTH)(["one"])
    held = bytearray(path.read_bytes())
    held[20] ^= 0xFF
    path.write_bytes(bytes(held))
    assert np.array_equal(KeptVectors(Counting(), path, WIDTH)(["one"]), right)


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    vectors = KeptVectors(Counting(), tmp_path / "taken" / "vectors.bin", WIDTH)
    assert vectors(["one", "two"]).shape == (2, WIDTH)


def test_facts_are_kept_and_questions_are_not(tmp_path: Path) -> None:
    brand = Brand(
        id="b", name="B", facts=(Fact(id="f", lang="en", question="Open when?", answer="At ten.", source="A"),)
    )
    asked, computed = Counting(), Counting()
    knowledge = HybridKnowledge(asked, kept=KeptVectors(computed, tmp_path / "v.bin", WIDTH))
    knowledge.notice(brand)
    assert knowledge.warm() == 0
    knowledge.search(brand, "when do you open?", "en")
    assert len(computed.asked) == 1
    assert "At ten." in computed.asked[0] or "Open when?" in computed.asked[0]
    assert asked.asked[0] == "when do you open?"
