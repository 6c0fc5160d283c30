"""The coaching engine and what it needs from outside: knowledge, memory, models, the shelf of fitted models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.brand import Brand, Fact
from bot.domain.reading import Reading
from bot.domain.score import Score
from bot.domain.situation import Situation, Suggestions, SuggestRequest, TalkAnswer, TalkState


class Clock(Protocol):
    """The time, passed in so that tests can hold it still."""

    def now(self) -> datetime:
        """Aware UTC time."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FactHit:
    """A fact found for a query. `relevance` is 0-1, comparable between queries of one language; `likely` is how likely
    it answers the query, None where that was not weighed."""

    fact: Fact
    relevance: float
    likely: float | None = None


class Knowledge(Protocol):
    """A brand's knowledge base, searched without a scan."""

    def search(self, brand: Brand, query: str, lang: str, most: int = 5) -> Sequence[FactHit]:
        """Facts that may answer `query`, best first, in `lang` where the base has the language, else any."""
        ...

    def likeliest(self, brand: Brand, comment: str, lang: str) -> Sequence[FactHit]:
        """Facts in `lang`, those first that are likeliest to answer a whole comment, whatever words it is put in; none
        where that cannot be weighed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """An approved reply kept as an example. `answered_back` None while it is not known yet. `lift`: how much more
    often people answer replies that do what this one does on its page (0.1: ten in a hundred more), counting only
    what stands; 0 where too little is known."""

    comment: str
    reply: str
    lang: str
    score: int
    answered_back: bool | None
    lift: float = 0.0


class Memory(Protocol):
    """Approved replies that people answered: examples for the next."""

    def similar(self, brand: Brand, comment: str, lang: str, most: int = 3) -> Sequence[Remembered]:
        """Remembered replies to comments like this one, best first."""
        ...


class Coach(Protocol):
    """The coaching engine. Everything but `suggest` and `talk` is pure, offline and deterministic."""

    def read(self, situation: Situation) -> Reading:
        """Understand `situation.comment`."""
        ...

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """The same for a batch, faster than one by one; order kept."""
        ...

    def score(self, reply: str, situation: Situation) -> Score:
        """Score a reply against the comment it answers, or a planned post where there is no comment."""
        ...

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """The same for a batch; order kept."""
        ...

    async def suggest(self, situation: Situation, request: SuggestRequest) -> Suggestions:
        """Offer replies. Always answers within the time budget, with the composer if nothing else."""
        ...

    async def talk(self, message: str, state: TalkState, person_lang: str) -> TalkAnswer:
        """One turn of chat with a manager ("what do we say to this?", "warmer", "why?")."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One request to a language model. `schema` is a JSON schema for the answer; `messages` are (role, text)."""

    messages: tuple[tuple[str, str], ...]
    schema: dict[str, Any]
    seconds: float
    most_tokens: int
    brand_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswer:
    """A model's answer, parsed and checked against the schema. `price` in US dollars as configured."""

    data: dict[str, Any]
    model: str
    tokens_in: int
    tokens_out: int
    price: float


class LanguageModel(Protocol):
    """Any OpenAI-compatible model behind one question."""

    name: str

    async def ask(self, call: ModelCall) -> ModelAnswer:
        """Raise `RetryLater`, `ModelAnswerInvalid`, `PermanentRefusal` or `NotSent`; never hang past the budget."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVersion:
    """One fitted version of a model on the shelf. `report` holds the figures before and after, as JSON data."""

    name: str
    version: int
    fitted_at: datetime
    active: bool
    report: dict[str, Any]


class ModelShelf(Protocol):
    """Where an installation keeps what `adapt` fitted: versioned, reversible, never shipped.

    `name` is "heads" (the reading's small heads) or "score" (the score's weights), followed by "@brand"
    where it belongs to one brand.
    """

    def save(self, name: str, blob: bytes, report: dict[str, Any]) -> int:
        """Keep a new version and make it the active one; returns its number."""
        ...

    def active(self, name: str) -> bytes | None:
        """The active version's bytes, None for the model as shipped."""
        ...

    def in_force(self) -> Mapping[str, int]:
        """The active version of every name that has one. Quick: asked every few seconds."""
        ...

    def versions(self, name: str) -> Sequence[ModelVersion]:
        """All versions, newest first."""
        ...

    def activate(self, name: str, version: int | None) -> None:
        """Go back to a version, or with None to the model as shipped."""
        ...
