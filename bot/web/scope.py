"""Which brands and pages a person may see, with their names, kept for a few seconds per person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from bot.domain.brand import Brand
from bot.domain.people import Right
from bot.ports import PageStatus
from bot.web.visit import Console, Visit

KEPT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """`brands` without their facts' weight in templates: names and ids are what lists need."""

    brands: tuple[Brand, ...]
    pages: tuple[PageStatus, ...]
    brand_names: dict[str, str]
    page_names: dict[str, str]


_kept: WeakKeyDictionary[Console, dict[str, tuple[datetime, Scope]]] = WeakKeyDictionary()


async def scope_of(visit: Visit, *, fresh: bool = False) -> Scope:
    """The person's scope; `fresh` after something was changed."""
    console, now = visit.console, visit.console.clock.now()
    mine = _kept.setdefault(console, {})
    key = repr(visit.person)
    if not fresh and key in mine and timedelta(0) <= now - mine[key][0] < KEPT:
        return mine[key][1]
    brands = tuple(b for b in await console.admin.brands(visit.person) if visit.person.may(Right.SEE, b.id))
    pages = tuple(await console.admin.pages(visit.person))
    scope = Scope(
        brands=brands,
        pages=pages,
        brand_names={brand.id: brand.name for brand in brands},
        page_names={page.id: page.name for page in pages},
    )
    if len(mine) > 500:
        mine.clear()
    mine[key] = (now, scope)
    return scope
