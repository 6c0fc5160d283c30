"""A model that answers what a test tells it to, and keeps what it was asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from bot.ports import ModelAnswer, ModelCall


class ScriptedModel:
    """`ports.LanguageModel` with a queue of answers (data, or errors to raise). The last one is repeated."""

    def __init__(
        self, answers: Iterable[dict[str, Any] | Exception], *, name: str = "scripted", price: float = 0.001
    ) -> None:
        self.name = name
        self.calls: list[ModelCall] = []
        self._answers = deque(answers)
        self._price = price

    async def ask(self, call: ModelCall) -> ModelAnswer:
        """The next answer of the script."""
        self.calls.append(call)
        answer = self._answers.popleft() if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return ModelAnswer(data=answer, model=self.name, tokens_in=100, tokens_out=50, price=self._price)
