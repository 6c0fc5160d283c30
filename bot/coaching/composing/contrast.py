"""Praise and blame in one breath ("great coffee, shame about the tables"): which part is which. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TURN = re.compile(
    r"[,.;!]? *\b(?:but|however|though|although|(?:such )?a? ?(?:shame|pity)(?: that| about)?|sadly|unfortunately|"
    r"except|"
    r"pero|aunque|sin embargo|eso si|(?:es una |una )?(?:lastima|pena)(?: que)?|solo que|salvo|excepto)\b"
)
_GOOD = re.compile(
    r"\b(?:lov(?:e|ed|ely)|great|grate|good|best|excellent|amazing|delicious|nice|friendly|fab\w*|tasty|perfect|"
    r"brilliant|"
    r"beautiful|wonderful|ric[oa]s?|riquisim\w*|[bv]uen\w*|encant\w+|genial\w*|excelent\w+|increibl\w+|maravill\w+|"
    r"bonit\w+|"
    r"preciosa?|perfect\w+|estupend\w+|amabl\w+|simpatic\w+|delicios\w+|10)\b"
)
_BAD = re.compile(
    r"\b(?:filthy|dirty|gross|brok\w+|wobbl\w+|cold|slow|rude|loud|noisy|dry|stale|sticky|uncomfortable|smell\w*|"
    r"small|tiny|"
    r"dear|expensive|pricey|wait(?:ed|ing)?|queue|late|hard|cramped|weak|poor|patchy|useless|meh|freezing|worst|bad|"
    r"awful|terrible|disappoint\w*|"
    r"shame|pity|wrong|forgot\w*|ignored|overcharged|(?:charged|billed) (?:us|me)|cut(?:ting)? out|"
    r"cobr\w+ (?:de mas|doble|dos)|cortaba\w*|cort[oó]|fall(?:o|aba|aban|aron)|olvid\w+|"
    r"never|nobody|asco|floj\w+|pesim\w+|desastr\w+|mejorable|suci[oa]s?|rot[oa]s?|coje\w*|incomod\w+|fri[oa]s?|"
    r"lent[oa]s?|car[oa]s?|carisim\w+|ruido\w*|"
    r"alt[oa]|"
    r"pequeñ\w+|pequen\w+|mal[oa]?s?|peor|fatal|horribl\w+|lastima|pena|espera\w*|tard\w+|dur[oa]s?|sec[oa]s?|nadie|"
    r"nunca|"
    r"decepcion\w*|falta\w*|escas\w+)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Folded words of a comment: `good` what was praised, `bad` what let it down."""

    good: str
    bad: str


def contrast_in(bare: str) -> Contrast | None:
    """The two sides of a folded comment, None where it has one side only."""
    for turn in _TURN.finditer(bare):
        before, after = bare[: turn.start()], bare[turn.start() :]
        if _leans(before) > 0 > _leans(after):
            return Contrast(good=before, bad=after)
        if _leans(before) < 0 < _leans(after):
            return Contrast(good=after, bad=before)
    return None


def _leans(text: str) -> int:
    """Above 0 for praise, below for blame."""
    return len(_GOOD.findall(text)) - len(_BAD.findall(text))
