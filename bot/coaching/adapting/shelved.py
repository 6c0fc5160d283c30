"""The heads an installation has fitted, as the shelf keeps them; apart from fitting, whose libraries load slowly."""

from __future__ import annotations

from bot.coaching.adapting.heads import AdaptedHeads
from bot.ports import ModelShelf

HEADS, SCORE = "heads", "score"


def shelf_name(what: str, brand_id: str) -> str:
    """The shelf's name for a model of the installation, or of one brand."""
    return f"{what}@{brand_id}" if brand_id else what


def names_for(what: str, brand_id: str = "") -> tuple[str, ...]:
    """Where to look for a model, nearest first: the brand's own, then the installation's."""
    return tuple(dict.fromkeys((shelf_name(what, brand_id), what)))


def adapted_heads(shelf: ModelShelf, brand_id: str = "") -> AdaptedHeads | None:
    """The heads in force: the brand's own, else the installation's, else None for the heads as shipped."""
    for name in names_for(HEADS, brand_id):
        if (blob := shelf.active(name)) is not None:
            return AdaptedHeads.from_bytes(blob)
    return None
