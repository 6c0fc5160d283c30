"""Whether a short text is English or Spanish, by its everyday words: quick, and silent when unsure."""

from __future__ import annotations

from functools import lru_cache

from bot.coaching.scoring.words import STOP_EN, STOP_ES, words_of
from bot.coaching.text.lang import detect
from bot.rules.text import Folded, analyse

LEXICAL = frozenset({"en", "es"})
"""Languages the rules and word lists know. In others the lexical dimensions abstain."""
_LIKELY, _SURE = 0.12, 0.45
"""Share of everyday words that makes a language likely, and sure against a hint that says otherwise."""
_NAMED = 0.5
_PLAINLY, _CERTAIN, _TELLING = 0.3, 0.7, 15
"""Share of everyday words, and the identifier's confidence, that name a language for certain, in texts of so many
characters."""
_EXTRA_EN = words_of("""the please thanks thank sorry hello hi great love good yum right happy we'll hey enjoy nice""")
_EXTRA_ES = words_of("""gracias hola buenas genial perdon siento lamentamos claro vale rico gusto jaja dia feliz""")
_BOTH = STOP_EN & STOP_ES


def language_of(text: Folded, hint: str = "") -> str:
    """The same as `guess`; where everyday words say nothing (a headline), the identifier is asked for English or
    Spanish. Slower, so only then."""
    found = guess(text, hint)
    if found in LEXICAL or hint or len(text.words) < 3:
        return found
    named, sure = detect(text.original)
    return named if named in LEXICAL and sure >= _NAMED else found


def guess(text: Folded, hint: str = "") -> str:
    """ "en", "es", the hint, or "und" for a text of another or of no language."""
    english, spanish = _everyday(text)
    if english == spanish:
        return (
            hint if hint in LEXICAL or english or len(text.words) > 6 else (hint or ("en" if _latin(text) else "und"))
        )
    share = max(english, spanish) / max(1, len(text.words))
    if share < (_SURE if hint and hint not in LEXICAL else _LIKELY):
        return hint or "und"
    return "en" if english > spanish else "es"


@lru_cache(maxsize=2048)
def certain(text: str) -> str:
    """The language of a text that leaves no doubt, "" for a short or unclear one. Costs a third of a millisecond where
    everyday words do not settle it."""
    folded = analyse(text)
    if len(text) < _TELLING or not folded.words:
        return ""
    english, spanish = _everyday(folded)
    if max(english, spanish) >= _PLAINLY * len(folded.words) and min(english, spanish) * 3 <= max(english, spanish):
        return "en" if english > spanish else "es"
    named, sure = detect(text)
    return named if sure >= _CERTAIN else ""


def leaning(text: Folded) -> str:
    """ "en" or "es" where everyday words of one are in front, "" for emoji and for words that are nobody's."""
    english, spanish = _everyday(text)
    return "" if english == spanish else "en" if english > spanish else "es"


def _everyday(text: Folded) -> tuple[int, int]:
    """How many everyday words of English and of Spanish stand in a text."""
    english = spanish = 0
    for word in text.words:
        if word.key in _BOTH:
            continue
        english += word.key in STOP_EN or word.key in _EXTRA_EN
        spanish += word.key in STOP_ES or word.key in _EXTRA_ES
    return english, spanish + 2 * any(sign in text.original for sign in "¿¡ñ")


def _latin(text: Folded) -> bool:
    return all(ord(char) < 0x250 or not char.isalpha() for char in text.original)
