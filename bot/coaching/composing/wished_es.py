"""What a Spanish comment proposes or asks for, its verb in the infinitive: "poned una silla" is "poner una
silla". Pure."""

from __future__ import annotations

import re

from bot.coaching.knowledge.words import fold
from bot.coaching.text.normalise import wordset
from bot.domain.reading import Address

_INFINITIVES = wordset(
    "poner agregar añadir abrir hacer dejar traer sacar empezar mover vender ofrecer imprimir publicar compartir "
    "enseñar mantener cerrar dar usar escribir permitir marcar colgar arreglar cambiar montar instalar incluir "
    "mandar "
    "enviar servir bajar subir quitar tomar decir guardar reservar apartar cancelar corregir actualizar llamar "
    "avisar "
    "apuntar anotar recortar probar organizar traducir grabar pasar reenviar revisar confirmar buscar regar devolver "
    "repetir preparar ampliar alargar retrasar adelantar separar numerar prohibir limitar tener echar meter colocar "
    "pintar facturar reponer vaciar alquilar indicar informar ajustar retirar aplicar activar desactivar renovar sumar "
    "armar etiquetar adaptar proyectar hornear plantar invitar regresar "
    "pintar borrar inscribir contar explicar encender apagar limpiar mirar recordar"
)
_IRREGULAR = {
    "pon": "poner", "pong": "poner", "pondr": "poner", "pusier": "poner", "hag": "hacer", "haz": "hacer",
    "har": "hacer", "hicier": "hacer", "traig": "traer", "traer": "traer", "saqu": "sacar",
    "empiec": "empezar", "muev": "mover", "ofrezc": "ofrecer", "publiqu": "publicar", "cierr": "cerrar", "den": "dar",
    "dad": "dar", "cuelg": "colgar", "cuelgu": "colgar", "colgu": "colgar", "envi": "enviar", "sirv": "servir",
    "dig": "decir", "corrij": "corregir", "reenvi": "reenviar", "prueb": "probar", "rieg": "regar",
    "devuelv": "devolver", "repit": "repetir", "tendr": "tener", "teng": "tener", "tuvier": "tener",
    "coloqu": "colocar",
    "apagu": "apagar", "enciend": "encender", "cuent": "contar", "amplí": "ampliar", "busqu": "buscar",
    "marqu": "marcar", "explic": "explicar", "expliqu": "explicar", "marc": "marcar", "recuerd": "recordar",
    "agregu": "agregar", "dir": "decir", "mantengan": "mantener",
}  # fmt: skip
_STEMS = {infinitive[:-2]: infinitive for infinitive in _INFINITIVES} | _IRREGULAR
_ENDS = (
    r"(?:ad|ed|id|en|an|ar|er|ir|ís|áis|éis|ais|eis|as|es|a|e|ase|ara|iera|ieran|ieras|ierais|aran|aras|arais|ría|"
    r"rías|"
    r"ía|ían|ías|íais|ríais|rían|aría|arían|ería|erían|iría|irían|ieseis)"
)
_WORD = r"[a-záéíóúñü]+"
_ME = r"(?:me|nos)"
_BARE = (
    rf"(?!(?:bien|mejor|mucho|todo|cuidado|atención|ganas|caso|favor|gracias|antes|menos|además|entonces)\b)"
    rf"(?:{_WORD}[aeo]s(?<!amos)(?<!emos)(?<!imos)(?! que)\b|{_WORD}(?= (?:en|para|sin) (?:el|la|los|las)\b))"
)
"""A thing without an article, as one is ordered: "poned percheros", "pongan sombra en la fila"."""
_ORDER = re.compile(
    rf"(?:^|[.!?;,:] |\b(?:y|pero|que|así que) )(?:¿|¡)?(?:por favor,? |porfa,? |hola,? |oigan,? |oye,? |"
    rf"(?:me|nos) gustaría que |estaría (?:bien|padre|genial|bueno|guay|chido) que |sería (?:bueno|genial|ideal) "
    rf"que |"
    rf"ojalá |a ver si |yo |y si |por qué no |porqué no )*"
    rf"(?:(?P<to>me|nos) )?(?P<verb>{_WORD}?)(?P<clitic>(?:me|nos|le|les|lo|la|los|las|selo|sela)?)"
    rf"(?:,? por favor,?| porfa)?(?: por (?:privado|correo|mensaje|mail|whatsapp))? (?P<rest>(?:{_BARE}|(?:"
    rf"en (?:el|la|los|las|cada)|dos|tres|cuatro|cinco|seis|media|medio|el|la|los|las|un|"
    rf"una|unos|unas|mi|mis|más|otr[oa]s?|algún|alguna|al|de)\b)"
    r"(?:[^.!?;,:()\n]|(?<=\d)[.,:](?=\d)){0,100})",
    re.IGNORECASE,
)
_ABLE = re.compile(
    rf"\b(?:(?P<to>me|nos) )?(?:pod(?:éis|eis|ríais|riais|íais|iais)|pued(?:en|es|e)|podr(?:ían|ian|ías|ía)|"
    rf"deber(?:íais|ían|ian|ías|ía)|"
    rf"tendr(?:íais|ían) que|habría que|(?:hagan|haced|haga|haz|hacé) el favor de|podemos|podríamos|hace falta|"
    rf"estaría (?:bien|padre|genial|guay)|(?:os|se) "
    rf"planteáis|pensáis|se podría)"
    rf"(?: por favor)? (?P<verb>{_WORD}(?:ar|er|ir))(?P<clitic>(?:me|nos|le|les|lo|la|los|las)?)"
    rf"(?P<rest> (?:[^.!?;,:()\n]|(?<=\d)[.,:](?=\d)){{2,100}})",
    re.IGNORECASE,
)
_THING = re.compile(
    r"(?:^|[.!?;:] )(?:¿|¡)?(?:y |quizás? |tal vez |(?:me|nos) encantaría |echo de menos |falta |hace falta |qué "
    r"tal |(?:estaría|sería|vendría) (?:muy )?(?:bueno|bien|padre|genial|ideal|guay) (?:que (?:hubiera|hubiese|haya|"
    r"tuvieran|tuvierais|pusieran|pusierais) )?)?"
    r"(?P<thing>(?:un|una|unos|unas|más|otr[oa]s?) (?!pena|lástima|cosa|duda|pregunta|poco|día|vez|"
    r"consejo|idea|sugerencia|propuesta|amig|chic|"
    r"señor|persona)[^.!?;,:()\n]{3,90}?)"
    r"(?= (?:vendría|estaría|sería|ayudaría|molaría|porque|que así|y así|ya que|por favor|porfa|nos|me)\b|"
    r"[.!?;,:(]|$)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?: (?:así que|y así|porque|ya que|para que|que (?:así|si no|no|es|me|nos|en|lo|la|luego|mi|quiero|tengo)|"
    r"por favor|"
    r"porfis?|porfa|plis|gracias|pero|si (?:no|se|podéis|pueden)|que (?:les|os|le|te) (?:dejé|di|mandé|envié|pasé|"
    r"puse)|como (?:hacíais|hacían|antes)|y (?:no|me|nos|se|"
    r"la|el|"
    r"lo|ya|"
    r"que|luego))\b.*| (?:(?:por|de|para|con|a) )?[\"“«].*)$",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r" (?:que|para que|para los que|para las que|para cuando|cuando|donde|si|ya que|aunque)\b.*$"
)
"""What hangs on a proposal and may be left out where it speaks of the person or the page."""
_LOOSE = re.compile(r"(?: (?:para|por|con|de|del|en|a|al|el|la|los|las|que|y|o))+$")
_LEANS = re.compile(
    r"\b(?:vuestr\w+|su|sus|tu|tus|os|vosotros|ustedes|me|nos|eso|esto|ese|esa|aquello|yo|nosotros|soy|estoy|lol|"
    r"jaja\w*|mí|porfis?|plis|(?!ramos\b|tramos\b)[a-záéíóúñ]+(?:amos|emos|imos|áis|éis)|paso|voy|vengo|tengo|"
    r"quiero|puedo|vivo|trabajo|necesito|"
    r"qué|algo)\b",
    re.IGNORECASE,
)
_TO = {
    Address.TU: "te", Address.VOS: "te", Address.USTED: "le", Address.VOSOTROS: "os", Address.USTEDES: "les",
}  # fmt: skip
_YOURS = {Address.TU: "tu", Address.VOS: "tu", Address.USTED: "su", Address.USTEDES: "su"}


def wished(text: str, address: Address) -> tuple[str, str]:
    """The proposal behind "la idea de", and what is to be done behind "si podemos"; "" for what is in doubt."""
    able = _ABLE.search(text)
    if able is not None:
        deed = _phrase(
            fold(able["verb"]) and able["verb"].lower(),
            able["clitic"] or (able["to"] or "").lower(),
            able["rest"],
            address,
        )
        if deed:
            return deed, deed
    for found in _ORDER.finditer(text):
        verb, clitic = _infinitive(found["verb"].lower(), found["clitic"].lower())
        clitic = clitic or (found["to"] or "").lower()
        if verb and (deed := _phrase(verb, clitic, f" {found['rest']}", address)):
            return deed, deed
    thing = _THING.search(text)
    return (_plain(thing["thing"], address) if thing is not None else ""), ""


def _infinitive(verb: str, clitic: str) -> tuple[str, str]:
    """A verb of the list in its infinitive with what hung on it, ("", "") for any other word."""
    word = f"{verb}{clitic}"
    for hung in ("", clitic):
        bare = word[: len(word) - len(hung)] if hung else word
        for end in range(len(bare), 1, -1):
            stem = bare[:end]
            rest = bare[end:]
            known = _STEMS.get(stem) or _STEMS.get(_unaccented(stem))
            if known and (re.fullmatch(_ENDS, rest) or (hung and rest in ("", "a", "e", "n"))):
                return known, hung
    return "", ""


def _unaccented(word: str) -> str:
    return word.translate(str.maketrans("áéíóú", "aeiou"))


def _phrase(verb: str, clitic: str, rest: str, address: Address) -> str:
    told = _plain(rest, address)
    if not told:
        return ""
    to = _TO.get(address, "te") if clitic in ("me", "nos") else ""
    if clitic in ("lo", "la", "los", "las", "selo", "sela") or (clitic in ("le", "les") and verb != "decir"):
        to = clitic if clitic in ("le", "les") else ""
        if clitic not in ("le", "les"):
            return ""
    return f"{verb}{to} {told}"


def _plain(said: str, address: Address) -> str:
    said = _CUT.sub("", said).strip(" -'\"«»")
    own = _YOURS.get(address, "")
    if re.search(r"\bmis?\b", said) and not own:
        return ""
    said = re.sub(r"\bmi(s?)\b", lambda found: f"\0{found[1]}", said)
    if _LEANS.search(said):
        said = _CIRCUMSTANCE.sub("", said)
    said = _LOOSE.sub("", said)
    if not said or _LEANS.search(said):
        return ""
    said = said.replace("\0", own)
    return said[:1].lower() + said[1:]
