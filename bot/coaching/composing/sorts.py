"""What sort of thing a question asks for, told by its words. Pure.

A question back has to suit what was asked: a size for boots, no day for the name of a song.
"""

from __future__ import annotations

import re

from bot.coaching.composing.notice import plain_words

_SORTS: tuple[tuple[str, str], ...] = (
    (
        "when",
        r"\b(?:on|is (?:it|that)) (?:mon|tues|wednes|thurs|fri|satur|sun)days? or (?:on )?(?:mon|tues|wednes|thurs|fri|"
        r"satur|sun)days?\b|\b(?:es|son|hay|va|toca|cae) (?:el|los) (?:lunes|martes|miercoles|jueves|viernes|sabados?|"
        r"domingos?) o (?:el |los )?(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)\b",
    ),
    (
        "must",
        r"\bdo (?:i|you|we|people) (?:have|need) to (?:book|reserve|register|sign up|pre-?book|"
        r"make an appointment)\b|\bwalk-?ins?\b(?! (?:\w+ ){0,2}(?:open|close|until|till|start|hours))|"
        r"\b(?:hay que|hace falta|tengo que|tenemos que) (?:reservar|pedir (?:cita|turno|hora)|apuntarse|"
        r"inscribirse|sacar)\b|"
        r"\b(?:con|sin) (?:cita|turno) (?:previ[ao] )?(?:o|y) |\b(?:es|son|va|van) con (?:cita|turno|reserva)\b",
    ),
    (
        "health",
        r"\b(?:pregnan\w+(?! (?:yoga|class|classes|group|course|pillow|swim\w*)\b)|"
        r"breast-?feed\w*(?! (?:class|group|cafe|room|drop-?in|support|workshop)\w*)|eczema|rosacea|psoriasis|"
        r"asthma\w*|diabet\w+|"
        r"epilep\w+|"
        r"medication|dosage|doses?|fever|vomit\w*|diarrho?ea|limp(?:s|ing)|bleed\w*|swollen|rash|toxic|poisonous|"
        r"(?:hasn'?t|has not|haven'?t|won'?t|isn'?t|not|stopped) (?:eaten|eat|eating|drinking|drunk) (?:since|for|"
        r"anything|a thing|"
        r"properly|at all|much|now)|no (?:me )?(?:come|bebe|ha comido|quiere comer|ha bebido) (?:desde|nada|bien|hace)|"
        r"(?:left|off|refus\w+|not (?:eating|touched)) (?:her|his|its|their) (?:hay|food|water)|(?:has|have|"
        r"just) (?:eaten|"
        r"swallowed) (?:an?|the|my|some|half|his|her)|(?:ate|swallowed) (?:an?|the|my|some|half|his|her)|"
        r"(?<!para )embaraz\w+|"
        r"(?<!taller de )(?<!grupo de )(?<!sala de )(?<!charla de )(?<!talleres de )lactancia|dando (?:el )?pecho|"
        r"eccema|dermatitis|piel (?:atopica|sensible|con)|"
        r"asma\w*|medicacion|medicamento\w*|dosis|fiebre|diarrea|cojea\w*|sangra\w*|hinchad[oa]|sarpullido|toxic[oa]s?|"
        r"venenos\w+|(?<!cajero )(?<!maquina )se (?:ha )?(?:comi[od]\w*|trag\w+) (?:un|una|el|la|media|medio)|"
        r"no (?:quiere|"
        r"ha querido) comer)\b",
    ),
    (
        "match",
        r"\b(?:compatible|compatibles|interchangeable|intercambiables?)\b|\b(?:fits?|works?|goes?) (?:with|"
        r"on) (?:the|my|an?|"
        r"older|old)\b(?! (?:train|bus|diet|way))|\b(?:sirven?|vale|valen|va|van|encajan?|funcionan?) (?:con|"
        r"en) (?:el|la|"
        r"los|las|mi|mis|un|una|otros?|otras?) (?:modelo|version|edicion|anterior|antigu|viej|funda|cargador|"
        r"movil|base|iphone|android|telefono|ordenador|consola|portatil|tablet|mac\b|windows)\w*|"
        r"\b(?:works?|fits?) with (?:an?|the|my|our) (?:\w+ )?(?:iphone|android|phone|laptop|console|mac|tablet|"
        r"mount|case|frame)\w*",
    ),
    (
        "when",
        r"\b(?:deliver|ship|post|open|envi\w+|repart\w+|abr\w+)\b.{0,30}\b(?:holidays?|sundays?|saturdays?|weekends?|"
        r"feriados?|festivos?|domingos?|sabados?|fin(?:es)? de semana|findes?|puente)\b",
    ),
    (
        "lost",
        r"\b(?:find|found|handed in|hand in|picked up|seen)\b.{0,40}\b(?:scarf|gloves?|umbrella|keys?|"
        r"wallet|purse|"
        r"phone|glasses|bag|coat|jacket|hat|ring|earrings?|necklace|bracelet|watch|toy|teddy|card|passport|lead|"
        r"headphones|earbuds)\b|\blost property\b|\blost (?:my|our|an?)\b|"
        r"\b(?:encontr|hall|aparec|vist|perd|entreg)\w+\b.{0,40}\b(?:bufanda|guantes?|paraguas|llaves?|cartera|"
        r"monedero|movil|"
        r"telefono|gafas|bolso|mochila|abrigo|chaqueta|gorro|gorra|sombrero|anillo|pendientes?|collar|pulsera|reloj|"
        r"peluche|juguete|tarjeta|pasaporte|auriculares)\b|\bobjetos perdidos\b",
    ),
    (
        "jobs",
        r"\b(?:hiring(?! (?:the|an?|your|out|one|some|it)\b)|recruiting|vacanc\w+|volunteers?|internships?|"
        r"apprentice\w*|placements?)\b|\bany jobs?\b|"
        r"\bwork for "
        r"you\b|\b(?:cv|resume)\b|\bvoluntari[oa]s?\b|\bpracticas\b|\bbecari[oa]s?\b|\bcurriculum\w*|"
        r"\b(?:busc|necesit|contrat)(?:ais|an|as) (?:a )?(?:gente|personal|alguien|camarer|depend|monitor)\w*|"
        r"\bbolsa de "
        r"(?:trabajo|empleo)\b",
    ),
    (
        "access",
        r"\bwheelchairs?\b|\bstep-?free\b|\baccessib\w+|\bramps?\b|\bmobility\b|\bhearing loop\b|\bsign language\b|"
        r"\b(?:guide|hearing|assistance) dogs?\b|\bdisabled\b|\bcrutches\b|\bautis\w+|"
        r"\bsilla de ruedas\b|\baccesib\w+|\brampa\b|\bmovilidad reducida\b|\bbucle magnetico\b|\blengua de signos\b|"
        r"\bperros? (?:guia|de asistencia)\b|\bmuletas\b|\bdiscapacidad\b",
    ),
    (
        "sizing",
        r"\btrue to size\b|\b(?:run|runs|come up|comes up|fit|fits|size up|size down|sized|running) (?:a bit |"
        r"quite |very |really |"
        r"true |up )?(?:small|large|big|tight|narrow|wide|snug|loose|short|long)\b|\b(?:go|"
        r"size) (?:half )?(?:a size )?(?:up|down)\b|"
        r"\b(?:what|which) size (?:should|would|do) (?:i|we|you)\b|\bsize (?:guide|chart)\b|"
        r"\btall(?:a|an) (?:bien|grande|pequen|chic|normal|justo|mas)\w*|\bque talla (?:pido|cojo|me|elijo|"
        r"necesito|seria)\b|"
        r"\b(?:medio numero|media talla|una talla|un numero) (?:mas|menos)\b|\bguia de tallas\b|"
        r"\btabla de (?:tallas|medidas)\b",
    ),
    (
        "password",
        r"\b(?<!with a )(?<!with )(?<!protect )(?:password|passcode|pin code)\b(?! (?:protect|lock|reset))|"
        r"\b(?<!con )(?<!con una )(?:clave|contrasena)\b",
    ),
    (
        "why",
        r"^\W*(?:(?:and|but|so|y|pero|e) )?(?:why|how come|what(?:'s| is) the reason|por que|a que se debe|"
        r"como es que)\b",
    ),
    (
        "contact",
        r"\b(?:your|a) (?:e-?mail|phone|telephone|number|whatsapp)\b|\b(?:vuestro|tu|su) (?:correo|mail|"
        r"telefono|numero|whatsapp)\b|"
        r"\b(?:phone|telephone|contact|whatsapp) (?:number|details?)\b|\be-?mail address\b|\bwho (?:do|can|"
        r"should) (?:i|we) "
        r"(?:contact|call|ask|speak|write|talk|email|see|message|report)\b|\bhow (?:do|can|could) (?:i|"
        r"we) (?:contact|reach)\b|"
        r"\b(?:que|cual es (?:el|su|vuestro)|tienen|teneis) (?:numero de )?(?:telefono|correo|whatsapp|mail)\b|"
        r"\bwho (?:can|could) (?:fix|help|sort|solve|tell|do)\b|\bquien (?:lo |la |me |se |nos )*(?:puede |podria )?"
        r"(?:arregl|ayud|resuelv|resolv|soluc|encarg|ocup)\w*|\b(?:con quien (?:hablo|puedo|podemos|tengo que|"
        r"hay que)|a quien (?:llamo|escribo|me dirijo|hay que))\b|"
        r"\bcomo (?:puedo |podemos |os |les )*(?:contact|localiz)\w+",
    ),
    (
        "what",
        r"\bwhose\b|\bde quien\b|\bcomo se llama (?!(?:el|la|tu|vuestr[oa]) (?:chic|camarer|dependient|"
        r"senor|persona))",
    ),
    (
        "whois",
        r"\bwho(?:'s| is| are|'re| was)\b(?! (?:behind|playing|performing|coming))|\bname of the (?:girl|"
        r"boy|guy|man|"
        r"woman|lady|person|lad|waiter|waitress|barista)|\bquien(?:es)? (?:es|son|era)\b|"
        r"\b(?:se llama|nombre de)\b.{0,12}\b(?:chic[oa]|señora?|senora?|persona|camarer[oa]|dependient[ea])\b",
    ),
    (
        "maker",
        r"\bwho (?:has |have |else )?(?:made|makes?|designed|painted|took|wrote|built|drew|composed|cook(?:ed|"
        r"s)|bak(?:ed|es)|"
        r"decorated|created|directed|roasts?|roasted|printed|filmed|did|does|styled|carved|knitted|sewed|shot)\b|"
        r"\bquien(?:es)? (?:(?:os|te|les|se) )?(?:ha |han |lo |la )*(?:hech|hizo|hace|disen|pint|escri|dibuj|"
        r"compus|cocin|"
        r"decor|cre[ao]|dirig|tuest|constru|tall|cos|rod|fotograf|invent)\w*",
    ),
    ("what", r"\bwho\b|\bquien(?:es)?\b"),
    (
        "rumour",
        r"\b(?:true|rumou?rs?|heard|verdad|cierto|oido|dicen|rumor\w*)\b.{0,40}\b(?:clos\w+|shut\w*|mov\w+|"
        r"sell\w*|sold|leav\w+|"
        r"cerr\w+|cierr\w+|mud\w+|vend\w+|traslad\w+|iros|vais)\b|\bis it true\b|\bes (?:verdad|cierto)\b",
    ),
    (
        "way",
        r"\bnearest\b|\bhow (?:do|can|would) (?:i|we|you) get (?:to|there)\b|\bwhich (?:bus|train|tram|line|"
        r"exit|motorway|road)\b|"
        r"\b(?:mas cerca|cercan[ao])\b|\bcomo (?:se )?(?:lleg|puedo llegar|voy|vamos)\w*|"
        r"\bque (?:linea|bus|autobus|metro|tren|tranvia|salida)\b",
    ),
    (
        "compare",
        r"\bdifferen(?:ce|t)s?\b.{0,30}\b(?:between|from|than|models?|two)\b|\bwhich (?:one )?(?:is|"
        r"would be) better\b|"
        r"\bwhich (?:one )?(?:do|would) you recommend\b|\bdiferenci\w+|\bcual (?:es mejor|recomend\w+|me recomend\w+|"
        r"va mejor)\b|\bque (?:me )?recomend\w+",
    ),
    (
        "fit",
        r"\b(?:suitable|appropriate|ok|okay|fine|right|safe|good|meant|recommended) for\b|\bfor (?:complete |total )?"
        r"(?:beginners|kids|children|adults|toddlers|babies|families)\b|\b(?:year|month)s? olds?\b|"
        r"\bunder[ -](?:\d+|\w+)s\b|"
        r"\bage (?:limit|range|group)\b|\bhow old (?:do|does|must|should)\b|\bminimum age\b|"
        r"\b(?:would|will|does|do|is|are) .{0,40}\b(?:fit|compatible)\b(?! in\b)|\bsirven? para\b|\bcompatibles?\b|"
        r"\bapt[oa]s?\b.{0,12}\bpara\b|\bindicad[oa]s?\b|\bpara (?:principiantes|niñ|nin|adultos|bebes|familias|"
        r"mayores)\w*|"
        r"\b(?:menores|mayores) de\b|\ba partir de que edad\b|\bedad\b|\bbebes\b|\bde \w+ años\b|\bde \w+ anos\b",
    ),
    (
        "made",
        r"\b(?:halal|kosher|vegan|vegetarian|organic|gluten|lactose|dairy|sugar|nuts?|palm oil|latex|"
        r"fair ?trade|recycled)\b|"
        r"\b(?:made|consist) (?:of|from|out of|with)\b|\bingredients?\b|\breal (?:leather|silk|wood|gold|silver|"
        r"fur)\b|"
        r"\b(?:cotton|wool|leather|linen|polyester)\b|\b(?:contains?|fragrance|scented|perfumed?|preservatives?|"
        r"additives?|"
        r"lanolin|retinol|alcohol free|caffeine)\b|\b(?:contien\w+|fragancia|conservantes|aditivos|colorantes|"
        r"parabenos|cafeina)\b|"
        r"\b(?:lleva|llevan) (?:perfume|alcohol|leche|huevo|carne|pescado|cerdo|harina|trigo|soja|soya|mani|miel|"
        r"retinol|"
        r"lanolina)\b|"
        r"\b(?:vegan|vegetarian|ecologic|organic|lactosa|azucar|frutos secos|sulfitos|reciclad)\w*|"
        r"\bde que (?:esta|estan|es|"
        r"son|material)\b|\bque (?:lleva|llevan|contiene)\b|\bes (?:piel|cuero|seda|lana|algodon|oro|plata|madera)\b|"
        r"\bes de (?:piel|cuero|seda|lana|algodon|oro|plata|madera)\b",
    ),
    (
        "delivery",
        r"\b(?:do|can|could|will|would) (?:you|u|they) (?:also |ever )?(?:deliver|ship|post|send)\b|"
        r"\bdelivery\b|\bshipping\b|"
        r"\bpostage\b|\b(?:envi|mand|repart|entreg)(?:ais|an|as)\b|\benvios?\b|\ba domicilio\b",
    ),
    (
        "price",
        r"\bhow much\b(?! (?:time|longer|notice|space|room|luggage|weight|water|of\b|sugar|light))|"
        r"\bwhat(?:'s| is| are) the (?:\w+ )?(?:deposit|fare|fares|fee|rate|charge|entry fee|price)\b|"
        r"\bcual es (?:la|el) (?:fianza|sena|"
        r"tarifa|deposito|cuota)\b|\bcuanto es (?:la|el)\b|\b(?:student|senior|child|children'?s|family|group|"
        r"resident|concession\w*|day|monthly) rates?\b|"
        r"\b(?:price|cost|fee|(?<!in )charge(?!r)|discount|cheaper|price match)\w*\b|\bfor free\b|\bdo (?:i|we|"
        r"they|kids|"
        r"children) (?:have to )?pay\b|"
        r"\bcuanto (?:cuesta|vale|sale|saldria|cobr|costaria|es|seria|me cobr)\w*|\bprecios?\b|\bdescuento\w*|"
        r"\bgratis\b|"
        r"\bpagan\b|\btarifas?\b|\ba cuanto\b|"
        r"\ba como (?:esta|estan|sale|salen|anda|andan|dan|tiene|tienen|van|el|la|los|las|son)\b",
    ),
    (
        "long",
        r"\bhow long\b|\bcuanto (?:tiempo |se )?(?:van? a )?(?:dura|tarda|tardais|tardan|lleva|"
        r"hay que esperar)\w*|\bcuanto tiempo\b|"
        r"\bwaiting (?:list|time)\b|\blista de espera\b",
    ),
    (
        "figure",
        r"\bhow (?:heavy|big|large|tall|wide|deep|many|far|fast|high|strong|old|often|loud|warm|hot|spicy)\b|"
        r"\bwhat (?:size|weight|height) (?:is|was|are|does)\b|\bcuant[oa]s?\b|\bque (?:medidas|tamaño|tamano|"
        r"altura|peso|temperatura|profundidad|longitud|anchura|capacidad|aforo)\b",
    ),
    (
        "when",
        r"^\W*(?:and )?when (?:do|does|is|are|will)\b.{0,60}\b(?:on sale|open|opens|start|starts|begin|begins|"
        r"close|closes|end|ends|"
        r"finish|due)\b|^\W*(?:y )?cuando (?:salen|sale|se ponen|empiez\w+|comienz\w+|acab\w+|"
        r"termin\w+) (?!.{0,20}\b(?:juego|"
        r"disco|version|modo)\b)",
    ),
    (
        "restock",
        r"\b(?:back in|in again|restock\w*|more (?:in|coming))\b|\b(?:volv|vuelv)\w+ a (?:tener|traer|haber)\b|"
        r"\brepon\w+|"
        r"\breposicion\b",
    ),
    (
        "buy",
        r"\b(?:in stock|back in|restock\w*|sold out|for sale|sizes?|wide fit|colou?rs?|in (?:red|blue|green|"
        r"black|white|"
        r"pink|grey|yellow))\b|\bdo you (?:still )?(?:sell|stock|carry)\b|\bdo you still have\b|"
        r"\bin (?:a |an )?(?:small|medium|large|xl)\b|\b(?:os|les|te) quedan?\b|\bgot any\b|"
        r"\b(?:talla|tallas|numero \d+|en un \d+|colores?|en (?:rojo|azul|verde|negro|blanco|rosa|gris|amarillo))\b|"
        r"\b(?<!\bcuando salen )(?<!\bcuando sale )(?:a la venta|en venta|agotad\w+|en stock|repon\w+|"
        r"reposicion)\b|\bvend(?:eis|en|es)\b|"
        r"\b(?:volv|vuelv|tendr)\w+ a (?:tener|traer)\b",
    ),
    (
        "online",
        r"\b(?:(?<!book )(?<!pay )(?<!order )(?<!buy )(?<!only )(?<!or )(?<!just )online|on (?:youtube|spotify|"
        r"the website|your website)|"
        r"put .{0,20}up|upload\w*|stream\w*|recording)\b|"
        r"\b(?:colg(?:ar|ais|an)|sub(?:ir|is|en)\b.{0,20}\b(?:video|foto|grabacion|web|youtube|concierto|"
        r"charla))\w*|(?<!solo )(?<!o )\ben (?:la|vuestra|su) web\b|\ben (?:youtube|spotify)\b|"
        r"\bgrabacion\w*|"
        r"\bpor internet\b",
    ),
    (
        "join",
        r"\bhow (?:do|can|could|would) (?:i|we|you|people) (?:join|sign up|enrol|register|apply|take part|book|"
        r"volunteer|enter)\b|"
        r"\bcomo (?:me|nos|se|puedo|podemos|hay que|hago para) ?(?:apunt|inscrib|matricul|particip|reserv|un[oi])\w*",
    ),
    (
        "how",
        r"\bhow (?:do|can|could|should|would|does|to)\b|"
        r"\bcomo (?:se|es|son|esta|estan|hago|hacemos|hay|puedo|podemos|pido|pedimos|reserv\w+|llego|llegamos|"
        r"voy|vamos|va|van|funciona\w*|entro|pago|compro|consigo|haria|haceis|hacen|haces|pedir\w*|hacer\w*|llegar\w*|"
        r"(?:me|nos|os|te|le|les|lo) \w{2,}|(?:la|los|las) \w+(?:o|amos|emos|imos|ais|eis))\b(?! llama)",
    ),
    ("what", r"\b(?:que|cual|which|what) \w+ (?:hay que|tengo que|tenemos que|debo|(?:do )?i have to|do i need)\b"),
    (
        "book",
        r"\b(?:(?:to|i|we|you|can|please) book|booking|reserve|sign up|enrol|register|join)\b|\b(?:tickets?|"
        r"places?|spots?|seats?) (?:left|"
        r"available|for)\b|"
        r"\bstill tickets?\b|\b(?:reserv|apunt|inscrib|matricul)\w+|\b(?:qued|hay)\w* (?:\w+ )?(?:entradas?|"
        r"plazas?|sitio|"
        r"hueco|cita)s?\b",
    ),
    (
        "where",
        r"\bwhere(?:abouts)?\b|\bwhich (?:branch|shop|station|floor|entrance)\b|\bdonde\b|"
        r"\ben que (?:tienda|planta|"
        r"calle|sitio|parada)\b",
    ),
    (
        "future",
        r"\b(?:will|would|are|is) (?:there|you|it|they) (?:be |have |do |come |coming |"
        r"going )?.{0,40}\b(?:another|again|"
        r"next|more|back|this year|spring|summer|autumn|winter)\b|\bany plans\b|"
        r"\b(?:habra|hareis|haran|volver\w+|vuelve|repet\w+|tendreis|tendran|vais a)\b",
    ),
    (
        "future",
        r"\bwhen (?:are|will|do) (?:you|they|the band)(?: guys| lot)? (?:\w+ )?(?:be )?(?:com|play|tour|visit|"
        r"open(?:ing)? (?:a|in|up)|"
        r"releas|launch|drop|bring|add|mak)\w*|\bwhen (?:is|are) (?:the|a|an) (?:\w+ ){0,4}(?:coming|out|due|"
        r"released|launching)\b|"
        r"\b(?:para )?cuando (?:\w+ )?(?:vienen|venis|vienes|tocan|tocais|vendran|vendreis|sacan|sacais|lanzan|"
        r"sale|salen|"
        r"estrenan|llega|llegan)\b|^\W*para cuando\b",
    ),
    (
        "when",
        r"\bwhen\b|\bwhat (?:time|day|date)\b|\buntil what\b|\bopening\b|\b(?:you|they) (?:\w+ )?open\b|"
        r"\b(?:a que|que) hora\b|"
        r"\bcuando\b|\bque dia\b|"
        r"\bhasta que\b|\babr(?:is|en|es)\b|\babiert\w+\b",
    ),
    (
        "must",
        r"\bdo (?:i|we|you|they|\w+ \w+) (?:really |still )?(?:have|need) to\b|\bdo (?:i|we) need\b|\b(?:is|"
        r"are) .{3,40}\b(?:required|"
        r"mandatory|compulsory|obligatory|necessary)\b|\bhay que\b|\bhace falta\b|\bse necesita\w*\b|\btengo que\b|"
        r"\bnecesit(?:o|amos|a) (?:\w+ )?(?:llevar|tener|traer|reservar|presentar|sacar|comprar|registrar\w*|ser|estar|"
        r"pedir|entrada|cita|reserva|permiso|carnet|dni)\b|"
        r"\btenemos que\b|"
        r"\bobligatori\w+|\bes necesari\w+",
    ),
    (
        "what",
        r"\b(?:is|are|was|do|does|am|can|could|will) .{3,70} or (?:just|only|is it|is that|are they|does it|do (?:i|"
        r"we|they)|"
        r"the|an?|in|on|at|by|from|with|for|standard|special|[a-z]+\W*$)|"
        r"\b(?:o solo|o nada mas|o unicamente|o puro|o mejor|o hay que|o tiene que|o todavia no|o ya no)\b|"
        r"\b(en|por|de|con|a|al|los|las|el|la|para|desde) [\w ]{2,40}? o \1 ",
    ),
    (
        "able",
        r"\b(?:can|could|would|will) (?:you|u|they|someone|somebody)\b|(?<!\bse )\b(?:pueden|podeis|podriais|podrian|"
        r"podes|puedes)\b",
    ),
    (
        "allowed",
        r"\b(?:can|could|may|might) (?:i|we|my|our|the|he|she|people)\b|\b(?:allowed|permitted|okay|ok|"
        r"possible|"
        r"welcome)\b|\bmind if\b|"
        r"\bse (?:puede|pueden|permite|permiten)\b|\b(?:puedo|podemos|podria|puede)\b|\bdej(?:ais|an) (?:entrar|"
        r"llevar|pasar)\b|"
        r"\badmit\w+",
    ),
    (
        "what",
        r"\b(?:what(?:'s|s)?|which)\b|\bstand(?:s)? for\b|\bque (?:es|son|cancion|planta|raza|pintura|libro|"
        r"marca|modelo|"
        r"significa\w*|pone|quiere decir|musica|pelicula)\b|\bcual(?:es)?\b|\bde que\b|\bque \w+ (?:es|son)\b|"
        r"\bque\b",
    ),
    (
        "there",
        r"\b(?:is|are) there\b|\b(?:do|does|have|has|did|are|is|will|would|can|could)\b|\bgot\b|\bhay\b|"
        r"\bten(?:eis|es)\b|"
        r"\btienen?\b|\b(?:cubre|incluye|entra|funciona|vale)n?\b|\b\w+(?:ais|eis)\b|\b(?:es|son|esta|estan)\b",
    ),
)
_SORT_OF = tuple((name, re.compile(pattern)) for name, pattern in _SORTS)
SORTS = tuple(name for name, _ in _SORTS)
NAMING = frozenset({"there", "allowed", "able", "price", "book"})
"""Sorts under which what is asked about (the parking, the dog) may have a question of its own."""


def sort_of(ask: str) -> str:
    """What a question asks for, one of `SORTS`; "" where its words do not tell."""
    plain = plain_words(ask)
    return next((name for name, pattern in _SORT_OF if pattern.search(plain)), "")
