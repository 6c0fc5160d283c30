"""What the program and its libraries read at each start, the tests read once in each process.

Hundreds of tests make an engine, and each would read and compile the same phrasebooks and prompts, which is most of
what such a test takes. Both are values that nobody changes. Files that a test puts in front of the program's own are
read each time.

As many make HTTP clients, each of which would read the certificates that this machine trusts, for servers in this
process that speak without TLS.
"""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any

import pytest

from bot.coaching.composing import phrasebook
from bot.promptbook import book
from bot.resources import resource_roots

_OWN = resource_roots()
_PATCHES = pytest.MonkeyPatch()


def pytest_configure() -> None:
    read, read_once = phrasebook.load_phrasebook, cache(phrasebook.load_phrasebook)
    trusting, trusting_once = ssl.create_default_context, cache(ssl.create_default_context)

    def load_phrasebook(lang: str, override: str | None = None) -> phrasebook.Phrasebook:
        return read_once(lang) if resource_roots(override) == _OWN else read(lang, override)

    def create_default_context(*purpose: ssl.Purpose, **of: Any) -> ssl.SSLContext:
        """Only a list of certificates is worth keeping; who asks for no list goes on to change what comes."""
        return (trusting_once if of.get("cafile") else trusting)(*purpose, **of)

    _PATCHES.setattr(phrasebook, "load_phrasebook", load_phrasebook)
    _PATCHES.setattr(book, "parse_prompt", cache(book.parse_prompt))
    _PATCHES.setattr(ssl, "create_default_context", create_default_context)


def pytest_unconfigure() -> None:
    _PATCHES.undo()
