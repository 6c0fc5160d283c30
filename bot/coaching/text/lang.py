"""Which language a comment is written in. Short texts lean on tell-tale words and on the page's own language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
"""What the second identifier's vote weighs beside the first one's: a greater lead than this it cannot turn round."""
_BEYOND_DOUBT = 0.85
"""So sure without the second identifier, it is not asked, where it could not name another language."""
_LATIN_OTHERS = frozenset({"ca", "eu", "nl", "pl", "sv", "da", "no", "fi", "ro", "cs", "hu", "tr", "vi"})
_LEAST = 1e-4
"""Chance below which a language is not thought of."""
_FEW = 4
"""Words up to which those inside the hashtags are asked, too."""
_TOLD_BY = {
    word: tuple(code for code in _COMMON if word in TELLTALE[code]) for words in TELLTALE.values() for word in words
}
"""The languages that have a tell-tale word. It says less, the more they are."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clues:
    """What of a comment tells its language. `text` is for the identifiers; `expected` are the languages that the
    exporter and the page suggest, with what that is worth."""

    text: str
    words: list[str]
    expected: list[tuple[str, float]]


def detect(text: str, hint: str = "", default: str = "en") -> tuple[str, float]:
    """ISO 639-1 code and how sure (0-1). `hint` is the exporter's word for the language, `default` the page's.

    Laughter, emoji, links, handles and words that every language has tell nothing: the hint or the default comes back
    with a low confidence. A hint decides only where the words do not.
    """
    plain, tags = _strip(unicodedata.normalize("NFKC", text[:_MOST]))
    expected = tuple(code for code in (hint[:2].lower(), default) if code)
    seen = plain or tags
    letters = sum(map(str.isalpha, seen))
    if letters < 2 or EVERYWHERE.issuperset(seen.lower().split()):
        return (expected[0] if expected else UNKNOWN), 0.3
    _load()
    clues = _clues(plain, tags, letters, expected)
    found = _first_identified(clues.text)
    ordered = _ordered(found, clues)
    if not _beyond_doubt(ordered, letters):
        ordered = _ordered(_with_second(found, clues.text), clues)
    best, top = ordered[0]
    if top < 0.1:
        return (expected[0] if expected else best), 0.35
    return best, _confidence(top, _runner_up(ordered), letters)


def detect_many(texts: Sequence[str], default: str = "en") -> list[tuple[str, float]]:
    """The same for many texts of one page."""
    return [detect(text, default=default) for text in texts]


def _strip(text: str) -> tuple[str, str]:
    """The words that tell a language, and apart from them the words inside hashtags."""
    text = EMAIL.sub(" ", text) if "@" in text else text
    text = URL.sub(" ", text) if "." in text or "//" in text else text
    text = without_emoji(MENTION.sub(" ", text) if "@" in text else text)
    tags = " ".join(_CAMEL.sub(" ", m.group(1)) for m in _HASHTAG.finditer(text))
    plain = squeeze(_NOISE.sub(" ", _HASHTAG.sub(" ", text)))
    return " ".join(_WORDS.findall(plain)), tags


def _shortness(letters: int) -> float:
    """1 for a word or two, falling to 0 for a sentence."""
    return max(0.0, min(1.0, (60 - letters) / 50)) * (2.5 if letters < 8 else 1.0)


def _clues(plain: str, tags: str, letters: int, expected: tuple[str, ...]) -> _Clues:
    words = plain.lower().split()
    return _Clues(
        text=plain if len(words) > _FEW or not tags else f"{plain} {tags}".strip(),
        words=words or tags.lower().split(),
        expected=[
            (code, _EXPECTED * _shortness(letters) * (1.0 if place == 0 else 0.6))
            for place, code in enumerate(expected)
        ],
    )


def _ordered(found: Mapping[str, float], clues: _Clues) -> list[tuple[str, float]]:
    """Languages with their scores, best first: the identifiers' own, mended with tell-tale words, letters and endings,
    and with what is expected of the page."""
    if clues.text.isascii():  # Chinese in Latin letters, says the identifier of "thx"
        found = {code: value for code, value in found.items() if code in _COMMON or code in _LATIN_OTHERS}
    scores = {code: value * _LOOKALIKE if code in _LATIN_OTHERS else value for code, value in found.items()}
    for code, value in (*_told(clues.words), *_shown(clues.words)):
        scores[code] = scores.get(code, 0.0) + value
    if not scores or len(clues.words) <= 2:
        for code, value in _ended(clues.words):
            scores[code] = scores.get(code, 0.0) + value
    for code, value in clues.expected:
        scores[code] = scores.get(code, 0.0) + value
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])) or [(UNKNOWN, 0.0)]


def _told(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What tell-tale words say."""
    told = dict.fromkeys(_COMMON, 0.0)
    for word in words:
        codes = _TOLD_BY.get(word, ())
        for code in codes:
            told[code] += 1 / len(codes) ** 2
    weight = 0.7 if len(words) <= 3 else 0.5
    return ((code, weight * value / max(len(words), 3)) for code, value in told.items() if value)


def _shown(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What letters show that few languages have."""
    lowered = " ".join(words)
    if lowered.isascii():
        return iter(())
    short = min(1.0, 6 / max(len(words), 1))
    return ((code, weight * short) for code, signs, weight in _LETTERS if any(sign in lowered for sign in signs))


def _ended(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What the endings of longer words say, where there is little else to go by."""
    long = [word for word in words if len(word) > 5]
    return ((code, 0.2) for code, ending in _ENDINGS if any(ending.search(word) for word in long))


def _runner_up(ordered: Sequence[tuple[str, float]]) -> float:
    return ordered[1][1] if len(ordered) > 1 else 0.0


def _beyond_doubt(ordered: Sequence[tuple[str, float]], letters: int) -> bool:
    """Whether the second identifier may be spared: its vote could not turn the order, and all is clear enough."""
    top, second = ordered[0][1], _runner_up(ordered)
    return top - second > _SECOND and _confidence(top, second, letters) >= _BEYOND_DOUBT


def _confidence(top: float, second: float, letters: int) -> float:
    margin = max(0.0, top - second) / max(top, 1e-6)
    length = min(1.0, letters / 25)
    return round(min(0.99, 0.4 + 0.25 * length + 0.9 * margin * (0.4 + 0.6 * length)), 3)


def _first_identified(text: str) -> dict[str, float]:
    """The first identifier's scores, empty where it has no idea or is not installed."""
    if eldc is None:
        return {}
    return dict(eldc.detect_details(text).scores)


def _with_second(found: Mapping[str, float], text: str) -> Mapping[str, float]:
    """Both identifiers' scores. They err on different texts, so two see more than one; where the first is not installed
    the second speaks alone. It takes half of the time that telling a language takes, hence last and seldom."""
    votes = [(code, float(chance)) for code, chance in _second_identifier().rank(text)[:8] if chance > _LEAST]
    if eldc is None:  # its probabilities are steep: their square roots behave like the first one's scores
        return {code: chance**0.5 for code, chance in votes}
    both = dict(found)
    for code, chance in votes:
        both[code] = both.get(code, 0.0) + _SECOND * chance**0.2
    return both


@lru_cache(maxsize=1)
def _load() -> bool:
    """Both identifiers, with the first text: a text in doubt shall not wait for the second one's tables later."""
    _second_identifier()
    if eldc is not None:
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
