"""One thread, one connection, group commit: how SQLite takes writes.

Callers hand in a function; the thread takes all that wait, runs each in a savepoint of one transaction, commits
once and then answers. A function that raises is undone alone. See docs/decisions/0002-one-writer.md.
"""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StoreBroken
from bot.store.errors import broken, is_outage

MOST_TOGETHER = 256

Work = Callable[[Connection], Any]


@dataclass(slots=True)
class _Order:
    work: Work
    future: Future[Any]
    value: Any = None
    error: BaseException | None = None


class Writer:
    """Owns the write connection. `submit` may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> Future[Any]:
        """The future resolves after the commit that holds the work, with its value or its error."""
        order = _Order(work, Future())
        with self._lock:  # so that no order can slip in behind the closing mark and wait for ever
            if self._closed.is_set():
                raise StoreBroken("the store is closed")
            self._orders.put(order)
        return order.future

    def close(self) -> None:
        """Finish what waits, then stop. Safe to call twice."""
        with self._lock:
            if not self._closed.is_set():
                self._closed.set()
                self._orders.put(None)
        self._thread.join()

    def _run(self) -> None:
        connection: Connection | None = None
        last = False
        while not last:
            taken, last = self._next_batch()
            # a caller that gave up before its turn is left out; from here on its future cannot be cancelled
            batch = [order for order in taken if order.future.set_running_or_notify_cancel()]
            if not batch:
                continue
            try:
                if connection is None:
                    connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
                self._commit(connection, batch)
            except Exception as error:  # every waiting caller must get an answer, whatever happened
                _fail(batch, broken(error) if isinstance(error, DBAPIError | sqlite3.Error) else error)
                _discard(connection)
                connection = None
        if connection is not None:
            connection.close()

    def _next_batch(self) -> tuple[list[_Order], bool]:
        first = self._orders.get()
        if first is None:
            return [], True
        batch = [first]
        while len(batch) < MOST_TOGETHER:
            try:
                order = self._orders.get_nowait()
            except queue.Empty:
                break
            if order is None:
                return batch, True
            batch.append(order)
        return batch, False

    def _commit(self, connection: Connection, batch: list[_Order]) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            for order in batch:
                _attempt(connection, order)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise
        for order in batch:
            if order.error is not None:
                order.future.set_exception(order.error)
            else:
                order.future.set_result(order.value)


def _attempt(connection: Connection, order: _Order) -> None:
    run = _driver(connection).execute  # each order has two of these; the driver alone takes a tenth of the time
    run("SAVEPOINT one")
    try:
        order.value = order.work(connection)
    except Exception as error:
        if is_outage(error):
            raise
        connection.exec_driver_sql("ROLLBACK TO one")
        order.error = error
    run("RELEASE one")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver: Any = connection.connection.dbapi_connection
    found: sqlite3.Connection = driver
    return found


def _roll_back(connection: Connection) -> None:
    try:
        connection.exec_driver_sql("ROLLBACK")
    except DBAPIError:
        connection.invalidate()  # SQLite had rolled back by itself (full disk), or the connection is gone


def _fail(batch: list[_Order], error: BaseException) -> None:
    for order in batch:
        if not order.future.done():
            order.future.set_exception(order.error or error)


def _discard(connection: Connection | None) -> None:
    if connection is not None:
        try:
            connection.close()
        except DBAPIError:
            connection.invalidate()
