"""Reads an adapter's `manifest.toml` into its capabilities. What a platform can do is data, not code."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.capabilities import (
    ChatCapabilities,
    Idempotency,
    LengthUnit,
    PageCapabilities,
    TextLimit,
)
from bot.domain.errors import Misconfigured

NAME = "manifest.toml"
T = TypeVar("T")
_SPANS = {"key_kept", "visibility_grace", "ack_within", "private_within"}


def page_capabilities(folder: Path) -> PageCapabilities:
    """The `[page]` table of the manifest in `folder`. Raises `Misconfigured` naming a wrong key."""
    values = _table(folder, "page")
    values["idempotency"] = Idempotency(values["idempotency"])
    return _built(PageCapabilities, values, folder)


def chat_capabilities(folder: Path) -> ChatCapabilities:
    """The `[chat]` table of the manifest in `folder`. Raises `Misconfigured` naming a wrong key."""
    return _built(ChatCapabilities, _table(folder, "chat"), folder)


def _table(folder: Path, name: str) -> dict[str, Any]:
    path = folder / NAME
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if name not in data:
        raise Misconfigured(key=name, where=str(path), mend=f"the manifest needs a table [{name}]")
    values: dict[str, Any] = dict(data[name])
    limit = dict(values.pop("text_limit"))
    if "unit" in limit:
        limit["unit"] = LengthUnit(limit["unit"])
    values["text_limit"] = TextLimit(**limit)
    for key in _SPANS & values.keys():
        values[key] = timedelta(seconds=float(values[key]))
    return values


def _built(kind: type[T], values: dict[str, Any], folder: Path) -> T:
    try:
        return kind(**values)
    except TypeError as error:
        raise Misconfigured(key="manifest", where=str(folder / NAME), mend=str(error)) from error
