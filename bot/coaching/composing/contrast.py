"""Praise and blame in one breath ("great coffee, shame about the tables"): which part is which. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_TURN = re.compile(
    r"[,.;!]? *\b(?:but|however|though|although|(?:such )?a? ?(?:shame|pity)(?: that| about)?|sadly|unfortunately|"
    r"except|only|just|less so|"
    r"pero|aunque|sin embargo|eso si|(?:es una |una )?(?:lastima|(?<!da )(?<!la )pena)(?: que| de)?|"
    r"solo que|salvo|excepto|no tanto)\b"
)
_PAUSE = re.compile(r"[,.;:!?]+ | - | — ")
"""A comma may turn too, where both sides are plain ("kind crew, the seat wouldn't recline")."""
_REST = re.compile(
    r"\b(?:(?:everything|all|everyone) else|(?:all )?the rest|otherwise|apart from (?:that|this)|other than that|"
    r"(?:todo )?(?:el resto|lo demas)|por lo demas|quitando eso|aparte de eso)\b"
)
"""Praise of all but one thing: that one is the grievance, in whatever words."""
_BUT = re.compile(
    r"[,.;]? *\b(?:apart from|except(?: for)?|bar|other than|aside from|menos|salvo|excepto|quitando) (?:the|your|"
    r"my|that|one|el|la|los|"
    r"las|lo|que|un|una)\b"
)
"""What is left out of the praise."""
_SIMPLY = re.compile(
    r"\b(?:awful|terrible|disgrace|cold|dirty|filthy|rude|dry|loud|stale|broken|wrong|horrible|dreadful|rubbish|"
    r"poor|bland|"
    r"tiny|slow|hate|"
    r"car[oa]s?|fri[oa]s?|suci[oa]s?|bordes?|sec[oa]s?|rot[oa]s?|fatal(?:es)?|horribles?|equivocad[oa]s?|"
    r"helad[oa]s?|lent[oa]s?|pesim[oa]s?|"
    r"lentisim[oa]s?|odio|(?:way|far) too (?!good|cute|funny|nice|pretty|fun|kind)\w+|all over the place|"
    r"un (?:misterio|lio|caos)|a (?:bit|tad|little) (?:too )?(?:fast|slow|"
    r"loud|dark|dry|small|short|long|pricey|dear|cold|warm|hot|sweet|salty|tight|far|steep|rushed|cramped|noisy|"
    r"dull)|(?:un (?:poco|pelin|tanto)|algo|demasiado) (?:rapid|lent|alt|oscur|sec|pequeñ|pequen|cort|larg|car|fri|"
    r"calient|dulc|salad|justit|ruidos|estrech|lejos|apretad)\w*|mejorable|floj[oa]s?|could be (?:better|warmer|"
    r"bigger|cleaner|faster|cheaper)|needs? work|"
    r"squeak\w*|chirria\w*|rechina\w*|torturas?|nightmare|pesadillas?|suplicio|un horror|"
    r"un desastre|torture)\b"
)
"""Blame in an adjective, which a mere comma can set against praise; verbs of waiting may be irony."""
_GOOD = re.compile(
    r"\b(?:lov(?:e|ed|ely)|great|grate|good|best|excellent|amazing|unreal|unbelievable|incredible|enjoyed|delicious|"
    r"nice|kind|friendly|fab\w*|tasty|perfect|"
    r"brilliant|superb|gem|fun|spot on|top|faultless|flawless|fantastic|immaculate|hilarious|impressive|gentle|"
    r"magical?|a star|"
    r"fascinating|interesting|"
    r"dreamy|thrilled|grand|prettiest|can really (?:act|sing|cook|play|dance|bake)|i like (?:you|it|the|your)|"
    r"exquisit[oa]s?|"
    r"no (?:lo |la )?cambi(?:o|amos|aria)|por nada del mundo|puro diez|divin[oa]s?|sanisim[oa]s?|swift|stunning|"
    r"gorgeous|helpful|(?<!bit )(?<!too "
    r")(?<!little )(?:quick|fast)|charming|"
    r"thank(?:s| you)|cheers|happy|enjoyed|comfy|comfortable|cosy|clean|delivered in an? (?:day|hour)|on time|"
    r"beautiful|wonderful|hermos\w+|lind[oa]s?|divin[oa]s?|bell[oa]s?|padrisim\w+|alucinante\w*|una pasada|"
    r"ric[oa]s?|riquisim\w*|[bv]uen\w*|encant\w+|genial\w*|"
    r"excelent\w+|increibl\w+|maravill\w+|"
    r"bonit\w+|espectacular\w*|maj[oa]s?|majisim\w+|divertid\w+|conciertazo|de diez|un diez|un encanto|fantastic\w+|"
    r"precios[oa]s?|perfect\w+|estupend\w+|amabl\w+|simpatic\w+|delicios\w+|gracias|"
    r"(?<!poco )(?<!demasiado )rapid\w+|en un dia|me gusta\w*|"
    r"limpi[oa]s?|comod[oa]s?|impecabl\w+|interesantes?|impresionant\w+|hilarantes?|magic[oa]s?|buenisim[oa]s?|"
    r"un sol|un amor|un placer|sol de|"
    r"un 10|10/10|10 de 10|de 10|gran)\b"
)
_BAD = re.compile(
    r"\b(?:(?:way|far) too (?!good|cute|funny|nice|pretty|fun|kind)\w+|all over the place|un (?:misterio|lio|caos)|"
    r"a (?:bit|tad|little) (?:too )?(?:fast|slow|loud|dark|dry|"
    r"small|short|long|pricey|dear|cold|"
    r"warm|hot|sweet|salty|tight|far|steep|rushed|cramped|noisy|dull)|(?:un (?:poco|pelin|tanto)|algo|"
    r"demasiado) (?:rapid|lent|alt|oscur|sec|"
    r"pequeñ|pequen|cort|larg|car|fri|calient|dulc|salad|justit|ruidos|estrech|lejos|apretad)\w*|"
    r"filthy|dirty|gross|brok\w+|wobbl\w+|cold|lukewarm|slow|rude|loud|noisy|dry|stale|sticky|uncomfortable|"
    r"smell\w*|"
    r"small|tiny|squeeze|salty|bland|crushed|cracked|dead|forgets|missed|ugly|less interested|closed|shut|undone|"
    r"disgrace|overcrowded|"
    r"falls? apart|(?:comes|came|peels|fell|falls) off|"
    r"se (?:deshace|despega|cae|rompe|raja|despinta|destine|borra|moja)|"
    r"snapped|broke|painfully|drain|hated?|rubbish|dreadful|"
    r"crash\w*|(?<!who )(?:wouldn'?t|couldn'?t|can'?t|won'?t)|"
    r"squeak\w*|creak\w*|itch\w*|shrank|freezes|laggy|blurry|where did (?:the|my|your) \w+ go|"
    r"what happened to (?:the|my|your)|chirria\w*|rechina\w*|aprieta\w*|encogi\w+|se (?:traba|cuelga|congela)|"
    r"borros\w+|donde (?:quedo|esta|fue a parar) (?:el|la|mi)|que paso con|could be (?:better|warmer|bigger|cleaner|"
    r"faster|cheaper)|needs? work|come (?:la|mucha) bateria|drains?|nightmare|torture|torturas?|pesadillas?|"
    r"suplicio|horror|dear|expensive|pricey|wait(?:ed|ing)?|queue|late|hard|"
    r"cramped|weak|poor|patchy|useless|meh|freezing|worst|bad|"
    r"awful|terrible|disappoint\w*|let down|"
    r"shame|pity|wrong|forgot\w*|ignored|overcharged|(?:charged|billed) (?:us|me)|cut(?:ting)? out|"
    r"cobr\w+ (?:de mas|doble|dos)|cortaba\w*|corto|fall(?:o|a|aba|aban|aron)|olvid\w+|salad[oa]s?|sos[oa]s?|"
    r"aplastad\w+|cerr(?:o|aron|ad[oa]s?)|menos ganas|descosi\w+|romp\w+|verguenza|lentisim[oa]s?|malisim[oa]s?|"
    r"abarrotad[oa]s?|"
    r"bordes?|equivocad[oa]s?|helad[oa]s?|odio|tibi[oa]s?|colas?|perdimos|durisim[oa]s?|feos?|"
    r"no (?:aguant\w+|dur(?:a|o|an|aron)|cierra\w*|calient\w*|jala\w*|llega\w* completa)|mojad[oa]s?|batall\w+|"
    r"(?:doesn'?t|didn'?t|won'?t|don'?t) (?:hold|last|close|stick|fit|work)|run over|partid[oa]s?|"
    r"no (?:iban?|van|va|funciona\w*|se (?:veia|oia|podia)|cogen|contestan|habia|hay)|"
    r"never|nobody|asco|floj\w+|pesim\w+|desastr\w+|mejorable|suci[oa]s?|rot[oa]s?|coje\w*|incomod\w+|fri[oa]s?|"
    r"lent[oa]s?|car[oa]s?|carisim\w+|ruido\w*|"
    r"alt[oa]|"
    r"pequen\w+|mal[oa]?s?|peor|fatal|horribl\w+|lastima|"
    r"(?<!da )(?<!la )pena|espera\w*|tard\w+|dur[oa]s?|sec[oa]s?|nadie|"
    r"nunca|"
    r"decepcion\w*|falta\w*|escas\w+)\b"
)
_BITTER = re.compile(
    r"^\W*(?:oh |wow |ah |vaya,? )?(?:great|brilliant|lovely|nice|nice one|fantastic|wonderful|perfect|amazing|"
    r"excellent|"
    r"well done|bravo|genial|estupendo|fantastico|maravilloso|perfecto|muy bien|excelente|gracias|thanks|thank you|"
    r"thanks a lot|muchas gracias)?\W*$"
)
"""A lone word of praise before a grievance is no praise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Folded words of a comment: `good` what was praised, `bad` what let it down. `rest` says that all but one thing
    was praised."""

    good: str
    bad: str
    rest: bool = False


_ONE_FAULT = re.compile(
    r"[,.;!]? *\b(?:(?:and |but )?(?:my|our|the)? ?only (?:gripe|complaint|downside|niggle|quibble|grumble|"
    r"criticism|thing i'?d change|"
    r"bad thing)|(?:y |pero )?(?:mi|la|el|nuestra)? ?unic[oa] (?:pega|pero|queja|critica|defecto|lunar)|"
    r"(?:y |pero )?lo unico (?:malo|negativo|que falla|que falta)|(?:the )?only thing(?=[,:])|"
    r"lo unico(?=[,:]))\b(?: (?:is|was|are|es|fue|son|que|seria))?[,:]? "
)
"""One fault by name: all else is praised, whether a word of praise stands there or not."""
_SET_AGAINST = re.compile(r"[,.;!]? *\b(?:but|though|although|pero|aunque|lastima que|(?:shame|pity) (?:that|about))\b")
_NOT_SO = re.compile(
    r"[,;.] *(?:but |y |pero )?(?P<bad>(?:the|your|el|la|los|las) (?:\w+ ){1,3}(?:(?:was|were|is|are)(?: not|"
    r"n'?t)(?: so much)?|"
    r"not so much|less so|no tanto|tampoco tanto|no lo (?:fue|era|es|fueron|son)|ya no tanto))\W*$"
)
"""The other half in the fewest words: "the nurse was kind, the waiting was not"."""
_BY_THE_WAY = re.compile(
    r"^(?:i )?(?:never thought i'?d (?:say|write|type) (?:it|this|that)|(?:i )?(?:don'?t|do not) (?:usually|"
    r"normally|often) "
    r"(?:\w+ ){1,5}|not (?:gonna|going to) lie|hate to (?:say|admit) (?:it|this)|might be (?:just )?me|call me \w+|"
    r"i'?m not (?:usually |normally )?(?:one|a \w+)(?: \w+){0,5}|"
    r"(?:yo )?nunca (?:pense|crei) que (?:diria|escribiria) (?:esto|algo asi)|no suelo (?:\w+ ){1,5}|"
    r"no os voy a mentir|"
    r"no les voy a mentir|me cuesta admitirlo|perdon|no soy de (?:\w+ ){1,5}),? ?(?:but|pero) "
)
"""A preface that belongs to the speaker and sets nothing against what follows."""
_FEWEST = 4
"""Words from which what follows a "but" is a side of its own, though no word of blame stands in it."""
_NO_BLAME = re.compile(
    r"\b(?:wow|this is my first|es mi primer|es la primera vez|worth|back|again|next|also|even better|more than|"
    r"so (?:good|worth)|who cares|never mind|"
    r"(?:won'?t|wouldn'?t|can'?t) (?:stop|change|fault|complain)|"
    r"volver\w*|repetir\w*|vale|merece|compensa|tambien|da igual|que mas da|ni falta|sobre todo|mereci\w+|encima|"
    r"me|os|les|te|yo|i|we|you|do|does|can|could|is there|are there|hay|teneis|tienen|donde|cuando|where|when|how)\b"
)
"""What follows a "but" without being a grievance: a return, a comparison, a question, the person themselves."""


def _never(part: str) -> bool:
    return False


def contrast_in(bare: str, troubled: Callable[[str], bool] = _never) -> Contrast | None:
    """The two sides of a folded comment, None where it has one side only. `troubled` tells of a part whether it names
    a grievance in words of its own."""
    bare = _BY_THE_WAY.sub("", bare)
    if (rest := _but_one(bare)) is not None:
        return rest
    if (other := _NOT_SO.search(bare)) is not None and _leans(bare[: other.start()]) > 0:
        return Contrast(good=bare[: other.start()], bad=other["bad"])
    for turn in _TURN.finditer(bare):
        sides = _sides(bare[: turn.start()], bare[turn.start() :], troubled)
        if sides is not None:
            return sides
    if (fault := _ONE_FAULT.search(bare)) and bare[: fault.start()].strip() and bare[fault.end() :].strip():
        return Contrast(good=bare[: fault.start()], bad=bare[fault.end() :])
    for turn in _SET_AGAINST.finditer(bare):
        before, after = bare[: turn.start()], bare[turn.end() :]
        apart = len(after.split()) >= _FEWEST and not _NO_BLAME.search(after) and "?" not in after
        if apart and _leans(before) > 0 and not _BITTER.match(before) and not warm(after):
            return Contrast(good=before, bad=after)
    late = re.search(r"\b(?:though|tho|eso si|mind you)\W*$", bare) is not None
    for pause in _PAUSE.finditer(bare):
        before, after = bare[: pause.start()], bare[pause.end() :]
        if late and _leans(before) > 0 and not warm(after):
            return Contrast(good=before, bad=after)
        plain = troubled(before) or troubled(after) or _SIMPLY.search(after) is not None
        if plain and (sides := _sides(before, after, troubled)) is not None and not warm(sides.bad):
            return sides
    return None


def warm(bare: str) -> bool:
    """Whether a folded comment has a word of praise in it."""
    return _GOOD.search(bare) is not None


def faulted(bare: str) -> bool:
    """Whether a folded part of a comment has a word of blame in it."""
    return _BAD.search(bare) is not None


def _but_one(bare: str) -> Contrast | None:
    """One thing aside, all praised ("a bit of a squeeze, everything else was superb"), either half first."""
    spared = _BUT.search(bare)
    if spared is not None and _leans(bare[: spared.start()]) > 0:
        return Contrast(good=bare[: spared.start()], bad=bare[spared.start() :], rest=True)
    found = _REST.search(bare)
    if found is None:
        return None
    cuts = list(_PAUSE.finditer(bare))
    before = next((cut for cut in reversed(cuts) if cut.end() <= found.start() + 4), None)
    after = next((cut for cut in cuts if cut.start() >= found.end()), None)
    if before is not None and before.start() > 0 and _leans(bare[before.end() :]) > 0:
        return Contrast(good=bare[before.end() :], bad=bare[: before.start()], rest=True)
    if after is not None and _leans(bare[: after.start()]) > 0 and bare[after.end() :]:
        return Contrast(good=bare[: after.start()], bad=bare[after.end() :], rest=True)
    return None


def _sides(before: str, after: str, troubled: Callable[[str], bool]) -> Contrast | None:
    first, second = _leans(before) - troubled(before), _leans(after) - troubled(after)
    if first > 0 > second and not _BITTER.match(before):
        return Contrast(good=before, bad=after)
    if first < 0 < second:
        return Contrast(good=after, bad=before)
    return None


def _leans(text: str) -> int:
    """Above 0 for praise, below for blame."""
    return len(_GOOD.findall(text)) - len(_BAD.findall(text))
