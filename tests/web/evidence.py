"""A stand-in for the evidence: one report of each kind, with a real picture."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.errors import NoRight
from bot.domain.people import Person, Right
from bot.domain.report import Brief, Report, ReportKind
from bot.reports.charts import Bar, bars

CHART = bars(
    "test-bars",
    "Who got a reply?",
    "With a reply: questions 72 %; complaints 32 %.",
    [Bar(label="questions", value=0.72, note="36 of 50"), Bar(label="<complaints> & co", value=0.32, note="16 of 50")],
)


class FakeEvidence:
    """`ports.Evidence`. `asked` are the questions that came; `settled` the promises."""

    def __init__(self) -> None:
        self.asked: list[tuple[ReportKind, str, str, datetime | None]] = []
        self.settled: list[tuple[int, bool]] = []

    async def report(
        self,
        kind: ReportKind,
        by: Person,
        *,
        brand_id: str,
        page_id: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        lang: str = "",
    ) -> Report:
        if not by.may(Right.SEE, brand_id):
            raise NoRight("Your role does not allow this.")
        self.asked.append((kind, brand_id, page_id, since))
        promise = {"ref": 7, "text": "I'll ask Inés tomorrow.", "item": 1, "author": "Ann", "at": "2026-11-24"}
        return Report(
            kind=kind,
            brand_id=brand_id,
            lang=by.lang,
            since=since or datetime(2026, 8, 1, tzinfo=UTC),
            until=datetime(2026, 11, 23, tzinfo=UTC),
            title="Does the page talk with people?",
            verdict="It talks at people: 7 of 10 posts ask nothing.",
            paragraphs=("What people asked:\n– 4 people: “<b>open</b> on Sundays?”",),
            caution="Observed, not proven.",
            charts=(CHART,),
            table=(("group", "count"), ("=all", "-5")),
            data={"promises": [promise]},
        )

    async def post(self, text: str, by: Person, *, brand_id: str, page_id: str = "", lang: str = "") -> Report:
        return await self.report(ReportKind.POST, by, brand_id=brand_id)

    async def brief(self, by: Person, *, brand_id: str, since: datetime | None = None, lang: str = "") -> Brief:
        return Brief(brand_id=brand_id, lang="en", title="x", sentences=("x",), pdf=b"%PDF-1.4", png=b"\x89PNG")

    async def settle_promise(self, ref: int, by: Person, *, kept: bool) -> bool:
        self.settled.append((ref, kept))
        return len(self.settled) == 1

    async def hint(self, item_id: int, by: Person) -> str:
        return ""
