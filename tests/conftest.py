"""What every test may rely on, and which tests need something that this machine has not.

Such tests are skipped with the reason, never silently: a browser, a real platform, the evaluation data.

Property tests draw the same examples in every run and have no deadline for one of them; `TERTULIA_EXHAUSTIVE=1` draws
new and more ones, and runs in full what is otherwise run on a chosen part.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from tests.effort import EXHAUSTIVE, examples
from tests.stores import fresh_sqlite, pg_server, pg_url

# Imported here alone: in each module that imports a session's fixture it is set up anew.
__all__ = ["pg_server", "pg_url"]

pytest_plugins = ("tests.limits", "tests.read_once")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ONE_SERVER = ("tests/adapters/chat/matrix/", "tests/adapters/mastodon/")
"""Folders whose tests share a server: one worker runs them all, so that it is started once."""

MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 4 << 30


def temporary_files_in_memory() -> None:
    """Stores wait for the disk at every commit, which is most of what thousands of small stores take.

    `TMPDIR` has the word where it is set; where memory is scarce (containers often give 64 MB), the disk it is.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free >= MEMORY_NEEDED:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # ask again


temporary_files_in_memory()
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("exhaustive", deadline=None, max_examples=examples(100))
settings.load_profile("exhaustive" if EXHAUSTIVE else "steady")


class ByServer(LoadFileScheduling):
    """A file's tests run in one worker, and so do those of a folder with a server: what they set up is set up once."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid) or super()._split_scope(nodeid)

    def _reschedule(self, node: Any) -> None:
        """A worker begins a test only when it knows the next one, or that none follows. One that takes over from one
        that died may get a single test, or units that are done, and would wait for ever."""
        super()._reschedule(node)
        while self.workqueue and not node.shutting_down and self._pending_of(self.assigned_work[node]) < 2:
            super()._reschedule(node)
        if not self.workqueue and not node.shutting_down:
            node.shutdown()

    def remove_node(self, node: Any) -> str | None:
        """The test that a worker died of is done: the next worker would die of it, too."""
        units = self.assigned_work[node].values()
        unit, last = next(((unit, test) for unit in units for test, done in unit.items() if not done), ({}, None))
        if last is not None:
            unit[last] = True
        super().remove_node(node)
        return last


def together(nodeid: str) -> str:
    """The folder whose tests all run in one worker, if this is one of them."""
    return next((folder for folder in ONE_SERVER if nodeid.startswith(folder)), "")


def longest_first(items: list[pytest.Item]) -> None:
    """Put what takes long at the beginning, so that at the end no worker waits for another."""
    long = {item.path for item in items if item.get_closest_marker("slow") or together(item.nodeid)}
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path not in long, -tests[item.path]))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByServer | None:
    """With `-n` alone; another `--dist` is taken as said."""
    if config.getvalue("dist") != "load":
        return None
    config.option.loadscopereorder = False  # the order of the files is `longest_first`
    return ByServer(config, log)


def find_browser() -> str:
    """The path of a Chromium on this machine, or nothing. `TERTULIA_CHROMIUM` names one that is not on the path."""
    named = os.environ.get("TERTULIA_CHROMIUM", "")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), "")


def missing(marker: str) -> str:
    """Why tests with this marker cannot run here; nothing when they can."""
    if marker == "browser" and not find_browser():
        return "no Chromium on this machine (Debian: apt install chromium, or name one with TERTULIA_CHROMIUM)"
    if marker == "live" and not os.environ.get("TERTULIA_LIVE"):
        return "talks to a real platform; set TERTULIA_LIVE=1 to run it"
    if marker == "data" and not Path(os.environ.get("TERTULIA_DATA", "/nowhere")).is_dir():
        return "needs the evaluation data, named by TERTULIA_DATA"
    return ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what cannot run here, and share the rest out well among workers."""
    if hasattr(config, "workerinput"):
        longest_first(items)
    reasons = {marker: missing(marker) for marker in ("browser", "live", "data")}
    for item in items:
        for marker, reason in reasons.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser, for `launch(executable_path=…)`."""
    path = find_browser()
    if not path:
        pytest.skip(missing("browser"))
    return path


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The evaluation data, for tests marked `data`."""
    return Path(os.environ["TERTULIA_DATA"])


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """A fresh embedded store; the folders whose tests need both kinds say so."""
    return fresh_sqlite(tmp_path)
