"""The contract of all pages, on a real server."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract


class TestMastodon(PageContract):
    """Its fixture `rig` is the folder's."""
