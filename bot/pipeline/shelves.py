"""The engine's ports on the store: fitted models, remembered replies, token budgets. Synchronous, as the engine is."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

from bot.coaching.knowledge.memory import ReplyMemory
from bot.domain.addressing import without_handles
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.ports import ModelVersion, Remembered
from bot.store import Store
from bot.store.times import moment
from bot.store.tx import Tx

REFRESH_SECONDS = 120.0


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


class StoreMemory:
    """`bot.ports.Memory`: sent replies, read anew from the store every two minutes at most."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, tuple[float, ReplyMemory]] = {}

    def similar(self, brand: Brand, comment: str, lang: str, most: int = 3) -> Sequence[Remembered]:
        """Remembered replies to comments like this one, best first."""
        read_at, memory = self._kept.get(brand.id, (float("-inf"), None))
        if memory is None or time.monotonic() - read_at > REFRESH_SECONDS:
            memory = self._read(brand.id)
            self._kept[brand.id] = (time.monotonic(), memory)
        return memory.similar(brand, comment, lang, most)

    def _read(self, brand_id: str) -> ReplyMemory:
        memory = ReplyMemory()
        rows = self._store.read_sync(lambda tx: tx.outcomes.remembered(brand_id))
        memory.extend(brand_id, ((str(number), _remembered(row)) for number, row in enumerate(rows)))
        return memory


def _remembered(row: Any) -> Remembered:
    known = row.answered_back or row.closed
    return Remembered(
        comment=row.comment,
        reply=without_handles(row.reply),
        lang=row.lang,
        score=row.score or 0,
        answered_back=bool(row.answered_back) if known else None,
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

    def spend(self, brand_id: str, tokens: int) -> None:
        """Count tokens; does not wait for the commit."""
        self._store.submit(
            lambda tx: tx.notes.add_spend(brand_id, tx.at.date().isoformat(), tokens=max(0, tokens), price=0.0)
        )
