"""What every test may rely on, and which tests need something that this machine has not.

Such tests are skipped with the reason, never silently: a browser, a real platform, the evaluation data.

Property tests draw the same examples in every run and have no deadline for one of them; `TERTULIA_EXHAUSTIVE=1` draws
new and more ones, and runs in full what is otherwise run on a chosen part.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from tests.effort import EXHAUSTIVE, examples

pytest_plugins = ("tests.limits",)

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ONE_SERVER = ("tests/adapters/chat/matrix/", "tests/adapters/mastodon/")
"""Folders whose tests share a server: one worker runs them all, so that it is started once."""

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("exhaustive", deadline=None, max_examples=examples(100))
settings.load_profile("exhaustive" if EXHAUSTIVE else "steady")


class ByServer(LoadFileScheduling):
    """A file's tests run in one worker, and so do those of a folder with a server: what they set up is set up once."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in ONE_SERVER if nodeid.startswith(folder)), super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByServer | None:
    """With `-n` alone; another `--dist` is taken as said."""
    return ByServer(config, log) if config.getvalue("dist") == "load" else None


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here."""
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
