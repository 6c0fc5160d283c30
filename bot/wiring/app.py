"""The program as one object: store, engine, services, adapters, runtime."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.registry import build_chat, build_page
from bot.coaching.brand_files import load_brands
from bot.domain.brand import Brand
from bot.observability.health import Heartbeat
from bot.observability.metrics import Metrics
from bot.pipeline import forgetting, measuring, promising
from bot.pipeline.adapting import plan
from bot.pipeline.admin import AdminService, FiguresService
from bot.pipeline.desk import DeskService
from bot.pipeline.fitting import fit_apart
from bot.pipeline.intake import IntakeService, MemoryService
from bot.pipeline.office import make_office
from bot.pipeline.people import PeopleService
from bot.pipeline.runtime import Runtime, kinds_for
from bot.pipeline.situations import BrandShelf
from bot.pipeline.warming import Warming
from bot.pipeline.work import Channel, Work
from bot.ports import Clock, Coach, Office, PageAdapter
from bot.settings import Settings
from bot.store import Store, open_store
from bot.store.tx import Tx
from bot.wiring.brands import for_demo, seed
from bot.wiring.clock import SystemClock
from bot.wiring.engine import make_coach
from bot.wiring.watching import WatchedDesk, WatchedIntake, count_refusals, watched_kinds

STANDSTILL = 15.0
"""Seconds without a round of the job loop after which the program is not ready. A round takes a second."""


@dataclass(slots=True, kw_only=True)
class App:
    """Made by `build_app`; nothing runs until `running` is entered. `store.changes()` is the feed for events."""

    settings: Settings
    clock: Clock
    store: Store
    coach: Coach
    work: Work
    intake: IntakeService
    desk: DeskService
    people: PeopleService
    admin: AdminService
    office: Office
    figures: FiguresService
    pages: dict[str, PageAdapter]
    channels: dict[str, Channel]
    metrics: Metrics
    heartbeat: Heartbeat = field(default_factory=lambda: Heartbeat("the job loop", most=STANDSTILL))
    demo: bool = False
    warming: Warming | None = None

    def routes(self) -> list[Any]:
        """What the adapters want mounted in the web application (webhooks, buttons that call back); they take
        requests on every replica."""
        asked: list[tuple[Any, object]] = [(page, self.intake) for page in self.pages.values()]
        asked += [(channel.adapter, self.office) for channel in self.channels.values()]
        found = [(getattr(adapter, "routes", None), given) for adapter, given in asked]
        return [route for routes, given in found if routes is not None for route in routes(given)]

    def add_channel(self, channel_id: str, channel: Channel) -> None:
        """A review channel made by the caller (the terminal), before `running` is entered."""
        self.channels[channel_id] = channel
        self.store.announce = True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[App]:
        """Adapters and workers run inside; leaving stops them gracefully. A runtime that dies ends the block."""
        await self.store.write(measuring.plan)
        await self.store.write(promising.plan)
        await self.store.write(forgetting.plan)
        kinds = watched_kinds(kinds_for(self.channels), self.metrics)
        runtime = Runtime(work=self.work, intake=self.intake, office=self.office, kinds=kinds, beat=self.heartbeat.beat)
        task = asyncio.create_task(runtime.run(), name="runtime")
        warming = None if self.warming is None else asyncio.create_task(self.warming.run(), name="warming")
        try:
            yield self
        finally:
            runtime.stop()
            await task
            if warming is not None:
                warming.cancel()
                await asyncio.gather(warming, return_exceptions=True)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()


def build_app(settings: Settings, *, demo: bool = False, coach: Coach | None = None, clock: Clock | None = None) -> App:
    """Everything from the settings. Raises `Misconfigured` or `StoreBroken` with a sentence.

    `demo` replaces brands, pages and channels by the demonstration's. `coach` and `clock` are for tests.
    """
    if demo:
        settings = for_demo(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    clock = clock or SystemClock()
    brands = load_brands(settings.home, settings.brands)
    store = open_store(settings.store_url(), clock)
    try:
        return _assembled(settings, store, clock, coach, brands, demo)
    except BaseException:
        store.close()
        raise


def _channels(settings: Settings, store: Store) -> dict[str, Channel]:
    """The review channels. Their buttons are signed with one secret of the store, so that replicas share it."""
    if not settings.channels:
        return {}
    secret = store.write_sync(lambda tx: tx.notes.secret("buttons", secrets.token_hex(32))).encode()
    found = {}
    for channel_id, one in settings.channels.items():
        adapter = build_chat(
            one.adapter, channel_id, one.options, settings.home, lang=one.lang, brands=one.brands, secret=secret
        )
        found[channel_id] = Channel(adapter=adapter, brands=one.brands, lang=one.lang)
    return found


def _assembled(
    settings: Settings, store: Store, clock: Clock, coach: Coach | None, brands: list[Brand], demo: bool
) -> App:
    figures, metrics = FiguresService(store), Metrics()
    pages = {
        page_id: build_page(
            page.adapter, page_id, page.options, settings.home, replays=figures, memory=MemoryService(store)
        )
        for page_id, page in settings.pages.items()
    }
    count_refusals(pages, metrics)
    channels = _channels(settings, store)
    store.write_sync(lambda tx: _begin(tx, settings, brands, pages))
    store.announce = bool(channels)
    shelf = BrandShelf()
    warming = wording = None
    if coach is None:
        built = make_coach(settings, store, brands[0], metrics)
        coach, wording = built.coach, built.wording
        warming = Warming(store, shelf, coach, knowledge=built.knowledge, memory=built.memory)
    intake = WatchedIntake(store, metrics)
    work = Work(
        store=store,
        coach=coach,
        pages=pages,
        channels=channels,
        shelf=shelf,
        intake=intake,
        fit=fit_apart,
        encoder=settings.engine.encoder,
        wording=wording,
    )
    desk = WatchedDesk(store, coach, work.capabilities(), shelf, metrics)
    return App(
        settings=settings,
        clock=clock,
        store=store,
        coach=coach,
        work=work,
        intake=intake,
        desk=desk,
        people=PeopleService(store),
        admin=AdminService(store, shelf),
        office=make_office(store, desk, coach, shelf, wording),
        figures=figures,
        pages=pages,
        channels=channels,
        metrics=metrics,
        demo=demo,
        warming=warming,
    )


def _begin(tx: Tx, settings: Settings, brands: list[Brand], pages: dict[str, PageAdapter]) -> None:
    """Everything that is made sure of at a start, as one transaction."""
    seed(tx, settings, brands, pages)
    plan(tx)
