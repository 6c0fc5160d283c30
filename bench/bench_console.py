"""The console on a store of 100,000 comments: server time of the inbox, of an item, and of the live score.

Requests go through the whole application in this process (sessions, rights, store, templates), without a socket.
The yardstick is the sign-in page, which asks the store nothing. `python bench/bench_console.py [COMMENTS]`.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import httpx
from sqlalchemy import delete, update

from bot.domain.comment import Author, Comment
from bot.domain.situation import Situation, SuggestRequest
from bot.observability.logs import configure_logging
from bot.settings import Settings
from bot.store.schema import item, job
from bot.store.tx import Tx
from bot.web.app import create_app
from bot.wiring.app import App, build_app

COMMENTS = 100_000
ROUNDS = 40
TEXTS = (
    "Do you have oat milk, and is it extra?",
    "¿A qué hora abrís los domingos? La última vez encontré cerrado.",
    "Third time my order was wrong this week.",
    "El bollo de cardamomo me arregló la tarde, gracias.",
)
DRAFT = "Sundays from ten, and the cardamom buns come out at eleven. Which day were you thinking of coming?"


async def fill(app: App, many: int) -> None:
    """Accept comments as a page would, then set them waiting; half are out already, as after some weeks."""
    now = app.clock.now()
    for start in range(0, many, 5000):
        batch = [
            Comment(
                page_id="demo",
                ext_id=f"bench-{n}",
                text=f"{TEXTS[n % len(TEXTS)]} ({n})",
                author=Author(ext_id=f"a{n % 5000}", name=f"Author {n % 5000}"),
                created_at=now - timedelta(seconds=many - n),
            )
            for n in range(start, min(many, start + 5000))
        ]
        await app.intake.accept(batch)

    def waiting(tx: Tx) -> None:
        tx.items.run(delete(job))
        tx.items.run(
            update(item).values(state="waiting", shelf=0, best_score=70, kinds="question", urgency=item.c.id % 3)
        )
        tx.items.run(
            update(item).where(item.c.id % 2 == 0).values(state="published", shelf=1, answered_back=item.c.id % 4 == 0)
        )

    await app.store.write(waiting)


async def signed_in(app: App) -> httpx.AsyncClient:
    """A browser with an admin's session, talking to the application in this process."""
    token = await app.people.first_run_token()
    assert token is not None
    session = await app.people.accept_invitation(
        token, name="Bench", login="bench", password="a long sentence", lang="en"
    )
    web = create_app(
        app.desk, app.admin, app.people, app.office.evidence, app.store, app.clock, app.settings.console, app.routes()
    )
    headers = {"X-CSRF-Token": session.csrf, "Cookie": f"tertulia_session={session.token}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://bench", headers=headers)


async def timed(work: Callable[[], Awaitable[httpx.Response]]) -> tuple[list[float], float]:
    """Milliseconds of `ROUNDS` answers, sorted, after two that warm up; and the CPU time of one, in milliseconds."""
    times = []
    used = 0.0
    for n in range(ROUNDS + 2):
        used = time.process_time() if n == 2 else used
        started = time.perf_counter()
        answer = await work()
        if n >= 2:
            times.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{answer.request.url} answered {answer.status_code}")
    return sorted(times), (time.process_time() - used) * 1000 / ROUNDS


async def measure(many: int) -> None:
    """Print one line a page: median and 95th percentile, and the median as a multiple of the yardstick."""
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(Settings(home=Path(folder)), demo=True)
        started = time.perf_counter()
        await fill(app, many)
        print(f"store filled with {many:,} comments in {time.perf_counter() - started:.1f} s")
        async with await signed_in(app) as browser:
            await pages(browser, many)
            await beside_drafting(app, browser)
        app.close()


async def pages(browser: httpx.AsyncClient, many: int) -> None:
    """Measure each kind of request."""
    first = await browser.get("/inbox")
    older = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    some = first.text.split('data-item="')[1].split('"')[0]
    json = {"Accept": "application/json"}
    number = 0

    def typed() -> Awaitable[httpx.Response]:
        nonlocal number
        number += 1
        data = {"text": f"{DRAFT} {number}", "seq": str(number)}
        return browser.post(f"/items/{some}/score", data=data, headers=json)

    kinds: dict[str, Callable[[], Awaitable[httpx.Response]]] = {
        "sign-in page (yardstick)": lambda: browser.get("/login", headers={"Cookie": ""}),
        "inbox": lambda: browser.get("/inbox"),
        "inbox, older page": lambda: browser.get(older),
        "inbox, all": lambda: browser.get("/inbox?view=all"),
        "inbox, search (few hits)": lambda: browser.get(f"/inbox?view=all&q=({many - 7})"),
        "item": lambda: browser.get(f"/items/{some}"),
        "live score": typed,
    }
    yardstick = 0.0
    for name, work in kinds.items():
        times, used = await timed(work)
        middle = statistics.median(times)
        yardstick = yardstick or middle
        slow = times[int(len(times) * 0.95)]
        print(f"{name:26} {middle:7.1f} ms median {slow:7.1f} ms p95 {used:6.1f} ms of CPU {middle / yardstick:6.1f} x")


async def beside_drafting(app: App, browser: httpx.AsyncClient) -> None:
    """The live score while the engine drafts one comment after the other, as it does when many arrive at once."""
    some = (await browser.get("/inbox")).text.split('data-item="')[1].split('"')[0]
    brand = (await app.store.read(app.work.shelf.of))["mirlo"]
    drafted, numbers = 0, itertools.count()

    async def draft() -> None:
        nonlocal drafted
        while True:
            situation = Situation(brand=brand, comment=f"{TEXTS[drafted % len(TEXTS)]} ({drafted})")
            await app.coach.suggest(situation, SuggestRequest(seed=drafted))
            drafted += 1

    def typed() -> Awaitable[httpx.Response]:
        data = {"text": f"{DRAFT} {next(numbers)}", "seq": "1"}
        return browser.post(f"/items/{some}/score", data=data, headers={"Accept": "application/json"})

    tasks = [asyncio.create_task(draft()) for _ in range(8)]
    times, _ = await timed(typed)
    for task in tasks:
        task.cancel()
    slow = times[int(len(times) * 0.95)]
    name, middle = "live score while drafting", statistics.median(times)
    print(f"{name:26} {middle:7.1f} ms median {slow:7.1f} ms p95  beside {drafted} drafts")


def main() -> None:
    """Run with the number of comments given, or 100,000."""
    configure_logging(level="warning", format="console")
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    asyncio.run(measure(numbers[0] if numbers else COMMENTS))


if __name__ == "__main__":
    main()
