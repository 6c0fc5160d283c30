"""The contract of all pages, on the fake server."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract


class TestTelegram(PageContract):
    """Its fixture `rig` is the folder's."""
