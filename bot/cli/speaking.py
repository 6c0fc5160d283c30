"""The language this process speaks with its person: the one named, else the one of the environment."""

from __future__ import annotations

import os
from contextvars import ContextVar
from typing import Literal

Lang = Literal["en", "es"]
_named: ContextVar[Lang | None] = ContextVar("named", default=None)


def spoken() -> Lang:
    """The language named with --lang; without one, what LC_ALL, LC_MESSAGES or LANG say."""
    return _named.get() or _of_environment()


def speak(lang: Lang | None) -> None:
    """From here on speak `lang`; None for the environment's."""
    _named.set(lang)


def _of_environment() -> Lang:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable, ""):
            return "es" if value.lower().startswith("es") else "en"
    return "en"
