"""Which situation a reply answers. It decides what counts: thanks need no question, a complaint needs our step."""

from __future__ import annotations

from enum import StrEnum

from bot.coaching.scoring.words import words_of
from bot.domain.reading import Kind, Mood, Reading
from bot.rules.text import Folded


class Moment(StrEnum):
    """The situations the weights know."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    JOKE = "joke"
    SUGGESTION = "suggestion"
    STORY = "story"
    REQUEST = "request"
    CRISIS = "crisis"
    ABUSE = "abuse"
    SPAM = "spam"
    MIXED = "mixed"
    TALK = "talk"
    """None of the others: an answer in a running conversation, small talk."""
    PLANNED = "planned"


_ORDER = (Kind.CRISIS, Kind.ABUSE, Kind.SPAM)
_AFTER = (Kind.COMPLAINT, Kind.QUESTION, Kind.REQUEST, Kind.SUGGESTION, Kind.JOKE, Kind.STORY, Kind.PRAISE)
_TROUBLE = words_of(
    """not never no worst bad terrible awful horrible rude broken broke wrong late delay delayed waiting waited
    wait cancel cancelled lost missing disappointed disappointing unacceptable ridiculous joke useless poor fail
    failed problem issue error sucks suck shit wtf refund scam cold dirty angry upset frustrated frustrating
    cant wont doesnt didnt dont isnt nada nunca peor mal mala malo horrible fatal pesimo verguenza roto rota
    tarde retraso esperando espera cancelado perdido perdida falta decepcion decepcionada decepcionado
    inaceptable ridiculo inutil error problema estafa frio sucio queja devolucion mierda asco engano tampoco"""
)
_JOY = words_of(
    """love loved great awesome amazing thanks thank best happy delicious perfect yum lovely beautiful excellent
    wonderful favorite favourite good nice excited gracias encanta genial mejor rico riquisimo perfecto
    maravilla estupendo feliz bonito enhorabuena delicioso increible buenisimo crack bravo"""
)


def moment(reading: Reading | None, comment: Folded | None) -> Moment:
    """The situation by the reading, else by a few words of the comment; `PLANNED` without a comment."""
    if comment is None:
        return Moment.PLANNED
    if reading is None:
        return _by_words(comment)
    kinds = reading.kinds
    for kind in _ORDER:
        if kind in kinds:
            return Moment(kind.value)
    if Kind.PRAISE in kinds and Kind.COMPLAINT in kinds:
        return Moment.MIXED
    for kind in _AFTER:
        if kind in kinds:
            return Moment(kind.value)
    return Moment.PRAISE if reading.mood is Mood.POSITIVE else Moment.TALK


def _by_words(comment: Folded) -> Moment:
    trouble = sum(word.key in _TROUBLE for word in comment.words)
    joy = sum(word.key in _JOY for word in comment.words)
    asks = any(sentence.asks for sentence in comment.sentences)
    if trouble and joy and not asks:
        return Moment.MIXED if joy > trouble else Moment.COMPLAINT
    if trouble >= 2 or (trouble and not asks):
        return Moment.COMPLAINT
    if asks:
        return Moment.QUESTION
    return Moment.PRAISE if joy else Moment.TALK
