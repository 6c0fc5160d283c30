"""What happens, and how much of it: the feed of changes, figures for health pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanged:
    """Something to show anew. `item_id` 0: nobody knows which item (another process wrote), show all anew.
    `brand_id` lets a listener skip what its reader may not see."""

    item_id: int
    version: int = 0
    state: str = ""
    brand_id: str = ""


class Changes(Protocol):
    """The feed behind server-sent events."""

    def changes(self) -> AsyncIterator[ItemChanged]:
        """Every change from now on, until the iterator is closed. A slow reader loses single events and gets
        one with `item_id` 0 instead."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFigures:
    """What health pages and metrics show. Ages are seconds of the oldest thing of the kind, 0 when none."""

    states: tuple[tuple[str, int], ...]
    """(item state, count), for every state."""
    jobs: tuple[tuple[str, int], ...]
    """(job kind, jobs that are due now)."""
    oldest_due_job: float
    oldest_waiting: float
    pages_disconnected: int
    leader: bool
    """Whether this replica holds polling and gateway connections."""


class Figures(Protocol):
    """The numbers behind `/metrics` and `/readyz`."""

    async def figures(self) -> StoreFigures:
        """Counts of this moment; raises `StoreBroken` when the store cannot be read."""
        ...

    async def remember_request(self, key: str, keep_for: timedelta) -> bool:
        """True the first time a signature or delivery id is seen; False for a replay within `keep_for`."""
        ...
