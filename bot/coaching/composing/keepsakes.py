"""The thing in a tale that stays with whoever reads it: a tin of biscuits, a curtain, the crust for the way. Pure.

Taken from closed lists of things, with one word that tells which or what of, so that a reply can name it.
"""

from __future__ import annotations

import re

_WHICH_EN = (
    "old|little|red|green|wooden|tin|paper|cardboard|pink|brown|black|blue|white|grey|yellow|big|small|broken|spare|"
    "wet|jam|"
    "piggy|hood|brass|iron|copper|glass|leather|woollen|knitted|silver|gold|plastic|enamel|hand written|handwritten|"
    "toy|sewing|"
    "rocking|garden|kitchen|wire|rubber|velvet|felt|christmas|wedding|sunday|school|jumble|church|night|dress|record|"
    "card|"
    "washing|setting|first|only|own"
)
_THINGS_EN = (
    "tin|tins|biscuits|bucket|curtain|curtains|teapot|kettle|dryer|jar|jars|nails|wax|wireless|radio|bell|whistle|"
    "lantern|lamp|"
    "candle|candlelight|candles|stairs|staircase|bench|window|windows|gate|railings?|chair|stool|table|drawer|"
    "drawers|handbag|purse|"
    "suitcase|trunk|box|basket|baskets|apron|cap|hat|scarf|gloves|coat|jacket|cardigan|boots|shoes|slippers|heels|"
    "spikes|"
    "mirror|comb|scissors|needle|thread|button|buttons|stamp|stamps|ticket|tickets|letter|letters|postcard|photo|"
    "photos|"
    "photograph|photographs|notebook|diary|ledger|ring|watch|clock|brooch|necklace|medal|trophy|rosette|flag|banner|"
    "ribbon|kite|"
    "sledge|pram|bike|bicycle|tandem|scooter|van|lorry|tractor|trolley|cart|wagon|tram|trams|ferry|boat|oars|rope|"
    "net|anchor|"
    "bread|loaf|crust|cake|scone|scones|toffee|toffees|sweets|chips|soup|stew|porridge|pie|jam|honey|milk|sandwich|"
    "sandwiches|"
    "oven|stove|range|fire|chimney|smell|smoke|steam|snow|ice|river|canal|harbour|pier|bridge|hill|orchard|tree|"
    "apple|apples|"
    "roses|garden|greenhouse|shed|barn|piano|accordion|fiddle|guitar|trumpet|drum|record|records|song|waltz|dance|"
    "dolls?|"
    "teddy|marbles|blanket|quilt|towel|towels|cloth|handkerchief|tablecloth|ladder|hammer|spade|rake|wheelbarrow|"
    "bunting|tent|"
    "mailbox|mailboxes|newspaper|newspapers|puddle|footprints|scar|stitches|penguins|parrot|donkey|pigeons?|hens?|"
    "goose|pony|"
    "python|tortoise|beehive|bees|telescope|binoculars|map|compass|globe|typewriter|sewing machine|spinning wheel|"
    "loom|wool|"
    "bag|doorstep|doorbell|letterbox|counter|till|scales|gramophone|jukebox|carousel|stage|balcony|bandstand|chalk|"
    "blackboard|"
    "stars|moon|rainbow|wellies|umbrella|walking stick|tea towel|flask|thermos|mug|teacup|saucer|plate|spoon|lace|veil"
)
_OF_EN = (
    r"(?: of (?:the |a |his |her |our |my )?"
    r"(?!course|that|this|it|them|us|you|those|which|whom|all|hand|stuff|something|mine)[a-z]{3,}(?:'s|s')?)"
)
_KEEP_EN = re.compile(
    rf"\b(?:the|a|an|his|her|that|those|this|its|one|two|three|four|my|our|their|in|with|by|smelled of|smell of)"
    rf"(?: (?:same|whole|very|lovely|beautiful|great|huge|"
    rf"tiny))? (?P<thing>(?:(?:{_WHICH_EN}) )?(?:{_THINGS_EN})\b{_OF_EN}?)"
)
_GOES_ON = re.compile(
    r" (?!(?:and|in|on|with|from|that|which|to|while|where|at|for|by|was|were|had|has|so|until|till|out|off|when|"
    r"twice|over|open|"
    r"would|every|back|home|as|but|she|he|they|i|we|you|or|again|like|one|up|round|still|after|before|under|behind|"
    r"into|of|"
    r"because|if|than|the|a|an|my|his|her|our|is|are|did|came|went|blew|fell|on|all|both|then|there|stood|sat|hung|"
    r"her|him)\b)[a-z]"
)
"""Another noun behind it, so that the thing is something else: "the green tree python"."""

_WHICH_ES = (
    r"(?: (?:de (?:los |la |las |el )?(?!lo |que|mi|tu|su|ese|esa|este|esta|ahi|aqui|repente|todo|toda|nuevo|verdad|"
    r"golpe|pronto|"
    r"vuelta|pie|mas|una|un|ver|dar|ir|tanto|cualquier|nada|nadie|noche|dia|tarde)[a-záéíóúñ]{3,}|roj[oa]s?|"
    r"verdes?|azul(?:es)?|amarill[oa]s?|blanc[oa]s?|negr[oa]s?|viej[oa]s?|antigu[oa]s?|rot[oa]s?))?"
)
_HE = (
    "currusco|cántaro|radio|horno|hornillo|escalón|banco|portal|patio|balcón|delantal|sombrero|gorro|pañuelo|abrigo|"
    "bastón|"
    "paraguas|baúl|cajón|carrito|tranvía|bote|barco|remo|ancla|cabo|pan|bizcocho|chocolate|caramelo|caldo|olor|humo|"
    "río|canal|"
    "puente|puerto|muelle|huerto|árbol|piano|acordeón|violín|tambor|disco|vals|tango|reloj|anillo|collar|sobre|"
    "boleto|billete|"
    "cuaderno|álbum|retrato|espejo|peine|dedal|hilo|botón|mantel|ropero|armario|sillón|columpio|triciclo|camión|"
    "tractor|tren|"
    "asiento|mostrador|farol|candil|columpio|gallinero|burro|loro|caballo|pozo|molino|rosal|limonero|naranjo|"
    "membrillo|dulce de leche|mate|cuchillo|martillo|serrucho|taller|barrio|bocho|tocadiscos|telegrama|uniforme|"
    "balón|trompo|"
    "espejito|cuadro|ramo|geranio|tambo|silbato"
)
_SHE = (
    "bolsa|bata|magdalena|maleta|cesta|canasta|cuna|manta|colcha|bufanda|gorra|falda|camisa|chaqueta|bota|zapatilla|"
    "máquina de coser|"
    "máquina|aguja|tijera|plancha|mesa|silla|mecedora|ventana|puerta|verja|escalera|barandilla|reja|campana|"
    "campanilla|linterna|"
    "vela|lámpara|estufa|cocina|olla|cazuela|taza|cuchara|tetera|jarra|botella|hogaza|barra|miga|rosquilla|empanada|"
    "tortilla|"
    "sopa|miel|leche|naranja|manzana|higuera|parra|plaza|fuente|ribera|barca|lancha|red|caña|bicicleta|moto|"
    "furgoneta|carreta|"
    "carretilla|carta|postal|foto|fotografía|estampa|medalla|moneda|cadena|peineta|muñeca|pelota|canica|cometa|"
    "guitarra|trompeta|"
    "armónica|canción|radio de válvulas|gallina|cabra|oveja|paloma|tortuga|nieve|lluvia|niebla|riada|maceta|flor|"
    "rosa|harina|"
    "bandera|pizarra|tiza|libreta|cartilla|cicatriz|marca|palangana|tinaja|damajuana|alpargata|boina|jaula|receta|"
    "cuerda|soga"
)
_THEY_HE = (
    "gorros|pañuelos|zapatos|zapatones|tacones|guantes|clavos|frascos|botes|caramelos|churros|bizcochos|quesos|"
    "boletos|billetes|"
    "discos|cuadernos|cubiertos|botones|hilos|farolillos|globos|pasteles|panes|buñuelos|monitos|geranios|"
    "patines|"
    "bolsillos|cordones"
)
_THEY_SHE = (
    "pesetas|gallinas|cestas|canastas|bolitas de barro|bolitas|fotos|cartas|monedas|canicas|rosquillas|magdalenas|"
    "empanadas|"
    "velas|rancheras|castañas|migas|flores|macetas|alpargatas|botas|tijeras|agujas|luciérnagas|palomas|cabras|ovejas|"
    "naranjas"
)
_FEMALE = re.compile(rf"^(?:{_SHE}|{_THEY_SHE})\b")
_MANY = re.compile(rf"^(?:{_THEY_HE}|{_THEY_SHE})\b")
_KEEP_ES = re.compile(
    r"\b(?:el|la|los|las|al|del|un|una|unos|unas|su|sus|aquel|aquella|con|en|de|ese|esa|mi|cuatro|tres|dos) "
    rf"(?P<thing>(?:{_HE}|{_SHE}|{_THEY_HE}|{_THEY_SHE})\b{_WHICH_ES})",
    re.IGNORECASE,
)
_DULL_EN = frozenset(
    [
        *("purse", "mirror", "ice", "stitches", "table", "box", "window", "hat", "chair", "gate", "counter", "till"),
        *("fire", "bike", "van", "shoes", "boots", "bench", "record", "map", "ring", "tram", "trams"),
    ]
)
_DULL_ES = frozenset(
    [
        *("balcón", "maleta", "mesa", "silla", "puerta", "ventana", "asiento", "patio", "barrio", "plaza", "moto"),
        *("taller", "mostrador", "marca"),
    ]
)
"""Things that many tales pass by; another one is better."""


def keepsake(comment: str, lang: str) -> str:
    """What a tale is remembered by, as a reply names it ("the tin of biscuits", "el currusco"); "" where nothing is."""
    if lang == "en":
        low = comment.lower().replace("’", "'")
        things = [
            (found["thing"], found.start()) for found in _KEEP_EN.finditer(low) if not _GOES_ON.match(low, found.end())
        ]
        dull = _DULL_EN
    else:
        things = [(found["thing"], found.start()) for found in _KEEP_ES.finditer(comment)]
        dull = _DULL_ES
    if not things:
        return ""
    best, _ = max(things, key=lambda each: (each[0].split()[0] not in dull, " " in each[0], -each[1]))
    return f"the {best}" if lang == "en" else f"{_article(best.lower())} {best[0].lower()}{best[1:]}"


def _article(thing: str) -> str:
    female, many = _FEMALE.match(thing) is not None, _MANY.match(thing) is not None
    return {(False, False): "el", (True, False): "la", (False, True): "los", (True, True): "las"}[female, many]
