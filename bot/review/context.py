"""What the handlers of one decision share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.domain.capabilities import PageCapabilities
from bot.domain.decision import DecisionRequest
from bot.domain.score import Score
from bot.review.length import Measure
from bot.store.rows import ItemRow
from bot.store.tx import Tx


@dataclass(slots=True, kw_only=True)
class Context:
    """One decision being carried out. `decision_id` is 0 until a handler has kept the decision."""

    tx: Tx
    request: DecisionRequest
    item: ItemRow
    page: PageCapabilities | None
    measure: Measure
    score: Score | None = None
    decision_id: int = 0

    def keep(
        self, *, text: str = "", score: Score | None = None, suggestion_id: int | None = None, **detail: Any
    ) -> int:
        """Put the decision and a line of the log on record."""
        request, item = self.request, self.item
        self.decision_id = self.tx.decisions.add(
            item_id=item.id,
            kind=request.kind.value,
            person_id=request.person.id,
            person_name=request.person.name,
            via=request.via,
            suggestion_id=suggestion_id,
            text=text,
            note=request.note,
            score=score.total if score else None,
            moves=" ".join(sorted(score.moves)) if score else "",
            advised=item.best_score,
            request_id=request.request_id or None,
        )
        self.tx.audit.add(
            request.person.id, request.kind.value, item_id=item.id, brand_id=item.brand_id, via=request.via, **detail
        )
        return self.decision_id
