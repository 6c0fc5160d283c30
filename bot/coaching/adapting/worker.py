"""`python -m bot.coaching.adapting.worker`: one fit in a process of its own, so that drafting and live scores do not
wait for it. A task comes in on standard input, the answer goes out on standard output.
"""

from __future__ import annotations

import os
import sys

from bot.coaching.adapting.both import adapt_both
from bot.coaching.adapting.heads import AdaptedHeads
from bot.coaching.adapting.task import FitAnswer, FitTask
from bot.coaching.parts import Fitted, build_parts
from bot.coaching.scoring.adapted import AdaptedScore
from bot.domain.brand import Brand

try:
    import resource
except ImportError:  # Windows: there the process is bounded by time alone
    resource = None  # type: ignore[assignment]

NICE = 10
CPU_SECONDS = 1_800
"""A process whose parent died ends by itself at the latest after this much work."""


def fit(task: FitTask) -> FitAnswer:
    """Fit and measure."""
    in_force = Fitted(
        heads=None if task.heads is None else AdaptedHeads.from_bytes(task.heads),
        score=None if task.score is None else AdaptedScore.from_bytes(task.score),
    )
    brand = Brand(id=task.brand_id, name=task.brand_name)
    reports = adapt_both(task.rows, build_parts(encoder=task.encoder), brand, in_force)
    score = reports.score
    return FitAnswer(
        heads_report=reports.heads.as_json(),
        score_report=None if score is None else score.as_json(),
        heads=None if reports.heads.heads is None else reports.heads.heads.to_bytes(),
        score=None if score is None or score.fitted is None else score.fitted.to_bytes(),
    )


def main() -> None:
    """Fit what standard input says, politely."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    answer = fit(FitTask.from_json(sys.stdin.buffer.read().decode()))
    sys.stdout.buffer.write(answer.to_json().encode())


if __name__ == "__main__":
    main()
