"""The engine's ports on the store: fitted models, remembered replies, token budgets. Synchronous, as the engine is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

from bot.coaching.knowledge.index import Encode
from bot.coaching.knowledge.memory import ReplyMemory
from bot.domain.addressing import without_handles
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.pipeline.hints import Hints
from bot.ports import ModelVersion, Remembered
from bot.reports.answered import Answered, lift
from bot.store import Store
from bot.store.times import moment
from bot.store.tx import Tx

REFRESH_SECONDS = 120.0
"""After the oldest reply was reached, when the walk begins again at the newest."""
SLICE = 2_000
NEXT_SLICE_SECONDS = 1.0


class StoreShelf:
    """`bot.ports.ModelShelf` in the store, so that replicas and backups have it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, name: str, blob: bytes, report: dict[str, Any]) -> int:
        """Keep a new version and make it the active one."""

        def keep(tx: Tx) -> int:
            number = tx.models.save(name, blob, report)
            tx.audit.add("engine", "model_kept", model=name, version=number)
            return number

        return self._store.write_sync(keep)

    def active(self, name: str) -> bytes | None:
        """The active version's bytes."""
        return self._store.read_sync(lambda tx: tx.models.active(name))

    def in_force(self) -> Mapping[str, int]:
        """The active version of every name that has one."""
        return self._store.read_sync(lambda tx: tx.models.in_force())

    def versions(self, name: str) -> Sequence[ModelVersion]:
        """All versions, newest first."""
        rows = self._store.read_sync(lambda tx: tx.models.versions(name))
        return [
            ModelVersion(
                name=row.name,
                version=row.version,
                fitted_at=moment(row.fitted_at),
                active=row.active,
                report=json.loads(row.report),
            )
            for row in rows
        ]

    def activate(self, name: str, version: int | None) -> None:
        """Go back to a version, or to the model as shipped. Raises `BadInput` when there is no such version."""

        def change(tx: Tx) -> None:
            if not tx.models.activate(name, version):
                raise BadInput(f"{name} has no version {version}")
            tx.audit.add("engine", "model_activated", model=name, version=version)

        self._store.write_sync(change)


@dataclass(slots=True)
class _Kept:
    """A brand's remembered replies, and how far down the present walk through the store has come."""

    memory: ReplyMemory
    below: int | None = None
    looked: float = float("-inf")
    pause: float = 0.0


class StoreMemory:
    """`bot.ports.Memory`: sent replies, walked through slice by slice from the newest, again and again, so that new
    ones, outcomes and what was forgotten are noticed without ever reading everything at once."""

    def __init__(self, store: Store, encode: Encode | None = None, tick: Callable[[], float] = time.monotonic) -> None:
        self._store, self._encode, self._tick = store, encode, tick
        self._kept: dict[str, _Kept] = {}
        self._hints = Hints()
        self._lock = RLock()

    def similar(self, brand: Brand, comment: str, lang: str, most: int = 3) -> Sequence[Remembered]:
        """Remembered replies to comments like this one, best first."""
        with self._lock:
            kept = self._kept.setdefault(brand.id, _Kept(memory=ReplyMemory(self._encode)))
            if self._tick() - kept.looked >= kept.pause:
                self._walk(brand.id, kept)
                kept.looked = self._tick()
            return kept.memory.similar(brand, comment, lang, most)

    def warm(self, most: int) -> int:
        """Give up to `most` remembered comments their vectors; how many still lack one."""
        with self._lock:
            waiting = 0
            for kept in self._kept.values():
                waiting += kept.memory.warm(most if not waiting else 0)
            return waiting

    def _walk(self, brand_id: str, kept: _Kept) -> None:
        """One slice further down; what the store no longer has between its ends is forgotten."""
        top = kept.below
        rows, figures = self._store.read_sync(lambda tx: self._slice(tx, brand_id, top))
        last = len(rows) < SLICE
        bottom = 0 if last else int(rows[-1].id)
        present = {str(row.id) for row in rows}
        for key in kept.memory.keys(brand_id):
            if bottom <= int(key) and (top is None or int(key) < top) and key not in present:
                kept.memory.forget(brand_id, key)
        kept.memory.extend(brand_id, ((str(row.id), _remembered(row, figures[row.page_id])) for row in rows))
        kept.below = None if last else bottom
        kept.pause = REFRESH_SECONDS if last else NEXT_SLICE_SECONDS

    def _slice(self, tx: Tx, brand_id: str, top: int | None) -> tuple[list[Any], dict[str, Answered]]:
        """Replies, and what gets answered on their pages."""
        rows = tx.outcomes.remembered(brand_id, most=SLICE, before=top)
        return rows, {page: self._hints.figures(tx, brand_id, page) for page in {row.page_id for row in rows}}


def _remembered(row: Any, figures: Answered) -> Remembered:
    known = row.answered_back or row.closed
    return Remembered(
        comment=row.comment,
        reply=without_handles(row.reply),
        lang=row.lang,
        score=row.score or 0,
        answered_back=bool(row.answered_back) if known else None,
        lift=lift(figures, frozenset(row.moves.split())),
    )


class StoreBudget:
    """Tokens per brand and day, shared by all replicas; the limit is the brand's policy."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def left(self, brand_id: str) -> int:
        """Tokens the brand may still use today (UTC)."""

        def find(tx: Tx) -> int:
            used, _ = tx.notes.spent(brand_id, tx.at.date().isoformat())
            return max(0, tx.brands.policy(brand_id).daily_tokens - used)

        return self._store.read_sync(find)

    def spend(self, brand_id: str, tokens: int, price: float = 0.0) -> None:
        """Count tokens and price; does not wait for the commit."""
        self._store.submit(
            lambda tx: tx.notes.add_spend(brand_id, tx.at.date().isoformat(), tokens=max(0, tokens), price=price)
        )
