"""In what a fact that comes near differs from what was asked: another day, place, size, time or kind. Pure."""

from __future__ import annotations

import re
from typing import Literal

from bot.coaching.composing.notice import plain_words
from bot.domain.brand import Fact

NearBy = Literal["day", "place", "size", "time", "product"]

_OTHER = r"\b(?:other|another|different|alternative|otr[oa]s?|distint[oa]s?|diferentes?)\b"
_WANTED: tuple[tuple[NearBy, re.Pattern[str]], ...] = (
    (
        "time",
        re.compile(
            rf"{_OTHER} (?:times?|hours?|slots?|horas?|horarios?|turnos?)\b|"
            r"\b(?:earlier|later) (?:one|slot|session|class|tour|tasting|time|show)\b|"
            r"\b(?:mas|algo) (?:temprano|tarde)\b"
        ),
    ),
    (
        "size",
        re.compile(
            rf"{_OTHER} (?:sizes?|tamanos?|tallas?|formatos?)\b|"
            r"\b(?:bigger|larger|smaller) (?:ones?|sizes?|bags?|packs?|bottles?|boxes|cards?|tables?)\b|"
            r"\b(?:mas (?:grandes?|pequen\w+|chic[oa]s?))\b"
        ),
    ),
    (
        "product",
        re.compile(
            rf"{_OTHER} (?:kinds?|types?|sorts?|brands?|flavou?rs?|tipos?|clases?|marcas?|sabores?|varieda\w+)\b"
        ),
    ),
)
_MEASURE = re.compile(r"\b(\d+(?:[.,]\d+)?) ?(kg|kilos?|g|gr|grams?|gramos|ml|cl|l|litres?|litros?|cm|mm|inch\w*)\b")
_UNITS = {
    "kilo": "kg", "kilos": "kg", "gr": "g", "gram": "g", "grams": "g", "gramos": "g", "litre": "l", "litres": "l",
    "litro": "l", "litros": "l",
}  # fmt: skip
_KINDS = {"kg": "weight", "g": "weight", "ml": "volume", "cl": "volume", "l": "volume"}

_BOOKING = re.compile(r"\b(?:my|our) (?:booking|reservation)\b|\b(?:mi|nuestra) (?:reserva|reservacion)\b")
_BOOKED = re.compile(
    r"\b(?:an?|the|your) (\w{4,}) (?:booking|reservation)s?\b|\b(?:reserva|reservacion)e?s? (?:de|para) "
    r"(?:(?:el|la|los|las|una?) )?(\w{4,})"
)
_STEM = 5


def of_other_booking(ask: str, comment: str, fact: Fact) -> bool:
    """Whether a fact tells of bookings of one thing, and the booking asked about may be for any other."""
    if not _BOOKING.search(plain_words(ask)):
        return False
    things = [thing for found in _BOOKED.findall(plain_words(fact.answer)) for thing in found if thing]
    plain = plain_words(comment)
    return bool(things) and not any(thing[:_STEM] in plain for thing in things)


def differs(ask: str, fact: Fact) -> NearBy | None:
    """In what a fact that was found for a question differs from it, None where it answers."""
    plain, told = plain_words(ask), plain_words(fact.answer)
    for kind, wanted in _WANTED:
        if wanted.search(plain):
            return kind
    measures, known = _measures(plain), _measures(told)
    kinds = {_KINDS.get(unit, unit) for _, unit in measures}
    if measures and not measures & known and kinds & {_KINDS.get(unit, unit) for _, unit in known}:
        return "size"
    return None


def _measures(text: str) -> set[tuple[str, str]]:
    return {(number.replace(",", "."), _UNITS.get(unit, unit)) for number, unit in _MEASURE.findall(text)}
