"""The contract of all pages, on the fake LinkedIn."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract


class TestLinkedIn(PageContract):
    """Its fixture `rig` is the folder's."""
