"""The heads an installation has fitted, as the shelf keeps them; apart from fitting, whose libraries load slowly."""

from __future__ import annotations

from bot.coaching.adapting.heads import AdaptedHeads
from bot.ports import ModelShelf

HEADS = "heads"


def shelf_name(what: str, brand_id: str) -> str:
    """The shelf's name for a model of the installation, or of one brand."""
    return f"{what}@{brand_id}" if brand_id else what


def adapted_heads(shelf: ModelShelf, brand_id: str = "") -> AdaptedHeads | None:
    """The heads in force: the brand's own, else the installation's, else None for the heads as shipped."""
    for name in dict.fromkeys((shelf_name(HEADS, brand_id), HEADS)):
        if (blob := shelf.active(name)) is not None:
            return AdaptedHeads.from_bytes(blob)
    return None
