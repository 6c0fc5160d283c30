"""What a comment can only be by the form it is put in: a question without its mark, an order to the page, advice to
others. For comments in which nothing else was heard. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.coaching.reading.evidence import Evidence, is_pointed
from bot.coaching.reading.wishes import wished
from bot.coaching.text.normalise import fold
from bot.domain.reading import Kind

_DAYS_EN = r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_FIRST_EN = (
    r"^\W*(?:(?:hi|hiya|hello|hey|morning|afternoon|evening|please|pls|maybe|also|and|so|just|ok|folks|all)\W+)*"
)
_FIRST_ES = (
    r"^\W*(?:(?:hola|buenas|buenos dias|buenas tardes|buenas noches|disculpen?|perdon|perdonad|oigan?|oye|oid|che|y|"
    r"pero|"
    r"por favor|porfa|porfavor|ah|tambien)\W+)*"
)
_WHETHER = (
    r"(?:if (?!i\b|i'm|it'?s just|anyone|this is the)|whether|when(?! i)|where (?!to start|my)|which|how (?:much|many|"
    r"long|late|early|to)|what time|who (?:to|i)\b|are|is|do|does)"
)
_QUESTION_EN = re.compile(
    rf"{_FIRST_EN}(?:(?:(?:i'?m|we'?re) )?(?:not sure|unsure|not certain|looking to (?:find out|know|check)|"
    rf"trying to (?:find out|work out|figure out|check|see)|hoping to find out|can'?t (?:find|see|work out|tell)|"
    rf"couldn'?t (?:find|see|work out|tell))(?: (?:anywhere|on the (?:site|website|app|page)))? {_WHETHER}|"
    r"would (?:the|that|this|those|these|your) (?!be (?:nice|great|lovely|good|helpful))(?:\w+ ){1,4}\w+\W*$|"
    r"(?:do|does|are|is) (?!(?:i|we|not|your? (?:best|worst|job|part))\b)(?:\w+ ){1,3}(?:still |also |even )?(?:work|"
    r"count|"
    r"need|go|run|take|pay|apply|fit|open|include|qualify|cover|last|come|allowed|available|included|valid|accepted)\b|"
    r"(?!(?:i|we|my|they|he|she|it|no|yes|ok|come on|honestly|seriously|please)\b)(?:[\w'’.-]+ ){0,5}[\w'’.-]+, "
    r"(?:will|are|do|does|can|is) (?:you|ye|yous|y'all|there|it|they|i|we|that)\b(?! (?:kidding|joking|serious|having))"
    r"[^.!?,]{2,60}\W*$)"
)
_QUESTION_ES = re.compile(
    rf"{_FIRST_ES}(?:(?:no (?:me queda|tengo|veo) (?:muy )?claro|no encuentro|me preguntaba|nos preguntabamos|"
    r"me (?:quede|queda|entra) (?:con )?la duda(?: de)?|tengo (?:la|una) duda(?: de| sobre)?|"
    r"(?:ando|estoy|estaba) (?:buscando|averiguando|viendo|tratando de saber)) "
    r"(?:si|cuando|donde|cuant[oa]s?|que|como|cual|quien|a que|hasta|desde)\b|"
    r"(?:el|la|los|las) (?:(?!me\b|nos\b)\w+,? ){1,6}?(?:es|son|va|van|sale|empieza|se \w+|abre|entra|cae|toca) "
    r"(?:\w+ )?(?P<alike>en|por|de|con|a|al|los|las|el|la|para|sin|desde|solo) [\w ]{2,40}? o (?:\w+ )?(?P=alike)\b"
    r"[\w ]{2,30}\W*$)"
)
_SUGGESTION_EN = re.compile(
    rf"{_FIRST_EN}(?:could do with (?:an?|some|more)\b|(?:it |that )?(?:might|may|would|could|"
    rf"'d)(?: well)? be (?:well )?(?:worth|an idea|no harm|"
    rf"a thought|"
    r"a kindness|an improvement|sensible)\b|might be nice\b|"
    r"(?:sell|stock|print|hang|offer|swap|label|bring back|chalk|paint|install|lower|extend) "
    r"(?:us |people |folks )?(?:the|those|these|your|an?|some|more|smaller|bigger|half)(?! (?:eyes?|mouths?|minds?|"
    r"ears)\b)\b|"
    r"(?:open|move|add|publish|post|turn (?:up|down|off|on)|fit) (?:up )?(?:the|those|your|an?|some|more) (?!eyes?\b|"
    r"mouths?\b|minds?\b)"
    r"(?!door on|other day)|"
    r"(?:put|stick|pop|chuck) (?!(?:me|us|my|our|it|them) )(?:[\w'-]+ ){1,5}?(?:by|on|near|nearer|back|next|beside|"
    r"where|"
    r"outside|under|along|in (?:the|your)|up (?:on|in|at|by))\b|"
    r"(?:consider|think about|try) (?:an?|some|having|adding|putting|opening|selling|making|doing)\b)|"
    r"\bwould ?n[o']t (?:go amiss|hurt|be a bad (?:idea|thing))\b|\bthere'?s an idea\b|[,.;] just (?:an idea|a thought|"
    r"putting it out there|saying)\W*$|\b(?:we|you|it|that|the \w+(?: \w+)?) could (?:really )?do with (?:an?|some|"
    r"more)\b"
)
_SUGGESTION_ES = re.compile(
    rf"{_FIRST_ES}(?:(?:yo )?(?:les|os|le|te) (?:propongo|sugiero|lanzo una idea|dejo una idea)\b|propongo\b|"
    r"(?:pongan|poned|metan|meted|vendan|vended|saquen|sacad|hagan|haced|abran|abrid|traigan|traed|bajen|bajad|suban|"
    r"subid|cambien|cambiad|agreguen|añadan|añadid|pinten|pintad|cuelguen|colgad|marquen|marcad|ofrezcan|ofreced|"
    r"ponga|meta|venda|saque|haga|traiga|agregue|añada|pon|haz|ponle|ponedle|ponganle|metele|ponele|echenle|echadle|"
    r"avisen|avisad|dejen|dejad|quiten|quitad|muevan|moved|impriman|imprimid|separen|separad|numeren|alarguen|amplien|"
    r"ampliad|organicen|organizad|monten|montad|regalen|regalad) "
    r"(?!de |(?:en )?(?:atencion|cuidado|ganas|interes|empeño|verdad)\b)"
    r"(?:\w+ (?:dia|vez|poco) )?(?:a |en |de |ya |tambien |por lo menos |al menos |algun dia )?(?:el|la|los|las|un|"
    r"una|unos|"
    r"unas|mas|otr[oa]s?|algo|algun\w*|menos|[a-zñ]{5,})\b|"
    r"[^.!?]{8,70}, (?:mejor|mas bien) (?:por|en|a|al|los|el|de|con|entre|antes|despues) )|"
    r"\b(?:no (?:estaria|vendria|iria|sobraria|caeria|estarian|vendrian|sobrarian)n? (?:nada )?(?:de mas|mal)|"
    r"no sobraria\w*|ahi (?:lo|la|os lo|se lo) dejo|ahi (?:queda|va) la idea|lo dejo caer|es solo una idea)\b"
)
_VOS = re.compile(
    r"^\W*(?:che,? |y )?(?:poné|meté|vendé|hacé|traé|ofrecé|sacá|dejá|bajá|cambiá|agregá|quitá|colgá|pintá|armá|avisá|"
    r"separá|sumá|probá a)(?:le|les)? (?:(?:un|una|el|la|los|las|más|otr[oa]|algo|algún)\b|[a-zñáéíóú]{4,}s\b)"
)
"""Orders in the form of vos, which only the accent tells from the third person."""
_ADVICE_EN = re.compile(
    rf"{_FIRST_EN}(?:go (?:{_DAYS_EN}|midweek|early|late|before|after|at \d|first thing|in the (?:morning|evening)|"
    rf"round|"
    r"for the)\b|get there (?:early|before|for|at|by)\b|park (?:at|on|in|round|by|near|behind|opposite|up)\b|"
    r"(?:anyone|anybody|those|everyone|people|folks) (?:going|coming|driving|parking|cycling|booked|"
    r"visiting)\b[^.!?]{0,60}"
    r"\b(?:go|park|use|take|bring|ask|try|book|wear|get|avoid|come)\b|"
    r"if you'?(?: a)?re (?:driving|coming|going|parking|walking|cycling|staying|visiting|travelling|heading|booked|"
    r"taking|"
    r"bringing|after|getting) [^.!?]{3,})"
)
_GO_ES = (
    r"(?:lleg|entr|aparc|aparqu|estacion|pid|ped|reserv|llev|cog|coj|tom|pregunt|baj|sub|prueb|prob|vay|id\b|ve\b|va\b|"
    r"compr|sient|sent|mir|trai|trae|us|busc|busqu|sigan|seguid|sigue|deje|dejad|dejen|deja|evit)\w*"
)
_ADVICE_ES = re.compile(
    rf"{_FIRST_ES}(?:si (?:(?:van|vais|vas|va)(?! a \w+[aei]r\b)|venis|vienen|vienes|pueden|podeis|tienen que ir|"
    rf"quieren|quereis|les toca|"
    rf"os toca)\b"
    rf"[^.!?]{{0,60}}?,? {_GO_ES}|"
    r"(?:quien|quienes|el que|los que) (?:vaya|venga|quiera|pueda|tenga|lleve|baje|suba|"
    r"necesite)n?\b[^.!?]{0,50}?\b(?:que|"
    r"mejor) (?:aparque|entre|llegue|pida|reserve|lleve|baje|suba|vaya|pruebe|pregunte|coja|tome|traiga|compre|use|"
    r"deje|"
    r"estacione|mire|se \w+)n?\b)"
)
_REQUEST_EN = re.compile(
    rf"{_FIRST_EN}(?:(?:take|sign|put|count) (?:me|us) (?:off|down|up for|out of|on the)\b|(?:send|email|text|ring|dm|"
    rf"message|"
    r"post|forward) (?:me|us) (?:the|an?|my|our|your|when|if|once|that|it)\b|(?:save|keep|hold|reserve) (?:me|us|two|"
    r"three|"
    r"four|one of the|a couple of) (?!(?:posted|going|sane|waiting)\b)\w+|let (?:me|us) know (?:when|if|once|"
    r"as soon)\b|"
    r"(?:need|could do with) (?:you|someone|somebody) to \w+)"
)
_HUNG = r"(?:adme|edme|idme|enme|anme|eme|ame|adnos|ednos|ennos|annos|enos|anos|adle|enle)"
_REQUEST_ES = re.compile(
    rf"{_FIRST_ES}(?:(?:\w+ ){{0,2}}?)(?:(?:apunt|anot|guard|apart|reserv|reserb|mand|envi|pas|llam|avis|cambi|"
    rf"confirm|quit|"
    rf"borr|inscrib|met|saqu|sac|busqu|busc|factur|reenvi|ayud|dej|devolv|devuelv|traig|tra|agend|separ|escrib|dig|"
    rf"pong|pon|agreg|agregu|regres|consig|prepar|repit|actualic|actualiz|desapunt|desuscrib|inclu|incluy){_HUNG}\b|"
    r"(?:denme|dadme|deme|dame|dennos|dadnos|denos) (?:de baja|de alta|el|la|los|las|un|una|hora|turno|cita)\b|"
    r"(?:quiten|quitad|saquen|sacad|borren|borrad|cambien|cambiad|cancelen|cancelad|anulen|anulad|manden|"
    r"mandad) (?:mi|mis|"
    r"nuestr[oa]s?)\b)"
)
_FORMS = {
    "en": ((_REQUEST_EN, Kind.REQUEST), (_SUGGESTION_EN, Kind.SUGGESTION), (_QUESTION_EN, Kind.QUESTION)),
    "es": ((_REQUEST_ES, Kind.REQUEST), (_SUGGESTION_ES, Kind.SUGGESTION), (_QUESTION_ES, Kind.QUESTION)),
}
_MAYBE = {
    "en": re.compile(
        r"\W*(?:maybe|perhaps) (?!(?:you|i|we|they|it|he|she|the|an?|not|is|are|was|there|that|this|next|one|my|your|"
        r"some\w*|because|in|on|at|for|from|after|before|when|tomorrow|later|soon)\b)[a-z]+ \w+"
    ),
    "es": re.compile(r"\W*y si (?:(?:nos|les|os|le|se|lo|la|los|las) )?\w{2,}(?:rais|ran|ras|seis|sen|ramos|semos)\b"),
}
"""How a proposal asks."""
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")
_STAY_AWAY = re.compile(
    r"\b(?:elsewhere|somewhere else|instead|avoid|don'?t bother|good luck|be (?:warned|prepared)|forget it|never again|"
    r"expect|otro (?:sitio|lado)|no (?:vayan|vayais|vengan)|paciencia|suerte|armense|ni se les ocurra|nunca mas|"
    r"preparense|preparaos|disgrace|not at all|nightmare|money back|refund|verguenza|desastre)\b"
)
"""Advice that is a grievance."""


def put_as(evidence: Evidence) -> Kind | None:
    """The one kind of which a comment is by its form; None where that does not tell."""
    forms = _FORMS.get(evidence.lang)
    if forms is None:
        return None
    if advice_in(evidence) or wished(fold(evidence.seen.text), evidence.lang, len(evidence.words)):
        return Kind.SUGGESTION
    for piece in evidence.sentences:
        kind = None if is_pointed(piece.text) else _put_as(piece.text, evidence.lang)
        if kind is not None:
            return kind
    return None


def put_as_maybe(evidence: Evidence) -> bool:
    """Whether what has the mark of a question is a proposal ("maybe put a bench there?", "¿y si abrierais antes?")."""
    pattern = _MAYBE.get(evidence.lang)
    asked = [piece for piece in evidence.sentences if "?" in piece.text]
    return pattern is not None and bool(asked) and all(pattern.match(fold(piece.text)) for piece in asked)


def advice_in(evidence: Evidence) -> bool:
    """Whether other guests are told how best to go about it, and not to stay away."""
    return evidence.lang in _FORMS and advises(fold(evidence.seen.text))


def advises(folded: str) -> bool:
    """The same of a folded text."""
    if _STAY_AWAY.search(folded):
        return False
    return any(_ADVICE_EN.match(said) or _ADVICE_ES.match(said) for said in _SENTENCE.split(folded))


@lru_cache(maxsize=2_048)
def _put_as(text: str, lang: str) -> Kind | None:
    folded = fold(text)
    if lang == "es" and _VOS.match(text.lower()):
        return Kind.SUGGESTION
    return next((kind for pattern, kind in _FORMS[lang] if pattern.search(folded)), None)
