"""The thing that a grievance tells of, though its words do not say that it was wrong: what can be asked about. Pure.

"I'll ask about the board" is true whatever was wrong with it; nothing more is said of what is found here.
"""

from __future__ import annotations

import re

from bot.coaching.composing.clauses import unfit
from bot.coaching.composing.wrong import EN_VERBS, ES_VERBS, MOST, NOBODY, PARTS, named_of, parts_of
from bot.coaching.text.normalise import wordset
from bot.domain.reading import Address

_EN_VERBAL = (
    rf"(?:{EN_VERBS}|said|says?|told|made|gave|got|put|lost|sent|read|led|hung|shut|tells|shows?|asks|costs?|"
    r"[a-z]{2,}ed)"
)
_EN_TOLD = re.compile(
    rf"^(?:(?:and|but|so|then|though|when|while|also|now|yet|love (?:how|that)|apparently) )*"
    rf"(?P<whose>the|my|our|your|that|this) (?P<np>(?:[a-z-]+ ){{0,2}}?[a-z][a-z-]+?)"
    rf"(?:(?: (?:on|in|at|by|from|of|next to|beside|behind|outside|for) (?:the |my |our |your )?[a-z]+(?: [a-z]+)?)? "
    rf"{_EN_VERBAL}\b)",
    re.IGNORECASE,
)
_EN_SPOKEN_OF = re.compile(
    r"\b(?P<whose>the|my|our|your|that) (?P<np>(?:[a-z-]+ ){0,1}?[a-z-]+)\b(?! (?:of|and|or)\b)", re.IGNORECASE
)
_EN_FIRST = re.compile(
    r"^(?:(?:two|three|four|five|six|seven|eight|ten|\d+|this|my|our|your|new) )?"
    r"(?:(?:bag|box|pack|packet|bottle|tin|jar|pair|piece|plate|bowl|cup|half|all|most) of (?:the )?)?"
    r"(?P<np>[a-z]{3,}|[a-z]{3,} [a-z]{3,})\b",
    re.IGNORECASE,
)
_EN_MEANT = re.compile(
    r"\b(?:sick of|tired of|hate|hated|fed up with|(?:rang|phoned|called|emailed|asked|wrote|complained) about|"
    r"what a \w+|"
    r"shame about|pity about|waiting (?:for|on)|bring back|changed|ruined|removed|scrapped|closed|ordered|bought|"
    r"booked|paid for|picked up|reserved|had) (?P<whose>the|my|our|your|that) (?P<np>(?:[a-z-]+ ){0,2}?[a-z-]+)"
    r"(?=$| (?:in|on|at|when|with|off|again|for|to|by|from|last|this|that|is|are|was|were|yesterday|today|you|i|we|"
    r"and|which)\b)",
    re.IGNORECASE,
)
_ES_MEANT = re.compile(
    r"\b(?:lo de|asco|vergüenza|horrible|pésim[oa]|fatal|odio|hart[oa] de|(?:quit|cambi|cerr|arruin)(?:aron|asteis|ó)|"
    r"pedí|compré|pedimos|compramos|reservé|pagué|pagamos) (?P<art>el|la|los|las|mi|mis) "
    r"(?P<np>[a-záéíóúñü]{3,}(?: de [a-záéíóúñü]{3,})?)\b",
    re.IGNORECASE,
)
_ES_FIRST = re.compile(r"^(?:(?:dos|tres|cuatro|cinco|seis|\d+) )?(?P<np>[a-záéíóúñ]{4,})\b", re.IGNORECASE)
_ES_ENDS = (("ciones", "las"), ("ción", "la"), ("dad", "la"), ("os", "los"), ("as", "las"), ("o", "el"), ("a", "la"))
"""The article of a known Spanish noun by its ending."""
_AGAINST = wordset("problema tema programa idioma clima mapa sistema día días mano foto fotos moto motos radio")
_WHERE_IT_WAS = re.compile(
    r"\b(?:at|by|off|from|desde|round|around|outside|near|behind|under|junto a|al lado de|detrás de|bajo) $"
)
"""What only tells where something was."""
_ES_TOLD = re.compile(
    r"^(?:(?:y|pero|que|porque|cuando|mientras|encima|además|total que|resulta que|luego|hoy|ayer) )*"
    r"(?P<art>el|la|los|las|mis?|su|sus|tus?|vuestr[oa]s?) (?P<np>[a-záéíóúñü]{3,}(?: de(?:l| la)? [a-záéíóúñü]{3,})?"
    r"(?: [a-záéíóúñü]{5,})?)(?: (?:de|en|con) [^.,;]{3,24}?)? "
    rf"(?:{ES_VERBS}|[a-záéíóúñü]{{2,}}(?:ó|aron|ieron|aba|aban|ía|ían)|dice|dicen|decía|pone|me|nos|le|da|dan|cuesta|"
    r"hace|vale)\b",
    re.IGNORECASE,
)
_ES_SPOKEN_OF = re.compile(r"\b(?P<art>el|la|los|las|mis?) (?P<np>[a-záéíóúñü]{3,})\b", re.IGNORECASE)
_DUMB = wordset(
    "part side end top bottom middle rest back front way side corner inside outside price money sign card staff "
    "same next last only bit kind lot hand head face feet eyes name words word question truth road street town "
    "parte lado final fondo medio resto dinero plata gana ganas frente mano cara cabeza nombre palabra verdad calle "
    "ciudad pueblo vida gente casa cuenta razón vergüenza culpa ganas falta hora rato punto dog dogs cat cats horse "
    "perro perra perros gato gata gatos chava chavo guardia vigilante cajera cajero enfermera enfermero médica médico "
    "licenciada licenciado gerente recepcionista cocinero cocinera clerk teller cashier guard nurse bartender cook "
    "skipper captain capitán receptionist host hostess vet pibe pibes nan gran grandad toe knee throat "
    "chef garganta rodilla padrino madrina suegra suegro bride groom wedding hueco blanco others other"
)
"""Words that are too little to ask about."""
_GOODS = wordset(
    "trolley trolleys tour board letter letters tills guitar piano violin hay crossing cabin nappies crisps salad "
    "strawberries mince milk receipt queue tracking label button buttons zip sticker romper cardigan lobby chat "
    "chatbot streak leaflet form forms app website invoice quote barrier gate gates bay bays scone scones chips "
    "pretzel growler can cans patio chalkboard tap taps compost plant plants roses tree trees shower bed beds fan "
    "microphone speaker speakers slide slides ramp heater radiator kettle toaster trainers sandals "
    "pantalla cartel folleto ficha cajero ventanilla caja cajas carrito changuito leche papas pañales bolsa huevos "
    "harina rosales seto maceta limonero olivo ficus sustrato tostadas cortado mesa silla sillas baño butaca camarote "
    "maleta megafonía barco ferry cuerdas guitarra violín diagnóstico afinación talla cuello etiqueta pantalón "
    "gorrito empaque moñito playera camiseta boleto boletos terraza jabón papel chat curso lección actualización "
    "comisión contrato letrero tasa seguro crédito préstamo racha"
)
"""Things that grievances begin with, without an article."""
_TOLD = {
    "en": (_EN_TOLD, _EN_MEANT, _EN_SPOKEN_OF),
    "es": (_ES_TOLD, _ES_MEANT, _ES_SPOKEN_OF),
}


def told_about(
    text: str,
    lang: str,
    address: Address,
    names: frozenset[str] = frozenset(),
    nouns: frozenset[str] = frozenset(),
) -> str:
    """The thing that a grievance tells of, though its words do not say that it was wrong: what can be asked about, and
    no more; "" where nothing is named. `nouns` are known to be things."""
    parts = list(parts_of(text[:MOST]))
    told, meant, spoken = _TOLD[lang]
    for part in parts:
        found = meant.search(part) or told.match(part)
        if found is not None and (name := _asked_of(found, lang, address, names)):
            return name
    known = nouns | PARTS | _GOODS
    for part in parts:
        if name := _first_named(part, lang, known, names):
            return name
        for found in spoken.finditer(part):
            aside = _WHERE_IT_WAS.search(part[: found.start()].lower())
            if not aside and _known(found["np"], lang, known) and (name := _asked_of(found, lang, address, names)):
                return name
    return ""


def _first_named(part: str, lang: str, known: frozenset[str], names: frozenset[str]) -> str:
    """A known thing that a clause begins with, without an article."""
    found = (_EN_FIRST if lang == "en" else _ES_FIRST).match(part)
    if found is None:
        return ""
    noun = found["np"].lower()
    if not _known(noun, lang, known) or unfit(noun, lang, names):
        return ""
    if lang == "en":
        return f"the {noun}"
    article = next((word for end, word in _ES_ENDS if noun.endswith(end)), "") if noun not in _AGAINST else ""
    return f"{article} {noun}" if article else ""


def _known(noun: str, lang: str, nouns: frozenset[str]) -> bool:
    words = noun.lower().split()
    head = words[-1] if lang == "en" else words[0]
    if any(word in NOBODY or word in _DUMB for word in words):
        return False
    return head in nouns or head.removesuffix("s") in nouns or head.removesuffix("es") in nouns


def _asked_of(found: re.Match[str], lang: str, address: Address, names: frozenset[str]) -> str:
    """The name of a thing that is told of, without one that says too little."""
    words = found["np"].lower().split()
    if set(words) & _DUMB or words[-1] in ("new", "old"):
        return ""
    if lang == "es" and found["art"].lower() not in ("el", "la", "los", "las", "mi", "mis"):
        return ""
    return named_of(found, lang, address, names)
