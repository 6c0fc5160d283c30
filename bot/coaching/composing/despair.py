"""Whose despair or danger a comment tells of, and whether its words bear out what sort it is. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.notice import Noticed
from bot.domain.reading import CrisisKind

_CRISIS = {
    CrisisKind.DANGER: "danger",
    CrisisKind.SELF_HARM: "selfharm",
    CrisisKind.LEGAL: "legal",
    CrisisKind.PRESS: "press",
    CrisisKind.DATA_LEAK: "leak",
}
ALARM, LOST, QUIET = "alarm", "danger_lost", "selfharm_quiet"
"""A danger or a grave matter whose sort the words leave open; a person who died; despair that nobody says outright."""
CRISES = frozenset({*_CRISIS.values(), ALARM, LOST, QUIET})
"""The moments of a crisis, each by its name."""

_BODILY = re.compile(
    r"vomit|throw\w* up|threw up|\b(?:sick|ill|unwell|poorly|fever|feverish)\b|\bfell\b|fallen|slipp|tripp|\bhurt|"
    r"injur|\bcut (?:his|her|my|their|its)|burn(?:ed|t|s)? (?:his|her|my|their)|scald|\bbroke (?:his|her|my|their)|"
    r"bleed|bled\b|blood|swoll?en|swell|reaction|allerg|epi-?pen|chok|collaps|faint|passed out|unconscious|breath|"
    r"bitten|\bbit\b|\bstung|blister|rash\b|bruis|stitches|swallow|poison|dizzy|convuls|\bfits\b|seizure|stroke|"
    r"ambulance|hospital|\ba ?& ?e\b|doctor|paramedic|\bpain|\b(?:lips?|throat|tongue|eyes?|skin|scalp|head|leg|arm|"
    r"hand|fingers?|foot|ankle|wrist|hip|knee|tooth|teeth|chest)\b|\bmal[oa]s?\b|enferm|fiebre|\bca(?:y|id)\w*|resbal|"
    r"tropez|\bherid|lesion|golpe|cort(?:o|e|ado|ada)\b|quem(?:o|e|ad)|rompi|sangr|hinch|inflam|reaccion|alerg|"
    r"atragant|ahog|desmay|desplom|inconsciente|respir|mordi|pic(?:o|ad|adura)\b|ampolla|ronchas|moret|morat|puntos\b|"
    r"trag(?:o|ue|ado)\b|intoxic|mare(?:o|ad)|convuls|infarto|ictus|ambulancia|hospital|urgencias|medico|doctora?\b|"
    r"dolor|duele|\b(?:labios?|garganta|lengua|ojos?|piel|cabeza|pierna|brazo|mano|dedos?|pie|tobillo|muneca|muñeca|"
    r"cadera|rodilla|diente|muela|pecho)\b"
)
"""That somebody is or may be hurt or ill: only then is a doctor spoken of."""
_DIED = re.compile(
    r"\b(?:he|she|they|(?:my|our|his|her) (?:\w+ ){0,2}\w+) (?:has |had |have |just |then |later |sadly )*(?:died|"
    r"passed away|was killed|is dead)\b|\b(?:didn'?t|did not) make it\b|\b(?:murio|fallecio|ha muerto|ha fallecido|"
    r"se (?:me |nos )?murio|murieron|esta muert[oa]|no sobrevivio)\b"
)
_CLEAR_THEMES = frozenset(
    {
        "missing",
        "medicine",
        "violence",
        "ongoing fire",
        "found in food",
        "desaparecido",
        "medicinas",
        "violencia",
        "fuego",
        "hallado en la comida",
    }
)
"""Themes of danger whose lines fit whether or not somebody is hurt."""
_BORNE_OUT = {
    "legal": re.compile(
        r"\b(?:\blaw|legal|\bsue|suing|court|solicitor|attorney|barrister|counsel|judge|tribunal|claim|police|"
        r"rights?\b|compensat|liab|ombudsman|regulator|authorit|ley\b|leyes|legal|demand|denunci|juez|juzgad|tribunal|"
        r"abogad|letrad|despacho|bufete|derecho|policia|perito|fiscal|consumo|profeco|inspeccion|indemniz|notari|"
        r"burofax)"
    ),
    "press": re.compile(
        r"\b(?:press\b|news|journal|report|paper|radio|tv\b|telly|television|channel|story|article|publish|broadcast|"
        r"on air|camera|editor|programme|documentary|column|comment|statement|prensa|notici|period|diario|redac|tele\b|"
        r"canal|reportaje|articulo|publi|emit|aire|camara|programa|documental|nota\b|version|declara|medios)"
    ),
    "leak": re.compile(
        r"\b(?:data|detail|address|phone|number|e-?mail|name|password|account|card|bank|id\b|passport|record|result|"
        r"file|folder|photo|picture|list|spreadsheet|screen|log(?:ged)? in|hack|leak|privacy|private|dato|direccion|"
        r"domicilio|telefono|celular|numero|correo|nombre|apellid|contraseñ|contrasen|cuenta|tarjeta|banc|dni|ine\b|"
        r"pasaporte|expediente|historial|analisis|archivo|carpeta|foto|lista|planilla|hoja|excel|pantalla|sesion|hacke|"
        r"filtr|privad|intim)"
    ),
}
"""Words without which a comment does not bear out that it is of the law, of the press or of people's data."""
_OUTRIGHT = re.compile(
    r"\b(?:die|dying|dead|death|suicid\w*|kill|end it|ending it|end my|my own life|not be here|disappear|cut(?:s|"
    r"ting)? (?:my|her|him)self|self.?harm|harm|pills|tablets|overdose|rope|blade|bridge|roof|go on|without me|alive|"
    r"goodbye|good bye|living|live|hurt (?:my|him|her)self)\b|\b(?:morir\w*|muert[eo]|suicid\w*|mat(?:ar|o|arme|arse)|"
    r"quitar(?:me|se|te)|acabar con|vivir|vida|desaparecer|pastillas|cuerda|cuchilla|puente|azotea|viaducto|sin mi|"
    r"sin el|sin ella|adios|despid\w+|despedi\w+|me corto|se corta|hacer(?:me|se) daño)\b"
)
"""Despair said outright."""

_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they)(?:'\w+)? (?:\w+ )?(?:wants?|wanted|doesn|don|didn|isn|won|hasn|keeps|cuts?|says?|said|took|"
    r"talks?|wrote|posted|wishes|can)|\b(?:my|our|a) (?:\w+ ){1,2}(?:says?|said|told|wants?|wrote|posted|took|cuts?|"
    r"keeps)\b|\b(?:herself|himself|themselves)\b|\bbetter off without (?:him|her|them)\b|\b(?:mi|su|nuestr[oa]|un|"
    r"una) \w+ (?:\w+ ){0,4}?(?:dice|dijo|repite|escribio|quiere|puso|habla|se (?:ha )?(?:corta|despidi|quiere|va|"
    r"tomo))|\bsin (?:el|ella|elle)\b(?! \w+ (?:de|que))|\bse (?:corta|autolesiona|despidio|va a (?:quitar|matar|"
    r"suicidar))|\b(?:dice|dijo|repite) (?:\w+ )?que (?:ya )?(?:no )?(?:se )?quiere"
)
"""Somebody else's despair."""
_OF_ONESELF = re.compile(
    r"\bi(?:'m| am)? (?:just |really |also |only )?(?:want to (?:die|disappear|end|sleep)|don'?t want to (?:live|"
    r"be here|exist)|can'?t go on|(?:going to|gonna) (?:end|kill|jump))|\bwithout me\b|\bmy own life\b|"
    r"\b(?:no quiero (?:vivir|seguir)|quiero (?:morir|desaparecer|matar)\w*|sin mi\b|me (?:corto|quiero matar|"
    r"quiero morir)|quitarme la vida)"
)


def crisis_of(crisis: CrisisKind, noticed: Noticed) -> str:
    """The moment of a crisis: the person's own, or that of somebody or something of theirs. Where the words do not
    bear out the sort, the general one: nobody is asked about a wound that they have not spoken of."""
    kind, text = _CRISIS[crisis], noticed.text
    if kind == "selfharm":
        if _OF_ANOTHER.search(text) and not _OF_ONESELF.search(text):
            return "selfharm_kin"
        return kind if _OUTRIGHT.search(text) else QUIET
    if kind == "danger":
        return _danger_of(noticed)
    return kind if _BORNE_OUT[kind].search(text) else ALARM


def _danger_of(noticed: Noticed) -> str:
    """Whose danger it is, and the general moment where nobody is told to be hurt."""
    if noticed.hurt.part == "kin" and _DIED.search(noticed.text):
        return LOST
    clear = any(theme.purpose == "danger" and theme.id in _CLEAR_THEMES for theme in noticed.themes)
    if not clear and noticed.hurt.part not in ("pet", "gone") and not _BODILY.search(noticed.text):
        return ALARM
    return f"danger_{noticed.hurt.part}" if noticed.hurt.part else "danger"
