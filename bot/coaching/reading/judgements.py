"""Each judgement with its reason, the words it rests on, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping

from bot.coaching.reading.asks import questions, requests, suggesting
from bot.coaching.reading.crisis import Crisis
from bot.coaching.reading.decide import Call, Heard
from bot.coaching.reading.reasons import reason
from bot.domain.comment import Span
from bot.domain.reading import Judgement, Kind, Mood, Urgency

_CUES: dict[Kind, tuple[str, ...]] = {
    Kind.COMPLAINT: ("complaint", "neg_strong"),
    Kind.PRAISE: ("praise", "pos_strong"),
    Kind.JOKE: ("joke",),
    Kind.STORY: ("story",),
    Kind.SPAM: ("spam",),
}


def judgements_of(
    heard: Heard, calls: Mapping[str, Call], chances: Mapping[str, float], urgency: Urgency, found: Crisis | None
) -> tuple[tuple[str, Judgement], ...]:
    """One entry per kind found, and one each for mood, urgency, and the four decisions."""
    lang = heard.situation.reader_lang
    result: list[tuple[str, Judgement]] = [
        (kind.value, _kind(kind, heard, chances, found)) for kind in Kind if kind in heard.kinds
    ]
    result.append(("mood", _mood(heard, chances, found)))
    hurry = reason("urgency_uneasy" if heard.uneasy else f"urgency_{urgency.value}", lang)
    result.append(("urgency", Judgement(value=urgency.value, why=hurry, spans=_urgent(heard))))
    for name, call in calls.items():
        why = reason(call.key, lang) if call.key else ""
        result.append((name, Judgement(value="yes" if call.yes else "no", why=why)))
    return tuple(result)


def _kind(kind: Kind, heard: Heard, chances: Mapping[str, float], found: Crisis | None) -> Judgement:
    lang = heard.situation.reader_lang
    if kind is Kind.CRISIS and found is not None:
        why = reason(f"crisis_{found.kind.value}", lang)
        return Judgement(value="yes", why=why, confidence=round(found.confidence, 2), spans=found.spans)
    chance = round(chances.get(kind.value, 1.0), 2)
    if kind is Kind.ABUSE:
        key = f"abuse_{heard.abuse.why}" if heard.abuse.why in ("threat", "slur", "hate") else "abuse"
        return Judgement(value="yes", why=reason(key, lang), confidence=chance, spans=heard.abuse.spans)
    return Judgement(value="yes", why=reason(kind.value, lang), confidence=chance, spans=_rests_on(kind, heard))


def _rests_on(kind: Kind, heard: Heard) -> tuple[Span, ...]:
    evidence = heard.evidence
    finders = {Kind.QUESTION: questions, Kind.REQUEST: requests, Kind.SUGGESTION: suggesting}
    if kind in finders:
        return tuple(evidence.seen.span(piece.start, piece.end) for piece in finders[kind](evidence)[:3])
    return evidence.spans(*_CUES.get(kind, ()))


def _mood(heard: Heard, chances: Mapping[str, float], found: Crisis | None) -> Judgement:
    lang, evidence = heard.situation.reader_lang, heard.evidence
    chance = round(chances[f"mood:{heard.mood.value}"], 2)
    if heard.mood is Mood.NEGATIVE and evidence.has("sarcasm"):
        return Judgement(
            value=heard.mood.value, why=reason("sarcasm", lang), confidence=chance, spans=evidence.spans("sarcasm")
        )
    names = {Mood.NEGATIVE: ("neg_strong", "neg"), Mood.POSITIVE: ("pos_strong", "pos"), Mood.NEUTRAL: ()}[heard.mood]
    spans = evidence.spans(*names)
    if heard.mood is Mood.NEGATIVE and found is not None:
        spans = spans or found.spans
    key = f"mood_{heard.mood.value}" if spans or heard.mood is Mood.NEUTRAL else "mood_heads"
    return Judgement(value=heard.mood.value, why=reason(key, lang), confidence=chance, spans=spans)


def _urgent(heard: Heard) -> tuple[Span, ...]:
    return heard.evidence.spans("urgent")
