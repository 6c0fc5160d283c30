"""How a Spanish comment addresses the page: tú, usted, vos, vosotros or ustedes."""

from __future__ import annotations

import re

from bot.coaching.text.normalise import fold
from bot.domain.reading import Address

_VOSEO = re.compile(
    r"\b(?:vos|sos|tenes|podes|queres|sabes vos|haces vos|decis|venis|mandame|pasame|decime|contame|"
    r"fijate|avisame|escribime|respondeme|contestame|bancame|dejame|haceme|poneme|vendeme|che)\b"
    r"|\b(?:mirá|decí|poné|hacé|vení|probá|mandá|avisá|contá|dejá|escribí|respondé|pasá|fijate|tenés|"
    r"podés|querés|sabés|hacés|decís|vivís|creés|pensás|vendés|abrís|cobrás|traés|usás|andá)\b"
)
_VOSOTROS = re.compile(
    r"\b(?:vosotr[oa]s|os|vuestr[oa]s?|sois|teneis|podeis|quereis|sabeis|haceis|estais|vais|habeis|veis|"
    r"dais|decis que|abris|vendeis|enviais|aceptais|cobrais|contestais|respondeis|deberiais|podriais|"
    r"\w{2,}(?:abais|iais|asteis|isteis|areis|ereis|ireis))\b|\b(?:poned|haced|mirad|decid|traed|seguid|"
    r"arreglad|devolvedme|contestad|responded|llamadme|ayudadme|avisad|quitad|mejorad|añadid|cuidaos|iros|"
    r"pedid|probad|reservad)\b"
)
_USTEDES = re.compile(
    r"\b(?:ustedes|uds|tienen|pueden|quieren|saben|hacen|estan|han|venden|abren|envian|aceptan|cobran|"
    r"contestan|responden|deberian|podrian|son unos|hagan|pongan|traigan|arreglen|devuelvan|contesten|"
    r"respondan|llamenme|ayudenme|avisen|quiten|mejoren|agreguen|manden|sigan|vayan|dejen|den|sean|tengan|"
    r"cuiden|dan|cobren)\b"
)
_USTED = re.compile(
    r"\b(?:usted|ud|digame|disculpe|perdone|oiga|mire|permitame|podria indicarme|podria decirme|"
    r"podria usted|me podria|le agradec\w+|le escribo|le pido|le ruego|les? saludo a usted|su atencion|"
    r"expliqueme|llameme|envieme)\b"
)
_TU = re.compile(
    r"\b(?:tu|tus|ti|contigo|tienes|puedes|quieres|sabes|haces|eres|estas|vas|dime|mandame|pasame|dame|"
    r"avisame|mira|oye|fijate|podrias|deberias|vendes|abres|has|te (?:amo|quiero|sigo|escribo|mando|"
    r"pregunto|deje|pido))\b"
)  # fmt: skip
_THIRD = re.compile(
    r"\b(?:ellos|ellas|los (?:clientes|demas|otros|vecinos|chicos|politicos)|las (?:personas|chicas)|"
    r"mis \w+|la gente|algunos|muchos)\b"
)


def address_of(text: str) -> Address:
    """The form the author uses towards the page, NONE where nothing shows it."""
    folded = fold(text)
    if _VOSOTROS.search(folded):
        return Address.VOSOTROS
    voseo = _VOSEO.search(text.lower()) or re.search(r"\b(?:vos|sos|tenes|podes|queres)\b", folded)
    if re.search(r"\bustedes\b|\buds\b", folded):
        return Address.USTEDES
    if voseo and not re.search(r"\btienes\b|\bpuedes\b|\beres\b", folded):
        return Address.VOS
    if _USTED.search(folded):
        return Address.USTED
    if _TU.search(folded):
        return Address.TU
    if _USTEDES.search(folded) and not _THIRD.search(folded):
        return Address.USTEDES
    return Address.NONE
