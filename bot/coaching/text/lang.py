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

try:
    import eldc
except ImportError:  # no wheel for this machine: the pure Python identifier takes over
    eldc = None

UNKNOWN = "und"
_COMMON = ("en", "es", "pt", "fr", "it", "de")
_OTHERS = tuple(sorted(wordset("ca eu nl pl sv da no fi ro cs hu tr ru uk el ar he fa hi ja ko zh th vi")))
_LOOKALIKE = 0.82
"""What a rarer language in Latin letters must overcome: short Spanish looks Catalan, short English looks Dutch."""
_LATIN_OTHERS = frozenset({"ca", "eu", "nl", "pl", "sv", "da", "no", "fi", "ro", "cs", "hu", "tr", "vi"})
_EXPECTED = 0.06
_MOST = 1_200
_NOISE = re.compile(
    r"\bRT\b|<\w{2,8}>|\b(?:x[dD]+|lo+l|lmf?ao|omg|wtf|haha[ha]*|ja(?:ja)+j?|je(?:je)+|ji(?:ji)+|ahah\w*|k{3,}|rs(?:rs)+|ahaha\w*)\b",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#(\w+)")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|_|(?<=\D)(?=\d)")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_TELLTALE: dict[str, frozenset[str]] = {
    "en": wordset(
        """the and is are was you your my this that with for have has what when where why how not don't can't it's i'm
        thanks thank please love great nice good bad awesome awful hello hi thx yes service worst best cool wow ok okay
        beautiful yummy amazing perfect delicious terrible horrible refund order delivery still waiting never again
        ever sucks congrats congratulations"""
    ),
    "es": wordset(
        """el los las una que qué y con para por pero muy más está están soy eres hola gracias buenas buenos cómo
        cuándo dónde cuánto porque también todo nada siempre nunca mejor peor bueno bien mal malo asco guapa qué
        rico rica precio saludos mandame manda vosotros ustedes usted vale tío che boludo güey wey órale ostras genial
        maravilla la ver veo os lo se te me si próxima próximo le nos ni sin felicidades enhorabuena pedido envío tienda
        servicio mañana ahora hoy aquí acá sois tenéis podéis mola chido padrísimo copado re ché bárbaro jaja q xq
        info porfa porfis precioso bonito linda lindo feliz"""
    ),
    "pt": wordset(
        """um uma não que com para por mas muito mundo último deixem deixa tempo quanto segurando quero aqui fazer vai
        tem mais está são você vocês obrigado obrigada olá bom boa tudo nada sempre nunca melhor pior cadê pra tá né
        isso ele ela meu minha seu sua também quando onde porque hoje amanhã agora mano cara gente saudade amei
        lindo vcs pqp kkk da do na no em"""
    ),
    "fr": wordset(
        """le la les un une des et est avec sur dans par bon programme ou pour mais très plus pas je tu vous nous il
        elle merci bonjour salut oui non c'est j'ai qu'est quoi comment quand où pourquoi toujours jamais bien mal
        développement du au aux ça être"""
    ),
    "it": wordset(
        """il lo gli le un una che e con per ma molto più non sono sei è grazie ciao buongiorno bello bella bene male
        sempre mai perché quando dove come cosa questo questa della del dei nel alla tutto tutti anche buona scuola
        quanto tempo perduto si va lui lei"""
    ),
    "de": wordset(
        """der die das und ist mit für aber sehr nicht ich du sie wir ihr danke hallo ja nein wie was wo wann warum ein
        eine einen dem den des auf zu im am vom von bei noch auch nur gut schlecht immer nie heute morgen geil schön
        guten nacht einheit zusammen"""
    ),
}  # fmt: skip
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

    Laughter, emoji, links and handles alone tell nothing: the default comes back with a low confidence. A hint
    decides only where the words do not.
    """
    plain, tags = _strip(unicodedata.normalize("NFKC", text[:_MOST]))
    expected = tuple(code for code in (hint[:2].lower(), default) if code)
    seen = plain or tags
    letters = sum(char.isalpha() for char in seen)
    if letters < 2:
        return (expected[0] if expected else UNKNOWN), 0.3
    scores = _rank(plain, tags)
    for place, code in enumerate(expected):
        scores[code] = scores.get(code, 0.0) + _EXPECTED * _shortness(letters) * (1.0 if place == 0 else 0.6)
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
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
    """A score per language: the identifier's own, mended with tell-tale words, letters and endings."""
    words = plain.lower().split()
    text = plain if len(words) >= 2 or not tags else f"{plain} {tags}".strip()
    found = _identify(text)
    if text.isascii():  # Chinese in Latin letters, says the identifier of "thx"
        found = {code: value for code, value in found.items() if code in _COMMON or code in _LATIN_OTHERS}
    scores = {code: value * _LOOKALIKE if code in _LATIN_OTHERS else value for code, value in found.items()}
    tell = words or tags.lower().split()
    count = max(len(tell), 1)
    weight = 0.9 if count <= 3 else 0.6
    for code in _COMMON:
        hits = sum(word in _TELLTALE[code] for word in tell)
        if hits:
            scores[code] = scores.get(code, 0.0) + weight * hits / max(count, 3)
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
    """The installed identifier's scores between 0 and 1, empty where it has no idea."""
    if not text:
        return {}
    if eldc is None:
        return _fallback(text)
    _start_eldc()
    return dict(eldc.detect_details(text).scores)


@lru_cache(maxsize=1)
def _start_eldc() -> bool:
    eldc.init()
    eldc.set_languages(list(_COMMON + _OTHERS))
    eldc.set_scores(12)
    return True


@lru_cache(maxsize=1)
def _fallback_identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_COMMON + _OTHERS))
    return identifier


def _fallback(text: str) -> dict[str, float]:
    """py3langid's probabilities are steep: their square roots behave like the other identifier's scores."""
    ranked = _fallback_identifier().rank(text)
    return {code: float(probability) ** 0.5 for code, probability in ranked[:8] if probability > 1e-4}
