"""What stands in a comment, before any judgement: words, cues, marks, links and signs of mood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.coaching.reading.irony import ironic
from bot.coaching.reading.lexicon import LANGUAGES, Hit, Word, lexicon, words_of
from bot.coaching.reading.turns import pointed, told
from bot.coaching.text.emoji import emojis, mood_counts, without_emoji
from bot.coaching.text.normalise import View, fold, has_elongation, view
from bot.coaching.text.split import EMAIL, MENTION, URL, Piece, sentences
from bot.domain.comment import Span

LONGEST = 6_000
"""Characters judged word by word; of a longer text its beginning and its end are."""
_DIGIT = re.compile(r"\d")
_PHONE = re.compile(r"(?<![\w.,/-])\+?\d[\d\s().-]{7,16}\d(?![\w/-])")
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)")
_NEGATION_REACH = 3
_MIXED = 0.7
_CAPS = re.compile(r"\b[A-ZÁÉÍÓÚÑ]{4,}\b")
_WRY = re.compile(r"[\U0001f44f\U0001f643\U0001f644]")
_LONG_WAIT = re.compile(
    r"\b(?:\d+|two|three|four|five|several|dos|tres|cuatro|cinco|varias) (?:hours?|hrs|horas|days|días|dias|weeks|"
    r"semanas)\b"
)
_MUTE = frozenset({"neg", "neg_strong", "complaint", "suggestion", "request", "negator", "urgent"})
"""Cues that mean nothing inside a turn of phrase that is read whole."""
_MASK_URL = re.compile(r"<url>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything the judgements rest on. Offsets are those of `seen.text`; `seen.span` leads back to the comment."""

    seen: View
    lang: str
    words: tuple[Word, ...]
    cues: dict[str, tuple[Hit, ...]]
    sentences: tuple[Piece, ...]
    good: int
    bad: int
    laugh: int
    emoji: int
    marks: int
    shouts: int
    questions: int
    capitals: int
    links: tuple[Span, ...]
    emails: tuple[Span, ...]
    phones: tuple[Span, ...]
    cards: tuple[Span, ...]
    mentions: tuple[Span, ...]
    drawn_out: bool

    def count(self, *names: str) -> int:
        """How many different places hold one of the cues."""
        return len({hit.first for name in names for hit in self.cues.get(name, ())})

    def has(self, *names: str) -> bool:
        """Whether any of the cues is there."""
        return any(name in self.cues for name in names)

    def spans(self, *names: str, most: int = 4) -> tuple[Span, ...]:
        """Places of the cues in the comment as it came, in order, longest first where they overlap."""
        found = sorted((hit for name in names for hit in self.cues.get(name, ())), key=lambda h: (h.start, -h.end))
        kept: list[Hit] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return tuple(self.seen.span(hit.start, hit.end) for hit in kept[:most])

    def negated(self, hit: Hit) -> bool:
        """Whether a negation stands within three words before the cue, in the same sentence."""
        for other in self.cues.get("negator", ()):
            if 0 < hit.first - other.first <= _NEGATION_REACH:
                between = self.seen.text[other.end : hit.start]
                if not re.search(r"[.!?;,]", between):
                    return True
        return False


def gather(text: str, lang: str, confidence: float = 1.0) -> Evidence:
    """Look at a comment once. Where the language is doubtful or mixed, both word lists are used."""
    seen = view(_cut(text))
    plain = seen.text
    words = tuple(words_of(plain))
    listed = tuple(sentences(plain))
    found = _with_turns(_cues(words, lang, confidence), plain, listed)
    good, bad, laugh = mood_counts(plain)
    if wry := _wry(plain, found) or _ironic(plain):
        found = {**found, "sarcasm": (*found.get("sarcasm", ()), wry)}
    links = _places(URL, plain) if "." in plain or "//" in plain else ()
    links += _places(_MASK_URL, plain) if "<" in plain else ()
    emails = _places(EMAIL, plain) if "@" in plain else ()
    digits = _DIGIT.search(plain) is not None
    numbers = _places(_CARD, plain) if digits else ()
    cards = tuple(span for span in numbers if _luhn(span.of(plain)))
    phones = tuple(s for s in (_places(_PHONE, plain) if digits else ()) if _looks_like_phone(s.of(plain)))
    return Evidence(
        seen=seen,
        lang=lang,
        words=words,
        cues=found,
        sentences=listed,
        good=good,
        bad=bad,
        laugh=laugh,
        emoji=len(emojis(plain)),
        marks=plain.count("!") + plain.count("¡"),
        shouts=len(_CAPS.findall(plain)),
        questions=plain.count("?"),
        capitals=sum(map(str.isupper, plain)),
        links=links,
        emails=emails,
        phones=tuple(s for s in phones if not any(s.start < card.end and card.start < s.end for card in cards)),
        cards=cards,
        mentions=_places(MENTION, plain) if "@" in plain else (),
        drawn_out=has_elongation(plain),
    )


def _cut(text: str) -> str:
    """The beginning, for offsets' sake. A crisis in the tail is looked for apart (`crisis.in_tail`)."""
    return text[:LONGEST]


def _cues(words: tuple[Word, ...], lang: str, confidence: float) -> dict[str, tuple[Hit, ...]]:
    listed = list(words)
    main = [lang] if lang in LANGUAGES else []
    others = [code for code in LANGUAGES if code != lang and (confidence < _MIXED or not main)]
    hits: list[Hit] = []
    for code in main + (others if main or confidence < _MIXED else []):
        hits.extend(lexicon(code).find(listed))
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.cue, []).append(hit)
    return {cue: tuple(places) for cue, places in found.items()}


def _with_turns(cues: dict[str, tuple[Hit, ...]], text: str, listed: tuple[Piece, ...]) -> dict[str, tuple[Hit, ...]]:
    """The cues with the turns of phrase added, and without the words that say nothing by themselves inside them."""
    turns = [Hit(name, start, end, -1 - start) for name, start, end in told(fold(text))]
    turns += [Hit("pointed", piece.start, piece.end, -1 - piece.start) for piece in listed if is_pointed(piece.text)]
    if not turns:
        return cues
    whole = [turn for turn in turns if turn.cue in ("delight", "formula")]
    kept = {
        cue: tuple(hit for hit in hits if not (cue in _MUTE and any(_within(hit, turn) for turn in whole)))
        for cue, hits in cues.items()
    }
    for turn in turns:
        kept[turn.cue] = (*kept.get(turn.cue, ()), turn)
    return {cue: hits for cue, hits in kept.items() if hits}


def _within(hit: Hit, turn: Hit) -> bool:
    return hit.start < turn.end and turn.start < hit.end


@lru_cache(maxsize=2_048)
def is_pointed(sentence: str) -> bool:
    """Whether a sentence is a question that is asked to be felt, and wants no answer. Kept, since what looks for
    questions and for suggestions asks it again."""
    return pointed(fold(sentence).strip(" ¿?¡!.…\"'"))


def delighted(evidence: Evidence) -> bool:
    """Whether a turn of phrase shows delight, and nothing beside it tells of a grievance."""
    if _put_right(evidence):
        return True
    harsh = evidence.has("complaint", "neg_strong", "sarcasm", "dry", "pointed")
    sad = evidence.has("neg") and not evidence.has("pos", "pos_strong", "praise")
    return evidence.has("delight") and not harsh and not sad


def _put_right(evidence: Evidence) -> bool:
    """Whether the last that is told is how a fault was put right."""
    end = max((hit.end for hit in evidence.cues.get("mended", ())), default=-1)
    if end < 0 or evidence.has("sarcasm", "dry", "pointed"):
        return False
    grief = (hit for name in ("complaint", "neg", "neg_strong") for hit in evidence.cues.get(name, ()))
    return all(hit.start < end for hit in grief)


def _wry(text: str, found: dict[str, tuple[Hit, ...]]) -> Hit | None:
    """Applause, or a smile upside down, beside a grievance or a long wait: meant the other way round."""
    sign = _WRY.search(text)
    grieved = any(name in found for name in ("complaint", "neg", "neg_strong")) or _LONG_WAIT.search(text.lower())
    meant = "pos_strong" in found and "neg_strong" not in found and not _LONG_WAIT.search(text.lower())
    return Hit("sarcasm", sign.start(), sign.end(), -1) if sign and grieved and not meant else None


def _ironic(text: str) -> Hit | None:
    """An opening of praise on a grievance, which weighs as sarcasm."""
    return Hit("sarcasm", 0, len(text), -1) if ironic(fold(text)) else None


def _places(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(Span(start=m.start(), end=m.end()) for m in pattern.finditer(text))


def _looks_like_phone(text: str) -> bool:
    """Nine digits and more in a row or in groups; dates and prices have fewer or other separators."""
    digits = re.sub(r"\D", "", text)
    return 9 <= len(digits) <= 15 and not re.fullmatch(r"\d{1,2}[-.]\d{1,2}[-.]\d{2,4}.*", text)


def _luhn(text: str) -> bool:
    digits = [int(char) for char in text if char.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 2:
        return False
    doubled = [
        digit if place % 2 else (digit * 2 if digit < 5 else digit * 2 - 9)
        for place, digit in enumerate(reversed(digits), 1)
    ]
    return sum(doubled) % 10 == 0


def only_signs(evidence: Evidence) -> bool:
    """Nothing but emoji, stickers and punctuation."""
    return not any(char.isalnum() for char in without_emoji(evidence.seen.text))
