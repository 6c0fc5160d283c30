"""Which page each row of an export belongs to, where the export has a brand column.

Rows are sent by brand only when the column speaks of this installation's brands: a person named the column, or one
of its first values is a brand here. Exports often hold somebody else's names in such a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.cli.importing_store import ensure_page
from bot.domain.brand import Brand
from bot.importing.columns import Field, Mapped
from bot.importing.records import Broken, Record
from bot.settings import Settings

PAGE_ADAPTER = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """`pages` gives a page id by brand id or name in small letters; empty when rows are not sent by brand."""

    settings: Settings
    pages: Mapping[str, str]


def speaks_of_brands(mapped: Mapped, sample: Sequence[Record], brands: Mapping[str, Brand]) -> bool:
    """Whether the brand column decides where rows go."""
    if Field.BRAND not in mapped.columns:
        return False
    names = _by_name(brands)
    return mapped.why[Field.BRAND] == "you" or any(_key(mapped, row) in names for row in sample)


def route(
    found: Iterable[Record | Broken],
    mapped: Mapped,
    brands: Mapping[str, Brand],
    settings: Settings,
    default: tuple[str, Brand],
    *,
    dry_run: bool,
) -> Routing:
    """A page for every brand that the rows name: its own imported page where it has one, else a new one, written into
    the settings unless it is a dry run. `default` is the page of rows without a brand, and its brand."""
    names = _by_name(brands)
    wanted = {names[key].id for row in found if isinstance(row, Record) and (key := _key(mapped, row)) in names}
    page_id, first = default
    given = settings.pages.get(page_id)
    pages = {given.brand if given else first.id: page_id}
    for brand_id in sorted(wanted - pages.keys()):
        pages[brand_id] = _page_of(settings, brand_id) or f"{page_id}-{brand_id}"
        if not dry_run:
            settings = ensure_page(settings, pages[brand_id], brands[brand_id])
    known = {key: pages[brand.id] for key, brand in names.items() if brand.id in pages}
    return Routing(settings=settings, pages=known)


def _page_of(settings: Settings, brand_id: str) -> str:
    mine = (name for name, one in settings.pages.items() if (one.brand, one.adapter) == (brand_id, PAGE_ADAPTER))
    return next(mine, "")


def _by_name(brands: Mapping[str, Brand]) -> dict[str, Brand]:
    by_name = {brand.name.strip().casefold(): brand for brand in brands.values()}
    return by_name | {brand.id.casefold(): brand for brand in brands.values()}


def _key(mapped: Mapped, row: Record) -> str:
    return (mapped.get(row, Field.BRAND) or "").strip().casefold()
