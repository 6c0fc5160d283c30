"""A reading as plain data, for `tertulia read --json` and batches. Spans are code points of the comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.comment import Span
from bot.domain.reading import Judgement, Kind, Reading


def reading_to_dict(reading: Reading, comment: str) -> dict[str, Any]:
    """Everything a reading says; `comment` is the text its spans point into."""
    return {
        "lang": reading.lang,
        "lang_confidence": reading.lang_confidence,
        "kinds": [kind.value for kind in Kind if kind in reading.kinds],
        "otherwise": None if reading.otherwise is None else reading.otherwise.value,
        "crux": None if reading.crux is None else _spans((reading.crux,), comment)[0],
        "mood": reading.mood.value,
        "urgency": reading.urgency.value,
        "asks": _spans(reading.asks, comment),
        "specifics": _spans(reading.specifics, comment),
        "needs_reply": reading.needs_reply,
        "why": reading.why,
        "stay_out": reading.stay_out,
        "stay_out_why": reading.stay_out_why,
        "take_private": reading.take_private,
        "take_private_why": reading.take_private_why,
        "hide": reading.hide,
        "hide_why": reading.hide_why,
        "crisis": None if reading.crisis is None else reading.crisis.value,
        "address": reading.address.value,
        "judgements": {name: _judgement(judged, comment) for name, judged in reading.judgements},
        "kind_scores": {kind.value: score for kind, score in reading.kind_scores},
        "abstained": list(reading.abstained),
    }


def _judgement(judged: Judgement, comment: str) -> dict[str, Any]:
    return {
        "value": judged.value,
        "why": judged.why,
        "confidence": judged.confidence,
        "spans": _spans(judged.spans, comment),
    }


def _spans(spans: Sequence[Span], comment: str) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end, "text": span.of(comment)} for span in spans]
