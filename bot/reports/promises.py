"""What a reply promised, and by when. Pure; English and Spanish."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_PROMISE = re.compile(
    r"\b(?:(?:i|we)(?:'|’)?(?:ll| will)|(?:i|we) am going to|(?:i|we)(?:'|’)?re going to|i(?:'|’)m going to|let me)\s+"
    r"(?!be happy|be glad|be here|be open|always|never)\w+"
    r"|\b(?:te|os|le|les|lo|la|los|las)\s+(?:dec|escrib|llamar|avisar|confirm|contar|mirar|busc|pregunt|envi|mandar)\w*"
    r"(?:imos|emos|é|aremos|iremos|o)\b"
    r"|\b(?:voy|vamos) a\s+\w+r(?:lo|la|te|os|le|les)?\b"
    r"|\b(?:lo|la|los|las) (?:miro|miramos|pregunto|preguntamos|consulto|consultamos|compruebo|comprobamos|apunto)\b",
    re.IGNORECASE,
)
_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_DAYS = {name: number for names in (_EN, _ES) for number, name in enumerate(names)}
_DAYS |= {"miercoles": 2, "sabado": 5}
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "un": 1, "una": 1, "uno": 1, "dos": 2,
    "tres": 3, "cuatro": 4, "cinco": 5, "couple of": 2, "un par de": 2,
}  # fmt: skip
_SPAN = re.compile(
    r"\b(?:in|within|en|dentro de)\s+(?:the next\s+|las próximas\s+|los próximos\s+)?"
    r"(\d{1,3}|couple of|un par de|a|an|one|two|three|four|five|un|una|uno|dos|tres|cuatro|cinco)\s+"
    r"(minutes?|hours?|days?|weeks?|minutos?|horas?|días?|dias?|semanas?)\b",
    re.IGNORECASE,
)
_UNITS = {
    "min": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "hora": timedelta(hours=1),
    "day": timedelta(days=1),
    "día": timedelta(days=1),
    "dia": timedelta(days=1),
    "week": timedelta(weeks=1),
    "sem": timedelta(weeks=1),
}
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|hoy|esta (?:mañana|tarde|noche))\b", re.I)
_TOMORROW = re.compile(r"\b(?:tomorrow|mañana)\b", re.IGNORECASE)
_WEEK = re.compile(r"\b(?:this week|esta semana)\b", re.IGNORECASE)
_NEXT_WEEK = re.compile(r"\b(?:next week|la semana que viene|la próxima semana)\b", re.IGNORECASE)
EVENING = 19
"""A promise for a day is due in its evening (page time is not known: UTC)."""
USUAL = timedelta(days=2)


def promise_in(reply: str, said_at: datetime) -> tuple[str, datetime] | None:
    """The sentence that promises something and the moment it is due; two days on where it names none."""
    for found in _SENTENCE.finditer(reply):
        sentence = found[0].strip()
        if sentence.endswith("?") or not _PROMISE.search(sentence):
            continue
        return sentence, due_at(sentence, said_at) or said_at + USUAL
    return None


def due_at(sentence: str, said_at: datetime) -> datetime | None:
    """When a sentence says that something will be done, the latest moment it names; None where it names none."""
    named: list[datetime] = []
    for span in _SPAN.finditer(sentence):
        count = int(span[1]) if span[1].isdigit() else _NUMBERS[span[1].casefold()]
        unit = next(length for start, length in _UNITS.items() if span[2].casefold().startswith(start))
        named.append(said_at + count * unit)
    if _TODAY.search(sentence):
        named.append(_evening(said_at))
    if _TOMORROW.search(_TODAY.sub(" ", sentence)):
        named.append(_evening(said_at + timedelta(days=1)))
    if _WEEK.search(sentence):
        named.append(_evening(said_at + timedelta(days=max(0, 4 - said_at.weekday()))))
    if _NEXT_WEEK.search(sentence):
        named.append(_evening(said_at + timedelta(days=11 - said_at.weekday())))
    for day in _WEEKDAY.finditer(sentence):
        ahead = (_DAYS[day[1].casefold()] - said_at.weekday()) % 7
        named.append(_evening(said_at + timedelta(days=ahead or 7)))
    return max(named, default=None)


def _evening(day: datetime) -> datetime:
    return day.replace(hour=EVENING, minute=0, second=0, microsecond=0)
