"""Reports, pictures first: page health, what gets answered, advice, the digest; and the client's page to take away."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.errors import BadInput
from bot.domain.report import Report, ReportKind
from bot.web.lengths import clean_newlines
from bot.web.visit import Visit, signed_in

SPANS: dict[str, timedelta] = {
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "91d": timedelta(days=91),
    "365d": timedelta(days=365),
}
USUAL = "91d"
KINDS = tuple(kind.value for kind in ReportKind)
"""The tabs; a planned post has a form of its own."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which report of what: the address says it all, so that it can be sent to somebody."""

    kind: ReportKind
    brand: str
    page: str
    span: str

    def query(self, **other: str) -> str:
        """The address of this report, or of a neighbour."""
        values = {"kind": self.kind.value, "brand": self.brand, "page": self.page, "span": self.span, **other}
        return urlencode({name: value for name, value in values.items() if value})


async def _wanted(visit: Visit) -> Wanted | None:
    scope = await visit.scope()
    if not scope.brands:
        return None
    try:
        kind = ReportKind(visit.query("kind", ReportKind.HEALTH.value))
        if kind is ReportKind.POST:
            kind = ReportKind.HEALTH
    except ValueError as error:
        raise BadInput(visit.words("error.not_found")) from error
    usual = "7d" if kind is ReportKind.DIGEST else USUAL
    asked, page, span = visit.query("brand"), visit.query("page"), visit.query("span", usual)
    return Wanted(
        kind=kind,
        brand=asked if asked in scope.brand_names else scope.brands[0].id,
        page=page if page in scope.page_names else "",
        span=span if span in SPANS else usual,
    )


async def _made(visit: Visit, wanted: Wanted) -> Report:
    since = visit.console.clock.now() - SPANS[wanted.span]
    return await visit.console.evidence.report(
        wanted.kind, visit.person, brand_id=wanted.brand, page_id=wanted.page, since=since
    )


async def reports(visit: Visit) -> Response:
    """One report as a page."""
    wanted = await _wanted(visit)
    if wanted is None:
        return visit.back("/inbox", visit.words("error.no_brand"), good=False)
    made, scope = await _made(visit, wanted), await visit.scope()
    values = {
        "report": made,
        "pictures": [(chart, Markup(chart.svg)) for chart in made.charts],  # noqa: S704 drawn here, labels escaped
        "wanted": wanted,
        "kinds": KINDS,
        "spans": list(SPANS),
        "scope": scope,
        "brand_pages": [page for page in scope.pages if page.brand_id == wanted.brand],
    }
    return visit.page("reports.html", values)


async def post(visit: Visit) -> Response:
    """A planned post, judged before it goes to the client; the form alone when nothing was pasted."""
    scope = await visit.scope()
    if not scope.brands:
        return visit.back("/inbox", visit.words("error.no_brand"), good=False)
    asked = visit.field("brand") or visit.query("brand")
    brand, text = asked if asked in scope.brand_names else scope.brands[0].id, visit.field("text")
    made = None
    if visit.request.method == "POST":
        made = await visit.console.evidence.post(clean_newlines(text), visit.person, brand_id=brand)
    values = {"report": made, "text": text, "brand": brand, "kinds": KINDS, "scope": scope}
    return visit.page("planned_post.html", values)


async def export(visit: Visit) -> Response:
    """The same figures as CSV or JSON."""
    wanted = await _wanted(visit)
    if wanted is None:
        raise BadInput(visit.words("error.no_brand"))
    made = await _made(visit, wanted)
    name = f"tertulia-{wanted.kind.value}-{wanted.brand}"
    if visit.query("format") == "csv":
        return _file(_csv(made).encode(), f"{name}.csv", "text/csv; charset=utf-8")
    whole = {"verdict": made.verdict, "paragraphs": made.paragraphs, "caution": made.caution, "data": made.data}
    body = json.dumps(whole, ensure_ascii=False, default=str).encode()
    return _file(body, f"{name}.json", "application/json")


async def brief(visit: Visit) -> Response:
    """The client's page as PDF or PNG."""
    wanted = await _wanted(visit)
    if wanted is None:
        raise BadInput(visit.words("error.no_brand"))
    since = visit.console.clock.now() - SPANS[wanted.span]
    made = await visit.console.evidence.brief(visit.person, brand_id=wanted.brand, since=since)
    if visit.request.path_params["form"] == "pdf":
        return _file(made.pdf, f"{wanted.brand}.pdf", "application/pdf")
    return Response(made.png, media_type="image/png", headers={"Cache-Control": "no-store"})


async def settle(visit: Visit) -> Response:
    """A promise was kept, or is off."""
    kept = visit.field("state") == "kept"
    done = await visit.console.evidence.settle_promise(int(visit.request.path_params["ref"]), visit.person, kept=kept)
    message = visit.words("reports.promise_settled" if done else "reports.promise_gone")
    return visit.back(f"/reports?{urlencode({'kind': 'digest', 'brand': visit.field('brand')})}", message, good=done)


def _csv(made: Report) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    for row in made.table:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) and not _number(cell) else cell for cell in row])
    return out.getvalue()


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _file(body: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=kind, headers=headers)


routes = [
    Route("/reports", signed_in(reports), methods=["GET"]),
    Route("/reports/post", signed_in(post), methods=["GET", "POST"]),
    Route("/reports/export", signed_in(export), methods=["GET"]),
    Route("/reports/brief.{form:str}", signed_in(brief), methods=["GET"]),
    Route("/reports/promises/{ref:int}", signed_in(settle), methods=["POST"]),
]
