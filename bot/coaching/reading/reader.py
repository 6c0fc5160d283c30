"""Reads comments: word evidence and statistical heads together, one reading per comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.coaching.adapting.heads import MOODS, AdaptedHeads
from bot.coaching.adapting.ngrams import Hashed, hashed
from bot.coaching.encoder import Encoder, load_encoder
from bot.coaching.reading import abuse, crisis, decide, scores
from bot.coaching.reading.address import address_of
from bot.coaching.reading.asks import asks, suggesting
from bot.coaching.reading.crisis_head import crisis_head
from bot.coaching.reading.cues import cues_of
from bot.coaching.reading.evidence import delighted, gather
from bot.coaching.reading.heads import for_encoder, shipped_heads
from bot.coaching.reading.judgements import judgements_of
from bot.coaching.reading.kinds import HARM, JUDGED, Look, kinds_of, otherwise_of
from bot.coaching.reading.lexicon import LANGUAGES
from bot.coaching.reading.net import Net, joined, shipped_net
from bot.coaching.reading.sides import Sides, alone, crux_of, grievance_beside, long, of_sentences, open_side, parted
from bot.coaching.reading.specifics import specifics
from bot.coaching.text.lang import detect
from bot.coaching.text.normalise import fold
from bot.domain.comment import Span
from bot.domain.errors import BadInput
from bot.domain.reading import Address, Kind, Mood, Reading
from bot.domain.situation import Situation

_AT_ONCE = 512
"""Comments that are looked at before the first is judged: what was found in their sentences is still known then."""
_FOREIGN = ("story", "joke", "suggestion", "request", "specifics", "address")
_READ_WHOLE = 0.75
"""How sure a turn of phrase makes of what it means."""
_EVEN = 0.5
_WORDLESS = ("complaint", "praise", "mood")
"""What cannot be judged in other languages without the encoder either."""


class Reader:
    """Understands comments. Pure and deterministic; a `Reader` can be shared by threads.

    `encoder` and `heads` default to what is installed; `adapted` is what `adapt` fitted for this installation and
    replaces the shipped probabilities of its labels.
    """

    def __init__(
        self,
        *,
        encoder: Encoder | None = None,
        heads: AdaptedHeads | None = None,
        adapted: AdaptedHeads | None = None,
        words_only: bool = False,
    ) -> None:
        self._encoder = None if words_only else (encoder or load_encoder())
        self._heads = None if self._encoder is None else (heads or shipped_heads())
        self._net: Net | None = None if self._heads is None or heads else shipped_net()
        self._adapted = adapted

    def read(self, situation: Situation) -> Reading:
        """Understand `situation.comment`. Raises `BadInput` for a planned post, which has no comment."""
        return self.read_many([situation])[0]

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """Readings in the order of the situations, faster than one by one."""
        parts = (situations[start : start + _AT_ONCE] for start in range(0, len(situations), _AT_ONCE))
        return [reading for part in parts for reading in self._read_some(part)]

    def _read_some(self, situations: Sequence[Situation]) -> list[Reading]:
        counted = self._net is not None or self._adapted is not None
        looks = [_look(situation, counted=counted) for situation in situations]
        vectors = self._vectors_for(looks)
        grams = self._grams_of(looks)
        shipped = self._shipped(looks, vectors, grams)
        return [
            self._reading(look, self._final(look, own, vector, gram), vector, far, sides)
            for look, own, vector, gram, far, sides in zip(
                looks,
                shipped,
                _each(vectors, len(looks)),
                grams,
                _far(vectors, len(looks)),
                self._sides(looks),
                strict=True,
            )
        ]

    def _sides(self, looks: Sequence[Look]) -> list[Sides | None]:
        """The sentences that are judged one by one; None for comments without such and without the encoder."""
        pieces = [parted(look.evidence) if look.lang in LANGUAGES else () for look in looks]
        if self._heads is None or not any(pieces):
            return [None] * len(looks)
        parts = [
            _look(alone(look.situation, piece, look.lang), counted=self._net is not None)
            for look, own in zip(looks, pieces, strict=True)
            for piece in own
        ]
        return of_sentences(pieces, self._shipped(parts, self._vectors_for(parts), self._grams_of(parts)))

    def shipped_scores(self, situations: Sequence[Situation]) -> list[dict[str, float]]:
        """Probabilities per label as shipped, before any threshold and without what was adapted, and counts of cues."""
        looks = [_look(situation, counted=True) for situation in situations]
        shipped = self._shipped(looks, self._vectors_for(looks), self._grams_of(looks))
        return [{**own, **look.cues} for own, look in zip(shipped, looks, strict=True)]

    def shipped_evidence(
        self, situations: Sequence[Situation]
    ) -> list[tuple[Mapping[str, float], Mapping[str, float]]]:
        """What words and marks alone show of comments: log-odds per label, and counts of cues."""
        looks = [_look(situation, counted=True) for situation in situations]
        return [(look.odds, look.cues) for look in looks]

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """Sentence vectors as the heads see them, None without the encoder."""
        return None if self._encoder is None else self._encoder.encode([for_encoder(text) for text in texts])

    def _vectors_for(self, looks: Sequence[Look]) -> NDArray[np.float32] | None:
        if self._encoder is None or (self._heads is None and self._adapted is None):
            return None
        return self._encoder.encode([for_encoder(look.text) for look in looks])

    def _grams_of(self, looks: Sequence[Look]) -> list[Hashed | None]:
        """Hashed once for the heads as shipped and the adapted ones."""
        if self._heads is None and self._adapted is None:
            return [None] * len(looks)
        return [hashed(look.text) for look in looks]

    def _shipped(
        self, looks: Sequence[Look], vectors: NDArray[np.float32] | None, grams: Sequence[Hashed | None]
    ) -> list[dict[str, float]]:
        if self._heads is None or vectors is None:
            return [scores.probabilities(look.odds, None) for look in looks]
        own = [gram and self._heads.scores_of(gram, vector, {}) for vector, gram in zip(vectors, grams, strict=True)]
        if self._net is not None and looks:
            rows = self._net.log_odds(vectors, [look.odds for look in looks], [look.cues for look in looks])
            own = [each and joined(each, self._net.labels, row) for each, row in zip(own, rows, strict=True)]
        return [scores.probabilities(look.odds, each, look.lang) for look, each in zip(looks, own, strict=True)]

    def _final(
        self, look: Look, shipped: dict[str, float], vector: NDArray[np.float32] | None, gram: Hashed | None
    ) -> dict[str, float]:
        if self._adapted is None or gram is None:
            return shipped
        return shipped | self._adapted.scores_of(gram, vector, {**shipped, **look.cues})

    def _reading(
        self,
        look: Look,
        chances: Mapping[str, float],
        vector: NDArray[np.float32] | None,
        far: float | None,
        sides: Sides | None,
    ) -> Reading:
        found = crisis.find(look.evidence) or crisis.in_tail(look.text, look.lang)
        beyond = crisis.NOTHING_HEARD
        if found is not None:
            chances = _sombre(chances, found)
        else:
            if delighted(look.evidence):
                chances = _cheered(look, chances)
            beyond = crisis.beyond_bar(look.evidence, vector, chances["mood:positive"], far)
            found = crisis.felt(look.evidence, vector, beyond, errand=_errand(chances))
        kinds = kinds_of(look, chances, found)
        mood = Mood(max(MOODS, key=lambda name: chances[name]).removeprefix("mood:"))
        if not long(look.evidence):
            if found is None and grievance_beside(sides, kinds):
                kinds, mood = kinds | {Kind.COMPLAINT}, Mood.NEGATIVE
            sides = None
        heard = decide.Heard(
            evidence=look.evidence,
            situation=look.situation,
            kinds=kinds,
            mood=mood,
            crisis=None if found is None else found.kind,
            abuse=look.vicious,
            spam=chances["spam"],
            uneasy=found is None and beyond >= 0,
            otherwise=None if found else otherwise_of(look, chances, kinds) or open_side(sides, chances, kinds),
        )
        abstained = _FOREIGN if self._heads is not None else _FOREIGN + _WORDLESS
        crux = None if found else crux_of(look.evidence, sides, kinds)
        return _assemble(look, heard, chances, found, abstained, crux)


def _far(vectors: NDArray[np.float32] | None, many: int) -> Sequence[float | None]:
    """What the crisis net says of each comment, all at once."""
    head = crisis_head()
    return [None] * many if vectors is None or head is None else head.beyond(vectors)


def _each(vectors: NDArray[np.float32] | None, many: int) -> Sequence[NDArray[np.float32] | None]:
    return [None] * many if vectors is None else list(vectors)


def _look(situation: Situation, *, counted: bool) -> Look:
    if situation.comment is None:
        raise BadInput("there is no comment to read: a planned post can be scored, not read")
    text = situation.comment
    default = situation.brand.languages[0] if situation.brand.languages else "en"
    lang, sure = detect(text, hint=situation.lang, default=default)
    evidence = gather(text, lang, sure)
    vicious = abuse.weigh(evidence)
    return Look(
        situation=situation,
        text=text,
        lang=lang,
        sure=sure,
        evidence=evidence,
        vicious=vicious,
        odds=scores.odds_of(evidence, vicious),
        cues=cues_of(evidence) if counted else {},
    )


def _errand(chances: Mapping[str, float]) -> bool:
    """Whether something is to be done, in a level voice and with no grievance."""
    level = chances["mood:neutral"] >= chances["mood:negative"]
    return level and chances["request"] >= _EVEN > chances["complaint"]


def _sombre(chances: Mapping[str, float], found: crisis.Crisis) -> Mapping[str, float]:
    """The moods of a crisis: never positive, and negative where somebody is harmed or goes to law."""
    negative, neutral = chances["mood:negative"], chances["mood:neutral"]
    if found.kind in HARM:
        negative = max(negative, found.confidence)
        neutral = 1.0 - negative
    total = (negative + neutral) or 1.0
    return {
        **chances,
        "mood:negative": negative / total,
        "mood:neutral": neutral / total,
        "mood:positive": 0.0,
    }


def _cheered(look: Look, chances: Mapping[str, float]) -> Mapping[str, float]:
    """What is left where a turn of phrase shows delight: praise, no grievance, and a wish only if it is put."""
    wish = look.evidence.has("suggestion") or suggesting(look.evidence)
    harsh = look.vicious.grave or look.evidence.has("insult", "slur", "threat")
    positive = max(chances["mood:positive"], _READ_WHOLE)
    shrunk = (1.0 - positive) / ((chances["mood:negative"] + chances["mood:neutral"]) or 1.0)
    return {
        **chances,
        "praise": max(chances["praise"], _READ_WHOLE),
        "complaint": min(chances["complaint"], 1.0 - _READ_WHOLE),
        "suggestion": chances["suggestion"] if wish else min(chances["suggestion"], 1.0 - _READ_WHOLE),
        "abuse": chances["abuse"] if harsh else min(chances["abuse"], 1.0 - _READ_WHOLE),
        "mood:positive": positive,
        "mood:neutral": chances["mood:neutral"] * shrunk,
        "mood:negative": chances["mood:negative"] * shrunk,
    }


def _assemble(
    look: Look,
    heard: decide.Heard,
    chances: Mapping[str, float],
    found: crisis.Crisis | None,
    abstained: tuple[str, ...],
    crux: Span | None,
) -> Reading:
    out = decide.stay_out(heard)
    calls = {
        "needs_reply": decide.needs_reply(heard, out),
        "stay_out": out,
        "take_private": decide.take_private(heard),
        "hide": decide.hide(heard),
    }
    urgency = decide.urgency(heard)
    spoken = look.lang in LANGUAGES
    judged = judgements_of(heard, calls, chances, urgency, found)
    why = dict(judged)
    return Reading(
        lang=look.lang,
        lang_confidence=look.sure,
        kinds=heard.kinds,
        mood=heard.mood,
        urgency=urgency,
        needs_reply=calls["needs_reply"].yes,
        why=why["needs_reply"].why,
        stay_out=out.yes,
        stay_out_why=why["stay_out"].why if out.yes else "",
        take_private=calls["take_private"].yes,
        take_private_why=why["take_private"].why if calls["take_private"].yes else "",
        hide=calls["hide"].yes,
        hide_why=why["hide"].why if calls["hide"].yes else "",
        crisis=heard.crisis,
        address=address_of(look.evidence.seen.text) if look.lang == "es" else Address.NONE,
        asks=asks(look.evidence, suggestion=Kind.SUGGESTION in heard.kinds),
        specifics=specifics(look.evidence, _brand_words(look.situation)) if spoken else (),
        judgements=judged,
        kind_scores=(
            *((kind, round(chances.get(kind, 0.0), 3)) for kind in JUDGED),
            (Kind.CRISIS, 0.0 if heard.crisis is None else 1.0),
        ),
        abstained=() if spoken else abstained,
        crux=crux,
        otherwise=heard.otherwise if calls["needs_reply"].yes else None,
    )


def _brand_words(situation: Situation) -> frozenset[str]:
    return frozenset({fold(situation.brand.name), fold(situation.brand.id)} - {""})
