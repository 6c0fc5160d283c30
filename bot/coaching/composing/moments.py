"""Words that tell what kind of moment a comment is, beyond its reading: a thanks, a haggle, a favour asked. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.notice import plain_words

THANKS = re.compile(
    r"^(?:(?:ok|vale|si|nice one|great|perfect|lovely|brilliant|super|genial|perfecto|listo|buenisimo|ah|"
    r"oh)[.,! ]*)*(thank|"
    r"thanx|thnx|tnx|tks|thx|ty\b|cheers|gracias|"
    r"muchas gracias|mil gracias|graci|grax|grac\b)"
    r"(?!\w* (?:\w+ )?(?:for (?:a|the|an)|por (?:un|una|el|la|los|las)) )"
)
UPDATE = re.compile(
    r"any (updates?|news)|still (waiting|nothing|no (news|sign|word))|(meant|supposed) to (arrive|be here|come)|"
    r"alguna novedad|"
    r"sigo sin (saber|noticias|recibir|respuesta)|seguimos sin (saber|noticias|recibir)|no he (recibido|sabido) nada|"
    r"novedades|sigo esperando|seguimos esperando|hay noticias|"
    r"(?:reply|respond) to my (?:e-?mail|message|dm)|answer my (?:e-?mail|message|dm)|"
    r"(?:contest|respond)(?:en|an|ad|ed|a|e) (?:a |al |el |mi |a mi )+(?:correo|mail|mensaje|md)"
)
RHETORICAL = re.compile(
    r"\b(?:did|do) you (?:really |honestly )?think\b|\b(?:really|seriously|in this day and age)\?|"
    r"\bwhat'?s the point\b|"
    r"\b(?:os|se) (?:pensabais|pensaban|creian|creiais|creen|creeis)\b|\b(?:pensaban|pensabais|creian) que\b|"
    r"\ben serio\?|"
    r"\bde verdad\?|\bpara que (?:sirve|esta)\b"
)
"""A question that wants no answer."""
NEWS = re.compile(r"\b(?:any (?:updates?|news)|novedad(?:es)?|(?:hay|sin) noticias|alguna noticia)\b")
"""Asked for in so many words, which is met as that whatever it is about."""
AWAITED = re.compile(
    r"\bi(?:'ve| have)? asked (?:for my|you to|for (?:a|the|it) \w+ to be)|"
    r"\bpedi (?:que|la baja|el cierre)\b|"
    r"\bheard nothing(?: back| since)?\b(?! but| of| from (?:the )?(?:stage|back))|\b(?:haven'?t|"
    r"never) heard (?:back|anything)\b|"
    r"\bnadie me (?:ha )?(?:dicho nada|contestado|llamado|dijo nada|contesto|llamo)\b|"
    r"\bno me han (?:dicho nada|contestado|llamado)\b"
)
"""Something asked for a while ago, and still open."""
SENT = re.compile(
    r"\b((?<!you )(?<!they )(?<!was )(?<!were )(?<!been )(?<!got )sent|dm.?d|mensaje enviado|acabo de mandar|"
    r"les acabo|os he (escrito|"
    r"enviado|mandado)|ya os (escribi|envie|mande)|enviado)\b"
)
RESOLVED = re.compile(
    r"solucionad|finalmente pude|al final (llame|pude|lo)|they finally|got it (sorted|fixed)|sorted now"
)
DEAR = re.compile(
    r"\bes un (robo|atraco)|\b(vaya|menudo|que) (robo|atraco|clavada|sablazo|precios?)|\bcaros?\b|"
    r"(?<!\b(?:la|mi|tu|su|de|en) )(?<!\b(?:las|con|una) )(?<!\b(?:mala|poca|vaya|toda) )(?<!\bbuena )\bcaras?\b|"
    r"carisim|"
    r"^(?:\w+ ){0,8}\d+(?:[.,]\d+)? ?(?:quid|pounds?|bucks|dollars|euros?|pesos|soles|lucas|mangos) (?:for|"
    r"por) (?:an?|one|un|una|dos|two)\b|"
    r"parece (un robo|car[oa]|carisimo)|precios? .{0,20}(abusiv|desorbitad|alt[oa]s?\b|locura)|subid[oa] (el|"
    r"los) precio|"
    r"(pay|cost|spend) (that|so) much|that much for|pagar tanto|tanto por un|overpriced|(too|so|very|way|"
    r"really|bit|little|rather|quite) (expensive|pricey|dear)|rip.?off|is (a |daylight )?robbery|a joke of a price|"
    r"(ladron(es)?|thie(f|ves)|robbery|robo|estafador(es)?)\b.{0,40}(\bpor un|\bfor an? |\d|€|£|\bprecio|\bprice)"
)
"""Prices felt to be too high."""
PROPOSES = re.compile(
    r"\bposibilidad de que (?!me |nos )|\bposible que (?:el|la|los|las) \w+ \w+ (?:antes|mas|despues)\b|"
    r"\bthe (?:\w+ ){1,3}(?:really |just )?(?:needs?|could (?:do with|use)) (?:a|an|some|more) "
    r"(?!(?:\w+ )?(?:clean|wash|wipe|repair|paint|service|fix|scrub|miracle|rest|refund|apology|day|week|hour|"
    r"minute|lot)\w*)|"
    r"\b(?:se|os) plante(?:an|ais) (?:abrir|traer|hacer|poner|sacar)\b|\b(?:pensais|piensan|tienen pensado|"
    r"teneis pensado) "
    r"(?:en )?(?:abrir|traer|sacar)\b|"
    r"\bcould (?:the|your) (?:\w+ ){1,3}(?:leave|run|start|open|close|stay|stop|finish|wait|come|be open)\b|"
    r"\b(?:el|la|los|las) (?:\w+ ){1,3}podrian? (?:salir|abrir|empezar|pasar|parar|esperar|quedarse|cerrar|terminar)\b|"
    r"\bcould (?:we|you|they) (?:please )?(?:have|keep|get) (?:the|your) [\w ]{3,30} (?:open|opened|longer|later|"
    r"earlier|warmer|cooler|"
    r"brighter|quieter|cleaner|back)\b|\by si (?:\w+ )?\w+(?:[ai]rais|ierais|aran|ieran|[ai]ras|ieras)\b|"
    r"\bque tal si\b|"
    r"^(?:maybe|perhaps) (?:just |also |you could |you should )?(?:an?|put|add|have|make|open|post|chalk|write|mark|"
    r"list|offer|hang|sell|stock|print|train|hire|start)\b|"
    r"\b(?:could|can|would|will) (?:you|they|we|the \w+)(?: guys| please| maybe| also)? (?:be (?:printed|made|"
    r"moved|put|larger|open)|put|"
    r"place|print|install|offer|bring back|lower|turn (?:down|up)|start|sell|extend|consider|stock)\b|"
    r"\bwhy (?:don'?t|not|can'?t|doesn'?t|isn'?t there|is there no) (?:you|they|the \w+)? ?(?:have|put|offer|sell|"
    r"add|open|do|"
    r"stock|make|allow|print)\b|"
    r"\b(?:podri(?:ais|an|as|amos)|podeis|pueden|puedes|podes) (?:poner|imprimir|instalar|ofrecer|bajar|subir|"
    r"vender|ampliar|"
    r"abrir (?:antes|mas|tambien|los)|traer de vuelta|volver a (?:traer|hacer|vender|poner|sacar|tener)|sacar|"
    r"añadir|anadir|agregar|incluir|cambiar (?:el|la|los|las))\b|"
    r"\byo (?:cambiaria|pondria|quitaria|añadiria|anadiria|agregaria|abriria|moveria|bajaria|subiria)\b|"
    r"\bpor ?que no (?:pon|hac|vend|abr|ofrec|ten|ampli|agreg|añad|anad|sac|imprim|tra)\w*|"
    r"\bno (?:podri(?:ais|an|as)|podeis|pueden) (?:poner|bajar|subir|abrir|hacer|quitar|cambiar|traer|ofrecer)\b|"
    r"^(?:please|pls|plz) (?:stop|turn|lower|bring|keep|start|stock|play)\b|\b(?:would|will) you (?:guys )?ever |"
    r"\bany (?:chance|plans?) (?:of|to|for) (?:you )?(?:open|com|bring)\w*|"
    r"\bany chance of (?:a |an |some |more )?(?:\w+ )?(?:mode|version|option|options|size|sizes|edition|branch|"
    r"feature|filter|"
    r"range)\b|\bhow about (?:a|an|some|more|adding|putting|opening|having|letting|making) (?!table|seat|room|"
    r"refund|reply)|"
    r"\bwhy not (?:let|have|put|open|sell|offer|add|do|make|start|bring|give|use|allow)\b|"
    r"\bcould (?:the|those|these) (?:\w+ ){1,5}be (?:a (?:bit|little) )?(?:lower|higher|bigger|larger|brighter|"
    r"louder|quieter|"
    r"clearer|longer|shorter|earlier|later|warmer|cheaper)\b|\bcould (?:you|they) (?:please )?play (?:something|"
    r"less|more)\b|"
    r"\b(?:you (?:should|could) (?:really |maybe |totally |do )?(?:open|put|add|sell|offer|make|bring|let|have|"
    r"start|do)|"
    r"you (?:really )?need (?:a|an|more|another|some) \w+|would (?:really )?be (?:great|nice|good|lovely|handy|"
    r"brilliant|helpful) "
    r"(?:to have|if you|with|to be able|to get|to see)|(?:it )?would (?:really )?help if|let us (?:filter|search|"
    r"sort|book|pay|"
    r"choose|order|turn|switch))\b|"
    r"\b(?:deberiais|deberian|deberias|podriais|podrian) (?:abrir|poner|añadir|anadir|vender|ofrecer|hacer|tener|"
    r"dejar|traer|"
    r"sacar|incluir|bajar|ampliar)\b|\b(?:estaria|vendria|seria) (?:muy |super )?(?:bien|genial|ideal|estupendo|guay) "
    r"(?:un|una|que|tener|poder|si|mas|unos|unas)\b|\bhace(?:n)? falta (?:otr[oa]|mas|un|una|unos|unas)\b|"
    r"\bayudaria (?:que|mucho|un|una)\b|\bagradeceri\w+\b.{0,40}\b(?:un|una|que|si)\b|\b(?:un|"
    r"una) .{3,50}agradeceri\w+|"
    r"^\W*(?:poned|pongan|quitad|quiten|abrid|abran|dejad|dejen|añadid|anadid|agreguen|bajad|bajen) |"
    r"^\W*(?:open (?:a|an|another|up|earlier|later|one|until|longer|more)|(?:put|add|install|build) (?:a|an|some|"
    r"more|the)|"
    r"make (?:the|it|them|your) |stop (?:selling|letting|putting|wrapping|using|playing)|get rid of|give us|let us) ?|"
    r"^\W*(?:more|mas) [\w ]{3,30},? (?:please|por favor)|^\W*(?:what about|y) (?:an?|some|more|un|una|unas|unos|"
    r"botellas?|envases?) ?(?!table|"
    r"mesa|copy|refund)[\w ]{4,60}\?|\bi wish (?:you|they|there)\b|^\W*i'?d love (?:an?|to see|more|it if) |"
    r"^\W*would love (?:an?|more) |"
    r"\bojala (?:un|una|hubiera|tuvier|pusier|abrier|hicier|vendier)\w*|^\W*(?:haced|hagan|pensad|piensen|ampliad|"
    r"amplien) |"
    r"\bwould be (?:a|an|such a) (?:\w+ )?(?:gesture|idea|help|touch|godsend)\b|\bseria (?:un|"
    r"una) (?:gran )?(?:detalle|"
    r"puntazo|idea|ayuda|acierto)\b|\bcould we (?:please )?have (?:a|an|some|more) (?!table|refund|reply)|"
    r"\bpodriamos tener\b|^\W*(?:maybe|perhaps|quizas?|tal vez) (?:a|an|some|un|una|unos|unas) |"
    r"\b(?:would|could) save (?:my|us|me|everyone|people)\b|\b(?:me|nos) (?:salvaria|ahorraria|ayudaria)\b|"
    r"\bwould (?:really )?help (?:all|us|me|those|people|everyone|a lot)\b|"
    r"\bcould the (?:\w+ ){1,3}have\b|^\W*(?:volved|vuelvan) a \w+|"
    r"\bme encantaria (?:ver|tener|un|una|que)\b|\bi'?d love (?:to (?:see|have)|an?) |\bit(?:'d| would) be (?:great|"
    r"nice|lovely|good) if|"
    r"\bplease (?:sell|make|do|bring|stock|start)\b.{0,60}\bagain\b|\b(?:tendriais|tendrian) que (?:ofrec|pon|hac|"
    r"abr|dej|vend)\w+|^\W*y si (?:los|las|el|la|nos|os|se) [\w ,]{3,80}\?|\bwould be so (?:useful|handy|helpful|good|"
    r"nice)\b|\b(?:vendria muy bien|seria ideal|vendria genial)\b|"
    r"\bwould (?:sell out|fly off|go down (?:well|a treat))\b|\bse venderian?\b|\bvolarian?\b|"
    r"^\W*(?:que tal|y si) (?:un|una|pon|hac|abr|ofrec)\w*(?! mesa| sitio| cafe)|\bpor que no (?:dej|permit|abr|"
    r"hac)\w+|"
    r"\b(?:para )?cuando (?:una|un) (?:tienda|local|sucursal|sitio|cafeteria|sede)\b"
)
"""A proposal in the clothes of a question."""
CHARGED = re.compile(
    r"cobra(do|ron|n|r)\b|dos veces|doble|reembols|devol|devuel|factura|charged|twice|refund|"
    r"mi (tarjeta|cuenta|maleta)|my (card|account|bag)|vuel|flight"
)
"""Money that went wrong, which is another matter than its being much."""
SOUR = re.compile(
    r"\bused to (?:love|like|enjoy|be (?:so |really )?(?:good|great|nice))\b|\bless than (?:friendly|helpful|"
    r"impressed|ideal|great)\b|"
    r"\b(?:antes|solia) (?:me )?(?:encantaba|gustaba|era (?:bueno|buena|genial))\b|\bde todo menos (?:amable|rapid|"
    r"limpi)"
)
"""Warm words that mean the contrary."""
HAGGLES = re.compile(
    r"\b(?:do|give) (?:it|them|us|me)(?: one| all)? for (?:a )?(?:tenner|fiver|[£$€]? ?\d+)|\btake a (?:tenner|"
    r"fiver)\b|"
    r"\bbest price\b|\bknock (?:a |some|anything)|"
    r"\b(?:dej|deja|haz|hace|haga|pon|pone)(?:me|nos|ame|anos)(?:lo|la|los|las)? (?:todo )?(?:en|por|a) (?:unos )?\d+|"
    r"\bme (?:lo|la|los|las) dej(?:as|ais|an) (?:en|por|a)\b|\bmejor precio\b|\b(?:rebaj|descuent)\w+ (?:si|por ser)\b|"
    r"\b\d+ (?:y me l[oa]s? llevo|and (?:it'?s|we have) a deal)|\bmates'? rates\b|\bprecio de amig[oa]s?\b"
)
"""A price that somebody tries to talk down."""
KEEP = re.compile(
    r"\b(?:ni se (?:os|les|te|le) ocurra|do(?:n'?t| not) (?:you )?(?:ever|dare)|never ever) (?:dejar de |stop |to )?"
    r"(?:cambi|quit|toc|sac|chang|touch|remov|mak|sell|hac|vend)\w*|\bno (?:la |lo |las |los )?cambi(?:eis|en|es) nunca"
)
"""Praise in the form of a warning: what is to stay as it is."""
MISSED = re.compile(
    r"\b(?:please |do )?bring (?:it|them|that|those|back the) ?back\b(?! by| to| in)|"
    r"\bput (?:the|that|those) (?:old|original|previous|proper) [\w ]{3,20} back\b|"
    r"\bwhy (?:did|have|would) you (?:stop|stopped|quit|drop|dropped) (?:selling|making|doing|serving|the)\b|"
    r"\b(?:devuelvan|traigan|regresen|devolved|traed)(?:la|lo|las|los)\b(?: de vuelta)?|"
    r"\bpor que (?:quitaron|quitasteis|quitaste|sacaron|sacaste|dejaron de|dejasteis de)\b|"
    r"\bwhy (?:don'?t|do) you (?:not |no longer )?(?:sell|make|do|serve|stock|have) [\w ]{2,40} any ?more\b|"
    r"\bpor que ya no (?:hacen|haceis|venden|vendeis|tienen|teneis|hay)\b"
)
"""Something that is gone: a wish, however crossly it is put."""
_FAVOUR = re.compile(
    r"\bcollab\w*|\bcolabor(?:ar|acion|emos|amos)\b|\b\d+ ?k (?:followers|seguidores|en |on )|\binfluencers?\b|"
    r"\bgifted\b|"
    r"\bfree (?:meal|brunch|lunch|dinner|coffee|products?|night|stay|tickets?) (?:in exchange|for)\b|\bcanje\b|"
    r"\b(?:stories|story|reel|posts?|publi\w*|reseña|resena|review) .{0,20}(?:in exchange|a cambio)|"
    r"\b(?:in exchange for|a cambio de) .{0,40}\b(?:stories|story|reels?|posts?|merienda|cena|comida|brunch|coffee|"
    r"food)"
)


def seeks_favour(comment: str) -> bool:
    """Whether somebody offers their audience for something free. It is no trap, and wants a civil answer."""
    return _FAVOUR.search(plain_words(comment)) is not None


def proposes(text: str) -> bool:
    """Whether a question is a proposal in disguise, which nobody's knowledge answers."""
    return PROPOSES.search(plain_words(text)) is not None
