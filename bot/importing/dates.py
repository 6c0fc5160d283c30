"""Dates as exports write them, to aware UTC times. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?\Z")
_SLASHED = re.compile(
    r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?\s?m\.?)?)?",
    re.IGNORECASE,
)
_FORMATS = ("%a %b %d %H:%M:%S %z %Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y %I:%M %p")
_EARLIEST, _LATEST = datetime(1995, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def parse_date(text: str, *, day_first: bool) -> datetime | None:
    """The time a cell means, None when it means none. `day_first` decides 03/04/2026; without a zone it is UTC."""
    value = text.strip()
    if not value or len(value) > 60:
        return None
    found = _number(value) or _iso(value) or _slashed(value, day_first) or _spelled(value)
    return found if found is not None and _EARLIEST <= found < _LATEST else None


def guess_day_first(values: Iterable[str], default: bool) -> bool:
    """Whether the day stands first in dates like 03/04/2026, as far as the values tell."""
    for value in values:
        match = _SLASHED.match(value.strip())
        if match and len(match[1]) <= 2:
            if int(match[1]) > 12:
                return True
            if int(match[2]) > 12:
                return False
    return default


def _number(value: str) -> datetime | None:
    if not _NUMBER.match(value):
        return None
    seconds = float(value)
    return _safe(seconds / 1000 if seconds > 1e11 else seconds)


def _safe(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _iso(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value.removesuffix(" UTC"))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _slashed(value: str, day_first: bool) -> datetime | None:
    match = _SLASHED.match(value)
    if not match:
        return None
    one, two, three = int(match[1]), int(match[2]), int(match[3])
    if len(match[1]) == 4:
        year, month, day = one, two, three
    else:
        year = three + 2000 if three < 100 else three
        day, month = (one, two) if day_first else (two, one)
    hour, minute, second = (int(match[number] or 0) for number in (4, 5, 6))
    if half := (match[7] or "").lower():
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _spelled(value: str) -> datetime | None:
    for form in _FORMATS:
        try:
            found = datetime.strptime(value, form)  # noqa: DTZ007 - the zone is looked at below
        except ValueError:
            continue
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
