"""A fresh platform and a fresh house for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.linkedin.rig import LinkedInRig
from tests.adapters.pages.served import ServedRig, served


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[ServedRig]:
    async with served(LinkedInRig, tmp_path) as made:
        yield made
