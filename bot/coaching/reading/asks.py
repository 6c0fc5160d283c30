"""What exactly is asked, requested or suggested: spans, with rhetorical questions left out."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.coaching.reading.evidence import Evidence, is_pointed
from bot.coaching.reading.turns import without_turns
from bot.coaching.text.normalise import fold
from bot.coaching.text.split import Piece
from bot.domain.comment import Span

_OPENING_EN = re.compile(
    r"^(?:@\S+\s+|hi\W+|hiya\W+|heya\W+|(?:good )?morning\W+|hey\W+|hello\W+|so\W+|and\W+|ok\W+|but\W+|please\W+|"
    r"also\W+|just wondering\W*|"
    r"quick question\W*)*"
    r"(?:who|what|whats|what's|when|whens|where|wheres|where's|why|which|how|hows|how's|do|does|did|is|"
    r"are|was|will|can|could|would|has|have|any|anyone|anybody|may i|should i)\b"
)
_OPENING_ES = re.compile(
    r"^(?:@\S+\s+|hola\W+|buenas\W+|buenos dias\W+|buenas tardes\W+|buenas noches\W+|oye\W+|oigan\W+|"
    r"disculpa\w*\W+|perdon\w*\W+|una pregunta\W+|una duda\W+|y\W+|pero\W+|che\W+|porfa\W+)*"
    r"(?:quien|que|cuando|donde|por que|porque no|cual|cuales|como|cuanto|cuanta|cuantos|cuantas|"
    r"a que hora|a cuanto|hay|tienen|teneis|tienes|tenes|hacen|haceis|se puede|puedo|podria|sabeis|saben|"
    r"alguien sabe|abren|abris|cierran|cerrais|aceptan|aceptais|venden|vendeis|comprais|envian|enviais|mandan|mandais|"
    r"moleis|admitis|"
    r"servis|repartis)\b"
)
_EMBEDDED = re.compile(
    r"\b(?:do you know|does anyone know|anyone know|any idea|any ideas|any news|any update|i wonder|"
    r"wondering (?:if|whether|when|how|what)|want(?:ed)? to (?:know|ask)|curious (?:if|when|about)|"
    r"tell me (?:if|when|where|how|what|why)|can someone (?:tell|explain)|know (?:if|when|where|"
    r"how) (?:you|it|the|i|we)"
    r"|quer(?:ia|ria) saber|quisiera saber|me gustaria saber|quier[oe] saber|alguien sabe|sab(?:en|eis|es|"
    r"e) (?:si|cuando|donde|como|cuanto|a que)|me dic(?:en|es|eis) (?:si|cuando|donde|cuanto|el precio)|"
    r"(?:^|\b)(?:el|la|los|las) \w+ \w+ (?:\w+ ){1,4}o (?:hay que|se puede|toca|se paga|es mejor)\b|no se si|"
    r"tengo una (?:duda|pregunta|consulta)|(?:una|mi) (?:duda|pregunta|consulta)|me pregunto"
    r"|(?:precio|precios|horario|horarios|direccion|info|informacion|talla|tallas|envio|"
    r"envios) (?:por favor|porfa|xfa|pls|please))\b"
)
_RHETORICAL = re.compile(
    r"^(?:@\S+\s*)*(?:really|seriously|srsly|are you (?:serious|kidding(?: me)?)|is this a joke|"
    r"what a joke|who (?:does|do) that|who cares|why (?:me|bother)|right|ok|eh|hello|you know|wtf|"
    r"what the (?:hell|fuck|heck)|remember(?: me)?|how (?:hard|difficult) (?:is it|can it be).*|"
    r"how (?:exactly |on earth |the hell )?(?:am|is|are) (?:\w+ ){1,3}(?:supposed|meant) to.*|"
    r"(?:do|would) you (?:want|like|expect) (?:me|us) to.*|"
    r"(?:quieren?|quer(?:eis|es)|pretend(?:en|eis|es)) que (?!(?:les|os|te) (?:mande|envie|traiga|lleve|pase|diga)).*|"
    r"what(?:'?s| is) wrong with you.*|am i right|see|get it|guess what|isn'?t it|innit|no way|"
    r"honestly|does (?:this|that|it) (?:always )?(?:happen|keep happening).*|is (?:this|that|it) "
    r"(?:normal(?= (?:for|here|in|at|to (?:wait|pay|be|have)|that (?:nobody|no one|we|i|you|they|people|"
    r"it takes))\b|\W*$)|always "
    r"(?:like this|so|this)|how (?:you|it)).*|always (?:like this|this)\b.*"
    r"|sinceramente|la verdad|(?:esto )?(?:pasa|sucede|ocurre) siempre|siempre (?:pasa|es asi|igual|lo mismo|"
    r"esta asi).*|"
    r"(?:esto |eso |os |les |te )?(?:es|parece) normal(?= (?:que (?:nadie|no|nos|me|les?|tarden?|cobr\w+|"
    r"esper\w+|teng\w+|haya que|pas\w+)|esto|eso|esperar|tardar|pagar|tener que|tanto|tratar|aqui)\b|\W*$).*|"
    r"es siempre asi|en serio|de verdad|es (?:una )?broma|"
    r"me estas jodiendo|es joda|estan de joda|no\b.{0,0}|verdad|"
    r"(?:\w+ )?(?:years|months|weeks) already|already|ya (?:\w+ )?(?:anos|años|meses)|"
    r"vale|ok|sabes|que mas|a quien le importa|para que|hasta cuando|os parece normal|les parece normal|"
    r"te parece normal|no os da verguenza|no les da verguenza|que os cuesta|tan dificil es.*|"
    r"como se puede ser tan.*|quien da mas|y que)\W*$"
)
_SUGGEST_EN = re.compile(
    r"^(?:maybe|perhaps) (?:just |also |you could |you should )?(?:an?|the|some|put|add|have|try|make|open|post|chalk|"
    r"write|mark|list|offer|let|give|hang|use|sell|stock|send|keep|move|turn|train|hire|bring|show|print|leave|start|"
    r"think)\b|"
    r"\b(?:(?:you|they|we|it|there|uservoice|microsoft|developers?|users?|apps?|the \w+|this|that|"
    r"management|staff|hotel) (?:guys |really |also |definitely |all )?(?:should(?!n'?t have)|need to|"
    r"needs to|ought to|might want to|could (?:at least|also|easily|just|add|have|use|make|offer|provide|"
    r"improve|do with))"
    r"|should (?:be|have|allow|add|support|provide|include|also|really|consider|offer)|(?:would|'d|will|"
    r"it'd) (?:really |also |definitely |be so |be very |be really )?(?:be )?(?:nice|great|good|cool|"
    r"awesome|helpful|useful|handy|better|lovely|amazing|perfect|ideal|beneficial|wonderful|fantastic|"
    r"interesting)\b|(?:would|'d) (?:really |also )?(?:love|like) (?:to (?:see|be able|have)|it if|if|"
    r"you to)"
    r"|(?:please|pls|plz) (?:stop|keep|start|turn|lower|stock|add|allow|make|let|provide|give|consider|include|"
    r"implement|enable|bring|"
    r"change|improve|support|create|put|remove|open|expose|extend|update|fix)|(?:can|could|may) (?:you|we|"
    r"i) (?:please |also )?(?:add|have|get|make|allow|bring|implement|include|provide)"
    r"|i (?:would |'d )?(?:suggest|recommend|propose|advise)|my (?:suggestion|advice|recommendation|tip)|"
    r"(?:how|what) about|why (?:not|don'?t you|can'?t (?:we|you|i)) |what if|i wish|wish (?:you|there|"
    r"they|it)|if only|(?:add|provide|allow|enable|implement|support|include) (?:a|an|the|more|support|"
    r"some|users?|us|developers?|for)\b|it needs|there (?:should|needs|must|has to|could)"
    r"|(?:highly |strongly )?(?:recommend|suggest) (?:you|that|getting|asking|booking|going|staying|to)|"
    r"make sure|be sure to|don'?t (?:forget|bother|miss)|(?:ask|request|book|try|bring|avoid|take|get|"
    r"check|pack|plan|consider|buy|use|go|stay|eat|walk|skip|beware|look)\b.{3,}|"
    r"if you (?:\w+ ){1,8}?,? ?(?:then |just |do |you |ask|book|try|take|get|bring|go|make|don'?t)|"
    r"must (?:try|see|have|visit|do|be))"
)
_IMPERATIVE = re.compile(
    r"^(?:also,? |and |so |just |tip:? |ps:? |p\.s\.? |definitely |do )?(?:please )?(?:ask|request|book|"
    r"try|bring|avoid|take|get|check|pack|plan|consider|buy|use|stay|eat|walk|skip|beware|look|add|allow|"
    r"let|make|provide|enable|implement|support|include|give|don'?t|do not|dont|never|be (?:sure|aware|"
    r"prepared|careful)|keep in mind|remember|reserve|leave|spend|head|visit|rent|grab|opt|choose|join|"
    r"sign up|call ahead|arrive|go (?:to|for|with|early|on))\b"
)
_SUGGEST_ES = re.compile(
    r"\b(?:deberi(?:an|ais|as|a)|debieran|tendri(?:an|ais|as|a) que|habria que|(?:estaria|seria) (?:muy |"
    r"super |re )?(?:bien|bueno|buena idea|genial|padre|chido|guay|copado|ideal|util|mejor|estupendo|"
    r"lindo|conveniente|una buena)|molaria|me gustaria (?:que|ver|poder)|nos gustaria|me encantaria que|"
    r"(?:por favor|porfa),? (?:dej(?:ad|en) de|quit(?:ad|en)|baj(?:ad|en)|sub(?:id|an)|cambi(?:ad|en))\b|"
    r"que (?:vuelva|vuelvan|regrese|regresen) (?:el|la|los|las|con el|con la)\b|(?:traed|traigan|"
    r"que traigan) de vuelta|"
    r"ojala (?:que )?(?:pus|tuv|hic|sac|agreg|añad|volv|abr|mejor|hub|pudi|traig|pong|hag|saq)\w*|"
    r"podri(?:an|ais|as) (?:poner|hacer|agregar|añadir|incluir|sacar|traer|abrir|mejorar|ofrecer|permitir|"
    r"dejar|habilitar|meter|vender|bajar|ampliar|considerar)"
    r"|sugi?ero|sugerencia|mi consejo|un consejo|propongo|recomiendo (?:que|pedir|reservar|ir|llevar|"
    r"coger|llegar)|por que no (?:pon|hac|sac|agreg|añad|tra|abr|ofrec|vend|dej|met)\w*|que tal si|"
    r"y si (?:pon|hac|sac|agreg|añad|pus|hic|tra|abr|ofrec|met)\w*|(?:falta|haria falta|hace falta|"
    r"estaria bien|echo en falta|se echa en falta) (?:una?|mas|que|poder|algun)|una idea|(?:agreguen|"
    r"añadan|añadid|pongan|poned|incluyan|incluid|habiliten|habilitad|permitan|permitid|mejoren|mejorad|"
    r"traigan|traed|saquen|sacad|implementen|implementad|metan|meted|bajen|bajad)\b)"
)
_IMPERATIVE_ES = re.compile(
    r"^(?:y |ah,? y |che,? |oigan,? |ojala |tip:? |ojo:? |consejo:? |si vais,? |si van,? |"
    r"si vas,? )?(?:por favor,? )?(?:pide|"
    r"pedid|pidan|pedi|reserva|reservad|reserven|lleva|llevad|lleven|llevaos|llevate|evita|evitad|eviten|"
    r"prueba|probad|prueben|proba|coge|coged|toma|tomad|tomen|ve con|id con|vayan|id |llega|llegad|"
    r"lleguen|no (?:te|os|se) (?:olvid|pierd|vay)\w*|no olvid\w+|no dej(?:es|eis|en) de|aseguraos|"
    r"aseguren|asegurate|aprovecha|aprovechad|aprovechen|pregunta por|preguntad|pregunten|agreguen|añadid|"
    r"añadan|poned|pongan|vend(?:an|ed)|hagan|haced|abran|abrid|ofrezcan|ofreced|consigan|amplien|ampliad|"
    r"inventen|publiquen|publicad)\b"
)
_REQUEST = re.compile(
    r"\b(?:(?:can|could|would|will) (?:you|someone|somebody|anyone)\b|(?:please|pls|plz) (?:send|call|dm|"
    r"contact|reply|check|help|confirm|cancel|refund|tell|give|advise|respond|answer|sort|fix|look|let|"
    r"get|follow)|(?:need|want) (?:help|assistance|someone|my (?:money|refund)|a (?:refund|reply|response|"
    r"replacement)|to (?:speak|talk|change|cancel|know|book|return))|i(?:'d| would) like (?:to (?:know|"
    r"book|order|change|cancel|return|speak)|a )|let me know|get back to me|help me|call me|dm me|"
    r"email me|contact me|send me"
    r"|expli(?:quen|ca|cad|que|queis)(?:me|nos|nosla)\b|(?:me|nos) (?:pued(?:e|en|es)|podeis|podes|podri(?:an|ais|"
    r"as|a)|ayud(?:an|ais|as|en)|pasa(?:n|is|"
    r"s)|mand(?:an|ais|as)|envi(?:an|ais|as)|avis(?:an|ais|as)|dic(?:en|es)|decis|confirm(?:an|ais|as))|"
    r"(?:pued(?:en|es|e)|podeis|podes|podri(?:an|ais|as)) (?:ayudar|mirar|revisar|enviar|mandar|decir|"
    r"confirmar|pasar|llamar|avisar|explicar|contestar|responder|solucionar|reservar|cambiar)\w*"
    r"|(?:necesit(?:o|amos|aria)|quiero|quisiera|solicito|me gustaria) (?:que|saber|hablar|cambiar|"
    r"cancelar|reservar|devolver|un|una|mi|ayuda|informacion|el|la)|(?:ayud|respond|contest|llam|escrib|"
    r"envi|mand|pas|revis|confirm|avis|devuelv|solucion|arregl)(?:en|an|ad|enme|adme|ame|eme|enos|ednos|"
    r"elvan)\b|(?:info|informacion|precio|precios) (?:por favor|porfa|xfa|pls))\b"
)

_PRACTICAL = re.compile(
    r"\b(?:still|what time|when|where|how (?:much|many|long|far|do i|can i|late|early)|which|price|prices|cost|costs|"
    r"open|opens|close|closes|ship|deliver|book|booking|ticket|tickets|refund|available|in stock|sizes?|vegan|"
    r"gluten|allerg\w+|parking|address|(?:do|are|have|can|could|will) you|is there|are there|is (?:it|this|that)|"
    r"can (?:i|we) (?:bring|pay|book|buy|order|come|reserve|return|get|still)"
    r"|hora|horario|cuando|donde|cuant[oa]s?|cual|cuales|precio|precios|cuesta|vale|sale|abr(?:en|is|e|es|iran)|"
    r"cerr(?:ais|as)|cierr(?:an|a|as)|envios?|envian|enviais|reserv\w+|entradas?|boletos|hay|tienen|teneis|tienes|"
    r"tenes|venden|vendeis|hacen envios|queda|quedan|stock|tallas?|vegan\w+|(?:lleva|llevan)(?! al hospital)|"
    r"alerg\w+|direccion|(?:puedo|podemos|se puede) (?:llevar|ir|pagar|reservar|comprar|pedir|devolver|entrar))\b"
)
_ECHO = re.compile(r"\W*(?:(?:and|y|but|pero) )?(?:what|which|que|cual) (?P<word>\w{3,})\W*$")
_ABSURD = re.compile(
    r"\b(?:(?:does|do|did|will|would|can|could|may) (?:the|my|your|a) (?:\w+ )?(?:dog|cat|parrot|goldfish|"
    r"hamster|ghost|skeleton|robot|plant|statue|mannequin|snowman|horse|goat|duck|fish)s?"
    r"|if i (?:eat|drink|buy|order) (?:\w+ )?(?:\d+|ten|eleven|twelve|twenty|fifty|a hundred|a thousand|all)\b"
    r"|(?:el|mi|tu|vuestro|la|su) (?:perr|gat|lor|peric|pez|hamster|fantasma|esqueleto|robot|planta|estatua|maniqui|"
    r"muñeco|caballo|cabra|pato)\w* .{0,16}(?:puede|va a|tiene|cobra|quiere|trabaja|sabe|pide|habla)"
    r"|si me (?:como|bebo|compro|pido) (?:\d+|diez|once|doce|veinte|cincuenta|cien|mil|tod[oa]s?)\b)"
)


_SEEN_TO = re.compile(
    r"\bi (?:think i |must have |have |'ve )?(?:left|forgot|forgotten|lost) (?:my|our) (?!heart|mind|voice|temper|"
    r"faith|patience|cool|number|name|details|email|address|contact|review|phone number)\w+"
    r"|\bi(?:'ve| have)? asked (?:for my|you to|for (?:a|the|it) \w+ to be)"
    r"|\b(?:me|nos) (?:he |hemos )?(?:dej(?:e|ado|amos)|olvid(?:e|ado|amos)) (?:el|la|los|las|mi|mis|un|una) \w+ "
    r".{0,30}"
    r"\b(?:en|ayer|anoche|el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo))\b"
    r"|\bse me (?:quedo|olvido) (?:el|la|los|las|un|una)\b|\bpedi (?:que|la baja|el cierre)\b"
)
"""Something left behind or asked for long ago: no question, and yet somebody has to see to it."""


def wants_seen_to(evidence: Evidence) -> bool:
    """Whether something is told that the page is meant to see to, without its being asked."""
    return _SEEN_TO.search(fold(evidence.seen.text)) is not None


def practical(evidence: Evidence) -> bool:
    """Whether something is asked that a page is really asked: hours, prices, places, what there is."""
    return any(_PRACTICAL.search(fold(piece.text)) for piece in questions(evidence))


def absurd(evidence: Evidence) -> bool:
    """Whether what is asked is about animals at work, ghosts and feats of appetite."""
    return any(_ABSURD.search(fold(piece.text)) for piece in questions(evidence))


def questions(evidence: Evidence) -> list[Piece]:
    """Sentences that ask something and want an answer."""
    sentences = evidence.sentences
    return [
        piece
        for place, piece in enumerate(sentences)
        if _asks(piece.text, evidence.lang) and not (place and _echoes(piece.text, sentences[place - 1].text))
    ]


def _echoes(text: str, before: str) -> bool:
    """Whether a question throws back the word that was just said ("…off your next order. What order?")."""
    echo = _ECHO.match(fold(text))
    return echo is not None and fold(before).rstrip(" .!…").endswith(f" {echo['word']}")


@lru_cache(maxsize=2_048)
def _asks(text: str, lang: str) -> bool:
    if is_pointed(text):
        return False
    folded = fold(text)
    if _EMBEDDED.search(folded):
        return True
    core = folded.strip(" ¿?¡!.…\"'")
    if not any(char.isalpha() for char in core):
        return False
    if "?" in folded:
        return not _RHETORICAL.match(core)
    if "¿" in folded:
        return True
    opening = _OPENING_ES if lang == "es" else _OPENING_EN
    return bool(opening.match(core)) and len(core.split()) >= 2 and _plain_question(core, lang)


def _plain_question(core: str, lang: str) -> bool:
    """A question without its mark; "what a day" and "cuando llego" are none."""
    if lang == "es":
        return bool(
            re.search(
                r"^(?:\S+ ){0,3}?(?:a que hora|cuanto (?:cuesta\w*|sale\w*|vale\w*|es|son|dura\w*|tarda\w*|cobra\w*)|"
                r"cuant[oa]s (?:son|hay|caben|plazas|horas|dias)|"
                r"cuando (?:es|son|sera|abr\w+|cierra\w*|cerra\w*|empieza\w*|termina\w*|hay|toca|puedo|podemos)|"
                r"donde (?:queda\w*|esta(?:is|n|s)?|puedo|encuentro|compro|hay|se|consigo|os|estan)|"
                r"como (?:se (?:llega|va|reserva|pide|hace|apunta)|llego|reservo|pido|puedo|hago|hacemos)|"
                r"que (?:llevan?|"
                r"tienen? (?:el|la|los|las|de)|hay (?:de|para|hoy|en)|horarios?|precios?|dias? abr)|"
                r"a cuanto (?:esta|estan|sale|salen|va|van)|moleis|vendeis|comprais|mandais|enviais|cerrais|"
                r"aceptais|"
                r"admitis|servis|repartis|tienen|teneis|hay (?:\w+ )?(?:para|en)|se puede|abren|abris|hacen envios|"
                r"cual es|quien (?:tuesta|hornea|hace|prepara|imparte|da|lleva|toca|(?:os|les|te) (?:trae|hace|surte|"
                r"sirve)) (?:(?!es\b|merece|sabe|se\b|tiene)\w+ ?){1,4}$|que precio (?:tiene|tienen))\b",
                core,
            )
        )
    return bool(
        re.search(
            r"^(?:\S+ ){0,2}?(?:what time|where (?:is|are|can|do)|when (?:is|are|do|does|will|can)|how (?:much|"
            r"many|do|can|long|often|late|early)|what (?:do|does|is|are) (?:you|the|your|i|we|in|on)\b|"
            r"do (?:i|we) (?:need|have)|do (?:the|these|those|your|they)\b(?! (?:right|decent|job|work|maths?))|"
            r"(?:is|are) (?:the|your|these)\b(?! (?:best|worst|most|only|greatest))|can we|what(?:'s|s| is|"
            r" are) in (?:that|this|the|your|those)|do you|"
            r"does (?:it|this|the)|can i|is (?:there|it|this|that)|are you|are there|"
            r"what(?:'s|s| is| are) (?:the|your) (?!point|matter|deal|use|story|big|problem|excuse)|"
            r"who (?:roasts|bakes|makes|made|brews|grows|supplies|designed|designs|painted|teaches|runs|does) "
            r"(?:your|the|this|that|these|those) (?:(?!(?:is|are|was|should|deserves?|needs|knows)\b)\w+ ?){1,6}$|"
            r"which)\b",
            core,
        )
    )


def requests(evidence: Evidence) -> list[Piece]:
    """Sentences that want something done."""
    return [piece for piece in evidence.sentences if _wants(piece.text)]


@lru_cache(maxsize=2_048)
def _wants(text: str) -> bool:
    return _REQUEST.search(fold(text)) is not None


def suggesting(evidence: Evidence) -> list[Piece]:
    """Sentences that put forward what to do or make better, for the brand or for the next guest."""
    return [piece for piece in evidence.sentences if _suggests(piece.text, evidence.lang)]


@lru_cache(maxsize=2_048)
def _suggests(text: str, lang: str) -> bool:
    if is_pointed(text):
        return False
    folded = without_turns(fold(text))
    if lang == "es":
        return bool(_SUGGEST_ES.search(folded) or _IMPERATIVE_ES.match(folded))
    return bool(_SUGGEST_EN.search(folded) or _IMPERATIVE.match(folded))


def _opens(piece: Piece) -> int:
    """Where the question begins in its sentence: "it was lovely, ¿who made it?" begins at the mark."""
    mark = piece.text.rfind("¿")
    return piece.start + max(mark, 0)


def asks(evidence: Evidence, *, suggestion: bool) -> tuple[Span, ...]:
    """Where something is asked, requested or (when the comment is a suggestion) put forward, in order."""
    found = {(_opens(piece), piece.end) for piece in questions(evidence)}
    found |= {(piece.start, piece.end) for piece in requests(evidence) if not any(piece.end == end for _, end in found)}
    if suggestion:
        found |= {(piece.start, piece.end) for piece in suggesting(evidence)}
    return tuple(evidence.seen.span(start, end) for start, end in sorted(found)[:6])
