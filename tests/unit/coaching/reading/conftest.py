"""The reader as it is shipped, once a module."""

from __future__ import annotations

import pytest

from bot.coaching.reading.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()
