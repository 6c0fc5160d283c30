"""Crises: danger to a person, self-harm, legal, press, data leak. Recall comes first; politeness never hides one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.coaching.reading.crisis_frames import folded_text, frames_of
from bot.coaching.reading.crisis_head import crisis_head, sureness
from bot.coaching.reading.evidence import LONGEST, Evidence, gather
from bot.coaching.reading.lexicon import LANGUAGES, Hit
from bot.coaching.text.normalise import fold
from bot.domain.comment import Span
from bot.domain.reading import CrisisKind

_ORDER = (
    (CrisisKind.SELF_HARM, "crisis_self_harm"),
    (CrisisKind.DANGER, "crisis_danger"),
    (CrisisKind.DATA_LEAK, "crisis_data_leak"),
    (CrisisKind.LEGAL, "crisis_legal"),
    (CrisisKind.PRESS, "crisis_press"),
)
_HARMLESS: dict[CrisisKind, re.Pattern[str]] = {
    CrisisKind.DANGER: re.compile(
        r"sales? (?:are|is) on fire|(?:beat|track|song|album|playlist|outfit|look|team|you(?: guys)?(?:'re|"
        r" are)?|is|are|lit|so|so much) on fire(?! at| in| and)"
        r"|on fire (?:lately|today|this season)|fleek|fire sale|bath bombs?|the bomb\b|photo ?bomb|sex bomb|"
        r"bomba de (?:crema|chocolate|agua)|la bomba\b"
        r"|crash course|heart (?:is )?bleeding|bleeding edge|shooting (?:star|for|a (?:video|film|movie|"
        r"scene))|photo ?shooting|(?:photo|video) ?shoot"
        r"|hospital(?:ity|idad)|(?:children'?s|your|the|our|new|local) hospitals? (?:team|staff|visit|project|"
        r"fund|donation)|works? (?:at|in) (?:a|the) hospital"
        r"|(?:explo(?:ta|to|sion|sion) de (?:sabor|color|alegria))|explosion of|exploded with (?:flavou?r|"
        r"colou?r)|flavou?r explosion|me explota la cabeza|(?:my|mind|head) (?:is |has )?exploded"
        r"|me muero (?:de (?:ganas|risa|hambre|amor|envidia|sueno)|por)|murio de risa|dying (?:to|of laughter|"
        r"laughing)|dead (?:lol|haha|😂)|accident(?:al|ally)|por accidente|by accident"
        r"|no(?:t|body| one)? (?:was |were |got |is )?(?:hurt|injured)|sin heridos|toxic(?:o|a)? (?:ex|"
        r"relacion|relationship)|a prueba de explosion|choque de|electric (?:atmosphere|vibe)"
        r"|chispas de (?:chocolate|colores|azucar|sabor|genio|vida)|fuego en el escenario"
        r"|fireworks|fuegos artificiales|\bse ahog(?:o|a|an) en un vaso|"
        r"drown(?:ing|ed)? in (?:sauce|emails|work|cheese|butter)|overheated debate",
    ),
    CrisisKind.SELF_HARM: re.compile(
        r"suicide squad|escuadron suicida|kill myself laughing|suicid\w+ (?:sauce|wings|burger|chicken)|"
        r"(?:salsa|alitas) suicid\w+"
        r"|(?:quiero morir|want to die|wanna die|me quiero morir)\W{0,3}(?:de (?:risa|amor|hambre|ganas|"
        r"verguenza)|jaj|lol|haha|laughing|of (?:embarrassment|laughter|hunger|cuteness))"
        r"|me quiero morir de (?:amor|risa|hambre|ganas|ternura|lo lind\w)|cannot go on without|"
        r"end it all (?:day|sale)|cant go on (?:holiday|vacation|the (?:trip|website|app|site))"
    ),
    CrisisKind.LEGAL: re.compile(
        r"food court|tennis court|court ?(?:side|yard)|basketball court|ball (?:is )?in (?:your|the) court|"
        r"mucha demanda|alta demanda|gran demanda|(?:high|popular|in|on) demand"
        r"|la demanda (?:es|era|ha)|demanda de (?:entradas|productos)|illegal(?:ly)? (?:good|delicious|cute)|"
        r"ilegal lo (?:rico|bueno|lindo)|deberia ser ilegal|should be illegal"
        r"|(?:my|mi) (?:lawyer|abogad\w) (?:friend|amig)|consumo (?:de|electrico|medio|responsable)|"
        r"juicio de valor|buen juicio|muela del juicio|poco juicio|sin juicio|better call"
        r"|report you to (?:my|santa)|lawyer (?:show|drama|series)|serie de abogad"
    ),
    CrisisKind.PRESS: re.compile(
        r"(?:french|olive|garlic|leg|bench|a|the|coffee) press\b(?! off| con| team| cont)|a diario|"
        r"diario de (?:viaje|a bordo|clase)|entrevista de trabajo|job interview|(?:great|loved?|nice|good|saw|"
        r"read|buen\w*|vi|lei) (?:\w+ ){0,4}(?:documental|documentary|reportaje|entrevista|interview|article)"
        r"|prensa (?:francesa|de pierna)|(?:mi|una|mi propia) entrevista (?:de|con)|uso diario|"
        r"uso (?:a )?diario|diario lo|menu diario|plato del diario"
    ),
    CrisisKind.DATA_LEAK: re.compile(
        r"life ?hacks?|hack(?:ed)? my way|growth hack|compromised (?:on )?(?:taste|quality)|"
        r"mis datos (?:moviles|de contacto para|no (?:van|funcionan|cargan))|datos moviles|my data (?:plan|"
        r"allowance|usage|is slow|isn'?t working|doesn'?t work|ran out)|no comp(?:arte|arti)"
        r"|datos (?:de la factura|ilimitados)|cafe filtrado|agua filtrada|trucos? y hacks?"
    ),
}


def _phrases(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


_WEAK = {
    CrisisKind.DANGER: _phrases(
        "hospital|sparks|chispas|chispa|lastima|herida|melted|melting|bomb|drowning|injury|choque|"
        "burns on|on fire|poisoned|fell down|accidente|accidentes|explota|exploto|cant breathe|the er|"
        "collapsed|recall this|overheats|overheating|ha muerto|murio una|murio un|sangre|sangria|evacuar"
    ),
    CrisisKind.LEGAL: _phrases(
        "illegal|ilegal|in court|regulator|consumo|sanidad|demanda|juicio|delito|abogado|lawyer|"
        "report this to|arbitraje|denuncia|file a claim|filing a claim|discriminatory|bbb|faa|dot complaint"
    ),
    CrisisKind.PRESS: _phrases(
        "diario|periodico|la prensa|entrevista|reporter|newspaper|newspapers|documentary|documental|"
        "statement on|portavoz|declaraciones|declaracion|periodista|periodistas|reportaje|reporteros|"
        "our newspaper|periodicos|channel 5 news|investigative|del programa|con la prensa|journalist|we are live"
    ),
    CrisisKind.DATA_LEAK: _phrases(
        "my data|mis datos|datos personales|personal data|compromised|gdpr|rgpd|expuesto|expuesta|"
        "hacked|filtrado|filtrados|vulnerabilidad|clonado|clonada|base de datos|phishing"
    ),
    CrisisKind.SELF_HARM: _phrases(
        "end it all|cant go on|acabar con todo|terminar con todo|me corto|no le veo sentido|"
        "last message|goodbye everyone"
    ),
}
_INJURY = re.compile(
    r"\b(?:broke|broken|fractured|burn(?:ed|t|s|ing)?|cut(?!\W?throat)|sliced|swollen|swelling|injured|crushed|scalded|dislocated|"
    r"bleeding|stitches|blisters|rash|glass|needle)[^\w.,;!?]+(?:\w+[^\w.,;!?]+){0,3}?"
    r"(?:hip|leg|arm|wrist|ankle|ribs?|hands?|fingers?|face|lips?|head|eyes?|eyelids?|skin|foot|feet|neck|"
    r"tooth|teeth|nose|"
    r"knees?|toe|throat|mouth|tongue|gums?|chest)\b"
    r"|\b(?:hip|leg|arm|wrist|ankle|ribs|hands?|fingers?|face|lips?|eyes?|skin|throat|mouth|"
    r"tongue)\W+(?:is|are|was|were|got)?\W*"
    r"(?:broken|burn(?:ed|t|ing)|swollen|swelling|bleeding|fractured|covered in)"
    r"|\b(?:romp|quebr|fractur|quem|hinch|sangr|aplast|dislo[ck]|ampollas?|puntos|puntadas|"
    r"ronchas)\w*\W+(?:\w+\W+){0,3}?"
    r"(?:cadera|pierna|brazos?|muñeca|tobillo|costillas?|manos?|dedos?|cara|labios?|ojos?|parpados|piel|pies?|cuello|"
    r"dientes?|nariz|rodilla|garganta|boca|lengua|encias?|barba|frente)\b"
    r"|\b(?:cadera|pierna|brazo|muñeca|tobillo|costillas|manos?|dedos?|labios?|ojos?|parpados|piel|garganta)\W+"
    r"(?:rot[oa]s?|quebrad\w+|quemad\w+|hinchad\w+|sangrando|fracturad\w+)"
)
"""Harm done to a part of the body, in whatever words."""
_IN_JEST = re.compile(
    r"(?:sue|suing|denunciar|demandar) (?:you|os|los|al|a la|them|the (?:goalkeeper|referee|ref|coach|weather))?.{0,14}"
    r"(?:for being|for making|por estar|por ser|por hacer|tan (?:ric|buen)|portero|arbitro|droga|adict|"
    r"goalkeeper|referee|delicious|too good)"
    r"|mi (?:billetera|cartera|bolsillo|dieta|corazon) .{0,30}(?:lesion|heri|murio|sufri)|my (?:wallet|"
    r"diet|bank account|heart) .{0,24}"
    r"(?:injur|died|dead|bleed|suffer)|lo (?:rico|bueno|lindo|bonito|guapo) que|so good i (?:died|fainted|"
    r"collapsed)|de lo (?:rico|bueno)"
    r"|ball is in (?:your|their|our) court"
    r"|simulacro|fire drill|incendi\w+ la boca|fuego en la boca|(?:vaya|menudo|tremendo|puro) incendio|"
    r"alergic[oa] a (?:los lunes|trabajar|madrugar)"
    r"|allergic to (?:mondays|mornings|work)|(?:sen[dt]|mand\w+|llam\w+) .{0,12}(?:an? |una? |la |"
    r"the )?(?:ambulance|ambulancia|lawyers|abogados).{0,22}"
    r"(?:cake|😂|more|tarta|pastel|jaj|haha)|shooting (?:our|my|the|a) (?:wedding|photos|video|film|scene)|"
    r"wedding shoot|tortas ahogadas"
    r"|se trago mi tarjeta|power of attorney|cortarme (?:el pelo|internet|la luz|el agua|las uñas|"
    r"el servicio)|quitan? (?:a uno )?las ganas"
    r"|asalto a mano armada|robo en la sangre|broke (?:his|her|their|your|the) (?:promise|record|word)|"
    r"(?:years? ago|as a kid|as a child|cuando era|de (?:niñ|chic|pequeñ)[oa])"
    r"|heart attack on a plate|(?:price|bill|cost)s? (?:gave|nearly gave) me a heart attack|"
    r"infarto (?:al ver|con el precio|de lo)"
    r"|una bomba (?:el|la|los|las|de|este|esta)|nadie (?:salio|resulto) (?:lastimado|herido)|"
    r"nobody (?:was|got) (?:hurt|injured)"
    r"|\bsi me (?:como|bebo|tomo) .{0,60}hospital|\bif i (?:eat|drink|have) .{0,60}(?:hospital|ambulance)"
    r"|waste of hospital|saliendo del hospital|salir del hospital|shame you didn'?t"
)
_TO_BE_QUOTED = re.compile(
    r"\b(?:comment\w*|statements?|spokes\w+|respon\w+|interview\w*|talk|speak|speaking|the record|confirm\w*|deny|"
    r"press|answer\w*|your side|declar\w+|version|habl\w+|coment\w+|confirm\w+|entrevist\w+|prensa|portavoz|vocero|"
    r"contest\w+|desment\w+|opina\w*|handles?|media|medios|camara|micro\w*|palabra|camera|aclar\w+|grabar|film\w*|air|aire)\b"
)
"""What somebody from the press asks for."""
_OF_LATE = re.compile(
    r"\b(?:today|tonight|yesterday|last (?:night|week)|this (?:morning|week|weekend)|right now|just now|"
    r"hoy|anoche|ayer|ahora mismo|esta (?:mañana|noche|tarde|semana)|la semana pasada|recien)\b"
)
_CLAUSE_ENDS = re.compile(r"[.!?\n,;]|\b(?:and|but|y|pero) (?=(?:today|yesterday|this|last|hoy|ayer|esta|anoche)\b)")
_STAGED = (CrisisKind.DANGER, CrisisKind.SELF_HARM, CrisisKind.LEGAL)
"""Kinds that films, matches and politicians are full of."""
_ENDS = ".!?\n"
_FEW = 5
_GLAD = 0.3
_POLITE = 2.0
"""How much farther beyond the bar a comment has to lie for each share of gladness above `_GLAD`."""
NOTHING_HEARD = -9.0
UNSAID = 0.6
"""How far beyond the bar the net alone calls a comment a crisis; what lies nearer is to be looked at soon."""
_AT_LEAST = {CrisisKind.SELF_HARM: 0.65, CrisisKind.LEGAL: 0.75}
"""The same for single kinds. Nothing is as misplaced as asking somebody who is not in danger whether they are safe;
and what the net takes for the law nearer than this is mostly a counter's everyday paperwork."""
_GRUMBLE = 1.05
"""The same where an everyday grievance or something left behind is told, which the net takes for more than it is."""
_AS_LONG = ((8, -0.3), (13, 0.5), (20, 0.35), (35, -0.15), (1_000, 0.2))
"""What is added for comments of fewer words than these: middling ones hold as many everyday matters as grave ones and
would be called too often; hardly a short one is called that is none, and a handful of words says too little."""
_ONE_KIND = 0.5
_ANY_KIND = 0.7
"""How far beyond the bar a comment has to lie where no kind has `_ONE_KIND` of the likelihood: that is mostly none."""
_OTHER_KIND = {CrisisKind.SELF_HARM: 1.2, CrisisKind.PRESS: 1.05}
"""The same for kinds that nearly all it calls without being sure of the kind are none of."""
_ERRAND = frozenset({CrisisKind.DATA_LEAK, CrisisKind.LEGAL})
"""Kinds that the net hears in a plain errand: an invoice in another name, a form, an address to be changed."""
_LONG_AGO = 0.5
"""The most that an accident weighs which is told of another time, however much of it is told."""
_PLAYFUL = re.compile(r"(?:ja){2,}|(?:ha){2,}|\blol\b|\blmao\b|\bxd+\b|😂|🤣|😅")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """The gravest crisis found, its words, and how sure."""

    kind: CrisisKind
    spans: tuple[Span, ...]
    confidence: float


def find(evidence: Evidence) -> Crisis | None:
    """The gravest crisis, or None. A weak word alone ("hospital", "lawyer") needs company to count."""
    folded = folded_text(evidence.seen.text)
    injury = _INJURY.search(folded)
    framed = _framed(evidence, folded)
    if injury is None and not framed and not any(name in evidence.cues for _, name in _ORDER):
        return None
    playful = _PLAYFUL.search(folded) is not None
    for kind, name in _ORDER:
        told = list(evidence.cues.get(name, ()))
        if kind is CrisisKind.DANGER and injury is not None:
            told.append(Hit(name, injury.start(), injury.end(), -1))
        told.extend(Hit(name, start, end, -1) for start, end in framed.get(kind, ()))
        hits = [hit for hit in told if not _harmless(hit, kind, folded)]
        if kind in _STAGED:
            hits = [hit for hit in hits if not _far_away(hit, folded)]
        if not hits:
            continue
        weight = _weight_of(hits, kind, evidence) + _company(kind, evidence)
        if kind is not CrisisKind.SELF_HARM or weight < 1.5:
            last = max(hit.end for hit in hits)
            asides = _asides(kind, folded, last)
            weight -= 2.0 * (len(_IN_JEST.findall(folded)) + asides)
            weight = min(weight, _LONG_AGO) if asides and kind is CrisisKind.DANGER else weight
        if playful and kind in (CrisisKind.DANGER, CrisisKind.SELF_HARM):
            weight -= 0.5
        if weight >= 1.0:
            spans = tuple(evidence.seen.span(hit.start, hit.end) for hit in hits[:3])
            return Crisis(kind=kind, spans=spans, confidence=min(0.95, 0.5 + 0.2 * weight))
    return None


def _framed(evidence: Evidence, folded: str) -> dict[CrisisKind, list[tuple[int, int]]]:
    """Crises told in whole sentences, in the comment's language; in both where it is neither or hard to tell."""
    langs = (evidence.lang,) if evidence.lang in LANGUAGES else LANGUAGES
    found: dict[CrisisKind, list[tuple[int, int]]] = {}
    for lang in langs:
        for kind, places in frames_of(lang).find(folded).items():
            found.setdefault(kind, []).extend(places)
    return found


def beyond_bar(evidence: Evidence, vector: NDArray[np.float32] | None, glad: float, far: float | None = None) -> float:
    """How far beyond the net's bar a comment lies by its meaning, for what no list has words for; from 0 on it is
    worth a look soon. Below 0 without a sentence vector, for a few words, and where the talk is plainly in fun.
    `glad` (0 to 1) is how pleased the comment sounds: that asks for more, and rules nothing out, since people are
    polite in a crisis too. `far` is the net's word on the vector where it was asked about many at once."""
    head = crisis_head() if vector is not None and len(evidence.words) >= _FEW else None
    if head is None or vector is None:
        return NOTHING_HEARD
    folded = folded_text(evidence.seen.text)
    if _PLAYFUL.search(folded) or _IN_JEST.search(folded) or any(_asides(kind, folded) for kind, _ in _ORDER):
        return NOTHING_HEARD
    far = head.beyond(vector[None, :])[0] if far is None else far
    length = next((extra for words, extra in _AS_LONG if len(evidence.words) < words), 0.0)
    return head.with_words(far, evidence.seen.text) + length - _POLITE * max(0.0, glad - _GLAD)


def felt(
    evidence: Evidence, vector: NDArray[np.float32] | None, beyond: float, *, errand: bool = False
) -> Crisis | None:
    """The crisis that the net alone is clear enough about, `beyond` being what `beyond_bar` said of the comment.
    `errand`: something is asked to be done in a level voice, and nothing is said to have gone wrong."""
    head = crisis_head()
    if head is None or vector is None or beyond < UNSAID:
        return None
    kind, share = head.kind(vector)
    if beyond < _GRUMBLE and (_grumbles(evidence) or evidence.has("called") or _figure(kind, evidence)):
        return None
    if beyond < _GRUMBLE and errand and kind in _ERRAND:
        return None
    least = UNSAID if share >= _ONE_KIND else _OTHER_KIND.get(kind, _ANY_KIND)
    if beyond < max(least, _AT_LEAST.get(kind, 0.0)):
        return None
    whole = evidence.sentences[0] if evidence.sentences else None
    spans = () if whole is None else (evidence.seen.span(whole.start, whole.end),)
    return Crisis(kind=kind, spans=spans, confidence=round(sureness(beyond) * 0.8, 2))


def _grumbles(evidence: Evidence) -> bool:
    folded = folded_text(evidence.seen.text)
    return any((held := frames_of(lang).grumble) is not None and held.search(folded) for lang in LANGUAGES)


def _figure(kind: CrisisKind, evidence: Evidence) -> bool:
    """Whether a figure of speech of this kind stands anywhere in the comment."""
    folded = folded_text(evidence.seen.text)
    return any((held := frames_of(lang).harmless.get(kind)) and held.search(folded) for lang in LANGUAGES)


def in_tail(text: str, lang: str) -> Crisis | None:
    """The gravest crisis in what lies beyond the part that is read word by word."""
    for start in range(LONGEST, min(len(text), LONGEST * 10), LONGEST):
        part = gather(text[max(0, start - 100) : start + LONGEST], lang, 0.0)
        if found := find(part):
            shift = max(0, start - 100)
            spans = tuple(Span(start=s.start + shift, end=s.end + shift) for s in found.spans)
            return Crisis(kind=found.kind, spans=spans, confidence=found.confidence)
    return None


def _harmless(hit: Hit, kind: CrisisKind, folded: str) -> bool:
    """Whether the words belong to a harmless figure of speech ("this beat is on fire")."""
    around = max(0, hit.start - 60)
    lists = [_HARMLESS[kind], *(held for lang in LANGUAGES if (held := frames_of(lang).harmless.get(kind)))]
    return any(
        match.start() + around < hit.end and hit.start < match.end() + around
        for pattern in lists
        for match in pattern.finditer(folded[around : hit.end + 60])
    )


def _far_away(hit: Hit, folded: str) -> bool:
    """Whether the sentence around the words is of a film, a match, the news or politics, and of nobody here."""
    start = max(folded.rfind(end, 0, hit.start) for end in _ENDS) + 1
    stops = [place for end in _ENDS if (place := folded.find(end, hit.end)) >= 0]
    sentence = folded[start : min(stops, default=len(folded))]
    return any(frames_of(lang).far_away(sentence) for lang in LANGUAGES)


def _asides(kind: CrisisKind, folded: str, last: int | None = None) -> int:
    """How often the comment says that it is of another time, or in no earnest; never where it speaks of today.
    A word of today says nothing where it stands beyond the clause of the `last` place that was found ("in 1983
    he lost a finger here. Today he has three children")."""
    end = None if last is None else _CLAUSE_ENDS.search(folded, last)
    if _OF_LATE.search(folded[: len(folded) if end is None else end.start()]):
        return 0
    lists = [aside for lang in LANGUAGES if (aside := frames_of(lang).aside.get(kind))]
    return sum(1 for pattern in lists for _ in pattern.finditer(folded))


def _weight_of(hits: list[Hit], kind: CrisisKind, evidence: Evidence) -> float:
    """The weight of all places; words that several entries name count once, as the heaviest of them."""
    total, end, last = 0.0, -1, 0.0
    for hit in sorted(hits, key=lambda each: (each.start, each.end)):
        weight = _weight(hit, kind, evidence)
        if hit.start < end:
            total, last = total + max(0.0, weight - last), max(weight, last)
        else:
            total, last = total + weight, weight
        end = max(end, hit.end)
    return total


def _weight(hit: Hit, kind: CrisisKind, evidence: Evidence) -> float:
    if hit.first < 0:  # a frame or an injury says who and what: never weak
        return 1.0
    words = fold(evidence.seen.text[hit.start : hit.end]).replace("'", "")
    return 0.5 if words in _WEAK[kind] else 1.0


def _company(kind: CrisisKind, evidence: Evidence) -> float:
    """What else speaks for a crisis: distress, an address to the page, a complaint, urgency."""
    extra = (
        0.5 if evidence.count("neg_strong", "neg", "complaint", "crisis_danger") >= 2 or evidence.has("urgent") else 0.0
    )
    if kind is CrisisKind.PRESS:
        asked = evidence.has("request") or evidence.questions
        extra = 0.5 if asked and _TO_BE_QUOTED.search(folded_text(evidence.seen.text)) else 0.0
    if kind is CrisisKind.DATA_LEAK and (evidence.questions or evidence.has("complaint")):
        extra = max(extra, 0.5)
    return extra
