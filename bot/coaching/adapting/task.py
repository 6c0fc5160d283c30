"""A fit as a message: what a process that fits is given, and what it answers. Only JSON crosses."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from bot.coaching.adapting.rows import AdaptRow, row_from, row_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class FitTask:
    """Rows of one brand, and the fitted models (bytes of the shelf, None for as shipped) that a fit has to beat."""

    brand_id: str
    brand_name: str
    rows: tuple[AdaptRow, ...]
    encoder: bool = True
    heads: bytes | None = field(default=None, repr=False)
    score: bytes | None = field(default=None, repr=False)

    def to_json(self) -> str:
        """As text, for the process that fits."""
        return json.dumps(
            {
                "brand": [self.brand_id, self.brand_name],
                "encoder": self.encoder,
                "heads": _packed(self.heads),
                "score": _packed(self.score),
                "rows": [row_to_json(row) for row in self.rows],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> FitTask:
        """Read what `to_json` wrote."""
        data = json.loads(text)
        return cls(
            brand_id=data["brand"][0],
            brand_name=data["brand"][1],
            rows=tuple(row_from(row) for row in data["rows"]),
            encoder=data["encoder"],
            heads=_unpacked(data["heads"]),
            score=_unpacked(data["score"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FitAnswer:
    """Reports as JSON data, and the models where they are better; `score_report` None where no outcome was told."""

    heads_report: dict[str, Any]
    score_report: dict[str, Any] | None = None
    heads: bytes | None = field(default=None, repr=False)
    score: bytes | None = field(default=None, repr=False)

    def to_json(self) -> str:
        """As text, for the process that asked."""
        return json.dumps(
            {
                "heads_report": self.heads_report,
                "score_report": self.score_report,
                "heads": _packed(self.heads),
                "score": _packed(self.score),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> FitAnswer:
        """Read what `to_json` wrote."""
        data = json.loads(text)
        return cls(
            heads_report=data["heads_report"],
            score_report=data["score_report"],
            heads=_unpacked(data["heads"]),
            score=_unpacked(data["score"]),
        )


def _packed(blob: bytes | None) -> str | None:
    return None if blob is None else base64.b64encode(blob).decode()


def _unpacked(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
