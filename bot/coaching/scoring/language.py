"""Whether a short text is English or Spanish, by its everyday words: quick, and silent when unsure."""

from __future__ import annotations

from bot.coaching.scoring.words import STOP_EN, STOP_ES, words_of
from bot.coaching.text.lang import detect
from bot.rules.text import Folded

LEXICAL = frozenset({"en", "es"})
"""Languages the rules and word lists know. In others the lexical dimensions abstain."""
_LIKELY, _SURE = 0.12, 0.45
"""Share of everyday words that makes a language likely, and sure against a hint that says otherwise."""
_NAMED = 0.5
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
    english = spanish = 0
    for word in text.words:
        if word.key in _BOTH:
            continue
        english += word.key in STOP_EN or word.key in _EXTRA_EN
        spanish += word.key in STOP_ES or word.key in _EXTRA_ES
    spanish += 2 * any(sign in text.original for sign in "¿¡ñ")
    if english == spanish:
        return (
            hint if hint in LEXICAL or english or len(text.words) > 6 else (hint or ("en" if _latin(text) else "und"))
        )
    share = max(english, spanish) / len(text.words)
    if share < (_SURE if hint and hint not in LEXICAL else _LIKELY):
        return hint or "und"
    return "en" if english > spanish else "es"


def _latin(text: Folded) -> bool:
    return all(ord(char) < 0x250 or not char.isalpha() for char in text.original)
