"""A model words the opening of a digest. It is given names for figures and examples without personal data."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from bot.coaching.masking import Mask
from bot.domain.errors import ModelAnswerInvalid, NotSent, PermanentRefusal, RetryLater
from bot.ports import LanguageModel, ModelCall
from bot.promptbook import PromptBook, load_promptbook

SECONDS = 10.0
_MOST_TOKENS = 400
_EXAMPLE = 300
KEPT = 64

log = logging.getLogger(__name__)


class DigestWriter:
    """`ports.Wording` by a model. The same week is worded once: who looks again sees the same sentences, and nothing
    is spent."""

    def __init__(self, model: LanguageModel, prompts: PromptBook | None = None) -> None:
        self._model, self._prompts = model, prompts or load_promptbook()
        self._kept: OrderedDict[tuple[object, ...], str] = OrderedDict()

    async def opening(
        self, brand_id: str, lang: str, figures: Mapping[str, int], topics: Sequence[tuple[str, str, str]]
    ) -> str:
        """Sentences with names of figures in them, "" where the model has none (busy, out of budget, of no use)."""
        key = (brand_id, lang, tuple(figures.items()), tuple(topics))
        if key not in self._kept:
            text = await self._asked(brand_id, lang, figures, topics)
            if not text:
                return ""
            self._kept[key] = text
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    async def _asked(
        self, brand_id: str, lang: str, figures: Mapping[str, int], topics: Sequence[tuple[str, str, str]]
    ) -> str:
        mask = Mask()
        told = [{"count": name, "about": about, "example": mask.hide(said[:_EXAMPLE])} for name, about, said in topics]
        prompt = self._prompts.get("digest", lang).render({"figures": dict(figures), "topics": told})
        call = ModelCall(
            messages=prompt.messages,
            schema=dict(prompt.schema),
            seconds=SECONDS,
            most_tokens=_MOST_TOKENS,
            brand_id=brand_id,
        )
        try:
            answer = await self._model.ask(call)
        except (RetryLater, ModelAnswerInvalid, PermanentRefusal, NotSent) as error:
            log.info("the digest keeps the program's own words: %s", error)
            return ""
        return str(answer.data["text"])
