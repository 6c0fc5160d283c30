"""An installation's own adaptation: read rows, fit, keep on the shelf, say what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.coaching.adapting.adapt import HeadsReport, ReadsScores, adapt_heads
from bot.coaching.adapting.rows import AdaptRow, BadRow, read_rows
from bot.coaching.adapting.shelved import HEADS, adapted_heads, shelf_name
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.domain.situation import Situation
from bot.ports import ModelShelf

__all__ = ["Gathered", "adapt_and_keep", "adapted_heads", "gather", "shelf_name", "situation_of"]


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


def adapt_and_keep(
    rows: Sequence[AdaptRow], reader: ReadsScores, shelf: ModelShelf, brand: Brand, brand_id: str = ""
) -> tuple[HeadsReport, int | None]:
    """Fit the heads on the rows and keep them if any label got better.

    Returns the report, and the new version's number or None when nothing was kept.
    """
    report = adapt_heads(rows, reader, [situation_of(row, brand) for row in rows])
    if report.heads is None:
        return report, None
    return report, shelf.save(shelf_name(HEADS, brand_id), report.heads.to_bytes(), report.as_json())
