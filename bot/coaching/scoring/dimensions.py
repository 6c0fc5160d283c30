"""The eight questions put to a reply, each answered with a number between 0 and 1. Hand-set and readable."""

from __future__ import annotations

import math
from collections.abc import Callable

from bot.coaching.scoring.facets import Facets
from bot.coaching.scoring.situation import Moment
from bot.domain.score import Dimension

_SCRIPTS = (
    "thanks-contact",
    "value-feedback",
    "valued-customer",
    "bulk-address",
    "pass-along",
    "empty-thanks",
    "automated",
    "understand-frustration",
    "pity",
    "inconvenience",
    "we-care",
)
_OWN_TOPIC = 0.3
"""Share of shared words in `fits`; the rest is the head's."""
_MATCH_SLOPE = 0.18
_IN_OTHER_LANGUAGE = 0.3
"""What is left of the fit of a reply that is not in the comment's language."""
_OF_STOCK = 0.4
"""What is left of the fit of thanks that are made of stock phrases alone: they follow every praise, so that the head
takes them for written for this one."""
_HEAD_ON_ASK, _HEAD_ON_EMPTY = 0.8, 0.4
"""Share of the fitted head in the worth of a question, and of one that a rule calls empty."""
_HEAD_ALONE = 0.4
"""The same where the head sees no pieces of words, only one vector of the whole reply: it then overlooks a question
that does not stand at the end."""
_TROUBLED = frozenset({Moment.COMPLAINT, Moment.CRISIS, Moment.MIXED})
LIGHT = frozenset({Moment.PRAISE, Moment.JOKE, Moment.STORY})
_KEPT_OPEN = 0.45
"""What a promise to come back to this very thread adds to our step: the talk goes on, and the turn is ours."""
_WAVED_OFF = 0.4
"""What is left of `proportion` for a reply of two words."""
_LEAST, _ENOUGH = 20, 140
_LEAST_LIGHT, _ENOUGH_LIGHT = 12, 84
"""Characters at which a reply begins to say something, and at which it has said enough."""
_BRIEF = 0.7
"""The least for a reply that does something in few words: asks, names a step, a time or a number."""
_WORTH = {
    "instructs": 0.55,
    "explains": 0.5,
    "next-step": 0.6,
    "gives-time": 0.4,
    "owns-mistake": 0.35,
    "admits-unknown": 0.35,
    "offers-choice": 0.45,
    "agrees": 0.25,
    "own-experience": 0.3,
}


def clip(value: float) -> float:
    """`value` held between 0 and 1."""
    return 0.0 if value < 0 else min(value, 1.0)


def topic(f: Facets) -> float:
    """Whether reply and comment speak of the same, 0-1: shared matter, near-synonyms, the encoder's view."""
    if f.cosine is None:
        return f.echo
    return 0.75 * f.echo + 0.25 * clip((f.cosine - 0.1) / 0.5)


def fits(f: Facets) -> float:
    """Whether the reply was written for this comment, 0-1: the topic, and the fitted head's view where there is one.

    The head is taken as log-odds: what counts is how clearly a reply belongs or does not, and most replies to
    strangers fit a little.
    """
    fit = topic(f)
    if "match" in f.extra:
        fit = _OWN_TOPIC * fit + (1 - _OWN_TOPIC) * clip(0.42 + _MATCH_SLOPE * (_log_odds(f.extra["match"]) + 0.7))
    if f.moment in LIGHT and f.stock:
        fit *= _OF_STOCK
    return fit if f.apart is None else _IN_OTHER_LANGUAGE * fit


def _log_odds(chance: float) -> float:
    held = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))


def soft(chance: float) -> float:
    """A head's chance with its log-odds halved, so that the sure ones still differ from each other."""
    return 1 / (1 + math.exp(-0.5 * _log_odds(chance)))


def best_ask(f: Facets) -> float:
    """The worth of the best question, lowered a little for every question too many."""
    explore = f.extra.get("explore")
    if not f.asks:
        return 0.8 * (explore or 0.0)
    best = max(f.asks, key=lambda ask: ask.worth)
    worth = best.worth * (0.85 if sum(ask.sentence.asks for ask in f.asks) > 3 else 1.0)
    if explore is None:
        return worth
    share = _HEAD_ON_EMPTY if best.worth < 0.3 else _HEAD_ON_ASK if f.lang == "en" else _HEAD_ALONE
    return (1 - share) * worth + share * explore


def answers(f: Facets) -> float:
    """Is what was asked or raised dealt with, first?"""
    deeds = 1.0
    for move, worth in _WORTH.items():
        if f.has(move):
            deeds *= 1 - worth
    deed = 1 - deeds
    if f.moment in LIGHT:
        met = 0.5 * f.has("thanks", "welcomes", "agrees", "feels", "jokes") + 0.3 * bool(f.asks)
        return clip(0.55 * fits(f) + 0.45 * min(1.0, met + 0.5 * deed))
    asked = 0.8 * best_ask(f)
    value = 0.5 * fits(f) + 0.5 * max(deed, asked, 0.5 * f.substance)
    return clip(value - 0.5 * f.weight_of("to-dm", "to-link", "to-elsewhere", "how-can-we-help", "pass-along"))


def personal(f: Facets) -> float:
    """Is it written to this person about their words?"""
    value = (
        0.06 + 0.75 * fits(f) + 0.13 * f.names_author + 0.08 * f.speaks_to + 0.1 * f.has("own-experience", "names-self")
    )
    return clip(value - 0.5 * f.weight_of(*_SCRIPTS))


def acknowledges(f: Facets) -> float:
    """Is the feeling met, plainly, without a script? The root lifts it: half a sentence that meets it is enough."""
    value = 0.2 + 0.35 * f.has("feels") + 0.15 * f.has("agrees") + 0.1 * f.has("jokes")
    if f.moment in _TROUBLED:
        value += 0.2 * f.has("apologises") + 0.3 * f.has("owns-mistake") + 0.15 * f.has("next-step") + 0.2 * f.echo
    else:
        value += 0.22 * f.has("thanks", "welcomes") + 0.08 * f.has("apologises") + 0.25 * f.echo
    value = value if "feeling" not in f.extra else 0.3 * value + 0.7 * f.extra["feeling"]
    lost = f.weight_of(*[hit.rule.id for hit in f.hits if hit.rule.dimension is Dimension.ACKNOWLEDGES])
    return math.sqrt(clip(value - lost))


def informs(f: Facets) -> float:
    """Does the person leave wiser: something concrete?"""
    numbers = sum(key[:1].isdigit() for key in f.said.weights)
    value = 0.62 * f.substance + 0.16 * f.has("gives-time") + 0.16 * f.has("explains") + 0.16 * f.has("instructs")
    value += 0.1 * min(numbers, 2) + 0.12 * f.has("next-step") + 0.05 * bool(f.reply.links)
    lost = sum(hit.rule.weight for hit in f.hits if hit.rule.dimension is Dimension.INFORMS)
    return clip(value - lost - 0.4 * f.weight_of("hype", "slogan", "brand-about-itself", "priority"))


def invites(f: Facets) -> float:
    """Has the person a real, easy turn: a specific question, a choice, a next step that is ours?"""
    if f.moment is Moment.PLANNED:
        return _opens(f)
    step = 0.3 * f.has("next-step") + 0.22 * (f.has("next-step") and f.has("gives-time"))
    step += _KEPT_OPEN * (f.has("next-step", "admits-unknown") and f.has("reports-back"))
    value = 1 - (1 - best_ask(f)) * (1 - step)
    lost = _lost(f)
    value *= (1 - 0.7 * lost) * (1 - 0.12 * bool(f.reply.links))
    return clip(0.06 + 0.94 * value - 0.06 * lost)


def _lost(f: Facets) -> float:
    """What empty questions and closed doors take from the turn, 0-1."""
    return clip(sum({h.rule.id: h.rule.weight for h in f.hits if h.rule.dimension is Dimension.INVITES}.values()))


def _opens(f: Facets) -> float:
    """Whether a planned post opens a talk: speaks to somebody, asks for something only they can tell."""
    hand = clip(0.1 + 0.9 * best_ask(f) - 0.55 * _lost(f))
    return hand if "post" not in f.extra else clip(0.15 * hand + 0.85 * soft(f.extra["post"]))


def human(f: Facets) -> float:
    """A plain voice, without slogan, script, shouting or sales."""
    lost = 1.0
    for weight in {hit.rule.id: hit.rule.weight for hit in f.hits if hit.rule.dimension is Dimension.HUMAN}.values():
        lost *= 1 - weight
    deflected = 1 - 0.45 * clip(f.weight_of("to-dm", "to-link"))
    return clip(0.95 * lost * deflected + 0.05 * f.has("own-experience", "jokes", "names-self"))


def proportion(f: Facets) -> float:
    """Airtime: no longer than the moment asks, and not so short that it waves the person off."""
    said = len(f.reply.words)
    heard = len(f.comment.words) if f.comment else 15
    room = 16 + 1.3 * min(heard, 60)
    if f.moment in LIGHT:
        room = 14 + 1.0 * min(heard, 50)
    elif f.moment in _TROUBLED or f.moment in {Moment.QUESTION, Moment.REQUEST, Moment.SUGGESTION}:
        room = 26 + 1.3 * min(heard, 60)
    over = clip(1 - 0.75 * (said - room) / room) if said > room else 1.0
    return over * (_WAVED_OFF + (1 - _WAVED_OFF) * said_enough(f))


def said_enough(f: Facets) -> float:
    """From 0 for "Thanks!" to 1 for two sentences, by the logarithm of the characters; a light moment needs fewer, and
    few words that do something are nearly enough."""
    least, enough = (_LEAST_LIGHT, _ENOUGH_LIGHT) if f.moment in LIGHT else (_LEAST, _ENOUGH)
    said = clip(math.log((1 + len(f.reply.original)) / (1 + least)) / math.log((1 + enough) / (1 + least)))
    return max(said, _BRIEF) if _does(f) else said


def _does(f: Facets) -> bool:
    number = any(key[:1].isdigit() for key in f.said.weights)
    return number or f.has("gives-time", "next-step", "offers-choice") or any(ask.worth >= 0.3 for ask in f.asks)


def decent(f: Facets) -> float:
    """Respect: no blame, no sarcasm at the person, no defence before listening."""
    left = 1.0
    for weight in {hit.rule.id: hit.rule.weight for hit in f.hits if hit.rule.dimension is Dimension.DECENT}.values():
        left *= 1 - weight
    return clip(left)


JUDGES: dict[Dimension, Callable[[Facets], float]] = {
    Dimension.ANSWERS: answers,
    Dimension.PERSONAL: personal,
    Dimension.ACKNOWLEDGES: acknowledges,
    Dimension.INFORMS: informs,
    Dimension.INVITES: invites,
    Dimension.HUMAN: human,
    Dimension.PROPORTION: proportion,
    Dimension.DECENT: decent,
}
LEXICAL_DIMENSIONS = frozenset(
    {Dimension.ACKNOWLEDGES, Dimension.INFORMS, Dimension.INVITES, Dimension.HUMAN, Dimension.DECENT, Dimension.ANSWERS}
)
"""Judged by words: they abstain in languages without word lists."""
