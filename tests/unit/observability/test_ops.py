"""Figures, health, and the three routes over HTTP."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot import __version__
from bot.domain.errors import StoreBroken
from bot.observability.health import Heartbeat, in_thread, readiness
from bot.observability.metrics import Metrics
from bot.ports import StoreFigures
from bot.web.ops_routes import ops_routes


async def well() -> str:
    return ""


async def locked() -> str:
    return "the store is locked by another program"


async def broken() -> str:
    raise OSError("disk on fire")


async def slow() -> str:
    await asyncio.sleep(30)
    return ""


def client(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")


async def test_every_kind_of_trouble_is_named() -> None:
    state = await readiness({"a": well, "b": locked, "c": broken, "d": slow}, seconds=0.05)
    assert not state.ok
    details = {result.name: result.detail for result in state.results}
    assert details == {
        "a": "",
        "b": "the store is locked by another program",
        "c": "OSError: disk on fire",
        "d": "no answer within 0.05 s",
    }
    assert (await readiness({"a": well})).ok


async def test_blocking_checks_run_beside_the_loop() -> None:
    def block() -> str:
        time.sleep(0.05)
        return "blocked"

    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.005)

    ticking = asyncio.create_task(tick())
    state = await readiness({"x": in_thread(block)})
    ticking.cancel()
    assert state.results[0].detail == "blocked"
    assert ticks > 1


async def test_a_heartbeat_complains_when_it_stands_still() -> None:
    at = 100.0
    heart = Heartbeat("the job loop", most=10, now=lambda: at)
    assert await heart.check() == "the job loop has not started"
    heart.beat()
    at = 109.0
    assert await heart.check() == ""
    at = 125.0
    assert await heart.check() == "the job loop has stood still for 25 s"


async def test_healthz_answers_even_when_nothing_is_ready() -> None:
    async with client(Starlette(routes=ops_routes({"store": broken}, Metrics()))) as http:
        health, ready = await http.get("/healthz"), await http.get("/readyz")
    assert health.status_code == 200
    assert health.json()["version"] == __version__
    assert ready.status_code == 503
    assert ready.json() == {"status": "not ready", "checks": {"store": "OSError: disk on fire"}}
    assert ready.headers["cache-control"] == "no-store"


async def test_readyz_is_200_when_all_is_well() -> None:
    async with client(Starlette(routes=ops_routes({"store": well}, Metrics()))) as http:
        answer = await http.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]) == (200, {"store": "ok"})


class FakeStore:
    """Figures that a test can change, or a store that cannot be read."""

    def __init__(self) -> None:
        self.now = StoreFigures(
            states=(("waiting", 3),),
            jobs=(("draft", 2),),
            oldest_due_job=1.5,
            oldest_waiting=60.0,
            pages_disconnected=1,
            leader=True,
        )
        self.broken = False

    async def figures(self) -> StoreFigures:
        if self.broken:
            raise StoreBroken("the disk is full")
        return self.now

    async def remember_request(self, key: str, keep_for: timedelta) -> bool:
        raise NotImplementedError


async def test_metrics_show_what_was_counted() -> None:
    metrics = Metrics()
    metrics.comments_accepted.labels("shop").inc(2)
    metrics.model_call("small", tokens_in=100, tokens_out=20, price=0.25)
    metrics.page_connected.labels("shop").set(0)
    async with client(Starlette(routes=ops_routes({}, metrics))) as http:
        answer = await http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    for line in (
        'tertulia_comments_accepted_total{page="shop"} 2.0',
        'tertulia_model_tokens_total{direction="out",model="small"} 20.0',
        'tertulia_model_price_usd_total{model="small"} 0.25',
        'tertulia_page_connected{page="shop"} 0.0',
        f'tertulia_build_info{{version="{__version__}"}} 1.0',
    ):
        assert line in answer.text
    assert "process_resident_memory_bytes" in answer.text


async def test_the_store_is_asked_at_each_scrape_and_may_fail() -> None:
    store = FakeStore()
    async with client(Starlette(routes=ops_routes({}, Metrics(), store=store))) as http:
        first = (await http.get("/metrics")).text
        store.now = dataclasses.replace(store.now, states=(("drafting", 4),), jobs=())
        second = (await http.get("/metrics")).text
        store.broken = True
        third = await http.get("/metrics")
    assert 'tertulia_items{state="waiting"} 3.0' in first
    assert 'tertulia_jobs_due{kind="draft"} 2.0' in first
    assert "tertulia_leader 1.0" in first
    assert 'tertulia_items{state="drafting"} 4.0' in second
    assert 'state="waiting"' not in second
    assert 'kind="draft"} 2.0' not in second
    assert third.status_code == 200
    assert "tertulia_store_readable 0.0" in third.text


@pytest.mark.parametrize(("given", "code"), [("", 401), ("Bearer wrong", 401), ("Bearer right-one", 200)])
async def test_metrics_can_ask_for_a_token(given: str, code: int) -> None:
    routes = ops_routes({}, Metrics(), metrics_token="right-one")
    async with client(Starlette(routes=routes)) as http:
        answer = await http.get("/metrics", headers={"Authorization": given} if given else {})
    assert answer.status_code == code


def test_two_programs_in_one_process_do_not_share_figures() -> None:
    first, second = Metrics(), Metrics()
    first.drafts.labels("shop").inc()
    assert b"tertulia_drafts_total{" not in second.render()[0]
