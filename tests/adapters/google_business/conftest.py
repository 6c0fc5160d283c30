"""A fresh platform and a fresh house for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.google_business.rig import ReviewRig
from tests.adapters.pages.served import ServedRig, served


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[ServedRig]:
    async with served(ReviewRig, tmp_path) as made:
        yield made
