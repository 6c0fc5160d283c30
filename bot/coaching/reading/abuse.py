"""Abuse and hate, told apart from harsh but honest criticism, which is never abuse."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.reading.evidence import Evidence
from bot.coaching.reading.lexicon import Hit
from bot.coaching.text.normalise import fold
from bot.domain.comment import Span

_KIND_USE = re.compile(
    r"de puta madre|puta madre que (?:bien|bueno)|shut up and take my money|take my money|"
    r"hija? de puta que (?:rico|bueno|bien)"
    r"|(?:como|que) (?:mola|me gusta)|puto amo|puta ama|la puta ama|badass|bad ass|kick ass|kickass|"
    r"no shit|holy shit|hot dog|cabron que bueno"
    r"|hijos? de perra que rico|puta (?:maravilla|obra maestra|pasada)|fucking (?:love|amazing|awesome|"
    r"great|good|delicious|brilliant|perfect|best|legend)"
    r"|(?:love|amazing|awesome) .{0,12}bitch(?:es)?|son of a gun|cock(?:tail|pit)|dick van|moby dick|"
    r"silly me|stupid question|pregunta tonta|tonta pregunta"
    r"|que tont[oa] (?:soy|fui)|soy (?:un |una )?(?:tont|idiot|imbecil|burr)\w+|"
    r"i'?m (?:such )?(?:an? )?(?:idiot|stupid|dumb|moron)|stupid(?:ly)? (?:good|cheap|low|expensive)|"
    r"sick burn|crazy good|\b(?:my |his |her |our )?own (?:damn |bloody )?(?:stupid|dumb|silly) (?:fault|"
    r"mistake|doing)|"
    r"\b(?:stupid|dumb) (?:thing|one|q|ask|idea)\b(?=,? (?:but|maybe|i know|of me))|\bit'?s (?:dumb|stupid),? but\b|"
    r"\bfe(?:el|els|eling|lt) (?:so |really |a bit |like )?(?:an? )?(?:stupid|dumb|idiot|moron|fool)|"
    r"\b(?:sonrisa|cara|risa) de (?:idiota|tont[oa]|bob[oa]|imbecil)|\bpor (?:tont[oa]|idiota|imbecil|burr[oa])\b|"
    r"\b(?:el )?forro (?:descosid|rot|polar|interior|de (?:la|el|seda|lana|tela|algodon)|del)|"
    r"\b(?:chapter|level|monday|winter|homework|exam|diet|season|part|page) ?\w* (?:can|may) go to hell",
)
_AT_THING = re.compile(
    r"(?:stupid|fucking|damn|puta|puto|pinche|maldit[oa]|dumb|estupid[oa]|bloody|piece of (?:shit|crap|"
    r"garbage)|crappy) (?:\w+ )?"
    r"(?:app|site|website|page|form|card|policy|rule|machine|phone|printer|system|chatbot|bot|queue|line|"
    r"password|code|update|lid|box|door|cable|charger|"
    r"aplicacion|web|pagina|formulario|tarjeta|maquina|telefono|movil|sistema|robot|cola|clave|codigo|"
    r"caja|puerta|cargador|servicio|service|wifi|internet|tren|train|bus|plane)"
)


_TO_BE_HATED = re.compile(
    r"\s*(?:being touched|being held|being rushed|being looked|loud|noise|noises|queues|que (?:l[ea]s? |me )?\w+en)\b",
    re.I,
)
_QUOTED = re.compile(r"\"[^\"\n]{2,200}\"|«[^»]{2,200}»|“[^”]{2,200}”")
_NASTY = ("hate_verb", "insult", "insult_mild", "threat", "slur", "neg_strong")


_AT_NOBODY = re.compile(
    r"\b(?:slime|bath|glitter|seed|cherry|smoke|stink) bomb|\bcall(?:ed|s)? (?:him |her |me |it )?bomb\b|"
    r"\bbomb(?:'s)? (?:until|wedding|cyclone|shelter|hoax)"
)
"""Words of a threat in what threatens nobody."""
_MILD_USE = re.compile(
    r"\blying (?:about|in|out|awake|on|around|there|down|flat|here|under|by|across|next|low|still|empty)\b|"
    r"\bshut the (?!f|hell)\w+(?! up\b)|\bblue tits?\b|\b(?:black|third|lost|owl|plastic|stuffed|toy|glove) "
    r"(?:sheep|pigs?|puppets?)\b|\b(?:sheep|pigs?|goats?) (?:all|on|in|at|up|over|are (?:back|out|in)|farm\w*)\b|"
    r"\b(?:startled|name of the|wool|flock of|herd of|about like|herded like) (?:\w+ )?(?:sheep|pigs?)\b|"
    r"\banimals'|\blosers? (?:buys?|pays?|cooks?|washes|drives?)\b|"
    r"puppet(?:s|ry|eers?)? (?:show|theat|workshop|play|mak|class|stage)|"
    r"cult (?:film|classic|movie|following|favou?rite|status)|"
    r"pig (?:farm|roast|race)|guinea pig|animal(?:es)? (?:de compañia|domestic|salvaje|marin)"
)
"""Mild insults in the names of harmless things."""
_CALLED = 3.0
"""What it adds that a person, and no thing, is named with a beast: the words alone are everyday ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abuse:
    """`odds` are log-odds that this is abuse. `grave`: a slur, a threat or hate of a group,
    whatever else is said; `aimed`: said to or of a person."""

    odds: float
    grave: bool
    aimed: bool
    why: str
    spans: tuple[Span, ...]


def weigh(evidence: Evidence) -> Abuse:
    """How abusive a comment is, from words alone. `why` is threat, slur, hate, insult or ""."""
    insults, profanity, slurs = _meant(evidence)
    threats, counter = _threats(evidence), evidence.count("counter")
    mild = _mild(evidence)
    hate, quoted = _hate(evidence), _only_quoted(evidence)
    called = evidence.count("called")
    insults += called
    directed = called > 0 or _directed(evidence)
    odds = -1.2 + 1.5 * min(insults, 3) + 2.6 * min(slurs, 2) + 2.6 * min(threats, 2) + 1.6 * hate
    odds += 1.3 if directed else 0.0
    odds += _rough(evidence, mild, profanity)
    odds -= 1.6 * min(counter, 2)
    if not (slurs or threats):
        odds -= 0.9 * min(evidence.count("praise"), 2)
    if evidence.count("complaint") >= 2 and not (slurs or threats or directed):
        odds -= 1.3
    if quoted:
        odds -= 2.5
    if evidence.has("complaint") and not (insults or slurs or threats or hate):
        odds -= 0.8
    grave = (
        counter == 0
        and not quoted
        and (slurs > 0 or threats > 0 or (hate >= 2 and not evidence.has("pos_strong", "praise")))
    )
    odds += _CALLED if called else 0.0
    why, names = _why(slurs=slurs, threats=threats, hate=hate, insults=insults, profanity=profanity)
    return Abuse(odds=odds, grave=grave, aimed=directed, why=why, spans=evidence.spans(*names))


def _meant(evidence: Evidence) -> tuple[int, int, int]:
    """Insults, swear words and slurs, without those that are meant kindly or said of a thing."""
    insults, profanity, slurs = evidence.count("insult"), evidence.count("profanity"), evidence.count("slur")
    if not (insults or profanity or slurs):
        return 0, 0, 0
    folded = fold(evidence.seen.text)
    if _KIND_USE.search(folded):
        insults, profanity = max(0, insults - 1), max(0, profanity - 1)
        slurs = 0 if slurs == 1 and insults == 0 else slurs
    return max(0, insults - len(_AT_THING.findall(folded))), profanity, slurs


def _mild(evidence: Evidence) -> int:
    """Mild insults, without those in the name of a harmless thing."""
    named = evidence.count("insult_mild")
    return max(0, named - len(_MILD_USE.findall(fold(evidence.seen.text)))) if named else 0


def _rough(evidence: Evidence, mild: int, profanity: int) -> float:
    """Rough words that may or may not be aimed at people: in a grievance or in joy they are only loud. In Spanish
    most swear words are everyday emphasis."""
    if not mild and not profanity:
        return 0.0
    loud = evidence.count("complaint") >= 1 or evidence.count("praise", "pos_strong") >= 1 or evidence.laugh > 0
    swearing = 0.3 if evidence.lang == "es" else 1.0
    scale = 0.15 if loud else 1.0
    return scale * (1.2 * min(mild, 2) + swearing * min(profanity, 2))


def _only_quoted(evidence: Evidence) -> bool:
    """Whether the hateful words stand in quotation marks only: people report what was said to them."""
    if not any(sign in evidence.seen.text for sign in '"«“'):
        return False
    quotes = [match.span() for match in _QUOTED.finditer(evidence.seen.text)]
    nasty = [hit for name in _NASTY for hit in evidence.cues.get(name, ())]
    return bool(nasty and quotes) and all(any(a <= hit.start and hit.end <= b for a, b in quotes) for hit in nasty)


def _threats(evidence: Evidence) -> int:
    """Threats to somebody else: who speaks of killing themselves threatens nobody."""
    own = evidence.cues.get("crisis_self_harm", ())
    hits = evidence.cues.get("threat", ())
    if hits and _AT_NOBODY.search(fold(evidence.seen.text)):
        return 0
    return len({hit.first for hit in hits if not any(hit.start < o.end and o.start < hit.end for o in own)})


def _hate(evidence: Evidence) -> int:
    """Contempt next to a group of people: 0, 1 or 2."""
    groups = evidence.cues.get("group", ())
    if not groups:
        return 0
    nasty = [hit for name in _NASTY for hit in evidence.cues.get(name, ()) if not _dislikes(evidence, hit)]
    near = sum(
        1 for hit in nasty if any(abs(hit.first - group.first) <= 8 for group in groups) and not evidence.negated(hit)
    )
    return min(near, 2)


def _dislikes(evidence: Evidence, hit: Hit) -> bool:
    """Whether somebody is said to hate what happens to them: "he's autistic and hates being touched"."""
    return _TO_BE_HATED.match(evidence.seen.text[hit.end :]) is not None


def _directed(evidence: Evidence) -> bool:
    """Whether an insult is said to or of a person: "you idiot", "eres una rata"."""
    insults = [hit for name in ("insult", "slur") for hit in evidence.cues.get(name, ())]
    aimed = evidence.cues.get("you_are", ())
    return any(-1 <= insult.first - you.first <= 4 for insult in insults for you in aimed)


def _why(*, slurs: int, threats: int, hate: int, insults: int, profanity: int) -> tuple[str, tuple[str, ...]]:
    if threats:
        return "threat", ("threat",)
    if slurs:
        return "slur", ("slur",)
    if hate:
        return "hate", ("hate_verb", "group", "insult")
    if insults:
        return "insult", ("called", "insult")
    return ("insult", ("profanity",)) if profanity else ("", ())
