"""Which brands and pages a person may see, with their names, kept for a few seconds per person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.brand import Brand
from bot.domain.people import Person, Right
from bot.ports import Admin, Clock, PageStatus

KEPT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The brands and pages of one person, and their names by id."""

    brands: tuple[Brand, ...]
    pages: tuple[PageStatus, ...]
    brand_names: dict[str, str]
    page_names: dict[str, str]


class Scopes:
    """Asks the store at most once in `KEPT` for each person, since every inbox page shows these names."""

    def __init__(self, admin: Admin, clock: Clock, *, most: int = 500) -> None:
        self._admin, self._clock, self._most = admin, clock, most
        self._kept: dict[Person, tuple[datetime, Scope]] = {}

    def forget(self) -> None:
        """After something was changed."""
        self._kept.clear()

    async def of(self, person: Person) -> Scope:
        """The person's scope. Roles are part of the key: a change of roles is seen at once."""
        now = self._clock.now()
        if person in self._kept and timedelta(0) <= now - self._kept[person][0] < KEPT:
            return self._kept[person][1]
        brands = tuple(b for b in await self._admin.brands(person) if person.may(Right.SEE, b.id))
        pages = tuple(await self._admin.pages(person))
        scope = Scope(
            brands=brands,
            pages=pages,
            brand_names={brand.id: brand.name for brand in brands},
            page_names={page.id: page.name for page in pages},
        )
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[person] = (now, scope)
        return scope
