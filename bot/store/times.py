"""Times as the store keeps them: integer microseconds since 1970 UTC. See docs/decisions/0003-times.md."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Exact microseconds of an aware datetime; a naive one is a defect of the caller and raises `ValueError`."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone reached the store")
    return (at - _EPOCH) // _MICROSECOND


def span(length: timedelta) -> int:
    """A duration in microseconds."""
    return length // _MICROSECOND


def moment(value: int) -> datetime:
    """The aware UTC datetime of stored microseconds."""
    return _EPOCH + timedelta(microseconds=value)


def moment_or_none(value: int | None) -> datetime | None:
    """The same; None stays None."""
    return None if value is None else moment(value)
