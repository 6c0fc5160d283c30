"""Small remarks that are no praise and no question, and are owed a word: a correction, a vote, a guess, a tale.
Pure."""

from __future__ import annotations

import re

from bot.domain.reading import Kind, Mood, Reading

_CORRECTS = re.compile(
    r"\b(?:heads up|fyi|just so you know|psst|by the way|btw|ojo|aviso)\b.{0,50}\b(?:photo|picture|caption|page|"
    r"label|sign|"
    r"poster|foto|imagen|cartel|etiqueta|pagina)\b.{0,30}\b(?:is|says|shows|es|dice|pone|sale)\b|"
    r"\b(?:small|slight|tiny|minor|little|quick|one) (?:correction|thing|point|note)[,:]? (?:but |"
    r"though )?(?:that'?s|that|it'?s|the|"
    r"this|on|in|your)\b|\byour (?:map|photo|picture|caption|poster|sign|flyer|post|label) (?:has|says|shows|puts) "
    r"(?!been|me\b|that|up|nothing|how|no\b|it\b)\w+ (?:in|as|on|with)\b|\ben el (?:mapa|cartel|"
    r"folleto|dibujo) (?:han |"
    r"habeis |has )?(?:puesto|pusieron|pusisteis|pone) \w+ \w+ donde|\b(?:to be )?pedantic\b|"
    r"\bnot to be (?:that|a) (?:guy|person|pedant)\b|\btypo\b|\bmis-?(?:spelt|"
    r"spelled|"
    r"spelling|labell?ed|captioned|dated)\b|\b(?:caption|poster|sign|label|flyer|post|picture|photo) (?:says|reads|"
    r"has|should "
    r"(?:say|read|be))\b.{0,60}\b(?:and|but|it'?s|that'?s|should|not)\b|\bshould (?:say|read) \w+|"
    r"\b(?:that'?s|that is|this is|it'?s|those are|these are|that was|it was) (?!my |our |me |ok|fine|good|great|"
    r"just |all |nice|"
    r"funny)(?:an? |the |actually )?[\w' -]{2,40}?,? (?:and )?not (?:an? |the |in )?(?!my |me |on\b|good|ok|fine|"
    r"right|bad|cheap|"
    r"a clue|sure|for me|the way|what|the same|easy|fair)[\w' -]{2,40}|"
    r"\b(?:that'?s|this|that|it) (?:isn'?t|is not|wasn'?t|ain'?t) (?:an? |the )?[\w' -]{2,30}?[,.;:]? (?:it'?s|"
    r"that'?s|it was|"
    r"it is) (?:an? |the )?\w+|\b(?:in|on) the (?:photo|picture|pic|caption|poster|post)\b.{0,30}\bnot\b|"
    r"\b(?:spelt|spelled|written) (?:with|wrong)\b|\bwrong (?:caption|photo|picture|label|name|date|year) (?:on|in|"
    r"for|there)\b|"
    r"\bpsst\b.{0,60}\b(?:says|caption|photo|that'?s|it'?s)\b|"
    r"\b(?:es[oae]|esta?|est[eo]|l[oa]|el|la) (?:de la |de esa |del )?(?:foto |imagen |video |dibujo |cartel |"
    r"primera |segunda )*"
    r"no (?:es|son|era) (?:(?:un|una|el|la|de|del) )?[\w -]{2,40}?[,.;]? (?:sino|es|era|son|y es) |"
    r"\b(?:es|son|era) (?!(?:el |la )?(?:primer|unic))(?:(?:un|una|el|la|de) )?(?!que |para |muy |tan |lo |primer|"
    r"unic)[\w -]{2,30}?,? (?:y )?no (?:(?:un|una|"
    r"el|la|de) )?"
    r"(?!es |me |nos |se |lo |hay |tengo |tiene |puede |sabe |pasa |solo |le |te |importa |hace |"
    r"falta )[\w -]{2,30}(?:$|[.,!])|"
    r"\ben (?:la|el|esa|ese) (?:foto|cartel|post|publicacion|pie de foto|texto|video|flyer|imagen)\b.{0,20}\b(?:dice|"
    r"pone|pusieron|"
    r"habeis puesto|no es|aparece como|sale)\b|\b(?:ojo|perdon|disculpen?|pequena correccion|una correccion|corrijo|"
    r"correccion)\b.{0,60}"
    r"\b(?:dice|pone|no es|es con|se escribe|la foto|el nombre|la fecha|el ano)\b|\b(?:errata|mal escrito|mal puesto|"
    r"se escribe con|falta (?:una|la) tilde|os habeis confundido de|se (?:equivocaron|confundieron) (?:de|en) (?:el|"
    r"la|foto|nombre))\b"
    r"|^(?:eso|esa|ese) no es (?:un|una|el|la) \w+"
)
_THEIR_OWN = re.compile(
    r"\b(?:i|we|i'?ve|my|our|me|us)\b.{0,30}\b(?:ordered|asked|paid|got|received|booked|wanted|sent|bought|was|were)\b|"
    r"\b(?:pedi|pedimos|pague|compre|recibi|reserve|me (?:llego|mandaron|enviaron|cobraron|dieron)|queria|encargue|"
    r"solicite)\b|"
    r"\bnot (?:on|good enough|acceptable|worth)\b"
)
"""What they ordered and got, which is a grievance and no correction."""
_KEPT = re.compile(
    r"\b(?:never|don'?t|do not|please don'?t)(?: you)?(?: ever)? (?:fix|change|correct)|"
    r"\bno l[oa]s? (?:arregl|cambi|corrij|toqu)\w+|\bni se (?:os|les) ocurra"
)
"""A slip that somebody is fond of."""
_CORRECTION_WORDS = 40

_VOTES = re.compile(
    r"\bany day (?:over|of the week)\b|^[^,]{3,40}, sin (?:discusion|duda|dudarlo|pensarlo)\W*$|"
    r"\bmy (?:vote|guess|money|answer|pick|favou?rite|entry)\b|\b(?:i|i'?d|i'?ll) (?:vote|guess|bet|say|reckon it'?s|"
    r"go (?:for|"
    r"with)|pick|choose)\b|^team \w+|\bteam (?!as\b|is\b|and\b|at\b|for\b|in\b|on\b|to\b|of\b|"
    r"who\b)\w+\W*$|\bdefinitely (?:the|a|an|red|blue|green|"
    r"black|white|\w+)\W*$|"
    r"\bon the nose\b|\bclose the (?:voting|vote|poll)\b|\b(?:option|"
    r"number|no\.?|pic|"
    r"photo|picture) (?:[a-d]|one|two|three|four|\d)\b\W*(?:$|for|please|all|every)|"
    r"^(?:the |both )?(?:first|second|third|last|red|blue|green|black|white|yellow|old|"
    r"new|left|right|"
    r"top|bottom)(?: (?:one|ones|pair)\b|[.!]|$)|\bhas my vote\b|\bgets my vote\b|\bvoting for\b|"
    r"\b(?:mi (?:voto|apuesta|favorit[oa]|respuesta)|yo (?:voto|apuesto|digo|creo que|diria|me quedo|"
    r"elijo|soy de (?:los|las)|a la|"
    r"al|el|la|los|las)(?! (?:vi|he|tengo|compre|conozco|llevo|uso|tuve|hice|probe|pido|pedi|puse|"
    r"use|compro)\b)|(?:voto|apuesto|me quedo|votamos|elijo) (?:por|con|a|al|la|el)|equipo \w+|team \w+\W*$|"
    r"donde (?:este|esten|"
    r"se ponga) (?:un|una|el|la|los|las)|"
    r"(?:la|el|opcion|foto|numero) (?:uno|dos|tres|a|b|c|1|2|3|4)\W*$|en (?:esta|mi) casa (?:no hay debate|siempre|"
    r"somos de|de)|"
    r"ya pueden? cerrar (?:la|las) (?:votacion|encuesta)|cierren la (?:votacion|encuesta)|de calle\W|"
    r"para mi(?:,)? (?:la|el|los|las)|"
    r"gana (?:la|el|los) )\b|^(?:yo|nosotros),? (?:de|con|sin|el|la|los|las)\b(?! (?:vi|he|tengo|"
    r"compre|conozco|llevo|uso|tuve|hice|probe)\b)|"
    r"^(?:el|la|los|las) (?:\w+ y \w+|roj[oa]s?|azul(?:es)?|verdes?|negr[oa]s?|blanc[oa]s?|amarill[oa]s?|"
    r"primer[oa]s?|segund[oa]s?|"
    r"ultim[oa]s?|de (?:la )?(?:izquierda|derecha|arriba|abajo))\b|\byo a (?:la|el) mi[ao]\b|\bla mia se llama\b|"
    r"\bel mio se llama\b|"
    r"\b(?:i|we) (?:call|called|named) (?:mine|ours)\b|\b(?:mine|ours) (?:is|was) (?:called|named)\b"
)
_MAY_VOTE = re.compile(
    r"\bevery time\W*$|\bfor me\W*$|\b(?:i|i'?d|i'?ll) take the\b|\bgoing (?:for|with) \w+|\b(?:got|has) to be\b|"
    r"\bhands down\b|\bany day\b|\bsin (?:duda|dudarlo|pensarlo)\b|\btoda la vida\b|^(?:yo|nosotros),? (?:en|siempre|"
    r"vamos)\b|\b(?:mine|ours) (?:is|was|are|were|would be) \w+"
)
"""Words that answer a question of the post, and tell nothing where it asked none."""
_REPLIES = re.compile(
    r"^\W*(?:answer(?:ing)?|repl(?:y|ying)|responding|contestando|respondiendo|respuesta|"
    r"contesto)\b(?: (?:to|a|al|la|su|tu|"
    r"vuestra|your|the|today'?s)){0,3} (?:question|poll|post|pregunta|encuesta)\b|^(?:contestando|respondiendo)\W|"
    r"^a(?:l| la| lo)(?: (?!fin)\w+){1,4}: |^a lo de hoy\b"
)
"""A comment that says it answers the post."""
_GUESSES = re.compile(
    r"\b(?:you can tell by|giveaway is|is it an?|has to be an?|looks like an?|must be an?) \w+|"
    r"\b(?:se nota (?:por|en)|es un[oa]? \w+,? (?:seguro|fijo)|tiene que ser|fijo que es|seguro que es|se ve (?:por|"
    r"en) (?:el|la))\b"
)
_NAMES_IT = re.compile(
    r"^\W*(?:it'?s|that'?s) an? (?!lot|shame|pity|joke|mess|start|bit|no|yes|good|great|bad|lovely)\w+"
)
_VERB = re.compile(
    r"\b(?:ordered|bought|am|i|i'?m|i'?ve|my|me|we|we'?re|our|your|you|just|yo|mi|mis|me|nos|is|are|was|were|has|"
    r"have|had|do|does|did|"
    r"can|will|"
    r"would|get|got|go|went|open|closed|need|want|love|like|cost|broke|"
    r"left|waiting|waited|es|son|era|esta|estan|hay|tiene|tengo|puedo|quiero|abre|abren|cuesta|vale|llego|pago|pague|"
    r"cobran|"
    r"funciona|espera|esperando|horas?|hours?|minutes?|minutos?|mins?|late|tarde|weeks?|days?|semanas?|dias?|refund)\b"
)
_VOTE_WORDS, _ANSWER_WORDS = 18, 9
_TO_OTHERS = re.compile(r"[@＠]\w")
_TELLS_US = re.compile(
    r"\b(?:i|i'?m|i'?ve|i'?d|i'?ll|my|me|we|we'?re|we'?ve|our|us|you|your|ye|yis|y'?all|you'?re|youse|"
    r"yo|mi|mis|me|nos|nuestr[oa]s?|os|vosotr[oa]s|vuestr[oa]s?|ustedes|les|su|sus|soy|estoy|tengo|voy|vamos|llevo|"
    r"llevamos|"
    r"fui|fuimos|tenemos|estamos|somos|he|hemos|acabo|empiezo|conoci|compre)\b"
)
_TELLING_WORDS, _SHOWN_WORDS, _UNSURE_WORDS = 5, 9, 14
_OLD = re.compile(
    r"\b(?:summer|winter|spring|autumn|fall|christmas|year) of (?:'\d\d|19\d\d|200\d)|\bthe (?:19\d\d|'\d\d) |"
    r"\b\w+ years later\b|"
    r"\bwhen (?:the|this|that) \w+ was still\b|\b(?:his|her|your|their) (?:grand\w+|old man|da|dad) used to\b|"
    r"\b(?:el|aquel|un) (?:verano|invierno|ano) (?:del|de) (?:\d\d|19\d\d|200\d)\b|\baquell?[ao]?s? (?:verano|"
    r"invierno|ano|tarde|noche)s?\b|"
    r"\bcuando (?:esto|eso|el local|la tienda|aquello) (?:era|aun era|todavia era)\b|\b\w+ anos despues\b|"
    r"\bwhen (?:i|we|my \w+|he|she|mum|dad|mam|noreen|\w+) (?:was|were) (?:a |an |only |just |still |\d|little|young|"
    r"small|about |"
    r"six|seven|eight|nine|ten|eleven|twelve|fourteen|sixteen|first)|\b(?:\w+ )?years (?:ago|back)\b|"
    r"\byears and years\b|"
    r"\bin (?:'\d\d|19\d\d|200\d|201\d)\b|\bback in\b|\bin the (?:fifties|sixties|seventies|eighties|nineties|\d0s)\b|"
    r"\bgrand(?:mother|father|ma|pa|dad)\b|\bgran(?:ny|dda)?\b|\bnan(?:a|ny)?\b|\b(?:he|she|they|we|i) used to\b|"
    r"\blong time ago\b|"
    r"\bas a (?:kid|child|boy|girl|lad|student|teenager|young)\b|\bgrowing up\b|\bi was (?:six|seven|eight|nine|ten|"
    r"eleven|twelve|\d) "
    r"(?:in|when|and|the)\b|\bmet my (?:wife|husband)\b|\bproposed to\b|\bwhen i first came\b|\bmy first (?:wages|"
    r"job|week|mile)\b|"
    r"\b(?:cuando|de) (?:yo )?(?:era|eramos|tenia|chic[oa]|cri[oa]|nin[oa]|chiquill[oa]s?|pequen[oa]s?|joven|"
    r"moz[oa])\b|"
    r"\bcon (?:seis|siete|ocho|nueve|diez|once|doce|catorce|\d+) anos\b|\bhace (?:como |casi |mas de |"
    r"ya )?(?:un[oa]s )?(?:\d+|diez|"
    r"doce|quince|veinte|treinta|cuarenta|cincuenta|muchos|muchisimos|mil) (?:y \w+ )?anos\b|\ben (?:el |"
    r"los )?(?:ano )?(?:\d\d|19\d\d|"
    r"200\d|201\d|setentas?|ochentas?|noventas?|sesentas?)\b(?! (?:minutos|euros|dias|pesos|horas|km|grados|metros))|"
    r"\bel ano (?:de|del|en que)\b|"
    r"\bmis? (?:bis)?abuel\w+|\bmi (?:yay[oa]|nona|nono|tata)\b|\b(?:me|nos) (?:mandaba|llevaba|traia|daba|contaba|"
    r"dejaba|ensenaba)\b|"
    r"\bcontaba que\b|\bconoci a mi (?:mujer|marido|espos\w+)\b|\baquellos? (?:tiempos|anos)\b|\bantes de que (?:yo|"
    r"naciera)\b"
)


_MET = re.compile(
    r"\b(?:saw|seen|passed|walked past|drove past|visited|spotted|met|waved at|waving at) (?:you|yer|y'?all)\b|"
    r"\b(?:hello|hi|greetings|waving|hugs?|love) from\b|\b(?:visited|dropped in|popped in|been in) (?:today|yesterday|"
    r"on)\b|\b(?:os|te) (?:vi|vimos|conoci|conocimos|salude)\b|\b(?:las?|los?) (?:vi|vimos|conoci|"
    r"conocimos|salude) (?:ayer|hoy|en)\b|\b(?:estuve|estuvimos|pase|pasamos) (?:hoy |"
    r"ayer )?(?:por (?:aqui|ahi|alli|vuestr\w+|su)|a (?:ver(?:os|los|las)|saludar\w*))\b|"
    r"\b(?:saludos|abrazos?|besos?) (?:desde|de)\b"
)
"""Words of somebody who was there, or saw the page's people."""
_LIABLE = (Kind.COMPLAINT, Kind.QUESTION, Kind.REQUEST)
_HARDLY = 0.2
_FRIENDLY_WORDS = 14


def corrects(text: str) -> bool:
    """Whether a folded comment sets something right that the page wrote, named or showed."""
    if "?" in text or len(text.split()) > _CORRECTION_WORDS or _THEIR_OWN.search(text) or _KEPT.search(text):
        return False
    return _CORRECTS.search(text) is not None


def answers_the_post(text: str, post: str) -> bool:
    """Whether a folded comment is a vote, a guess or an answer to what the post asked."""
    words = len(text.split())
    if says_it_answers(text):
        return True
    if "?" in text or words > _VOTE_WORDS:
        return False
    if (
        _VOTES.search(text)
        or ("?" in post and _MAY_VOTE.search(text))
        or _GUESSES.search(text)
        or (words <= _ANSWER_WORDS and _NAMES_IT.search(text))
    ):
        return True
    bare = words <= _ANSWER_WORDS and words > 1 and not _VERB.search(text)
    return bare and "?" in post


def says_it_answers(text: str) -> bool:
    """Whether a folded comment begins with saying that it answers the post."""
    return "?" not in text and _REPLIES.match(text) is not None


def of_old(text: str) -> bool:
    """Whether a tale is of a time long gone: told for its own sake, whatever went wrong in it."""
    return _OLD.search(text) is not None


def told_to_us(comment: str, text: str) -> bool:
    """Whether somebody tells the page something, and not a friend whom they name beside it."""
    if _TO_OTHERS.search(comment) or len(text.split()) < _TELLING_WORDS:
        return False
    return _TELLS_US.search(text) is not None


_ONCE = re.compile(
    r"^\W*(?:(?:it|this|that|there) (?:used to be|was once) an? (?!joy|pleasure|treat|place|"
    r"time)[a-z]+|antes (?:esto )?"
    r"(?:era|estaba|habia) (?:un|una|el|la) (?!placer|gusto|sitio|lugar|maravilla|gozada)[a-z]+)\W*$"
)


def of_the_place(text: str) -> bool:
    """Whether a folded comment tells what a place once was, and nothing else."""
    return _ONCE.match(text) is not None


def friendly(comment: str, text: str, reading: Reading) -> bool:
    """Whether something of no kind is surely a friendly word to the page: short, in no bad mood, and of having been
    there or seen it. Whatever else it may be (a request, a grievance, a joke), a bare thanks would not do for it."""
    if _TO_OTHERS.search(comment) or reading.mood is Mood.NEGATIVE or not _MET.search(text):
        return False
    scores = dict(reading.kind_scores)
    liable = max(scores.get(kind, 0.0) for kind in _LIABLE)
    return liable < _HARDLY and "?" not in comment and len(text.split()) <= _FRIENDLY_WORDS


def shown_to_a_friend(comment: str, *, unsure: bool = False) -> bool:
    """Whether a comment calls somebody by their handle and says a few words to them; some more where it is not sure
    what it is (`unsure`)."""
    most = _UNSURE_WORDS if unsure else _SHOWN_WORDS
    return _TO_OTHERS.match(comment.strip()) is not None and len(comment.split()) <= most
