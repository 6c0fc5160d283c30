"""Published samples with one place changed, and what fuzzing found: comments or a refusal, never an exception."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.adapters.pages.mutations import single
from tests.adapters.pages.parsers import FOUND, PARSERS, verify


@pytest.mark.parametrize("name", PARSERS)
def test_one_changed_place_is_comments_or_a_counted_refusal(name: str) -> None:
    samples = PARSERS[name].wires()
    known: set[tuple[Any, ...]] = set()
    assert samples
    for sample, wire in samples:
        verify(name, wire)
        for path, other, changed in single(wire, known):
            try:
                verify(name, changed)
            except Exception as error:
                raise AssertionError(f"{sample} at {path} with {other!r}: {error!r}") from error


@pytest.mark.parametrize("name", PARSERS)
def test_a_changed_place_elsewhere_loses_no_comment_of_a_batch(name: str) -> None:
    """What a parser takes of a sample it takes again beside a broken one."""
    if name not in ("facebook", "instagram"):
        pytest.skip("this platform sends no batches")
    for _, wire in PARSERS[name].wires():
        taken = len(verify(name, [wire]).comments)
        assert len(verify(name, [{"entry": [{"id": None, "changes": 7}]}, wire, "?"]).comments) == taken


def cases() -> list[Any]:
    """What fuzzing found, each a file PARSER-….json."""
    return [pytest.param(path, id=path.stem) for path in sorted(FOUND.glob("*.json"))]


@pytest.mark.parametrize("path", cases())
def test_what_was_found_stays_mended(path: Any) -> None:
    verify(path.stem.rpartition("-")[0], json.loads(path.read_text(encoding="utf-8")))
