"""Cursors that are JSON: how far a page was read, and what is watched for changes. Pure."""

from __future__ import annotations

from typing import Any

from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.http import as_json


def read_cursor(cursor: str, *places: str) -> dict[str, Any]:
    """The cursor as kept: a text for each of `places`, and `recent`, which maps ids to what was known of them. One
    of an unknown form begins anew, and what is known comes in only once."""
    data = as_json(cursor)
    recent = {str(key): str(value) for key, value in wire.table(data, "recent").items()}
    return {**{name: wire.text(data, name) for name in places}, "recent": recent}
