"""A page that loses its access, and one that has it again: its row, its cards, the channels' sentence, its replies."""

from __future__ import annotations

import json

from bot.store.tx import Tx


def page_down(tx: Tx, page_id: str, why: str) -> bool:
    """This page stops, the others go on; True when it was connected until now. Its cards and the channels say so
    once, whatever fails how often afterwards."""
    page = tx.brands.page(page_id)
    if page is None or (not page.connected and page.why == why):
        return False
    tx.brands.change_page(page_id, connected=False, why=why)
    tx.audit.add("page", "disconnected", brand_id=page.brand_id, page=page_id, why=why)
    tx.items.touch_page(page_id)
    if page.connected:
        _tell(tx, page_id, "down", why)
    return page.connected


def page_up(tx: Tx, page_id: str) -> bool:
    """The platform accepts the page's access again: replies that waited go out now. True when it was down."""
    page = tx.brands.page(page_id)
    if page is None or page.connected:
        return False
    tx.brands.change_page(page_id, connected=True, why="")
    tx.audit.add("page", "connected", brand_id=page.brand_id, page=page_id)
    tx.items.touch_page(page_id, forget="disconnected")
    tx.jobs.hasten("publish", page_id)
    _tell(tx, page_id, "up", "")
    return True


def _tell(tx: Tx, page_id: str, what: str, why: str) -> None:
    payload = json.dumps({"page": page_id, "what": what, "why": why}, ensure_ascii=False)
    tx.jobs.enqueue("tell", f"tell:{page_id}:{what}:{tx.now}", payload=payload, priority=0)
