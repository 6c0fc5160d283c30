"""Where brand files are: those that come with the program by name, an installation's own by path."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.coaching.brands import load_brand
from bot.domain.brand import Brand
from bot.resources import resource_files

SAMPLE_BRAND = "mirlo"


def shipped_brands() -> dict[str, Path]:
    """Brand files that come with the program, by name."""
    return {Path(name).stem: path for name, path in resource_files("config/brands", (".toml",)).items()}


def brand_path(home: Path, named: str) -> Path:
    """The file of a brand named in the settings: a shipped name, or a path (relative to the home folder)."""
    return shipped_brands().get(named, home / Path(named).expanduser())


def load_brands(home: Path, names: Sequence[str]) -> list[Brand]:
    """The brands that the settings name, in order; the sample brand where they name none. Raises `Misconfigured`."""
    return [load_brand(brand_path(home, name)) for name in names or (SAMPLE_BRAND,)]
