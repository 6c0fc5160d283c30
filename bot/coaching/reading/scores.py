"""Evidence turned into log-odds per label by a handful of weights set by hand, the same for every language."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from bot.coaching.adapting.heads import MOODS, logit, shares
from bot.coaching.reading import abuse
from bot.coaching.reading.asks import absurd, questions, requests, suggesting
from bot.coaching.reading.evidence import Evidence, only_signs
from bot.coaching.reading.lexicon import Hit

Odds = dict[str, float]
_HARSH = ("complaint", "neg", "neg_strong", "sarcasm", "dry", "pointed", "request")
"""What tells a grievance in words; without any of it the heads need to be a little surer."""
_UNTOLD = re.compile(
    r"<|(?:https?://)?(?:www\.)?(?:t\.co|pic\.twitter\.com|twitpic\.com|instagr\.am|fb\.me|pbs\.twimg\.com)/"
)
_LEAST = 1e-3
"""The least chance that the heads give a kind."""


def odds_of(evidence: Evidence, vicious: abuse.Abuse) -> Odds:
    """Log-odds per kind and a raw score per mood, from words and marks alone."""
    tone = tone_of(evidence)
    result = {
        "question": _question(evidence),
        "complaint": _complaint(evidence, tone),
        "praise": _praise(evidence, tone),
        "suggestion": _suggestion(evidence),
        "joke": _joke(evidence),
        "story": _story(evidence),
        "request": 2.0 if requests(evidence) else -2.5,
        "spam": _spam(evidence),
        "abuse": vicious.odds,
    }
    return result | _moods(evidence, tone)


def tone_of(evidence: Evidence) -> tuple[float, float]:
    """How much good and how much bad is said, negations turned round, each word counted once."""
    good = bad = 0.0
    for hit, weight in _distinct(evidence, {"pos_strong": 2.0, "pos": 1.0}):
        if evidence.negated(hit):
            bad += 0.7 * weight
        else:
            good += weight
    for hit, weight in _distinct(evidence, {"neg_strong": 2.0, "neg": 1.0}):
        if evidence.negated(hit) and len(evidence.seen.text[hit.start : hit.end].split()) == 1:
            good += 0.3 * weight
        else:
            bad += weight
    good += 1.2 * min(evidence.good, 3)
    bad += 1.2 * min(evidence.bad, 3)
    if evidence.has("sarcasm"):
        good, bad = 0.3 * good, bad + 2.0
    return good, bad


def _distinct(evidence: Evidence, weights: dict[str, float]) -> list[tuple[Hit, float]]:
    """The heaviest cue of each group of overlapping cues."""
    found = [(hit, weight) for cue, weight in weights.items() for hit in evidence.cues.get(cue, ())]
    found.sort(key=lambda pair: (-pair[1], pair[0].start))
    kept: list[tuple[Hit, float]] = []
    for hit, weight in found:
        if all(hit.end <= other.start or other.end <= hit.start for other, _ in kept):
            kept.append((hit, weight))
    return kept


def _question(evidence: Evidence) -> float:
    """A mark behind words that ask nothing ("are you serious?") says more than no mark at all; so does a question that
    is asked to be felt, with a mark or without."""
    if questions(evidence):
        return 9.0
    return -20.0 if rhetorical(evidence) else -3.0


def rhetorical(evidence: Evidence) -> bool:
    """Whether what looks like a question asks nothing."""
    return not questions(evidence) and (evidence.questions > 0 or evidence.has("pointed"))


def _complaint(evidence: Evidence, tone: tuple[float, float]) -> float:
    good, bad = tone
    cues = min(evidence.count("complaint"), 5)
    odds = -0.4 + 0.75 * cues + 0.45 * min(bad, 4.0) - 0.55 * min(good, 3.0)
    odds += 0.8 if evidence.has("sarcasm") else 0.0
    odds += 0.3 * min(evidence.shouts, 2) if cues else 0.0
    odds -= 0.5 * min(evidence.count("praise"), 2)
    odds -= 0.8 if evidence.has("spam") and cues < 2 else 0.0
    odds -= 0.0 if evidence.bad or evidence.has(*_HARSH) else 0.22
    odds += 3.6 * min(evidence.count("dry"), 2) + (6.0 if evidence.has("pointed") else 0.0)
    return odds


def _praise(evidence: Evidence, tone: tuple[float, float]) -> float:
    good, bad = tone
    odds = -1.2 + 0.9 * min(evidence.count("praise"), 3) + 0.55 * min(good, 4.0) - 0.7 * min(bad, 4.0)
    odds -= 1.5 if evidence.has("sarcasm") else 0.0
    odds -= 0.5 * min(evidence.questions, 2)
    if only_signs(evidence) and evidence.good > evidence.bad:
        odds = max(odds, 1.0)
    return odds


def _suggestion(evidence: Evidence) -> float:
    cues = min(evidence.count("suggestion"), 4)
    odds = -0.6 + 0.8 * cues + (1.4 if suggesting(evidence) else 0.0)
    odds -= 0.4 if evidence.questions and not suggesting(evidence) else 0.0
    return odds


def _joke(evidence: Evidence) -> float:
    laughing = evidence.has("joke") or evidence.laugh > 0
    odds = -2.4 + 1.1 * min(evidence.count("joke"), 3) + 0.9 * min(evidence.laugh, 2)
    odds += 2.2 if laughing and absurd(evidence) else 0.0
    return odds - 0.5 * min(evidence.count("complaint"), 3) - (1.0 if evidence.has("spam") else 0.0)


def _story(evidence: Evidence) -> float:
    words = len(evidence.words)
    length = 0.0 if words < 15 else min(1.6, (words - 15) / 20)
    return -2.8 + 0.8 * min(evidence.count("story"), 4) + length


def _spam(evidence: Evidence) -> float:
    cues = evidence.count("spam")
    odds = -0.6 + 0.75 * min(cues, 6) + (1.3 if _leads_away(evidence) else 0.0)
    odds += 1.2 if evidence.phones and cues else 0.0
    odds -= 0.6 * min(evidence.count("complaint"), 3)
    return odds - (0.6 if evidence.has("thanks") and cues < 2 else 0.0)


def _leads_away(evidence: Evidence) -> bool:
    """A link that says where it leads. An exporter's "<url>" and a network's own short form do not, and mostly stand
    for a photograph."""
    return any(_UNTOLD.match(span.of(evidence.seen.text)) is None for span in evidence.links)


def _moods(evidence: Evidence, tone: tuple[float, float]) -> Odds:
    """Raw scores; a softmax over them gives the moods' probabilities."""
    good, bad = tone
    negative = 0.3 + 0.75 * min(bad, 5.0) + 0.35 * min(evidence.count("complaint"), 4) - 0.45 * min(good, 4.0)
    positive = 0.8 * min(good, 5.0) + 0.4 * min(evidence.count("praise"), 2) - 0.6 * min(bad, 4.0)
    positive += 0.15 * min(evidence.marks, 2) if good > bad else 0.0
    positive -= 1.0 if evidence.has("sarcasm") else 0.0
    negative += 0.2 * min(evidence.marks, 2) if bad > good else 0.0
    negative += 1.2 * min(evidence.count("dry", "pointed"), 2)
    neutral = 0.6 + 0.5 * min(evidence.questions, 1) + (0.3 if evidence.links else 0.0)
    return {"mood:negative": negative, "mood:neutral": neutral, "mood:positive": positive}


def probabilities(
    evidence_odds: Mapping[str, float], heads: Mapping[str, float] | None, lang: str = "en"
) -> dict[str, float]:
    """Evidence and heads in one: log-odds are added with the weights below; moods sum to one."""
    result: dict[str, float] = {}
    for label, odds in evidence_odds.items():
        if label in MOODS:
            continue
        if heads is not None and label in heads:
            own, other, bias = WEIGHTS.get(f"{label}:{lang}", WEIGHTS[label])
            odds = own * odds + other * logit(heads[label], _LEAST) + bias
        result[label] = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
    raw = [evidence_odds[mood] for mood in MOODS]
    if heads is not None and all(mood in heads for mood in MOODS):
        own, other = MOOD_WEIGHTS
        raw = [
            own * value + other * math.log(max(heads[mood], 1e-4)) + shift + pull * result.get(kind, 0.0)
            for value, mood, shift, (kind, pull) in zip(raw, MOODS, MOOD_SHIFTS, MOOD_OF_KINDS, strict=True)
        ]
    return result | dict(zip(MOODS, shares(raw), strict=True))


WEIGHTS: dict[str, tuple[float, float, float]] = {
    "question": (0.0, 0.8, 0.25),
    "complaint": (0.9, 1.3, 1.0),
    "praise": (0.45, 0.8, 0.85),
    "suggestion": (0.45, 1.0, 0.25),
    "joke": (0.6, 0.6, 1.75),
    "story": (0.6, 1.0, 0.75),
    "request": (0.0, 0.8, 0.0),
    "spam": (1.0, 0.17, 0.15),
    "abuse": (1.0, 0.1, 1.05),
    "abuse:es": (0.6, 0.8, 0.8),
}
"""Per label: weight of the evidence, weight of the heads (which know the evidence, too), and what is added. Chosen on
comments of trades that the heads had not seen, on those of an ordinary page, and on tweets."""
MOOD_WEIGHTS = (0.7, 0.6)
MOOD_SHIFTS = (0.0, 0.0, 0.0)
"""What is added to each mood, as with the weights of the labels."""
MOOD_OF_KINDS = (("complaint", 1.0), ("", 0.0), ("praise", 1.5))
"""The kind that speaks for each mood, and how much for: who tells the page of a thing gone wrong is not of no mind."""
