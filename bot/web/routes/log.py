"""The append-only log: read it, take it away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Sequence

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.domain.people import Right
from bot.ports import AuditEntry
from bot.web.visit import Visit, signed_in

BATCH = 500
COLUMNS = ("id", "at", "actor", "action", "item_id", "brand_id", "detail")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def log(visit: Visit) -> Response:
    """The newest entries, and older ones page by page."""
    before = int(visit.query("before")) if visit.query("before").isdigit() else 0
    brand = await _brand(visit)
    entries = await visit.console.admin.audit(visit.person, brand_id=brand, before=before, most=100)
    values = {
        "entries": entries,
        "brand": brand,
        "scope": await visit.scope(),
        "next": entries[-1].id if len(entries) == 100 else 0,
    }
    return visit.page("log.html", values)


async def _brand(visit: Visit) -> str:
    """The brand asked for; where the person administers single brands only, the first of them."""
    scope = await visit.scope()
    asked = visit.query("brand")
    mine = [brand.id for brand in scope.brands if visit.person.may(Right.ADMINISTER, brand.id)]
    brand = asked if asked in scope.brand_names else ""
    if not brand and not visit.person.may(Right.ADMINISTER, "*"):
        brand = mine[0] if mine else ""
    visit.need(Right.ADMINISTER, brand)
    return brand


async def export(visit: Visit) -> Response:
    """The whole log as JSONL or CSV, newest first, in bounded memory."""
    brand = await _brand(visit)
    as_csv = visit.query("format") == "csv"
    first = await visit.console.admin.audit(visit.person, brand_id=brand, most=BATCH)
    body = _lines(visit, brand, first, as_csv=as_csv)
    ending, kind = ("csv", "text/csv") if as_csv else ("jsonl", "application/x-ndjson")
    headers = {"Content-Disposition": f'attachment; filename="tertulia-log.{ending}"', "Cache-Control": "no-store"}
    return StreamingResponse(body, media_type=f"{kind}; charset=utf-8", headers=headers)


async def _lines(visit: Visit, brand: str, batch: Sequence[AuditEntry], *, as_csv: bool) -> AsyncIterator[str]:
    if as_csv:
        yield ",".join(COLUMNS) + "\r\n"
    while batch:
        yield "".join(_csv(entry) if as_csv else _json(entry) for entry in batch)
        if len(batch) < BATCH:
            return
        batch = await visit.console.admin.audit(visit.person, brand_id=brand, before=batch[-1].id, most=BATCH)


def _values(entry: AuditEntry) -> tuple[int, str, str, str, int | None, str, str]:
    return entry.id, entry.at.isoformat(), entry.actor, entry.action, entry.item_id, entry.brand_id, entry.detail


def _json(entry: AuditEntry) -> str:
    return json.dumps(dict(zip(COLUMNS, _values(entry), strict=True)), ensure_ascii=False) + "\n"


def _csv(entry: AuditEntry) -> str:
    """One row; a cell that a spreadsheet would take for a formula is quoted out of harm's way."""
    row = ["" if value is None else str(value) for value in _values(entry)]
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue()


routes = [
    Route("/log", signed_in(log), methods=["GET"]),
    Route("/log/export", signed_in(export), methods=["GET"]),
]
