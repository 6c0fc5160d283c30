"""What a comment falls into: runs of its own words that could stand alone, and what none of them may hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.coaching.masking import personal_data
from bot.coaching.reading.lexicon import lexicon, words_of
from bot.coaching.text.emoji import without_emoji
from bot.coaching.text.normalise import wordset

_MOST = 1_200
"""Characters of a comment that are looked at: what matters is said before."""
_SEGMENTS = 10
_END = re.compile(
    r"(?<!\s[A-Za-z])(?<!\b[SsDdM]r)(?<!\bSra)[.!?…]+(?=\s|$|[A-ZÁÉÍÓÚÑ¡¿\"'»”)])|[.!?…]+$|\.{2,}|[\n\r;()]+|"
    r"\s[-–—]+|[-–—]+\s|—|:(?=\s|$)"
)
_COMMA = re.compile(
    r",\s+|\s+(?=(?:but|because|although|though|while|pero|porque|aunque|y|así que|asi que|mientras(?! tanto)|"
    r"and(?! (?:a (?:half|quarter|bit)|ten|five|fifteen|twenty|thirty|forty|fifty|\d+)\b)|"
    r"so(?= (?:i|we|the|my|it|that|no)\b))\s)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s?\([^()\n]{0,80}\)")
_HANDLES = re.compile(r"^(?:\s*[@＠][\w.]+[,:]?)+(?=\s)")
"""To whom it is said, and no part of it."""
_WORDS = re.compile(r"[^\W_]+(?:['.,:/-][^\W_]+)*")
_SIGNS = re.compile(
    r"[@#\"“”«»„‟`*_~^<>{}\[\]|\\=+&\x00-\x08\x0b-\x1f\u200b-\u200f\u2028-\u202e\ufffc]|(?<!\d)/|/(?!\d)"
)
_LINK = re.compile(r"https?:|www\.|\w\.(?:com|net|org|io|es|ru|xyz|info|shop|app|me|co|mx|ar|uk)\b", re.IGNORECASE)
_CODE = re.compile(
    r"[a-z][A-Z]|[^\W\d],[^\W\d]|\d{5,}|\d{3}[ .-]\d{3}|\b(?=\w*\d)(?=\w*[A-Za-z]{2})\w{6,}\b|\b[A-Z]{2,}-?\d{2,}\b"
)
_SHOUTED = re.compile(
    r"\b(?:[A-ZÁÉÍÓÚÑ]{4,}|NOT?|AND|ALL|ANY|THE|WHY|TWO|NOW|DAY|BUT|OUT|OFF|UNA|DOS|SIN|QUE|NI|MUY|MÁS)\b"
)
_FACE = re.compile(r"(?:^|\s)[:;=][-']?[()DPp/|]|\bx[dD]+\b")
_RUDE = frozenset({
    "insult", "insult_mild", "profanity", "slur", "threat", "crisis_danger", "crisis_self_harm",
    "crisis_legal", "crisis_press", "crisis_data_leak",
})  # fmt: skip
_GRAVE = re.compile(
    r"\b(?:st[eo]al\w*|stole\w*|theft|thie\w+|scam\w*|fraud\w*|rac(?:ist|ism)\w*|sexis\w+|drunk\w*|harass\w*|grop\w+|"
    r"assault\w*|discriminat\w+|lie[ds]?|liars?|lying|illegal\w*|crim\w+|poison\w*|die[ds]?|dead|death|kill\w*|"
    r"blood\w*|"
    r"bleed\w*|hospital\w*|ambulance|allerg\w+|vomit\w*|threw up|ill|sick|injur\w+|hurt\w*|police|lawyer\w*|sue[ds]?|"
    r"(?:in|to) court|naked|sex(?!t)\w*|hat(?:e|ed|es|red)|odi[oóa]\w*|suicid\w*|abus\w+|wet dream|porn\w*|"
    r"threaten\w*|gluten|"
    r"coeliac|celiac|knee|back pain|my back|depress\w+|cancer|"
    r"rob(?:o|os|ó|ar|aron|ado|ada)|ladr\w+|estaf\w+|fraud\w+|racis\w+|machis\w+|borrach\w+|acos\w+|agred\w+|"
    r"agresi\w+|mentir\w*|"
    r"mient(?:e|en|es|o)|minti\w+|ilegal\w*|delito|delincuente\w*|envenen\w*|intoxic\w*|muert\w*|muri\w+|sangr\w*|"
    r"hospital|"
    r"ambulancia|al[eé]rgi\w+|vomit\w*|enferm\w+|herid\w+|lesion\w*|polic[ií]a|abogad\w+|denunci\w+|demand\w+|juicio|"
    r"suicid\w+|amenaz\w+|cel[ií]ac\w+|desnud\w+|discrimin\w+|c[aá]ncer|depres\w+)\b",
    re.IGNORECASE,
)
"""What is never said back: an accusation of a crime, harm to a person, an illness."""
_OFFERED = re.compile(
    r"\b(?:free|giveaway|giving away|discount\w*|vouchers?|coupons?|prizes?|winners?|compensat\w+|gratis|sorteo|"
    r"premios?|"
    r"descuentos?|cup[oó]n(?:es)?|indemniz\w+)\b",
    re.IGNORECASE,
)
"""What a page would promise by repeating it."""
_CAPITAL = re.compile(r"(?<=[\w,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2,}")
_DATED = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|June|July|August|September|October|"
    r"November|December|Christmas|Easter|Boxing|Eve|English|Spanish|French|German|Italian|Portuguese|Dutch|"
    r"Chinese|Wifi|Internet|Lunes|Martes|Miércoles|"
    r"Jueves|Viernes|Sábado|Domingo|Navidad|Reyes|Semana|Santa|Pascua"
)
"""Words with a capital that are nobody's name."""
_NO_NAMES = wordset("will mark rosa angel jack ella clara leo alba pilar wei mei kelly scott omar linda")
"""Given names that are words, too, when they are written small."""


class Clause(NamedTuple):
    """A run of words of the comment. It `opens` a sentence, or stands behind a comma or an "and"; `front`
    and `rest` are what of the sentence stands before and behind it."""

    text: str
    opens: bool
    front: str
    rest: str


def clauses(comment: str) -> Iterator[Clause]:
    """Every run of clauses of one sentence each, as written. What is asked, or breaks off, is left out."""
    text = _flat(comment[:_MOST])
    start = 0
    for end in _END.finditer(text + "\n"):
        sentence = _HANDLES.sub("", text[start : end.start()]).strip(" ¡.,:;-'")
        unfinished = "?" in end.group() or "…" in end.group() or "¿" in sentence
        if sentence and not unfinished:
            yield from _runs(sentence)
        start = end.end()


def _flat(text: str) -> str:
    """Straight apostrophes, single spaces, and a line's end where an emoji stood: people end sentences with them."""
    plain = zip(text, without_emoji(text), strict=True)
    ended = "".join("\n" if kept == " " and not sign.isspace() else kept for sign, kept in plain)
    return re.sub(r"[ \t\u00a0]+", " ", _ASIDE.sub(" ", ended.replace("’", "'")))


def _runs(sentence: str) -> Iterator[Clause]:
    edges = [(0, 0), *((found.start(), found.end()) for found in _COMMA.finditer(sentence))][:_SEGMENTS]
    ends = [*(place for place, _ in edges[1:]), len(sentence)]
    for place, (_, begin) in enumerate(edges):
        for end in ends[place:]:
            yield Clause(
                text=sentence[begin:end],
                opens=not begin,
                front=sentence[:begin].strip(),
                rest=sentence[end:].strip(" ,"),
            )


def length(text: str) -> int:
    """Its words and figures."""
    return len(_WORDS.findall(text))


def grave(text: str) -> bool:
    """Whether a crime, harm to a person or an illness is spoken of."""
    return _GRAVE.search(text) is not None


def unfit(text: str, lang: str, names: frozenset[str]) -> bool:
    """Whether it holds what a reply never repeats, whatever it says: links, handles, codes, private data, shouting,
    rude words, somebody's name, grave matters."""
    signs = _SIGNS.search(text) or _LINK.search(text) or _CODE.search(text) or _SHOUTED.search(text)
    if signs or _FACE.search(text) or _OFFERED.search(text) or grave(text):
        return True
    if any(not _DATED.fullmatch(found) for found in _CAPITAL.findall(text)):
        return True
    if any(word.lower() in names and word not in _NO_NAMES for word in re.findall(r"[^\W\d_]+", text)):
        return True
    if any(hit.cue in _RUDE for hit in lexicon(lang).find(words_of(text))):
        return True
    return bool(personal_data(text))
