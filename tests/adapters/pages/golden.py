"""Golden pairs: NAME.wire.json is what a platform sends, NAME.comment.json what it becomes (null: no comment).
Two files dropped in are a new test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.comment import Comment


def names(folder: Path) -> list[str]:
    """The pairs of a folder."""
    return sorted(path.name.removesuffix(".wire.json") for path in folder.glob("*.wire.json"))


def as_json(comment: Comment | None) -> Any:
    """A comment as plain JSON, what is empty left out."""
    return None if comment is None else _plain(asdict(comment))


def check(folder: Path, name: str, parse: Callable[[Any], Comment | None]) -> None:
    """One pair."""
    wire = json.loads((folder / f"{name}.wire.json").read_text(encoding="utf-8"))
    expected = json.loads((folder / f"{name}.comment.json").read_text(encoding="utf-8"))
    assert as_json(parse(wire)) == expected


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one not in ("", None, (), [], False)}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value
