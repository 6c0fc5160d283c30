"""The coaching engine: reading, score, suggestions and talk behind one door (`ports.Coach`)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

from bot.coaching.composing.composer import Composer
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.encoder import load_encoder
from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.knowledge.index import Encode
from bot.coaching.model_writer import ModelSuggestions
from bot.coaching.opinions import Opinions
from bot.coaching.reading.reader import Reader
from bot.coaching.scoring import Scorer
from bot.coaching.suggesting import ComposedSuggestions
from bot.coaching.talk import RuleTalk
from bot.domain.brand import Brand
from bot.domain.reading import Reading
from bot.domain.score import Score
from bot.domain.situation import Situation, Suggestions, SuggestRequest, TalkAnswer, TalkState
from bot.ports import Knowledge, LanguageModel, Memory
from bot.promptbook import PromptBook, load_promptbook

GRACE_SECONDS = 1.0
"""What a model may take beyond the budget it was given, before it is left behind."""


_LEAST_FOR_OPINION = 1.5
"""Seconds: with less left no opinion is asked for."""


class ReaderLike(Protocol):
    """Understands comments."""

    def read(self, situation: Situation) -> Reading:
        """The reading of one comment."""
        ...

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """Readings in order."""
        ...


class JudgeLike(Protocol):
    """Scores replies."""

    def score(self, reply: str, situation: Situation) -> Score:
        """One score."""
        ...

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """Scores in order."""
        ...


class ModelWriter(Protocol):
    """Suggestions by a language model, falling back to `spare` in good time."""

    async def suggest(
        self, situation: Situation, reading: Reading, request: SuggestRequest, spare: Suggestions
    ) -> Suggestions:
        """Offers by the model, or `spare` with the reason in its log."""
        ...


class Talker(Protocol):
    """One turn of chat with a manager."""

    async def talk(self, coach: Engine, message: str, state: TalkState, person_lang: str) -> TalkAnswer:
        """The coach's answer."""
        ...


class Engine:
    """`ports.Coach`, composed of parts that can each be replaced."""

    def __init__(
        self,
        *,
        reader: ReaderLike,
        scorer: JudgeLike,
        composed: ComposedSuggestions,
        talker: Talker,
        writer: ModelWriter | None = None,
        opinions: Opinions | None = None,
    ) -> None:
        self._reader, self._scorer, self._opinions = reader, scorer, opinions
        self._composed, self._writer, self._talker = composed, writer, talker
        self._drafting = ThreadPoolExecutor(1, thread_name_prefix="drafting")

    def read(self, situation: Situation) -> Reading:
        """Understand `situation.comment`; a reading already there (perhaps corrected by a person) stands."""
        return situation.reading or self._reader.read(situation)

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """The same for a batch; order kept."""
        return self._reader.read_many(situations)

    def score(self, reply: str, situation: Situation) -> Score:
        """Score a reply against the comment it answers, or a planned post where there is no comment."""
        return self._scorer.score(reply, self._with_reading(situation))

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """The same for a batch; order kept. Comments without a reading are read together first."""
        open_ones = [situation for _, situation in pairs if situation.comment is not None and situation.reading is None]
        readings = iter(self._reader.read_many(open_ones)) if open_ones else iter(())
        known = [
            (reply, replace(situation, reading=next(readings)))
            if situation.comment is not None and situation.reading is None
            else (reply, situation)
            for reply, situation in pairs
        ]
        return self._scorer.score_many(known)

    def compose(self, situation: Situation, request: SuggestRequest | None = None) -> Suggestions:
        """Suggestions of the embedded composer alone, without waiting for anything."""
        read = self._with_reading(situation)
        return self._composed.suggest(read, self.read(read), request or SuggestRequest())

    async def suggest(self, situation: Situation, request: SuggestRequest) -> Suggestions:
        """Offer replies: by the model where there is one, by the composer else and whenever the model fails.

        Composing runs in a thread of its own, one comment after the other: the event loop stays free, a batch of
        drafts takes no thread from the score that somebody waits for, and offers see what was offered before them.
        """
        loop, ends = asyncio.get_running_loop(), time.monotonic() + request.seconds
        read, spare = await loop.run_in_executor(self._drafting, self._spare, situation, request)
        if self._writer is None or spare.stay_out:
            return spare
        found = await self._written(read, request, spare)
        return await self._with_opinion(read, found, ends - time.monotonic()) if request.opinion else found

    async def _written(self, read: Situation, request: SuggestRequest, spare: Suggestions) -> Suggestions:
        if self._writer is None:
            return spare
        try:
            async with asyncio.timeout(request.seconds + GRACE_SECONDS):
                return await self._writer.suggest(read, self.read(read), request, spare)
        except TimeoutError:
            return replace(spare, log=(*spare.log, "the model did not come back in time"))

    async def _with_opinion(self, read: Situation, found: Suggestions, seconds: float) -> Suggestions:
        """A model's view beside the first offer, where it comes in time."""
        if self._opinions is None or not found.offers or seconds < _LEAST_FOR_OPINION:
            return found
        first, *others = found.offers
        try:
            async with asyncio.timeout(seconds):
                view = await self._opinions.of_reply(first.text, read)
        except TimeoutError:
            return found
        return replace(found, offers=(replace(first, second=view), *others))

    def _spare(self, situation: Situation, request: SuggestRequest) -> tuple[Situation, Suggestions]:
        read = self._with_reading(situation)
        return read, self._composed.suggest(read, self.read(read), request)

    async def talk(self, message: str, state: TalkState, person_lang: str) -> TalkAnswer:
        """One turn of chat with a manager, answered in `person_lang`."""
        return await self._talker.talk(self, message, state, person_lang)

    def _with_reading(self, situation: Situation) -> Situation:
        if situation.comment is None or situation.reading is not None:
            return situation
        return replace(situation, reading=self._reader.read(situation))


def build_engine(
    *,
    reader: ReaderLike | None = None,
    scorer: JudgeLike | None = None,
    knowledge: Knowledge | None = None,
    memory: Memory | None = None,
    encode: Encode | None = None,
    brand: Brand | None = None,
    model: LanguageModel | None = None,
    prompts: PromptBook | None = None,
    encoder_on: bool = True,
    resources: str | None = None,
) -> Engine:
    """An engine with every part that is not given taken from the program itself. Quick: models load on first use.

    `model` writes first where there is one (a chain of several is a model too), the composer always in reserve.
    `encode` turns texts into unit vectors for the knowledge base; `encoder_on` False leaves sentence vectors out
    everywhere. `brand` is whose voice comments pasted into a chat are answered in.
    """
    if reader is None:
        encoder = load_encoder() if encoder_on else None
        reader = Reader(encoder=encoder, words_only=encoder is None)
        encode = encode or (encoder.encode if encoder is not None else None)
        scorer = scorer or Scorer(reader, encoder)
    scorer = scorer or Scorer(reader)
    known_reader = reader
    knowledge = knowledge or HybridKnowledge(encode)
    composer = Composer(load_phrasebooks(resources), knowledge)
    composed = ComposedSuggestions(composer, scorer, memory=memory)
    writer: ModelSuggestions | None = None
    opinions: Opinions | None = None
    talker = RuleTalk(brand)
    if model is not None:
        prompts = prompts or load_promptbook(resources)

        def detect(text: str) -> str:
            return known_reader.read(Situation(brand=brand or Brand(id="none", name=""), comment=text)).lang

        writer = ModelSuggestions(model, prompts, scorer, knowledge, memory=memory, detect=detect)
        opinions = Opinions(model, prompts, knowledge)
        talker = RuleTalk(brand, model=model, prompts=prompts, opinions=opinions)
    return Engine(reader=reader, scorer=scorer, composed=composed, talker=talker, writer=writer, opinions=opinions)
