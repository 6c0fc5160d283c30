"""What the program reads of its own files at each start, the tests read once in each process.

Hundreds of tests make an engine, and each would read and compile the same phrasebooks and prompts, which is most of
what such a test takes. Both are values that nobody changes. Files that a test puts in front of the program's own are
read each time.
"""

from __future__ import annotations

from functools import cache

import pytest

from bot.coaching.composing import phrasebook
from bot.promptbook import book
from bot.resources import resource_roots

_OWN = resource_roots()
_PATCHES = pytest.MonkeyPatch()


def pytest_configure() -> None:
    read, read_once = phrasebook.load_phrasebook, cache(phrasebook.load_phrasebook)

    def load_phrasebook(lang: str, override: str | None = None) -> phrasebook.Phrasebook:
        return read_once(lang) if resource_roots(override) == _OWN else read(lang, override)

    _PATCHES.setattr(phrasebook, "load_phrasebook", load_phrasebook)
    _PATCHES.setattr(book, "parse_prompt", cache(book.parse_prompt))


def pytest_unconfigure() -> None:
    _PATCHES.undo()
