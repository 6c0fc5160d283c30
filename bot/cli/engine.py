"""The coaching engine for commands that run without the program's services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url

from bot.coaching.engine import build_engine
from bot.coaching.parts import Fitted, build_parts, fitted
from bot.domain.brand import Brand
from bot.pipeline.shelves import StoreShelf
from bot.ports import Coach
from bot.settings import Settings
from bot.store import Store, open_store
from bot.wiring.clock import SystemClock


def coach_for(settings: Settings, brand: Brand) -> Coach:
    """The embedded engine, with what `adapt` fitted for this installation. Models load on first use."""
    parts = build_parts(encoder=settings.engine.encoder, adapted=fitted_for(settings, brand.id))
    encode = parts.encoder.encode if parts.encoder else None
    return build_engine(reader=parts.reader, scorer=parts.scorer, encode=encode, brand=brand)


def fitted_for(settings: Settings, brand_id: str = "") -> Fitted:
    """What the installation's store holds, the brand's own first; nothing is created where there is no store yet."""
    if not has_store(settings):
        return Fitted()
    with shelf_of(settings) as shelf:
        return fitted(shelf, brand_id)


@contextmanager
def store_of(settings: Settings) -> Iterator[Store]:
    """The installation's store, which is made where there is none."""
    settings.home.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.store_url(), SystemClock())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def shelf_of(settings: Settings) -> Iterator[StoreShelf]:
    """The shelf in the installation's store."""
    with store_of(settings) as store:
        yield StoreShelf(store)


def has_store(settings: Settings) -> bool:
    """Whether the installation has a store already."""
    url = make_url(settings.store_url())
    return url.get_backend_name() != "sqlite" or (settings.home / (url.database or "")).exists()
