"""The contract of all pages, on the fake network."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract


class TestBluesky(PageContract):
    """Its fixture `rig` is the folder's."""
