"""Frequent Spanish verbs in the first person, and how each is said to somebody. Pure.

Only what people say of themselves on a page: what they bought, waited for, asked. A form that is not here is
not known, and nobody guesses it.
"""

from __future__ import annotations

from bot.coaching.text.normalise import fold, wordset
from bot.domain.reading import Address

Forms = tuple[str, str, str, str, str]
"""In this order: tú, usted, vos, vosotros, ustedes."""
_ORDER = (Address.TU, Address.USTED, Address.VOS, Address.VOSOTROS, Address.USTEDES)

_REGULAR = wordset(
    """
    llamar esperar pagar comprar reservar preguntar reclamar entrar llegar dejar llevar mandar enviar:enví tomar
    buscar sacar cambiar probar:prueb encontrar:encuentr encargar avisar hablar mirar usar quedar cenar desayunar
    almorzar:almuerz tardar contratar cancelar intentar entregar solicitar necesitar trabajar regresar viajar
    aparcar estacionar abonar retirar presentar firmar contar:cuent pasar visitar descargar rellenar notar anotar
    apuntar gastar caminar marcar contactar insistir recibir pedir:pid:pid subir escribir abrir vivir asistir
    decidir volver:vuelv devolver:devuelv comer beber perder:pierd entender:entiend vender correr meter romper
    sentar:sient ordenar checar terminar empezar:empiez comentar acercar marchar quejar registrar mover:muev
    elegir:elig:elig seguir:sigu:sigu bajar alquilar rentar cruzar dormir:duerm:durm manejar agendar gestionar
    tramitar cargar aguantar recoger levantar limpiar pillar acabar salir ver leer oír conocer cobrar mostrar:muestr
    mudar tirar llenar montar cerrar:cierr facturar ingresar explicar repetir:repit:repit quitar cortar tocar parar
    jugar:jueg ganar cocinar instalar enchufar conectar actualizar imprimir colgar:cuelg colocar guardar
    acostar:acuest despertar:despiert duchar bañar estrenar armar atender:atiend responder contestar coger escoger
    equivocar hospedar alojar olvidar invitar celebrar regalar pensar:piens descubrir añadir acudir sufrir
    resolver:resuelv confirmar adelantar aprovechar madrugar enterar apurar doblar lavar comprobar:comprueb
    aprobar:aprueb alcanzar lograr conseguir:consig:consigu abandonar renunciar acompañar arreglar
    """
)
"""A verb, where they differ its stem in the present, and that of the third persons in the preterite."""
_IRREGULAR = {
    "fui": "fuiste fue fuiste fuisteis fueron", "fuimos": "fuiste fue fuiste fuisteis fueron",
    "hice": "hiciste hizo hiciste hicisteis hicieron", "hicimos": "hiciste hizo hiciste hicisteis hicieron",
    "tuve": "tuviste tuvo tuviste tuvisteis tuvieron", "tuvimos": "tuviste tuvo tuviste tuvisteis tuvieron",
    "estuve": "estuviste estuvo estuviste estuvisteis estuvieron",
    "estuvimos": "estuviste estuvo estuviste estuvisteis estuvieron",
    "pude": "pudiste pudo pudiste pudisteis pudieron", "pudimos": "pudiste pudo pudiste pudisteis pudieron",
    "quise": "quisiste quiso quisiste quisisteis quisieron", "quisimos": "quisiste quiso quisiste quisisteis quisieron",
    "puse": "pusiste puso pusiste pusisteis pusieron", "pusimos": "pusiste puso pusiste pusisteis pusieron",
    "vine": "viniste vino viniste vinisteis vinieron", "vinimos": "viniste vino viniste vinisteis vinieron",
    "dije": "dijiste dijo dijiste dijisteis dijeron", "dijimos": "dijiste dijo dijiste dijisteis dijeron",
    "traje": "trajiste trajo trajiste trajisteis trajeron", "trajimos": "trajiste trajo trajiste trajisteis trajeron",
    "supe": "supiste supo supiste supisteis supieron", "supimos": "supiste supo supiste supisteis supieron",
    "di": "diste dio diste disteis dieron", "dimos": "diste dio diste disteis dieron",
    "vi": "viste vio viste visteis vieron", "vimos": "viste vio viste visteis vieron",
    "leí": "leíste leyó leíste leísteis leyeron", "leímos": "leíste leyó leíste leísteis leyeron",
    "oí": "oíste oyó oíste oísteis oyeron", "oímos": "oíste oyó oíste oísteis oyeron",
    "caí": "caíste cayó caíste caísteis cayeron", "caímos": "caíste cayó caíste caísteis cayeron",
    "tengo": "tienes tiene tenés tenéis tienen", "tenemos": "tienes tiene tenés tenéis tienen",
    "estoy": "estás está estás estáis están", "estamos": "estás está estás estáis están",
    "voy": "vas va vas vais van", "vamos": "vas va vas vais van",
    "soy": "eres es sos sois son", "somos": "eres es sos sois son",
    "puedo": "puedes puede podés podéis pueden", "podemos": "puedes puede podés podéis pueden",
    "quiero": "quieres quiere querés queréis quieren", "queremos": "quieres quiere querés queréis quieren",
    "vengo": "vienes viene venís venís vienen", "venimos": "vienes viene venís venís vienen",
    "hago": "haces hace hacés hacéis hacen", "hacemos": "haces hace hacés hacéis hacen",
    "pongo": "pones pone ponés ponéis ponen", "ponemos": "pones pone ponés ponéis ponen",
    "digo": "dices dice decís decís dicen", "decimos": "dices dice decís decís dicen",
    "salgo": "sales sale salís salís salen", "veo": "ves ve ves veis ven", "vemos": "ves ve ves veis ven",
    "sé": "sabes sabe sabés sabéis saben", "sabemos": "sabes sabe sabés sabéis saben",
    "he": "has ha has habéis han", "hemos": "has ha has habéis han",
    "habíamos": "habías había habías habíais habían", "íbamos": "ibas iba ibas ibais iban",
    "éramos": "eras era eras erais eran", "veíamos": "veías veía veías veíais veían",
    "debo": "debes debe debés debéis deben", "debemos": "debes debe debés debéis deben",
}  # fmt: skip
_LASTING = wordset("llevar necesitar trabajar vivir seguir conocer usar entender")
"""Verbs of which "nosotros" in -amos or -imos is mostly the present."""
_PRESENT = wordset(
    """
    llevar esperar pagar comprar necesitar trabajar seguir vivir usar llamar intentar encontrar entender recibir
    pedir volver entrar buscar dejar comer perder escribir tomar dormir conocer recoger solicitar reclamar
    """
)
_NOUNS = wordset("pago uso llamo busco dejo cambio reclamo trabajo recibo tomo como escribo compro encuentro entro")
_NO_PRETERITE = frozenset({"ver", "leer", "oír"})
_SPELLED = {"gar": "gué", "car": "qué", "zar": "cé"}
_ENDINGS = {
    "ar": ("aste ó aste asteis aron", "as a ás áis an"),
    "er": ("iste ió iste isteis ieron", "es e és éis en"),
    "ir": ("iste ió iste isteis ieron", "es e ís ís en"),
}


def _preterite(verb: str, third: str) -> dict[str, Forms]:
    stem, kind = verb[:-2], verb[-2:]
    tu, usted, vos, vosotros, ustedes = _ENDINGS[kind][0].split()
    other = third or stem
    forms = (stem + tu, other + usted, stem + vos, stem + vosotros, other + ustedes)
    own = verb[:-3] + _SPELLED[verb[-3:]] if verb[-3:] in _SPELLED else stem + ("é" if kind == "ar" else "í")
    return {own: forms, stem + ("amos" if kind == "ar" else "imos"): forms}


def _present(verb: str, changed: str) -> dict[str, Forms]:
    stem, kind = verb[:-2], verb[-2:]
    strong = changed or stem
    tu, usted, vos, vosotros, ustedes = _ENDINGS[kind][1].split()
    forms = (strong + tu, strong + usted, stem + vos, stem + vosotros, strong + ustedes)
    own = {"seguir": "sigo", "recoger": "recojo", "conocer": "conozco"}.get(verb, f"{strong}o")
    both = kind == "er" or verb in _LASTING
    return {own: forms} | ({f"{stem}{kind[0]}mos": forms} if both else {})


def _all_forms() -> dict[str, Forms]:
    table: dict[str, Forms] = {}
    for entry in sorted(_REGULAR):
        verb, changed, third = (*entry.split(":"), "", "")[:3]
        if verb not in _NO_PRETERITE:
            table |= _preterite(verb, third)
        if verb in _PRESENT:
            table |= _present(verb, changed)
    for own, others in _IRREGULAR.items():
        tu, usted, vos, vosotros, ustedes = others.split()
        table[own] = (tu, usted, vos, vosotros, ustedes)
    return table


_FORMS = _all_forms()
_PLAIN = {fold(own): own for own in _FORMS if own[-1] in "éí" and len(own) > 3}
"""The same written without accents."""
AMBIGUOUS = _NOUNS | {"como", "di", "vino", "vi"}
"""First persons that are nouns as well."""


def said_to(form: str, address: Address) -> str:
    """A verb of the first person, small letters, in the second; "" where it is not in the table."""
    forms = _FORMS.get(form)
    return forms[_ORDER.index(address)] if forms and address in _ORDER else ""


def accented(form: str) -> str:
    """The preterite that somebody who writes no accents means by `form`; "" where there is none."""
    return _PLAIN.get(form, "")
