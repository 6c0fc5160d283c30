"""Word lists for saying a Spanish clause back: what tells, what is refused, what only looks like a verb. Pure."""

from __future__ import annotations

import re

from bot.coaching.text.normalise import wordset

_NUMBERS = (
    "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|"
    "noventa|cien"
)
FIGURE = re.compile(
    rf"\d|\b(?:{_NUMBERS}|medi[oa]|doble|tercer[oa]?|cuart[oa]|segund[oa]|primera vez|mitad|único|única|sol[oa] "
    r"(?:mesa|caja|camarer\w+|persona|ducha)|un brazo|par de)\b"
)
TIME = re.compile(
    r"\b(?:minutos?|min|horas?|hs|d[ií]as?|noches?|semanas?|mes|meses|años?|hoy|ayer|anoche|anteayer|antier|mañana|"
    r"tarde|mediodía|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|desde|hace|navidad|enero|febrero|"
    r"marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|finde|cada vez|otra vez|siempre|"
    r"veces|vez)\b"
)
DENIED = re.compile(
    r"\b(?:averiad\w+|atascad\w+|caducad\w+|agotad\w+|perdid\w+|mojad\w+|rajad\w+|quemad\w+|dur[oa]s?|tirad\w+|"
    r"manchad\w+|"
    r"retras\w+|cancel\w+|no(?! obstante)|ni|nadie|nada|nunca|jam[aá]s|sin|ning[uú]n\w*|tampoco|todav[ií]a|a[uú]n|"
    r"sig(?:o|ue|uen)|seguimos|"
    r"en vez|en lugar|equivocad\w+|rot[oa]s?|cerrad[oa]s?|vac[ií][oa]s?|faltaba\w*|falta|otr[oa]|distint[oa]|"
    r"fr[ií][oa]s?|"
    r"suci[oa]s?|apagad[oa]s?)\b"
)
LACKING = re.compile(
    r"(?:ya |todavía |aún )?(?:no hay|sin|nadie|ni un\w*|ningún|ninguna|nada de|sigo sin|seguimos sin)\b"
)
"""How a clause begins that names what there was not."""
PAST = re.compile(
    r"\b(?:\w{2,}(?:ó|é|í|aron|ieron|amos|imos|aba|aban|ía|ían|ado|ido)|he|hemos|fui|fue|fuimos|hice|tuve|estuve|pude|"
    r"quise|puse|vine|dije|traje|di|vi|hizo|tuvo|estuvo|puso|vino|dijo|dio|vio|llevo|llevamos|sigo|seguimos|me entra|"
    r"se ve|hubo|había|tengo|tenemos)\b"
)
NOUN = re.compile(
    r"\b(?:el|la|los|las|un|una|unos|unas|mi|mis|nuestr[oa]s?|del|al|este|esta|cada|otro|otra|ningún|ninguna) \w{3,}"
)
VALUED = re.compile(
    r"\b(?:horribl\w+|terribl\w+|p[eé]sim\w+|fatal|asco|asqueros\w+|vergüenza|verguenza|vergonzos\w+|desastr\w+|"
    r"lamentabl\w+|peor\w*|mal[oa]s?|nefast\w+|penos\w+|inaceptabl\w+|indignant\w+|rid[ií]cul\w+|decepci\w+|"
    r"decepcion\w*|"
    r"car[oa]s?|car[ií]sim\w+|porquería|patétic\w+|incre[ií]bl\w+|tomadura|robo|timo|grosero\w*|groser\w+|"
    r"malísim\w+|mejorable|insoportabl\w+|impresentabl\w+|burla|chasco|una basura|hart[oa]s?|enfadad\w+|furios\w+|"
    r"cabread\w+|"
    r"inútil\w*|excelent\w+|genial\w*|maravill\w+|encant\w+|perfect\w+|gracias|bravo|felicid\w+|enhorabuena|"
    r"buenísim\w+|"
    r"fant[aá]stic\w+|espectacular\w*|ric[oa]s?|riquísim\w+|lind[oa]s?|hermos[oa]s?|content[oa]s?|agradecid\w+|"
    r"feliz|felices|satisfech\w+|mediocr\w+|regular|flojo|floja)\b"
)
REFUSED = re.compile(
    r"\b(?:q|xq|pq|k|tb|tmb|xfa|d|x|porfa|por favor|si (?:pudiera|fuera|hubiera|no)|ojal[aá]|deber[ií]a\w*|"
    r"tendr[ií]a\w*|"
    r"habr[ií]a\w*|estrellas?|reseñas?|espero que|dios|m[ií]o dios|nunca m[aá]s|jam[aá]s (?:vuelvo|volver)|"
    r"no (?:vuelvo|"
    r"volvemos|pienso)|la [uú]ltima vez que|voy a|vamos a|quiero|queremos|quisiera|exijo|me gustar[ií]a|me parece|"
    r"me da (?:la|que|igual)|a ver si|a mi modo|en mi opini[oó]n|su|sus|suy[oa]s?|a ver|hay que|basta|lol|jaja\w*|"
    r"no s[eé] (?:c[oó]mo|si|qu[eé]|por|porque|cu[aá]ndo|d[oó]nde)|no se$|hay m[aá]s que decir|no pasa nada|"
    r"otra cosa|es absurdo|t[ií]pic[oa]|(?:relaj|calm|fij|tranquil[ií]|qu[eé]d|m[ií]r)\w*te|"
    r"gente|señores)\b"
)
TO_PAGE = re.compile(
    r"\b(?:os|vosotr[oa]s|vuestr[oa]s?|ustedes|usted|uds?|vds?|te|tu|tus|ti|t[uú]|contigo|vos|sos|sois|eres|tienes|"
    r"puedes|quieres|sabes|pides|vienes|esperas|llamas|entras|haces|dices|sales|compras|crees|pones|das|vas|has|"
    r"quedas|pagas|llegas|deja|dejad|devolved|mirad|poned|haced|arreglad|contestad|decid|sed|tened|cambiad|revisad|"
    r"pongan|hagan|arreglen|contesten|devuelvan|cambien|revisen|tengan|den|digan|respondan|abran|atiendan|mejoren|"
    r"capaciten|limpien|manden|avisen|sean|dejen|saquen|pon|haz|di|ten|arregla|contesta|responde|devuelve|devuélvan\w*|"
    r"aprendan|aprended|poneos|ponganse|pónganse|métanse|eviten|evitad|cuidado|imagin\w+|dadme|denme|d[ií]ganme|"
    r"lee|no me \w+[ea]s)\b"
)
"""Words to the page and orders."""
HARMLESS_END = wordset(
    """
    café té qué porqué así aquí ahí allí mí sí olé chalé bufé comité paté puré bebé carné allá acá casi también
    atrás jamás además detrás demás quizás más después inglés francés través revés interés estrés país maíz raíz
    anís tres mes quizá compás gas as portugués cortés holandés japonés jerséis seis dieciséis veintiséis autobús
    menús triste chiste existe insiste consiste asiste viste contraste desgaste traste norte este resiste ajuste
    buffé bidé estés estás ciempiés pies cliché consomé tupé por rubí esquí sofí bisturí maniquí israelí colibrí
    """
)
HARMLESS_NOS = wordset(
    """
    tramos ramos gramos kilogramos reclamos extremos supremos últimos próximos mínimos máximos primos centésimos
    céntimos racimos mimos ánimos décimos íntimos legítimos firme confirme alarme desarme informe modernos cuadernos
    internos externos eternos gobiernos inviernos infiernos tiernos paternos maternos cernos remos temas mismos
    pésimos anónimos kilómetros promos menos
    """
)
UNKNOWN_FIRST = wordset(
    """
    creo pienso odio siento recomiendo prefiero doy leo opino supongo imagino gasto quedo paso cojo aviso
    conduzco sugiero agradezco ando subo hablo cuento pregunto recuerdo acuerdo mando estudio
    camino viajo reservo noto cancelo alquilo vendo abono firmo saco consigo soporto aguanto admito juro prometo
    confirmo insisto lamento exijo deseo amo
    """
)
"""Frequent first persons of the present that the table does not hold; behind an article they are nouns."""
REFLEXIVE = wordset(
    """
    queja senta i queda levanta marcha acerca ducha baña lava hospeda aloja move registra inscribi apunta acosta
    dormi olvida quejá sentá
    """
)
"""Infinitives without their "r" that people do to themselves."""
LEAD = re.compile(
    r"^(?:(?:y|e|pero|bueno|pues|oye|hola|buenas(?: (?:tardes|noches))?|buenos d[ií]as|en serio|"
    r"la verdad(?: es)?(?: que)?|"
    r"o sea|es que|adem[aá]s|encima|total(?: que)?|mira|che|uf+|ay|ojo|as[ií] que|aparte|que|eh|vaya|en fin|"
    r"por cierto|sinceramente|nada|resulta que|pd|lo de siempre|"
    r"hoy en d[ií]a)(?=[,.: ])[,.: ]*)+",
    re.IGNORECASE,
)
TRAIL = re.compile(
    r"[\s,]+(?:(?:ja|je|ji){2,}j?|xd|lol|(?:(?:muchas|mil) )?gracias|por favor|eh|de verdad|la verdad|en serio|"
    r"increíble|qué detalle|como siempre|en fin|"
    r"por cierto|vamos|che|wey|güey|tío|tía)$",
    re.IGNORECASE,
)
_PLAIN = {
    "habia": "había", "dia": "día", "dias": "días", "telefono": "teléfono", "tambien": "también", "despues": "después",
    "aqui": "aquí", "ahi": "ahí", "asi": "así", "todavia": "todavía", "sabado": "sábado", "miercoles": "miércoles",
    "decia": "decía", "tenia": "tenía", "estabamos": "estábamos", "teniamos": "teníamos", "habiamos": "habíamos",
    "ningun": "ningún", "ultimo": "último", "ultima": "última", "credito": "crédito", "numero": "número",
    "autobus": "autobús", "pagina": "página", "calefaccion": "calefacción", "habitacion": "habitación",
    "direccion": "dirección", "informacion": "información", "atencion": "atención", "devolucion": "devolución",
    "reclamacion": "reclamación", "cafe": "café", "menu": "menú", "jamas": "jamás", "adios": "adiós",
    "rapido": "rápido", "aun": "aún", "jamon": "jamón", "via": "vía",
    "linea": "línea", "funcion": "función", "tecnico": "técnico", "recepcion": "recepción", "sillon": "sillón",
    "camion": "camión", "lampara": "lámpara", "frio": "frío", "fria": "fría", "vacia": "vacía", "vacio": "vacío",
    "seccion": "sección", "proximo": "próximo", "vendria": "vendría", "llegaria": "llegaría", "deposito": "depósito",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def repaired(text: str) -> str:
    """Frequent words with the accent that was left out: a page writes as it should."""
    return _WORD.sub(lambda found: _PLAIN.get(found.group(), found.group()), text)


PRAISED = re.compile(
    r"\b(?:mejor(?:es)?|ni un\w*|siempre|como en casa|\w+ísim[oa]s?|tan \w+|sin|"
    r"solo|únic[oa]|"
    r"nunca|todavía|paciencia|cariño|impecable\w*|amabl\w+|calentit\w+|recién|perfect\w+|ric[oa]s?|de verdad)\b"
)
WORN = re.compile(
    r"^(?:(?:muchas |mil )?gracias|enhorabuena|felicidades|felicitaciones|muy (?:buen[oa]?s?|ric[oa]s?|bien|"
    r"recomend\w+)|"
    r"todo (?:muy |super )?(?:bien|ric[oa]|perfecto|genial)|me encanta\w*|nos encanta\w*|buen[oa]?s? (?:servicio|sitio|"
    r"lugar|trabajo|viaje)|hasta la pr[oó]xima.*|.*(?:saludos|abrazos?|besos?|lo mejor de todo)|excelente \w+|"
    r"volveremos|volver[eé]|sigan as[ií]|seguid as[ií]|cinco estrellas|qu[eé] \w+|"
    r"el mejor|la mejor|los mejores)$|\b(?:recomend\w+|volver\w*|repetir\w*|volvemos|felicit\w+)\b"
)
"""What everybody says: nothing to quote."""
STANDS = re.compile(r"(?:el|la|los|las|un|una|mejor|ni|tan|cada|hasta|mi|mis|sin|\d)\b")
"""How a phrase begins that can be quoted from the middle of a sentence."""
BOUND = re.compile(
    r"\b(?:si|cuando|aunque|mientras|porque|seg[uú]n|dice[ns]?|dijo|dijeron|creo|pienso|parece|que|como|hasta que|"
    r"supuestamente|"
    r"ojal[aá]|apenas|salvo|menos)\b"
)
"""Words in front that what follows hangs on: without them it would say something else."""
EXCEPT_THEM = wordset(
    """
    bien también quien alguien sin en con tan imagen orden examen margen origen joven recién cien tren almacén andén
    sartén volumen resumen virgen pan plan gran san flan sábado régimen crimen bien germen abdomen dictamen aun aún
    talán refrán capitán volcán sofán ademán desván gabán zaguán huracán imán alacrán tobogán pelean satén edén belén
    sostén vaivén terraplén rehén harén desdén afán
    """
)
"""Words that end like a verb of "them"."""
O_NOUNS = wordset(
    """
    no solo ocho cuatro cinco medio todo tercero primero segundo otro mucho poco cero cuando como tanto nuevo mismo
    demasiado nuestro un uno agua pero ascensor baño frío ruido caos trato retraso
    """
)
"""Words in -o that may begin a clause without being a verb."""
