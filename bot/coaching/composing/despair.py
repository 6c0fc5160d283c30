"""Whose despair or danger a comment tells of. Pure."""

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
CRISES = frozenset(_CRISIS.values())
"""The moments of a crisis, each by its name."""

_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they)(?:'\w+)? (?:\w+ )?(?:wants?|wanted|doesn|don|didn|isn|won|hasn|keeps|cuts?|says?|said|"
    r"took|talks?|"
    r"wrote|posted|wishes|can)|\b(?:my|our|a) (?:\w+ ){1,2}(?:says?|said|told|wants?|wrote|posted|took|cuts?|keeps)\b|"
    r"\b(?:herself|himself|themselves)\b|\bbetter off without (?:him|her|them)\b|"
    r"\b(?:mi|su|nuestr[oa]|un|una) \w+ (?:\w+ ){0,4}?(?:dice|dijo|repite|escribio|quiere|puso|habla|"
    r"se (?:ha )?(?:corta|"
    r"despidi|quiere|va|tomo))|\bsin (?:el|ella|elle)\b(?! \w+ (?:de|que))|\bse (?:corta|autolesiona|despidio|"
    r"va a (?:quitar|"
    r"matar|suicidar))|\b(?:dice|dijo|repite) (?:\w+ )?que (?:ya )?(?:no )?(?:se )?quiere"
)
"""Somebody else's despair."""
_OF_ONESELF = re.compile(
    r"\bi(?:'m| am)? (?:just |really |also |only )?(?:want to (?:die|disappear|end|sleep)|don'?t want to (?:live|"
    r"be here|exist)|"
    r"can'?t go on|(?:going to|gonna) (?:end|kill|jump))|\bwithout me\b|\bmy own life\b|"
    r"\b(?:no quiero (?:vivir|seguir)|quiero (?:morir|desaparecer|matar)\w*|sin mi\b|me (?:corto|quiero matar|"
    r"quiero morir)|"
    r"quitarme la vida)"
)


def crisis_of(crisis: CrisisKind, noticed: Noticed) -> str:
    """The moment of a crisis: the person's own, or that of somebody or something of theirs."""
    kind = _CRISIS[crisis]
    if kind == "selfharm" and _OF_ANOTHER.search(noticed.text) and not _OF_ONESELF.search(noticed.text):
        return "selfharm_kin"
    return f"danger_{noticed.hurt.part}" if kind == "danger" and noticed.hurt.part else kind
