"""Labelled rows from an installation's own files, and how the reader sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.coaching.adapting.rows import AdaptRow, BadRow, read_rows
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.domain.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Rows of all files, and the lines that could not be used, by file."""

    rows: tuple[AdaptRow, ...]
    bad: tuple[tuple[str, BadRow], ...]


def gather(paths: Iterable[Path]) -> Gathered:
    """Read labelled rows from files. Raises `BadInput` for a file that cannot be read at all."""
    rows: list[AdaptRow] = []
    bad: list[tuple[str, BadRow]] = []
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", errors="replace") as lines:
                for row in read_rows(lines):
                    if isinstance(row, BadRow):
                        bad.append((str(path), row))
                    else:
                        rows.append(row)
        except OSError as error:
            raise BadInput(f"{path} cannot be read: {error.strerror}") from error
    return Gathered(rows=tuple(rows), bad=tuple(bad))


def situation_of(row: AdaptRow, brand: Brand) -> Situation:
    """The row as the reader sees a comment."""
    return Situation(brand=brand, comment=row.comment, history=row.history, lang=row.lang)
