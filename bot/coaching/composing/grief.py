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
_GONE_EN = rf"(?:is |'s |are |was |has |been |long )*gone (?:from us|{_WHEN_EN}|since)"
_LOST_EN = re.compile(
    r"\b(?:he|she|who|(?:my|our|his|her|their|the|poor|old) (?:\w+ )?"
    rf"{_KIN_EN}|{_KIN_EN})(?:'s|'d)?(?: (?:had|has|have|sadly|only|just|finally|suddenly|also|then|always|both))* ?"
    rf"(?: (?:passed (?:away|on(?! (?:the|my|our|that|it|his|her)\b)|peacefully|suddenly|{_WHEN_EN})|passed\W*$|"
    r"died(?! (?:laughing|of laughter|and went|twice))\b|(?:was |were |been )?(?:taken|lost) (?:from us|"
    rf"to (?:cancer|covid))|(?:left us|slipped away|departed) {_WHEN_EN}|left us(?=\W*$|[.,;!])|slipped away\b|"
    rf"{_GONE_EN}|(?:was|were) (?:buried|cremated)(?! in (?:work|paper))|"
    r"(?:is |are |was )?(?:not |no longer |isn'?t |aren'?t )(?:with us|here any ?more)|never got to see it|"
    r"(?:did not|didn'?t) make it (?:to|through|past) (?:\w+ )?(?:christmas|spring|summer|the (?:night|winter))|"
    r"would(?:'ve| have)? (?:have )?(?:been|turned) \d\d(?! ?(?:min|hour|pound|euro|mile|quid|%))))"
    rf"|\b(?:he|she)(?:'s|'d)? (?:been |long |been long )*gone (?:{_WHEN_EN}|since)"
    rf"|\b(?:he|she|{_KIN_EN})(?: only| just)? went (?:in (?:{_MONTHS_EN})|in the (?:night|end)|peacefully|"
    rf"very suddenly|"
    r"just (?:before|after) (?:christmas|easter))(?=\W*$|\.| and (?:i|we|the|this|that)\b)"
    rf"|\b(?:lost|losing|buried|burying|cremated) (?:my|our|his|her|their) (?:\w+ )?{_KIN_EN}\b(?! (?:in the|on the|"
    rf"at the|"
    r"to the)\b)|\bsince (?:i|we) lost (?:him|her)\b|\b(?:i|we) lost (?:him|her|mum|mam|mom|dad|nan|gran\w*)\b"
    rf"(?! (?:in the|on the|at the|to the)\b)|\b(?:my|our|his|her|their|the) (?:dear departed|dearly departed) \w+|"
    rf"\blate (?:\w+ )?{_KIN_EN}\b(?!'?s? (?:appointment|order|birthday))|"
    r"(?<!in )\b(?:\w+'s|the|his|her|for the) (?:funeral|wake(?! of)|cremation|ashes|headstone|gravestone|requiem)\b|"
    r"\bwidow(?:ed|er|s)?\b|\bgod rest (?:him|her|his|them)|\brest (?:in peace|his soul|her soul)\b|"
    rf"\brip (?:old )?{_KIN_EN}\b|\bin (?:loving )?memory of\b|"
    r"\b(?:his|her|dad's|mum's|mam's|grandad's|nan's|father's|mother's|husband's|wife's) last (?:days|weeks|months|"
    r"words|"
    r"christmas)\b|\bin (?:his|her) last (?:days|weeks|months|year)\b|"
    r"\bfirst (?:christmas|birthday|spring|summer|winter|year|mother'?s day|father'?s day|"
    r"anniversary) without (?:him|her|my|"
    r"our|mum|mam|mom|dad|nan|gran\w*)\b|\b(?:since|before|when|after|the (?:day|week|year)|till|until) (?:he|she|"
    r"mum|mam|mom|dad|nan|"
    rf"gran\w*|my \w+) (?:died|passed(?: away)?)\b|\b(?:{_KIN_EN}|he|she)(?: \w+)? (?:died|passed away)\b|"
    r"\b(?:he|she)(?:'s| is) (?:up there|in heaven|looking down)\b|"
    r"\bstill (?:set|lay|pour|cook) (?:the table |a place )?for (?:two|him|her)\b|"
    r"\bthe (?:house|chair|other side of the bed) is (?:so |very )?(?:empty|quiet) without (?:him|her)\b"
)
_PET_ES = r"(?:perr[oa]|perrit[oa]|gat[oa]|gatit[oa]|caballo|yegua|conej[oa]|loro|cachorr[oa])"
_OURS_ES = rf"(?:(?:mi|nuestr[oa]|su|la|el) (?:\w+ )?(?:{_KIN_ES}|{_PET_ES})|don \w+|dona \w+|{_KIN_ES})"
_LOST_ES = re.compile(
    r"\b(?:fallecio|fallecieron|ha fallecido|fallecid[oa]|que en paz descanse|descanse en paz|en paz descanse|"
    r"q\.? ?e\.? ?p\.? ?d\b|qepd|que en gloria este|que dios (?:lo|la) tenga|dios (?:lo|la) tenga|difunt[oa]s?|"
    r"finad[oa]s?|"
    rf"se (?:me|nos|le) (?:fue|murio|ha ido|ha muerto|han ido) (?:{_OURS_ES}\b|{_WHEN_ES}(?! volando)|tan pronto|"
    rf"muy pronto|"
    r"para siempre|ella\b)|se nos fue\W*$|"
    rf"(?:ella|el|{_OURS_ES}) (?:ya )?(?:se (?:me |nos )?murio|murio|fallecio|se (?:me |nos )?fue (?:para siempre|"
    rf"al cielo)|"
    rf"se fue en (?:{_MONTHS_ES})(?=\W*$|\.| y )|se nos fue|nos dejo (?:{_WHEN_ES}|para siempre|\W*$)|"
    r"ya no esta\b(?! (?:en|de|disponible|abiert|a la|trabaj|atend|embaraz|tan|segur))|ya no vive|no esta con nosotros|"
    r"esta en el cielo|esta enterrad[oa])|"
    rf"ya no esta (?:con nosotr[oa]s|entre nosotr[oa]s|conmigo)|nos dejo (?:para siempre|en (?:{_MONTHS_ES}))|"
    rf"(?:perdi|perdimos|perdio|perder) a (?:mi|nuestr[oa]|su)s? (?:\w+ )?(?:{_KIN_ES}|{_PET_ES})|"
    r"(?:cuando|desde que|antes de que|hasta que|el dia que|el ano que) (?:se (?:me |nos )?)?(?:murio|fallecio|falta)\b"
    r"(?! (?:el|la|mi|su) (?:celular|movil|telefono|bateria|pila|motor|coche|carro|wifi|internet|luz|planta|compu))|"
    rf"se (?:murio|murieron) {_OURS_ES}\b|"
    r"(?:el|al|su|del) (?:entierro|funeral|velorio|velatorio|sepelio|tanatorio)\b|de luto\b|viud[oa]s?\b|"
    r"(?:sus|las) cenizas de|al cementerio a (?:ver|dejar|llevar)|su ultim[oa] (?:cumpleanos|navidad|deseo)|"
    r"sus ultim[oa]s (?:dias|semanas|meses) (?:de vida|con|en el hospital|en casa)|"
    r"el primer (?:cumpleanos|verano|invierno|ano|dia de la madre) sin (?:mi|ella|el|papa|mama)|"
    r"la primera (?:navidad|primavera|vez) sin (?:mi|ella|el|papa|mama)|en memoria de (?!la marca)|"
    r"(?:hoy |ayer )?hace (?:\w+ ){1,2}que (?:no baja|se (?:me |nos )?fue|falta|ya no esta|murio|nos dejo)\b|"
    rf"(?:lo|la|los) enterramos|me (?:quede|dejo) (?:sin (?:mi )?{_KIN_ES}|viud[oa])|"
    r"sigo (?:pidiendo|poniendo|comprando|haciendo|sirviendo|cocinando|sacando) (?:la mesa )?(?:para )?dos\b.{0,20}"
    r"\bsin (?:darme cuenta|querer|pensar))(?!\w)"
)
_PETS_EN = (
    "dog|cat|lab|labrador|collie|spaniel|terrier|retriever|poodle|whippet|greyhound|lurcher|beagle|dachshund|shepherd|"
    "alsatian|husky|corgi|pug|pup|puppy|kitten|tabby|tom|moggy|horse|pony|mare|rabbit|parrot|budgie|hamster|"
    "tortoise|hen"
)
_PET_LOST = re.compile(
    rf"\b(?:lost|losing|buried|said goodbye to|say goodbye to) (?:my|our) (?:\w+ ){{0,2}}(?:{_PETS_EN})\b"
    rf"(?=\W*$|[.,!;]| {_WHEN_EN}| (?:\w+day|yesterday|today|to (?:cancer|old age)|after|and)\b)|"
    r"\b(?:rainbow bridge|put (?:him|her|our \w+|my \w+|the (?:dog|cat|horse)) (?:to sleep|down)\b(?! (?:on|in|"
    r"for)\b))|"
    r"\b(?:he|she)(?:'s| is| was)? (?:going|buried|resting) (?:in|under|by|beside) the \w+ ?(?:tree|garden|hedge|"
    r"roses|lawn)|"
    r"\b(?:enterramos|despedimos|perdimos|dormimos) a (?:mi|nuestr[oa]|la|el) (?:\w+ )?(?:perr|gat|caball|yegu|"
    r"conej|lor)\w+|"
    r"\bal (?:perr|gat)\w+ (?:lo|la) (?:enterramos|dormimos)|\bcruzo el (?:puente del )?arco ?iris\b|"
    r"\bhoy (?:cumpliria|habria cumplido|haria) (?:\w+ )?(?:anos|\d\d)\b"
)
"""An animal that died, and birthdays that nobody keeps any more."""
_SOUGHT = re.compile(r"\b(?:seen|missing|reward|microchip\w*|come home|found|visto|perdid[oa]|recompensa|aparec\w+)\b")
"""Where these stand, an animal is looked for."""
_BY_NAME = re.compile(
    r"\b[Ll]ost (?:my|our) (?:[Dd]ear |[Pp]oor )?[A-Z][a-z]+(?=,? (?:on|in|this|last|two|three|four|five|six|ten|a|"
    r"\d+|to|just|"
    r"back|at)\b.{0,30}\b(?:ago|year|week|month|spring|summer|autumn|winter|Christmas|cancer|[A-Z]\w+day|19\d\d|"
    r"20\d\d)\b)|"
    r"\b(?:[Ss]ad|[Ss]orry|[Gg]utted|[Hh]eartbroken|[Dd]evastated) (?:news |to hear |to read )+about (?:[Oo]ld |"
    r"[Bb]ig |"
    r"[Pp]oor |[Ll]ittle |[Dd]ear )?[A-Z][a-z]+\b(?=.{0,40}\b(?:he|she)\b)|"
    r"\b(?:[Qq]ué pena|[Tt]riste) (?:lo|saber lo|la noticia|noticia lo) de (?:don |doña |la |"
    r"el )?[A-ZÁÉÍÓÚ][a-záéíóúñ]+\b"
    r"(?=.{0,40}\b(?:me|nos) (?:enseñ|dio|dab|atend|salud|cuid)\w+)"
)
"""Somebody called by name whom people mourn."""
_NOT_LOST = re.compile(
    r"\b(?:i|we|almost|nearly|absolutely|literally|just|proper) died\b|\bdied (?:laughing|of laughter|inside|when it|"
    r"at the)\b|"
    r"\b(?:phone|battery|engine|plant|fern|car|laptop|bulb|boiler|fridge|van|bike|motor|machine|pilot light|wifi|line) "
    r"(?:\w+ )?died\b|\bpassed (?:my|her|his|the|our|your|their|with|first|second|it|an?|driving|by|me|us|you)\b|"
    r"\b(?:wants?|want(?:ed)?|have|serve|playing|play|played) .{1,30}\b(?:at|for) (?:my|his|her|"
    r"their) (?:own )?funeral\b|"
    r"\bmuert[oa]s? de (?:risa|hambre|sueno|frio|amor|envidia)\b|\bdead (?:good|easy|nice|handy|right)\b"
)
_EXAM = re.compile(
    r"\b(?:tests?|exams?|theory|driving|licen[cs]e|degree|course|grade|attempt|time lucky|instructor|lessons?)\b"
)
"""Where these stand, somebody who passed did not pass away."""
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


_FIRST_WITHOUT = re.compile(
    r"\b[Ff]irst \w+ (?:since|without) (?!(?:The|We|I|You|My|Covid|Christmas|Easter|January|February|March|April|May|"
    r"June|July|"
    r"August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Brexit|"
    r"\w+ (?:opened|"
    r"closed|left|started|came|joined|moved))\b)[A-Z][a-z]+\b|"
    r"\b[Pp]rimer[ao]? \w+ (?:sin|desde que no está) (?!(?:El|La|Covid|Internet)\b)[A-ZÁÉÍÓÚ][a-záéíóúñ]+\b|"
    r"\bsince (?:[Mm]um|[Mm]am|[Mm]om|[Dd]ad|[Nn]an)(?=\W*$|[.,;])"
)
"""The first of something without somebody who is named."""


def lost(text: str, lang: str, comment: str = "") -> bool:
    """Whether somebody of whom a folded comment speaks has died. A pet that died counts; a battery does not. `comment`
    is the same as it was written, for the names in it."""
    if _FIRST_WITHOUT.search(comment) or _BY_NAME.search(comment):
        return True
    if _PET_LOST.search(text) and not _SOUGHT.search(text):
        return True
    pattern = _LOST_EN if lang == "en" else _LOST_ES
    heard = _NOT_LOST.sub(" ", text)
    if _EXAM.search(heard):
        heard = re.sub(r"\bpassed\b(?! away)", " ", heard)
    return pattern.search(heard) is not None


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
