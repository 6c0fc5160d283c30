"""The thing in a comment by which a reply can show that it was read: "the towel", "your dog", "la servilleta". Pure.

Taken from closed lists of what can be seen and touched, so that it may be named whether it was liked or not. The last
one is taken: people put what matters at the end.
"""

from __future__ import annotations

import re
from functools import cache

_EN = """
armchair attic badge balcony balloon bandage bandstand barn basement basket bathroom beach bee beehive bed bedroom
beer belt bench bib bike biscuit blanket boat boiler bonnet boot bottle bowl bracelet bread bridge broom brooch bucket
buggy bulb bumper bun bunting burger butter button cab cabinet cable cactus cage cake calculator calendar camera canal
candle canoe cap car caravan cardigan carpet cart cassette cat ceiling cellar certificate chain chair chalk chandelier
charger cheese chicken chimney chips chocolate choir chutney cider clipboard coaster coat cobweb coffee collar compost
conker cookie corridor corset cot couch counter cow crate crayon cream crib croissant crumpet crust crutch cucumber
cup cupboard curry curtain cushion daffodil dashboard desk diary dog doll donkey door doormat doorstep doughnut
drainpipe drawer dress drill driveway drum duck dumpling duvet earring egg elevator engine envelope escalator essay
fern ferry fence fiddle filling flag flask flatbread flower flowerpot foam fork fountain fox freezer fridge fringe
frog frosting fuse gallon garage garden gate glasses glove goat goldfish goose gown gravel gravy greenhouse grill
guitar gutter haircut hairdryer hallway hammer hammock hamster handbag handle handrail hat headphones headset
hearing-aid hedge helmet hem hen hinge hoodie hoover horse hose hydrangea icing inhaler invoice ivy jacket jam jar
jeans jersey jigsaw jug jumper kayak keg kettle keyboard keyring kilt kitchen kite kitten knitting lace ladder lamp
lantern laptop lasagne lasagna latte lavender lawn lawnmower leaf leaflet ledger lemon letterbox leaf lettuce
lightbulb lipstick loaf lobby lock locker lollipop lorry lunchbox magazine mailbox marmalade marquee mattress medal
microphone microwave milk mirror mitten mop mortgage moth motorbike mouse muffin mug mulch mural mushroom nail napkin
necklace needle nettle newspaper noodle notebook notepad novel oar oatmeal olive omelette onion orchard orchid oven
overcoat padlock pamphlet pancake parcel parrot passbook passport pasta pastry pavement peach pebble pedal pen pencil
petal petunia pharmacy phone piano pickup pie pier pigeon pillow pilsner pint pizza plaque plaster platform playground
plum pocket pond pony porch porridge postcard poster potato pothole pram printer projector pudding puddle pulpit puppy
purse puzzle quiche quilt quiz rabbit radiator radio raffle rail rake ramp raspberry rattle receipt recipe ribbon rice
robin roof rooster rope rose roundabout rucksack rug runway saddle salad sandwich satchel sauce saucer sauna sausage
scaffolding scarf schnitzel scissors scone scooter screen screwdriver seagull seatbelt seed seedling sewing-machine
shelf shed sheep shirt shoe shoebox shoelace shovel shower shutter sidewalk sink skirt sledge sleeve slipper slug
snail snow soap sock sofa soil soup spade sparkplug speaker spider spoon squash staircase stamp statue steak steeple
stew sticker stocking stool stopwatch stout strap straw strawberry stretcher stroller suitcase sunflower sunhat
sweater swing syrup tablecloth tambourine tap taxi tea teapot teddy telly tent terrace thermos thermostat thimble
thread throne tie tights tile tin tissue toast toaster toilet tomato tombola toothbrush torch tortoise towel tractor
trailer tram trampoline tray tree trolley trophy trousers trowel truck trumpet tulip tunnel turnip turnstile tyre tire
umbrella uniform urn van vase vinyl violin waffle waistcoat wallet wallpaper wardrobe washer watering-can waterfall
weed wheel wheelbarrow wheelchair whisk whistle whiteboard wig windmill window windscreen windshield wine wire wok
yoghurt yogurt zebra zip zipper
"""
_PLURALS_EN = """
leaves loaves knives shelves scarves geese mice feet tills chips fries glasses scissors jeans trousers stairs crisps
sweets toffees noodles keys hinges tiles tyres tires daffodils
"""
_PAIRS_EN = (
    "car park|parking lot|waiting room|bus stop|front door|back door|back seat|front seat|ice cream|hot chocolate|"
    "hearing aid|"
    "walking stick|sewing machine|root beer|fish tank|fruit cake|lemon drizzle|fitting room|changing room|"
    "swimming pool|"
    "tea towel|filing cabinet|coffee machine|vending machine|washing machine|garden centre|blood pressure|boiled egg|"
    "bin bag|gift card|loyalty card|birthday card|wedding cake|wedding dress|front desk|queue barrier|ticket machine"
)
_AN_EN = re.compile(r"(?:s|x|ch|sh)$")


def _forms_en() -> str:
    names = [name.replace("-", "[ -]") for name in _EN.split()]
    plural = [f"{name}{'(?:es)?' if _AN_EN.search(name) else 's?'}" for name in names]
    return "|".join(sorted({*plural, *_PLURALS_EN.split(), *_PAIRS_EN.split("|")}, key=len, reverse=True))


@cache
def _things_en() -> re.Pattern[str]:
    """The things of the list behind what goes before a noun, compiled when first looked for."""
    return re.compile(
        r"\b(?P<det>my|our|the|a|an|your|his|her|their|its|this|that|those|these|one|two|three|four|five|six|seven|another|"
        r"some|same|every|both|of|with|in|for|to|on|from|by|no|extra|new|little)(?P<mid>(?: (?!and\b|or\b|of\b|to\b|"
        r"in\b|on\b|"
        rf"the\b|a\b|my\b|with\b|for\b|i\b|we\b|was\b|is\b)[a-z'-]+)??) (?P<thing>{_forms_en()})\b(?!['-]\w)"
    )


_RUNS_ON = re.compile(
    r" (?!(?:and|or|in|on|with|from|that|which|who|to|while|where|at|for|by|was|were|is|are|had|has|have|so|until|"
    r"till|out|"
    r"off|when|twice|over|open|would|every|back|home|as|but|she|he|they|it|i|we|you|again|like|up|round|still|after|"
    r"before|under|behind|into|of|because|if|than|the|a|an|my|his|her|our|your|their|did|came|went|on|all|both|then|"
    r"there|"
    r"stood|sat|now|too|lol|last|this|next|since|yesterday|today|tonight|through|without|down|never|just|only|one|"
    r"though|"
    r"instead|inside|outside|here|once|against|ever|even|not|can|could|will|got|put|for|made|says?|said|yet|about|"
    r"no|near)\b)"
    r"[a-z]"
)
"""Another noun behind it, so that the thing is something else."""

_ES_HE = """
abrigo acordeón adorno aeropuerto ajo almanaque altavoz andén anillo apartamento aparcamiento arbusto arroz ascensor
asiento audífono autobús azúcar azulejo balcón balde balón banco banquito bastón baúl biberón bizcocho blíster
bocadillo bolígrafo bollo bolsillo bolso bombón bordado bosque botellín botiquín botón brócoli buñuelo burro buzón
cable cachorro cactus café cajero cajón calcetín calendario camarín camión camisón campanario canalón canario candado
canelón caracol caramelo cargador carrete carrito cartel cartón casco celular cenicero cepillo cerrojo césped champú
chaleco chorizo chupete chupetín churro cinturón clavo coche cochecito cocido cojín colador colchón collar columpio
comedor congelador contrato cordel cordón corral costal cristal croissant cruasán cuaderno cuadro cubierto cubo
cucurucho cuello dedal delantal destornillador dibujo diploma disco dobladillo dulce elevador enchufe escalón
escaparate escenario espejo estacionamiento estante expediente felpudo ferri fideo filtro flan florero folleto
formulario freno frasco frigorífico fuego gallo ganso garaje gato geranio globo granizo grifo guante guiso helado
horno huerto huevo inhalador injerto invernadero jabón jamón jardín jarrón jazmín jersey juguete kiosco ladrillo lápiz
laurel lazo libro limón limonero logo loro lúpulo mantel martillo mate melón mensaje microondas micrófono mole
mostrador motor móvil muelle mural naranjo ñoqui olivo oso osito pan panel pantalón pañal pañuelo papelito paquete
paraguas parque pasaporte pasillo pastel patinete patio pato pedal pendiente peluche pegamento perejil periódico perro
pescado pez piano pincel piso plano plato pollo portal portátil postre pozo probador puente puerto pupitre puré queso
radiador rallador rastrillo recibo reloj remo retrovisor río roble rompecabezas rosal rotulador sándwich salero salón
sartén secador sello semáforo sillón sobre sofá sombrero sótano suéter surtidor taburete taladro taller tamal tambor
tarro teclado tejado telar teléfono termo tiesto timbre tobogán toldo tomate tornillo tractor traje tranvía tren
trombón tupper umbral uniforme vaso ventilador vestido vinilo vino violín volante yeso yogur zapato
"""
_ES_SHE = """
abeja acera aguja albóndiga alfombra almohada alpargata ambulancia araña arandela arena avena azotea bandeja bandera
bañera barandilla barca barra bata batería bayeta bici bicicleta billetera bisagra bolsa bolsita bombilla bota botella
brocha bufanda butaca caballeriza cabra cacerola cadena caja cajita calculadora caldera calle cama cámara camioneta
camisa camiseta campana campera canasta canción capilla carnicería carpa carpeta carretilla cartera cartilla
cartuchera cazuela cebolla cena cerámica cereza cerradura cerveza cesta chaqueta chimenea cinta ciruela clase cocina
colcha coliflor copa corbata corona cortina cremallera crema croqueta cubeta cuchara cuerda cuna curita dentadura
ducha empanada encuadernación ensalada escalera escayola escoba espina espuma estantería estufa etiqueta factura falda
farola ficha flor fotocopia foto fregona fresa fuente funda furgoneta gallina galleta garrafa gasa gata goma gorra
gotera grúa guirnalda guitarra habitación hamaca hamburguesa harina heladera hielera higuera hoja horchata horquilla
impresora jarra jaula jeringuilla lámpara lancha lata lavadora lavanda leche lechuga lentejuela libreta licuadora
linterna llave lluvia lona luz maceta magdalena maleta malta manga manguera manta mantequilla manzana maquinita
máquina mascarilla masa mecedora medalla medialuna mermelada merluza mesa miel mochila moneda moto muleta muñeca
muralla nata naranja nevera nieve nota novela oficina olla orquesta orquídea oveja paella pala paleta palmera paloma
panadería pantalla pantufla papa papelera pared parra pastilla patata pegatina pelota peluca persiana petunia pila
pileta piscina pizarra pizza planta plancha plaza pluma pomada postal puerta pulsera quesadilla radio radiografía raíz
raqueta receta rampa regadera rejilla repisa revista rifa rosca rotonda rueda salsa salvia sandalia sábana semilla
servilleta silla sombrilla sopa taza tarjeta tarta teja tele terraza tetera tijera tirita toalla tortilla torta
tostada tortuga trenza trompeta tuerca tumba túnica uva vaca valla vajilla vela venda ventana ventanilla verja vitrina
zanahoria zapatilla zanja
"""


def _forms_es(names: str) -> str:
    found = {_many(name) for name in names.split()}
    return "|".join(sorted(found, key=len, reverse=True))


def _many(name: str) -> str:
    """A name with its plural, as a pattern."""
    if name.endswith(("s", "ú", "z")) and not name.endswith(("ís", "ús")):
        return name if not name.endswith("z") else f"{name[:-1]}(?:z|ces)"
    if name[-1] in "aeiouáéó":
        return f"{name}s?"
    for accented, plain in (("ón", "on"), ("án", "an"), ("én", "en"), ("ín", "in"), ("ús", "us"), ("és", "es")):
        if name.endswith(accented):
            return f"{name[:-2]}(?:{accented}|{plain}es)"
    return f"{name}(?:es)?"


@cache
def _things_es() -> re.Pattern[str]:
    """The same in Spanish."""
    return re.compile(
        r"\b(?:el|la|los|las|un|una|unos|unas|al|del|mi|mis|su|sus|tu|tus|nuestr[oa]s?|vuestr[oa]s?|este|esta|ese|esa|"
        r"aquel|"
        r"aquella|otro|otra|dos|tres|cuatro|cinco|seis|de|en|con|por|sin|cada|media) "
        rf"(?:(?P<he>{_forms_es(_ES_HE)})|(?P<she>{_forms_es(_ES_SHE)}))\b(?! ?-)",
    )


_OF_ES = re.compile(r" (?:de|del) (?:la |los |las )?[a-záéíóúñ]{4,}(?=\s*(?:$|[.,;:!?)]|y |que |me |se |no |con |en ))")
_ONES = frozenset({"autobús", "cactus", "paraguas", "rompecabezas", "microondas"})
"""Names of one thing that end as those of many do."""
_OWN = frozenset({"my", "our"})


def particular(comment: str, lang: str) -> str:
    """The last thing a comment names, as a reply says it: "the towel", "your dog", "la servilleta"; "" for none."""
    low = comment.lower().replace("’", "'")
    return _in_english(low) if lang == "en" else _in_spanish(low)


def _in_english(low: str) -> str:
    named = ""
    for found in _things_en().finditer(low):
        if _RUNS_ON.match(low, found.end()):
            continue
        owned = found["det"] in _OWN and not found["mid"].endswith("'s")
        named = f"{'your' if owned else 'the'} {found['thing']}"
    return named


def _in_spanish(low: str) -> str:
    named = ""
    for found in _things_es().finditer(low):
        thing = found["he"] or found["she"]
        many = thing.endswith("s") and thing not in _ONES
        article = {(True, False): "el", (False, False): "la", (True, True): "los", (False, True): "las"}
        of = _OF_ES.match(low, found.end())
        named = f"{article[found['he'] is not None, many]} {thing}{of.group() if of else ''}"
    return named
