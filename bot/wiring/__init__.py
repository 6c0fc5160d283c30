"""The only place that names concrete classes: from settings to a program that can run."""

from __future__ import annotations

from bot.wiring.app import App, build_app
from bot.wiring.clock import SystemClock

__all__ = ["App", "SystemClock", "build_app"]
