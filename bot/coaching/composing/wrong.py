"""What a grievance is about, by the name the person gives it: the subject of the clause that tells what went wrong, or
what they say was lost or spoilt. Pure.

A word that only stands in the comment is not its matter ("I've thrown the receipt away as well"), so that what is in
doubt has no name: "" is always a right answer here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.coaching.composing import mirror_en, mirror_es_words
from bot.coaching.composing.clauses import unfit
from bot.coaching.composing.contrast import faulted, warm
from bot.coaching.knowledge.words import fold
from bot.coaching.text.normalise import wordset
from bot.domain.reading import Address

MOST = 600
_CLAUSE = re.compile(
    r"[.,;:!?()\n…]+\s*|\s[-–—]+\s|\s(?=(?:but|and|because|so|though|although|while|when|pero|y|porque|aunque|"
    r"mientras|"
    r"cuando) )",
    re.IGNORECASE,
)
EN_VERBS = (
    r"(?:was|were|is|are|has|have|had|did|does|do|wo|ca|could|would)(?:n'?t)?|came|arrived|broke|fell|keeps?|kept|"
    r"look(?:s|ed)|smel(?:t|ls|led)|taste[sd]|took|takes|never|still|stopped|leak(?:s|ed)|went|goes|needs|closed|"
    r"lasted|snapped|split|shrank|ran|turned|cut|died|failed|stinks?|stank|wobbles|sticks|jammed|crashe[sd]|froze"
)
_EN_SUBJECT = re.compile(
    rf"^(?:(?:and|but|so|then|though|although|because|when|while|shame|pity|sadly|unfortunately|also|now|yet|mind|"
    rf"plus|again) )*(?P<whose>the|my|our|your) (?P<np>(?:[a-z'-]+ ){{0,2}}?[a-z][a-z'-]+?)"
    rf"(?:'s(?= (?:gone|been|still|not|broken|stuck|out|half|cold|dead|torn|come|stopped)\b)| (?:{EN_VERBS})\b)",
    re.IGNORECASE,
)
_EN_BARE = re.compile(
    rf"^(?:(?P<count>half|all|most|both|none|two|three|several|one|another|an?|left|right|front|back) (?:of "
    rf")?(?:the |my |our "
    rf"|your )?)?(?P<np>(?:[a-z'-]+ )?[a-z][a-z'-]+?)(?: (?:{EN_VERBS})\b| (?:on|in|all over|under) (?:the|my|"
    rf"our) )",
    re.IGNORECASE,
)
"""A thing without an article ("Left sole came off", "Half the tanks had nothing in them"): named where it is a
noun."""
_EN_OBJECT = re.compile(
    r"\b(?:lost|ruined|damaged|scratched|ripped|shr[au]nk|stained|burn(?:t|ed)|spil(?:t|led)|forgot|mixed up|"
    r"messed up|"
    r"took the corner off|no sign of|state of|problems? with|trouble with|happened to) "
    r"(?P<whose>the|my|our|your) (?P<np>(?:[a-z'-]+ ){0,2}?[a-z][a-z'-]+)"
    r"(?=$| (?:in|on|at|when|with|off|again|for|to|by|from|last|this|yesterday|today|mind)\b)",
    re.IGNORECASE,
)
ES_VERBS = (
    r"(?:est(?:á|a|ab[ae]n?|aban|án|uvo)|era|eran|es|son|fue|fueron|viene|vienen|vino|vinieron|venían?|lleg(?:ó|"
    r"aron)|no|"
    r"se|tiene|tienen|tenían?|tard(?:ó|aron|a)|sale|salen|sali(?:ó|eron)|nunca|siguen?|huelen?|ol(?:ía|ían)|sabían?|"
    r"cerró|ya|dej(?:ó|aron)|qued(?:ó|aron)|parecen?|parecían?|lleva|llevan|pierde|gotea|chirría|iban?|sigue|apesta|"
    r"cojea|falla|fall(?:ó|aron|aba))"
)
_ES_SUBJECT = re.compile(
    rf"^(?:(?:y|pero|que|porque|aunque|además|encima|cuando|mientras|eso sí|lástima que|pena que|también|luego|hoy|"
    rf"ayer) )*(?P<art>el|la|los|las|mis?) (?P<np>[a-záéíóúñü]{{3,}}(?: (?:de(?:l| la| los| las)? "
    rf")[a-záéíóúñü]{{3,}}|"
    rf" [a-záéíóúñü]{{4,}})?)(?: con [^.,;]{{3,24}}?)? {ES_VERBS}\b",
    re.IGNORECASE,
)
_ES_PLACE = re.compile(
    r"^(?:y |pero )?(?:en|a) (?P<art>el|la|los|las) (?P<np>[a-záéíóúñü]{3,}(?: de [a-záéíóúñü]{3,})?) (?:ponía|"
    r"pone|decía|"
    r"había|hay|venía|viene|faltaba|falta|no)\b|"
    r"^(?P<art2>el|la|los|las) (?P<np2>[a-záéíóúñü]{3,}(?: de [a-záéíóúñü]{3,})?)(?: de (?:hoy|ayer|esta \w+))?,? "
    r"(?:a todo "
    r"|sin |toda? |llen[oa]s? |suci[oa]s? |rot[oa]s? |crud[oa]s? |fri[oa]s? |sec[oa]s? |dur[oa]s? |cerrad[oa]s? )",
    re.IGNORECASE,
)
"""Where something wrong stood ("en la tarta ponía…"), or a thing and its state without a verb."""
_ES_OBJECT = re.compile(
    r"\b(?:me|nos|le) (?:perdi|rompi|estrope|manch|ray|olvid|quem|arruin)(?:eron|aron|ó|ieron|steis|asteis|isteis) "
    r"(?P<art>el|la|los|las|mis?) (?P<np>[a-záéíóúñü]{3,}(?: de [a-záéíóúñü]{3,})?)(?=$| (?:en|con|de|y|por|a|al)\b)",
    re.IGNORECASE,
)
NOBODY = wordset(
    "man woman lady girl boy lad guy fella chap bloke person people staff driver keeper waiter waitress barista "
    "manager "
    "owner teacher instructor nurse doctor guide lot rest thing things way time day whole first last only other same "
    "one ones point fact problem issue answer kids crowd customer next minute second moment week month year morning "
    "afternoon evening night world weather son daughter mother father mum mom dad wife husband friend children baby "
    "mind guys landlord grandson grandmother sister brother neighbour sun luck home "
    "hour hours minutes girls boys lads crew team rep reps agent agents company place number second third who that "
    "which you i we they it he she my our your not all been only best worst nobody everyone hell heck "
    "señor señora chica chico muchacha muchacho niño niña gente persona personas camarero camarera mesero mesera "
    "mozo "
    "moza dependienta dependiente encargado encargada jefe jefa chófer chofer conductor conductora profesor "
    "profesora "
    "profe instructor instructora monitor monitora guía dueño dueña vez veces día días hora horas semana mes año "
    "tarde "
    "mañana noche resto cosa cosas verdad manera forma culpa misma mismo única único primera primero segunda segundo "
    "tercera tercero última último próxima próximo otra otro otras otros una uno mundo tiempo madre padre hijo hija "
    "abuela abuelo mujer marido novia novio amiga amigo peque pequeño pequeña crío cría críos niños equipo personal "
    "empresa mío mía míos mías suyo suya tuyo tuya cuñada cuñado suegra suegro tía tío hermana hermano prima primo "
    "suerte "
    "empresa que quien cual más menos mejor peor demás problema caso tipo tipa señores lunes martes miércoles jueves "
    "viernes sábado domingo pena lástima queja idea"
)
"""People, times and words that name nothing."""
PARTS = wordset(
    "sole heel zip strap handle tank tap sink pipe roof ceiling floor chain wheel brake lid box label glue "
    "stitching seam "
    "hem collar cage fence path sign stitch lock hinge hook water light lights bulb lamp curtain sheet pillow "
    "towel plate "
    "glass knife fork pan pot jar tin leaf soil root bolt screw nut cable plug socket ink paper envelope varnish"
)
"""Parts and stuffs that a grievance names without an article."""
_CUE = re.compile(
    r"\b(?:out(?! of this world)|off|split|snapped|tore|torn|faded|shrank|melted|cracked|leaked|half[- ]way|wet|"
    r"soaked|freezing|faded|stiff|loose|flat|blurry|crooked|hung up|full|"
    r"shorter|smaller|taller|snapped|came off|fell off|peel\w*|forgot\w*|flood\w*|burst|jammed|lopsided|raw|stale|"
    r"scratched|dented|stained|ignored|"
    r"overcharged|twice|three times|waited|waiting|rolled (?:his|her|their) eyes|shout(?:ed|ing)|laughed at|swore|"
    r"slammed|sneered|shrugged|refused|cobr(?:aron|asteis|ó) (?:dos|de más|doble)|grit(?:ó|aron)|"
    r"ignor(?:ó|aron|asteis)|se (?:rió|rieron|burló|burlaron)|"
    r"mojad\w+|partid\w+|rot[oa]s?|descosid\w+|encogid\w+|cruda?s?|quemad\w+|rayad\w+|torcid\w+|apagad\w+|caíd\w+|"
    r"quebrad\w+|goter\w+|"
    r"pequeñ\w+|apest\w+|huele\w*|olía|cojea|gotea)\b"
)


_YOUR = {Address.TU: "tu", Address.VOS: "tu", Address.USTED: "su", Address.USTEDES: "su"}


def wrong_in(
    text: str,
    lang: str,
    address: Address,
    names: frozenset[str] = frozenset(),
    nouns: frozenset[str] = frozenset(),
) -> str:
    """What went wrong, as a reply names it ("the zip", "your booking"; "la cremallera"); "" where it has no name.
    `nouns` are known to be things."""
    for part in parts_of(text[:MOST]):
        name = _subject(part, lang, address, names) or _without_article(part, lang, names, nouns)
        if name:
            return name
        found = (_EN_OBJECT if lang == "en" else _ES_OBJECT).search(part)
        if found is not None and (name := named_of(found, lang, address, names)):
            return name
    return ""


def _subject(part: str, lang: str, address: Address, names: frozenset[str]) -> str:
    """The thing of which a clause tells that it is wrong."""
    found = (_EN_SUBJECT if lang == "en" else _ES_SUBJECT).match(part)
    if found is None:
        return ""
    low = part.lower()
    denied = mirror_en.DENIED if lang == "en" else mirror_es_words.DENIED
    plain = fold(low)
    cue = denied.search(low[found.end("np") :]) or _CUE.search(low) or faulted(plain)
    return named_of(found, lang, address, names) if cue and not warm(plain) else ""


def tells_fault(text: str, lang: str) -> bool:
    """Whether a clause says by itself that something was wrong."""
    low, denied = text.lower(), mirror_en.DENIED if lang == "en" else mirror_es_words.DENIED
    return bool(denied.search(low) or _CUE.search(low))


def parts_of(text: str) -> Iterator[str]:
    """The clauses of a comment, without quotation marks around them."""
    yield from (part.strip(" '\"«»“”") for part in _CLAUSE.split(text.replace("’", "'")) if part and part.strip())


def _without_article(part: str, lang: str, names: frozenset[str], nouns: frozenset[str]) -> str:
    if lang == "es":
        found = _ES_PLACE.match(part)
        noun = (found["np"] or found["np2"]).lower() if found else ""
        fits = noun and not unfit(noun, lang, names) and not set(noun.split()) & NOBODY
        return f"{(found['art'] or found['art2']).lower()} {noun}" if found and fits else ""
    bare = _EN_BARE.match(part)
    if bare is None or warm(fold(part.lower())) or not tells_fault(part, lang):
        return ""
    *_, head = bare["np"].lower().split()
    nouns = nouns | PARTS
    known = head in nouns or head.removesuffix("s") in nouns or head.removesuffix("es") in nouns
    return f"the {head}" if known and head not in NOBODY else ""


def named_of(found: re.Match[str], lang: str, address: Address, names: frozenset[str]) -> str:
    """The name that a reply uses for what a clause named (`whose` or `art`, and `np`); "" where it is none."""
    noun = found["np"].strip()
    words = noun.lower().split()
    if (
        any(word in NOBODY or (lang == "en" and word.endswith("ly")) for word in words)
        or noun != noun.lower()
        or unfit(noun, lang, names)
    ):
        return ""
    if lang == "en":
        return f"{'your' if found['whose'].lower() in ('my', 'our') else 'the'} {noun}"
    article = found["art"].lower()
    if article.startswith("mi"):
        own = _YOUR.get(address, "")
        return f"{own}{'s' if article == 'mis' else ''} {noun}" if own else ""
    return f"{article} {noun}"


_AFTER = re.compile(
    r"^(?:[a-z]+ )?$|(?:^|[^a-z])(?:the|your|my|our|no|el|la|los|las|mi|un|una|de|del|about|apart from|except(?: "
    r"for)?|only)"
    r" (?:(?!in\b|on\b|at\b|for\b|with\b|from\b|to\b|en\b|con\b|por\b|para\b|a\b|dos\b|tres\b|diez\b|two\b|three\b|"
    r"ten\b)\w+ )?$"
)
_CIRCUMSTANCE = re.compile(
    r"\b(?:in|on|at|with|from|to|by|near|after|before|during|into|en|con|por|para|desde|hasta|a|al|tras|antes de|"
    r"despues de) (?:the|your|my|our|a|an|el|la|los|las|mi|un|una|su)? ?(?:\w+ )?$"
)


def named_plainly(name: str, bare: str) -> bool:
    """Whether a thing stands in a folded part of a comment as what is spoken of, and not as where or with what."""
    head = fold(name).split()
    found = re.search(rf"\b{re.escape(head[-1][:-1] or head[-1])}\w*", bare) if head else None
    if found is None:
        return False
    before = bare[: found.start()]
    return _AFTER.search(before) is not None and _CIRCUMSTANCE.search(before) is None
