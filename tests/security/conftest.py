"""The sample brand, as the coaching tests have it."""

from __future__ import annotations

from tests.coaching.conftest import brand

__all__ = ["brand"]
