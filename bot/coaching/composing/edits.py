"""A text that is there already, changed as a manager wishes: sentence by sentence, nothing new but a warm word. Pure.

So that "shorter" is that text shorter and not another one, also where somebody pasted their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching.composing.wishes import Wishes

_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+[\"”»)]*|$)\s*")
_SORRY = re.compile(r"sorry|apolog|\bsient[oa]|sentimos|lament|perd[oó]n|disculp", re.IGNORECASE)
_SORRY_CLAUSE = re.compile(
    r",? (?:and|but|y|pero) (?:I'm|we're|I am|we are|lo|de verdad lo)? ?(?:(?:so|very|really|truly) )?"
    r"(?:sorry|siento|sentimos|lamento)(?: (?:about|for) (?:it|that|this)| mucho| de verdad)?(?=[.!?,;])|"
    r"(?:Sorry|Perdón|Perdona|Disculpa|Lo siento)(?: mucho)?, ",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|hola|buenas|qu[eé] tal|buenos d[ií]as)\b[^.!?]{0,30}[.!,]?\s*$", re.IGNORECASE
)
_CLOSER = re.compile(
    r"^(?:we value|we care|your feedback|valoramos|nos importa|thank you for|thanks for (?:writing|bearing|your)|"
    r"we hope|kind regards|best wishes|have a|gracias por (?:su|tu|escribir)|"
    r"un saludo|esperamos|que teng)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:ugh|ouch|oh dear|what a|how frustrating|uf|vaya|ostras|qu[eé] (?:rabia|fastidio|agobio|desastre|frustrante)|"
    r"i'd be cross|anyone would|no wonder|normal|l[oó]gico|a cualquiera|of course you)",
    re.IGNORECASE,
)
_HARDLY = 0.85
"""Of its words, what a text keeps that has hardly become shorter."""
_FIGURE = re.compile(r"\d|€|£|\$")
_EMOJI = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?\s*")


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, without the spaces between."""
    return [found.group().strip() for found in _SENTENCE.finditer(text) if found.group().strip()]


def edited(
    base: str, wishes: Wishes, *, warm: Sequence[str] = (), name: str = "", lang: str = "en", sign: str = "🙂"
) -> str:
    """`base` with the wishes carried out that can be carried out on a text; `base` itself where none can.

    `warm` are lines to choose a warm word from, the first that the text does not hold yet; `name` the person's; `sign`
    the emoji that is put where one is wished for and none stands there.
    """
    kept = sentences(base)
    if wishes.no_sorry:
        kept = _without_sorry(kept)
    if wishes.without:
        kept = [each for each in kept if not wishes.named_in(each)]
    if wishes.no_question:
        kept = [each for each in kept if "?" not in each]
    if wishes.plainer:
        kept = [_EMOJI.sub("", each) for each in kept if not _FILLER.match(each)]
    if wishes.shorter:
        kept = _shortened(kept)
    if wishes.warmer:
        kept = _warmed(kept, warm, name, lang)
    if wishes.added and wishes.added not in base:
        kept = _before_the_question(kept, wishes.added)
    if wishes.emoji and not _EMOJI.search(base):
        kept = [*kept, sign]
    return " ".join(each for each in kept if each.strip())


def apologises(text: str) -> bool:
    """Whether a text says sorry."""
    return _SORRY.search(text) is not None


def _without_sorry(kept: list[str]) -> list[str]:
    clear = [_capital(_SORRY_CLAUSE.sub("", each)) for each in kept]
    return [each for each in clear if not _SORRY.search(each)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shortened(kept: list[str]) -> list[str]:
    """About two thirds of the words: fillers go first; what holds a figure stays, and so does the question, unless
    nothing else can go."""
    whole = len(" ".join(kept).split())
    target = max(6, int(0.65 * whole))
    for droppable in (_GREETING.match, _CLOSER.match, _FILLER.match, _plain):
        for place in range(len(kept) - 1, -1, -1):
            if len(kept) > 1 and len(" ".join(kept).split()) > target and droppable(kept[place]):
                kept = kept[:place] + kept[place + 1 :]
    still_long = len(" ".join(kept).split()) > _HARDLY * whole
    return kept[:-1] if still_long and len(kept) > 1 and "?" in kept[-1] else kept


def _plain(sentence: str) -> bool:
    return not _FIGURE.search(sentence) and "?" not in sentence


def _warmed(kept: list[str], warm: Sequence[str], name: str, lang: str) -> list[str]:
    """A greeting by name where there is none, and one warm sentence before the question."""
    said = " ".join(kept)
    if name and name not in said:
        kept = [f"Hola, {name}." if lang == "es" else f"Hi {name}.", *kept]
    line = next((each for each in warm if each not in said), "")
    return _before_the_question(kept, line) if line else kept


def _before_the_question(kept: list[str], line: str) -> list[str]:
    """With a sentence at the end, or before the question that gives the turn."""
    last = len(kept) - 1 if kept and "?" in kept[-1] else len(kept)
    return [*kept[:last], line, *kept[last:]]
