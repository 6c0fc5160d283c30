"""The details of a comment worth echoing: what, when, where, how many, who."""

from __future__ import annotations

import re

from bot.coaching.reading.evidence import Evidence
from bot.coaching.text.normalise import fold, small_letters, wordset
from bot.coaching.text.vocab import is_stop
from bot.domain.comment import Span

MOST = 8
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?|un|una|dos|tres|"
    r"cuatro|cinco|seis|siete|ocho|nueve|diez|doce|half an?|media|couple of)"
)
_QUOTED = re.compile(r"[\"«“]([^\"»”\n]{2,60})[\"»”]")
_CODE = re.compile(r"\b[A-Z]{2}\d{2,4}\b")
_DIGIT = re.compile(r"\d")
_WITH_DIGITS = (
    re.compile(
        r"(?:[$€£]\s?\d+(?:[.,]\d+)*|\b\d+(?:[.,]\d+)*\s?(?:€|\$|euros?|dollars?|dólares|pesos|pounds?|bucks|"
        r"usd|eur|mxn|ars)\b)"
    ),
    re.compile(r"\b(?:at|a las|a la)?\s?\d{1,2}(?::\d{2}|\s?(?:am|pm|hs|h)\b)"),
    re.compile(
        r"\b(?:flight|vuelo|order|pedido|room|habitación|habitacion|gate|puerta|line|línea|linea|bus|train|"
        r"tren|store|tienda|sucursal|model|modelo|version|versión|talla|size)\s(?:no\.?|n[º°]|num\.?|#|number|"
        r"número)?\s?[a-z]{0,3}\d[\w-]*"
    ),
)
"""Sums, hours and numbers of things, in small letters."""
_TIMES = (
    re.compile(
        rf"\b{_NUMBER} (?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|times?|nights?|people|kids|"
        rf"children|horas?|minutos?|días?|dias?|semanas?|mes(?:es)?|años?|veces|noches?|personas?|niñ[oa]s)\b"
    ),
    re.compile(
        r"\b(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|yesterday|tomorrow|"
        r"tonight|last (?:week|night|month|year|time|summer)|this (?:morning|weekend|afternoon)|next week|"
        r"christmas|lunes|martes|miércoles|miercoles|jueves|viernes|sábados?|sabados?|domingos?|ayer|anoche|"
        r"mañana|esta (?:mañana|noche|tarde)|(?:la semana|el mes|el año|el verano) pasad[oa]|el finde|"
        r"navidad(?:es)?)\b"
    ),
)
"""How long, how many and when, in small letters."""
_NAMES = re.compile(
    r"(?<![.!?¿¡\w@#/])(?<![.!?] )\s([A-ZÁÉÍÓÚÑ][\wáéíóúñü&'-]+(?:\s(?:de la |de los |del |de |of the |"
    r"of |and |y )?[A-ZÁÉÍÓÚÑ][\wáéíóúñü&'-]+){0,3})"
)
_OWN = re.compile(
    r"\b(?:my|our|your|the|mi|mis|nuestr[oa]s?|vuestr[oa]s?|su|sus|tu|tus|el|la|los|las|un|una|this|that|"
    r"these|those|est[eao]s?|es[eao]s?)\s([^\W\d_]{3,}(?:[\s-](?:de |del |de la )?[^\W\d_]{4,})?)"
)
_CLOSES = re.compile(
    r"\s*(?:[^\w\s]|$)|\s+(?:of|in|on|at|for|to|from|with|and|or|but|is|was|were|are|has|had|please|too|"
    r"again|every|when|because|"
    r"that|which|i|we|you|my|your|so|as|than|by|near|not|last|this|yesterday|today|tomorrow|tonight)\b"
)
_VERBAL_ES = ("ó", "aron", "ieron", "aba", "ado", "ido", "an", "en", "ar", "er", "ir", "mente")
_VERBAL_EN = ("ed", "ing", "ly", "was", "is", "were", "have", "came", "went", "never", "ever", "still")
_HASHTAG = re.compile(r"#([^\W\d_]\w{2,})")
_VAGUE = wordset(
    """thing things way lot time day week month year people person guy guys one ones fact point reason problem issue
    best worst same other rest moment first last next most whole only page post comment account company brand
    service customer cosa cosas vez veces forma manera gente persona dia semana mes año momento verdad hecho
    problema tema mejor peor misma mismo otra otro resto pagina cuenta empresa marca servicio cliente primera
    primero ultima ultimo unica unico final principio parte tipo hora rato vida mundo life world end world's fuck
    hell shit"""
)


def specifics(evidence: Evidence, brand_words: frozenset[str]) -> tuple[Span, ...]:
    """Up to eight details in the order of the comment: figures, times, names, and the things talked about."""
    text = evidence.seen.text
    small = small_letters(text)
    found = [m.span(1) for m in _QUOTED.finditer(text)]
    found.extend(m.span() for pattern in _TIMES for m in pattern.finditer(small))
    if _DIGIT.search(text):
        found.extend(m.span() for pattern in _WITH_DIGITS for m in pattern.finditer(small))
        found.extend(m.span() for m in _CODE.finditer(text))
    found.extend((m.start(1), m.end(1)) for m in _NAMES.finditer(text) if _names_something(m.group(1), evidence.lang))
    found.extend((m.start(1), m.end(1)) for m in _HASHTAG.finditer(text))
    found.extend(span for m in _OWN.finditer(small) if (span := _noun(m, evidence.lang)) is not None)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda pair: (pair[0], -pair[1])):
        start, end = _trim(text, start, end)
        if start < end and (not kept or start >= kept[-1][1]) and fold(text[start:end]) not in brand_words:
            kept.append((start, end))
    return tuple(evidence.seen.span(start, end) for start, end in kept[:MOST])


def _names_something(name: str, lang: str) -> bool:
    """Not "I", not a word in capitals for its loudness, not a stop word at the start of a line."""
    first = name.split()[0]
    return (
        not (first.isupper() and len(name.split()) == 1 and len(first) > 3)
        and not is_stop(first, lang)
        and len(name) > 2
    )


def _noun(match: re.Match[str], lang: str) -> tuple[int, int] | None:
    words = match.group(1).split()
    if is_stop(words[0], lang) or fold(words[0]) in _VAGUE or words[0].endswith(("ing", "ed", "ly", "mente")):
        return None
    end = match.end(1)
    if len(words) > 1 and not _ends_there(match, words[-1], lang):
        end = match.start(1) + len(words[0])
    return match.start(1), end


def _ends_there(match: re.Match[str], last: str, lang: str) -> bool:
    """Whether the second word still belongs to the thing: "lemon tart, …" does, "order never arrived" does not."""
    if is_stop(last, lang) or _looks_verbal(last, lang):
        return False
    return lang == "es" or _CLOSES.match(match.string, match.end(1)) is not None


def _looks_verbal(word: str, lang: str) -> bool:
    endings = _VERBAL_ES if lang == "es" else _VERBAL_EN
    return word.endswith(endings)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:!?"):
        end -= 1
    return start, end
