"""The contract of all pages, on the fake Reddit."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract


class TestReddit(PageContract):
    """Its fixture `rig` is the folder's."""
