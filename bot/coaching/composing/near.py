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
