"""What the tests against other people's servers share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """A fresh embedded store."""
    return f"sqlite:///{tmp_path}/t.db"
