"""Kills the program at random points of the whole path, and counts what was lost or said twice.

Workers are whole installations (page, intake, drafting, moderator, publishing) on one store. Each comment is
delivered twice, each decision is pressed twice, the page fails, answers late, or publishes and drops the
connection. A random worker gets SIGKILL again and again; at the end every comment must have reached its end and
no reply may stand on the page twice.

    python tools/killtest.py --kills 200 --workers 2            # SQLite
    python tools/killtest.py --kills 200 --workers 3 --postgres # PostgreSQL, three replicas
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.adapters.pages.simulated.faults import Fault, Faults
from bot.domain.brand import Brand, Policy
from bot.domain.capabilities import Idempotency, PageCapabilities, TextLimit
from bot.domain.comment import Author, Comment, Post, Turn
from bot.domain.decision import DecisionKind, DecisionRequest, HideReason
from bot.domain.errors import MaybeSent, NotSent, RetryLater
from bot.domain.people import Person, Role
from bot.domain.publication import OwnReply, Published, PublishOrder
from bot.domain.transitions import ItemState
from bot.pipeline.desk import DeskService
from bot.pipeline.intake import IntakeService
from bot.pipeline.office import make_office
from bot.pipeline.runtime import Runtime
from bot.pipeline.situations import BrandShelf
from bot.pipeline.timings import Timings
from bot.pipeline.work import Work
from bot.ports import Intake
from bot.store import open_store
from bot.store.tx import Tx
from bot.testing.coach import FakeCoach
from bot.wiring.clock import SystemClock

PAGE = "page"
GRACE = timedelta(seconds=0.8)
TIMINGS = Timings(
    lease=timedelta(seconds=1.6),
    call=timedelta(seconds=0.4),
    poll=timedelta(seconds=0.3),
    look_again=timedelta(seconds=0.2),
    retry_first=timedelta(seconds=0.1),
    retry_most=timedelta(seconds=1),
)
FAULTS = Faults(fail=0.08, busy=0.04, lost=0.05, late=0.08, drop=0.08)
MODERATOR = Person(id="mo", name="Mo", roles=(("acme", Role.MODERATOR),))
OVER = (ItemState.PUBLISHED, ItemState.FOLLOWED_UP, ItemState.LEFT, ItemState.FAILED, ItemState.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run. `pace` is how many comments a second the page brings."""

    url: str
    folder: Path
    comments: int
    workers: int
    kills: int
    seed: int
    pace: float


class RoughPage:
    """A page whose truth is a file, so that it outlives its callers. Replies may become visible late."""

    page_id = PAGE

    def __init__(self, plan: Plan, rng: random.Random) -> None:
        self._plan, self._rng = plan, rng
        self._file = plan.folder / "replies.jsonl"
        self.capabilities = PageCapabilities(
            platform="rough",
            text_limit=TextLimit(most=500),
            idempotency=Idempotency.LIST,
            visibility_grace=GRACE,
            can_list_own=True,
        )

    async def run(self, intake: Intake) -> None:
        """Bring the comments, each twice, at the plan's pace; the cursor is saved after the delivery."""
        started = float((self._plan.folder / "started").read_text())
        while True:
            at = int(await intake.cursor(PAGE) or 0)
            ready = min(self._plan.comments, int((time.time() - started) * self._plan.pace))
            if at < ready:
                until = min(ready, at + self._rng.randint(1, 8))
                batch = [_comment(number) for number in range(max(0, at - 2), until)]  # the last ones come again
                await intake.accept(batch)
                await intake.accept(batch[::-1])
                await intake.save_cursor(PAGE, str(until))
            await asyncio.sleep(0.05)

    async def publish(self, order: PublishOrder) -> Published:
        """One of: refused connection, patience, dropped after publishing, too late, or simply published."""
        fault = FAULTS.pick(self._rng.random())
        if fault is Fault.FAIL:
            raise NotSent("connection refused")
        if fault is Fault.BUSY:
            raise RetryLater("slow down", after=timedelta(seconds=0.2))
        if fault is Fault.LOST:
            raise MaybeSent("dropped before anything was published")
        await asyncio.sleep(self._rng.random() * 0.1)
        late = fault is Fault.LATE
        ext_id = self._put(order, visible_in=self._rng.random() * GRACE.total_seconds() * 0.6 if late else 0.0)
        if late:
            await asyncio.sleep(5)  # longer than anybody waits
        if fault is Fault.DROP:
            raise MaybeSent("dropped after publishing")
        await asyncio.sleep(self._rng.random() * 0.05)
        return Published(ext_id=ext_id)

    def _put(self, order: PublishOrder, *, visible_in: float) -> str:
        ext_id = f"r{order.idem_key[:8]}-{self._rng.getrandbits(40):x}"
        row = {"id": ext_id, "parent": order.parent_ext_id, "text": order.text, "seen": time.time() + visible_in}
        handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            os.write(handle, (json.dumps(row) + "\n").encode())  # one write: whole or not at all
        finally:
            os.close(handle)
        return ext_id

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """What can be seen by now; listing fails at times."""
        if self._rng.random() < 0.1:
            raise ConnectionError("listing failed")
        return [
            OwnReply(ext_id=row["id"], text=row["text"], parent_ext_id=row["parent"], author=Author(is_page=True))
            for row in replies(self._plan)
            if row["parent"] == parent_ext_id and row["seen"] <= time.time()
        ]

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """Nothing above."""
        return None, ()

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Never asked for here."""

    async def check(self) -> Sequence[str]:
        """No problems to name."""
        return ()


def replies(plan: Plan) -> list[dict[str, Any]]:
    """Everything that was ever published."""
    path = plan.folder / "replies.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _comment(number: int) -> Comment:
    text = "thanks" if number % 10 == 9 else f"Question {number}: when do you open?"
    author = Author(ext_id=f"a{number}", name=f"Author {number}")
    at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=number)
    return Comment(page_id=PAGE, ext_id=f"c{number}", text=text, author=author, created_at=at)


async def _moderate(desk: DeskService) -> None:
    """Approve what waits, pressing twice at the same instant."""
    while True:
        queue = await desk.queue(MODERATOR, most=20)
        for row in queue.rows:
            if row.state is not ItemState.WAITING:
                continue
            card = await desk.card(row.item_id, MODERATOR)
            if card is None or not card.suggestions:
                continue
            request = DecisionRequest(
                item_id=row.item_id,
                kind=DecisionKind.APPROVE,
                person=MODERATOR,
                via="kill test",
                suggestion_id=card.suggestions[0].id,
            )
            await asyncio.gather(desk.decide(request), desk.decide(request))
        await asyncio.sleep(0.05)


async def _work(plan: Plan, seed: int) -> None:
    store = open_store(plan.url, SystemClock())
    shelf, page, coach = BrandShelf(), RoughPage(plan, random.Random(seed)), FakeCoach()
    work = Work(store=store, coach=coach, pages={PAGE: page}, shelf=shelf, timings=TIMINGS)
    desk = DeskService(store, coach, work.capabilities(), shelf)
    runtime = Runtime(work=work, intake=IntakeService(store), office=make_office(store, desk, coach, shelf))
    await asyncio.gather(runtime.run(), _moderate(desk))


def _worker(plan: Plan, seed: int) -> int:
    """Fork a worker; returns its pid."""
    pid = os.fork()
    if pid:
        return pid
    try:
        log = os.open(plan.folder / "workers.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        asyncio.run(_work(plan, seed))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run came to. All is well when `lost`, `twice`, `undecided` and `stuck` are 0."""

    kills: int = 0
    comments: int = 0
    items: int = 0
    published: int = 0
    replies: int = 0
    lost: int = 0
    twice: int = 0
    undecided: int = 0
    stuck: int = 0
    seconds: float = 0.0
    states: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Nothing lost, nothing twice."""
        return not (self.lost or self.twice or self.undecided or self.stuck)


def prepare(plan: Plan) -> None:
    """A fresh store with brand, page and moderator. In a process of its own, so that no thread is ever forked."""
    pid = os.fork()
    if pid == 0:
        try:
            store = open_store(plan.url, SystemClock())
            store.write_sync(_seed)
            store.close()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
        raise SystemExit("the store could not be prepared")


def _seed(tx: Tx) -> None:
    tx.brands.seed(Brand(id="acme", name="Acme", policy=Policy(undo_grace=timedelta(0))))
    tx.brands.seed_page(PAGE, brand_id="acme", platform="rough", name="Acme", reply_limit=500)
    tx.team.create(MODERATOR.id, name=MODERATOR.name, lang="en")
    tx.team.set_roles(MODERATOR.id, MODERATOR.roles)


def run(plan: Plan) -> Report:
    """Start workers, kill them, wait for the rest, count."""
    rng = random.Random(plan.seed)
    prepare(plan)
    started = time.time()
    (plan.folder / "started").write_text(str(started))
    report = Report()
    pids = [_worker(plan, rng.getrandbits(32)) for _ in range(plan.workers)]
    try:
        while report.kills < plan.kills:
            time.sleep(rng.uniform(0.05, 0.55))
            number = rng.randrange(len(pids))
            _kill(pids[number])
            report.kills += 1
            pids[number] = _worker(plan, rng.getrandbits(32))
        _rest(plan, started)
    finally:
        for pid in pids:
            _kill(pid)
    return _counted(plan, report, time.time() - started)


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _rest(plan: Plan, started: float) -> None:
    """No more kills: wait until everything that came has reached its end."""
    ends = time.time() + 60 + plan.comments / plan.pace
    store = open_store(plan.url, SystemClock())
    try:
        while time.time() < ends:
            states = store.read_sync(lambda tx: tx.inbox.states())
            if sum(states.get(one, 0) for one in OVER) >= plan.comments:
                return
            time.sleep(0.2)
    finally:
        store.close()


def _counted(plan: Plan, report: Report, seconds: float) -> Report:
    store = open_store(plan.url, SystemClock())
    try:
        report.states = store.read_sync(lambda tx: tx.inbox.states())
    finally:
        store.close()
    per_comment = Counter(row["parent"] for row in replies(plan))
    report.seconds = round(seconds, 1)
    report.comments = plan.comments
    report.items = sum(report.states.values())
    report.published = report.states.get(ItemState.PUBLISHED, 0)
    report.replies = sum(per_comment.values())
    report.lost = plan.comments - report.items
    report.twice = sum(count - 1 for count in per_comment.values())
    unsure = report.states.get(ItemState.UNKNOWN, 0) + report.states.get(ItemState.FAILED, 0)
    report.undecided = max(0, abs(len(per_comment) - report.published) - unsure)
    report.stuck = report.items - sum(report.states.get(one, 0) for one in OVER)
    return report


def _explain(plan: Plan) -> None:
    """For a run that went wrong: where the page had got to, and what is left to do."""
    store = open_store(plan.url, SystemClock())
    try:
        page = store.read_sync(lambda tx: tx.brands.page(PAGE))
        left = store.read_sync(lambda tx: tx.jobs.due_counts())
        sys.stderr.write(f"cursor {page.cursor if page else None}, due jobs {left}\n")
    finally:
        store.close()


def main() -> int:
    """From the command line; the report is JSON on standard output."""
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--kills", type=int, default=200)
    parse.add_argument("--workers", type=int, default=2)
    parse.add_argument("--comments", type=int, default=0, help="default: three for each kill")
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--postgres", action="store_true", help="bring up a PostgreSQL of its own")
    asked = parse.parse_args()
    comments = asked.comments or asked.kills * 3
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="killtest")))
        url = f"sqlite:///{folder / 'store.db'}"
        if asked.postgres:
            from tools.own_postgres import own_postgres  # only where it is asked for: the wheel is a test dependency

            url = stack.enter_context(own_postgres(folder / "pg"))
        pace = comments / (asked.kills * 0.3)
        plan = Plan(
            url=url,
            folder=folder,
            comments=comments,
            workers=asked.workers,
            kills=asked.kills,
            seed=asked.seed,
            pace=pace,
        )
        report = run(plan)
        if not report.ok:
            sys.stderr.write((folder / "workers.log").read_text()[-8000:])
            _explain(plan)
    print(json.dumps({**asdict(report), "ok": report.ok}))
    return 0 if report.ok else 1


if __name__ == "__main__":
    raise SystemExit(main())
