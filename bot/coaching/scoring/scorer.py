"""The two-way score: pure, offline, deterministic; the same for people's drafts, a model's and planned posts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.coaching.reading.heads import for_encoder
from bot.coaching.scoring.dimensions import JUDGES, LEXICAL_DIMENSIONS, LIGHT
from bot.coaching.scoring.facets import Facets, look
from bot.coaching.scoring.findings import findings, summary
from bot.coaching.scoring.grounding import Grounds, ungrounded
from bot.coaching.scoring.heads import Heads, plain_post, shipped_heads
from bot.coaching.scoring.situation import Moment
from bot.coaching.scoring.weights import WEIGHTS, eased, glad_points, gladly_met, standing
from bot.domain.reading import Reading
from bot.domain.score import Dimension, Finding, Score, Severity
from bot.domain.situation import Situation
from bot.rules import RuleBook, default_book

Vector = NDArray[np.float32]
_CAPS = {Severity.BLOCK: 35, Severity.ERROR: 60}
"""The highest total a reply with such a finding may have."""
_UNREAD = frozenset({Dimension.ANSWERS, Dimension.INVITES})
"""What a reply cannot do well in a language that the comment is not written in."""
_HALF_READ = 0.4
_KEPT = 4096


class Encoder(Protocol):
    """Turns texts into vectors of length one."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text."""
        ...


class CommentReader(Protocol):
    """Understands comments; only asked where a situation brings no reading."""

    def read_many(self, situations: Sequence[Situation]) -> Sequence[Reading]:
        """One reading each, order kept."""
        ...


class Scorer:
    """Scores replies. Without a reader the situation is told from a few words; without an encoder topics are
    compared by words alone."""

    def __init__(
        self,
        reader: CommentReader | None = None,
        encoder: Encoder | None = None,
        book: RuleBook | None = None,
        heads: Heads | None = None,
    ) -> None:
        self._reader = reader
        self._encoder = encoder
        self._book = book or default_book()
        self._heads = heads or shipped_heads()
        self._grounds = Grounds()
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self._lock = Lock()  # of the kept vectors: drafts and people's texts are scored beside each other

    def score(self, reply: str, situation: Situation) -> Score:
        """Score one reply against the comment it answers, or a planned post where there is no comment."""
        return self.score_many([(reply, situation)])[0]

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """The same for a batch, faster than one by one; order kept."""
        return [
            self._judge(reply, situation, facets)
            for (reply, situation), facets in zip(pairs, self.facets(pairs), strict=True)
        ]

    def facets(self, pairs: Sequence[tuple[str, Situation]]) -> list[Facets]:
        """What was found in each reply, for fitting and for measures."""
        readings = self._readings([situation for _reply, situation in pairs])
        texts = [(_heard(reply, s), for_encoder(s.comment or "")) for reply, s in pairs]
        vectors = self._embed([text for both in texts for text in both if text])
        views = [(vectors.get(said), vectors.get(heard)) for said, heard in texts]
        return [
            self._facets(reply, s, reading, said, heard)
            for (reply, s), reading, (said, heard) in zip(pairs, readings, views, strict=True)
        ]

    def _readings(self, situations: Sequence[Situation]) -> list[Reading | None]:
        known: list[Reading | None] = [situation.reading for situation in situations]
        wanted = [at for at, s in enumerate(situations) if s.reading is None and s.comment is not None]
        if self._reader is not None and wanted:
            fresh = self._reader.read_many([situations[at] for at in wanted])
            for at, reading in zip(wanted, fresh, strict=True):
                known[at] = reading
        return known

    def _embed(self, texts: Sequence[str]) -> Mapping[str, Vector]:
        """Vectors by text. Recent ones are kept, since the comment of a draft stays the same while it is written."""
        if self._encoder is None:
            return {}
        with self._lock:
            found = {text: self._vectors[text] for text in texts if text in self._vectors}
        fresh = list(dict.fromkeys(text for text in texts if text not in found))
        if fresh:
            rows = self._encoder.encode([text[:1000] for text in fresh])
            found.update(zip(fresh, rows, strict=True))
        with self._lock:
            for text in dict.fromkeys(texts):
                self._vectors[text] = found[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > _KEPT:
                self._vectors.popitem(last=False)
        return found

    def _facets(
        self, reply: str, situation: Situation, reading: Reading | None, said: Vector | None, heard: Vector | None
    ) -> Facets:
        cosine = None if said is None or heard is None else float(said @ heard)
        facets = look(reply, situation, reading, self._book, cosine)
        if self._heads is not None and facets.reply.words:
            facets.extra.update(self._heads.views(facets, said, heard))
        return facets

    def _judge(self, reply: str, situation: Situation, facets: Facets) -> Score:
        parts = {dimension: _part(dimension, facets) for dimension in Dimension}
        glad = _glad(facets, parts)
        weights = eased(WEIGHTS[facets.moment], glad)
        found = findings(facets, situation, parts, reply)
        found += tuple(
            finding
            for finding in ungrounded(facets, situation, self._grounds)
            if finding.rule not in situation.brand.policy.rules_off
        )
        before = _standing(facets, situation)
        exact = _total(parts, WEIGHTS[facets.moment], found, before)
        if glad:
            exact = max(exact, _total(parts, weights, found, before + glad_points(glad)))
        return Score(
            total=round(exact),
            exact=exact,
            dimensions=tuple((dimension, _rounded(parts[dimension])) for dimension in Dimension),
            findings=found,
            why=summary(parts, weights, situation.reader_lang),
            situation=facets.moment.value,
            moves=_moves(facets),
        )


def _heard(reply: str, situation: Situation) -> str:
    """What of a reply the encoder is given: all of it, or a planned post without its handles, tags and links."""
    return plain_post(reply) if situation.comment is None else reply


def _part(dimension: Dimension, facets: Facets) -> float | None:
    if not facets.reply.words and dimension is not Dimension.DECENT:
        return 0.0
    unread = facets.apart is not None and dimension in _UNREAD
    if dimension in LEXICAL_DIMENSIONS and not facets.lexical:
        return 0.0 if unread else None
    if facets.moment is Moment.PLANNED and dimension in {Dimension.ANSWERS, Dimension.ACKNOWLEDGES, Dimension.PERSONAL}:
        return None
    return JUDGES[dimension](facets) * (_HALF_READ if unread else 1.0)


def _rounded(part: float | None) -> float | None:
    return None if part is None else round(part, 4)


def _total(
    parts: Mapping[Dimension, float | None],
    weights: Mapping[Dimension, float],
    found: Sequence[Finding],
    before: float,
) -> float:
    known = [(weights[dimension], part) for dimension, part in parts.items() if part is not None]
    weight = sum(w for w, _part in known)
    raw = sum(w * part for w, part in known) / weight if weight else 0.0
    cap = min((_CAPS[finding.severity] for finding in found if finding.severity in _CAPS), default=100)
    return round(max(0.0, min(float(cap), 100 * raw + before)), 3)


def _glad(facets: Facets, parts: Mapping[Dimension, float | None]) -> float:
    """How far a light matter that asks nothing is met, 0 where there is another matter or nothing to judge by."""
    comment = facets.comment
    if facets.moment not in LIGHT or comment is None or any(sentence.asks for sentence in comment.sentences):
        return 0.0
    return gladly_met(facets.plainly, parts)


def _standing(facets: Facets, situation: Situation) -> float:
    if not facets.reply.words:
        return 0.0
    return standing(facets.moment, len(situation.history), len(facets.comment.words) if facets.comment else 0)


def _moves(facets: Facets) -> frozenset[str]:
    moves = set(facets.moves)
    if any(ask.worth >= 0.5 for ask in facets.asks):
        moves.add("asks-specific")
    if any(ask.empty_by for ask in facets.asks):
        moves.add("asks-empty")
    if facets.echo > 0.3:
        moves.add("names-detail")
    if facets.names_author:
        moves.add("names-person")
    if facets.reply.links:
        moves.add("pastes-link")
    rules = {hit.rule.id for hit in facets.hits}
    named = {"to-dm": "sends-to-dm", "to-elsewhere": "sends-elsewhere", "discount-push": "promo", "sales-call": "promo"}
    moves.update(move for rule, move in named.items() if rule in rules)
    if "gives-time" in moves:
        moves.discard("gives-time")
        moves.add("gives-date")
    return frozenset(moves)
