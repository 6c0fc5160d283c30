"""Reader and scorer as an installation has them: as shipped, or with what `adapt` fitted for it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coaching.adapting.heads import AdaptedHeads
from bot.coaching.adapting.shelved import SCORE, adapted_heads, names_for
from bot.coaching.encoder import Encoder, load_encoder
from bot.coaching.reading.reader import Reader
from bot.coaching.scoring.adapted import AdaptedScore
from bot.coaching.scoring.blended import BlendedScorer
from bot.coaching.scoring.scorer import Scorer
from bot.ports import ModelShelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What `adapt` fitted; None where the product is as shipped."""

    heads: AdaptedHeads | None = None
    score: AdaptedScore | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The judging half of the engine. `encoder` is None where its wheel is missing or it is switched off."""

    reader: Reader
    scorer: Scorer | BlendedScorer
    encoder: Encoder | None


def fitted(shelf: ModelShelf, brand_id: str = "") -> Fitted:
    """What is in force on the shelf: the brand's own, else the installation's."""
    blob = next((blob for name in names_for(SCORE, brand_id) if (blob := shelf.active(name)) is not None), None)
    return Fitted(heads=adapted_heads(shelf, brand_id), score=None if blob is None else AdaptedScore.from_bytes(blob))


def build_parts(*, encoder: bool = True, adapted: Fitted | None = None) -> Parts:
    """Reader and scorer. `encoder` False runs without sentence vectors. Models load on first use."""
    vectors = load_encoder() if encoder else None
    own = adapted or Fitted()
    reader = Reader(encoder=vectors, adapted=own.heads, words_only=vectors is None)
    scorer = Scorer(reader, vectors)
    blended = scorer if own.score is None else BlendedScorer(scorer, own.score, vectors)
    return Parts(reader=reader, scorer=blended, encoder=vectors)
