"""Suggestions as plain JSON data, for batches and for interfaces."""

from __future__ import annotations

from typing import Any

from bot.coaching.suggesting import LACKS_BELOW
from bot.domain.situation import Suggestions
from bot.domain.suggestion import Need, Source, Suggestion


def suggestions_to_dict(suggestions: Suggestions) -> dict[str, Any]:
    """`suggestions` with text, score, sources and needs; beside them what is missing and why silence is best."""
    found: dict[str, Any] = {"suggestions": [_suggestion(offer) for offer in suggestions.offers]}
    if suggestions.needs:
        found["needs"] = [_need(need) for need in suggestions.needs]
    if suggestions.stay_out:
        found["stay_out"] = suggestions.stay_out
    return found


def _suggestion(offer: Suggestion) -> dict[str, Any]:
    return {
        "text": offer.text,
        "lang": offer.lang,
        "score": offer.score.total,
        "sources": [_source(source) for source in offer.sources],
        "needs": [_need(need) for need in offer.needs],
        "origin": offer.origin,
        **({"lacks": lacks} if (lacks := _lacks(offer)) else {}),
    }


def _lacks(offer: Suggestion) -> str:
    """What would make a weak text better, in the score's words; "" for one above the mark."""
    if offer.score.total >= LACKS_BELOW:
        return ""
    return next((finding.instead for finding in offer.score.findings if finding.instead), offer.score.why)


def _source(source: Source) -> dict[str, str]:
    found = {"ref": source.ref, "title": source.title, "quote": source.quote}
    return {**found, "url": source.url} if source.url else found


def _need(need: Need) -> dict[str, Any]:
    found: dict[str, Any] = {"question": need.question, "about": need.about}
    return {**found, "facts": list(need.facts)} if need.facts else found
