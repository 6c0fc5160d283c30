"""What several commands share: the language, the brands, the consoles."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.cli.speaking import Lang, speak, spoken
from bot.cli.texts import say
from bot.coaching.brand_files import load_brands, shipped_brands
from bot.coaching.brands import load_brand
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.settings import Settings

__all__ = ["Lang"]


def reader_lang(named: str = "") -> Lang:
    """The language to speak with the person from here on: `named` ("en", "es"), else the one of the environment."""
    if named not in ("", "en", "es"):
        raise BadInput(say("lang", named=named))
    if named:
        speak("es" if named == "es" else "en")
    return spoken()


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
    raise BadInput(say("no_brand", named=named, known=", ".join(known)))


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Aware UTC time."""
        return datetime.now(UTC)
