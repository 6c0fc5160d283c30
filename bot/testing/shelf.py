"""A shelf of fitted models in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.errors import BadInput
from bot.ports import ModelVersion


class MemoryShelf:
    """`ports.ModelShelf`. `broken` is raised by the next looks while it is set."""

    def __init__(self) -> None:
        self.kept: dict[str, list[tuple[bytes, dict[str, Any]]]] = {}
        self.chosen: dict[str, int | None] = {}
        self.broken: Exception | None = None

    def save(self, name: str, blob: bytes, report: dict[str, Any]) -> int:
        """Keep a version and make it the active one."""
        self.kept.setdefault(name, []).append((blob, report))
        self.chosen[name] = len(self.kept[name])
        return len(self.kept[name])

    def active(self, name: str) -> bytes | None:
        """The active version's bytes."""
        chosen = self.chosen.get(name)
        return None if chosen is None else self.kept[name][chosen - 1][0]

    def in_force(self) -> Mapping[str, int]:
        """The active version by name."""
        if self.broken is not None:
            raise self.broken
        return {name: version for name, version in self.chosen.items() if version is not None}

    def versions(self, name: str) -> Sequence[ModelVersion]:
        """All versions, newest first, all fitted at one time."""
        now = datetime(2026, 1, 1, tzinfo=UTC)
        return [
            ModelVersion(name=name, version=n, fitted_at=now, active=self.chosen[name] == n, report=report)
            for n, (_, report) in reversed(list(enumerate(self.kept.get(name, []), start=1)))
        ]

    def activate(self, name: str, version: int | None) -> None:
        """Go back to a version, or to the model as shipped."""
        if version is not None and not 1 <= version <= len(self.kept.get(name, [])):
            raise BadInput(f"{name} has no version {version}")
        self.chosen[name] = version
