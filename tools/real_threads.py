"""Reports on real threads: brands as pages, in a throw-away store, judged by the engine as it ships.

Run `TERTULIA_DATA=… python -m tools.real_threads` from the project's root. The file `twcs_reply_outcome.jsonl` of that
folder holds replies of companies on Twitter with what came before and whether the customer wrote again. Rows of one
thread are put together; the days are made up (the file has only the minutes until a reply), so nothing by week is
told. Prints figures, never a text.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.brand import Brand
from bot.domain.people import Person, Role
from bot.domain.report import Report, ReportKind
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.situations import BrandShelf
from bot.settings import Settings
from bot.store import Store, open_store
from bot.store.schema import comment
from bot.store.times import micros
from bot.store.tx import Tx
from bot.testing.clock import FrozenClock
from bot.wiring.engine import build_coach

FILE = "twcs_reply_outcome.jsonl"
START = datetime(2026, 8, 3, tzinfo=UTC)
BRAND = Brand(id="threads", name="Threads")
ANYBODY = Person(id="reader", name="Reader", roles=(("threads", Role.MANAGER),))
LARGEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of a thread: `own` the page's, `minutes` after the turn before it."""

    own: bool
    text: str
    minutes: float


def threads_of(path: Path) -> dict[tuple[str, str], list[Turn]]:
    """(page, thread) -> its turns in order, the rows of a thread put together."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found: dict[tuple[str, str], list[Turn]] = {}
    for row in sorted(rows, key=lambda one: (one["thread"], one["brand_turn"])):
        turns = found.setdefault((row["brand"], row["thread"]), [])
        known = {(turn.own, turn.text) for turn in turns}
        turns += [turn for turn in _turns(row) if (turn.own, turn.text) not in known]
    return found


def _turns(row: dict[str, Any]) -> Iterator[Turn]:
    for told in row["history"]:
        yield Turn(own=told["who"] == "brand", text=told["text"], minutes=20)
    yield Turn(own=False, text=row["parent_body"], minutes=20)
    yield Turn(own=True, text=row["reply_body"], minutes=row["minutes_to_reply"])
    if row["answered_back"]:
        yield Turn(own=False, text=row["followup"], minutes=20)


def fill(store: Store, threads: dict[tuple[str, str], list[Turn]]) -> None:
    """Put the threads into the store, a thread an hour."""

    def work(tx: Tx) -> None:
        tx.brands.seed(BRAND)
        for page in sorted({page for page, _ in threads}):
            tx.brands.seed_page(page, brand_id=BRAND.id, platform="file", name=page, reply_limit=280)
        rows = [row for number, (key, turns) in enumerate(threads.items()) for row in _rows(*key, turns, number)]
        tx.conn.execute(comment.insert(), sorted(rows, key=lambda row: int(row["created_at"])))

    store.write_sync(work)


def _rows(page: str, thread: str, turns: list[Turn], number: int) -> Iterator[dict[str, Any]]:
    at = START + timedelta(hours=number)
    for place, turn in enumerate(turns):
        at += timedelta(minutes=turn.minutes)
        yield {
            "page_id": page,
            "ext_id": f"{thread}-{place}",
            "post_ext_id": "",
            "parent_ext_id": f"{thread}-{place - 1}" if place else "",
            "thread_ext_id": f"{thread}-0",
            "author_ext_id": "" if turn.own else thread,
            "author_name": "",
            "author_handle": "",
            "own": turn.own,
            "text": turn.text,
            "lang": "",
            "url": "",
            "extra": "",
            "created_at": micros(at),
            "received_at": micros(at),
        }


def judged(folder: Path, threads: dict[tuple[str, str], list[Turn]]) -> tuple[Store, EvidenceService]:
    """A store in `folder` with the threads in it, judged."""
    clock = FrozenClock(START + timedelta(hours=len(threads), days=60))
    store = open_store(f"sqlite:///{folder / 'threads.db'}", clock)
    fill(store, threads)
    service = EvidenceService(store, build_coach(Settings(home=folder), store, BRAND), BrandShelf())
    asyncio.run(service.catch_up())
    return store, service


def ask(service: EvidenceService, kind: ReportKind, page: str = "") -> Report:
    """A report over everything."""
    return asyncio.run(service.report(kind, ANYBODY, brand_id=BRAND.id, page_id=page, since=START))


def main() -> None:
    """Print the figures."""
    threads = threads_of(Path(os.environ["TERTULIA_DATA"]) / FILE)
    sizes: dict[str, int] = {}
    for page, _ in threads:
        sizes[page] = sizes.get(page, 0) + 1
    with tempfile.TemporaryDirectory() as folder:
        store, service = judged(Path(folder), threads)
        print(f"{len(threads)} threads, {sum(map(len, threads.values()))} turns, {len(sizes)} pages")
        for page in ["", *sorted(sizes, key=lambda one: -sizes[one])[:LARGEST]]:
            for kind in (ReportKind.HEALTH, ReportKind.ANSWERED):
                made = ask(service, kind, page)
                print(f"\n## {page or 'all'}: {kind.value}\n{made.verdict}")
                print("\n".join(f"- {each}" for each in made.paragraphs))
        store.close()


if __name__ == "__main__":
    main()
