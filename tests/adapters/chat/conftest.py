"""What holds for the tests of all review channels."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.adapters.chat.room import patience


@pytest.fixture(autouse=True)
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outages end within moments here: what did not get through is tried again after as short a time."""
    monkeypatch.setattr(patience, "AGAIN", timedelta(seconds=0.1))
