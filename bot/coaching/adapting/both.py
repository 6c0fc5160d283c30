"""Fits both halves, the reading's heads and the score, on one set of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.coaching.adapting.adapt import HeadsReport, adapt_heads
from bot.coaching.adapting.installation import situation_of
from bot.coaching.adapting.rows import OUTCOME, AdaptRow
from bot.coaching.adapting.shelved import HEADS, SCORE, shelf_name
from bot.coaching.parts import Fitted, Parts
from bot.coaching.scoring.fit import ScoreReport, adapt_score, gather_replies
from bot.domain.brand import Brand
from bot.ports import ModelShelf


@dataclass(frozen=True, slots=True, kw_only=True)
class BothReports:
    """What came of it. `score` None where no row says whether a reply was answered."""

    heads: HeadsReport
    score: ScoreReport | None


def adapt_both(rows: Sequence[AdaptRow], parts: Parts, brand: Brand, in_force: Fitted | None = None) -> BothReports:
    """Fit on the rows with `parts` as shipped; each half has to beat what `in_force` holds of it."""
    own = in_force or Fitted()
    situations = [situation_of(row, brand) for row in rows]
    heads = adapt_heads(rows, parts.reader, situations, own.heads)
    return BothReports(heads=heads, score=_outcomes(rows, parts, brand, own))


def keep(reports: BothReports, shelf: ModelShelf, brand_id: str = "", *, by: str = "file") -> bool:
    """Put the halves that are better on the shelf, in force at once; whether there was one. `by` says what fitted."""
    halves = (
        (HEADS, reports.heads.heads, reports.heads),
        (SCORE, reports.score and reports.score.fitted, reports.score),
    )
    kept = False
    for what, fitted, report in halves:
        if fitted and report:
            shelf.save(shelf_name(what, brand_id), fitted.to_bytes(), {**report.as_json(), "by": by})
            kept = True
    return kept


def _outcomes(rows: Sequence[AdaptRow], parts: Parts, brand: Brand, in_force: Fitted) -> ScoreReport | None:
    told = [row for row in rows if row.reply and row.label(OUTCOME) is not None]
    if not told:
        return None
    pairs = [
        (row.reply, situation_of(row, Brand(id=row.brand, name=row.brand) if row.brand else brand)) for row in told
    ]
    replies = gather_replies(pairs, parts.scorer.score_many(pairs), parts.encoder)
    answered = np.array([int(bool(row.label(OUTCOME))) for row in told])
    return adapt_score(replies, answered, [row.brand or row.group for row in told], in_force.score)
