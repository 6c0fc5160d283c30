"""Reading what a platform sent, whatever it left out or sent otherwise than documented. Pure.

Public APIs change, and other programs speak them with small differences: an id as a number, a null where a text was,
an object where a list was. What cannot be used is empty, never an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.texts import storable

Wire = Mapping[str, Any]
EMPTY: Wire = {}


def text(data: object, *path: str) -> str:
    """The text at a path, "" where there is none. Numbers are read as the ids they are; true and false are no text.
    What no database keeps is shown as U+FFFD: one broken sign must not hold up a whole delivery."""
    value: object = data
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return storable(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def table(data: object, *path: str) -> Wire:
    """The object at a path, empty where there is none."""
    value: object = data
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else EMPTY


def rows(data: object, *path: str) -> Iterator[Wire]:
    """The objects of the list at a path; anything else in it is passed over."""
    value: object = data
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))


def number(data: object, *path: str, default: int = 0) -> int:
    """The whole number at a path, also where it was sent as a text."""
    found = text(data, *path)
    return int(found) if found.lstrip("-").isascii() and found.lstrip("-").isdigit() and len(found) < 19 else default


def moment(value: object) -> datetime | None:
    """A time sent as ISO 8601 ("+0000" too) or as Unix seconds or milliseconds; None for anything else."""
    if isinstance(value, bool):
        return None
    try:
        if isinstance(value, (int, float)):
            seconds = value / 1000 if abs(value) > 100_000_000_000 else value
            return datetime.fromtimestamp(seconds, UTC)
        if isinstance(value, str) and value.isascii() and value.isdigit():
            return moment(int(value)) if len(value) < 18 else None
        if isinstance(value, str):
            found = datetime.fromisoformat(value)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def link(data: object, *path: str) -> str:
    """The web address at a path, "" for anything that is none."""
    found = text(data, *path)
    return found if found.startswith(("https://", "http://")) else ""
