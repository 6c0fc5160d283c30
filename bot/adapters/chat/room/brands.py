"""Which brand, and which page of it, somebody means who asks in a room."""

from __future__ import annotations

import unicodedata

from bot.adapters.chat.room.asks import RoomCommand
from bot.adapters.chat.room.events import Answer
from bot.adapters.chat.room.memory import Seat
from bot.adapters.chat.room.texts import room_texts
from bot.adapters.chat.room.visit import Visit
from bot.domain.brand import Brand
from bot.domain.people import Right


async def brand_meant(visit: Visit, command: RoomCommand, seat: Seat, en: str, es: str) -> Brand | Answer | None:
    """The brand named, the one of the card before the person, or the only one. None when no brand has that name; an
    answer that asks which one, saying the command in the person's language, when it may be several."""
    brands = await _theirs(visit)
    t = room_texts(visit.lang)
    if not brands:
        return visit.says(t.no_brand, private=True)
    if command.brand:
        return next((one for one in brands if _same(command.brand, one.id, one.name)), None)
    if len(brands) == 1:
        return brands[0]
    card = await visit.office.desk.card(seat.hand.item, visit.person) if seat.hand.item else None
    if card is not None:
        return next((one for one in brands if one.id == card.brand_id), brands[0])
    names = ", ".join(one.id for one in brands)
    said = es if visit.lang == "es" else en
    return visit.says(t.which_brand.format(command=said, brands=names))


async def page_meant(visit: Visit, named: str, brand_id: str = "") -> tuple[str, str] | None:
    """(page, its brand) of a page that the person may see, by id or name; None for no such page."""
    seen = {one.id for one in await _theirs(visit)}
    for page in await visit.office.admin.pages(visit.person):
        if page.brand_id in seen and brand_id in ("", page.brand_id) and _same(named, page.id, page.name):
            return page.id, page.brand_id
    return None


async def _theirs(visit: Visit) -> list[Brand]:
    return [one for one in await visit.office.admin.brands(visit.person) if visit.person.may(Right.SEE, one.id)]


def _same(named: str, *names: str) -> bool:
    return _plain(named) in map(_plain, names)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode().strip(" .!?")
