"""Runs a fit in a process of its own: the event loop and the scoring threads of this one stay free."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import bot
from bot.coaching.adapting.task import FitAnswer, FitTask
from bot.domain.errors import TertuliaError

Fitter = Callable[[FitTask], Awaitable[FitAnswer]]
"""Fits and answers, or raises `FitFailed`."""

WORKER = "bot.coaching.adapting.worker"
LONGEST = timedelta(minutes=30)
_HANDED_ON = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "TERTULIA_RESOURCES")
"""What of the environment a fit may see; keys and passwords are none of its business."""
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class FitFailed(TertuliaError):
    """The process that fits ended without an answer."""


async def fit_apart(task: FitTask, longest: timedelta = LONGEST) -> FitAnswer:
    """Fit on one core, at low priority, within `longest`. Cancelling ends the process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        WORKER,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(),
    )
    try:
        async with asyncio.timeout(longest.total_seconds()):
            said, told = await process.communicate(task.to_json().encode())
    except TimeoutError as error:
        raise FitFailed(f"the fit took longer than {longest}") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        last = told.decode(errors="replace").strip().rpartition("\n")[2]
        raise FitFailed(f"the fit ended with code {process.returncode}: {last[:300]}")
    return FitAnswer.from_json(said.decode())


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    here = str(Path(bot.__file__).resolve().parent.parent)
    return kept | {"PYTHONPATH": here} | dict.fromkeys(_ONE_THREAD, "1")
