"""Weeks as numbers: Monday to Sunday, UTC, counted from Monday 5 January 1970. Times are microseconds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

DAY = 86_400_000_000
WEEK = 7 * DAY
FIRST = 4 * DAY
"""Microseconds from 1970 to the first Monday: 1 January 1970 was a Thursday."""


def week_of(at: int) -> int:
    """The week a moment lies in."""
    return (at - FIRST) // WEEK


def monday(week: int) -> date:
    """The first day of a week."""
    return (datetime(1970, 1, 5, tzinfo=UTC) + timedelta(weeks=week)).date()
