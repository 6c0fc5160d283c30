"""Whether a clause that is said back is a sentence by itself, so that "I'm sorry that …" can stand before it. Pure.

Notes ("Quote 380, invoice 611") and what is told in passing read oddly behind such words, and are not said back.
"""

from __future__ import annotations

import re

_EN_SUBJECT = (
    r"(?:(?:you|it|there|they|he|she|nobody|no one|nothing|everything|somebody|someone|everyone|everybody|that|this)|"
    r"(?:the|your|a|an|this|that|these|those|all|both|every|each|half|most|one|two|three|four|five|six|\d+)(?: (?:of "
    r"(?:the|your) )?[a-z'-]+){1,4}?)"
)
_EN_VERB = (
    r"(?:was|were|is|are|has|have|had|did|does|do|would|could|can|will|won't|can't|couldn't|wouldn't|didn't|doesn't|"
    r"don't|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|got|get|gets|came|comes|went|goes|took|takes|told|said|"
    r"says|says|sat|stood|paid|pay|sent|left|lost|found|made|makes|kept|keeps|gave|gives|put|cut|hung|rang|never|still|"
    r"just|only|fell|broke|ran|runs|waited|wait|asked|ordered|booked|bought|read|rolled|spoke|shut|smells?|leaks?|"
    r"[a-z]{3,}ed|buzzes|sounds?|looks?|needs?|wants?|costs?|arrives?|leaves?|stops?|works?|opens?|closes?)"
)
_EN = re.compile(rf"^{_EN_SUBJECT} {_EN_VERB}\b(?!.*,.*,)", re.IGNORECASE)
_ES_VERB = (
    r"(?:[a-záéíóúñü]{2,}(?:ó|aste|iste|aron|ieron|asteis|isteis|aba[ns]?|abas|ía[ns]?|ías|jo|jeron|stuvo|stuvieron|"
    r"amos|imos)|"
    r"est[áa]n?|estás|son|es|hay|había|hubo|ha[ns]?|has|habéis|fue|fueron|fuiste|era|eran|va|van|vas|tiene[ns]?|tenía[ns]?|"
    r"puede[ns]?|siguen?|sigues|lleva[ns]?|llevas|llama[ns]?|llamas|sale[ns]?|llega[ns]?|viene[ns]?|vino|vinieron|"
    r"quedan?|falta[ns]?|funciona[ns]?|dice[ns]?|pone[ns]?|hace[ns]?|cierra[ns]?|abre[ns]?|cuesta[ns]?|paga[ns]?|"
    r"pagas|espera[ns]?|hizo|hicieron|dio|dieron|puso|pusieron|tuvo|tuvieron|tuviste|quiso|trajo|trajeron|pidió)"
)
_ES = re.compile(
    rf"^(?:(?:no |ya |aún |todavía |nunca |nadie |siempre |nada )*(?:(?:te|se|os|le|les|lo|la|los|las|me|nos) ){{0,2}}"
    rf"{_ES_VERB}\b|"
    rf"(?:el|la|los|las|tu|tus|su|sus|un|una|dos|tres|cuatro|cinco|este|esta|estos|estas)(?: [a-záéíóúñü0-9]+){{1,5}}? "
    rf"(?:(?:no|ya|aún|todavía|nunca|nadie) )?(?:(?:te|se|os|le|les|lo|la|los|las) ){{0,2}}{_ES_VERB}\b)",
    re.IGNORECASE,
)
_EN_MEAN = re.compile(r"\b(?:damn|bloody|hell|crap\w*|freaking|effing|joke|lol|ye|yer|ur|u|wi|nae|da)\b", re.IGNORECASE)
_ES_MEAN = re.compile(
    r"\b(?:maldit[oa]s?|put[oa]s?|mierda|coñ\w+|jod\w+|cagad\w*|asco|ni una disculpa|sinvergüenza\w*|rater\w+|xq|q)\b",
    re.IGNORECASE,
)
"""What a page does not repeat, though it is hardly rude."""
_OF_YOU = re.compile(
    r"^there (?:are|were) \w+ of you\b|^(?:it|this|that) (?:is|was|says|said)\b|"
    r"^the (?:old|other|new|first|second) one\b|"
    r"^(?:el|la) (?:otr[oa]|primer[oa]|segund[oa])\b",
    re.IGNORECASE,
)
"""What says nothing of the page by itself."""


def says_itself(told: str, lang: str) -> bool:
    """Whether a clause turned to "you" has its subject and its verb, and nothing a page would not say."""
    if lang == "en":
        return _EN.match(told) is not None and _EN_MEAN.search(told) is None and not _OF_YOU.match(told)
    return _ES.match(told) is not None and _ES_MEAN.search(told) is None
