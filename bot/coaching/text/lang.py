"""Which language a comment is written in. Short texts lean on tell-tale words and on the page's own language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.coaching.text.emoji import without_emoji
from bot.coaching.text.normalise import squeeze, wordset
from bot.coaching.text.split import EMAIL, MENTION, URL
from bot.coaching.text.telltale import EVERYWHERE, TELLTALE

try:
    import eldc
except ImportError:  # no wheel for this machine: the pure Python identifier takes over
    eldc = None

UNKNOWN = "und"
_COMMON = ("en", "es", "pt", "fr", "it", "de")
_OTHERS = tuple(sorted(wordset("ca eu nl pl sv da no fi ro cs hu tr ru uk el ar he fa hi ja ko zh th vi")))
_LOOKALIKE = 0.7
"""What a rarer language in Latin letters must overcome: short Spanish looks Catalan, short English looks Dutch."""
_SECOND = 0.25
"""What the second identifier's vote weighs beside the first one's."""
_LATIN_OTHERS = frozenset({"ca", "eu", "nl", "pl", "sv", "da", "no", "fi", "ro", "cs", "hu", "tr", "vi"})
_LEAST = 1e-4
"""Chance below which a language is not thought of."""
_FEW = 4
"""Words up to which those inside the hashtags are asked, too."""
_SAYS = {
    word: 1 / sum(word in some for some in TELLTALE.values()) ** 2 for words in TELLTALE.values() for word in words
}
"""How much a tell-tale word says: less, the more languages have it."""
_EXPECTED = 0.06
_MOST = 1_200
_NOISE = re.compile(
    r"\bRT\b|\bhttps?\b|<\w{2,8}>|\b(?:x[dD]+|lo+l|lmf?ao|omg|wtf|haha[ha]*|ja(?:ja)+j?|je(?:je)+|ji(?:ji)+|ahah\w*|k{3,}|rs(?:rs)+|ahaha\w*)\b",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#(\w+)")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|_|(?<=\D)(?=\d)")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LETTERS: tuple[tuple[str, str, float], ...] = (
    ("es", "ñ¿¡", 0.35),
    ("pt", "ãõ", 0.35),
    ("de", "ßäöü", 0.25),
    ("fr", "œèêëîû", 0.12),
    ("it", "ìò", 0.12),
    ("es", "áíóú", 0.08),
    ("pt", "çâêáó", 0.06),
)
_ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("de", re.compile(r"(?:keit|heit|ung|lich|isch|schaft)$|bar$|^ge\w{4,}t$")),
    ("es", re.compile(r"(?:ción|ciones|mente|idad|illo|illa|amos|aste|iendo)$")),
    ("pt", re.compile(r"(?:ção|ções|inho|inha|mente|ão)$")),
    ("it", re.compile(r"(?:zione|zioni|mente|issimo|issima|iamo|ezza)$")),
    ("fr", re.compile(r"(?:ment|eux|euse|tion|ette)$")),
    ("en", re.compile(r"(?:ing|tion|ness|ful|less|ould|ght)$")),
)


def detect(text: str, hint: str = "", default: str = "en") -> tuple[str, float]:
    """ISO 639-1 code and how sure (0-1). `hint` is the exporter's word for the language, `default` the page's.

    Laughter, emoji, links, handles and words that every language has tell nothing: the hint or the default comes back
    with a low confidence. A hint decides only where the words do not.
    """
    plain, tags = _strip(unicodedata.normalize("NFKC", text[:_MOST]))
    expected = tuple(code for code in (hint[:2].lower(), default) if code)
    seen = plain or tags
    letters = sum(char.isalpha() for char in seen)
    if letters < 2 or EVERYWHERE.issuperset(seen.lower().split()):
        return (expected[0] if expected else UNKNOWN), 0.3
    scores = _rank(plain, tags)
    for place, code in enumerate(expected):
        scores[code] = scores.get(code, 0.0) + _EXPECTED * _shortness(letters) * (1.0 if place == 0 else 0.6)
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])) or [(UNKNOWN, 0.0)]
    best, top = ordered[0]
    if top < 0.1:
        return (expected[0] if expected else best), 0.35
    second = ordered[1][1] if len(ordered) > 1 else 0.0
    return best, _confidence(top, second, letters)


def detect_many(texts: Sequence[str], default: str = "en") -> list[tuple[str, float]]:
    """The same for many texts of one page."""
    return [detect(text, default=default) for text in texts]


def _strip(text: str) -> tuple[str, str]:
    """The words that tell a language, and apart from them the words inside hashtags."""
    text = URL.sub(" ", EMAIL.sub(" ", text))
    text = without_emoji(MENTION.sub(" ", text))
    tags = " ".join(_CAMEL.sub(" ", m.group(1)) for m in _HASHTAG.finditer(text))
    plain = squeeze(_NOISE.sub(" ", _HASHTAG.sub(" ", text)))
    return " ".join(_WORDS.findall(plain)), tags


def _shortness(letters: int) -> float:
    """1 for a word or two, falling to 0 for a sentence."""
    return max(0.0, min(1.0, (60 - letters) / 50)) * (2.5 if letters < 8 else 1.0)


def _rank(plain: str, tags: str) -> dict[str, float]:
    """A score per language: the identifiers' own, mended with tell-tale words, letters and endings."""
    words = plain.lower().split()
    text = plain if len(words) > _FEW or not tags else f"{plain} {tags}".strip()
    found = _identify(text)
    if text.isascii():  # Chinese in Latin letters, says the identifier of "thx"
        found = {code: value for code, value in found.items() if code in _COMMON or code in _LATIN_OTHERS}
    scores = {code: value * _LOOKALIKE if code in _LATIN_OTHERS else value for code, value in found.items()}
    tell = words or tags.lower().split()
    count = max(len(tell), 1)
    weight = 0.7 if count <= 3 else 0.5
    for code in _COMMON:
        told = sum(_SAYS[word] for word in tell if word in TELLTALE[code])
        if told:
            scores[code] = scores.get(code, 0.0) + weight * told / max(count, 3)
    lowered = " ".join(tell)
    short = min(1.0, 6 / count)
    for code, signs, weight in _LETTERS:
        if any(sign in lowered for sign in signs):
            scores[code] = scores.get(code, 0.0) + weight * short
    if not scores or count <= 2:
        for code, ending in _ENDINGS:
            if any(ending.search(word) for word in tell if len(word) > 5):
                scores[code] = scores.get(code, 0.0) + 0.2
    return scores


def _confidence(top: float, second: float, letters: int) -> float:
    margin = max(0.0, top - second) / max(top, 1e-6)
    length = min(1.0, letters / 25)
    return round(min(0.99, 0.4 + 0.25 * length + 0.9 * margin * (0.4 + 0.6 * length)), 3)


def _identify(text: str) -> dict[str, float]:
    """The identifiers' scores, empty where they have no idea. They err on different texts, so two see more than one;
    where the first is not installed the second speaks alone."""
    if not text:
        return {}
    second = _second_identifier().rank(text)[:8]
    if eldc is None:  # its probabilities are steep: their square roots behave like the first one's scores
        return {code: float(chance) ** 0.5 for code, chance in second if chance > _LEAST}
    _start_eldc()
    found = dict(eldc.detect_details(text).scores)
    for code, chance in second:
        if chance > _LEAST:
            found[code] = found.get(code, 0.0) + _SECOND * float(chance) ** 0.2
    return found


@lru_cache(maxsize=1)
def _start_eldc() -> bool:
    eldc.init()
    eldc.set_languages(list(_COMMON + _OTHERS))
    eldc.set_scores(12)
    return True


@lru_cache(maxsize=1)
def _second_identifier() -> LanguageIdentifier:
    """Made anew with the columns of the languages we tell apart: the table of all 142 is most of its memory."""
    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages(list(_COMMON + _OTHERS))
    columns = (whole.nb_ptc, whole.nb_pc, whole.nb_classes)
    return LanguageIdentifier(*columns, whole.tk_nextmove, whole.tk_output, norm_probs=True, tk_row=whole.tk_row)
