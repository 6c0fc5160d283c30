"""The durable path, printed as ratios and figures of one run: intake, idle, latency, throughput, start.

python -m bench.bench_store            # a few minutes' work in a temporary folder
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

import psutil

from bot.domain.brand import Brand, Policy
from bot.domain.capabilities import Idempotency
from bot.domain.comment import Author, Comment
from bot.domain.decision import DecisionKind, DecisionRequest
from bot.domain.people import Person, Role
from bot.domain.transitions import ItemState
from bot.pipeline.desk import DeskService
from bot.pipeline.intake import IntakeService
from bot.pipeline.office import make_office
from bot.pipeline.runtime import Runtime
from bot.pipeline.situations import BrandShelf
from bot.pipeline.work import Work
from bot.store import Store, Tx, open_store
from bot.testing.coach import FakeCoach
from bot.testing.page import FakePage
from bot.wiring.clock import SystemClock

MO = Person(id="mo", name="Mo", roles=(("acme", Role.MODERATOR),))
TEXT = "When do you open on Sundays, and is there a table for four with a high chair near the window? " * 3


def main() -> None:
    """All figures, as lines of JSON."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        here = Path(folder)
        show("intake", asyncio.run(intake(here / "a")))
        show("full comment", asyncio.run(full(here / "b")))
        show("decision to publish job", asyncio.run(latency(here / "c")))
        fill(here / "d", 100_000)
        show("start with 100,000 comments", start(here / "d"))
        show("idle with 100,000 waiting", idle(here / "d"))
        show("inbox page with 100,000 comments", asyncio.run(inbox(here / "d")))


def show(name: str, figures: dict[str, Any]) -> None:
    """One line."""
    print(json.dumps({"figure": name, **figures}), flush=True)


def opened(folder: Path) -> Store:
    """A store with one brand and page."""
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(f"sqlite:///{folder}/t.db", SystemClock())

    def seed(tx: Tx) -> None:
        tx.brands.seed(Brand(id="acme", name="Acme", policy=Policy(undo_grace=timedelta(0))))
        tx.brands.seed_page("page", brand_id="acme", platform="fake", name="Acme", reply_limit=500)

    store.write_sync(seed)
    return store


def comments(count: int, prefix: str = "c") -> list[Comment]:
    """Comments of some 300 characters by different people."""
    at = datetime.now(UTC)
    return [
        Comment(
            page_id="page",
            ext_id=f"{prefix}{number}",
            text=TEXT,
            author=Author(ext_id=f"a{number}", name=f"Author {number}"),
            created_at=at,
        )
        for number in range(count)
    ]


def bare_loop(folder: Path, count: int) -> float:
    """One thread, one committed insert a transaction, WAL and FULL: what the disk and SQLite allow."""
    folder.mkdir(parents=True, exist_ok=True)
    conn = sqlite3.connect(folder / "bare.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    conn.execute(
        "CREATE TABLE c (id INTEGER PRIMARY KEY, page TEXT, ext TEXT, text TEXT, at INTEGER, UNIQUE(page, ext))"
    )
    started = time.perf_counter()
    for number in range(count):
        conn.execute(
            "INSERT INTO c (page, ext, text, at) VALUES (?,?,?,?) ON CONFLICT DO NOTHING", ("p", f"c{number}", TEXT, 1)
        )
    seconds = time.perf_counter() - started
    conn.close()
    return count / seconds


async def intake(folder: Path) -> dict[str, Any]:
    """Deliveries of one comment each by 64 callers at a time, every tenth twice; each answered after its commit."""
    store = opened(folder)
    service = IntakeService(store)
    wanted = comments(6000)
    rounds = []
    for half in (wanted[:3000], wanted[3000:]):
        bare = await asyncio.to_thread(bare_loop, folder / f"bare{len(rounds)}", 2000)
        started = time.perf_counter()
        await _deliver(service, half)
        rounds.append((len(half) / (time.perf_counter() - started), bare))
    store.close()
    rate, bare = sum(one for one, _ in rounds) / 2, sum(one for _, one in rounds) / 2
    return {"per_s": round(rate), "bare_loop_per_s": round(bare), "ratio": round(rate / bare, 2), "wanted": ">= 0.5"}


async def _deliver(service: IntakeService, wanted: Sequence[Comment]) -> None:
    todo = list(wanted)[::-1]

    async def caller() -> None:
        while todo:
            one = todo.pop()
            await service.accept([one])
            if int(one.ext_id[1:]) % 10 == 0:
                await service.accept([one])

    await asyncio.gather(*(caller() for _ in range(64)))


def house(store: Store) -> tuple[Work, DeskService, Runtime]:
    """Everything but the engine's own time."""
    page = FakePage("page", SystemClock(), idempotency=Idempotency.LIST)
    shelf, coach = BrandShelf(), FakeCoach()
    work = Work(store=store, coach=coach, pages={"page": page}, shelf=shelf)
    desk = DeskService(store, coach, work.capabilities(), shelf)
    return work, desk, Runtime(work=work, intake=IntakeService(store), office=make_office(store, desk, coach, shelf))


async def full(folder: Path) -> dict[str, Any]:
    """Comments through intake, reading, drafting, decision and publishing, the engine being a fake."""
    store, count = opened(folder), 1000
    _, desk, runtime = house(store)
    task = asyncio.create_task(runtime.run())
    cpu, started = time.process_time(), time.perf_counter()
    moderator = asyncio.create_task(_moderate(store, desk, count))
    made = comments(count)
    for at in range(0, count, 20):  # as pages bring them, and not more than the feed can tell of
        await runtime.intake.accept(made[at : at + 20])
        await asyncio.sleep(0)
    await moderator
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    runtime.stop()
    await task
    store.close()
    return {"per_s": round(count / seconds), "cpu_ms_each": round(cpu / count * 1000, 1), "wanted": ">= 100"}


async def _moderate(store: Store, desk: DeskService, count: int) -> None:
    """Approve each item as soon as the feed says that it waits; ends when all are published."""
    published = 0
    deciding: set[asyncio.Task[None]] = set()
    async for change in store.changes():
        if change.state == ItemState.WAITING:
            deciding.add(asyncio.create_task(_approve(store, desk, change.item_id)))
        published += change.state == ItemState.PUBLISHED
        if change.item_id == 0 or published >= count:
            break
    await asyncio.gather(*deciding)
    while (await store.read(lambda tx: tx.inbox.states())).get(ItemState.PUBLISHED, 0) < count:  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def _approve(store: Store, desk: DeskService, item_id: int) -> None:
    offers = await store.read(lambda tx: tx.suggestions.current(item_id))
    kind = DecisionKind.APPROVE
    await desk.decide(DecisionRequest(item_id=item_id, kind=kind, person=MO, via="bench", suggestion_id=offers[0][0]))


async def latency(folder: Path) -> dict[str, Any]:
    """From the answer to a decision to the claim of its publish job, one decision at a time."""
    store = opened(folder)
    work, desk, runtime = house(store)
    claimed: dict[int, float] = {}
    page: Any = work.pages["page"]
    publish = page.publish

    async def noted(order: Any) -> Any:
        claimed[order.item_id] = time.perf_counter()
        return await publish(order)

    page.publish = noted
    task = asyncio.create_task(runtime.run())
    await runtime.intake.accept(comments(300))
    while (await store.read(lambda tx: tx.inbox.states())).get(ItemState.WAITING, 0) < 300:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    pressed: dict[int, float] = {}
    for row in (await desk.queue(MO, most=300)).rows:
        pressed[row.item_id] = time.perf_counter()
        await _approve(store, desk, row.item_id)
    while len(claimed) < 300:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    runtime.stop()
    await task
    store.close()
    waits = [(claimed[one] - pressed[one]) * 1000 for one in pressed]
    cuts = quantiles(waits, n=100)
    return {"p50_ms": round(cuts[49], 1), "p99_ms": round(cuts[98], 1), "wanted": "p99 < 50, press to call"}


def fill(folder: Path, count: int) -> None:
    """A store with `count` items waiting, each with its reminder, made quickly."""
    store = opened(folder)
    for at in range(0, count, 5000):
        part = comments(5000, f"f{at}-")
        asyncio.run(IntakeService(store).accept(part))

    def wait(tx: Tx) -> None:
        run = tx.conn.exec_driver_sql
        run("UPDATE item SET state='waiting', shelf=0, reading=NULL")
        run("DELETE FROM job")
        run(
            "INSERT INTO job (key, kind, item_id, priority, run_at) "
            f"SELECT 'remind:' || id, 'remind', id, 2, {tx.after(timedelta(days=1))} FROM item"
        )

    store.write_sync(wait)
    store.close()


def start(folder: Path) -> dict[str, Any]:
    """A fresh process: import, open, run, first inbox page (without the engine)."""
    code = (
        "import time; t=time.perf_counter()\n"
        "import asyncio, sys; from pathlib import Path\n"
        "from bench.bench_store import MO, house, opened\n"
        "imported=time.perf_counter()-t\n"
        "async def go():\n"
        "    store=opened(Path(sys.argv[1])); w,d,r=house(store); task=asyncio.create_task(r.run())\n"
        "    await d.queue(MO); print(round(time.perf_counter()-t,2), round(imported,2)); r.stop(); await task\n"
        "asyncio.run(go())"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    total, imported = done.stdout.split()
    return {"ready_s": float(total), "of_which_imports_s": float(imported), "wanted": "< 2"}


def idle(folder: Path) -> dict[str, Any]:
    """A process that only waits, beside one with an empty store: CPU of a core and memory beyond it."""
    empty = folder.parent / "empty"
    opened(empty).close()
    one, other = _waiting(empty), _waiting(folder)
    return {
        "cpu_percent": other["cpu_percent"],
        "cpu_percent_empty": one["cpu_percent"],
        "mb_beyond_empty": round(other["mb"] - one["mb"], 1),
        "wanted": "< 1 % and < 60 MB",
    }


def _waiting(folder: Path) -> dict[str, float]:
    code = (
        "import asyncio, sys, time; from pathlib import Path\n"
        "from bench.bench_store import house, opened\n"
        "async def go():\n"
        "    store=opened(Path(sys.argv[1])); w,d,r=house(store); print('up', flush=True); await r.run()\n"
        "asyncio.run(go())"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE)
    try:
        process = psutil.Process(child.pid)
        if child.stdout is None or not child.stdout.readline():
            raise SystemExit("the waiting process did not start")
        time.sleep(3)
        before, started = process.cpu_times(), time.perf_counter()
        time.sleep(15)
        after, seconds = process.cpu_times(), time.perf_counter() - started
        used = after.user + after.system - before.user - before.system
        return {"cpu_percent": round(used / seconds * 100, 2), "mb": process.memory_info().rss / 2**20}
    finally:
        child.kill()
        child.wait()


async def inbox(folder: Path) -> dict[str, Any]:
    """The first page of the queue, and a search."""
    store = opened(folder)
    _, desk, _ = house(store)
    times: dict[str, list[float]] = {"page": [], "search": []}
    for number in range(20):
        for name, words in (("page", ""), ("search", f"author {number}999")):
            started = time.perf_counter()
            await desk.queue(MO, search=words)
            times[name].append((time.perf_counter() - started) * 1000)
    store.close()
    gc.collect()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    middle = {f"{name}_p50_ms": round(sorted(found)[10], 1) for name, found in times.items()}
    return {**middle, "wanted": "page < 50", "bench_peak_mb": peak, "cores": os.cpu_count()}


if __name__ == "__main__":
    main()
