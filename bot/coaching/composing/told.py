"""Whether a question of ours was answered before it is asked: the day, the hour, who it was, how often. Pure.

Nothing shows a moderator sooner that nobody read the comment than a question whose answer stands in it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.coaching.knowledge.words import fold
from bot.coaching.text.sought import Sought

_DAY = (
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:today|tonight|yesterday|last (?:night|week|weekend|"
    r"month)|"
    r"this "
    r"(?:morning|afternoon|evening|week|weekend)|days? ago|weeks? ago|christmas|tomorrow)\b|"
    r"\b(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|hoy|ayer|anoche|anteayer|antier|finde|navidad)\b|"
    r"\b(?:the |on the )\d{1,2}(?:st|nd|rd|th)\b|\bsince (?:the|last|\w+day|january|february|march|april|may|june|"
    r"july|august|"
    r"september|october|november|december)\b|\b(?:el|del|desde el) (?:dia )?\d{1,2}\b|\bel mes pasado\b|"
    r"\b(?:for|in) (?:\w+ )?(?:days|weeks|months)\b|\b(?:llev\w+|hace|durante) (?:\w+ ){1,2}(?:dias|semanas|mes|"
    r"meses)\b|"
    r"\besta (?:manana|tarde|noche|semana)\b|\b(?:la semana|el mes|el finde) pasad[oa]|"
    r"\bhace (?:\w+ ){1,2}(?:dias|semanas)|\b(?:para|de|desde|hasta) manana\b|\bpasado manana\b"
)
_TIME = (
    r"\b\d{1,2} ?(?:am|pm|h|hs)\b|\b\d{1,2}[:.]\d\d\b|\b(?:morning|afternoon|evening|noon|lunchtime|midday)\b|"
    r"\bat \w+ o'?clock|"
    r"\b(?:por|de) la (?:manana|tarde|noche)\b|\bmediodia\b|\ba las? (?:\d|una|dos|tres|cuatro|cinco|seis|"
    r"siete|ocho|"
    r"nueve|diez|once|doce)"
)
_AGAIN = (
    r"\b(?:again|every (?:time|month|week|day)|always|(?:second|third|2nd|3rd) time|keeps?|twice|each time|once more|"
    r"more than once|"
    r"months?|years?|otra vez|de nuevo|siempre|cada (?:vez|dia|mes|semana)|(?:segunda|tercera) vez|nunca|meses|"
    r"no es la primera|"
    r"not (?:my|our|the) first|"
    r"anos)\b"
)
_PEOPLE = (
    r"\b(?:we|us|our|family|kids|friends?|of us|hemos|fuimos|somos|amig[oa]s|familia|ninos|nosotr[oa]s)\b|"
    r"\b\d+ (?:people|personas)"
)
_PLACE = (
    r"\b(?:window|corner|terrace|outside|upstairs|bar|counter|till|door|table|bench|shelf|shelves|ventana|rincon|"
    r"terraza|fuera|"
    r"arriba|barra|caja|puerta|mesa|banco)\b"
)
_STAFF = (
    r"\b(?:guy|girl|man|woman|lady|lad|waiter|waitress|barista|manager|he|she|staff|driver|agent|chica|chico|"
    r"camarer[oa]|"
    r"meser[oa]|moz[oa]|senor|senora|tipo|tipa|persona|encargad[oa])\b"
)
_FOOD = (
    r"\b(?:coffee|cofee|flat white|latte|cortado|espresso|tea|cake|bun|soup|bread|sandwich|toast|chocolate|brownie|"
    r"loaf|muffin|"
    r"cafe|cortado|tarta|bizcocho|bollo|sopa|pan|tostada|bocadillo|croissant|leche)\w*"
)
_SAID = (
    r"\b(?:cold|lukewarm|stale|dry|burnt|raw|hard|frio|fria|tibio|seco|seca|dur[oa]|quemad[oa]|crud[oa]|soso|sosa)\b"
)
_OPEN = (
    r"since|refund|money|order\w*|parcel|package|deliver\w*|account|app|website|repair\w*|fine|jacket|return\w*|paid|"
    r"desde|pedido|paquete|cuenta|envio|dinero|reembolso|arregl\w*|lleva|llevo|pague|devolv\w*|multa|compr\w+"
)
"""Words of matters that are under way, so that there is a state of things to ask for."""
_PAST = (
    r"\b(?:was|were|wasn'?t|weren'?t|had|hadn'?t|did|didn'?t|got|came|went|took|told|left|paid|sent|gave|said|made|lost|"
    r"broke|fell|found|stood|sat|threw|kept|rang|hung|ran|met|saw|put in|became|turned|forgot|spoke|brought|bought|"
    r"thought|stole|hit|cost|"
    r"\w{2,}ed(?<!need)(?<!feed)(?<!seed)(?<!speed)|"
    r"fue|fueron|fui|fuimos|estaba\w*|estuv\w+|habia\w*|era|eran|llego|llegue|cayo|vino|vinieron|dijo|dijeron|hizo|"
    r"empezo|termino|arranco|aparecio|decia\w*|salia\w*|tenia\w*|faltaba\w*|entramos|pagamos|esperamos|compramos|"
    r"hicieron|dejo|tardo|pidio|pedi|tuve|tuvo|tuvimos|traia\w*|puse|puso|salio|sali|vendieron|cobraron|contrate|"
    r"(?:me|nos|se|le|les) (?:\w{2,}o|\w{2,}ron)|\w{3,}(?:aron|ieron|imos|aste|iste|abamos|iamos)|"
    r"(?:ha|he|han|hemos|habeis) (?:\w+ )?\w+(?:ado|ido|to|cho))\b"
)
"""Words of something that happened once and is over, so that there is a day to ask for."""
_NO_PAST = rf"\A(?!.*{_PAST})"
_NOW = (
    r"\b(?:is|are|has|have|isn'?t|aren'?t|hasn'?t|haven'?t|doesn'?t|don'?t|won'?t|can'?t|keeps?|no|out of|still|since|"
    r"esta|estan|es|son|hay|no|sigue[ns]?|tiene[ns]?|va|van|sin|ni|desde)\b"
)
_NOT_NOW = rf"{_PAST}|\A(?!.*{_NOW})"
"""Where nothing says that it is so at this moment."""
_NOWHERE = re.compile(
    r"\b(?:app|web(?:site)?|site|online|page|login|log(?:s|ged|ging)? (?:me )?(?:in|out)|account|charger|phone|"
    r"chat(?:bot)?|e-?mails?|newsletter|internet|wifi|router|parcel|package|courier|deliver\w*|shipp\w+|washed?|"
    r"membership|subscription|flight|bill(?:ed)?|invoice|screen|battery|pagina|cuenta|correos?|cargador|telefono|"
    r"paquete|repartidor\w*|envio|pedido|lavado|lavar|cuota|suscripcion|vuelo|factura|pantalla|bateria|tecnico|"
    r"actualizacion|updates?|version|contract|tariff|plan|signal|coverage|fee|charged|contrato|tarifa|cobertura|"
    r"comision|cobr\w+)\b"
)
"""Matters that lie in no place of ours."""
_SOMEWHERE = re.compile(
    r"\b(?:shops?|stores?|branch\w*|cafe\w*|place|premises|counters?|tills?|checkout|queue\w*|lines?|tables?|seat\w*|"
    r"sat|stood|standing|walked|came in|went in|staff|waiter|waitress|barista|lad|girl|guy|man|woman|lady|served|"
    r"serving|toilets?|loos?|doors?|floors?|windows?|stairs|lift|entrance|shel(?:f|ves)|fridge|gym|pool|class\w*|"
    r"lessons?|teachers?|courses?|rooms?|bar|stage|security|coffee|latte|flat white|tea|soup|bread|bun|cake|"
    r"croissant|sandwich|breakfast|lunch|dinner|menu|till|cold in|hot in|dirty|loud|noisy|air con\w*|heating|"
    r"tiendas?|locale?s?|sucursal\w*|sitio|barra|cajas?|filas?|colas?|mesas?|sillas?|asientos?|sentad[oa]s?|"
    r"de pie|entre|entramos|fui|fuimos|camarer[oa]|meser[oa]|moz[oa]|chic[oa]|senor|senora|atendi\w*|"
    r"dependient[ea]|banos?|servicios|puertas?|planta|piso|ventanas?|escaleras?|ascensor|entrada|estante\w*|"
    r"nevera|heladera|gimnasio|piscina|pileta|alberca|clases?|profe\w*|cursos?|salas?|bar|escenario|seguridad|"
    r"cafe|te|sopa|pan|bollo|tarta|bocadillo|desayuno|almuerzo|comida|cena|carta|suci[oa]s?|ruido|aire|calefaccion|"
    r"maquinas?)\b"
)
"""Words of somebody who was at a place."""
_WHERE = re.compile(r"which of (?:our|the) places|cual de (?:nuestros|los) sitios|which shop|que tienda")
_TABLE: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(ours), re.compile(theirs, re.DOTALL))
    for ours, theirs in (
        (
            r"which day was it|which day it was|when was (?:this|that)|first time, or has|happened to you here before|"
            r"^.?que dia fue|cuando fue|recuerdas que dia|primera vez, o ya|ya habia pasado alguna",
            _NO_PAST,
        ),
        (r"still like that|been like that|sigue igual|esta asi", _NOT_NOW),
        (
            r"which day|how long has it been|which evening|what day|que tarde|when would you come|until when would|"
            r"cuando vendri|"
            r"hasta cuando habria|since when|desde cuando|when (?:was|were|did)|on which|"
            r"que dia|cuando (?:fue|paso|es|sucedio|era)|para que dia|de que dia|when would you come|until when|"
            r"another day|second day|cuando vendrias|hasta cuando|otro dia",
            _DAY,
        ),
        (
            r"what time|time of day|a que hora|sobre que hora|mornings? or|manana o (?:por la )?tarde|roughly when",
            _TIME,
        ),
        (
            r"first time|happened before|just (?:that|this) (?:day|once|time)|ya habia pasado|primera vez|"
            r"solo ese dia|otras veces",
            _AGAIN,
        ),
        (
            r"how many|on your own|bringing|who(?:'s| is| are)? (?:coming|with)|cuant[oa]s (?:personas|sois|son|vais|"
            r"van)|con quien|acompan|solo o |mas gente",
            _PEOPLE,
        ),
        (
            r"which (?:table|seat|one|spot)|where (?:were you|was it|exactly|did you)|in which (?:spot|corner)|"
            r"que mesa|donde (?:fue|estaba|estabas)|cual era|que sitio",
            _PLACE,
        ),
        (
            r"who (?:was it|served|did)|remember who|which desk|quien (?:fue|era|atendio)|recuerdas quien",
            _STAFF,
        ),
        (
            r"what (?:had|did) you (?:order|have)|which of it|what was it exactly|que (?:era|habias pedido|pediste|"
            r"tomaste)",
            _FOOD,
        ),
        (
            r"not hot any|just not hot|the taste|el sabor|venia frio|already cold",
            _SAID,
        ),
        (
            r"are you still (?:waiting|there)|as we speak|sigues ahi|sigue ahi|se ha movido",
            r"\b(?:was|were|waited|took|left|ayer|fui\w*|esper(?:e|amos)|tard\w+)\b",
        ),
        (
            r"anybody (?:try|took)|did anyone|alguien (?:intento|te hizo|te aviso|ofrecio)",
            r"\b(?:nobody|no one|nadie)\b",
        ),
        (
            r"whom are you writing for|para que medio",
            r"\b(?:reporter|journalist|writing|editor) (?:at|for|with|from)\b|\bperiodistas? (?:de|del|en)\b",
        ),
        (
            r"card, cash|how did you pay|tarjeta, efectivo|como (?:fue el pago|pagaste)",
            r"\b(?:card|cash|paypal|bank|tarjeta|efectivo|banco|bizum)\b",
        ),
        (
            r"\b(?:angry|cross|furious)\b|\benfado\b",
            r"\bnot (?:even )?(?:angry|cross|complaining)\b|\bno (?:es por fastidiar|estoy enfadad)",
        ),
        (
            r"what (?:were you calling|did you need from the call)|para que llamaste|que necesitabas resolver",
            r"\b(?:order|book|reserv|ask|pedir|encargar|preguntar)\w*",
        ),
        (
            r"how did it end|como acabo|como lo resolviste|what did you end up",
            r"\b(?:left|gave up|in the end|still|never|al final|nos fuimos|me fui|sigo|seguimos|todavia|aun|nunca)\b",
        ),
        (
            r"(?:your|su|tu|vuestra) first (?:one|visit)|would it be (?:your|the) first|primera vez por|"
            r"seria la primera",
            r"\b(?:again|back|always|years?|every|de nuevo|otra vez|siempre|anos)\b",
        ),
        (
            r"tell anybody at the time|decir a alguien en el momento",
            r"\b(?:told|said|asked|rang|called|phoned|complained|reported|e-?mail(?:ed|s)?|messaged|nobody|no one|"
            r"nadie|"
            r"dij\w+|avis\w+|pregunt\w+|llam\w+|reclam\w+|quej\w+|escrib\w+|desk|recepcion)\b",
        ),
        (
            r"where do things stand|como esta la cosa ahora",
            rf"\b(?:still|yet|so far|sigo|sigue|siguen|seguimos|todavia|aun|hasta hoy)\b|\A(?!.*\b(?:{_OPEN})\b)",
        ),
        (
            r"so that i ask the right people|asi pregunto a quien toca|was that the first time|era la primera vez, o",
            r"\b(?:every|since|always|months?|weeks?|has been|have been|hasn'?t|haven'?t|cada|desde|siempre|meses|"
            r"semanas|lleva|llevan|llevo|llevamos|hace)\b",
        ),
        (
            r"give you a reason|dio una explicacion",
            r"\b(?:nobody|no one|nadie|no reason|no explanation|sin explicacion|because|porque)\b",
        ),
        (
            r"(?:before|after) (?:it is )?work|antes del trabajo|despues del trabajo|venir con menos prisa",
            r"\b(?:before|after|from) work\b|\bwith a job\b|\b(?:del|despues del|antes del) trabajo\b|\bsi trabajas\b",
        ),
        (
            r"nobody miss|perderse nadie|nobody should miss",
            r"\b(?:miss|perdais|pierdan|pierdas)\b",
        ),
        (
            r"order number|numero de pedido",
            r"\border (?:no|number|#)|\bpedido (?:n|num|numero)\b",
        ),
        (
            r"automatic reply|respuesta automatica|written to them|se ha recurrido",
            r"\b(?:automatic|automatica|appealed|recurrid|recurso|wrote to them)\w*",
        ),
        (
            r"give you another one|offer you another|ofrecio otr[oa]|te han dado otra fecha|got a new date",
            r"\b(?:another|instead|new date|otr[oa]|nueva fecha)\b",
        ),
        (
            r"hear of it beforehand|hubo algun aviso|how were you told|como llego el aviso|warn",
            r"\b(?:told (?:us|me)|without (?:a )?(?:warning|notice|word)|sin avis\w+|avis\w+|by (?:e-?mail|text|"
            r"letter))\b",
        ),
        (
            r"stay to the end|hasta el final|did you wait",
            r"\b(?:left|gave up|walked (?:out|away|off)|waited|me fui|nos fuimos|esper(?:e|amos|ando))\b",
        ),
        (
            r"name shall i ask|which name|a nombre de quien",
            r"\bname'?s?\b|\bunder [a-z]+\b|\ba nombre de\b|\bme llamo\b|"
            r"\b(?:soy|it'?s|i'?m|this is) (?!\w+(?:ing|ed|oso|osa)\b|el\b|la\b|de\b|un|the\b|an?\b|my\b|not?\b|so\b|"
            r"very\b|muy\b|soci|client|celiac|alergic|vegan|new\b|nuev)[a-z]+(?: [a-z]+)?\W*$",
        ),
        (
            r"does it look like|easy to recognise|look out for|^.?como es,|se reconozca|hay que fijarse|"
            r"know that it's|"
            r"sabriamos que",
            r"\b(?:red|blue|green|black|white|grey|gray|pink|yellow|brown|purple|orange|silver|gold|striped|"
            r"checked|roj[oa]|"
            r"azul|verde|negr[oa]|blanc[oa]|gris|rosa|amarill[oa]|marron|morad[oa]|naranja|plateado|dorado)\b",
        ),
        (
            r"last have it|been left|lo tenias la ultima|lo viste|se pudo quedar",
            r"\b(?:near|by|under|at|on|in|behind) the \w+|\b(?:cerca|junto|debajo|al lado|detras)\b|\ben (?:el|la)\b",
        ),
        (
            r"which size|size or a colou?r|que talla|alguna talla",
            r"\b(?:sizes?|wide|narrow|colou?rs?|red|blue|green|black|white|grey|pink|yellow|one|twos?|tallas?|"
            r"colores?|roj[oa]s?|azul(?:es)?|verdes?|negr[oa]s?|blanc[oa]s?|gris(?:es)?)\b|\b\d{1,2}\b",
        ),
        (
            r"where would it be going|a donde iria",
            r"\b(?:deliver|ship|post|send)\b.{0,20}\bto\b|\b(?:envi|mand|repart)\w+ (?:\w+ ){0,2}a\b",
        ),
        (
            r"what kind of work|que tipo de trabajo|like to do most|gustaria hacer mas",
            r"\b(?:baristas?|waiters?|volunteers?|drivers?|cooks?|guides?|camarer\w+|voluntari\w+|monitor\w*|"
            r"dependient\w+)\b",
        ),
        (
            r"receipt|el tique|el ticket",
            r"\b(?:receipt|tique|ticket|recibo|boleta)\b",
        ),
        (
            r"brew|what do you make (?:it|your coffee)|que cafetera|como preparas",
            r"\b(?:aeropress|moka|espresso|filter|v60|french press|plunger|chemex|italiana|filtro|prensa|embolo|"
            r"melitta)\b",
        ),
        (
            r"coming from|de donde (?:vienes|sales|viene|venis)",
            r"\b(?:from|desde)\b",
        ),
        (
            r"which book|what book|que libro|titulo|title",
            r"[\"«“]|\bbook (?:called|by)|\blibro (?:de|llamado)|\bthe new\b",
        ),
        (
            r"for (?:you|yourself),? or|present for|para ti,? o|para regalar|es un regalo",
            r"\b(?:present|gift|birthday|regalo|cumple\w*|my (?:son|daughter|mum|mom|dad|wife|husband)|mi (?:hij|"
            r"madre|padre|muj|marido)\w*)\b",
        ),
    )
)


class _Side(NamedTuple):
    """One of the two patterns of a place in the table."""

    place: int
    pattern: re.Pattern[str]


_OURS, _THEIRS = (Sought(_Side(place, pair[side]) for place, pair in enumerate(_TABLE)) for side in (0, 1))
_PLACED = -1
"""Stands for questions of which place is meant."""


def told_of(comment: str, *, placed: bool = False) -> frozenset[int]:
    """What a folded comment has said or denied, of the things that lines ask or take for granted. `placed` says that
    it is clear which of the brand's places is meant."""
    told = {each.place for each in _THEIRS.among(comment) if each.pattern.search(comment)}
    placed = placed or _NOWHERE.search(comment) is not None or _SOMEWHERE.search(comment) is None
    return frozenset(told | {_PLACED} if placed else told)


@lru_cache(maxsize=8_192)
def asked_by(line: str) -> frozenset[int]:
    """What a line of the phrasebook asks or takes for granted."""
    asked = fold(line).replace("<", "").replace(">", "")
    found = {each.place for each in _OURS.among(asked) if each.pattern.search(asked)}
    return frozenset(found | {_PLACED} if _WHERE.search(asked) else found)


def told_already(line: str, comment: str, *, placed: bool = False) -> bool:
    """Whether `line` asks, or takes for granted, what the folded `comment` has said or denied."""
    return bool(asked_by(line) & told_of(comment, placed=placed))
