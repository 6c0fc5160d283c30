"""What the engine understood of a comment. Every judgement carries its reason and the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.comment import Span


class Kind(StrEnum):
    """What a comment does. A comment may have several kinds (praise and a question)."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    JOKE = "joke"
    STORY = "story"
    REQUEST = "request"
    SPAM = "spam"
    ABUSE = "abuse"
    CRISIS = "crisis"


OPPOSITE = {Kind.COMPLAINT: Kind.PRAISE, Kind.PRAISE: Kind.COMPLAINT}
"""What a remark is when it was taken the wrong way round."""


class Mood(StrEnum):
    """How the author feels, as far as the words show."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Urgency(StrEnum):
    """How soon an answer matters. `NOW` raises the card above everything else."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    NOW = "now"


class CrisisKind(StrEnum):
    """Why a comment is a crisis: danger to a person, or to what the brand owes people."""

    DANGER = "danger"
    SELF_HARM = "self_harm"
    LEGAL = "legal"
    PRESS = "press"
    DATA_LEAK = "data_leak"


class Address(StrEnum):
    """How Spanish addresses the person. `NONE` for languages without the distinction."""

    NONE = "none"
    TU = "tu"
    USTED = "usted"
    VOS = "vos"
    VOSOTROS = "vosotros"
    USTEDES = "ustedes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement with its ground: `value` is what was judged, `why` one sentence in the reader's
    language, `spans` the words it rests on, `confidence` between 0 and 1."""

    value: str
    why: str
    confidence: float = 1.0
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All judgements on one comment. `lang` is an ISO 639-1 code or "und".

    `judgements` holds one entry per kind, and one each named mood, urgency, needs_reply, stay_out,
    take_private, hide where there is something to say; a correction by a person replaces a value.
    `hide` may be true only for abuse, spam, private data or danger, never for criticism.
    """

    lang: str
    lang_confidence: float
    kinds: frozenset[Kind]
    mood: Mood
    urgency: Urgency
    needs_reply: bool
    why: str
    stay_out: bool = False
    stay_out_why: str = ""
    take_private: bool = False
    take_private_why: str = ""
    hide: bool = False
    hide_why: str = ""
    crisis: CrisisKind | None = None
    address: Address = Address.NONE
    asks: tuple[Span, ...] = ()
    specifics: tuple[Span, ...] = ()
    judgements: tuple[tuple[str, Judgement], ...] = ()
    kind_scores: tuple[tuple[Kind, float], ...] = field(default=())
    otherwise: Kind | None = None
    """What else it may well be, praise or a grievance, where its words show neither."""
    crux: Span | None = None
    """In a long comment, the sentence that a grievance or a praise rests on most."""
    abstained: tuple[str, ...] = ()
    """Names of judgements the engine could not make in this language, said rather than guessed."""
