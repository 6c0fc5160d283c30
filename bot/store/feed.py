"""Tells listeners inside this process what was committed: job kinds to wake, items to show anew."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.ports import ItemChanged

MOST_BEHIND = 512
_ALL = ItemChanged(item_id=0)


@dataclass(eq=False, slots=True)
class _Listener:
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[ItemChanged] = field(default_factory=lambda: asyncio.Queue(MOST_BEHIND))

    def put(self, changes: Sequence[ItemChanged]) -> None:
        for change in changes:
            if self.queue.full():
                while not self.queue.empty():
                    self.queue.get_nowait()
                change = _ALL
            self.queue.put_nowait(change)


class Feed:
    """Thread-safe: commits happen in other threads than the listeners' loops."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[_Listener] = set()
        self._wakers: list[Callable[[frozenset[str]], None]] = []

    def on_wake(self, waker: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Call `waker` with job kinds after each commit that made some; returns how to stop that."""
        with self._lock:
            self._wakers.append(waker)
        return lambda: self._wakers.remove(waker)

    def tell(self, wake: Iterable[str], changed: Sequence[ItemChanged]) -> None:
        """Pass on what a commit did."""
        kinds = frozenset(wake)
        with self._lock:
            wakers, listeners = list(self._wakers), list(self._listeners)
        for waker in wakers if kinds else ():
            waker(kinds)
        for listener in listeners if changed else ():
            try:
                listener.loop.call_soon_threadsafe(listener.put, list(changed))
            except RuntimeError:  # its loop is closed: the listener went away without saying so
                self._drop(listener)

    def tell_all(self) -> None:
        """Another process wrote: show everything anew."""
        self.tell((), [_ALL])

    async def changes(self) -> AsyncIterator[ItemChanged]:
        """Every change from now on, until closed."""
        listener = _Listener(asyncio.get_running_loop())
        with self._lock:
            self._listeners.add(listener)
        try:
            while True:
                yield await listener.queue.get()
        finally:
            self._drop(listener)

    def _drop(self, listener: _Listener) -> None:
        with self._lock:
            self._listeners.discard(listener)
