"""Who did well, where a comment names somebody: by name, or by what they do and where ("the lad on the hoist"). Pure.

The best plain reply to such a praise is that the one it is for will hear of it. Only closed forms are taken up: names
of the brand's own people, names from a list, a person's trade with one word for the place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.coaching.knowledge.words import fold
from bot.domain.brand import Brand

_CAPITAL = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{1,}"
_ACTS = (
    "says?|said|does|will|started|makes|made|drives|runs|is|takes|took|cuts|answers|leads|keeps|opened|founded|looks|"
    "packs|bakes|cooks|teaches|repairs|mends|fixes|hace|lleva|dice|amasa|contesta|atiende|corta|repara|arregla|"
    "conduce|enseña|enseñó|fundó|abrió|empaca|cuida|cose|pinta|prepara|manda|responde|sirve|sigue|"
    "de (?:la|el|los|las)|del"
)
_BEFORE = (
    r"[Ll]ed by|[Rr]un by|[Bb]y|[Aa]nd|[Ww]ith|[Nn]iece|[Nn]ephew|[Ss]on|[Dd]aughter|[Bb]rother|[Ss]ister|[Hh]usband|"
    r"[Ww]ife|[Cc]ousin|[Oo]wner|[Hh]ead keeper|[Mm]other|[Ff]ather|"
    r"[Pp]or|y|[Hh]ij[oa]|[Nn]iet[oa]|[Ss]obrin[oa]|[Pp]rim[oa]|[Hh]erman[oa]|[Dd]ueñ[oa]|[Mm]adre|[Pp]adre|[Mm]arido|"
    r"[Mm]ujer|a|[Dd]on|[Dd]oña|[Ss]eñora?|[Pp]rofe|[Mm]aestr[oa]|[Mm]r|[Mm]rs|[Mm]s|[Mm]iss"
)
_OF_THE_HOUSE = re.compile(
    rf"(?<![\w-])(?P<acts>{_CAPITAL})(?:,| {_CAPITAL},?)? (?:{_ACTS})\b|\b(?:{_BEFORE})\.? (?P<called>{_CAPITAL})\b"
)
"""Where a brand's own text speaks of one of its people."""
_ANY_NAME = re.compile(rf"\b{_CAPITAL}\b")
_NO_NAME = re.compile(
    r"(?:the|a|an|it|he|she|we|they|you|that|this|there|here|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|january|february|march|april|may|june|july|august|september|october|november|december|easter|"
    r"christmas|el|la|los|las|un|una|eso|esto|lo|que|si|no|se|es|le|lunes|martes|navidad|pascua|reyes|santa|"
    r"san|saturdays|sundays|mondays|everybody|somebody|nobody|bring|send|ask|each|every|dios|god|covid|"
    r"internet|facebook|instagram|whatsapp|road|street|station|house|museum|hall|county|north|south|east|west|"
    r"hoy|don|doña|ayer|mañana|ese|esa|este|esta|todo|all|everyone|everything|staff|service|food|what|which|"
    r"who|their|these|those|my|your|our|its)"
)
_TITLE = (
    r"(?:(?:[Dd]on|[Dd]oña|[Mm]r\.?|[Mm]rs\.?|[Mm]s\.?|[Mm]iss|[Dd]r\.?|[Dd]ra\.?|"
    r"(?:[Ee]l |[Ll]a )?(?:[Pp]rofe|[Ss]eñora|[Ss]eñorita|[Mm]aestr[oa]|[Dd]octora?|[Tt]ía|[Tt]ío|[Ss]eño)|"
    r"(?:[Ee]l |[Aa]l )[Ss]eñor) )"
)
_ANOTHERS = re.compile(
    r"(?:\b(?:my|our|his|her|their|mi|mis|nuestr[oa]|su|called|named|llamad[oa]|se llama|for|para|in|from|near|at|to|"
    r"desde|hasta|hacia|en|san|santa|st|el barrio de|la calle|calle|avenida|plaza|road|street|mum|mam|dad|nan|gran|"
    r"granny|grandad|auntie|aunt|uncle|abuel[oa]|mamá|papá)(?: \w+)? |[@#])$",
    re.IGNORECASE,
)
"""What stands before the name of somebody who is no part of the house."""
_DID_WELL = (
    r"was|is|at|on|from|behind|did|made|makes|helped|helps|sat|gave|took|takes|put|puts|sang|deserves?|stayed|stays|"
    r"fixed|slipped|lent|sent|handed|offered|wouldn.?t|cut|baked|"
    r"told|tells|explained|explains|showed|got|came|carried|found|knew|knows|talked|waited|rang|answered|saved|sorted|"
    r"\w+ing|never|always|even|spent|let|brought|walked|drove|turned|kept|went|"
    r"estuvo|es|fue|me|nos|le|les|se|merece|hizo|hace|bajó|baja|sacó|trajo|contestó|arregló|explicó|"
    r"explica|te|nunca|siempre|salvó|esperó|llamó|vino|ayudó|atendió|encontró|empaca|consiguió|dejó|puso|"
    r"prestó|regaló|guardó|subió|sube|mandó|cargó|buscó|"
    "consigue|aguantó|enseñó|tuvo|tiene|supo|eres|sois"
)
_THANKED = (
    r"thanks?(?: you)?(?: so much| a lot)?,?(?: to)?|ta|cheers,?(?: to)?|big up|shout ?out to|hats off to|kudos to|"
    r"well done,?|bravo,?|love|bless|gracias,?(?: a)?|gracias totales,?|mil gracias,?(?: a)?|grande,?|bravo,?(?: por)?|"
    r"(?:un )?(?:olé|aplauso|abrazo|beso)(?: para| a| por)?|viva|with|by|con|a|atendió|ayudó|recibió|atendieron|"
    r"saludos a|felicidades,?(?: a)?|aupa"
)
_CALLED_GOOD = re.compile(
    rf"(?<![\w@#'-])(?P<name>{_CAPITAL})(?:,? (?:you )?(?:is|are|was|were)? ?(?:an? |such an? |the |one )"
    r"(?:absolute |real |true |total |proper |complete )?"
    r"(?:gentleman|legend|star|gem|treasure|hero|saint|angel|diamond|credit|lifesaver|genius|wonder|artist|marvel|"
    r"delight)"
    r"|, (?:el|la) (?:de|del)\b|[,!]* (?:es |eres |fue )?(?:un sol|un amor|un crack|una crack|un genio|una genia|"
    r"un ángel|"
    r"un encanto|una joya|un fenómeno|una fenómena|un artista|una artista|un fiera|un campeón|una campeona|"
    r"un caballero|"
    r"un santo|una santa|un máquina|una máquina|lo máximo|un cielo|un diez))\b"
    rf"|(?:^|\W)(?:[Bb]ig up|[Ss]hout ?-?out to|[Hh]ats off to|[Kk]udos to|[Tt]hank you,?|[Tt]hanks,?|"
    rf"[Mm]il gracias,?|[Gg]racias,?|[Gg]racias a|[Bb]ravo|[Uu]n aplauso (?:para|a)|"
    rf"[Gg]rande,?) (?P<thanked>{_CAPITAL})\b|^(?P<placed>{_CAPITAL}) (?:on|at|from|behind) (?:the|"
    rf"your) (?:\w+ )?(?:desk|"
    r"counter|tills?|reception|workshop|bar|office|door|phones?|stall|gate|front|shop)\b"
)
"""Words that make a name of any word they are said of."""
_NAMED = re.compile(
    rf"(?P<title>{_TITLE})?(?<![\w@#'-])(?P<name>{_CAPITAL})(?: (?P<second>{_CAPITAL}))?(?P<after>\b(?:,? |!+|"
    rf"\W*$)(?:(?:{_DID_WELL})\b)?)"
)
_BEFORE_THANKED = re.compile(rf"(?:^|\W)(?:{_THANKED}) $", re.IGNORECASE)

_SORT_EN = r"(?:(young|old|nice|lovely|kind|tall|older|younger|big|little|new|same|wee) )?"
_STAFF_EN = (
    "driver|bus driver|conductor|mechanic|nurse|barber|hairdresser|waiter|waitress|barista|cashier|receptionist|"
    "technician|instructor|teacher|trainer|guide|ranger|keeper|volunteer|porter|courier|plumber|electrician|fitter|"
    "welder|carpenter|gardener|groundsman|librarian|usher|steward|skipper|deckhand|sailor|vet|pharmacist|chef|cook|"
    "baker|"
    "butcher|fishmonger|florist|tailor|seamstress|cobbler|watchmaker|locksmith|operator|dispatcher|foreman|apprentice|"
    "purser|flight attendant|pilot|postman|"
    "bartender|barman|barmaid|teller|consultant|registrar|surgeon|midwife|doctor|dentist|paramedic|matron|shopkeeper|"
    "landlord|landlady|server|attendant|brewer|doorman|caretaker|janitor|cleaner|painter|roofer|engineer|bellringer|"
    "signalman|boatman|lifeguard|physio|optician"
)
_ANYBODY_EN = "lad|lads|lass|girl|girls|woman|man|guy|guys|lady|ladies|fella|fellow|bloke|chap|kid|gentleman|boy|person"
_PLACE_EN = (
    r"(?:(?:front|night|ticket|help|information|check|box|day|late|early|returns|loading|parts|repair|enquiry|post|"
    r"customer|fish|deli|cheese|meat|second|first|top|back) )?[a-z]+(?:-[a-z]+)?"
)
_GOES_WITH = (
    "park|stop|desk|shop|counter|room|line|side|floor|end|table|centre|center|station|office|door|street|road|bay"
)
"""What a word for a place goes on with, so that the word alone would be another place: the car park."""
_ROLE_EN = re.compile(
    rf"(?:\b(?:the|your|that|this|a|an) |(?:^|(?<=[.!?] ))(?=(?:{_STAFF_EN}) [a-z]+(?:ed|id|ave|ook|ote|old|ent|ept|"
    rf"ang|elt|ound|ught|ot|ut|t|ame|"
    rf"an) )){_SORT_EN}(?:(?P<staff>{_STAFF_EN})|(?P<any>{_ANYBODY_EN}))"
    rf"(?P<place> (?:on|at|behind|in|from) (?:the |your )?(?P<where>{_PLACE_EN}(?: (?:{_GOES_WITH})\b)?))?\b(?!')"
)
_SORT_ES = r"(?:(?:joven|buen|buena|pobre|gran|nuev[oa]) )?"
_STAFF_ES = (
    "conductor|conductora|chofer|chófer|mecánico|mecánica|enfermero|enfermera|barbero|peluquero|peluquera|camarero|"
    "camarera|mesero|mesera|mozo|cajero|cajera|recepcionista|técnico|técnica|instructor|instructora|profesor|profesora|"
    "monitor|monitora|guía|voluntario|voluntaria|portero|portera|cartero|cartera|repartidor|repartidora|fontanero|"
    "plomero|electricista|soldador|carpintero|jardinero|jardinera|bibliotecario|bibliotecaria|marinero|marinera|patrón|"
    "capitán|veterinario|veterinaria|farmacéutica|farmacéutico|cocinero|cocinera|panadero|panadera|carnicero|carnicera|"
    "pescadero|pescadera|florista|sastre|modista|zapatero|zapatera|relojero|relojera|cerrajero|cerrajera|encargado|"
    "encargada|aprendiz|aprendiza|dependiente|dependienta|azafata|acomodador|acomodadora|vigilante|conserje|"
    "celador|celadora|matrona|comadrona|doctor|doctora|médico|médica|dentista|cervecero|cervecera|repositor|repositora|"
    "verdulero|verdulera|quesero|quesera|kiosquero|kiosquera|luthier|tapicero|tapicera|afinador|socorrista|operario|"
    "operaria|auxiliar|boletero|boletera|taquillera|taquillero"
)
_ANYBODY_ES = (
    "chico|chica|muchacho|muchacha|señor|señora|joven|chaval|chavala|hombre|mujer|pibe|piba|chavo|chava|tipo|"
    "persona|nena|flaco|flaca|mozo|moza|chiquilla|chiquillo|cabro|señorita|muchachos|muchachas|chicos|chicas"
)
_PLACE_ES = r"(?:del|de la|de los|de las|de) (?P<where>[A-Za-zÁÉÍÓÚÑáéíóúñ]{3,})"
_ROLE_ES = re.compile(
    rf"\b(?P<art>el|la|los|las|al|del|un|una) {_SORT_ES}"
    rf"(?:(?P<staff>{_STAFF_ES})|(?P<any>{_ANYBODY_ES}))(?P<place> {_PLACE_ES})?\b",
    re.IGNORECASE,
)
_THE_ONE_ES = re.compile(
    r"\W*([Ee]l|[Ll]a) ((?:del|de la) (?:caja|mostrador|barra|puerta|entrada|ventanilla|recepción|panadería|carnicería|"
    r"pescadería|frutería|taquilla|centralita|fiambrería|verdulería|farmacia|cocina|taller|almacén)) (?=(?:me|nos|"
    r"le|les|se) )"
)
"""Somebody told by their place alone, with whom a comment begins."""
_ARTICLES = {"al": "el", "del": "el", "un": "el", "una": "la"}
_NOWHERE = re.compile(
    r"(?:time|once|all|first|last|end|night|day|morning|the|a|my|his|her|it|me|you|us|there|here|general|least|"
    r"about|full|mi|mis|tu|su|otro|otra|al|lado|que|ayer|hoy|noche|día|ese|esa|este|esta|vez|pronto|repente|"
    r"nuevo|verdad|allí|aquí|blue|red|green|black|white|glasses|beard|hair|gafas|barba|pelo|rojo|azul|verde|"
    r"negro|blanco|mercado|años|edad|setenta|ochenta|noventa|sesenta|cincuenta|cuarenta|treinta|veinte|cierta|"
    r"mediana|oro|diez)"
)
"""Words that are no place, or that single a person out by their looks or their age."""


def credited(comment: str, brand: Brand, author: str, names: frozenset[str], lang: str) -> str:
    """Who a kind comment says did well, as a reply names them; "" where it names nobody of the house."""
    ours = _house(brand.about, brand.voice.person, brand.voice.description, brand.voice.examples)
    known = _own(comment, ours, author) or _by_name(comment, author, names)
    joined = {"en": " and ", "es": " y "}[lang]
    if known:
        return joined.join(known[:2])
    return _by_trade(comment, lang)


@lru_cache(maxsize=64)
def _house(about: str, person: str, description: str, examples: tuple[str, ...]) -> frozenset[str]:
    """Names of the brand's people, folded, as its own texts tell them."""
    found = {fold(person)} if person else set()
    for text in (about, description, *examples):
        plain = re.sub(r"\s+", " ", text)
        for match in _OF_THE_HOUSE.finditer(plain):
            found.add(fold(match["acts"] or match["called"]))
    return frozenset(each for each in found if len(each) > 2 and not _NO_NAME.fullmatch(each))


def _own(comment: str, ours: frozenset[str], author: str) -> list[str]:
    """The brand's own people in a comment, with their titles, however they are written."""
    found: dict[str, str] = {}
    for match in re.finditer(rf"(?P<title>{_TITLE})?(?<![\w@#'-])(?P<name>[^\W\d_]{{3,}})\b(?!'s |’s )", comment):
        name = fold(match["name"])
        if name in ours and name not in fold(author) and not _of_a_place(comment, match):
            title = match["title"] or ""
            found.setdefault(name, _as_said(title) + _written(match["name"]))
    return list(found.values())


def _of_a_place(comment: str, match: re.Match[str]) -> bool:
    """Whether a name is of somebody's own people or names a place: "my Leo", "the Bari desk"."""
    before = comment[: match.start()]
    return _ANOTHERS.search(before) is not None or re.search(r"\b[Tt]he $", before) is not None


def _by_name(comment: str, author: str, names: frozenset[str]) -> list[str]:
    """Somebody named who did something, or is thanked: a name from the list, or one with a title."""
    for match in _NAMED.finditer(comment):
        name = fold(match["name"])
        if name in fold(author).split() or _NO_NAME.fullmatch(name) or not (match["title"] or name in names):
            continue
        before = comment[: match.start()]
        praised = match["after"].strip(" ,!.") or "!" in match["after"] or _BEFORE_THANKED.search(before)
        if praised and not _ANOTHERS.search(before):
            second = match["second"] if fold(match["second"] or "") in names else ""
            return [" ".join(filter(None, (_as_said(match["title"] or "") + match["name"], second)))]
    for match in _CALLED_GOOD.finditer(comment):
        name = match["name"] or match["thanked"] or match["placed"]
        if not _NO_NAME.fullmatch(fold(name)) and fold(name) not in fold(author).split():
            return [name]
    return []


def _written(name: str) -> str:
    """A name as names are written, however it was typed."""
    return name.capitalize() if name.isupper() else name[0].upper() + name[1:]


def _as_said(title: str) -> str:
    """A title as it stands within a sentence ("don ", "la señora ")."""
    plain = re.sub(r"^al ", "el ", title[:1].lower() + title[1:]) if title else ""
    if plain.startswith(("profe ", "maestr", "doctor", "seño", "tía", "tío")):
        article = "la " if plain.split()[0] in ("maestra", "doctora", "señora", "señorita", "seño", "tía") else "el "
        return article + plain
    return title if title[:1].isupper() and title.startswith(("M", "Dr")) else plain


def _by_trade(comment: str, lang: str) -> str:
    """ "the lad on the hoist", "el marinero del Sarmiento": a trade, or anybody with the place that tells who."""
    if lang == "es" and (found := _THE_ONE_ES.match(comment)):
        return f"{found[1].lower()} {found[2]}"
    for match in (_ROLE_EN if lang == "en" else _ROLE_ES).finditer(comment if lang == "es" else comment.lower()):
        where = match["where"] or ""
        if where and comment[match.end("where") - len(where) :][:1].isupper():
            continue  # of some town, and hardly of the house
        placed = bool(where) and not _NOWHERE.fullmatch(fold(where))
        if not (match["staff"] or placed):
            continue
        who = match["staff"] or match["any"]
        place = match["place"] if placed else ""
        if lang == "en":
            return f"the {f'{match[1]} ' if match[1] else ''}{who}{place}"
        article = _ARTICLES.get(match["art"].lower(), match["art"].lower())
        return f"{article} {who.lower()}{place}"
    return ""
