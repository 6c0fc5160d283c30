"""The shelf of fitted models: versioned, reversible."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, select, update

from bot.store.base import Repo
from bot.store.schema import model_version as table


class Models(Repo):
    """Rows of `model_version`."""

    def save(self, name: str, blob: bytes, report: dict[str, Any]) -> int:
        """A new version, which becomes the active one."""
        newest = self.run(select(func.max(table.c.version)).where(table.c.name == name)).scalar() or 0
        self.run(update(table).where(table.c.name == name).values(active=False))
        values = {"name": name, "version": newest + 1, "blob": blob, "report": json.dumps(report), "active": True}
        self.run(self.insert(table).values(**values, fitted_at=self.now))
        return int(newest) + 1

    def active(self, name: str) -> bytes | None:
        """The active version's bytes."""
        found: bytes | None = self.run(select(table.c.blob).where(table.c.name == name, table.c.active)).scalar()
        return found

    def in_force(self) -> dict[str, int]:
        """The active version by name."""
        return {row.name: row.version for row in self.run(select(table.c.name, table.c.version).where(table.c.active))}

    def versions(self, name: str) -> list[Any]:
        """Rows without their bytes, newest first."""
        columns = (table.c.name, table.c.version, table.c.report, table.c.active, table.c.fitted_at)
        return list(self.run(select(*columns).where(table.c.name == name).order_by(table.c.version.desc())))

    def activate(self, name: str, version: int | None) -> bool:
        """Make a version the active one (None: as shipped); False when there is no such version."""
        self.run(update(table).where(table.c.name == name).values(active=False))
        if version is None:
            return True
        chosen = update(table).where(table.c.name == name, table.c.version == version).values(active=True)
        return bool(self.run(chosen).rowcount)
