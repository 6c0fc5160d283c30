"""The contract of all pages, on the fake Discord."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract


class TestDiscordPage(PageContract):
    """Its fixture `rig` is the folder's."""
