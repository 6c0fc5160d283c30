"""The thing that a kind comment praises, as a reply says it back: "the new map", "las banderillas". Pure.

Only closed forms are taken up: what is loved or thanked for, what a comment begins with and calls good, what stands
behind "best" or "qué rico". Where the form is not one of these, nothing is named: a wrong thing is worse than none.
"""

from __future__ import annotations

import re

_NOT_EN = (
    "thing|things|time|times|day|days|week|year|years|month|night|morning|evening|way|lot|bit|one|ones|job|work|place|"
    "part|people|person|world|life|town|city|idea|news|luck|best|rest|whole|same|first|last|only|fact|kind|sort|"
    "reason|it|you|this|that|them|him|her|us|me|all|everything|anything|nothing|something|everyone|everybody|"
    "minutes?|hours?|money|price|prices|area|country|county|shire|business|company|page|account|post|comment|end|"
    "bits|stuff|effort|answer|reply|experience|value|feeling|guys|lads|girls|folks|husband|wife|son|daughter|"
    "mum|mom|dad|gran|nan|kid|kids|boy|girl|man|woman|lady|guy|to|of|for|and|or|at|in|on|is|are|ever|so|far|yet|"
    "again|here|there|now|today|yesterday|please|thanks|thank|much|more|too|as|we|i|he|she|they|where|when|how|who|"
    "what|which|if|than|but|because|really|very|just|about|by|yes|no|not|point|question|bloke|lad|use|side|minute|"
    "yer|fun|fella|fellow|chap|neighbou?rs?|rain|weather|enough|fan|fans|customer|second|half|few|couple|pair|team|"
    "staff|crew|service|bunch|gang"
)
_WORD_EN = rf"(?!(?:{_NOT_EN})\b)[a-z][a-z'-]*[a-z]"
_ENDS_EN = (
    r"(?=\s*(?:$|[.,;:!?(\n]|[^\w\s'-])|,? (?:is|are|was|were|so|and|but|i|we|he|she|they|it|you|my|in|on|at|for|from|"
    r"to|this|that|today|ever|again|too|lately|here|as|has|have|had|made|makes|saved|never|always|still|just|really|"
    r"thank|thanks|with|since|when|after|last|yesterday|though|tho|because|by|more|every|all|is)\b)"
)
_THING_EN = rf"(?P<thing>{_WORD_EN}(?: (?:and )?{_WORD_EN}){{0,2}}?)"
_THE_EN = r"(?:the|your|this|these|those|that|them|all the|all your|both the|ur)"
_GOOD_EN = (
    r"(?:best|lovely|great|amazing|fantastic|brilliant|beautiful|gorgeous|delicious|wonderful|excellent|superb|perfect|"
    r"smoothest|nicest|comfiest|cleanest|tastiest|loveliest|finest|friendliest|kindest|prettiest|quickest|cosiest|"
    r"softest|proper|cracking|stunning|incredible|fab|outstanding|quality|magnificent|glorious|top|lush|unreal|"
    r"awesome|banging|decent|class|solid|nice|good|epic)"
)
_IS_GOOD_EN = (
    r"(?:is|are|was|were|looks?|looked|tastes?|tasted|feels?|felt|sounds?|sounded|smells?|smelled|turned out|came out)"
    r"(?: \w+){0,2}? (?:(?:way|so much|much|even|far) \w+er\b|best|lovely|great|good|nice|amazing|"
    r"fantastic|brilliant|beautiful|gorgeous|delicious|"
    r"wonderful|excellent|superb|perfect|perfection|incredible|fab|outstanding|magnificent|stunning|spotless|divine|"
    r"unreal|unbeatable|magic|magical|heaven|heavenly|dreamy|spot on|on point|a (?:dream|treat|joy|delight|gem|"
    r"masterpiece|thing of beauty|work of art|game changer|revelation|life ?saver)|so (?:good|nice|lovely|pretty|soft|"
    r"comfy|quick|easy|clean|fresh|tasty)|to die for|worth (?:it|every|the)|out of this world|next level|"
    r"second to none|chef'?s kiss)"
)
_FORMS_EN = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:love|loved|loving|adore|adored|obsessed with|in love with|enjoyed|miss) {_THE_EN} "
        rf"{_THING_EN}{_ENDS_EN}",
        rf"\b(?:nice|good|great|lovely|fantastic|brilliant|amazing|cracking|top) (?:job|work|touch) (?:on|"
        rf"with) {_THE_EN} "
        rf"{_THING_EN}{_ENDS_EN}",
        rf"\b(?:thanks?|thank you|cheers|ta|props|kudos)(?: (?:so|very) much| a lot| again)? for {_THE_EN} "
        rf"(?:(?:{_GOOD_EN}) )?{_THING_EN}{_ENDS_EN}",
        rf"^(?:{_THE_EN} )?(?P<thing>{_WORD_EN}(?: {_WORD_EN}){{0,2}}?) {_IS_GOOD_EN}",
        rf"[.!,;] (?:the|your|those|these) (?P<thing>{_WORD_EN}(?: {_WORD_EN}){{0,2}}?) {_IS_GOOD_EN}",
        rf"^(?:(?:what|such) an? |the |simply |absolutely |honestly |by far |still )*{_GOOD_EN}(?: (?:little|ever))? "
        rf"{_THING_EN}{_ENDS_EN}",
        rf"\b(?:had|having|serves?|make|makes|do|does|sells?) (?:\w+ )?(?:the|a) (?:absolute )?best "
        rf"{_THING_EN}{_ENDS_EN}",
        rf"^(?:that|those|the) {_THING_EN} (?:though|tho)\b",
        r"^(?:to die for|unreal|divine|out of this world|perfection|heaven|10/10|gorgeous|delicious|beautiful|"
        r"stunning),? "
        rf"(?:that|those|the|your|these|this) {_THING_EN}{_ENDS_EN}",
        rf"\b(?:can'?t get enough of|hooked on|dreaming (?:about|of)|big fan of|huge fan of|all about|here for|"
        rf"blown away "
        rf"by|impressed (?:by|with)|so happy with|delighted with|thrilled with|chuffed with|pleased with|"
        rf"compliments on|"
        rf"congrat\w* on) {_THE_EN} {_THING_EN}{_ENDS_EN}",
    )
)
_NOT_ES = (
    "cosa|cosas|vez|veces|dia|dias|ano|anos|semana|mes|noche|tarde|manana|forma|manera|parte|gente|persona|personas|"
    "mundo|vida|pueblo|ciudad|barrio|idea|noticia|suerte|mejor|mejores|peor|unico|unica|misma|mismo|primera|primero|"
    "ultima|ultimo|verdad|que|de|del|en|lugar|sitio|zona|pais|resto|otro|otra|otros|otras|pagina|cuenta|comentario|"
    "experiencia|hijo|hija|hijos|hijas|nino|nina|ninos|ninas|madre|padre|marido|mujer|esposa|esposo|abuela|abuelo|"
    "chico|chica|senor|senora|chicos|chicas|precio|precios|dinero|bien|mas|menos|muy|tan|tanto|esto|eso|todo|todos|"
    "todas|nada|gusto|alegria|pena|rato|momento|minutos|horas|hora|equipo|servicio|personal|trato|atencion|"
    "son|es|esta|estan|me|se|nos|les|lo|la|los|las|el|un|una|y|o|a|al|por|para|con|sin|si|no|ya|como|cuando|donde|"
    "sois|eres|fue|era|siempre|nunca|hoy|ayer|aqui|aca|ahi|alla|rico|rica|bueno|buena|lindo|bonito|mio|mia|"
    "comadre|compadre|nene|nena|beba|bebe|vecin[oa]s?|muchach[oa]s?|amo+|adoro+|adora|quier[eo]+|recomiendo|tengo|lluvia|"
    "tiempo|clima|uno|dos|tres|doble|verla|verlo|verlos|pasada|maravilla|crack|detalle|recuerdo|recuerdos|papa|mama|"
    "ojos|cara|risa"
)
_WORD_ES = rf"(?!(?:{_NOT_ES})\b)[a-z][a-z-]*[a-z]"
_THING_ES = (
    rf"(?P<thing>{_WORD_ES}(?: (?:de|del|de la|de los|de las|al|con) {_WORD_ES}| (?!est[aeo]\b|est[ao]s\b|"
    rf"fue\b|estuvo\b|vino\b|vinieron\b|"
    rf"estaba\w*\b|qued\w+\b|sigue\w*\b|hace\w*\b|tiene\w*\b|sabe\w*\b|huele\w*\b|vale\w*\b|salio\b|lleg\w+\b|ni\b|"
    rf"pero\b|porque\b|aunque\b|desde\b|hasta\b){_WORD_ES})?)"
)
_ENDS_ES = (
    r"(?=\s*(?:$|[.,;:!?(\n]|[^\w\s'-])|,? (?:es|son|esta|estan|estaba|estaban|estuvo|fue|fueron|que|y|pero|me|nos|se|"
    r"en|para|por|hoy|ayer|siempre|no|muy|tan|mas|como|con|desde|cuando|ni|ha|han|le|les|lo|sigue|siguen|quedo|"
    r"quedaron|de|del|al|a|hace|sabe|saben|huele|tiene)\b)"
)
_ART_ES = r"(?P<art>el|la|los|las|su|sus|tu|tus|vuestr[oa]s?|est[eao]s?|esta|ese|es[ao]s?|aquell?[ao]s?)"
_GOOD_ES = (
    r"(?:(?:\w+ )?(?:riquisim|buenisim|lindisim|bonitisim|limpisim|comodisim|divin|precios|maravillos|espectacular|"
    r"increible|genial|delicios|perfect|impecable|reluciente|brutal|sublim|hermos|exquisit|estupend|fantastic|"
    r"inmejorable|insuperable|excelente|fabulos|bonit|lind|ric|tremend|top|diez|10)\w*|muy (?:buen|ric|bonit|lind|"
    r"limpi|comod|chul|cuc|rapid)\w+|de (?:lujo|diez|10|muerte|otro mundo|otro planeta|escandalo|vicio|"
    r"locura|maravilla|"
    r"lagrima)|un[oa]? (?:maravilla|gloria|delicia|gozada|pasada|amor|lujo|vicio|sueno|escandalo|diez|espectaculo|"
    r"joya|obra de arte|manjar|poema|fantasia|cosa seria|locura|lujazo|pasote)|de (?:infarto|miedo|locos|"
    r"cine|morirse)|para (?:llorar de bueno|morirse|chuparse los dedos|enmarcar)|"
    r"lo mejor\b|(?:el|la|los|las) mejor(?:es)?|otro (?:nivel|mundo)|la hostia|la leche|lo mas)"
)
_BE_ES = (
    r"(?:es|son|esta|estan|estaba|estaban|estuvo|estuvieron|fue|fueron|quedo|quedaron|sale|salen|salio|salieron|sabe|"
    r"saben|huele|huelen)"
)
_FORMS_ES = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:encant\w+|fascin\w+|ador[oa]\w*|ame|amo|amamos|enamorad[oa]s? de|flipad[oa]s? con|"
        rf"enganchad[oa]s? (?:a|con)|"
        rf"fan de|chiflan?|pirran?|pierden?) (?:con )?{_ART_ES} {_THING_ES}{_ENDS_ES}",
        rf"\b(?:que|pero que|vaya) (?:ric|bonit|lind|buen|chul|preciosid|hermos|guap|delicios|bell)\w+ "
        rf"(?:(?:esta|estan|estaba|estaban|estuvo|es|son|quedo|quedaron) )?{_ART_ES} {_THING_ES}{_ENDS_ES}",
        rf"^(?:jo|oye|uf|buah|madre mia|por dios|ay|ostras|guau|wow)?\W*{_ART_ES} {_THING_ES}(?:,| {_BE_ES}|, "
        rf"{_BE_ES}) "
        rf"(?:siempre |simplemente |realmente |todo |toda )?{_GOOD_ES}",
        rf"[.!;,] {_ART_ES} {_THING_ES}(?:,| {_BE_ES}) {_GOOD_ES}",
        rf"^(?P<the>los|las|el|la) mejor(?:es)? {_THING_ES}{_ENDS_ES}",
        rf"^{_GOOD_ES} {_ART_ES} {_THING_ES}{_ENDS_ES}",
        rf"\b(?:gracias|felicidades|felicitaciones|enhorabuena)(?: (?:a todos|infinitas|de corazon|mil))? por "
        rf"{_ART_ES} "
        rf"{_THING_ES}{_ENDS_ES}",
        rf"\b(?:no hay (?:otr[oa]s? |mejor )?(?:\w+ )?como|como|nada como|sueno con|babeo con|muero por|me muero por) "
        rf"{_ART_ES} {_THING_ES}{_ENDS_ES}",
    )
)
_LOOSE_EN = tuple(
    re.compile(form)
    for form in (
        rf"^(?:ooh |oh |wow |honestly |omg )?(?:the|your|those|"
        rf"these) (?P<thing>{_WORD_EN}(?: {_WORD_EN})?) (?:never|always|"
        r"still|really|actually|round|around|alone|just|came|comes|made|makes|tasted|tastes|lasted|"
        r"lasts|matched|fits?|arrived|went|smells?|saved|got|has|have|hits?|melted|melts|held|holds|works?|worked|"
        r"looked|looks|sound(?:s|ed)|felt|feels|deserves?)\b",
        rf"^(?:the|your|those|these|that) {_THING_EN}(?=\W*$)",
    )
)
_LOOSE_ES = tuple(
    re.compile(form)
    for form in (
        rf"^(?:y )?{_ART_ES} {_THING_ES} (?:me|nos|le|les|estuvo|fue|fueron|llego|llegaron|"
        r"quedo|quedaron|sabe|saben|huele|huelen|vale|valen|merece|merecen|sigue|siguen|siempre|"
        r"nunca|duro|duran|con)\b",
        rf"^{_ART_ES} {_THING_ES}(?=\W*$)",
    )
)
"""What a comment begins with, which is the matter where it surely is praise."""
_TURNED = re.compile(
    r"\b(?:but|pity|shame|except|however|used to|until|not|isn'?t|wasn'?t|aren'?t|don'?t|didn'?t|never again|apart "
    r"from|would have|would be|if only|pero|lastima|salvo|excepto|menos|hasta que|antes|no|aunque|ya no|si no)\b"
)
_LONG = 30
_BEFORE_THINGS = ("the", "your", "this", "these", "those", "that", "best", "el", "la", "los", "las")
_GENDER = re.compile(r"(?:cion|sion|dad|tad|tud|umbre|ie|ez)$")
_FEM, _MASC = re.compile(r"as?$"), re.compile(r"(?:os?|or|ores|l|les|n|nes|ma|mas|j|che|ches)$")
_ARTICLES = {"el": "el", "la": "la", "los": "los", "las": "las", "este": "el", "ese": "el", "esta": "la", "esa": "la"}
_ARTICLES |= {"estos": "los", "esos": "los", "estas": "las", "esas": "las", "aquel": "el", "aquella": "la"}
_ARTICLES |= {"aquellos": "los", "aquellas": "las", "vuestro": "el", "vuestra": "la", "vuestros": "los"}
_ARTICLES |= {"vuestras": "las"}


def praised_in(comment: str, bare: str, lang: str, *, sure: bool = True) -> str:
    """What is praised in a comment, with its article ("the new map", "las banderillas"); "" where no form tells.
    `bare`: the same comment folded, in which the words are looked for; `sure`: whether it surely is praise."""
    plain = {"en": _FORMS_EN, "es": _FORMS_ES}[lang]
    loose = {"en": _LOOSE_EN, "es": _LOOSE_ES}[lang] if sure and not _TURNED.search(bare) else ()
    for form in (*plain, *loose):
        found = form.search(bare)
        if found is None or len(found["thing"]) > _LONG or _TURNED.search(bare[: found.end()]):
            continue
        thing = _as_written(found["thing"], comment, lone=_alone(found, bare))
        named = thing and (f"the {thing}" if lang == "en" else _with_article(found, thing))
        if named:
            return named
    return ""


def _as_written(thing: str, comment: str, *, lone: bool) -> str:
    """The words as the writer put them, accents, capitals and all; "" where they were put together otherwise."""
    letters = {"a": "aáà", "e": "eéè", "i": "ií", "o": "oó", "u": "uúü", "n": "nñ", "c": "cç", "'": "'’"}
    pattern = "".join(f"[{letters[sign]}]" if sign in letters else re.escape(sign) for sign in thing)
    found = re.search(rf"\b{pattern}\b", comment, re.IGNORECASE)
    if found is None:
        return ""
    words = found.group().split()
    if lone and words[0][0].isupper() and all(word[0].isupper() for word in words) and not thing.endswith("s"):
        return ""  # a name, as far as can be told
    return found.group().lower() if found.group().isupper() or found.start() == 0 else found.group()


def _alone(found: re.Match[str], bare: str) -> bool:
    """Whether nothing stands before a thing that a comment begins with, so that it may be somebody's name."""
    return found.start("thing") == 0 or not bare[: found.start("thing")].rstrip().endswith(_BEFORE_THINGS)


def _with_article(found: re.Match[str], thing: str) -> str:
    """The article of a Spanish thing: the one it stands with, else the one its ending tells; "" where none does."""
    groups = found.groupdict()
    written = groups.get("art") or groups.get("the") or ""
    if article := _ARTICLES.get(written):
        return f"{article} {thing}"
    head = found["thing"].split()[0]
    many = head.endswith("s")
    if _GENDER.search(head.removesuffix("es") if many else head) or _FEM.search(head):
        return f"{'las' if many else 'la'} {thing}"
    if _MASC.search(head):
        return f"{'los' if many else 'el'} {thing}"
    return ""
