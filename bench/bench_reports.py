"""Every report on a store of 1,000,000 comments (SQLite), and the digest of a week with 20,000 comments.

The rows that reports count are written straight into the store, as the background work leaves them; how quickly that
work makes them is measured on a portion beside it. The yardstick is one plain count of the comments' table.
`python bench/bench_reports.py [COMMENTS]`.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.domain.brand import Brand
from bot.domain.people import Person, Role
from bot.domain.report import ReportKind
from bot.domain.weeks import week_of
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.situations import BrandShelf
from bot.store import Store, open_store
from bot.store.schema import comment
from bot.store.schema_evidence import evidence
from bot.store.times import micros
from bot.testing.clock import FrozenClock
from bot.testing.coach import FakeCoach

COMMENTS = 1_000_000
WEEK = 20_000
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAYS = 365
PAGES = ("one", "two", "three")
KINDS = ("question", "complaint", "praise", "story", "suggestion", "request")
MOVES = (
    "asks-specific",
    "gives-date",
    "names-detail",
    "names-person",
    "sends-to-dm",
    "thanks",
    "apologises",
    "explains",
)
WORDS = [
    "open",
    "sunday",
    "hours",
    "coffee",
    "cold",
    "order",
    "late",
    "box",
    "broken",
    "seat",
    "window",
    "music",
    "loud",
    "dog",
    "allowed",
    "terrace",
    "vegan",
    "cake",
    "gluten",
    "price",
    "parking",
    "ticket",
    "refund",
    "phone",
    "answer",
    "delivery",
    "book",
    "signed",
    "author",
    "talk",
    "kids",
    "wifi",
    "card",
    "machine",
    "queue",
    "staff",
    "kind",
]
FILLED = (comment, evidence)
ANN = Person(id="ann", name="Ann", roles=(("acme", Role.MANAGER),))


def rows(many: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A year of comments and what was made of them; the last week is a full one."""
    chance = random.Random(5)
    first = micros(NOW - timedelta(days=DAYS))
    last = micros(NOW - timedelta(days=7))
    end = micros(NOW)
    for number in range(1, many + 1):
        fresh = number > many - WEEK
        at = chance.randrange(last, end) if fresh else chance.randrange(first, last)
        own = number % 3 == 0
        text = " ".join(chance.sample(WORDS, 6)) + (f" {number}" if number % 4 else "")
        kind = chance.choice(KINDS)
        replied = not own and chance.random() < 0.6
        wait = chance.randrange(60, 90_000)
        page = chance.choice(PAGES)
        plain = {
            "id": number, "page_id": page, "ext_id": str(number), "post_ext_id": "", "parent_ext_id": "",
            "thread_ext_id": str(number), "author_ext_id": f"a{number % 50_000}", "author_name": f"Ann {number % 500}",
            "author_handle": "", "own": own, "text": text, "lang": "en", "url": "", "extra": "", "created_at": at,
            "received_at": at,
        }  # fmt: skip
        made = {
            "comment_id": number, "item_id": None, "brand_id": "acme", "page_id": page, "thread_ext_id": str(number),
            "at": at, "week": week_of(at), "own": own, "last": chance.random() < 0.5, "words": chance.randrange(3, 60),
            "lang": "es" if number % 3 == 1 else "en", "kind": "" if own else kind, "kinds": "" if own else kind,
            "mood": "" if own else ("negative" if kind == "complaint" else "neutral"), "needed": not own,
            "reply_id": number - 1 if replied else None, "replied_at": at + wait * 1_000_000 if replied else None,
            "wait": wait if replied else None, "reply_words": 20 if replied else None,
            "moves": " ".join(sorted(chance.sample(MOVES, chance.randrange(4)))) if replied else "",
            "score": 70 if replied else None, "two_way": chance.random() < 0.5 if replied else None,
            "answered_at": at + wait * 1_000_000 + 1 if replied and chance.random() < 0.3 else None, "mood_after": "",
            "turns": 1, "others": 0, "choice": chance.choice(("taken", "edited", "overruled", "")) if replied else "",
            "advised": 72 if replied else None, "decided_by": "ann" if replied else "",
        }  # fmt: skip
        yield plain, made


def fill(store: Store, many: int) -> None:
    """Write the year. Indexes are made afterwards; the one for searching words, which no report asks, not at all."""
    store.write_sync(_seed)
    store.write_sync(_unindexed)
    made = rows(many)
    while batch := list(islice(made, 20_000)):
        store.write_sync(lambda tx, batch=batch: _insert(tx, batch))
    store.write_sync(_indexed)
    weeks = range(week_of(micros(NOW - timedelta(days=DAYS))), week_of(micros(NOW)) + 3)
    groups = {("acme", page, week) for page in PAGES for week in weeks}
    store.write_sync(lambda tx: tx.counts.sum_up(groups, groups))


def _seed(tx: Any) -> None:
    tx.brands.seed(Brand(id="acme", name="Acme"))
    for page in PAGES:
        tx.brands.seed_page(page, brand_id="acme", platform="fake", name=page.title(), reply_limit=500)


def _unindexed(tx: Any) -> None:
    tx.conn.exec_driver_sql("DROP TRIGGER comment_words_new")
    for table in FILLED:
        for index in table.indexes:
            index.drop(tx.conn)


def _indexed(tx: Any) -> None:
    for table in FILLED:
        for index in table.indexes:
            index.create(tx.conn)


def _insert(tx: Any, batch: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for table, rows_ in zip(FILLED, zip(*batch, strict=True), strict=True):
        names = list(rows_[0])
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
        tx.conn.exec_driver_sql(statement, [tuple(row.values()) for row in rows_])
    tx.evidence.set_mark("evidence.comment", batch[-1][0]["id"])


async def timed(name: str, call: Awaitable[Any], aim: float) -> None:
    """Run once and print."""
    started, worked = time.monotonic(), time.process_time()
    await call
    took, worked = time.monotonic() - started, time.process_time() - worked
    verdict = "" if took <= aim else ", MISSED"
    print(f"{name}: {took:.2f} s, of them {worked:.2f} s of work (aim {aim:.0f} s{verdict})", flush=True)


async def reports(service: EvidenceService) -> None:
    """Each report of the usual time, then of the whole year."""
    year = NOW - timedelta(days=DAYS)
    for kind in (ReportKind.HEALTH, ReportKind.ANSWERED, ReportKind.ADVICE):
        await timed(kind.value, service.report(kind, ANN, brand_id="acme"), 1)
        await timed(f"{kind.value}, one page", service.report(kind, ANN, brand_id="acme", page_id="two"), 1)
        await timed(f"{kind.value}, a year", service.report(kind, ANN, brand_id="acme", since=year), 1)
    await timed("the client's page, data and drawing", service.brief(ANN, brand_id="acme"), 1)
    await timed("the client's page, its data", service.brief_facts(ANN, brand_id="acme"), 1)
    await timed(f"digest of a week with {WEEK:,} comments", service.report(ReportKind.DIGEST, ANN, brand_id="acme"), 10)


def main() -> None:
    """Fill and measure."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else COMMENTS
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'reports.db'}", FrozenClock(NOW))
        try:
            started = time.monotonic()
            fill(store, many)
            print(f"{many:,} comments written in {time.monotonic() - started:.0f} s")
            started = time.monotonic()
            store.read_sync(lambda tx: tx.conn.execute(select(func.count()).select_from(comment)).scalar())
            print(f"one plain count of the comments: {time.monotonic() - started:.2f} s")
            asyncio.run(reports(EvidenceService(store, FakeCoach(), BrandShelf())))
        finally:
            store.close()


if __name__ == "__main__":
    main()
