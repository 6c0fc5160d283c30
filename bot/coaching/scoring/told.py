"""What they have said already: what a reply asks for again, whom it calls by another name, which question it leaves
open. Careful rather than complete: each says something only where words of the comment prove it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.coaching.scoring.facets import Facets
from bot.coaching.scoring.situation import Moment
from bot.coaching.scoring.words import words_of
from bot.domain.situation import Situation
from bot.rules.text import Sentence, analyse, fold


class Place(NamedTuple):
    """Characters [start, end) of the reply, and the words the finding rests on."""

    start: int
    end: int
    words: str


_NAME = r"([A-ZÁÉÍÓÚÑ][a-záéíóúñüç]{2,})"
_GREETING = "hi|hello|hey|dear|thanks|thank you|sorry|hola|buenas|querid[oa]|estimad[oa]|gracias|perdona"
_CALLED = re.compile(rf"(?:^|[.!?]\s+|[¡\n])(?i:{_GREETING}),?\s+{_NAME}(?=[,.!:])|,\s+{_NAME}(?=!)")
_A_PERSON = re.compile(r"[^\W\d_]+(?:[ .'\-]+[^\W\d_]+){0,3}")
_NOBODY = words_of(
    """team all there everyone everybody friend friends folks guys ladies gents customer sir madam again neighbour
    thanks thank sorry cheers wow yes welcome happy merry todos todas equipo amigo amiga amigos amigas cliente familia
    gente chicas chicos vecino vecina gracias perdon perdona saludos buenas buenos feliz"""
)
_ALIKE = 3
"""Letters that a short form shares with the name it stands for: Dan and Daniel, Fede and Federico."""


def called_by_another_name(f: Facets, situation: Situation) -> Place | None:
    """The name a reply calls the person by, where they show another one and nobody in the talk has that name."""
    author = situation.author.strip()
    if not _A_PERSON.fullmatch(author) or not author[:1].isupper():
        return None
    own = {word.key[:_ALIKE] for word in analyse(author).words}
    told = " ".join([situation.comment or "", situation.post, *(turn.text for turn in situation.history)])
    known = {word.key for text in (told, situation.brand.name) for word in analyse(text).words} | _NOBODY
    for match in _CALLED.finditer(f.reply.original):
        group = 1 if match.group(1) else 2
        key = fold(match.group(group))
        if key not in known and key[:_ALIKE] not in own:
            return Place(*match.span(group), match.group(group))
    return None


_NUMBERED = tuple(
    (
        re.compile(rf"\b(?:{kind})\b"),
        re.compile(rf"\b(?:{kind})\b[^.!?\n]{{0,20}}?\b[a-z]{{0,3}}-?\d{{3,}}\w*"),
    )
    for kind in (
        "order|pedido|compra|purchase",
        r"booking|reservation|reserva\w*",
        "ticket|entradas?|boletos?|billete",
        "flight|vuelo",
        "case|reference|caso|referencia|expediente",
        "tracking|seguimiento|guia",
    )
)
_WHICH_NUMBER = re.compile(
    r"\b(?:number|numero|nro|code|codigo|reference|referencia|localizador|(?:which|what) flight)\b"
)
_WHICH_DAY = re.compile(r"\b(?:what|which) (?:day|date)\b|\bque (?:dia|fecha)\b")
_BEFORE = re.compile(
    r"\b(?:did|was|were|had|fue|era|habia|\w{3,}(?:ste|steis|aron|ieron))\b|\b(?:te|os|le|les|lo|la|se) \w+(?:o|io)\b"
)
_DAY = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|last night|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|ayer|anoche)\b"
)
_HOW_OFTEN = re.compile(r"\bhow many times\b|\bcuantas veces\b")
_SO_OFTEN = re.compile(
    r"\b(?:(?:second|third|fourth|fifth|2nd|3rd|4th) time|twice|(?:two|three|four|five|\d) times|"
    r"(?:segunda|tercera|cuarta|quinta) vez|(?:dos|tres|cuatro|cinco|\d) veces)\b"
)
_COMMON = words_of("what when which your that this with have were been would could from they them there dia este esta")


def asked_again(f: Facets) -> Place | None:
    """The first question for a number, a day or a count that stands in the comment, with the words that hold it."""
    if f.comment is None:
        return None
    for ask in f.asks:
        sentence = ask.sentence
        told = next(_told(f, sentence), None)
        if told is not None:
            start, end = told.span()
            return Place(sentence.start, sentence.end, f"«{f.comment.original[start:end]}»")
    return None


def _told(f: Facets, sentence: Sentence) -> Iterator[re.Match[str]]:
    assert f.comment is not None
    said, heard = f.reply.text[sentence.start : sentence.end], f.comment.text
    if _WHICH_NUMBER.search(said) and not re.search(r"\d{3,}", said):
        for kind, numbered in _NUMBERED:
            if kind.search(said) and (match := numbered.search(heard)):
                yield match
    if _HOW_OFTEN.search(said) and (match := _SO_OFTEN.search(heard)):
        yield match
    if _WHICH_DAY.search(said) and _BEFORE.search(said) and not _DAY.search(said) and (match := _DAY.search(heard)):
        asked = {word.key for word in f.reply.words if sentence.start <= word.start < sentence.end}
        if any(len(word.key) > 3 and word.key in asked - _COMMON for word in f.comment.words):
            yield match


_SAYS = ("instructs", "explains", "next-step", "admits-unknown", "offers-choice", "owns-mistake")
_YES_OR_NO = words_of(
    """yes yep yeah no nope not sure sadly unfortunately both neither only si claro tampoco todavia aun ambos ambas
    ninguno ninguna solo depende exacto"""
)
_ASKS = frozenset({Moment.QUESTION, Moment.REQUEST})
_SAYS_SOMETHING = 0.4
"""Substance, in sentences that are neither warm nor for everybody, from which a reply may well be the answer."""
_QUOTED = 60


def left_open(f: Facets) -> str:
    """The question that a reply leaves without an answer, without a step and without a question of its own, as it
    stands in the comment; "" where the reply may well have dealt with it."""
    if f.moment not in _ASKS or f.comment is None or f.apart is not None or not f.reply.words:
        return ""
    asked = next((sentence for sentence in f.comment.sentences if sentence.asks), None)
    if asked is None or f.reply.words[0].key in _YES_OR_NO or f.has("gives-time"):
        return ""
    if any(key[:1].isdigit() for key in f.said.weights) or any(ask.worth >= 0.3 for ask in f.asks if ask.sentence.asks):
        return ""
    if f.plainly >= _SAYS_SOMETHING or _within([s for s in f.reply.sentences if not f.for_show(s)], f, _SAYS):
        return ""
    text = f.comment.original[asked.start : asked.end]
    return f"«{text if len(text) <= _QUOTED else text[: text.rfind(' ', 0, _QUOTED)] + '…'}»"


def _within(sentences: Sequence[Sentence], f: Facets, moves: Sequence[str]) -> bool:
    places = [hit.start for move in moves for hit in f.moves.get(move, ())]
    return any(sentence.start <= place < sentence.end for sentence in sentences for place in places)
