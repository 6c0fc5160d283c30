"""Suggestions by a language model: asked, checked, scored, redrafted once; the composer's are there all the while."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.coaching.composing.answers import source_of, suspicious
from bot.coaching.composing.edits import apologises
from bot.coaching.composing.taken import sayable
from bot.coaching.composing.wishes import Wishes
from bot.coaching.grounding import trespasses
from bot.coaching.loop import BUDGET_SPENT, GOOD_ENOUGH, NO_BETTER
from bot.coaching.masking import Mask
from bot.coaching.suggesting import ScorerLike
from bot.domain.brand import Fact
from bot.domain.comment import Who
from bot.domain.errors import BadInput, ModelAnswerInvalid, NotSent, PermanentRefusal, RetryLater
from bot.domain.reading import Reading
from bot.domain.score import Severity
from bot.domain.situation import Situation, Suggestions, SuggestRequest
from bot.domain.suggestion import Need, Suggestion
from bot.ports import Knowledge, LanguageModel, Memory, ModelAnswer, ModelCall
from bot.promptbook import PromptBook

_MOST_TOKENS = 900
_FACTS = 6
_TURNS = 6
_LEAST_SECONDS = 1.5
"""Less than this left: no redraft is begun."""
_COMMENT_CHARS = 4_000

Detect = Callable[[str], str]
"""The language of a text, "und" when it cannot be told."""


@dataclass(slots=True, kw_only=True)
class _Round:
    """What one suggestion request gathers on the way."""

    situation: Situation
    request: SuggestRequest
    reading: Reading
    lang: str
    facts: tuple[Fact, ...]
    mask: Mask
    ends: float
    log: list[str]
    taken: tuple[Fact, ...] = ()
    """Those of the facts that a person took as the answer."""
    price: Decimal = Decimal(0)
    tokens: int = 0


class ModelSuggestions:
    """Writes with `model` from the prompts; falls back to the composer's offers with the reason in the log."""

    def __init__(
        self,
        model: LanguageModel,
        prompts: PromptBook,
        scorer: ScorerLike,
        knowledge: Knowledge,
        *,
        memory: Memory | None = None,
        detect: Detect | None = None,
    ) -> None:
        self._model, self._prompts, self._scorer, self._knowledge = model, prompts, scorer, knowledge
        self._memory, self._detect = memory, detect

    async def suggest(
        self, situation: Situation, reading: Reading, request: SuggestRequest, spare: Suggestions
    ) -> Suggestions:
        """Offers by the model first, filled up with `spare`; all of `spare` when the model gave nothing usable."""
        lang = request.reply_lang or (reading.lang if reading.lang != "und" else situation.brand.languages[0])
        taken = sayable(situation.brand.facts, request.facts, lang)
        work = _Round(
            situation=situation,
            request=request,
            reading=reading,
            lang=lang,
            facts=tuple(dict.fromkeys((*taken, *self._facts(situation, reading, lang))))[:_FACTS],
            taken=taken,
            mask=Mask(),
            ends=time.monotonic() + request.seconds,
            log=[],
        )
        try:
            answer = await self._ask(work, "draft", self._draft_values(work))
            offers = self._accepted(work, answer)
            offers = await self._redrafted(work, offers)
        except (RetryLater, ModelAnswerInvalid, PermanentRefusal, NotSent, BadInput) as error:
            work.log.append(str(error))
            return replace(spare, log=(*spare.log, *work.log), tokens=spare.tokens + work.tokens)
        return self._merged(work, offers, answer, spare)

    def _merged(
        self, work: _Round, offers: Sequence[Suggestion], answer: ModelAnswer, spare: Suggestions
    ) -> Suggestions:
        needs = tuple(Need(question=str(each)) for each in answer.data.get("needs", ()) if str(each).strip())
        share = work.price / max(1, len(offers))
        priced = [replace(offer, price=share) for offer in offers]
        ranked = sorted(priced, key=lambda offer: -offer.score.total)
        filled = [*ranked, *spare.offers][: max(work.request.count, 1)]
        if not offers:
            work.log.append("the model's drafts were refused; these are the composer's")
        return Suggestions(
            offers=tuple(filled),
            needs=(*spare.needs, *needs) if offers else spare.needs,
            log=(*spare.log, *work.log),
            tokens=spare.tokens + work.tokens,
        )

    def _facts(self, situation: Situation, reading: Reading, lang: str) -> tuple[Fact, ...]:
        """What the model may say: facts near each thing asked and near the comment, suspicious ones left out."""
        comment = (situation.comment or "")[:_COMMENT_CHARS]
        queries = [span.of(situation.comment or "") for span in reading.asks] or [comment]
        found: dict[str, Fact] = {}
        for query in queries[:4]:
            for hit in self._knowledge.search(situation.brand, query, lang, _FACTS):
                if hit.relevance > 0.2 and not suspicious(hit.fact):
                    found.setdefault(hit.fact.id, hit.fact)
        return tuple(found.values())[:_FACTS]

    def _draft_values(self, work: _Round) -> dict[str, object]:
        situation, request, hide = work.situation, work.request, work.mask.hide
        examples = self._memory.similar(situation.brand, situation.comment or "", work.lang, 2) if self._memory else ()
        return {
            **self._common(work),
            "examples": [hide(each.reply) for each in examples] + list(situation.brand.voice.examples[:2]),
            "count": request.count,
            "post": hide(situation.post[:1_000]),
            "history": [{"who": turn.who.value, "text": hide(turn.text[:600])} for turn in situation.history[-_TURNS:]],
            "notes": [
                *(f"Answer with the fact {fact.id}." for fact in work.taken),
                *(hide(note[:200]) for note in (*request.notes, request.base) if note),
            ],
            "avoid_texts": [hide(text) for text in (*request.avoid, *situation.recent_replies[:5])][:8],
        }

    def _common(self, work: _Round) -> dict[str, object]:
        brand = work.situation.brand
        return {
            "brand": {"name": brand.name, "about": brand.about.strip()},
            "voice": {"description": brand.voice.description, "emoji": brand.voice.emoji, "person": brand.voice.person},
            "avoid": list(brand.voice.avoid),
            "facts": [{"id": fact.id, "question": fact.question, "answer": fact.answer} for fact in work.facts],
            "reply_lang": work.lang,
            "address": work.reading.address.value,
            "limit": work.situation.limit,
            "comment": work.mask.hide((work.situation.comment or "")[:_COMMENT_CHARS]),
        }

    async def _ask(self, work: _Round, task: str, values: Mapping[str, object]) -> ModelAnswer:
        lang = "es" if work.lang == "es" else "en"
        prompt = self._prompts.get(task, lang).render(values)
        call = ModelCall(
            messages=prompt.messages,
            schema=dict(prompt.schema),
            seconds=max(0.1, work.ends - time.monotonic()),
            most_tokens=_MOST_TOKENS,
            brand_id=work.situation.brand.id,
        )
        answer = await self._model.ask(call)
        work.price += Decimal(str(answer.price))
        work.tokens += answer.tokens_in + answer.tokens_out
        return answer

    def _accepted(self, work: _Round, answer: ModelAnswer) -> list[Suggestion]:
        """The drafts that pass the checks, scored. What was refused is said in the log, not shown as an offer."""
        by_id = {fact.id: fact for fact in work.facts}
        kept: list[tuple[str, tuple[Fact, ...]]] = []
        for row in answer.data["replies"]:
            text = work.mask.restore(_clean(str(row["text"])))
            problem = self._problem(work, text)
            if problem:
                work.log.append(f"{answer.model}: a draft was refused: {problem}")
                continue
            used = tuple(by_id[str(ref)] for ref in row.get("facts", ()) if str(ref) in by_id)
            if work.taken and not set(used) & set(work.taken):
                work.log.append(f"{answer.model}: a draft was refused: it does not answer with the fact chosen")
                continue
            kept.append((text, used))
        scores = self._scorer.score_many([(text, work.situation) for text, _ in kept])
        offers: list[Suggestion] = []
        for (text, facts), score in zip(kept, scores, strict=True):
            hard = next((each for each in score.findings if each.severity is Severity.BLOCK), None)
            if hard is not None:
                work.log.append(f"{answer.model}: a draft was refused: {hard.why}")
                continue
            sources = tuple(source_of(fact) for fact in facts)
            offers.append(Suggestion(text=text, lang=work.lang, score=score, sources=sources, origin=answer.model))
        return offers

    def _problem(self, work: _Round, text: str) -> str:
        """Why a draft may not be offered, "" when it may."""
        if not text:
            return "it is empty"
        if work.situation.limit and len(text) > work.situation.limit:
            return f"it is longer than {work.situation.limit} characters"
        if work.mask.leaks(text):
            return "it holds a mark nobody gave it"
        if self._detect is not None and (found := self._detect(text)) not in (work.lang, "und"):
            return f"it is in {found} and not in {work.lang}"
        if any(word.lower() in text.lower() for word in work.situation.brand.voice.avoid):
            return "it uses a word the brand never uses"
        if text in work.request.avoid:
            return "it was offered before"
        wishes = Wishes.of(work.request.notes)
        if wishes.named_in(text) or (wishes.no_sorry and apologises(text)):
            return "it holds what the manager did not want"
        said = [turn.text for turn in work.situation.history if turn.who is Who.BRAND]
        return ", ".join(trespasses(text, work.situation.comment or "", work.facts, said))

    async def _redrafted(self, work: _Round, offers: list[Suggestion]) -> list[Suggestion]:
        """One redraft of the best offer with the score's advice, where that may help and time is left."""
        if not offers:
            return offers
        good = work.situation.brand.policy.good_enough
        best = max(offers, key=lambda offer: offer.score.total)
        if best.score.total >= good:
            return [replace(offer, stopped=GOOD_ENOUGH) for offer in offers]
        if work.ends - time.monotonic() < _LEAST_SECONDS:
            return [replace(offer, stopped=BUDGET_SPENT) for offer in offers]
        advice = [f"{finding.why} {finding.instead}" for finding in best.score.findings[:5]] or [best.score.why]
        values = {**self._common(work), "reply": work.mask.hide(best.text), "findings": advice}
        try:
            better = self._accepted(work, await self._ask(work, "revise", values))
        except (RetryLater, ModelAnswerInvalid, PermanentRefusal, NotSent) as error:
            work.log.append(str(error))
            return [replace(offer, stopped=BUDGET_SPENT) for offer in offers]
        risen = [offer for offer in better if offer.score.total > best.score.total]
        if not risen:
            return [replace(offer, stopped=NO_BETTER) for offer in offers]
        kept = [offer for offer in offers if offer is not best]
        stopped = GOOD_ENOUGH if max(offer.score.total for offer in risen) >= good else BUDGET_SPENT
        return [replace(offer, stopped=stopped) for offer in (*risen, *kept)]


def _clean(text: str) -> str:
    return " ".join(text.split()).strip().strip('"“”').strip()
