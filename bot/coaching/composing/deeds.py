"""What a request wants done, told by its words. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.sorts import sort_of

_DEEDS: tuple[tuple[str, str], ...] = (
    (
        "unlock",
        r"\b(?:unblock|unlock|reactivate|reinstate|unfreeze|reset)\b.{0,30}\b(?:me|us|my|our|account|card|"
        r"password|pin)\b|"
        r"\b(?:desbloque|reactiv|restablec|restablezc|resete)\w*\b.{0,30}\b(?:me|mi|nuestr[oa]|cuenta|tarjeta|"
        r"contrasena|"
        r"clave)\b|"
        r"\b(?:me|nos) (?:\w+ )?(?:desbloque|reactiv|resete)\w+|\bdesbloque(?:adme|enme|ame|eme)\b",
    ),
    (
        "list",
        r"\b(?:add|put|sign) (?:me|us|him|her|them) (?:\w+ )?(?:to|on|onto|down|up)\b(?!.{0,12}\b(?:screen|page))|"
        r"\b(?:add|put|sign) (?:my|our) (?:\w+ )?\w+ (?:to|on|onto|down|up)\b.{0,30}\b(?:list|group|class|course|"
        r"team|session|register|"
        r"lesson|for)\b|"
        r"\b(?:me|nos|la|lo|le) (?:\w+ )?(?:apunt|inscrib|anot|agend)(?:ar|ir|ais|is|an|en|as|es|a)\b|"
        r"\b(?:apunt|inscrib|inscrib|anot)(?:adme|idme|enme|anme|ame|eme|arme|irme|adnos|arnos|arla|arlo|irla|"
        r"irlo)\b|"
        r"\b(?:apuntar|inscribir|anotar) a (?:mi|nuestr)\w*|\b(?:pon|pong|pus)\w+ en la lista\b",
    ),
    (
        "correct",
        r"\b(?:correct|fix|change|amend|update|put right)\b.{0,25}\b(?:(?:my|our|his|her) (?:\w+ )?(?:name|"
        r"surname|bill|invoice|"
        r"date of birth|spelling)|the (?:name|spelling|date|surname) (?:on|in|of) (?:my|our|the) (?:booking|"
        r"ticket|tickets|invoice|"
        r"order|card|account|certificate|reservation))\b|"
        r"\b(?:corrij|correg|corrig|arregl|cambi|modific|rectific)\w*\b.{0,20}\b(?:(?:mi|nuestro|su) (?:nombre|"
        r"apellido)|"
        r"(?:el )?(?:nombre|apellido|dato)s? (?:en|de|del) (?:mi |la |el |los |las )?(?:reserva|entrada|billete|"
        r"factura|pedido|"
        r"cuenta|ficha|tarjeta|certificado)|la factura|fecha de nacimiento)\b",
    ),
    (
        "details",
        r"\b(?:update|change|correct|amend)\b.{0,25}\b(?:my|our) (?:\w+ )?(?:address|details|number|e-?mail|phone|"
        r"records?|"
        r"bank)\b|\b(?:old|new|wrong|previous) (?:address|number|e-?mail|bank)\b.{0,40}\b(?:update|change|correct|"
        r"amend)\b|"
        r"\b(?:actuali[cz]|cambi|modific|corrij|correg)\w*\b.{0,25}\b(?:mi|mis|nuestr[oa]s?|de) (?:direccion|"
        r"datos|numero|"
        r"correo|mail|telefono|domicilio|domiciliacion)\b|\b(?:direccion|domicilio|correo|mail|telefono|"
        r"numero) (?:viej[oa]|"
        r"antigu[oa]|anterior|de antes|equivocad[oa])\b.{0,40}\b(?:actuali[cz]|cambi|modific|corrij|correg)\w*",
    ),
    (
        "leave",
        r"\b(?:remove|take|get|strike) (?:me|us|my \w+|our \w+) (?:off|from|out of)\b|\bunsubscribe\b|"
        r"\bstop (?:sending|texting|e-?mailing|calling|messaging) (?:me|us)\b|\bdelete my (?:data|details|account)\b|"
        r"\b(?:darme|darnos|dame|dadme|denme|deme) de baja\b(?! d?el (?:curso|gimnasio))|"
        r"\bno (?:me|nos) (?:mand|envi|llam|escrib)\w+ mas\b|\bno more (?:e-?mails|texts|calls|offers)\b|"
        r"\bdej(?:ad|en|a|e|eis) de (?:mandar|enviar|llamar|escribir)\w*|\bno quiero (?:recibir|que me (?:mand|"
        r"envi|llam))|"
        r"\b(?:quit|sac|borr|elimin)(?:ar|ad|en|a|e|adme|enme|ame|eme|arme)?(?:me)? (?:de la lista|mis datos|"
        r"mi cuenta)",
    ),
    (
        "status",
        r"\b(?:where|check|track\w*|sent|left|shipped|dispatched|status|arriv\w+|happened)\b.{0,40}"
        r"\b(?:my|our) (?:\w+ )?(?:order|parcel|package|delivery)\b|"
        r"\b(?:my|our) (?:\w+ )?(?:order|parcel|package|delivery)\b.{0,70}"
        r"\b(?:where|check|track\w*|left|shipped|yet|arriv\w+|status|coming)\b|"
        r"\b(?:donde|salid[oa]|enviad[oa]|localiz\w+|seguimiento|estado|llega\w*)\b.{0,30}\b(?:mi|nuestro) "
        r"(?:pedido|paquete|envio|encargo)\b|"
        r"\b(?:mi|nuestro) (?:pedido|paquete|envio|encargo)\b.{0,40}\b(?:donde|salid[oa]|llega\w*|estado|va|"
        r"viene|esta)\b",
    ),
    (
        "check",
        r"\bconfirm(?:ar|an|ais|as|en|ad|a|e)\w* (?:mi|nuestra|la|el) (?:reserva|cita|turno|pedido|inscripcion|"
        r"plaza)\b|"
        r"\b(?:check|see|look|tell me|confirm) (?:up |on )?(?:if|whether|on|for|that) (?:my|our)\b|"
        r"\bconfirm (?:my|our)\b|"
        r"\b(?:mirar|comprobar|ver(?! a\b)|consultar|decirme|confirmar\w*|confirm[ea]n?me)\b.{0,25}\b(?:mi|"
        r"nuestr[oa])\b",
    ),
    (
        "refund",
        r"\b(?:get|want|need) (?:a|my|our) refund\b|"
        r"\b(?:get|have|want|need) (?:my|our) (?:money|deposit|fee|payment)\b.{0,12}\bback\b|\brefund (?:me|us|"
        r"my|our)\b|"
        r"\b(?:devolv|devuelv|reembols)\w* (?:la fianza|el deposito|el dinero|mi|el importe|la senal)",
    ),
    (
        "cancel",
        r"\b(?:cancel|end|stop|undo)\b (?:my|our)\b|\bcancel (?:order |booking |number |no\.? ?|#)?\d{3,}|"
        r"\b(?:cancel|anul)(?:ad|en|a|e|ar|arme|arnos|adme|enme|ame|"
        r"ais|an|as)"
        r"(?:me|nos)? (?:mi|nuestra|la|el) (?:\w+ )?(?:suscripcion|reserva|cita|pedido|inscripcion|plaza|turno|abono|"
        r"entradas?)\b|\bdarme de baja del (?:curso|gimnasio)\b|\bcomo (?:\w+ )?cancel(?:o|ar|amos) (?:mi|la|el|"
        r"una)\b",
    ),
    (
        "change",
        r"\bbring (?:my|our|the) (?:\w+ )?(?:booking|reservation|appointment|slot|lesson|delivery) (?:\w+ "
        r")?forward\b|"
        r"\b(?:change|move|switch|swap|reschedule|push|shift|amend|bring\b.{0,30}\bforward|put back|"
        r"correct)\b.{0,25}\b(?:booking|"
        r"reservation|appointment|table|party of|group of|seats?|tickets?|order|slot|lesson|class|address|delivery)\b|"
        r"\b(?:cambi|mov|muev|pas|adelant|retras|modific|aplaz|corrij|correg|corrig)(?!ado|"
        r"ada)\w*\b.{0,25}\b(?:reserva|"
        r"cita|turno|mesa|asientos?|butacas?|entradas?|pedido|clase|direccion|entrega)\b|"
        r"\b(?:order|booking|reservation|appointment)\b.{0,30}\b(?:can|could|may) (?:i|we|it|you) (?:still |"
        r"be )?(?:change|swap|"
        r"move|amend)\w*\b|\b(?:pedido|reserva|cita|turno)\b.{0,20}\b(?:(?:l[oa] )?(?:puedo|podemos|se puede|"
        r"podeis|pueden) (?:cambiar|"
        r"modificar|mover|corregir)(?:l[oa])?)\b",
    ),
    (
        "copy",
        r"\b(?:copy|duplicate|send|resend|reissue|get|have)\b.{0,30}\b(?:invoice|receipt|certificate|statement|"
        r"voucher)\b|"
        r"\b(?:invoice|receipt|certificate|statement)\b.{0,50}\b(?:new one|another|again|copy)\b|"
        r"\b(?:mand|envi|pas|hac|dar|dais|dan|reenvi|sac|necesit)\w*\b.{0,30}\b(?:factura|recibo|tique|certificado|"
        r"justificante|duplicado|comprobante)\b|\b(?:factura|recibo|tique|certificado|"
        r"justificante)\b.{0,50}\b(?:otr[oa]|"
        r"de nuevo|copia|nuev[oa])\b",
    ),
    (
        "call",
        r"\b(?:speak|talk) (?:to|with) (?:an? |the |your )?(?:\w+ )?(?:manager|someone|somebody|person|human|"
        r"supervisor|owner)\b|"
        r"\b(?:manager|supervisor|someone|somebody|person|human) (?:\w+ )?(?:i|we) (?:can|could) (?:speak|talk)\b|"
        r"\bhablar con (?:el |la |un |una )?(?:alguien|encargad[oa]|responsable|gerente|jef[ea]|persona)\b|"
        r"\b(?:call|ring|phone|contact) (?:me|us)\b|\bget (?:back to|in touch with) (?:me|us)\b|"
        r"\bcall (?:me )?back\b|"
        r"\b(?:me|nos) (?:(?:puede|podeis|pueden|podria|podrian|podriais)n? )?(?:llam|contact)\w+|"
        r"\b(?:llam|contact)(?:adme|enme|ame|eme)\b",
    ),
    (
        "act",
        r"\b(?:let (?:me|us) know|tell (?:me|us)|text (?:me|us)|notify (?:me|us)|message (?:me|us)) (?:when|once|"
        r"as soon)\b|"
        r"\bavis(?:ar|ad|en|a|ame|adme|enme|arme|arnos|adnos|enos)?(?:me|nos)?\b.{0,25}\b(?:cuando|en cuanto|si)\b",
    ),
    (
        "takedown",
        r"\b(?:delete|remove|take|blur|hide)\b.{0,40}\b(?:photos?|pictures?|pics?|videos?|posts?|"
        r"images?)\b.{0,25}\b(?:from|off|down|please|"
        r"page|site|website|where)\b|\b(?:delete|remove|take down|blur|hide) (?:the|that|this|my|our|his|her|"
        r"their) (?:photo|picture|pic|"
        r"video|post|image)\b|\b(?:borr|quit|elimin|retir|tap)\w*\b.{0,15}\b(?:fotos?|videos?|publicacion|"
        r"imagen(?:es)?|cara)\b",
    ),
    (
        "level",
        r"\b(?:turn|put|bring|keep|get)\b.{0,30}\b(?:music|volume|heating|heat|radio|lights?|air ?con\w*|ac|"
        r"speakers?|tv|"
        r"telly|bass)\b.{0,12}\b(?:down|up|off|lower|low|warmer)\b|"
        r"\bturn (?:down|up|off) (?:the|that|your) (?:\w+ )?(?:music|volume|heating|heat|radio|lights?|"
        r"air ?con\w*|ac|speakers?|"
        r"tv|bass)\b|\b(?:lower|raise) the (?:music|volume|heating|temperature|lights?)\b|"
        r"\b(?:baj|sub|apag)\w+\b.{0,20}\b(?:la musica|el volumen|la calefaccion|la radio|las luces|la luz|el aire|"
        r"el altavoz|los altavoces|la temperatura|la tele)\b",
    ),
    (
        "repair",
        r"\b(?:fix|mend|repair|unclog|unblock)\b (?:the|that|this|those|your|it)\b|\bget (?:the|"
        r"that) [\w ]{3,30} (?:fixed|mended|"
        r"repaired|sorted|seen to)\b|"
        r"\b(?:arregl|repar)(?:en|ad|ar|ais|an|as|a|e)\b (?:de una vez )?(?:el|la|los|las|ese|esa|eso|esto|"
        r"vuestr[oa]|su)\b",
    ),
    (
        "post",
        r"(?!.*\b(?:put|hang) (?:an?|the|some|up) (?:\w+ ){0,2}(?:sign|notice|rail|handrail|shelf|hook|fence|light|"
        r"mirror)s?\b)(?:"
        r"\b(?:upload|publish|re-?post)\b (?:the|that|those|your|a|some|it|them|more)\b|\b(?:put|post|"
        r"share)\b (?:the|that|those|a|"
        r"it|them|up)\b.{0,40}\b(?:online|up|here|on (?:the|your) (?:site|website|page|channel)|on (?:youtube|"
        r"spotify|instagram)|"
        r"recipes?|photos|pictures|slides|recording|video|link|playlist)\b|"
        r"\b(?:sub|colg|cuelg|public|compart)\w+ (?:el|la|los|las|un|una|mas|aqui)\b.{0,40}\b(?:video|fotos?|"
        r"grabacion|receta|"
        r"lista|enlace|link|diapositivas|presentacion|programa|charla|concierto|horarios?|web|pagina)s?\b|"
        r"\bpas(?:ar|ais|an|en|ad|as|a|e) (?:la receta|el enlace|el link)\b"
        r")",
    ),
    (
        "word",
        r"\b(?:d[ií]gan|decid|decir|dile|avis(?:ad|en))(?:le|les)? a (?!mi\b|mis\b|nuestr)[a-z]+ que\b|"
        r"\b(?:tell|ask|let) (?!me\b|us\b|you\b)[a-z]+ (?:that |i'?ll|i'?m|know|to (?:wait|hold|expect|ring|call))\b|"
        r"\ble dig(?:a|an|ais) (?:al|a la|a los|a las) (?:\w+ ){1,4}que\b|\b(?:tell|ask) (?:the|"
        r"your) (?:\w+ ){1,4}(?:not )?to\b|\b(?:ped|dec|pid|dig)\w*(?:le|les) (?:al|a la|"
        r"a los|a las) (?:\w+ ){1,4}que\b|"
        r"\b(?:tell|ask|remind|have a word with|speak to|talk to) (?:your|the|whoever|"
        r"that) (?:\w+ ){0,3}?(?:drivers?|staff|"
        r"couriers?|riders?|team|guys?|lads?|girls?|lad|people|neighbours?|tenants?|members?|customers?|cyclists?|"
        r"owners?|crew|"
        r"person|instructors?|teachers?|guards?|is)\b|"
        r"\b(?:d[ií]gan|digan|decid|decir|hablad|hablen|hablar|avisen|avisad|recuerden|pedid|pidan)(?:le|les|"
        r"con)? (?:al|a la|"
        r"a los|a las|con el|con la|con los|con las|a sus?|a vuestr[oa]s?) (?:repartidor|conductor|chofer|"
        r"personal|monitor|"
        r"vecin|soci|client|dueñ|duen|profesor|seguridad|gente|chic|camarer|meser|moz)\w*",
    ),
    (
        "hold",
        r"\b(?:hold|save|keep|reserve|put|set)\b.{0,40}\b(?:aside|for (?:me|us)|until|till)\b|\bput (?:by|"
        r"away) (?:an?|one|"
        r"two|three|four|five|six|\d+|some|the) |^\W*(?:please |pls )?(?:hold|save|keep|reserve) (?:one|two|three|"
        r"four|five|"
        r"six|\d+|an?|some) |"
        r"\b(?:hold|save|keep|reserve) (?:me|us)\b|\b(?:can|could|would|will) you (?:please )?(?:hold|save|"
        r"reserve)\b|"
        r"\b(?:me|nos) (?:podeis |podriais |pueden |podrian |puedes )?(?:apart|guard|reserv)\w+|"
        r"\b(?:apart|guard|reserv)(?:adme|enme|ame|eme|adnos|arme|arnos)\b",
    ),
    (
        "send",
        r"\btext me (?:a|the|an|when|once|if|your)\b|\bsend (?:mrs|mr|ms|dr|miss|señora|señor) |"
        r"\b(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody) (?:please )?(?:send|forward|post|"
        r"e-?mail|mail) "
        r"(?:my|our|me|us|the|\w+'s)\b|\bplease (?:send|forward|e-?mail|post|mail) (?:my|our|me|us|the)\b|"
        r"\b(?:mand|envi|reenvi|pas)(?:en|ad|e|a) (?:por favor )?(?:mi|mis|nuestr[oa]s?) |"
        r"\b(?:send|e-?mail|forward|dm) (?:me|us)\b|\bre-?send\b|\bsend (?:it|them|that) (?:again|over)\b|"
        r"\b(?:send|e-?mail)\b.{0,30}\bby (?:e-?mail|post|message)\b|"
        r"\b(?:me|nos) (?:podeis |podriais |pueden |podrian |puedes )?(?:mand|envi|pas)(?:ar|ais|an|as)\b|"
        r"\b(?:mand|envi|pas)(?:adme|enme|ame|eme)\b|\b(?:me|nos) l[oa]s? (?:podeis |podriais |pueden |podrian |"
        r"puedes )?(?:re)?(?:mand|envi)\w+|"
        r"\breenvi\w+",
    ),
)
_STRICT = frozenset(
    {"leave", "status", "check", "cancel", "change", "copy", "call", "unlock", "list", "correct", "details"}
)
"""What is done to something of the person's own: no fact for everybody settles it."""
_TOLD_TO = re.compile(
    r"\b(?:(?:can|could|would|will) (?:you|u|someone|somebody|anybody|anyone|we)|(?:can|could|may) (?:i|"
    r"we) (?:please )?(?:speak|talk|have|get|change|swap|move|see)|(?:is|are) there (?:an? )?(?:\w+ )?i can|"
    r"please|pls|plz|puedo|i (?:need|want|would like)|"
    r"i'd like|by favour|por favor|porfa|(?:pod|pued|podri)(?:eis|en|es|ais|an|as|ria|e)|quiero|quisiera|querria|"
    r"necesito|como (?:me |puedo )?(?:cancel|anul|doy|dar)\w*|(?:me|nos) \w+(?:ais|eis)|(?:me|nos) \w+(?:an|en|as|"
    r"es)|"
    r"\w+(?:adme|edme|idme|enme|anme|arme|adnos)|(?:guard|apart|reserv|mand|envi|pas|avis|cambi)ame|que me|"
    r"apunta(?:me|nos)|anota(?:me|nos)|put (?:me|us) down|"
    r"sign (?:me|us) up|que alguien|dejad|dejen|cancelad|cancelen|anulad|arreglen|"
    r"arreglad|suban|"
    r"subid|bajen|bajad|digan(?:le|les)|"
    r"decid(?:le|les)|corrijan|corregid|actualicen|actualizad|publiquen|publicad|apaguen|apagad)\b|"
    r"^\W*(?:hold|save|keep|reserve|take|move|send|fix|mend|repair|upload|publish|post|share|put|turn|lower|tell|add|"
    r"correct|update|unblock)\b"
)
_LOOKS_FOR = re.compile(r"\b(?:where(?:'s| is)|donde (?:esta|anda))\b")
"""What asks after a parcel without asking anybody to do a thing."""
_MINE = re.compile(r"\b(?:my|our|mine|mi|mis|nuestr[oa]s?)\b")
ACT = "act"
"""Anything else that is to be done."""
OPEN_DEEDS = frozenset({"hold", "level", "repair", "post", "takedown", "word", ACT})
"""What can be asked for without a word of the person's own."""
_DEED_OF = tuple((name, re.compile(pattern)) for name, pattern in _DEEDS)
DEEDS = tuple(name for name, _ in _DEEDS)
_PLEA = re.compile(
    r"\b(?:can|could|would|will) (?:(?:one|some|any) of (?:you|ye|yous)|you|u|ye|yous|y'all|someone|somebody|anyone|"
    r"anybody|we)(?: guys| please| maybe| just| all)* "
    r"(?!take (?!(?:the|that|my|our|this|those|it|down|off|away)\b)|tell (?:me|us)\b|(?:have|do|accept|eat|see|"
    r"use|park|also|still|"
    r"usually|really)\b)\w+|"
    r"\b(?:pod(?:eis|riais)|pueden|podrian|puedes|podes|podrias)(?: por favor)? \w+r(?:me|nos|la|lo|le|les|las|"
    r"los)?\b"
)
_SURE_PLEA = re.compile(
    r"\b(?:can|could|would|will) (?:someone|somebody|anyone|anybody) (?:please )?(?!(?:tell|recommend|help|"
    r"explain|confirm|see|find|join|"
    r"enter|come|use|say|know|else|advise|suggest|answer)\b)\w+|"
    r"\balguien (?:puede|podria|me puede)(?: por favor)? (?!deci|explic|recomend|confirm|ayud|usar|entrar|ir\b|"
    r"participar|indic|saber)\w+|"
    r"\b(?:podrian|podriais)(?: por favor)? (?!deci|explic|recomend|confirm|ayud|indic|enviar a\b|ser\b|estar\b|"
    r"haber\b)\w+r\b"
)
"""A plea whatever it was read as: it is put to whoever can do it."""
_OF_A_PLEA = frozenset({"able", "there", "allowed", ""})
"""Sorts of questions that tell of nothing to be known."""


def deed_in(text: str) -> str:
    """What somebody wants done, one of `DEEDS`; "" for anything else."""
    plain = plain_words(text)
    if not _TOLD_TO.search(plain) and not (_MINE.search(plain) or "unsubscribe" in plain):
        return ""
    return next((name for name, pattern in _DEED_OF if pattern.search(plain)), "")


def settled_by_hand(deed: str, text: str) -> bool:
    """Whether only a person can do it, so that a fact would miss the matter."""
    plain = plain_words(text)
    return deed in _STRICT and (
        _TOLD_TO.search(plain) is not None or (deed == "status" and _LOOKS_FOR.search(plain) is not None)
    )


def pleads(ask: str) -> bool:
    """Whether a question wants something done, and nothing told: "can you water the plants?"."""
    return _PLEA.search(plain_words(ask)) is not None and sort_of(ask) in _OF_A_PLEA


def surely_pleads(ask: str) -> bool:
    """Whether it can be nothing but a plea."""
    return _SURE_PLEA.search(plain_words(ask)) is not None and sort_of(ask) in _OF_A_PLEA
