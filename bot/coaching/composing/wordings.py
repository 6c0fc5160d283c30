"""The wordings that a question is searched for in, each with what of it a fact has to hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.coaching.composing.asked import Ask, in_other_words
from bot.coaching.composing.notice import plain_words
from bot.coaching.knowledge.held import matter
from bot.coaching.knowledge.words import terms

_LEANS_BACK = 3
_NO_PLACES = (
    "English|Spanish|French|German|Italian|Portuguese|Catalan|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    "Sunday|I"
)
_SOMEWHERE = re.compile(
    r"\b(?:to|from|a|hasta|desde) (?:[Tt]he |[Ee]l |[Ll]a |[Ll]as |[Ll]os )?"
    rf"(?!(?:{_NO_PLACES})\b)[A-ZÁÉÍÓÚÑ][a-záéíóúñü]+(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñü]+)*"
)
"""A place that a base need not know by name."""
_WRAPPED = re.compile(
    r"\b(?:(?:can|could|would) (?:you|somebody|anyone) (?:please )?(?:tell|let) (?:me|us)(?: know)?|"
    r"do you (?:guys )?(?:happen to )?"
    r"know|i(?:'m| am| was)? (?:just )?wonder(?:ing)?|i(?:'d| would) like to know|"
    r"(?:me|nos) (?:podr[ií][a-z]+|pod[eé]is|pueden?) (?:decir|indicar|confirmar|informar)|(?:podr[ií][a-z]+|"
    r"pod[eé]is|pueden?) (?:decir|indicar|"
    r"confirmar)(?:me|nos)|(?:quer[ií]a|quisiera|quiero|me gustar[ií]a) saber|sab[eé]is|sab[eé]n?) (?:if|whether|si)\b",
    re.IGNORECASE,
)
"""The courtesies that a question comes in."""
_AT_YOURS = re.compile(
    r"\s(?:on|in|at|aboard|inside|en|dentro de|por) (?:the|your|el|la|los|las|vuestr[oa]s?|su|tu) "
    r"(?:shop|store|boat|ferry|ship|gym|studio|museum|hotel|cafe|bar|restaurant|place|theatre|cinema|library|school|"
    r"clinic|office|centre|farm|market|branch|tienda|local|barco|ferri|gimnasio|estudio|museo|cafeteria|restaurante|"
    r"sitio|teatro|cine|biblioteca|escuela|clinica|oficina|centro|granja|sucursal)\b(?! \w*[a-z])"
)
"""Where every question to a page is about, at its end."""
_CLAUSES = re.compile(r"[.!?¿¡;\n]+")
VITAL = re.compile(
    r"\b(?:nuts?|gluten|lactose|dairy|allerg\w+|coeliac|celiac|vegan|nuez|nueces|frutos secos|lactosa|alerg\w+|"
    r"celiac\w+)\b"
)
"""What people must know to eat safely, however cross they are."""
_EATS = re.compile(
    r"\b(?:eat|have|drink|order|safe|try|snack|cake|food|anything|something|options?|comer|tomar|beber|pedir|probar|"
    r"algo|segur\w*|apto|dulces?|opcion(?:es)?)\b"
)
BARE = frozenset(terms("where when cuando donde"))
"""Questions that ask nothing by themselves ("if so, where?")."""
_WHEN = frozenset(terms("when cuando"))


def gist(ask: str) -> str:
    """The question without names of somewhere and without "on your boat", of which no fact need speak."""
    asked = _WRAPPED.sub("", ask)
    rest = asked if asked.isupper() else _SOMEWHERE.sub(" ", asked)
    bare = _AT_YOURS.sub(" ", plain_words(rest))
    if matter(bare):
        return bare if bare != plain_words(ask) else ask
    return rest if terms(rest) else ask


def _names(ask: str) -> set[str]:
    return {word for found in _SOMEWHERE.finditer(ask) for word in plain_words(found.group()).split()}


def worded(ask: Ask, comment: str, lang: str) -> Iterator[tuple[str, str]]:
    """The question in one wording after another, each with what of it a fact has to hold."""
    told, whole = _with_what_was_told(ask.text, comment)
    if diet := _diet_told(ask.text, comment):
        yield diet, f"{ask.text} {diet}"
    leans = bool(matter(told)) and not matter(ask.text)
    if leans:
        yield whole, told
    if not leans and not _bare_when(ask.text):
        yield ask.text, ask.text
    if diet := _diet_asked(ask.text):
        yield diet, ask.text
    if whole and not leans:
        yield whole, ask.text
    if other := in_other_words(ask, lang):
        said, rest = other
        yield said, " ".join(word for word in rest.split() if word.strip("?!.,") not in _names(ask.text))


_POINTS = re.compile(
    r"\brefunds?\b|\bmoney back\b|\bdevoluci\w+|\breembols\w+|\bdev(?:uelv|olv)\w+ (?:el dinero|la plata)\b|"
    r"\b(?:an?|another|whole|big|small|new|which) ones?\b|\b(?:una?|otr[oa]|cual) (?:enter[oa]|grande|pequen[oa]|"
    r"para)\b|"
    r"\b(?:open|close|shut|clean|fix|repair|mend|change|replace|sort|move|get|use|return|check|do|does|will|is|"
    r"can) (?:it|them|that)\b|"
    r"\blo (?!que|de|del|mismo|antes|mas)[a-z]+\b|\b(?:la|los|las) (?:abr|cierr|cerr|hac|pon|cambi|arregl|limpi|"
    r"vaci|repar|sustitu)[a-z]+\b"
)
"""A thing told of before, which the question does not name."""


def points_back(ask: str) -> bool:
    """Whether a question is about "it", which was named before it."""
    return _POINTS.search(plain_words(ask)) is not None


_HALVES = re.compile(
    r"(?P<opens>\W*(?:(?:hi|hello|hola|buenas)\W+)?(?:do (?:you|u) (?:also )?(?:have|sell|do|serve|take)|"
    r"have you got|got|is there|are there|hay|"
    r"ten[eé]is|tienen|ten[eé]s|vend[eé]is|venden|serv[ií]s|sirven|acept[aá]is|aceptan|hac[eé]is|hacen)) "
    r"(?P<one>[^,?]{3,40}?) (?:and|or|y|e|o) (?P<other>[^,?]{3,40}?)\W*$",
    re.IGNORECASE,
)


def halves(ask: str) -> tuple[str, ...]:
    """One question for two things as two ("do you have decaf and oat milk?"), empty where it is for one."""
    found = _HALVES.fullmatch(ask.strip())
    return tuple(f"{found['opens']} {found[part]}?" for part in ("one", "other")) if found else ()


def told_before(ask: str, comment: str) -> str:
    """The clause before a question."""
    before, found, _ = comment.partition(ask)
    return _CLAUSES.split(before.rstrip(" .,;:!?¿¡\n"))[-1] if found else ""


def _bare_when(ask: str) -> bool:
    """Whether it asks for a time and says nothing of what: it would find whatever has one."""
    return bool(terms(ask)) and set(terms(ask)) <= _WHEN


def _with_what_was_told(ask: str, comment: str) -> tuple[str, str]:
    """The clause before a short question, and both together, where it leans on that ("I want to sell my books. When can
    I come?"); empty where it stands alone."""
    told = told_before(ask, comment)
    return (told, f"{told}, {ask}") if terms(told) and len(set(terms(ask))) <= _LEANS_BACK else ("", "")


def _diet_told(ask: str, comment: str) -> str:
    """What a question about eating leaves to the sentence before it: "my daughter is coeliac. Is there anything she
    can have?"."""
    return _diet_in(comment) if _about_eating(ask) and not _diet_in(ask) else ""


def _diet_asked(ask: str) -> str:
    """The diet or the allergen itself, where a question about eating says more than a base would hold."""
    return _diet_in(ask) if _about_eating(ask) else ""


def _about_eating(ask: str) -> bool:
    return _EATS.search(plain_words(ask)) is not None


def _diet_in(text: str) -> str:
    found = VITAL.search(plain_words(text))
    return found.group() if found else ""
