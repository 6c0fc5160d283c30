"""A score as plain data, for files and for the console."""

from __future__ import annotations

from typing import Any

from bot.domain.score import Score


def score_to_dict(score: Score) -> dict[str, Any]:
    """`score`, `dimensions` (null where it abstains) and `findings`, with `why`, `situation` and `moves` beside."""
    return {
        "score": score.total,
        "dimensions": {dimension.value: part for dimension, part in score.dimensions},
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "start": finding.start,
                "end": finding.end,
                "why": finding.why,
                "instead": finding.instead,
                "dimension": finding.dimension.value,
            }
            for finding in score.findings
        ],
        "why": score.why,
        "situation": score.situation,
        "moves": sorted(score.moves),
    }
