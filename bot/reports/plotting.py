"""The plotting library, loaded with the first picture: it takes a second that the start of a program has not got."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any


@cache
def plotting() -> Any:
    """What pictures are drawn with, by the library's own names."""
    parts = {
        "matplotlib": ("rc_context",),
        "matplotlib.figure": ("Figure",),
        "matplotlib.ticker": ("FuncFormatter", "MaxNLocator"),
        "matplotlib.patches": ("FancyBboxPatch",),
        "matplotlib.font_manager": ("FontProperties",),
        "matplotlib.backends.backend_agg": ("FigureCanvasAgg",),
    }
    return SimpleNamespace(
        **{name: getattr(import_module(module), name) for module, names in parts.items() for name in names}
    )
