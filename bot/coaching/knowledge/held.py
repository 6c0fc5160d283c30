"""Which words of a question a fact holds: those that carry its matter, not those that any question is made of.

A fact about card payments holds neither a boarding card nor a birthday card: "boarding" and "birthday" are left over.
Left over is no word that says how much, when, by whom or in what manner ("three boxes of my late dad's"), none that
names a kind of something the fact speaks of (a labrador is a dog), none that is misspelt, and none that means the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.coaching.knowledge.words import fold, meaning_words, stem, terms

_LIGHT_EN = (
    "able absolutely actually after afternoon again ago allow allowed almost along already although always another "
    "anybody anything anyway anywhere around ask away back bad basically before begin behind best better big bit both "
    "bring bringing brought call came cannot can certain chance check cheap come comes coming currently day days decent "
    "definitely different difficult early easy else end ended enough ever every everybody everyone everything far few "
    "find fine finish first free friend friends full fully gave get gets getting give given go goes gonna got great guys "
    "half happen happens happy hard having head heard help hold hope hour hours idea ideally instead keep kind last late "
    "later least leave less like likely little long look looking lot lots love lovely made main make makes making manage "
    "matter maybe mean means might mind mine minute minutes moment money month months morning much must name need needed "
    "needs never new next nice night nobody nothing now number offer often old once only option options ordinary own "
    "particular past people perfect perhaps person pick place places plan planning please point possible possibly "
    "pretty probably problem proper properly put question quick quickly quite rather reach ready real right said same say "
    "see seem set several short should show side since single small somebody someone something sometime sometimes "
    "somewhere soon sort spot start started stay still stop stuff suppose sure take takes taking tell thing things think "
    "though thought three through till time times together tomorrow tonight took totally tried try trying turn twice two "
    "use used using usual usually visit visiting wanna wanted wanting way week weekend weekends weeks well went "
    "whatever whenever wherever whether while whole whose within without won word work works worth year "
    "years yesterday yet young dad mum mam mom mother father nan nana gran grandma grandad grandmother grandfather "
    "wife husband partner son daughter sister brother aunt uncle cousin mate boyfriend girlfriend family lad lads lady "
    "gentleman man woman one four five six seven eight nine ten eleven twelve twenty thirty hundred couple pair dozen "
    "minded ones summat ta cheers mo pls plz btw ur u there's exact exactly safely large bigger smaller per apiece each "
    "total extra onto off over across down here among during until let's offering available going allowing "
    "uses has minimum maximum adult adults provided lado lados adultos minima minimo maxima maximo room manage podre podria date fecha sabe when where howlong shop shops store here bought ordered paid don aren isn doesn didn won wouldn couldn shouldn wasn weren haven hasn hadn ain whats"
)
_LIGHT_ES = (
    "abajo acaso ademas ahi ahora alguien algun alguna algunas alguno algunos alla alli alto ambos amiga amigas amigo "
    "amigos andar ano anos antes aparte apenas aquel aquella aqui arriba atras aun ayer ayuda bastante buen buena buenas "
    "bueno buenos cada casi caso cerca chico claro coger cosa cosas creo cual cualquier cualquiera cuando cuanta cuantas "
    "cuanto cuantos cuesta da dais dan dar das debe deben debo decis deja dejais dejan dejar demasiado dentro despues dia "
    "dias diferente dije disculpa disculpen donde dos durante e ejemplo empezar encima encontrar enseguida entero entonces "
    "entrar entra entran exacto facil falta fin finde forma fuera gente gran grande grandes habeis haber habia "
    "habra hace haceis hacemos hacen hacer haces hacia hago haya hecho hora horas hoy iba idea igual incluso intentar ir jamas "
    "junto justo largo libre llega llegar lleva llevais llevan llevar llevarme llevo luego lugar madre mala malo manana "
    "manera marido mas mayor me mejor menor menos mes meses mia mientras minuto minutos mio mios mismo misma momento mucha "
    "muchas mucho muchos mujer nada nadie necesito necesita necesitan ningun ninguna ninguno noche nombre novia novio nueva "
    "nuevo numero nunca opcion opciones os otra otras otro otros padre papa mama abuela abuelo hermana hermano hija hijo "
    "tia tio prima primo suegra suegro par para parece parte pasa pasar pedir subir bajar pena pensar pequena pequeno pero persona "
    "personas poco podeis podemos poder podria podriamos podrian pone poner ponen por posible pregunta primer primera primero principal "
    "problema probar pronto propia propio proximo pude puede pueden puedes puedo pues punto quedan queda quedar querer "
    "queremos queria quiere quieren quiero quizas rapido rato razon sabe sabeis saben saber sale salen salir salida saldria se sea "
    "segun seguro semana semanas ser seria si siempre siendo sigue siguen sin sino sirve sitio sobre sola solo soy "
    "suele suelen suelo supuesto tal tampoco tan tanta tanto tarde tardes tema temprano tener teneis tenemos tendria "
    "tendriais tendrian tendremos terminar tiempo tiene tienen tienes tipo toda todas todavia todo todos tomar total trae "
    "traer traigo tras tres tuve ultima ultimo unica unico usa usais usan usar uso va vais van vaya ve veces ver verdad vez "
    "viene vienen venir viejo vieja visto vivo volver voy cuatro cinco seis siete ocho nueve diez once doce veinte treinta "
    "cien nino-a senora senor plata exactamente porfa porfi xfa aca che vos ustedes vosotros ustds boludo wey joven jovenes allá "
    "permitido permitida permite permiten deja dejas dejo dejan esa ese eso esas esos toca tocar conmigo "
    "tienda tiendas local locales compre compramos pedi pague vuestra vuestras vuestro vuestros "
    "riesgo seguridad pueda puedan mande digan dicen dice hacerlo podes tenes esta estan estais estoy tarda tardan"
)
LIGHT = frozenset(f"{_LIGHT_EN} {_LIGHT_ES}".split())
"""Words of manner, number, time and kinship, and the verbs of all work: a fact need not hold them."""

_LIGHT_STEMS = frozenset(stem(word) for word in LIGHT if len(word) > 4)
_PETS = r"pets?|animals?|mascotas?|animal(?:es)?"
_KINDS: tuple[tuple[str, str, str, str], ...] = (
    # the words for a kind, the word for all of it in English and in Spanish, and what a fact may call it
    (
        r"labradors?|lab|retrievers?|spaniels?|terriers?|poodles?|collies?|greyhounds?|whippets?|beagles?|pugs?|"
        r"dachshunds?|bulldogs?|huskys?|huskies|alsatians?|chihuahuas?|doggos?|doggies|doggy|pooch|hounds?|pups?|"
        r"caniches?|galgos?|podencos?|perritos?|perrit[ao]s?|perrazos?|cachorr[oa]s?|firulais|lomitos?",
        "dog", "perro", rf"dogs?|perros?|{_PETS}",
    ),
    (
        r"cats?|kittens?|rabbits?|bunny|bunnies|hamsters?|parrots?|ferrets?|tortoises?|guinea pigs?|gat[oa]s?|"
        r"gatit[oa]s?|conej[oa]s?|loros?|tortugas?|huron(?:es)?|cobayas?|michis?",
        "pet", "mascota", _PETS,
    ),
    (
        r"amex|american express|visa|mastercard|maestro|debit|credit|contactless|debito|credito|tarjetas de debito|"
        r"(?:take|accept) cards?|acept\w+ (?:las? )?tarjetas?",
        "pay by card", "pagar con tarjeta",
        r"(?:by|take|takes|accept|accepts|credit|debit) cards?|con (?:la )?tarjeta|tarjetas? (?:de|o) ",
    ),
    (r"apple pay|google pay|my phone|the phone|el movil|el celu|el celular", "phone", "móvil", r"phones?|movil(?:es)?"),
    (r"cash|notes|coins|dinero contante|billetes y monedas", "cash", "efectivo", r"cash|efectivo"),
    (r"bikes?|e-?bikes?|bicycles?|cycles?|bicis?|bicicletas?", "bicycle", "bicicleta", r"bikes?|bicycles?|bicis?|bicicletas?"),
    (
        r"campers?|camper vans?|campervans?|motorhomes?|autocaravanas?|camionetas?|combi", "van", "furgoneta",
        r"vans?|furgonetas?|camionetas?",
    ),
    (r"autos?|carro|carros", "car", "coche", r"cars?|coches?|autos?|carros?"),
    (r"bags?|valijas?|suitcases?|equipajes?|petacas?", "luggage", "maletas", r"luggage|suitcases?|maletas?|equipaje|valijas?|bags?"),
    (
        r"kids?|kiddos?|children|little ones?|toddlers?|bab(?:y|ies)|nenes?|nenas?|chamac[oa]s?|"
        r"chav(?:al|ales)|crios?|peques?|chiquit[oa]s?|bebes?|escuincles?|(?<!un )(?<!una )(?:los|las|mis|l[oa]s dos) chic[oa]s",
        "children", "niños", r"child\w*|kids?|nin[oa]s?|infantil\w*|peques?|bebes?",
    ),
    (
        r"sandwich(?:es)?|bocadillos?|snacks?|toast(?:ies)?|meals?|food|grub|bocatas?|tortas?|algo de comer",
        "eat", "comer", r"eat|food|lunch|meals?|com(?:er|idas?)",
    ),
    (r"coffee|tea|beers?|soft drinks?|cerveza|refrescos?|algo de (?:tomar|beber)", "drink", "beber", r"drinks?|beber|tomar"),
    (r"boletos?|pasajes?|tickets?|billetes?|entradas?", "ticket", "billete", r"tickets?|billetes?|entradas?|boletos?|pasajes?"),
    (r"pier|dock|jetty|quay|muelle|embarcadero|darsena", "quay", "muelle", r"quays?|piers?|muelles?|embarcaderos?"),
    (r"boats?|ferry|ferries|ships?|barcos?|ferris?|ferry|lanchas?", "boat", "barco", r"boats?|ferry|ferries|barcos?|ferris?"),
    (r"online|on the (?:internet|web|net)|website|internet|en linea|la web|la pagina", "website", "web", r"online|web\w*|internet"),
    (r"parking|park(?:ed)?|car park|estacionar|estacionamiento|aparcar|aparcamiento|parqueo|parqueadero", "parking", "aparcamiento", r"park\w*|aparca\w*|estaciona\w*"),
    (r"baristas?|waiters?|staff|waitress(?:es)?|personal|camarer[oa]s?|meser[oa]s?|moz[oa]s?|vacancies|vacantes?", "job", "trabajo", r"jobs?|hiring|trabajo|vacantes?"),
    (r"reimburse\w*|reembols\w*|money back|refund(?:ed|s)?|(?:devuelv\w+|devolv\w+|regres\w+) (?:el dinero|la plata|la lana|la pasta)", "refund", "devolución", r"refund\w*|devol\w+|devuel\w+|money back"),
    (r"storm\w*|rough|windy?|gales?|tormentas?|temporal|viento|mala mar|oleaje", "weather", "tiempo", r"weather|wind|mal tiempo|por el tiempo|temporal"),
    (
        r"charged?|charges?|extra|surcharge|supplement|fees?|rates?|damage|set (?:me|us) back|cobr\w+|suplemento|tarifas?|pag[ao]n?|"
        r"free|gratis|precios?|prices?|coste|cuanto sale",
        "price", "cuesta", r"[£$€]|prices?|costs?|pays?|free|cuest\w+|precios?|gratis|pagan?|coste",
    ),
    (
        r"bought|purchased?|buy|get hold of|compr\w+|sacar|adquirir|venden|vendeis", "buy", "comprar",
        r"buy|sells?|sold|bar|compr\w+|vend\w+|hay un bar",
    ),
    (r"anul\w+|call off|cancel\w*|cancel[oa]\w*", "cancel", "cancelar", r"cancel\w*|anul\w*|cambi\w+"),
    (
        r"sumar\w*|unir\w*|apunt\w+|inscrib\w+|anot\w+|join|sign up|enrol", "join", "apunto",
        r"join|apunt\w+|sign up|book(?:ed|ing)?|reserv\w+",
    ),
    (r"is it a? ?long|larg[oa]|lasts|dura", "how long", "dura", r"minutes|hours?|minutos|horas?|tarda|dura|takes?"),
    (r"sails?|sailing|leaves?|departs?|zarp\w+", "leave", "salen", r"leaves?|boats?|ferr\w+|departure|sal\w+|zarp\w+"),
    (r"ground|molid[oa]s?", "", "", r"grind\w*|moler|mole\w+"),
    (r"highchairs?|sillitas?(?: altas?)?|sillas? altas?|periqueras?", "high chair", "trona", r"high chairs?|tronas?"),
    (r"vuelta|volver|regres\w+|back|return", "", "", r"back|returns?|vuel\w+|volv\w+|regres\w+"),
    (r"latest|last|ultim[oa]|earliest|first|primer[oa]?", "", "", r"first|last|primer[oa]?|ultim[oa]"),
    (r"morning|evening|tonight|manana|noche", "", "", r"\d{1,2}(?::\d\d)?"),
    (r"left behind|left|forgot\w*|lost|olvid\w+|dej[eo]|perd\w+", "lost", "perdido", r"lost|left|perdid\w+|dej\w+"),
    (r"handed in|aparecid[oa]|encontr\w+|found", "lost property", "objetos perdidos", r"lost|perdid\w+|found|encuentr\w+"),
    (r"umbrellas?|scar(?:f|ves)|gloves?|(?:sun)?glasses|keys?|hat|jacket|coat|phone|wallet|purse|paraguas|bufandas?|guantes|gafas|lentes|anteojos|llaves|gorr[oa]|chaqueta|campera|abrigo|movil|celular|cartera|billetera", "something", "algo", r"lost property|objetos perdidos"),
)  # fmt: skip
_KIND_OF = tuple(
    (re.compile(rf"\b(?:{narrow})\b"), {"en": en, "es": es}, re.compile(rf"\b(?:{told})\b"))
    for narrow, en, es, told in _KINDS
)
_TYPED = 6
"""Letters from which a word may be one slip away from another and still be that word."""


def in_wider_words(query: str, lang: str) -> str:
    """The folded question with the word for the whole kind in place of a kind ("my labrador": "my dog"); "" where it
    names none."""
    text = plain = fold(query)
    for narrow, wide, _ in _KIND_OF:
        if wide.get(lang) and not re.search(rf"\b{wide[lang]}", plain):
            text = narrow.sub(wide[lang], text)
    return "" if text == plain else text


def matter(query: str) -> list[str]:
    """The words of a question that carry its matter."""
    return list(_matter(query))


@lru_cache(maxsize=4_096)
def _matter(query: str) -> tuple[str, ...]:
    words = dict.fromkeys(meaning_words(query))
    return tuple(word for word in words if not (word in LIGHT or word.isdigit() or _light(word)))


@lru_cache(maxsize=16_384)
def _light(word: str) -> bool:
    return stem(word) in _LIGHT_STEMS


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says, ready to be compared with questions."""

    text: str
    terms: frozenset[str]
    words: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=4_096)
    def of(text: str) -> Told:
        """The same text is cut once."""
        plain = fold(text)
        return Told(plain, frozenset(terms(plain)), tuple(sorted(set(meaning_words(plain)))))


def left_over(query: str, text: str) -> tuple[str, ...]:
    """The words of a question that carry its matter and that a fact's text does not hold, by the letter, misspelt or as
    a kind of what it tells of."""
    told = Told.of(text)
    left = [word for word in matter(query) if not told.terms.issuperset(terms(word))]
    if not left:
        return ()
    plain = fold(query)
    kinds = " ".join(
        found.group() for narrow, _, may in _KIND_OF if may.search(told.text) for found in narrow.finditer(plain)
    ).split()
    return tuple(word for word in left if word not in kinds and not _misspelt(word, told.words))


def _misspelt(word: str, known: Sequence[str]) -> bool:
    """Whether a word is one slip from one that is known, or two of them written as one."""
    if any(len(start) > 2 and word.startswith(start) and word[len(start) :] in known for start in known):
        return True
    return len(word) >= _TYPED and any(_one_slip(word, other) for other in known if abs(len(other) - len(word)) <= 1)


@lru_cache(maxsize=16_384)
def _one_slip(one: str, other: str) -> bool:
    """Whether a letter too many, too few, another, or two that changed places is all the difference."""
    if one[0] != other[0]:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
