"""The log says in the reader's language who did what; only what programs read keeps the bare names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.decision import DecisionKind
from bot.pipeline.history import action_name

BOT = Path(__file__).resolve().parents[2] / "bot"


def _actions() -> Iterator[str]:
    """Every action that the code writes out by name where it adds to the log."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or len(node.args) < 2:
                continue
            if node.func.attr == "add" and ast.unparse(node.func.value).endswith("audit"):
                yield from (one.value for one in ast.walk(node.args[1]) if isinstance(one, ast.Constant))


WRITTEN = sorted({one for one in _actions() if one == one.strip("_")})
"""Without the ends of those that are put together."""


@pytest.mark.parametrize("action", [*WRITTEN, *DecisionKind])
def test_each_action_has_words_in_both_languages(action: str) -> None:
    english, spanish = action_name(action, "en"), action_name(action, "es")
    assert "_" not in english + spanish
    assert english != spanish
