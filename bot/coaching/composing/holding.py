"""Whether a fact that was found holds what a question asks about, or only shares a word with it. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.notice import plain_words
from bot.coaching.knowledge.held import left_over, matter
from bot.coaching.knowledge.thing import thing, which
from bot.coaching.knowledge.words import stem, terms
from bot.domain.brand import Fact

_WHATEVER = frozenset(
    terms(
        "spot slot own propio propia options option stuff things opcion opciones cosas "
        "old new used second hand secondhand big small large little long cheap nice best real fresh some sort kind "
        "pair bit lot couple today tomorrow tonight now still place people viejo vieja viejos viejas nuevo nueva "
        "nuevos nuevas usado usada usados usadas segunda mano grande pequeño pequeña buen bueno buena barato tipo "
        "clase hoy mañana ahora todavia algun alguna algunos algunas sitio lugar gente make made have take offer "
        "hacer haceis hacen"
    )
)
"""Words that say how much or of what kind, and not what: an old thing is not answered by another old thing."""
_ASKING = frozenset(terms("where when how long donde cuando cuanto como que what time"))
_OFFERS = r"(?:do|can|could|will|would) (?:you|u|they)(?: guys| also| still| ever)?"
_TRADES = (
    r"sell|buy|rent|lend|hire(?: out)?|repair|fix|mend|print|teach|host|send|give out|hand out|give away|wash|clean|"
    r"resell"
)
_TRATOS = (
    r"vend(?:eis|en|es)|compr(?:ais|an|as)|alquil(?:ais|an|as|a)|prest(?:ais|an|as)|repar(?:ais|an|as)|"
    r"arregl(?:ais|an|as)|imprim(?:is|en|es)|envi(?:ais|an|as)|lav(?:ais|an|as)|regal(?:ais|an|as)|enseñ(?:ais|an|as)"
)
"""What a page does for people; a fact about something else it does with the same thing is none."""
_DOES = re.compile(rf"\b(?:{_OFFERS} (?P<does>{_TRADES})|(?P<hace>{_TRATOS}))\b")
_OBJECT = re.compile(
    r"\b(?:(?:do|can|could|will|would|may|might) (?:you|u|they|i|we)(?: guys| all| also| still| ever)? [a-z]+|"
    r"(?:is|are) there|do you have|got any|"
    rf"hay|ten(?:eis|es)|tienen|tienes|(?:se )?pued(?:o|e|en|es) [a-z]+r|pod(?:eis|emos) [a-z]+r|{_TRATOS}) "
    r"(?:(?:a|an|the|any|some|my|our|your) )*(?P<object>[a-zñ' ]+)"
)
_OF = re.compile(r" (?:of|del?) ")
_TOLD_OF = re.compile("tien")
"""Verbs whose subject may be a thing named before them ("do the cards have a date?" in Spanish order)."""
_ENDS = re.compile(
    r"\b(?:for|with|without|in|on|at|to|from|by|if|when|that|which|who|and|or|but|because|so|near|please|there|"
    r"here|i|"
    r"we|you|she|he|they|after|before|during|until|like|as|over|under|about|into|up|off|out|inside|"
    r"para|con|sin|en|por|que|si|cuando|y|o|u|pero|a|al|desde|hasta|antes|junto|donde|como|porque)\b"
)
"""Where the thing asked for ends, and what is told about it begins."""
_OWN_MATTER = frozenset(
    terms(
        "password pin passcode clave contraseña loyalty points stamps fidelidad puntos sellos fidelizacion "
        "window ventana corner rincon balcony balcon wrapping wrap envolver envolveis papel recipe receta "
        "phone telefono whatsapp email correo mail exchange playlist song cancion volunteer voluntario owner "
        "dueño invoice factura halal kosher teacher nurse pensioner senior retired nhs military member "
        "docente profesor jubilado socio numerosa instalment instalments plazos bizum paypal cheque "
        "promotion promo offer promocion promociones oferta rebajas "
        "crypto subscription suscripcion leather piel cuero sign firmar firma sofa "
    )
)
"""Words so much the matter of a question that a fact without them is about something else."""
_WHY = re.compile(r"\W*(?:(?:and|but|so|y|pero|e) )?(?:why|how come|por que)\b")
_BECAUSE = re.compile(r"\b(?:because|so that|since|due to|porque|para que|asi que|debido|ya que)\b")
"""An answer to a question for the reason."""
_RUMOUR = re.compile(
    r"\b(?:true|rumou?rs?|heard|verdad|cierto|oido)\b.{0,20}\b(?:clos\w+|shut\w*|cerr\w+|cierr\w+)\b"
    r"(?! (?:on|at|los|el|a las?)\b)"
)
"""Talk of an end, which no opening hours answer."""
_OPINION = re.compile(
    r"\b(?:what|how)(?:'s| is| are| was| were)\b.{0,40}\blike\b|\bque tal\b|\bis it (?:any )?(?:good|worth)\b|"
    r"\bany good\b|"
    r"\bmerece la pena\b|\bvale la pena\b"
)
"""A question for how something is found, which no fact about it tells."""
_BRING_OWN = re.compile(
    r"\b(?:bring|take|eat|drink|use) (?:in )?(?:my|our|your|his|her|their) own\b|"
    r"\b(?:llev|tra|sub|met|us|com)\w+ (?:mi|nuestr[oa]|su) propi[oa]\b"
)
_OWNED = re.compile(r"\bown\b|\bpropi[oa]s?\b|\bbrings? (?:your|their)\b|\bde fuera\b|\bfrom outside\b")
"""Bringing what others sell here is another question than what is sold."""
_INCLUDED = re.compile(
    r"\b(?:is|are) (?:the |a )?(?P<thing>[a-z' ]{3,30}?) included\b|\binclu(?:ye|yen|ido|ida)\w* (?:el |la |"
    r"los |las )?"
    r"(?P<cosa>[a-zñ]+)"
)
_VERY = re.compile(
    r"\bwhat(?:'s| is| are) (?:the|your|that) (?P<object>(?!difference|best|point|name)[a-z' ]+?)(?=\?|$|,)"
)
"""What a question wants to be told by name; the fact has to hold it."""
_PRICE_OF = re.compile(
    r"\b(?:how much (?:is|are|does|do)|cuanto (?:cuestan?|valen?|salen?)|a cuanto (?:esta|estan|sale)) "
    r"(?P<object>[a-zñ' ]+?)"
    r"(?= (?:cost|per|for|in|at|on|to|from|if|and|por|para|en|a|al|desde|si|y|hasta)\b|[^a-zñ' ]|$)"
)
_OF_WHAT = re.compile(
    r"\b(?:is|are) (?:your|the|those|these|that|this) (?P<object>[a-z' ]+?)(?= (?:gluten|vegan|vegetarian|nut|"
    r"dairy|lactose|"
    r"egg|sugar|free|safe|suitable|made|ok|okay|fine|halal|kosher|or|and)\b|[^a-z' ]|$)|"
    r"\b(?:las?|los?|el|vuestr[oa]s?|sus?) (?P<cosa>[a-zñ]+)(?: de [a-zñ]+)? (?:son|es|llevan?|tienen?|contienen?)\b"
)
"""What a diet is asked about: what is known of a cake says nothing of a sausage."""
_DIETS = re.compile(r"nuts?$|free$|safe$|gluten|lact|dairy|allerg|alerg|coeliac|celiac|vegan|nue|fruto|seco")
_MUST_NOT = re.compile(
    r"\b(?:nuts?|gluten|lactose|lactosa|dairy|allerg\w+|alerg\w+|coeliac\w*|celiac\w*|frutos secos)\b"
)
_ANYTHING_TO_EAT = frozenset(
    terms(
        "food menu kitchen everything anything eat drink stuff dish dishes snack snacks something option "
        "options comer plato platos comida carta cocina menu todo algo"
    )
)
_KINDS = (
    (
        re.compile(
            r"\bhow much (?:is|are|does|do|would|for)\b|\bcuanto (?:cuesta|vale|sale|cobra)|\ba cuanto\b|"
            r"\bque precio\b"
        ),
        re.compile(
            r"\d|\bfree\b|\bgratis\b|\bno (?:charge|cost|extra)|\bpric|\bpreci|\bsin coste|\bcuest|"
            r"\bcosts?\b"
        ),
    ),
    (
        re.compile(r"\bhow long (?:is|are|does|do|will)\b|\bcuanto (?:tiempo )?(?:dura|tarda)|\bcuanto tiempo\b"),
        re.compile(
            r"\b(?:minute|hour|day|week|month|year|minuto|hora|dia|semana|mes|año|ano|always|siempre|limit|"
            r"expire|caduc|"
            r"until|hasta|noon|mediodia)"
        ),
    ),
    (
        re.compile(
            r"\bhow many (?:people )?(?:does|do|will|would) (?:it|they|one|that) (?:serve|feed|do)\b|"
            r"\bpara cuant[oa]s\b"
        ),
        re.compile(r"\b(?:serv|feed|people|portion|slice|enough|racion|persona|porcion|alcanza|comensal)"),
    ),
    (
        re.compile(r"\b(?:at night|after dark|in the evenings?|de noche|por la noche|por las noches|al anochecer)\b"),
        re.compile(r"\b(?:night|dark|evening|noche|anochec|hasta las|until|horari|hours?\b|\d ?pm|open|abr[eiy])"),
    ),
)
"""Questions for a figure, and what an answer to them cannot do without."""


_IS_THERE = (
    r"\b(?:is there|are there|do you (?:have|do)|have you got|got|any|hay|ten(?:eis|es)|tienen|con)"
    r"(?: (?:an?|any|some|the|un|una|algun|alguna))?(?: \w+)? "
)


def fact_text(fact: Fact) -> str:
    """All that a fact says of its matter."""
    return f"{fact.question} {fact.answer} {' '.join(fact.tags)}"


def holds(ask: str, fact: Fact, vital: frozenset[str] = frozenset(), *, whole: bool = False) -> bool:
    """Whether a fact in the question's language answers it. `vital` words, such as allergens, decide alone. `whole`
    says that the fact is known to hold all the matter of the question: what is left to see is whether it tells what
    is asked of it."""
    plain = plain_words(ask)
    if not _tells(plain, fact):
        return False
    if whole:
        if not _named_in(plain, fact) or _beside_the_price(plain, set(terms(f"{fact.question} {fact.answer}"))):
            return False
        own = " ".join(set(terms(plain)) & _OWN_MATTER)
        foreign = own and left_over(own, fact_text(fact))
        return not foreign and not _by_deed(plain, fact)
    return _holds_things(plain, fact, vital)


def _tells(plain: str, fact: Fact) -> bool:
    """Whether the answer is of the sort that is asked for: a figure, a reason; no opinion, no rumour."""
    told = plain_words(fact.answer)
    if _RUMOUR.search(plain) or (_OPINION.search(plain) and not _OPINION.search(plain_words(fact.question))):
        return False
    if any(kind.search(plain) and not figure.search(told) for kind, figure in _KINDS):
        return False
    if _BRING_OWN.search(plain) and not _OWNED.search(plain_words(f"{fact.question} {fact.answer}")):
        return False
    wanted = which(plain)
    if wanted and left_over(wanted[0], fact_text(fact)):
        return False
    return not (_WHY.match(plain) and not _BECAUSE.search(told))


def _named_in(plain: str, fact: Fact) -> bool:
    """Whether a fact is about what is asked and does not only mention it: a word of it stands in the fact's question or
    its tags, or more than one in the answer, or the question is no more than whether there is such a thing ("pan" is
    not asked for where "pan de plátano" is told of)."""
    words = matter(plain)
    if len(words) != 1 or not left_over(words[0], f"{fact.question} {' '.join(fact.tags)}"):
        return True
    if re.search(rf"\b{re.escape(words[0])} de\b", plain_words(fact.answer)):
        return False
    if _told_beside(plain, words[0], fact):
        return True
    return re.search(rf"{_IS_THERE}{re.escape(words[0])}\b|^\W*{re.escape(words[0])}\b", plain) is not None


_HOUR = re.compile(r"\b(?:what time|when|a que hora|cuando)\b")
_PRICE = (
    r"\b(?:how much (?:is|are|for)|cuanto (?:cuestan?|valen?|salen?)|a cuanto (?:esta|estan|sale)|a como) "
    r"(?:(?:your|the|an?|el|la|los|las|un|una|vuestr[oa]s?) )?"
)
_PRICED_AT = (
    r"(?: (?:is|are|costs?|comes? to|at|from|for|cuestan?|valen?|salen?|es|son|a|por|desde))* "
    r"(?:[£€$] ?\d|\d[\d.,]* ?(?:[£€$]|euros?\b|pesos\b|pounds?\b|dollars?\b))"
)


def _told_beside(plain: str, word: str, fact: Fact) -> bool:
    """Whether the hour or the price that is asked for stands behind the word in the answer ("last orders 10.30")."""
    if re.search(_PRICE + re.escape(word), plain) and re.search(
        rf"\b{re.escape(word)}{_PRICED_AT}", plain_words(fact.answer)
    ):
        return True
    if not _HOUR.search(plain):
        return False
    return re.search(rf"\b{re.escape(word)}\b[^.;]{{0,24}}?\d", fact.answer.lower()) is not None


def _beside_the_price(plain: str, held: set[str]) -> bool:
    """Whether it asks if something is included that the fact does not know."""
    part = _INCLUDED.search(plain)
    return part is not None and not set(terms(part["thing"] or part["cosa"] or "")) & held


def _by_deed(plain: str, fact: Fact) -> bool:
    """Whether the page is asked to do with a thing what the fact does not tell of: lend it, sell it, mend it."""
    verbs = {term for found in _DOES.finditer(plain) for term in terms(found["does"] or found["hace"])}
    return bool(verbs) and not verbs & set(terms(fact_text(fact)))


def _holds_things(plain: str, fact: Fact, vital: frozenset[str]) -> bool:
    heads, told = set(terms(f"{fact.question} {' '.join(fact.tags)}")), set(terms(fact.answer))
    asked = set(terms(plain)) - _WHATEVER
    held = heads | told
    if _another(plain, held):
        return False
    if _of_another_thing(plain, held | vital):
        return False
    if vital & held:
        return True
    if (asked & told) - _ASKING and not (asked & heads) - _ASKING and (asked - told) - _ASKING:
        return False
    priced = _priced(plain)
    if len(priced - held) * 2 >= len(priced) > 0:
        return False
    verbs = {term for found in _DOES.finditer(plain) for term in terms(found["does"] or found["hace"])}
    things, parts = _things(plain)
    if things and verbs and not verbs & held:
        return False
    return not (things and not things & held) and not (parts and not parts & held)


def _another(plain: str, held: set[str]) -> bool:
    """Whether the question is for something that shares a word with the fact and is another thing: a password with
    what is told of the wifi, a loyalty card with gift cards, a window seat with seats at a tasting."""
    asked = set(terms(plain))
    if (asked & _OWN_MATTER) - held:
        return True
    if _beside_the_price(plain, held):
        return True
    found = _VERY.search(plain)
    thing = terms(_ENDS.split(found["object"], maxsplit=1)[0]) if found else []
    return bool(thing) and thing[-1] not in held | _ASKING | _WHATEVER


def only_for_diets(fact: Fact) -> bool:
    """Whether a fact answers those who must not eat something, and nobody else."""
    asks = [each for each in plain_words(fact.question).split("?") if each.strip(" ¿")]
    return bool(asks) and all(_MUST_NOT.search(each) for each in asks)


def about_that_food(ask: str, fact: Fact) -> bool:
    """Whether what a diet is asked of is what the fact tells of: what is known of a cake says nothing of a beer."""
    text = fact_text(fact)
    if _of_another_thing(plain_words(ask), set(terms(text))):
        return False
    named = [word for word in thing(ask) if stem(word) not in _ANYTHING_TO_EAT and not _DIETS.match(word)]
    return not named or len(left_over(" ".join(named), text)) < len(named)


def _of_another_thing(plain: str, held: set[str]) -> bool:
    found = _OF_WHAT.search(plain)
    named = set(terms(found["object"] or found["cosa"] or "")) - _WHATEVER - _ANYTHING_TO_EAT if found else set()
    return bool(named) and not named & held


def shares(ask: str, fact: Fact) -> bool:
    """Whether a fact holds any word of a question beyond those every question is asked with."""
    return bool((set(terms(ask)) - _ASKING) & set(terms(f"{fact.question} {fact.answer}")))


def _priced(plain: str) -> set[str]:
    """What the price is asked of: half of it another thing has another price ("a coffee with milk")."""
    found = _PRICE_OF.search(plain)
    return set(terms(found["object"])) - _WHATEVER - _ASKING if found else set()


def _things(plain: str) -> tuple[set[str], set[str]]:
    """What the question asks for, by name, and what that is of ("a box of leaflets"); empty where it names nothing."""
    found = _OBJECT.search(plain)
    if not found or (_TOLD_OF.match(found.group()) and terms(plain[: found.start()])):
        return set(), set()
    thing = _ENDS.split(found["object"], maxsplit=1)[0]
    _, _, part = _OF.sub(" of ", thing).partition(" of ")
    return set(terms(thing)) - _WHATEVER, set(terms(part)) - _WHATEVER
