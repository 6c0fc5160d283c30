"""What several commands share: the language, the brands, the consoles."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from rich.console import Console

from bot.coaching.brand_files import load_brands, shipped_brands
from bot.coaching.brands import load_brand
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.settings import Settings

Lang = Literal["en", "es"]


def reader_lang(named: str = "") -> Lang:
    """The language to speak with the person: `named` ("en", "es"), else the one of the environment."""
    if named:
        if named not in ("en", "es"):
            raise BadInput(f"--lang must be en or es, not {named!r}")
        return "es" if named == "es" else "en"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable, ""):
            return "es" if value.lower().startswith("es") else "en"
    return "en"


def out() -> Console:
    """The console for answers. 80 columns where the width is not known; `NO_COLOR` is respected by rich."""
    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else _columns())


def err() -> Console:
    """The console for everything that is no answer."""
    return Console(stderr=True, highlight=False)


def _columns() -> int:
    value = os.environ.get("COLUMNS", "")
    return int(value) if value.isascii() and value.isdigit() and int(value) >= 20 else 80


def configured_brands(settings: Settings) -> dict[str, Brand]:
    """The installation's brands by id; the sample brand where none is configured."""
    return {brand.id: brand for brand in load_brands(settings.home, settings.brands)}


def find_brand(settings: Settings, named: str) -> Brand:
    """The brand a person named: an id, a shipped name, or a file. Raises `BadInput` listing what there is."""
    brands = configured_brands(settings)
    if not named:
        return next(iter(brands.values()))
    if named in brands:
        return brands[named]
    if named in shipped_brands() or Path(named).is_file():
        return load_brand(shipped_brands().get(named, Path(named)))
    known = sorted({*brands, *shipped_brands()})
    raise BadInput(f"there is no brand {named!r}; known are {', '.join(known)}, or name a brand file")


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Aware UTC time."""
        return datetime.now(UTC)
