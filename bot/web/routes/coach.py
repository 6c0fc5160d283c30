"""Chatting with the coach: a page of its own, and the panel beside an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.domain.errors import BadInput
from bot.domain.people import Right
from bot.domain.situation import TalkLine
from bot.domain.suggestion import Suggestion
from bot.web.lengths import clean_newlines
from bot.web.visit import Visit, signed_in

MOST_MESSAGE = 8000


def conversation_key(visit: Visit, item_id: int = 0, brand_id: str = "") -> str:
    """One conversation per person and item, or per person and brand."""
    about = f"item-{item_id}" if item_id else (brand_id or "all")
    return f"console:{visit.person.id}:{about}"


async def told(visit: Visit, key: str) -> Sequence[TalkLine]:
    """The conversation so far, as the page shows it."""
    lines = await visit.console.desk.said(key, visit.person)
    return [replace(line, text=without_offers(line.text, line.suggestions)) for line in lines]


async def coach(visit: Visit) -> Response:
    """The conversation page."""
    scope = await visit.scope()
    brands = [b for b in scope.brands if visit.person.may(Right.ASK, b.id)]
    if not brands:
        visit.need(Right.ASK, "")
    brand = _brand(visit, [b.id for b in brands])
    said = await told(visit, conversation_key(visit, brand_id=brand))
    return visit.page("coach.html", {"said": said, "brand": brand, "brands": brands})


def _brand(visit: Visit, known: list[str]) -> str:
    asked = visit.field("brand") or visit.query("brand")
    return asked if asked in known else (known[0] if known else "")


async def say(visit: Visit) -> Response:
    """One message to the coach, and its answer."""
    message = clean_newlines(visit.field("message")).strip()
    item_id = int(visit.field("item_id")) if visit.field("item_id").isdigit() else 0
    if not message or len(message) > MOST_MESSAGE:
        raise BadInput(visit.words("coach.empty" if not message else "error.long"))
    brand = await _right_to_ask(visit, item_id)
    key = conversation_key(visit, item_id, "" if item_id else brand)
    asked = TalkLine(by_coach=False, text=message, at=visit.console.clock.now())
    answer = await visit.console.desk.talk(key, message, visit.person, item_id=item_id, brand_id=brand)
    said = TalkLine(
        by_coach=True,
        text=without_offers(answer.text, answer.suggestions),
        at=visit.console.clock.now(),
        suggestions=answer.suggestions,
        chips=tuple(answer.chips),
    )
    if not visit.wants_json:
        return visit.back(f"/items/{item_id}#coach" if item_id else f"/coach?brand={brand}")
    template = visit.console.pages.get_template("said.html")
    html = "".join(template.render(t=visit.words, line=line, item_id=item_id) for line in (asked, said))
    return JSONResponse({"ok": True, "html": html})


def without_offers(text: str, offers: Sequence[Suggestion]) -> str:
    """The coach's words without the numbered list that plain channels need: here each offer has its own card."""
    for offer in offers:
        text = re.sub(rf"(?m)^\s*\d+[.)]\s*{re.escape(offer.text)}[ \t]*(\(\d+\))?[ \t]*$\n?", "", text)
    return text.strip()


async def _right_to_ask(visit: Visit, item_id: int) -> str:
    if item_id:
        card = await visit.console.desk.card(item_id, visit.person)
        brand = card.brand_id if card else ""
    else:
        scope = await visit.scope()
        brand = _brand(visit, [b.id for b in scope.brands if visit.person.may(Right.ASK, b.id)])
    visit.need(Right.ASK, brand)
    return brand


routes = [
    Route("/coach", signed_in(coach), methods=["GET"]),
    Route("/coach", signed_in(say), methods=["POST"]),
]
