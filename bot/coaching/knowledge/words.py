"""Words of a text for searching: folded, without stop words, cut to stems in English and Spanish. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+", re.UNICODE)

_EN_STOP = (
    "a an and are as at be been but by can could did do does for "
    "from get had has have he her him his how i if in is it "
    "its just me my no not of on or our out please she so some that the their them there they this to too up us was we "
    "were what which who why will with would you your "
    "yours any all also am about into than then these those "
    "im ive id dont doesnt isnt youre many more really very hi hello hey thanks thank got let s t m re ve d ll "
    "anyone someone know tell want need like going one good exactly"
)
_ES_STOP = (
    "a al algo ante aqui asi aun aunque bien cada como con cual "
    "cuales de del desde "
    "e el ella ellos en entre era es esa ese eso esta estan "
    "estas este esto estos estoy fue ha han has hasta hay he "
    "la las le les lo los mas me mi mis muy ni no nos nosotros o "
    "os otra otro para pero podeis puede puedo podria pueden "
    "por porque pues que quien se ser si sin sobre son su sus tambien "
    "te teneis tengo tiene tienen ti todo todos tu tus un "
    "una uno unos vosotros vuestra vuestro vuestras vuestros y ya "
    "yo hola gracias buenas buenos dias tardes favor alguien "
    "saber sabe sabeis quiero quisiera decir voy va ir q xq pq tienes sois eres exactamente"
)
_POLITE = (
    "podrian podriais podrias decirme decirnos dime digan cosa otra ademas bueno oye perdona disculpad "
    "disculpen queria "
    "querria could please wondering wonder also hey guys team true verdad ok okay couple happen "
    "tonight today hoy"
)
_STOP = frozenset(f"{_EN_STOP} {_ES_STOP} {_POLITE}".split())

_SYNONYMS = {
    # one word per idea, so that a question finds the answer whichever word the person took
    "timetable": "hour", "schedule": "hour", "horario": "hora", "abierto": "abrir", "abris": "abrir", "abre": "abrir",
    "abren": "abrir", "abierta": "abrir", "cerrais": "cerrar", "cierra": "cerrar", "cierran": "cerrar",
    "closed": "close", "opened": "open", "opening": "open", "closing": "close", "pet": "dog", "puppy": "dog",
    "mascota": "perro", "perrito": "perro", "cost": "price", "costs": "price", "cuesta": "precio", "cuestan": "precio",
    "vale": "precio", "coste": "precio", "pricing": "price", "expensive": "price", "address": "address",
    "direccion": "direccion", "book": "book", "reserve": "reserve", "reservation": "reserve", "reservar": "reserv",
    "reserva": "reserv", "laptop": "laptop", "portatil": "portatil", "ordenador": "portatil", "celiac": "coeliac",
    "celiaca": "celiaco", "hijos": "nino", "peques": "nino", "hijo": "nino", "hija": "nino", "kid": "child",
    "children": "child", "toddler": "child", "baby": "child", "bebe": "nino", "voucher": "gift", "shipping": "ship",
    "deliver": "ship", "delivery": "ship", "post": "ship", "envias": "envio", "enviais": "envio", "mandais": "envio",
    "wheelchair": "wheelchair", "silla": "silla", "hiring": "job", "vacancy": "job", "curro": "trabajo",
    "empleo": "trabajo", "cv": "curriculum", "desc": "descuento", "refund": "refund", "devolver": "devolucion",
    "devolveis": "devolucion", "wi": "wifi", "fi": "wifi", "bano": "bano", "aseo": "bano", "bread": "bread",
    "cuanta": "cuanto",
    "cuantos": "cuanto", "cuantas": "cuanto", "scarf": "scarf", "desde": "cuando", "find": "lost", "found": "lost",
    "shut": "close", "shuts": "close", "shutting": "close", "mandan": "envio", "mandas": "envio", "mandar": "envio",
    "manda": "envio", "loo": "toilet", "loos": "toilet", "restroom": "toilet", "bathroom": "toilet", "lavabo": "bano",
    "aseos": "bano", "servicios": "bano", "computadora": "portatil", "compu": "portatil", "notebook": "portatil",
    "cheaper": "discount", "mug": "cup", "taza": "vaso", "termo": "vaso", "boletas": "tique", "recibo": "tique",
    "gf": "gluten", "abran": "abrir", "pram": "pushchair",
    "howlong": "last", "lasts": "last", "duration": "last", "dejan": "admit", "dejais": "admit", "permiten": "admit",
    "permitis": "admit", "aceptan": "admit", "aceptais": "admit", "novel": "book", "novels": "book",
    "paperback": "book", "paperbacks": "book", "novela": "libro", "novelas": "libro", "nuts": "nut", "peanut": "nut",
    "peanuts": "nut", "walnut": "nut", "walnuts": "nut", "hazelnut": "nut", "hazelnuts": "nut", "nuez": "fruto",
    "nueces": "fruto", "cacahuete": "fruto", "cacahuetes": "fruto", "mani": "fruto", "avellana": "fruto",
    "avellanas": "fruto", "anoto": "apunto",
    "barato": "descuento", "location": "address", "located": "address", "directions": "address",
    "ubicacion": "direccion", "ubicado": "direccion", "ubicados": "direccion", "ubicada": "direccion",
    "ubicadas": "direccion", "situados": "direccion", "postage": "ship", "plug": "socket", "outlet": "socket",
    "tomacorriente": "enchufe", "whereabouts": "where", "calle": "direccion",
    "vales": "vales", "llevo": "traer",
    "perdi": "perdido", "perder": "perdido", "encontrado": "perdido",
}  # fmt: skip

_EN_ENDS = ("ings", "ing", "edly", "ies", "ers", "er", "ed", "es", "ly")
_ES_ENDS = (
    "amientos", "amiento", "aciones", "acion", "imientos", "imiento", "amos", "emos", "imos", "aron", "ieron", "aban",
    "ados", "adas", "idos", "idas", "ando", "iendo", "ado", "ada", "ido", "ida", "ais", "eis", "ar", "er", "ir", "as",
    "es", "os", "an", "en", "a", "o", "e", "s",
)  # fmt: skip


def fold(text: str) -> str:
    """Small letters without accents, for comparing words."""
    if text.isascii():
        return text.lower()
    return _PLAIN.sub(lambda met: _plain(met[0]), text.casefold())


_PLAIN = re.compile(r"[^\x00-\x7f]+")


@lru_cache(maxsize=4_096)
def _plain(text: str) -> str:
    """Letters beyond the plain ones without what stands over or under them."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one folded word; light on purpose: both languages' endings, never below four letters."""
    word = _SYNONYMS.get(word) or _SYNONYMS.get(word.removesuffix("s"), word)
    for end in (*_EN_ENDS, *_ES_ENDS):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word[:-1] if len(word) == 4 and word[3] == "s" and word[2] not in "su" else word


_PHRASES = (
    (re.compile(r"\bhow long\b"), "howlong"),
    (re.compile(r"\bhow late\b"), "what time"),
    (re.compile(r"\b(pued[oe]|podemos) llevar"), r"\1 traer"),
)
"""Words that mean something else together: no long table is found by "how long", and no cake that holds ("lleva")
nuts by what may be brought ("puedo llevar")."""


def terms(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order; empty for a text of stop words."""
    plain = fold(text)
    for pattern, meant in _PHRASES:
        plain = pattern.sub(meant, plain)
    return [stem(word) for word in _WORD.findall(plain) if word not in _STOP and (len(word) > 1 or word.isdigit())]


def meaning_words(text: str) -> list[str]:
    """The folded words that carry meaning, uncut, in order."""
    return [word for word in _WORD.findall(fold(text)) if word not in _STOP and (len(word) > 1 or word.isdigit())]
