"""Whether a comment speaks of somebody who died, by what is said, and who it was. Pure.

People hardly ever write "died": she went in February, se nos fue, I still order two. What is met as a loss gets one
plain sentence and no question for how anybody is.
"""

from __future__ import annotations

import re

_MONTHS_EN = (
    "january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|"
    "winter|christmas|easter|lockdown|covid"
)
_MONTHS_ES = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|primavera|"
    "verano|"
    "otono|invierno|navidad|nochebuena|semana santa|pandemia"
)
_WHEN_EN = (
    rf"(?:(?:last|this|back in|in|at|just before|before|after|on) (?:the )?(?:\w+ )?(?:{_MONTHS_EN}|year|month|week|"
    r"fortnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|night|end)\b|(?:in|since|back in) '?\d\d|"
    r"(?:\w+ )?(?:\w+ )?(?:years?|months?|weeks?|days?) (?:ago|now|back|today|gone)|now\b|too\b|"
    r"a (?:year|month|week)\b|(?:ten|two|three|four|five|six|\d+) years\b)"
)
_WHEN_ES = (
    rf"(?:en (?:el |la )?(?:\w+ )?(?:{_MONTHS_ES}|19\d\d|20\d\d|\d\d)\b|hace (?:\w+ ){{1,3}}|"
    r"(?:el|la) (?:ano|ano|mes|semana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|verano|invierno)\b|"
    r"(?:ayer|anoche|antier|anteayer|este (?:ano|ano|mes|verano|invierno)|con \w+ anos)\b)"
)
_KIN_EN = (
    r"(?:mum|mom|mam|mammy|mummy|mama|ma|mother|dad|daddy|da|father|nan|nana|nanny|granny|gran|grandma|grandad|"
    r"granddad|"
    r"grandpa|gramps|granda|grandmother|grandfather|husband|wife|partner|brother|sister|son|daughter|uncle|aunt|auntie|"
    r"friend|neighbou?r|mate|parents|folks|other half|old man|old lady|in-laws?|father-in-law|mother-in-law|cousin|"
    r"twin|"
    r"baby|boy|girl|fianc[ée]e?)"
)
_KIN_ES = (
    r"(?:madre|padre|mama|papa|mami|papi|viej[oa]|viejit[oa]|abuel[oa]s?|abuelit[oa]|yay[oa]|nona|nono|tat[oa]|marido|"
    r"mujer|espos[oa]|pareja|companer[oa]|herman[oa]|hij[oa]|ti[oa]|prim[oa]|suegr[oa]|amig[oa]|vecin[oa]|padres|"
    r"cunad[oa]|niet[oa]|novi[oa]|padrino|madrina|jef[ea]|bebe|comadre|compadre)"
)
_LOST_EN = re.compile(
    r"\b(?:(?:he|she|they|who|himself|herself)|(?:my|our|his|her|their|the|poor|old) (?:\w+ )?"
    rf"{_KIN_EN}|{_KIN_EN}) (?:(?:had|has|have|sadly|only|just|finally|since|suddenly|also|then|always|both) |'s |'d )*"
    rf"(?:passed (?:away|on(?! (?:the|my|our|that|it|his|her)\b)|peacefully|suddenly|{_WHEN_EN})|passed[.,!]? ?$|"
    rf"passed\.|"
    rf"died(?! (?:laughing|of laughter|and went|twice))\b|(?:was |were |been )?(?:taken|lost) (?:from us|"
    rf"to (?:cancer|covid))|"
    rf"(?:went|left us|slipped away|departed) {_WHEN_EN}|left us\b|slipped away\b|(?:is|are|was|were) (?:buried|"
    rf"cremated)|"
    rf"(?:is |'s |are |'re |been |has been )+gone (?:from us|{_WHEN_EN})|(?:is|isn'?t|'?s|'?s not|are|'?re) (?:not |"
    rf"no longer )"
    r"(?:with us|here any ?more)|is no longer with us|isn'?t (?:with us|here) any ?more|never got to see it|"
    r"(?:did not|didn'?t) make it (?:to|through|past) (?:\w+ )?(?:christmas|spring|summer|the (?:night|winter|"
    r"weekend))|"
    r"would(?:'ve| have)? (?:have )?(?:been|turned) \d\d)"
    rf"|\b(?:he|she|they)(?:'s| is| has|'ve| have) (?:been |been long )?gone (?:{_WHEN_EN}|since)|"
    rf"\b(?:lost|losing|lose|buried|burying|cremated|miss) (?:my|our|his|her|their) (?:\w+ )?{_KIN_EN}\b|"
    rf"\bsince (?:i|we) lost "
    r"(?:him|her|them)\b|\b(?:i|we) lost (?:him|her|them|mum|mam|mom|dad|nan|gran\w*)\b(?! (?:in the|on the|at the|"
    r"to the))|"
    rf"\b(?:my|our|her|his|their) (?:late|dear departed|dearly departed) \w+|\blate (?:husband|wife|{_KIN_EN})\b|"
    rf"\b(?:\w+'s|the|his|her|my \w+'s|for the) (?:funeral|wake|cremation|ashes|headstone|gravestone|requiem)\b|"
    rf"\bwidow(?:ed|er|s)?\b|\bgod rest (?:him|her|his|them)|\brest (?:in peace|his soul|her soul)\b|"
    rf"\brip (?:{_KIN_EN}|\w+)\W*$|"
    r"\bin (?:loving )?memory of\b|\b(?:his|her|dad's|mum's|mam's|grandad's|nan's) last (?:days|weeks|months|words|"
    r"christmas|"
    r"birthday)\b|\bfirst (?:christmas|birthday|spring|summer|winter|year|mother'?s day|father'?s day|"
    r"anniversary) without\b|"
    r"\bsince (?:he|she|mum|mam|mom|dad|nan|gran\w*) (?:died|went|passed|left us)\b|\bbefore (?:he|she|mum|mam|mom|"
    r"dad|nan|"
    r"gran\w*) (?:died|went|passed)\b|\b(?:when|after|the day|the week|the year|till|until) (?:he|she|mum|mam|mom|"
    r"dad|nan|"
    rf"gran\w*|my \w+) (?:died|passed)\b|\b(?:{_KIN_EN}|he|she)(?: \w+)? (?:died|passed away)\b|"
    r"\b(?:he|she)(?:'s| is) (?:up there|in heaven|looking down)\b|"
    r"\bstill (?:buy|order|set|make|lay|pour|cook|ask for|get) (?:the table )?(?:for )?two\b|\bthe (?:house|chair|"
    r"other side of the "
    r"bed) is (?:so |very )?(?:empty|quiet) without (?:him|her|them)\b"
)
_LOST_ES = re.compile(
    r"\b(?:fallecio|fallecieron|ha fallecido|fallecid[oa]|que en paz descanse|descanse en paz|en paz descanse|"
    r"q\.? ?e\.? ?p\.? ?"
    r"d\b|qepd|que en gloria este|que dios (?:lo|la) tenga|dios (?:lo|la) tenga|difunt[oa]s?|finad[oa]s?|"
    rf"se (?:me|nos|le) (?:fue|murio|ha ido|ha muerto|han ido) (?:{_WHEN_ES}|(?:mi|nuestr[oa]|su|la|el|don|"
    rf"dona) (?!(?:luz|"
    r"agua|tiempo|senal|internet|mano|pinza|olla|vida en|hora|dia|tarde|noche|autobus|bus|tren|camion|wifi|corriente|"
    r"antojo|"
    rf"hambre|planta|helecho|potus|cactus|moto|carro|coche|motor|celular|movil|bateria|pila))\w+|{_KIN_ES}|"
    rf"tan pronto|muy pronto|"
    rf"para siempre|de golpe|ell?[oa]?\b|ya\b)|se nos fue\W*$|(?:el|ella|mi (?:\w+ )?{_KIN_ES}|nuestr[oa] {_KIN_ES}|"
    rf"{_KIN_ES}|don \w+|dona \w+) (?:ya )?(?:se (?:me |nos )?(?:murio|fue {_WHEN_ES})|murio|fallecio|falto (?:en|"
    rf"hace)|partio|"
    r"nos dejo|ya no esta\b(?! (?:en|de|disponible|abiert))|ya no vive|no esta con nosotros|esta en el cielo|"
    r"esta enterrad[oa])|"
    rf"ya no esta (?:con nosotr[oa]s|entre nosotr[oa]s|conmigo|aqui para)|nos dejo (?:{_WHEN_ES}|para siempre)|"
    rf"(?:perdi|perdimos|perdio|perder) a (?:mi|nuestr[oa]|su)s? (?:\w+ )?{_KIN_ES}|"
    rf"(?:cuando|desde que|antes de que|hasta que|el dia que|el ano que|al poco de que) (?:se (?:me |"
    rf"nos )?)?(?:murio|fallecio|"
    rf"falto|falta)(?: (?:mi|ella|el|don|dona|nuestr|papa|mama|abuel)\w*)?|desde que (?:ya )?no esta (?:mi|ella|mama|"
    rf"papa|el)\b|"
    r"se (?:murio|murieron|fue al cielo) (?:mi|nuestr[oa]|su|el|la|don|dona|papa|mama)\w*|"
    r"(?:el|al|su|del) (?:entierro|funeral|velorio|velatorio|sepelio|tanatorio)\b|el duelo\b|de luto\b|"
    r"viud[oa]s?\b|(?:sus|las) cenizas (?:de|las)|al cementerio a (?:ver|dejar|llevar)|su ultim[oa] (?:cumpleanos|"
    r"navidad|"
    r"verano|viaje|deseo)|sus ultim[oa]s (?:dias|semanas|meses)|el primer (?:cumpleanos|verano|invierno|ano|"
    r"dia de la madre) sin|"
    rf"la primera (?:navidad|vez|primavera) sin (?:mi|ella|el\b|papa|mama)|en memoria de|(?:hoy |"
    rf"ayer )?hace (?:\w+ ){{1,2}}que "
    rf"(?:no baja|se (?:me |nos )?fue|falta|ya no esta|no esta|murio|nos dejo)\b|(?:lo|la|los) enterramos|"
    rf"me (?:quede|dejo) (?:sin "
    rf"(?:mi )?{_KIN_ES}|viud[oa])|ya no (?:esta|tengo a) mi {_KIN_ES}|(?:era|"
    rf"fue) de mi (?:difunt[oa] )?{_KIN_ES},? que ya no|"
    r"sigo (?:pidiendo|poniendo|comprando|haciendo|sirviendo|cocinando|sacando) (?:la mesa )?(?:para )?dos\b|"
    r"ultim[oa] (?:cumpleanos|navidad) (?:de|con) (?:ella|el|mi|mama|papa))"
    r"(?!\w)"
)
_NOT_LOST = re.compile(
    r"\b(?:i|we|almost|nearly|absolutely|literally|just|proper) died\b|\bdied (?:laughing|of laughter|inside|when|"
    r"at)\b|"
    r"\b(?:phone|battery|engine|plant|fern|car|laptop|bulb|boiler|fridge|van|bike|motor|machine|pilot light|wifi|line) "
    r"(?:\w+ )?died\b|\bpassed (?:my|her|his|the|our|your|their|with|first|it|an?|his|driving)\b|"
    r"\bmuert[oa]s? de (?:risa|hambre|sueno|frio|amor|envidia)\b"
)
_OLD_WORLD = re.compile(r"\b(?:dead (?:good|easy|nice|handy|right)|over my dead body)\b")
_ANIMAL = re.compile(
    r"\b(?:dog|cat|pup|puppy|horse|pony|rabbit|parrot|budgie|hamster|hen|tortoise|perr[oa]|perrit[oa]|gat[oa]|"
    r"gatit[oa]|"
    r"caballo|yegua|conej[oa]|loro|hamster|gallina|tortuga)\b"
)
_WHOSE = re.compile(rf"\b(?:my|our) (?:late |dear |lovely |poor |old )?({_KIN_EN})\b|\b({_KIN_EN})\b")
_DE_QUIEN = re.compile(rf"\b(?:mi|nuestr[oa]) (?:querid[oa] |difunt[oa] |pobre )?({_KIN_ES})\b")


_NEAR = 18
"""Letters behind what tells of a loss in which it is said whose it was."""
_TOO_FAMILIAR = frozenset(
    {"old man", "old lady", "ma", "da", "folks", "viejo", "vieja", "viejito", "viejita", "jefe", "jefa"}
)
"""What people call their own and nobody else should."""
_SAID = {"tia": "tía", "tio": "tío", "papa": "papá", "mama": "mamá", "mami": "mamá", "papi": "papá", "mammy": "mam",
         "mummy": "mum", "daddy": "dad", "bebe": "bebé"}  # fmt: skip
CLOSE = frozenset(
    [
        "mum",
        "mom",
        "mam",
        "mama",
        "mother",
        "dad",
        "father",
        "husband",
        "wife",
        "partner",
        "brother",
        "sister",
        "son",
        "daughter",
        "baby",
        "boy",
        "girl",
        "madre",
        "padre",
        "mamá",
        "papá",
        "marido",
        "mujer",
        "esposo",
        "esposa",
        "pareja",
        "hermano",
        "hermana",
        "hijo",
        "hija",
        "bebé",
    ]
)
"""Those whose death is never long ago."""


def lost(text: str, lang: str) -> bool:
    """Whether somebody of whom a folded comment speaks has died. A pet that died counts; a battery does not."""
    pattern = _LOST_EN if lang == "en" else _LOST_ES
    return pattern.search(_OLD_WORLD.sub(" ", _NOT_LOST.sub(" ", text))) is not None


def mourned(text: str, lang: str) -> str:
    """Who of the author's own people stands nearest before the loss ("husband", "madre"), "" where nobody does."""
    met = (_LOST_EN if lang == "en" else _LOST_ES).search(text)
    if met is None:
        return ""
    found = list((_WHOSE if lang == "en" else _DE_QUIEN).finditer(text[: met.end() + _NEAR]))
    if not found:
        return ""
    nearest = min(found, key=lambda each: abs(each.start() - met.start()))
    who = next((group for group in nearest.groups() if group), "")
    return _SAID.get(who, who) if who not in _TOO_FAMILIAR else ""


def of_an_animal(text: str) -> bool:
    """Whether what died may be an animal, for which other words are due than for a person."""
    return _ANIMAL.search(text) is not None
