"""No test holds up the whole run: one that does not end fails, and its traceback shows where it stood.

A signal ends the test on POSIX, also in the midst of a wait of asyncio. What does not answer to signals (a library that
waits in its own code), and everything on Windows, is ended with its process, and the stacks of all threads are printed.
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest

from tests.effort import EXHAUSTIVE, MORE

USUAL = 180.0
"""Seconds for the set-up of a test, for the test and for its tear-down: many times what they need on a busy machine."""
LONG = 600.0
"""Seconds for those marked `slow`."""
AGAIN = 20.0
"""Seconds after which a test that went on in spite of it is ended again."""
LAST = 60.0
"""Seconds after which the process is ended, where nothing else helped."""

_STDERR = pytest.StashKey[int]()


class TookTooLong(BaseException):
    """A test was ended. Not an `Exception`, as code under test and Hypothesis catch those and would go on."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("limit", f"seconds for each part of a test; {USUAL:g} if not said, 0 for no end", default="")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "limit(seconds): ends each part of the test after so long; 0 for no end")
    config.stash[_STDERR] = os.dup(sys.__stderr__.fileno() if sys.__stderr__ else 2)


def pytest_unconfigure(config: pytest.Config) -> None:
    os.close(config.stash[_STDERR])


def allowed(item: pytest.Item) -> float:
    """Seconds for each part of a test; 0 where it may take for ever."""
    if item.config.getoption("usepdb"):
        return 0.0
    if own := item.get_closest_marker("limit"):
        return float(own.args[0])
    usual = float(item.config.getini("limit") or USUAL)
    seconds = max(usual, LONG) if usual and item.get_closest_marker("slow") else usual
    return seconds * MORE if EXHAUSTIVE or "SOAK_CARDS" in os.environ else seconds


@contextmanager
def limited(item: pytest.Item, part: str) -> Iterator[None]:
    """End what runs in here when its time is over."""
    seconds = allowed(item)
    if not seconds:
        yield
        return
    faulthandler.dump_traceback_later(seconds + LAST, exit=True, file=item.config.stash[_STDERR])
    try:
        with _alarm(seconds, f"{item.name}: {part} was not over after {seconds:g} s, so it was ended where it stood"):
            yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@contextmanager
def _alarm(seconds: float, text: str) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        error = TookTooLong(text)
        for note in waiting():
            error.add_note(note)
        raise error

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def waiting() -> Iterator[str]:
    """Where each task of the running loop waits; the traceback alone would show the loop and not the test."""
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:  # no loop
        return
    for task in tasks:
        places, coro = [], task.get_coro()
        while (frame := getattr(coro, "cr_frame", None)) is not None:
            places.append(f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}")
            coro = getattr(coro, "cr_await", None)
        yield f"{task.get_name()} waits at\n  " + "\n  ".join(places)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    with limited(item, "its set-up"):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    with limited(item, "the test"):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    with limited(item, "its tear-down"):
        return (yield)
