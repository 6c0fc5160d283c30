"""Stop words and light stemming for English and Spanish: for comparing words, never for showing them."""

from __future__ import annotations

from functools import lru_cache

from bot.coaching.text.normalise import fold, wordset
from bot.coaching.text.split import words

STOP: dict[str, frozenset[str]] = {
    "en": wordset(
        """a an the and or but if then else of at by for with about into through during before after above below to
        from up down in out on off over under again further once here there when where why how all any both each few
        more most other some such no nor not only own same so than too very s t can will just don should now i me my
        myself we our ours ourselves you your yours he him his she her hers it its they them their theirs what which
        who whom this that these those am is are was were be been being have has had having do does did doing would
        could ought i'm you're he's she's it's we're they're i've you've we've they've i'd you'd we'd they'd i'll
        you'll we'll they'll isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't
        can't cannot couldn't shouldn't let's that's who's what's here's there's im ive dont cant didnt doesnt wont
        isnt u ur also as get got us please hi hello hey really still even much many one"""
    ),
    "es": wordset(
        """el la los las un una unos unas y e o u ni que de del al a ante bajo con contra desde en entre hacia hasta
        para por según sin sobre tras yo tú vos usted él ella nosotros nosotras vosotros vosotras ustedes ellos
        ellas me te se nos os le les lo mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra este
        esta estos estas ese esa esos esas aquel aquella esto eso aquello qué quién cuál cuáles cómo cuándo dónde
        cuánto cuanta cuantos quien cual como cuando donde pero aunque si sí no ya muy más menos también tampoco tan
        tanto mucho mucha muchos muchas poco poca todo toda todos todas otro otra otros otras es son soy eres sos
        somos está están estoy estás estamos estar ser era eran fue fueron ha han he has hemos había haber hay tiene
        tienen tengo tienes tenés hace hacen hacer va van voy ir porque pues entonces así aquí ahí allí acá allá
        solo sólo mismo misma cada algo alguien nada nadie siempre nunca q xq pq porfa por favor hola buenas buenos
        días tardes noches saludos gracias"""
    ),
}
_FOLDED_STOP = {lang: frozenset(fold(word) for word in stop) for lang, stop in STOP.items()}
_EN_ENDINGS = (
    "ingly",
    "edly",
    "ations",
    "ation",
    "ments",
    "ment",
    "ness",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "est",
    "ed",
    "ly",
    "es",
    "er",
    "s",
    "e",
)
_ES_ENDINGS = (
    "aciones",
    "acion",
    "amientos",
    "amiento",
    "imiento",
    "amente",
    "mente",
    "idades",
    "idad",
    "adores",
    "adora",
    "ador",
    "iendo",
    "ando",
    "aron",
    "ieron",
    "aban",
    "abamos",
    "aria",
    "arian",
    "ados",
    "adas",
    "idos",
    "idas",
    "ado",
    "ada",
    "ido",
    "ida",
    "itos",
    "itas",
    "ito",
    "ita",
    "aste",
    "iste",
    "amos",
    "emos",
    "imos",
    "aba",
    "ara",
    "era",
    "ar",
    "er",
    "ir",
    "an",
    "en",
    "as",
    "es",
    "os",
    "a",
    "e",
    "o",
    "s",
)


def is_stop(word: str, lang: str) -> bool:
    """Whether `word` carries no matter of its own, accents forgiven. Unknown languages have no stop words."""
    return fold(word) in _FOLDED_STOP.get(lang, frozenset())


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str) -> str:
    """A crude stem: enough for "deliveries" to meet "delivery" and "reservé" to meet "reservas"."""
    folded = fold(word)
    if len(folded) <= 3 or folded.isdigit():
        return folded
    for ending in _ES_ENDINGS if lang == "es" else _EN_ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            folded = folded[: -len(ending)]
            break
    if lang == "en" and len(folded) > 3:
        if folded[-1] == folded[-2] and folded[-1] not in "lsz":
            folded = folded[:-1]
        folded = folded[:-1] if folded[-1] in "yi" else folded
    return folded


def content_stems(text: str, lang: str) -> list[str]:
    """Stems of the words that carry matter, in order, repeats kept."""
    return [stem(word, lang) for word in words(text) if not is_stop(word, lang) and len(word) > 1]
