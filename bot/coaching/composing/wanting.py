"""The one thing without which nobody can go on with a grievance, where there is one. Pure.

Most grievances need no question: what happened is told, and the next step is ours. What is asked for has to be of use
to the person who looks into it: an order or a booking to look up, a picture of what broke, the day on which to ask who
was there.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ORDER = re.compile(
    r"\b(?:order(?:ed)? (?:online|from (?:you|your))|my order|our order|the order|orders?\b(?= (?:number|was|is|came|"
    r"arrived|never))|parcels?|package|tracking|courier|delivered|shipping|shipped|in the (?:mail|post)|"
    r"mi pedido|el pedido|pedido del|paquete|paqueteria|seguimiento|envio|mensajer[oa]|repartidor|por la (?:aplicacion|"
    r"app|web|pagina))\b"
)
_PAID = re.compile(
    r"\b(?:charged|overcharged|invoiced?|on the (?:bill|receipt)|the bill|refund\w*|my money|took (?:it|the money) out|"
    r"cobr(?:aron|asteis|o|ado|ada)|factura|en el (?:tique|ticket)|la boleta|reembolso|devol\w+ (?:el|la|mi|los) "
    r"(?:dinero|plata)|me devolv\w+)\b"
)
_BOOKED = re.compile(
    r"\b(?:(?:we|i|i'd|we'd|had) (?:booked|reserved)|my (?:booking|reservation)|our (?:booking|reservation)|"
    r"the (?:booking|reservation)|reserve|reservamos|mi reserva|la reserva|nuestra reserva)\b"
)
_THING = re.compile(
    r"\b(?:(?:bought|purchased|got) (?:\w+ ){0,6}(?:broke\w*|snapped|split|tore|ripped|died|stopped|leaks?)|"
    r"(?:one|first|second|two|three) wash(?:es)?|out of the (?:dryer|wash|box)|came apart|fell apart|came off|pilled|"
    r"scratched|cracked|dented|stained|"
    r"the (?:seam|zip|sole|strap|handle|hinge) (?:came|broke|split|tore|snapped|fell|went|has|is)|"
    r"una (?:lavada|puesta)|(?:primer|primera|segunda) (?:lavado|lavada|puesta|uso)|se (?:rompio|despego|descosio|"
    r"partio|rajo|encogio|destiño)|rayad[oa]|manchad[oa]|descosid[oa]|"
    r"la (?:costura|cremallera|suela|correa|bisagra|tapa) (?:se|vino|no|esta))\b"
)
_ONCE = re.compile(
    r"\b(?:waited|sat|stood|queued|served|told (?:her|him|my \w+)|shouted|spoke to|ignored|walked (?:in|out)|asked "
    r"(?:for|to|me|us)|turned (?:me|us) away|refused|laughed|rolled|snapped at|threw (?:it|the|me|us|my)|"
    r"(?:me|nos|le|les|te) (?:grit\w+|atend\w+|tir\w+|avent\w+|ech\w+|negar\w+|hici\w+|trat\w+|"
    r"contest\w+|sirvi\w+|puso|pusieron|trajo|trajeron|cerr\w+|dejaron|dejo)|esperamos|espere|estuv\w+|fuimos|llegamos|llegue)\b"
)
"""What staff did on a day: who was there can be asked."""
_NOT_ONCE = re.compile(
    r"\b(?:always|every|each|never|still|since|keeps?|again|months?|years?|weeks?|(?:third|fourth|fifth|second) time|"
    r"twice|three times|siempre|cada|nunca|todavia|aun|desde|sigue\w*|otra vez|meses|anos|semanas|tercera vez|"
    r"segunda vez|cuarta vez|dos veces|tres veces|antes|used to|ya no|self|machine|website|app|online|chat(?:bot)?|"
    r"aplicacion|web|telefono|phone|rang|llam\w+)\b"
)
_ASKED_FOR = (("order", _ORDER), ("paid", _PAID), ("booked", _BOOKED), ("thing", _THING))
WANTS = ("order", "paid", "booked", "thing", "day")
"""What may be asked for; each has lines of its own (`ask_order`, …)."""


@lru_cache(maxsize=256)
def still_wanted(bare: str) -> str:
    """Which of `WANTS` somebody who looks into a folded grievance would have to ask for, "" for none."""
    found = next((name for name, pattern in _ASKED_FOR if pattern.search(bare)), "")
    if found:
        return found
    return "day" if _ONCE.search(bare) and not _NOT_ONCE.search(bare) else ""
