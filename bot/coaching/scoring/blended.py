"""A scorer whose total leans on what this installation's people answered; findings and dimensions stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.encoder import Encoder
from bot.coaching.scoring.adapted import AdaptedScore, Vector
from bot.coaching.scoring.scorer import Scorer
from bot.domain.score import Score, Severity
from bot.domain.situation import Situation

_CAPPING = frozenset({Severity.BLOCK, Severity.ERROR})


class BlendedScorer:
    """The shipped scorer with an adapted total. Planned posts, which nobody answered, keep the shipped total."""

    def __init__(self, shipped: Scorer, adapted: AdaptedScore, encoder: Encoder | None) -> None:
        self._shipped, self._adapted, self._encoder = shipped, adapted, encoder

    def score(self, reply: str, situation: Situation) -> Score:
        """Score one reply."""
        return self.score_many([(reply, situation)])[0]

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """The same for a batch; order kept."""
        scores = self._shipped.score_many(pairs)
        vectors = self._vectors(pairs)
        return [
            self._blended(score, reply, situation, vector)
            for score, (reply, situation), vector in zip(scores, pairs, vectors, strict=True)
        ]

    def _vectors(self, pairs: Sequence[tuple[str, Situation]]) -> list[tuple[Vector | None, Vector | None]]:
        if self._encoder is None:
            return [(None, None)] * len(pairs)
        replies = self._encoder.encode([reply for reply, _ in pairs])
        comments = self._encoder.encode([situation.comment or "" for _, situation in pairs])
        return list(zip(replies, comments, strict=True))

    def _blended(
        self, score: Score, reply: str, situation: Situation, vectors: tuple[Vector | None, Vector | None]
    ) -> Score:
        if situation.comment is None:
            return score
        total = self._adapted.total(score, reply, situation, vectors)
        if any(finding.severity in _CAPPING for finding in score.findings):
            total = min(total, score.ranked)
        return replace(score, total=round(total), exact=total)
