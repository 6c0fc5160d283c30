"""Several models, the next one asked when one fails, all within one time budget."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import ModelAnswerInvalid, NotSent, PermanentRefusal, RetryLater
from bot.ports import LanguageModel, ModelAnswer, ModelCall

_LEAST_SECONDS = 0.5


class ModelChain:
    """`ports.LanguageModel` made of others. A model that asked for patience is left alone that long."""

    def __init__(self, models: Sequence[LanguageModel]) -> None:
        if not models:
            raise ValueError("a chain needs at least one model")
        self._models = tuple(models)
        self._rests: dict[int, float] = {}
        self.name = " > ".join(model.name for model in models)

    async def ask(self, call: ModelCall) -> ModelAnswer:
        """The first answer; raises the last error when none answers."""
        ends = time.monotonic() + call.seconds
        last: Exception = RetryLater("every model is resting", after=timedelta(seconds=30))
        for place, model in enumerate(self._models):
            left = ends - time.monotonic()
            if left < _LEAST_SECONDS:
                break
            if self._rests.get(place, 0.0) > time.monotonic():
                continue
            share = left if place == len(self._models) - 1 else left * 0.6
            try:
                return await model.ask(replace(call, seconds=share))
            except RetryLater as error:
                self._rests[place] = time.monotonic() + min(error.after.total_seconds(), 300.0)
                last = error
            except (ModelAnswerInvalid, PermanentRefusal, NotSent) as error:
                last = error
        raise last
