"""Where imported comments go: into the inbox like any page's, or into the record only."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import tomlkit

from bot.cli.common import err
from bot.cli.texts import say
from bot.coaching.brand_files import SAMPLE_BRAND, load_brands
from bot.domain.brand import Brand
from bot.domain.comment import Comment
from bot.domain.errors import BadInput
from bot.intake.record import record
from bot.pipeline.intake import IntakeService
from bot.ports import Clock
from bot.settings import FILE_NAME, Settings, load_settings
from bot.store import Tx, open_store

Sink = Callable[[Sequence[Comment]], Awaitable[Sequence[bool]]]


def ensure_page(settings: Settings, page_id: str, brand: Brand) -> Settings:
    """The settings with the page in them; a new page is written into the settings file, and said so."""
    if page_id in settings.pages:
        return settings
    if not page_id.replace("-", "").replace("_", "").isalnum():
        raise BadInput(say("page_name", page=page_id))
    path = settings.home / FILE_NAME
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    if "brands" not in document and brand.id != SAMPLE_BRAND:
        raise BadInput(say("no_brand_yet", sample=SAMPLE_BRAND))
    if "brands" not in document:
        document["brands"] = [SAMPLE_BRAND]
    pages = document.setdefault("pages", tomlkit.table(is_super_table=True))
    table = tomlkit.table()
    table.update({"adapter": "file", "brand": brand.id, "name": f"{brand.name} (imported)"})
    pages[page_id] = table
    settings.home.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(tomlkit.dumps(document), encoding="utf-8")
    partial.replace(path)
    err().print(say("page_added", page=page_id, path=path), markup=False, soft_wrap=True)
    return load_settings(settings.home)


@asynccontextmanager
async def open_sink(settings: Settings, clock: Clock, *, read_only: bool) -> AsyncIterator[Sink]:
    """The store's door for comments; brands and pages of the settings are made known to it first."""
    settings.home.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.store_url(), clock)
    try:
        brands = load_brands(settings.home, settings.brands)

        def seed(tx: Tx) -> None:
            for brand in brands:
                tx.brands.seed(brand)
            for page_id, page in settings.pages.items():
                tx.brands.seed_page(
                    page_id, brand_id=page.brand, platform=page.adapter, name=page.name or page_id, reply_limit=10_000
                )

        await store.write(seed)
        intake = IntakeService(store)

        async def into_record(comments: Sequence[Comment]) -> Sequence[bool]:
            return await store.write(lambda tx: record(tx, comments))

        yield into_record if read_only else intake.accept
    finally:
        store.close()
