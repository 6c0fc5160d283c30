"""The contract of all pages, on the fake Data API."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract


class TestYouTube(PageContract):
    """Its fixture `rig` is the folder's."""
