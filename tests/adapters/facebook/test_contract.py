"""The contract of all pages, on the fake Graph API."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract


class TestFacebook(PageContract):
    """Its fixture `rig` is the folder's."""
