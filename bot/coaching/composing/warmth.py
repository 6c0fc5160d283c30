"""Moments in which people are simply being kind or funny: what was praised, which courtesy is due. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.notice import Noticed
from bot.coaching.composing.phrasebook import Phrasebook, Theme
from bot.coaching.composing.set_forms import DARES, JESTS, MOVED, MUSING, PLAINLY, SPOILT, TURNED
from bot.domain.reading import Kind, Mood, Reading

_IN_BOOK_ORDER = {
    "praise": "praise", "courtesy": "courtesy", "joke": "jest", "story": "story", "danger": "danger",
    "danger_kin": "danger",
}  # fmt: skip
"""Kinds of moment in which the theme that stands first in the phrasebook speaks, and the purpose of that theme."""
THEMED = frozenset({"praise", "courtesy", "joke"})
"""Moments in which the lines of a theme name what is spoken of by themselves."""
KINDLY = frozenset(
    {
        *(
            "courtesy",
            "glad",
            "theirs",
            "thanks",
            "joke",
            "story",
            "loss",
            "correction",
            "vote",
            "talk",
            "sad",
            "praise",
            "doubt",
        ),
        "emoji",
    }
)
"""Moments in which the line least like an earlier one is better than none, however short."""
_COURTESY_WORDS, _STORY_WORDS, _THANKS_WORDS = 25, 12, 14
_PLAIN = frozenset(
    {"new here", "ahead", "see you", "greet", "luck", "enjoy", "que disfruten", "missed", "only one", "cheer"}
)
"""Courtesies that a word about something good outweighs."""
_GREETING = frozenset({"greet", "enjoy", "que disfruten", "luck", "luck to them", "suerte a otros"})
"""Courtesies that a comment may begin with and leave it at."""
_WISHED = {
    Kind.SUGGESTION: frozenset(
        {"greet", "congrats", "see you", "ahead", "get well", "condole", "stay strong", "mucho ánimo"}
    ),
    Kind.REQUEST: frozenset({"get well", "luck", "greet"}),
}
"""Courtesies that are easily read as a wish for something to be done."""
MOURNING = frozenset({"loss", "perdida", "pet gone", "mascota"})
"""Stories about somebody or some animal that died."""
_HEALING = frozenset({"looked after", "cuidar"})
_GRATEFUL = re.compile(r"\b(?:thank|thanks|grateful|gracias|agradecid[oa]s?)\b")
_LOYAL = frozenset({"years", "años", "home", "casa", "sleep", "dormir"})
"""Themes of praise that are praise by being told of oneself."""
_LASTING = frozenset({"lasts", "durar"})
"""Themes of praise that are praise by being told at all."""
_FOR_THEIRS = frozenset({"access", "acceso", "little ones", "peques", "teaching", "enseñanza"})
"""Themes of praise that are praise by being told of oneself or of somebody close."""
_OF_THEMSELVES = re.compile(
    r"\b(?:i|i've|we|we've|my|our|us|me|mi|mis|nos|llevo|llevamos|soy|somos|nuestr[oa]s?|vengo|venimos|"
    r"siento)\b"
)
_TO_US = re.compile(r"\b(?:you|your|yours|y.?all|vosotr[oa]s|vuestr[oa]s?|os|ustedes|sus?|les)\b")
_OF_THEIR_DAY = re.compile(
    r"\b(?:i(?:'ve|'m)? (?:just |finally |always |am |have )?(?:woke|slept|wake|was|got|had|made|baked|cooked|did|"
    r"finished|cleaned|went|have|am)|me (?:desperte|levante|dormi|quede|compre|puse|hice|dio|siento)|"
    r"(?:que|nada mas) (?:lindo|rico|bueno|bonito|hermoso|feliz|bien) (?:es |se siente |poder )*\w+(?:ar|er|ir)(?:se|"
    r"me)?\b|"
    r"(?:nothing (?:beats|like|better than)|the joy of|bliss is) (?:\w+ ){0,2}\w+|nada como \w+|hoy (?:me|fui|hice|"
    r"tuve)|"
    r"mi dia|my day|ser \w+(?: \w+){0,3} es lo mejor|lo mejor de la vida|gracias a dios|gracias dios|dios (?:es|"
    r"guarda|me)|"
    r"thank god|god is|casi me \w+)\b"
)
"""What people tell of their own day."""
_GLAD_FROM = 4
"""Words from which something told in a good mood is more than a call."""
_ASKING = frozenset({Kind.SPAM, Kind.REQUEST})
_SURELY = 2
"""The rank of a praise that is one in an angry tone as well."""
_OF_TEARS = frozenset({"tears", "risas"})
_THANKED = re.compile(
    r"\b(?:thanks?|thx|ty|cheers|ta|gracias)\b(?!.{0,20}\b(?:for the (?:lovely|great|best)|por (?:la|"
    r"el) (?:mejor|gran)))"
)
_FOR_AN_ANSWER = re.compile(
    r"\bwill (?:check|try|look|ask|have a look)\b|"
    r"\bneed(?:ed)?\b|\bwill do\b|\bhelp(?:s|ed|ful)\b|\bto know\b|\brepl\w+|\bansw\w+|\binfo\w*|\btips?\b|"
    r"\bclear\w*|\bgot it\b|\bnoted\b|\bsorted\b|\bletting me\b|\bgetting back\b|\bi.?ll (?:try|check|look|ask|"
    r"give|do)\b|\bnecesitaba\b|\bsaber\w*|\brespond\w+|\brespuesta\b|\bcontest\w+|\bdato\b|\baclar\w+|"
    r"\bayuda\b|\bavis\w+|\blo (?:miro|pruebo|tendre|hare|apunto)\b|\bclar[oa]\b|\bme sirve\b|\bquedo\b|"
    r"\b(?:reviso|pruebo|mando|intento|llamo|checo|me fijo)\b"
)
_FOR_REPLYING = re.compile(
    r"\b(?:thanks?|thank you|cheers) (?:so much |a lot )?for (?:the |your |such a |getting |"
    r"letting )?(?:\w+ )?(?:reply|replying|answer\w*|info\w*|back|me know|response)\b|\bgracias por (?:la |"
    r"vuestra |su |tu )?(?:\w+ )?(?:contestar|responder|respuesta|avisar|info\w*|aclarar\w*)\b"
)
_VALUED = re.compile(
    r"\brecommend(?:ed|ing)?\b|\bmakes? my \w+ (?:bearable|better|brighter)\b|\bunbeatable\b|"
    r"\bimbatible\b|\bworth the\b|"
    r"\bhe(?:mos)? recomendado\b|\brecomiendo\b|\bme hace (?:mas )?(?:soportable|feliz)\b|"
    r"\bvali(?:o|eron) (?:la pena|los|las)\b|"
    r"\b(?:so|such|really|very|absolutely|truly) (?:an? )?(?:gentle|kind|peaceful|lovely|good|nice|beautiful|"
    r"calm|cosy|friendly|welcoming|special|pretty|tasty|delicious)\b|\blov(?:e|ed|ely|ing)\b|\bbest\b|"
    r"\bgoosebumps\b|\bsobb\w+|\b(?:termine|acabe) llorando\b|\bpiel de gallina\b|\bcarcajadas?\b|"
    r"\bgreat\b|\bmagic\w*|\bbeautiful\w*|\bwonderful\w*|\bamazing\b|\bbrilliant\b|\bperfect\w*|\bdelicious\b|"
    r"\bgorgeous\b|\bstunning\b|\bfeels? like (?:a hug|home)\b|\blike new\b|\bwhat an? (?:\w+ )?(?:ending|"
    r"night|evening|day|show|place|treat|find|gem)|\bnever (?:once )?(?:disappoint|let me down|fail)\w*|"
    r"\bworth (?:it|every)\b|\bcouldn.?t put (?:it|this) down|\b(?:loveli|kindli|kind|nice|sweet|friendli|cosi|"
    r"cozi|pretti|tasti|great|fine|happi)est\b|\bmade my (?:day|week|month|year)\b|\bbutterflies\b|"
    r"\byou.?re (?:all |the |such )?(?:a )?(?:wizards?|stars?|legends?|hero(?:es)?|angels?|magicians?)|"
    r"\bslept like\b|\bat last\b|\bno words\b|\bkind to\b|\bso (?:patient|kind|sweet|helpful|thoughtful)\b|"
    r"\bamoros\w+\b|\bmajisim\w+|\bamabilisim\w+|\batentisim\w+|\btremend[oa]s?\b|\bcould have stayed\b|"
    r"\bsurvived\b|\bin one sitting\b|\b(?:me|"
    r"nos) (?:encant|fascin|enamor|emocion)\w+|\bmejor(?:es)?\b|\bmaravill\w+|\bpreciosid?\w*|\bgenial\b|"
    r"\bincreible|\bespectacular|\bdelici\w+|\briquisim\w+|\bes(?:ta|tan)? (?:de )?(?:un )?(?:sol|amor|encanto|"
    r"lujo|vicio|escandalo|diez|muerte)\b|\bson (?:un|de) (?:sol|amor|encanto|lujo|vicio|escandalo|"
    r"otro mundo)\b|\bfue (?:un amor|magia|una maravilla)|\bcomo un abrazo\b|\bcomo nuev[oa]s?\b|\b(?:que|vaya|"
    r"menud[oa]|gran) (?:\w+ )?(?:tan )?(?:final|sitio|lugar|show|espectaculo|temporada|jardin|noche|visita|"
    r"dia|tranquil\w+|bonit\w+|ric[oa]s?|detalle|maravilla|gozada)\b|\bnunca (?:me|nos) han fallado|\b(?:sois|"
    r"son|eres) (?:un[oa]?s? )?(?:magos|genios?|cracks?|artistas?|soles|angel(?:es)?)\b|\bme alegr(?:o|asteis|"
    r"aron) (?:el|la) (?:dia|semana|tarde|mañana)|\bmadre mia\b|\buna gloria\b|\bque alegria\b|\bhan salvado\b|"
    r"\bdormi como\b|\bme tiemblan las piernas|\bsin palabras\b|\bdel tiron\b|\bluz\b.{0,8}$|"
    r"\bhan sobrevivido\b|\bme habria quedado\b"
)
"""Words that say of something that it is good, where no kind was read."""


def mourned_by_theme(noticed: Noticed) -> bool:
    """Whether words of somebody's or some animal's death stand in it."""
    return any(theme.id in MOURNING for theme in noticed.themes)


def leading(book: Phrasebook, noticed: Noticed, kind: str) -> Theme | None:
    """The theme that speaks in a moment of this kind, None where there is none or another rule decides."""
    purpose = _IN_BOOK_ORDER.get(kind)
    fitting = [theme for theme in noticed.themes if theme.purpose == purpose]
    return min(fitting, key=book.themes.index) if fitting else None


def praises(part: str) -> bool:
    """Whether a part of a folded comment says of something that it is good."""
    return _VALUED.search(part) is not None or PLAINLY.search(part) is not None


def called_in(theme: Theme | None, bare: str, lang: str) -> str:
    """What the comment calls the thing the theme is about, as a reply says it ("the concert"); "" where unnamed."""
    names = theme.names if theme is not None else ()
    name = next((name for name, pattern in names if pattern.search(bare)), "")
    return f"the {name}" if name and lang == "en" else name


def _aggrieved(noticed: Noticed, reading: Reading) -> bool:
    """Whether it was read as a grievance and can hardly be kindness."""
    unsure = reading.otherwise is Kind.PRAISE and not noticed.matters and SPOILT.search(noticed.text) is None
    return Kind.COMPLAINT in reading.kinds and not unsure


def courteous(noticed: Noticed, reading: Reading) -> bool:
    """Whether a comment is one of the small things people say that are owed a short word and no question."""
    theme = next((theme for theme in noticed.themes if theme.purpose == "courtesy"), None)
    if theme is None or noticed.words > _COURTESY_WORDS:
        return False
    if reading.mood is Mood.NEGATIVE and _DRILY.search(noticed.text):
        return False
    if reading.kinds & {Kind.SPAM, Kind.QUESTION} or _aggrieved(noticed, reading):
        return False
    if any(kind in reading.kinds and theme.id not in able for kind, able in _WISHED.items()):
        return False
    if theme.id == "missed" and any(other.purpose == "suggestion" for other in noticed.themes):
        return False
    if Kind.STORY in reading.kinds and noticed.words > _STORY_WORDS:
        return False
    praised = Kind.PRAISE in reading.kinds and any(other.purpose == "praise" for other in noticed.themes)
    alone = theme.id in _GREETING and theme.pattern.match(noticed.text) and not _VALUED.search(noticed.text)
    return bool(alone) or not (praised and theme.id in _PLAIN)


_DRILY = re.compile(
    r"^\W*(?:oh )?(?:brilliant|great|lovely|fantastic|wonderful|perfect|genial|que bien|estupendo|"
    r"perfecto),? (?:another|"
    r"again|yet another|otra vez|otr[oa])\b"
)
"""Praise that means the opposite."""
_THANKS_FIRST = re.compile(
    r"^(?!.*\b(?:nothing|still|but|no thanks|again|pero|nada|todavia|sigo|sigue|otra vez)\b)\W*(?:(?:ok|perfect|great|"
    r"perfecto|vale|genial)\W+)?(?:many |muchas |mil )?(?:thanks?|thank you|thx|cheers|gracias)\b"
)
"""A comment that begins with its thanks, and takes nothing of them back."""


def thanks_for_an_answer(noticed: Noticed, reading: Reading) -> bool:
    """Whether somebody thanks for an answer they got, and wants nothing more."""
    text = noticed.text
    cross = reading.mood is Mood.NEGATIVE and (reading.kinds or not _THANKS_FIRST.match(text))
    if reading.kinds & {Kind.COMPLAINT, Kind.QUESTION} or cross:
        return False
    if _FOR_REPLYING.search(text):
        return True
    if Kind.PRAISE in reading.kinds and any(theme.purpose == "praise" for theme in noticed.themes):
        return False
    return bool(noticed.words <= _THANKS_WORDS and _THANKED.search(text) and _FOR_AN_ANSWER.search(text))


def jests(noticed: Noticed, reading: Reading) -> bool:
    """Whether a comment has the set form of a joke, however it was read."""
    if Kind.QUESTION in reading.kinds or _aggrieved(noticed, reading):
        return False
    return JESTS.search(noticed.text) is not None


def dares(noticed: Noticed) -> bool:
    """Whether a comment asks in mock anger how the page could do it, with nothing named that went wrong."""
    return not noticed.matters and DARES.search(noticed.text) is not None


def values(noticed: Noticed, reading: Reading) -> bool:
    """Whether something the page is about is called good, where the reading heard no kind in it."""
    known = any(theme.purpose == "praise" for theme in noticed.themes)
    if not known or reading.kinds or TURNED.search(noticed.text):
        return False
    if reading.mood is not Mood.NEGATIVE and any(theme.id in _LASTING for theme in noticed.themes):
        return True
    praised = {theme.id for theme in noticed.themes if theme.purpose == "praise"}
    told = reading.mood is not Mood.NEGATIVE and _OF_THEMSELVES.search(noticed.text) is not None
    if praised & _HEALING and _GRATEFUL.search(noticed.text):
        return True
    if told and (praised & _FOR_THEIRS or (praised & _LOYAL and not noticed.slots.get("kin"))):
        return True
    found = _VALUED.search(noticed.text)
    return found is not None and (reading.mood is not Mood.NEGATIVE or found.group().startswith(("never", "nunca")))


def plainly(noticed: Noticed, reading: Reading) -> bool:
    """Whether something is praised in words that nobody uses for anything else, however it was read: a comment that
    tells what went well ("not one seam gone") is easily taken for a grievance or for talk."""
    text = noticed.text
    surely = told_plainly(noticed) >= _SURELY
    if (
        ("torn" in noticed.slots and not surely)
        or reading.kinds & ({Kind.SPAM} if surely else _ASKING)
        or TURNED.search(text)
    ):
        return False
    if Kind.COMPLAINT in reading.kinds and SPOILT.search(_beside(noticed) if surely else text):
        return False
    if "?" in text and not MUSING.search(text):
        return False
    moved = any(theme.id in _OF_TEARS for theme in noticed.themes) and MOVED.search(text) is not None
    cross = Kind.COMPLAINT in reading.kinds or (reading.mood is Mood.NEGATIVE and Kind.PRAISE not in reading.kinds)
    doubted = cross and reading.otherwise is not Kind.PRAISE
    return moved + told_plainly(noticed) + PLAINLY.count(text) > doubted


def _beside(noticed: Noticed) -> str:
    """The comment without the words that are praise in any tone."""
    surest = next(theme for theme in noticed.themes if theme.purpose == "praise" and theme.rank >= _SURELY)
    return surest.pattern.sub(" ", noticed.text)


def told_plainly(noticed: Noticed) -> int:
    """How surely the themes of a comment are praise by their words alone: 0, 1, or 2 in an angry tone as well."""
    return max((theme.rank for theme in noticed.themes if theme.purpose == "praise"), default=0)


def gladdens(noticed: Noticed, reading: Reading) -> bool:
    """Whether something is told in a good mood that no kind and no theme has a name for, and a short word is due."""
    if reading.kinds or reading.mood is not Mood.POSITIVE or noticed.words < _GLAD_FROM or "?" in noticed.text:
        return False
    talk = any(theme.purpose == "talk" for theme in noticed.themes)
    return not talk or _TO_US.search(noticed.text) is not None


def to_the_page(noticed: Noticed) -> bool:
    """Whether what is told in a good mood has to do with the page, and is not the person's own good day alone."""
    praised = any(theme.purpose == "praise" for theme in noticed.themes)
    if praised or noticed.slots.get("ours") or _TO_US.search(noticed.text):
        return True
    if "the" in noticed.slots:
        return _THANKED.search(noticed.text) is not None
    told = any(theme.purpose == "talk" and theme.rank for theme in noticed.themes)
    return not (told or _OF_THEIR_DAY.search(noticed.text))


def lives(noticed: Noticed, reading: Reading) -> bool:
    """Whether a comment is about a person's own day in words that nobody uses for a page, and praises nothing."""
    cross = Kind.COMPLAINT in reading.kinds
    if reading.kinds - {Kind.PRAISE, Kind.JOKE, Kind.STORY, Kind.COMPLAINT} or told_plainly(noticed):
        return False
    if cross and (noticed.matters or _TO_US.search(noticed.text)):
        return False
    return any(theme.purpose == "talk" and theme.rank for theme in noticed.themes)
