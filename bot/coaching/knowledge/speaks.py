"""Whether a fact speaks of what is asked of its matter: how to move a booking, how long it takes, the price for whom,
who may have it instead, in which season. A fact that holds every word of the thing and tells another side of it is no
answer. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.knowledge.words import fold, terms
from bot.domain.brand import Fact


@dataclass(frozen=True, slots=True)
class _Side:
    """How a side of a matter is asked for, and what a fact that tells of it says somewhere."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


def _side(asked: str, told: str) -> _Side:
    return _Side(re.compile(asked), re.compile(told))


_REDUCED = r"(?:price|rate|discount|deal|ticket|pass|fare|membership|offer)s?\b"
_REBAJA = (
    r"(?:precio|tarifa|descuento|entrada|bono|abono|cuota|oferta|boleto|pase)s? (?:especial(?:es)? )?(?:de |para )?"
)
_SIDES = (
    _side(
        r"\b(?:how (?:do|can|could|would|should) (?:i|we)|(?:can|could|may) (?:i|we)|is it possible to) "
        r"(?:move|change|reschedule|postpone|switch|push back) "
        r"(?:it|that|them|my|our|the (?:booking|date|day|time|slot))\b|"
        r"\b(?:como|pued[oe]|podemos|podria(?:mos)?|hay que) (?:\w+ )?"
        r"(?:mov|cambi|aplaz|pospon|reprogram|reagend)[ae]r(?:l[oa]|"
        r" (?:la|mi|nuestra|el) (?:cita|reserva|fecha|dia|hora|turno))\b",
        r"\b(?:mov(?:e|ing)|chang|resched|postpon|switch|swap|cancel|another (?:day|date)|notice|cambi|mov(?:er|em)|"
        r"aplaz|"
        r"pospon|reprogram|reagend|anul|otr[oa] (?:dia|fecha))",
    ),
    _side(
        r"\b(?:how many (?:minutes|hours|days|weeks|months)\b(?! (?:a|per|in|of|do you (?:open|work)))|"
        r"cuant[oa]s (?:minutos|horas|dias|semanas|meses) (?:tard|hay que esperar|de espera|para))",
        r"\b(?:\w+ (?:to \w+ |a \w+ )?(?:minutes?|hours?|days?|weeks?|months?|"
        r"minutos?|horas?|dias?|semanas?|mes(?:es)?)\b|next day|same day|al dia siguiente|mismo dia)",
    ),
    _side(rf"\bfamily {_REDUCED}|\b{_REBAJA}famili", r"\b(?:famil|parents?\b|children|padres\b|hijos\b)"),
    _side(
        rf"\bstudents?'?s? {_REDUCED}|\b{_REBAJA}(?:estudiant|universit)",
        r"\b(?:student|college|universit|estudiant|alumn|under|menores|joven)",
    ),
    _side(
        rf"\b(?:seniors?|pensioners?|oaps?)'?s? {_REDUCED}|\b{_REBAJA}(?:jubilad|pensionist|mayores|tercera)",
        r"\b(?:senior|pension|oap|retire|concession|over|jubilad|mayor|tercera)|\b[67]\d\b",
    ),
    _side(rf"\bgroups? {_REDUCED}|\b{_REBAJA}grupo", r"\b(?:group|part(?:y|ies) of|grupo|personas|people)"),
    _side(
        r"\b(?:give|transfer|pass|hand|resell|sell) (?:on |over )?(?:my|our) .{2,40}? (?:on )?to\b|"
        r"\b(?:ced|traspas|transfer|revend)[ae]r(?:le|l[oa])? (?:mi|la|el|nuestr[oa])\b",
        r"\b(?:transfer|give|pass (?:it |them )?on|another (?:person|name)|someone else|name|ced|traspas|otra persona|"
        r"otro nombre|nombre|titular|revend|resell)",
    ),
    _side(
        r"\b(?:adults?|grown[- ]?ups?|(?:[2-9]\d|thirty|forty|fifty|sixty)[- ]year[- ]olds?)\b|"
        r"\b(?:adult[oa]s|gente mayor|de (?:[2-9]\d|treinta|cuarenta|cincuenta) anos)\b",
        r"\b(?:adult|grown|ages?\b|every age|everyone|over \d|mayor|edad(?:es)?\b|anos\b)|"
        r"(?<![:.$£€\d])(?:1[68]|[2-9]\d)(?: (?:and|or) |\+| years)",
    ),
)
_COUNTS = re.compile(
    r"\b(?P<thing>[a-z]{3,}) (?:really )?counts? as\b|\b(?P<cosa>[a-z]{3,}) (?:tambien )?(?:cuenta|vale) como\b"
)
"""A thing that may be taken for one of another sort, of which alone the fact may tell."""
_SEASONS = re.compile(
    r"\b(?:winter|summer|spring|autumn|christmas|easter|holidays?|season|verano|invierno|primavera|otono|navidad\w*|"
    r"semana santa|festivos?|feriados?|vacaciones|temporada|january|february|march|april|june|july|august|september|"
    r"october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)
_HOURS = re.compile(
    r"\b(?:hours?|open\w*|clos\w+|what time|when|horarios?|abr\w+|cerr\w+|cierr\w+|a que hora|cuando)\b"
)
_PARTS = (
    re.compile(r"\bmornings?\b|\b(?:por|de|en) las? mananas?\b"),
    re.compile(r"\bafternoons?\b|\b(?:por|de|en) las? tardes?\b"),
    re.compile(r"\b(?:evenings?|nights?)\b|\b(?:por|de|en) las? noches?\b"),
)
"""The parts of a day."""


def speaks_of(ask: str, fact: Fact) -> bool:
    """Whether a fact says anything of the side of its matter that is asked for; true where the question names none."""
    plain, text = fold(ask).replace("’", "'"), fold(f"{fact.question} {fact.answer} {' '.join(fact.tags)}")
    if any(side.asked.search(plain) and not side.told.search(text) for side in _SIDES):
        return False
    counted = _COUNTS.search(plain)
    if counted and not set(terms(counted["thing"] or counted["cosa"])) <= set(terms(text)):
        return False
    return not _of_a_season(plain, fact)


def _of_a_season(plain: str, fact: Fact) -> bool:
    """Whether a fact tells the hours of a season that was not named, to somebody who asks for a part of the day that it
    does not name either."""
    parts = [part for part in _PARTS if part.search(plain)]
    if not parts or _SEASONS.search(plain):
        return False
    asks = fold(fact.question)
    if not (_SEASONS.search(asks) and _HOURS.search(asks)):
        return False
    told = fold(fact.answer)
    return not any(part.search(told) for part in parts)
