"""Words that carry matter, with weights, so that two texts can be compared without counting "the" and "please"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.rules.text import Folded, fold


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


def ordered(text: str) -> tuple[str, ...]:
    """The same, in their order."""
    return tuple(text.split())


STOP_EN = words_of(
    """a an the and or but if then else of at by for with about into through during before after above below to
    from up down in out on off over under again once here there when where why how all any both each few more
    most other some such no nor not only own same so than too very just now i me my we our ours you your yours
    he him his she her it its they them their what which who whom this that these those am is are was were be
    been being have has had having do does did doing would could should can will shall may might must ought im
    youre hes shes its were theyre ive youve weve theyve id youd wed ill youll well theyll isnt arent wasnt
    werent hasnt havent hadnt doesnt dont didnt wont wouldnt cant cannot couldnt shouldnt lets thats whos whats
    heres theres u ur also as get got us really still even much many one because since while yes yeah ok okay
    let make made take took go going gone come came want wanted need needed like know see say said tell told
    think way thing things lot bit back ever never always"""
)
STOP_ES = words_of(
    """el la los las un una unos unas y e o u ni que de del al a ante bajo con contra desde en entre hacia hasta
    para por segun sin sobre tras yo tu vos usted el ella nosotros nosotras vosotros vosotras ustedes ellos
    ellas me te se nos os le les lo mi mis tus su sus nuestro nuestra nuestros nuestras vuestro vuestra este
    esta estos estas ese esa esos esas aquel aquella esto eso aquello quien cual cuales como cuando donde cuanto
    cuanta cuantos pero aunque si no ya muy mas menos tambien tampoco tan tanto mucho mucha muchos muchas poco
    poca todo toda todos todas otro otra otros otras es son soy eres sos somos esta estan estoy estas estamos
    estar ser era eran fue fueron ha han he has hemos habia haber hay tiene tienen tengo tienes tenes hace hacen
    hacer va van voy ir porque pues entonces asi aqui ahi alli aca alla solo mismo misma cada algo alguien nada
    nadie siempre nunca q xq pq hoy ayer bien mal vez veces puede puedo pueden puedes podemos quiero quiere
    quieres sea seria cosa cosas he vamos"""
)
GENERIC = words_of(
    """please hi hello hey thanks thank sorry help assist dm send message look please kindly glad happy great good
    sure team contact link url user via apologies apologize apologise inconvenience appreciate feedback concern
    issue problem experience customer service details information info able try work hope day further reach know
    provide gracias hola favor ayudar ayuda privado mensaje enviar siento sentimos disculpa disculpas lamentamos
    molestias equipo contacto enlace consulta opinion experiencia cliente servicio datos detalles saludo saludos
    buenos buenas dias tardes noches buen problema poder"""
)
_ENDINGS_EN = ordered("""ations ation ments ment ness ings ing ies ied ers ed ly es er s e y""")
_ENDINGS_ES = ordered(
    """aciones acion amiento imiento amente mente idades idad adores ador iendo ando aron ieron aban ados adas
    idos idas ado ada ido ida itos itas ito ita aste iste amos emos imos aba ara ar er ir an en as es os a e
    o s"""
)
_GROUPS = tuple(
    """refund money back reimburse repay
    late delay wait slow queue hour
    broken break broke crack damage fault defect
    deliver delivery ship parcel package courier driver order
    price cost expensive charge fee pay cheap
    open hour close time
    app website site login log account password
    bill invoice charge payment card bank
    flight plane airport gate boarding luggage bag suitcase seat
    food meal taste eat dish menu
    staff employee rude manager
    phone call line ring
    internet wifi connection network signal outage
    cold warm hot heat
    size fit small large
    dirty clean hygiene
    vegan vegetarian gluten allergy lactose
    cancel cancellation reschedule
    book booking reserve reservation table
    dinero reembolso devolver devolucion importe
    tarde retraso esperar espera demora cola hora
    roto rota romper averia grieta defecto estropear
    entrega envio enviar paquete repartidor pedido llegar
    precio caro cara coste costar cobrar pagar barato tarifa
    abrir cerrar horario abierto
    web pagina aplicacion cuenta contrasena
    factura recibo cargo tarjeta banco
    vuelo avion aeropuerto puerta maleta equipaje asiento
    comida plato sabor comer carta menu
    personal empleado trato encargado
    telefono llamar llamada
    internet wifi conexion red senal
    frio caliente calor
    talla tamano grande pequeno
    sucio limpio limpieza
    vegano vegetariano gluten alergia lactosa
    cancelar anular cancelacion
    reservar reserva mesa""".splitlines()
)


@dataclass(frozen=True, slots=True)
class Matter:
    """The words of a text that carry matter: stem -> weight, and stem -> first place in the text."""

    weights: dict[str, float]
    places: dict[str, tuple[int, int]]


@lru_cache(maxsize=60_000)
def stem(word: str, lang: str) -> str:
    """A crude stem of a folded word, enough for "deliveries" to meet "delivery"."""
    if len(word) <= 3 or word[0].isdigit():
        return word
    for ending in _ENDINGS_ES if lang == "es" else _ENDINGS_EN:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if lang != "es" and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] if lang != "es" and len(word) > 3 and word[-1] == "i" else word


def matter(text: Folded, lang: str) -> Matter:
    """The stems that carry matter. Names, numbers and long words weigh more than everyday ones."""
    stop = STOP_ES if lang == "es" else STOP_EN
    weights: dict[str, float] = {}
    places: dict[str, tuple[int, int]] = {}
    starts = {sentence.start for sentence in text.sentences}
    for word in text.words:
        if word.key in stop or (len(word.key) < 2 and not word.key.isdigit()) or word.key[:1] == "@":
            continue
        key = stem(word.key.lstrip("#"), lang)
        if key and key not in places:
            weights[key] = _weight(word.key, text.original[word.start], word.start in starts)
            places[key] = (word.start, word.end)
    return Matter(weights, places)


def _weight(key: str, first: str, opens: bool) -> float:
    if key in GENERIC:
        return 0.15
    weight = 0.6 + min(len(key), 9) / 10
    if not key.isalpha() and any(char.isdigit() for char in key):
        return weight + 0.5
    return weight + (0.4 if first.isupper() and not opens else 0.0)


@lru_cache(maxsize=2)
def kin(lang: str) -> dict[str, frozenset[int]]:
    """Stem -> numbers of the groups of everyday near-synonyms it belongs to."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(_GROUPS):
        for word in group.split():
            found.setdefault(stem(fold(word), lang), set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}
