"""What a comment asks, cut into single questions that a base can be searched for. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.composing.moments import RHETORICAL
from bot.coaching.composing.notice import plain_words
from bot.coaching.knowledge.words import terms
from bot.domain.comment import Span
from bot.domain.reading import Kind, Reading
from bot.domain.situation import Situation

_OWN = re.compile(r"\b(where|donde|when|cuando)\b.{0,14}\b(my|our|mine|mi|mis|nuestr[oa]s?)\b")
_CARRIED = (
    r"(?:scar(?:f|ves)|gloves?|mittens?|umbrellas?|brolly|jackets?|coats?|bags?|backpacks?|rucksacks?|handbags?|phones?|"
    r"glasses|specs|sunglasses|hats?|caps?|beanies?|keys|wallets?|purses?|teddy|bunny|toys?|bottles?|flasks?|laptops?|"
    r"chargers?|rings?|earrings?|bracelets?|necklaces?|watch|cameras?|well(?:y|ies)|shoes?|boots?|jumpers?|hoodies?|"
    r"cardigans?|sweaters?|walking sticks?|headphones|earbuds|lunch ?box(?:es)?|towels?|goggles|tablets?|kindle)"
)
_CARGADO = (
    r"(?:paraguas|chaquetas?|chamarras?|camperas?|abrigos?|bolsos?|bolsas?|mochilas?|bufandas?|guantes?|gorr[oa]s?|"
    r"sombreros?|gafas|lentes|anteojos|llaves?|llavero|carteras?|billeteras?|monederos?|movil|celular|celu|telefono|"
    r"cargador|tablet|portatil|peluches?|muñec[oa]s?|juguetes?|botellas?|termo|toallas?|gafitas|pendientes?|aretes?|"
    r"anillos?|pulseras?|collar|reloj|camara|zapat\w+|tenis|jersey|sueter|buzo|sudadera|bastones|baston|auriculares)"
)
"""What people carry about and leave behind."""
_LEFT = re.compile(
    r"(?:^|[.,;:!?-] ?|\bi |\bwe |\bhe |\bshe |\band |\bthink |\bmust have |\bhas |\bhave )"
    r"(?:left|forgot|(?<=i )lost|(?<=we )lost|dropped) "
    rf"(?:my|our|his|her|their|the|a|an|one) (?:[\w']+ ){{0,3}}?{_CARRIED}\b(?! (?:of|in the (?:car|house)|at home)\b)|"
    rf"\b(?:one|a) (?:[\w']+ ){{0,2}}?{_CARRIED} (?:is|was) (?:somewhere|left)\b|"
    r"\b(?:me |nos |se me |se le |se nos )?(?:ha )?(?:dejad[oa]|deje|dejo|dejamos|olvidado|olvide|olvido|olvidamos|"
    r"perdi|perdio|cayo|quedo) (?:(?:ayer|hoy|ahi|alli|alla|colgad[oa]) )?(?:el|la|los|las|mi|mis|un|una|su|sus) "
    rf"(?:\w+ )?{_CARGADO}\b(?! en casa\b)|"
    rf"\b{_CARGADO}\b[^.!?]{{0,40}}\bse (?:(?:me|le|nos) )?(?:debio quedar|quedo|cayo|habra quedado)\b|"
    r"\bi (?:think i |must have |have |'ve )?(?:left|forgot|forgotten|lost) (?:my|our|an?) "
    r"(?!order|booking|password|login|log|user|account|code|pin|appointment|date|time|password|review|comment|"
    r"note|message|tip|heart|mind|pin|lot|bit|while|whole|year|friend|"
    r"job)\w+|"
    r"\b(?:me|nos) (?:he |hemos )?(?:dej(?:e|ado|amos)|olvid(?:e|ado|amos)) (?:el|la|los|las|mi|mis|un|una) "
    r"(?!pedido|reserva|contras|clave|codigo|usuario|cita|turno|pin\b|cuenta|correo|dineral|pastizal)"
    r"\w+|\bse me (?:quedo|olvido) (?:el|la|los|las|un|una) "
    r"(?!contras|clave|codigo|usuario|cita|turno|pin\b|cuenta|correo)"
)
_SOUGHT = re.compile(
    r"\b(?:find|found|seen|hand(?:ed|s)? (?:it |them )?in|picked|turned up|got|have|keep|kept|check|look|send|"
    r"post|lost|there|it|them|"
    r"encontr\w+|hall\w+|apareci\w+|vist\w+|entreg\w+|guard\w+|mirar\w*|ten\w+|tien\w+|esta|estan|habra|la|lo|las|"
    r"los)\b"
)
"""What is asked about the thing that was left behind, and is the same question."""
_ASKED_AS = (
    (
        _LEFT,
        {
            "en": "Do you have lost property? I left something there.",
            "es": "¿Tenéis objetos perdidos? Me dejé algo allí.",
        },
    ),
    (
        re.compile(
            r"\b(?:hiring(?! (?:the|an?|your|out|one|some|it)\b)|recruiting|vacanc\w+|cv|resume)\b|"
            r"\b(?:looking for|(?<!\bi )need(?:ing)?|taking on|"
            r"short of) (?:\w+ ){0,2}"
            r"(?:staff|baristas?|waiters?|people|help|hands|booksellers?|drivers?|cooks?|guides?)\b|"
            r"\b(?:job|work) (?:for|with|at) you\b|\bany jobs?\b|\bcurriculums?\b|"
            r"\bbusc(?:o|ando) (?:trabajo|curro|laburo|empleo|chamba)\b|"
            r"\b(?:busc|necesit|contrat)(?:ais|an|as) (?:a )?(?:\w+ )?(?:gente|personal|camarer|meser|moz[oa]|"
            r"barista|"
            r"trabajador)"
        ),
        {
            "en": "Are you hiring? Do you have jobs, where can I send my CV?",
            "es": "¿Buscáis gente? ¿Tenéis trabajo, dónde puedo dejar el currículum?",
        },
    ),
    (
        re.compile(
            r"\bwhen (?:do|are) you (?:open|close|shut)\b|"
            r"\bcuando (?:abr|cierr|cerr)\w+(?! (?:el|la|los|las) (?!lunes|martes|miercoles|jueves|"
            r"viernes|sabado|domingo|tienda|local|finde|festivo|cafeteria))"
        ),
        {"en": "What time do you open? What are your hours?", "es": "¿A qué hora abrís? ¿Qué horario tenéis?"},
    ),
    (
        re.compile(
            r"\b(?:ship|deliver|post|send)\b(?! (?:an?|my|our|this|that) ).{0,30}\bto\b|\b(?:envi|mand)(?:an|"
            r"ais|as|a|ar|arian|"
            r"ariais)\b.{0,30}\b(?:a|hasta)\b|"
            r"\benvios? (?:a|hasta)\b"
        ),
        {"en": "Do you ship? How much is delivery by post?", "es": "¿Hacéis envíos? ¿Cuánto cuesta el envío?"},
    ),
    (
        re.compile(
            r"\bhow (?:do|can|would) (?:i|we|you) get (?:to|there)\b|\bcomo (?:se )?(?:lleg|puedo llegar|voy|"
            r"vamos)\w*"
        ),
        {
            "en": "Where are you? What is the address? How do I get there?",
            "es": "¿Dónde estáis? ¿Cuál es la dirección? ¿Cómo se llega?",
        },
    ),
)
"""What is often asked without the words it is answered in: what to search for instead."""
_OPENS = (
    r"do|does|did|can|could|is|are|have|has|what|where|when|how|which|will|would|who|what'?s|where'?s|who'?s|when'?s|how'?s|hay|"
    r"cu[aá]l(?:es)?|qui[eé]n(?:es)?|ten[eé]is|tienen|ten[eé]s|"
    r"tienes|puedo|puede|pueden|pod[eé]is|pod[eé]s|se puede|cu[aá]n\w+|d[oó]nde|c[oó]mo|qu[eé]|abr[ií]s|abren|"
    r"acept\w+|"
    r"hac[eé]is|hacen|vend[eé]is|venden|admit\w+|dej[aá]is|dejan|sirven|serv[ií]s|env[ií]\w+|cierran|cerr[aá]is|"
    r"hasta (?:qu[eé]|cu[aá]ndo)|desde (?:qu[eé]|cu[aá]ndo)|caduca\w*|entran?|incluye\w*|tarda\w*|funciona\w*|cuestan|"
    r"se (?:alquila|vende|paga|reserva|necesita|lleva)n?|es (?:gratis|necesari|obligatori)\w*|"
    r"lleva\w*|"
    r"est[aá]is|est[aá]n|sab[eé]is|saben|cuesta|vale|me hac[eé]is|me hacen|a cu[aá]nto|a qu[eé]|"
    r"(?:si|if|whether) (?:\w+ )?(?:hay|tien\w+|ten[eé]is|acept\w+|se puede|puedo|hac\w+|abr\w+|you|there|it)"
)
_AND_ASKS = re.compile(
    r"(?:,(?: (?:and|y|e))?| and| also| plus| y| e| además)(?: also| tambien| también| además)* "
    r"(?:\w+ly |más o menos |mas o menos )?"
    rf"(?P<next>(?:{_OPENS})\b)",
    re.IGNORECASE,
)
"""Where a second question begins in the same sentence."""
_OPENED = re.compile(
    r"\W*(?:(?:hi|hiya|hello|hey|hola|buenas|y|and)\W+)?(?:have you (?:got|any)\b|who (?:makes|roasts|bakes|runs|"
    r"owns|designs) (?:your|the|these|those)\b|do (?:kids|children|dogs|students|"
    r"seniors|pensioners|they|your|the|under)\b|cuanto (?:dura|tarda|cuesta|vale|sale)|a que hora|"
    r"donde (?:esta|queda|puedo)|hay que|se puede|"
    r"how long (?:is|does|do)|how much (?:is|are)|what time|(?:do|can|could|may) (?:we|i|you|u)\b|when(?:'s| is|"
    r" are) (?:the|your) |(?:digan|decid|diga|deci)(?:le|les) al? |how many (?!times|more|years|days)who(?:'s|"
    r" is) the (?!boss|best|man\b)\w+ |(?:is|are|does) (?:the|your) (?!best|only|most|worst|greatest|real)\w+ |"
    r"(?:is|are) \w+ still |(?:what|which) (?:\w+ ){1,2}do you (?:use|sell|do|have|recommend|make|play)|"
    r"would (?:my|our|a) (?!life|god)[\w ]{3,30} be (?:ok|okay|allowed|welcome|fine)|"
    r"(?:can|could|would) (?:you|anyone|anybody) recommend|me recomiendan?\b|me recomendais|recomendais|recomiendan|"
    r"what(?:'s| is) the (?:name|title|price|address|password|difference|\w+ (?:called|made))|what(?:'s|"
    r" is) (?:that|this) \w+ "
    r"(?:called|in the|on the|at the)|(?:who|what) (?:sings|plays|makes|made)|"
    r"como se (?:llama|titula) (?!(?:tu|el chic|la chic))|de (?:que marca|quien) (?:es|son)|que (?:cancion|marca|"
    r"modelo|raza) (?:es|era))\b"
)
"""How somebody in a hurry begins a question without a mark, where nothing else was read in it."""
_MAY_ASK = frozenset({Kind.JOKE, Kind.SUGGESTION, Kind.REQUEST, Kind.STORY})
_SENTENCE = re.compile(r"(?<=[.!\n])\s+")
_LOOSELY = re.compile(
    r"(?:^|[,;:-] )(?:hi |hola |hey |buenas |and |y |so |pls |please |porfa )*(?:"
    r"(?:un)?till? when|what(?:'s|s| (?!a\b|an\b|i\b|we\b|you\b))|when(?:'s|s| (?!i\b|we\b|you\b|my\b|she|he|they))|"
    r"where(?:'s|s| (?!i\b|we\b|you\b))|which |who(?:'s| (?!knew|cares))|how (?!nice|lovely|kind|good|cute|sweet|"
    r"funny|i\b|we\b)|"
    r"(?:is|are) (?!it just|you kidding|we\b|they\b)|(?:does|can|could|will|would) (?!not|you not)|do (?:you|u|i|"
    r"we|they|the|your)\b|"
    r"any(?:thing|where|one)? (?!way|time|thing but)|have you got |is there |are there |"
    r"cuant[oa]s?(?! tiempo sin)\b|cuando (?:es|son|abr|cierr|empie|hay|se|sale)|donde (?!estaba)|como (?:se|me|"
    r"puedo|hago|lleg|reserv|va)|"
    r"que (?:dia|hora|horario|precio|vale|cuesta|bus|parada|muelle|hay|pasa si)|quien (?:da|hace|es)|cual es|hay |"
    r"tienen |ten[ei]i?s |"
    r"hasta (?:cuando|que)|desde (?:cuando|que)|se puede|pued[oe] |podemos |a (?:que|cuanto)|de donde|en que|por donde|"
    r"abren|cierran|abris|aceptan|admiten|algun[ao]? |es (?:gratis|car[oa]|accesible)|si (?:hay|llueve|llevo)"
    r")"
)
"""The beginning of what may be a question, where no mark says so."""
_EXCLAIMS = re.compile(
    r"^\W*(?:que (?!dia|hora|precio|vale|cuesta|bus|parada|muelle|hay|pasa)|como (?:mola|os|me gusta)|what an? |"
    r"how (?:nice|lovely|"
    r"kind|sweet|cute|good|funny)\b)"
)
_CLAUSE = re.compile(r"[,.;:!]+\s+")
_MAY = re.compile(
    r"(?:^|[,.;:!] )(?:and |so |but )?(?:can|could|may) (?:i|we) (?!not\b|only\b|never\b|just say|say\b|tell you)|"
    r"^\W*can (?:the|a|an|my|our|their) (?:\w+ ){1,4}(?:be|do|go|come|get|have|join|stay)\b|"
    r"(?:^|[,.;:!] )how much (?:for|is|are|to|does|do)\b|(?:^|[,.;:!] )(?:y )?cuanto (?:sale|cuesta|vale|tarda|"
    r"dura)\w*|"
    r"^\W*(?:put|sign) (?:me|us) (?:down|up) for\b|^\W*(?:apunta|anota|apunte|anote|apunten|anoten)(?:me|nos)\b|"
    r"^\W*que me (?:llame|escriba|avise)|"
    r"^\W*que (?:bus|linea|tren|tranvia|metro|dia|hora|talla|medida|tamano)\b|"
    r"^\W*(?:por favor,? )?que alguien (?:le |les |me |nos )?(?:diga|arregle|mire|quite|ponga|limpie|baje|suba|"
    r"revise|recoja|explique)\b"
)
"""The same behind what is told before it, and a question that begins with what it is about."""
_PLAINLY = re.compile(
    r"\W*(?:do you (?:do|have|take|sell|offer|accept)|can i|is there|are there|what(?:'s| is) (?:the|your)|"
    r"who (?:is|are|do|can|should|will|looks|deals)|how (?:do|can) (?:i|we)|"
    r"como (?:pido|puedo|podemos|hago|se pide|reclamo)|quien (?:lo|la|me|nos|puede|se)|"
    r"where (?:do|can|should) i|"
    r"con quien|a quien|donde (?:puedo|tengo|hay)|"
    r"que \w+ ten(?:eis|es)|que \w+ tienen|cual es (?:el|la|su|vuestr[oa])|hay|ten(?:eis|es)|tienen|hac(?:eis|en)|"
    r"acept(?:ais|an)|se puede|puedo)\b"
)
"""How somebody who is cross puts what they do want to know."""
_RELATIVE = re.compile(r"\s*,\s*(?:que|who|which)\b", re.IGNORECASE)
"""What tells of somebody just named ("my mother, who drinks no coffee") and asks nothing."""
_ASKED_BEFORE = re.compile(
    r"\b(?:pregunt(?:e|amos|aba)|he preguntado|i asked|we asked|i(?:'ve| have) asked)\b(?: \w+){0,4}? "
    r"(?:si|if|whether) "
    r"(?P<what>.+?)(?: (?:y|pero|and|but) (?:nadie|no|nobody|none|they|me)\b|[.,;!?]|$)"
)
"""A question told of, put to somebody else before."""
_ASKING = re.compile(
    rf"^(?:\W*\w+){{0,5}}?\W*\b(?<!\bi )(?<!\bwe )(?<!you )(?<!they )(?:{_OPENS}|any|anyone|[a-zá-ú]+[áeéi]is)\b",
    re.IGNORECASE,
)
"""A question from its first words on; "my mum uses a wheelchair" is what comes before one."""
_TELLING = re.compile(r"\W*(?:my|our|i|we|he|she|it|they|mi|mis|nuestr[oa]s?|yo)\b", re.IGNORECASE)
"""A sentence that tells of somebody: "my rabbit has left her hay" asks nothing, whatever verb stands in it."""
_SUPPOSING = re.compile(
    r"\W*(?:and |but |y |pero )?(?:if|when(?:ever)?|in case|si|cuando|en caso de)\b(?!'s\b)(?! (?:is|are|do|does|can|"
    r"will)\b)",
    re.IGNORECASE,
)
"""The case that a question is asked for, which stands before it: "if it's too rough, do we get a refund?"."""
_WONDERING = re.compile(
    r"\b(?:(?:like|love|want|need|trying) to (?:know|ask|find out|check)|curious|wondering|wonder) (?:whether|if|when|"
    r"what|how|where|who|which)\b|\b(?:saber|preguntar|averiguar|confirmar|pregunto|preguntaba) (?:si|que|cuando|"
    r"cuanto|donde|como|cual|quien)\b"
)
"""A question put as not knowing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked. `about` is what was asked just before in the same comment, which it may lean on ("and do I
    need to book?"). `maybe` says that it only begins like a question: without an answer it is none."""

    text: str
    about: str = ""
    maybe: bool = False


def asked(situation: Situation, reading: Reading, lang: str) -> list[Ask]:
    """Each thing asked, at most four, without what no base can hold ("where is my bag?")."""
    comment = situation.comment or ""
    if _GIVEN_BACK.search(plain_words(comment)) and "?" not in comment:
        return []
    found: list[Ask] = []
    lost = left_behind(plain_words(comment)) and lang in _ASKED_AS[0][1]
    if lost:
        found.append(Ask(text=_ASKED_AS[0][1][lang]))
    for text in _texts(comment, reading):
        for part in several(text):
            if lost and (_LEFT.search(plain_words(part)) or _SOUGHT.search(plain_words(part))):
                continue
            if not _about_own_thing(part) and not RHETORICAL.search(plain_words(part)):
                found.append(Ask(text=part, about=found[-1].text if found else ""))
    if not found and "?" not in comment and reading.kinds <= _MAY_ASK:
        found = [Ask(text=text, maybe=True) for text in _in_haste(comment)]
    return found[:4]


def _in_haste(comment: str) -> list[str]:
    """What begins like a question and has no mark, whatever else it was read as."""
    sentences = [part.strip() for part in _SENTENCE.split(comment) if part.strip()]
    return [
        text for text in sentences if _LOOSELY.search(plain_words(text)) and not _EXCLAIMS.search(plain_words(text))
    ][:1]


def in_other_words(ask: Ask, lang: str) -> tuple[str, str] | None:
    """The same in the words a base is likely to have, and what of the question they do not stand for; None where
    there are none."""
    plain = plain_words(ask.text)
    for pattern, said in _ASKED_AS:
        if lang in said and pattern.search(plain):
            return said[lang], pattern.sub(" ", plain)
    return None


def _texts(comment: str, reading: Reading) -> list[str]:
    spans = [_in_full(comment, span) for span in reading.asks]
    upset = Kind.COMPLAINT in reading.kinds
    asks = bool(reading.kinds & {Kind.QUESTION, Kind.REQUEST})
    texts = [
        text
        for text in spans
        if (len(terms(text)) >= 1 + upset or (terms(text) and _PLAINLY.match(plain_words(text))))
        and (asks or "?" in text or (reading.kinds <= {Kind.JOKE} and opens_plainly(plain_words(text))))
    ]
    if texts or spans or not terms(comment):
        return texts
    if before := _ASKED_BEFORE.search(plain_words(comment)):
        return [before["what"]]
    return [comment] if asks or (reading.kinds <= {Kind.JOKE} and opens_plainly(plain_words(comment))) else []


_POINTS = re.compile(r"\b(?:it|them|one|any|la|lo|las|los)\b")


def _in_full(comment: str, span: Span) -> str:
    """A question; one that only points to what is told before it in its sentence ("¿la tenéis?") with that."""
    text = span.of(comment).strip()
    if "?" not in text or terms(text) or not _POINTS.search(plain_words(text)):
        return text
    before = _SENTENCE.split(comment[: span.start].rstrip())[-1].strip()
    return f"{before} {text}" if before.endswith((",", ":", ";", "-", "…")) and terms(before) else text


_GIVEN_BACK = re.compile(
    r"\b(?:ran|came|chased|hurried) after (?:me|us|him|her)|\b(?:gave|handed|brought|got|returned) (?:it|them|that) "
    r"(?:right |straight )?(?:back|to me|to us)|\b(?:kept|posted|saved) (?:it|them) for (?:me|us)|"
    r"\bpara darme(?:la|lo|las|los)\b|\bme (?:la|lo|las|los) (?:devolvi\w+|guard\w+|trajo|trajeron|alcanz\w+|dieron)|"
    r"\b(?:salio|vino|corrio|corriendo) detras (?:de mi|mio|nuestro|de nosotros)|\bme alcanzo\b"
)
"""What was left behind and is back with its owner: a kindness, and nothing to look for."""


def opens_plainly(bare: str) -> bool:
    """Whether a text begins like a question that somebody in a hurry puts without its mark."""
    return any(_OPENED.match(clause) for clause in _CLAUSE.split(bare)) or _MAY.search(bare) is not None


def left_behind(bare: str) -> bool:
    """Whether somebody left something of theirs at the page's place."""
    return _GIVEN_BACK.search(bare) is None and _LEFT.search(bare) is not None


def asks_something(text: str) -> bool:
    """Whether a text without its mark is put as a question."""
    return _ASKING.match(text) is not None or _WONDERING.search(plain_words(text)) is not None


def several(ask: str) -> list[str]:
    """The questions in one sentence: "are you open on Mondays and do you have wifi?" asks two things. What is told
    before the first of them stays with it."""
    parts, start = [], 0
    for found in _AND_ASKS.finditer(ask):
        before = ask[start : found.start()]
        if _RELATIVE.match(found.group()):
            continue
        clause = re.split(r"[,;.:] ", before)[-1]
        opened = clause.lstrip().startswith("¿") or _ASKING.match(clause)
        asks = opened and not _TELLING.match(clause) and not _SUPPOSING.match(before)
        if asks and terms(before) and terms(ask[found.end("next") :]):
            parts.append(before.strip(" ,;"))
            start = found.start("next")
    parts.append(ask[start:].strip())
    if len(parts) == 1:
        return parts
    opening = "¿" if "¿" in ask else ""
    return [f"{opening}{part.strip(' ¿?').removesuffix('.')}?" for part in parts]


def _about_own_thing(ask: str) -> bool:
    """ "Where is my bag?": about something of theirs that no base knows, however many bags it tells of."""
    plain = plain_words(ask)
    return bool(_OWN.search(plain)) and len(terms(plain)) <= 2
