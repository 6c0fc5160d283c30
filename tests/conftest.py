"""What every test may rely on, and which tests need something that this machine has not.

Such tests are skipped with the reason, never silently: a browser, a real platform, the evaluation data.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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
