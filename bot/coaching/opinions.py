"""A model's own view: of a reply beside its score, of a comment beside its reading.

Shown beside and never mixed in. A model that is missing, busy, out of budget or of no use has no opinion.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.masking import Mask
from bot.domain.errors import ModelAnswerInvalid, NotSent, PermanentRefusal, RetryLater
from bot.domain.situation import Situation
from bot.domain.suggestion import SecondOpinion
from bot.ports import Knowledge, LanguageModel, ModelAnswer, ModelCall
from bot.promptbook import PromptBook

SECONDS = 8.0
_MOST_TOKENS = 300
_FACTS = 6
_MOST_CHARS = 2_000
_TURNS = 6
_LINK = re.compile(r"https?://|www\.|\b\w+\.(?:com|net|org|io|example)\b", re.IGNORECASE)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentOpinion:
    """What a model understands a comment to be. `kinds` and `mood` are the reading's own words."""

    model: str
    kinds: tuple[str, ...]
    mood: str
    needs_reply: bool
    why: str


class Opinions:
    """Asks `model` with the prompts `score` and `understand`."""

    def __init__(self, model: LanguageModel, prompts: PromptBook, knowledge: Knowledge) -> None:
        self._model, self._prompts, self._knowledge = model, prompts, knowledge

    async def of_reply(self, reply: str, situation: Situation) -> SecondOpinion | None:
        """A second opinion on a reply (or on a planned post, where there is no comment)."""
        mask, comment = Mask(), (situation.comment or situation.post)[:_MOST_CHARS]
        hits = self._knowledge.search(situation.brand, comment, situation.reader_lang, _FACTS)
        values = {
            "facts": [hit.fact.answer for hit in hits],
            "comment": mask.hide(comment),
            "reply": mask.hide(reply[:_MOST_CHARS]),
        }
        answer = await self._asked("score", values, situation)
        if answer is None:
            return None
        why, mend = (_said(answer.data[key], mask) for key in ("why", "mend"))
        if not why:
            return None
        return SecondOpinion(model=answer.model, total=int(answer.data["total"]), why=why, mend=mend)

    async def of_comment(self, situation: Situation) -> CommentOpinion | None:
        """What the comment is, for where the reading is unsure or abstains."""
        mask = Mask()
        history = [{"who": turn.who.value, "text": mask.hide(turn.text[:600])} for turn in situation.history[-_TURNS:]]
        values = {
            "post": mask.hide(situation.post[:1_000]),
            "history": history,
            "comment": mask.hide((situation.comment or "")[:_MOST_CHARS]),
        }
        answer = await self._asked("understand", values, situation)
        if answer is None or not (why := _said(answer.data["why"], mask)):
            return None
        return CommentOpinion(
            model=answer.model,
            kinds=tuple(dict.fromkeys(str(kind) for kind in answer.data["kinds"])),
            mood=str(answer.data["mood"]),
            needs_reply=bool(answer.data["needs_reply"]),
            why=why,
        )

    async def _asked(self, task: str, values: Mapping[str, object], situation: Situation) -> ModelAnswer | None:
        prompt = self._prompts.get(task, situation.reader_lang).render(values)
        call = ModelCall(
            messages=prompt.messages,
            schema=dict(prompt.schema),
            seconds=SECONDS,
            most_tokens=_MOST_TOKENS,
            brand_id=situation.brand.id,
        )
        try:
            return await self._model.ask(call)
        except (RetryLater, ModelAnswerInvalid, PermanentRefusal, NotSent) as error:
            log.info("no opinion of a model on this: %s", error)
            return None


def _said(text: object, mask: Mask) -> str:
    """A model's sentence in one line; "" for one that holds a link or a mark nobody gave, which a comment may have
    talked it into."""
    said = " ".join(mask.restore(str(text)).split())
    return "" if _LINK.search(said) or mask.leaks(said) else said
