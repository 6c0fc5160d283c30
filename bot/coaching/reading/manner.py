"""How a comment is put, as numbers for adapted heads: questions, refusals, waits, things done, politics, obscenity,
contempt and whom it is put to.

None of it is a judgement by itself. What it means differs from page to page, and an installation's own rows say what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.coaching.reading.contempt import contempt_of
from bot.coaching.reading.evidence import Evidence
from bot.coaching.text.normalise import fold, wordset

_POLITICS = wordset(
    """liberal liberals libs lib libtard conservative conservatives tory tories republican republicans gop democrat
    democrats democratic dems dem leftist leftists left right maga kag antifa socialist socialists communist communists
    marxist globalist globalists trump trumpers clinton obama hillary biden brexit remainers brexiteers labour congress
    senate senator president election vote voters politician politicians government izquierda derecha rojos fachas
    peronistas kirchneristas podemos vox pp psoe gobierno politicos politico"""
)
_OBSCENE = wordset(
    """cock cocks cum cumming boobs boob tits titties nipples horny milf blowjob porn porno whores sluts slutty jerkoff
    wank wanking penis vagina pussy dildo anal thong nudes nude sexy sex boner orgasm puta putas putita follar polla
    pollas coño tetas culo verga pija concha chingar pajero paja mamada"""
)
_ABSENT = wordset("he she they him her them his their hes shes theyre el ella ellos ellas")
_RUDE = "🖕💩🤡🐷🐍🐀"
_MASKED = re.compile(
    r"(?<!\w)[a-z]+[*€£$•~+!|]{1,4}[a-z][a-z*€£$•~+!|]*|(?<!\w)[£$][a-z]{3,}|\b[a-z]\*{2,}\w*", re.IGNORECASE
)
_WAIT = re.compile(
    r"\b(?:\d+|two|three|four|five|six|several|couple of|few|dos|tres|cuatro|cinco|varias|varios)\s*(?:hours?|hrs?|h|"
    r"minutes|mins?|days?|weeks?|months?|times|horas|minutos|dias|semanas|meses|veces)\b"
)
_DID = re.compile(
    r"\b(?:i|we|i've|we've|ive)\s+(?:have |just |had |was |were |already )?(?:\w+ed|had|got|bought|went|came|paid|sent|"
    r"lost|told|said|spent|found|tried|made|left|took|was|were|been)\b"
    r"|\b(?:compre|pague|pedi|llame|espere|recibi|perdi|fui|tuve|hemos|habia)\b"
)
_REFUSAL = re.compile(
    r"n't\b|\b(?:not|no|never|cannot|cant|wont|dont|doesnt|didnt|isnt|unable|without|fail\w*|stop\w*|nothing|nobody|"
    r"sin|nunca|nada|nadie|tampoco|imposible)\b"
)
_YOURS = re.compile(
    r"\b(?:your|ur|you guys|you people|vuestr\w+|sus?)\s+(?:\w+\s+)?(?:app|site|website|service|staff|team|company|"
    r"product\w*|store|customer|support|update\w*|system|flight|airline|agent\w*|driver\w*|people|page|web|tienda|"
    r"servicio|empresa|personal|vuelos?|aerolinea|pagina)\b"
)
_HOW = re.compile(
    r"\b(?:how (?:do|can|to|much|long|many)|what (?:is|are|time|about)|is there|are there|do you|does (?:it|this|the)|"
    r"can (?:i|you|we)|could you|where (?:can|do|is)|when (?:is|are|will|do)|any (?:chance|way|idea|update|news)|which|"
    r"wondering|como (?:puedo|se|hago)|cuando|donde|cuanto|se puede|hay|tienen|teneis|podeis|pueden)\b"
)
_FED_UP = re.compile(
    r"\b(?:why|seriously|really|again|still|yet|even|worst|ever|anymore|enough|please fix|fix|sort (?:it|this) out|"
    r"come on|disgrace\w*|shame\w*|joke|ridiculous|useless|otra vez|todavia|aun|siempre|peor|verguenza|harta?|basta|"
    r"ridiculo|penoso|lamentable)\b"
)
_LEAD = re.compile(r"^(?:\.?@\w+\s*)+")
_LINK_LAST = re.compile(r"(?:https?:\S*|<url>|\bURL)\s*$", re.IGNORECASE)
_TAG = re.compile(r"#\w+")


def manner_of(evidence: Evidence) -> Mapping[str, float]:
    """Counts, bounded, and shares between 0 and 1."""
    text = evidence.seen.text
    folded = fold(text)
    keys = [word.key for word in evidence.words]
    own = _LEAD.sub("", text.strip())
    letters = list(filter(str.isalpha, text))
    found: dict[str, float] = {
        "politics": min(sum(key in _POLITICS for key in keys), 4),
        "obscene": min(sum(key in _OBSCENE for key in keys), 4),
        "third_person": min(sum(key in _ABSENT for key in keys), 4),
        "rude_signs": any(sign in text for sign in _RUDE),
        "capital_share": sum(map(str.isupper, letters)) / max(len(letters), 1),
        "masked": min(len(_MASKED.findall(folded)), 2),
        "hashtags": min(len(_TAG.findall(text)), 5),
        "dots": "..." in text or "…" in text,
        "digits": any(map(str.isdigit, own)),
        "words": min(len(keys), 40) / 40,
    }
    found |= {name: min(len(pattern.findall(folded)), 4) for name, pattern in _SAID.items()}
    return found | _edges(text.strip(), own.rstrip()) | contempt_of(evidence)


_SAID = {"wait": _WAIT, "did": _DID, "refusal": _REFUSAL, "yours": _YOURS, "how": _HOW, "fed_up": _FED_UP}


def _edges(text: str, own: str) -> dict[str, float]:
    """How it begins and ends."""
    return {
        "to_page_first": text.startswith("@"),
        "of_page_first": text.startswith(".@"),
        "small_first": own[:1].islower(),
        "asks_last": own.endswith("?"),
        "calls_last": own.endswith("!"),
        "link_last": _LINK_LAST.search(own) is not None,
    }
