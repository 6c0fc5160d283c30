"""The inbox: what waits, for whom, how long already."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.domain.card import QueuePage
from bot.web.scope import Scope
from bot.web.visit import Visit, signed_in

VIEWS = ("open", "mine", "published", "ended", "all")
MOST = 50


async def inbox(visit: Visit) -> Response:
    """One page of the inbox; `fragment=list` gives the list alone, for the console's own script."""
    view = visit.query("view", "open")
    view = view if view in VIEWS else "open"
    search, cursor = visit.query("q").strip()[:200], visit.query("cursor")[:400]
    scope = await visit.scope()
    brand = visit.query("brand") if visit.query("brand") in scope.brand_names else ""
    page = visit.query("page") if visit.query("page") in scope.page_names else ""
    found = await visit.console.desk.queue(
        visit.person, brand_id=brand, view=view, search=search, cursor=cursor, most=MOST, page_id=page
    )
    values = {
        "queue": found,
        "view": view,
        "views": VIEWS,
        "brand": brand,
        "page": page,
        "search": search,
        "scope": scope,
        "counts": dict(found.counts),
        "link": _Link({"view": view, "brand": brand, "page": page, "q": search}),
        "cursor": cursor,
        "strip": evidence(found, scope),
    }
    template = "inbox_list.html" if visit.query("fragment") == "list" else "inbox.html"
    return visit.page(template, values)


class _Link:
    """Addresses of the inbox with one filter changed and the rest kept."""

    def __init__(self, now: dict[str, str]) -> None:
        self._now = now

    def __call__(self, **changed: str) -> str:
        """The address; changing a filter goes back to the first page."""
        kept = {key: value for key, value in {**self._now, **changed}.items() if value}
        if kept.get("view") == "open":
            del kept["view"]
        return "/inbox" + (f"?{urlencode(kept)}" if kept else "")


def evidence(found: QueuePage, scope: Scope) -> dict[str, int | None]:
    """The strip over the list: figures the store gave; None where it gave none."""
    counts = dict(found.counts)
    published, answered = counts.get("published"), counts.get("answered")
    rate = round(100 * answered / published) if published and answered is not None else None
    return {
        "waiting": counts.get("open"),
        "coming": counts.get("coming"),
        "published": published,
        "answered": answered,
        "rate": rate,
        "disconnected": sum(not page.connected for page in scope.pages),
    }


async def root(request: Request) -> Response:
    """The inbox is the console's home."""
    await asyncio.sleep(0)
    return RedirectResponse("/inbox", 302)


routes = [Route("/", root, methods=["GET"]), Route("/inbox", signed_in(inbox), methods=["GET"])]
