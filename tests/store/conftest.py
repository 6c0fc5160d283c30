"""A store of each kind with one brand and one page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.domain.brand import Brand
from bot.store import Store, Tx, open_store
from bot.testing.clock import FrozenClock
from tests.stores import store_url

__all__ = ["store_url"]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


def with_brand(tx: Tx) -> None:
    tx.brands.seed(Brand(id="acme", name="Acme"))
    tx.brands.seed_page("page", brand_id="acme", platform="fake", name="Acme on fake", reply_limit=500)


@pytest.fixture
def store(store_url: str, clock: FrozenClock) -> Iterator[Store]:
    made = open_store(store_url, clock)
    made.write_sync(with_brand)
    yield made
    made.close()


def new_item(tx: Tx, ext_id: str = "c1", text: str = "hello", *, at: int | None = None) -> int:
    """A comment with its item; returns the item's id."""
    row = {
        "page_id": "page", "ext_id": ext_id, "text": text, "own": False, "thread_ext_id": ext_id,
        "created_at": at or tx.now, "received_at": at or tx.now,
    }  # fmt: skip
    ids = tx.comments.insert_new([row])
    comment_id = ids[("page", ext_id)]
    return tx.items.insert_many([{"comment_id": comment_id, "brand_id": "acme", "page_id": "page"}])[comment_id]
