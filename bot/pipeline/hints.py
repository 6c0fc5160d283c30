"""The hint on a card: what replies like the ones offered, or like the one approved, drew on this page before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.transitions import OPEN_FOR_DECISION, ItemState
from bot.domain.weeks import week_of
from bot.reports.answered import Answered, answered
from bot.reports.answered_report import hint
from bot.store.rows import ItemRow
from bot.store.tx import Tx

LOOK_BACK = timedelta(days=91)
KEPT = timedelta(minutes=10)


@dataclass(slots=True)
class Hints:
    """Figures per brand and page, counted at most every ten minutes: a card is built far more often than they move."""

    _kept: dict[tuple[str, str], tuple[int, Answered]] = field(default_factory=dict)

    def of(self, tx: Tx, item: ItemRow, lang: str) -> str:
        """The sentence for an item that waits for a person, "" where too few cases tell anything."""
        moves = _moves(tx, item)
        return hint(self.figures(tx, item.brand_id, item.page_id), moves, lang) if moves is not None else ""

    def figures(self, tx: Tx, brand_id: str, page_id: str) -> Answered:
        """What gets answered on a page, as of some minutes ago at most."""
        known = self._kept.get((brand_id, page_id))
        if known is not None and known[0] > tx.after(-KEPT):
            return known[1]
        settled = week_of(tx.after(-tx.brands.policy(brand_id).follow_for))
        weeks = (week_of(tx.after(-LOOK_BACK)), week_of(tx.now) + 1)
        found = answered(tx.counts.replies(brand_id, page_id, weeks, settled))
        self._kept[brand_id, page_id] = (tx.now, found)
        return found


def _moves(tx: Tx, item: ItemRow) -> frozenset[str] | None:
    """What the texts before the person do: the approved one where a second approval is due, else the offers."""
    if item.state is ItemState.DECIDING and tx.publications.latest(item.id) is None:
        made = [one for one in tx.decisions.of(item.id) if one.undone_at is None and one.text]
        return frozenset(made[-1].moves.split()) if made else None
    if item.state not in OPEN_FOR_DECISION:
        return None
    offers = [one.score.moves for _, _, one in tx.suggestions.current(item.id)]
    return frozenset().union(*offers) if offers else None
