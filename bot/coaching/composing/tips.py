"""Whether a comment advises other guests ("go early") or proposes something to the page ("open earlier"). Pure.

Both are imperatives; what tells them apart is what they ask for: a guest can go, sit, try and bring, and only the
page can open, put up, sell and change.
"""

from __future__ import annotations

import re

from bot.coaching.reading.outright import advises

_OPENS = (
    r"(?:^|[.!;:,] *(?:so |and |but |y |asi que |entonces )?|\b(?:so|just|always|definitely|mejor|siempre|solo|and) )"
)
"""Where the sentence begins that speaks to others."""
_EN = re.compile(
    _OPENS + r"(?:buy (?:the|your|it|them|tickets)|let (?:it|them|the \w+) (?:thaw|rest|cool|dry|rise|sit|soak)|"
    r"go (?:early|late|on|for|in|up|straight|there|at|before|after|with|midweek|mid-week|first|around|to the)|"
    r"get (?:there|in|the (?:window|aisle|early|first|last|left|right|front|back)|a seat|your tickets)|arrive|"
    r"book (?:the|ahead|early|online|in advance|a|well|your)|"
    r"(?:sit|stand) (?:on|in|by|at|near|upstairs|outside|towards|as|close)|"
    r"try (?:it|them|the|this|asking|going|sitting|mixing|with)|have (?:it|them) (?:with|warm|cold|toasted)|"
    r"ask for|skip (?:the|breakfast)|take (?:the|a|your|cash|an?)|bring (?!back|it back|them back|that|in )(?:a|an|"
    r"your|"
    r"some|cash|warm|layers|water|snacks|earplugs|tissues|change|the kids)|wear|pack (?:a|an|your|some)|"
    r"wash (?:it|them|inside)|(?:soak|rinse|sow|plant|prune|peel|boil|fry|roast|steep|rub|store) (?:the|it|them|"
    r"your) |dip (?:it|them)|pair (?:it|them)|keep (?:it|them) (?:in|dry|away|out)|"
    r"freeze (?:it|them|half|the|some)|warm (?:it|them)|toast (?:it|them)|leave (?:room|space|time|yourself|early)|"
    r"(?:don'?t|do not|never) (?:miss|forget|leave without|skip|bother with|wash|sit|go without)|"
    r"(?:download|check|look) (?:the|your|it up|out for) (?:map|timetable|ticket|app before|website before|pass)|"
    r"start (?:at|on|with|upstairs|from)|order (?:the|it|them|ahead|two)|allow (?:at least|yourself|an|two|a)|"
    r"make sure (?:you|to)|save room|walk (?:up|round|past|through|to)|park (?:at|on|in|round|by|near))\b|"
    r"\b(?:pro[- ]?tip|top tip|hot tip|tip|insider tip|word of advice|trick)s?\b(?: for [a-z' ]{3,40})? *[:,-]|"
    r"\b(?:that'?s|it'?s) what worked for (?:us|me)\b|\b(?:works|worked) for (?:us|me)(?: every time)?\W*$|"
    r"\bchanged my life\W*$|\b(?:the )?best way to (?:eat|have|use|wear|wash|keep|store|serve|cook|get|see|drink) |"
    r"\byou(?:'ll| will) thank me\b|"
    r"\bif (?:you(?:'re| are)? (?:go|going|visit|visiting|get|ever|can|have|take|order|like|want)|"
    r"anyone is)\b.{0,60},? "
    r"(?:go|start|ask|sit|take|book|try|order|bring|get|do|skip|don'?t|make sure|head|the|park|use|wear|pick)\b|"
    r"\bdo yourself(?: a favou?r| the favou?r)?\b|\bwhatever you do\b|\b(?:well )?worth (?:getting|going|booking|"
    r"arriving|"
    r"asking|queueing|the (?:climb|wait|detour)) (?:up|early|there|ahead|for)\b|\btrust me\b|"
    r"\b(?:everyone|everybody|anyone|folks|people|guys)[,:] (?:go|try|book|get|bring|ask|don'?t)\b"
)
_ES = re.compile(
    _OPENS + r"(?:id|vayan|vaya|ve|ven(?= (?:pronto|temprano|con|antes))|andad|lleg(?:ad|uen)(?= )|"
    r"(?<!siempre )llega(?= (?:pronto|temprano|con (?:tiempo|hambre|calma)|a primera))|"
    r"(?:reserv|ped|compr)(?:ad|en|id|an)(?:l[oa]s?)?(?= )|pidan(?:l[oa]s?)?|pide(?:l[oa]s?)?|"
    r"prob(?:ad|en)l?[oa]?s?|prueb(?:en|a)l?[oa]?s?|llev(?:ad|en|aos|ense|a)(?= )|"
    r"lav(?:ad|en|a)l[oa]s?|sent(?:aos|ados)|sientense|sientate|poneos|ponganse|"
    r"no (?:os|se|te) (?:perdais|pierdan|pierdas|olvideis|olviden|olvides|vayais|vayan|lo perdais|la perdais|"
    r"lo pierdan|"
    r"la pierdan)|"
    r"(?:empez|empiec|comenz|comienc)(?:ad|en)|tom(?:ad|en)l[oa]s?|com(?:ed|an)l[oa]s?|tost(?:ad|en)l[oa]s?|"
    r"calent(?:ad|en)l[oa]s?|calient(?:en|a)l[oa]s?|guard(?:ad|en)l[oa]s?|congel(?:ad|en)(?:l[oa]s?)?(?= |$)|"
    r"preguntad por|pregunten por|dejaos |dejense |dej(?:ad|en) (?:sitio|hueco|espacio)|dej(?:ad|"
    r"en)l[oa]s? (?:reposar|enfriar|secar|descongelar|toda)|entr(?:ad|"
    r"en) por|mad?drug(?:ad|uen)|madrug(?:ad|uen)|"
    r"sub(?:id|an) (?:a|al|por)|baj(?:ad|en) (?:a|al|en) (?!precio)|aparc(?:ad|uen)|estacion(?:en|ad)|"
    r"cog(?:ed|an) (?:el|la|los|las)|mejor (?:ir|llegar|reservar|pedir|sentarse|entre semana)|conviene)\b|"
    r"(?:^|[.!;] *)(?:un |mi |otro |gran )?(?:consejo|truco|tip|dato|recomendacion|un consejito|"
    r"aviso a navegantes)s?\b(?: (?:para|a|de) [a-zñ ]{3,40})? *[:,-]|"
    r"^\W*(?:a|para) (?:l[oa]s|quienes) (?:que )?[a-zñ ]{3,50}: |\bme lo agradecer(?:eis|an|as)\b|\ba (?:mi|"
    r"nosotros) (?:me|nos) (?:funciona|funciono|fue) (?:de maravilla|"
    r"genial|bien|"
    r"perfecto)\b|"
    r"\bsi (?:(?:vais|van|vas)(?! a \w+[aei]r\b)|pod(?:eis)|pueden|ten(?:eis) ocasion|alguien va)\b.{0,60},? ?"
    r"(?:id|empez|empiec|ped|pid|sent|sient|reserv|llev|prob|prueb|no |tom|cog|entr|sub|lleg|mir|aparc|compr)\w*|"
    r"\b(?:os|les) (?:recomiendo|aconsejo|sugiero)\b|^recomiendo (?:ir|pedir|reservar|llegar|probar|sentarse)\b|"
    r"\b(?:merece|vale) la pena (?:madrugar|ir|llegar|subir|reservar|pedir)\b|\bhacedme caso\b|\bhaganme caso\b"
)
_TO_THE_PAGE = re.compile(
    r"\b(?:please|por favor|(?<!if )you (?:should|could|need|might)|could you|can you|would you|we need|your (?:shop|"
    r"app|"
    r"site|menu|"
    r"website|staff)|deberia\w*|podria\w*|podeis|vuestr[oa]s? (?:web|app|carta|tienda)|hace falta)\b|\?|"
    r"\btry (?:putting|adding|opening|offering|selling|making|a (?:softer|lower|different))\b|"
    r"\bprob(?:ad|en) a (?:poner|abrir|vender|hacer|ofrecer|cambiar|bajar|subir)\b|\bprueben a\b|"
    r"\bbring (?:it|them|that|those|the \w+(?: \w+)?) back\b|"
    r"\b(?:next time|(?<!worked )(?<!works )for us|para nosotros)\b"
)
"""Words in which only the page can be spoken to."""
_WARNS = re.compile(
    r"\b(?:elsewhere|somewhere else|instead|avoid|save your money|don'?t (?:bother|go|waste|buy)|never buy|scam|"
    r"money back|refund|disgrace|not at all|nightmare|take a bow|verguenza|desastre|"
    r"a otro (?:sitio|lado)|en otro sitio|evit(?:ad|en)|no (?:vayais|vayan|compreis|compren|perdais el tiempo)|"
    r"estafa)\b"
)
"""Advice to stay away is a grievance, and not a kindness to others."""


def advises_others(bare: str) -> bool:
    """Whether a folded comment tells other guests how to have a better time of it."""
    if _TO_THE_PAGE.search(bare) or _WARNS.search(bare):
        return False
    return _EN.search(bare) is not None or _ES.search(bare) is not None or advises(bare)
