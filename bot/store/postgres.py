"""PostgreSQL as the backend: a pool of writers, LISTEN/NOTIFY between replicas, and one leader by advisory lock."""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StoreBroken
from bot.ports import ItemChanged
from bot.store.base import Effects
from bot.store.errors import broken
from bot.store.feed import Feed

CHANNEL = "tertulia"
LEADER_KEY = 0x7E27_0001
WRITERS = 8
TRIES = 4
LISTENS = 0.5
"""Seconds for which the listening connection waits for notices before it looks whether it still lives, who leads and
whether it should end. Closing takes as long."""
_AGAIN = ("40001", "40P01")  # serialization failure, deadlock: the server undid all of it, so running again is safe
_PAYLOAD_MOST = 7_500  # NOTIFY takes 8,000 bytes
_KEEPALIVE = {"keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}

log = logging.getLogger(__name__)


class Postgres:
    """Writes run in threads, each in its own transaction; the server commits groups by itself."""

    def __init__(self, engine: Engine, feed: Feed) -> None:
        self._engine, self._feed = engine, feed
        self._name = uuid.uuid4().hex[:12]
        self._pool = ThreadPoolExecutor(WRITERS, thread_name_prefix="store-write")
        self._stop, self._stands = threading.Event(), threading.Event()
        self.leader = False
        self._listener = threading.Thread(target=self._listen, name="store-listen", daemon=True)
        self._listener.start()

    def submit(self, work: Callable[[Connection], Any]) -> Future[Any]:
        """Run in the pool; deadlocks are run again."""
        try:
            return self._pool.submit(self._run, work)
        except RuntimeError as error:
            raise StoreBroken("the store is closed") from error

    def _run(self, work: Callable[[Connection], Any]) -> Any:
        for attempt in range(1, TRIES + 1):
            try:
                with self._engine.begin() as conn:
                    return work(conn)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _AGAIN or attempt == TRIES:
                    raise broken(error) from error
                time.sleep(0.01 * 2**attempt)
        raise AssertionError("the loop above returns or raises")

    def before_commit(self, conn: Connection, effects: Effects) -> None:
        """NOTIFY goes out with the commit or not at all."""
        if not effects.wake and not effects.changed:
            return
        rows = [[one.item_id, one.version, one.state, one.brand_id] for one in effects.changed]
        payload = json.dumps({"from": self._name, "wake": sorted(effects.wake), "items": rows})
        if len(payload) > _PAYLOAD_MOST:
            payload = json.dumps({"from": self._name, "wake": sorted(effects.wake), "items": [[0, 0, "", ""]]})
        conn.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload})

    def written_elsewhere(self, conn: Connection) -> bool:
        """Never by asking: replicas tell."""
        return False

    def stand_for_leader(self) -> None:
        """From now on this process may become the leader, within `LISTENS` seconds of the last one's end."""
        self._stands.set()

    def close(self) -> None:
        """Finish what waits; the advisory lock goes with the listening connection."""
        self._pool.shutdown(wait=True)
        self._stop.set()
        self._listener.join(timeout=5)
        self._engine.dispose()

    def _listen(self) -> None:
        url = self._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while not self._stop.is_set():
            try:
                with psycopg.connect(url, autocommit=True, **_KEEPALIVE) as conn:  # type: ignore[arg-type]
                    conn.execute(f"LISTEN {CHANNEL}")
                    self._feed.tell_all()
                    self._follow(conn)
            except psycopg.Error as error:
                log.warning("the listening connection to the store was lost: %s", error)
                self._set_leader(False)
                self._stop.wait(1.0)
        self._set_leader(False)

    def _follow(self, conn: psycopg.Connection[Any]) -> None:
        while not self._stop.is_set():
            if not self.leader and not self._stands.is_set():
                conn.execute("SELECT 1")
            elif not self.leader:
                row = conn.execute("SELECT pg_try_advisory_lock(%s)", (LEADER_KEY,)).fetchone()
                self._set_leader(bool(row and row[0]))
            else:
                conn.execute("SELECT 1")  # a dead connection has lost the lock; find out within a second
            for notice in conn.notifies(timeout=LISTENS):
                self._hear(notice.payload)
                if self._stop.is_set():
                    return

    def _hear(self, payload: str) -> None:
        told = json.loads(payload)
        if told["from"] == self._name:
            return
        items = [ItemChanged(item_id=i, version=v, state=s, brand_id=b) for i, v, s, b in told["items"]]
        self._feed.tell(told["wake"], items)

    def _set_leader(self, leader: bool) -> None:
        if leader != self.leader:
            self.leader = leader
            log.info("this replica %s page polling and gateway connections", "holds" if leader else "let go of")
            self._feed.tell(("leader",), ())
