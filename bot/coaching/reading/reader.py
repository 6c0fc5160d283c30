"""Reads comments: word evidence and statistical heads together, one reading per comment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.coaching.adapting.heads import AdaptedHeads
from bot.coaching.adapting.ngrams import Hashed, hashed
from bot.coaching.encoder import Encoder, load_encoder
from bot.coaching.reading import abuse, crisis, decide, scores
from bot.coaching.reading.address import address_of
from bot.coaching.reading.asks import asks, practical, suggesting, wants_seen_to
from bot.coaching.reading.crisis_head import crisis_head
from bot.coaching.reading.cues import cues_of
from bot.coaching.reading.evidence import Evidence, delighted, gather
from bot.coaching.reading.heads import for_encoder, shipped_heads
from bot.coaching.reading.judgements import judgements_of
from bot.coaching.reading.lexicon import LANGUAGES
from bot.coaching.reading.specifics import specifics
from bot.coaching.text.lang import detect
from bot.coaching.text.normalise import fold
from bot.domain.errors import BadInput
from bot.domain.reading import Address, CrisisKind, Kind, Mood, Reading
from bot.domain.situation import Situation

_AT_ONCE = 512
"""Comments that are looked at before the first is judged: what was found in their sentences is still known then."""
_HALF = 0.5
_JUDGED = tuple(kind for kind in Kind if kind is not Kind.CRISIS)
"""Kinds that have a probability: a crisis is found or not."""
_FOREIGN = ("story", "joke", "suggestion", "request", "specifics", "address")
_HARM = frozenset({CrisisKind.DANGER, CrisisKind.SELF_HARM, CrisisKind.LEGAL})
"""Crises that are bad news whatever the tone; the press and a worry about data may ask in a level voice."""
_GRIEVANCE_IN_HARM = 0.2
_BESIDE = 0.65
"""How likely praise and grievance must each be to stand beside the other."""
_AGGRIEVED = 0.7
"""How likely a grievance has to be to stand beside words of looking back."""
_NEARLY = 0.45
"""How likely a grievance has to be where the mood is bad and nothing else is heard; and it or praise where something
is told at some length and nothing else is heard."""
_TELLING = 8
"""Words from which something is told."""
_READ_WHOLE = 0.75
"""How sure a turn of phrase makes of what it means."""
_GRIEVANCES = 2
"""Words of a grievance from which even a memory is a complaint."""
_OPEN, _OPEN_WITH_A_WORD = 0.4, 0.3
"""How much likelier than the other praise or a grievance must be where no word shows it, or a single one: of dry
remarks chosen to be mistaken, two in five below it are the other one."""
_OPPOSITE = {Kind.COMPLAINT: Kind.PRAISE, Kind.PRAISE: Kind.COMPLAINT}
_STRONG = {Kind.COMPLAINT: ("neg_strong",), Kind.PRAISE: ("pos_strong", "thanks")}
_SHOWS = {Kind.COMPLAINT: ("complaint", "neg", "sarcasm", "dry", "pointed"), Kind.PRAISE: ("pos", "praise")}
"""The words that show which of the two it is: a strong one, or more than one ("again" and "lost" stand in both)."""
_OWN_TROUBLE = re.compile(
    r"\b(?:my|our|mine|we|why|still|again|anyone|nobody|not|no|down|wrong|\w+n'?t|mi|mis|me|nos|nuestr[oa]s?|por que|"
    r"todavia|aun|otra vez|nadie|sigue|siguen|caid[oa])\b"
)
"""Words in which a question tells of something that went wrong for the one who asks."""
_HONEST = {Kind.PRAISE, Kind.COMPLAINT, Kind.QUESTION, Kind.REQUEST}
_SPAM_BY_A_WORD, _SPAM_BY_GUESS = 0.55, 0.7
"""How likely spam has to be beside praise, a grievance or a question, with one word of a lure in it or with none."""
_WORDLESS = ("complaint", "praise", "mood")
"""What cannot be judged in other languages without the encoder either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What is known of one comment before its probabilities are final."""

    situation: Situation
    text: str
    lang: str
    sure: float
    evidence: Evidence
    vicious: abuse.Abuse
    odds: Mapping[str, float]


class Reader:
    """Understands comments. Pure and deterministic; a `Reader` can be shared by threads.

    `encoder` and `heads` default to what is installed; `adapted` is what `adapt` fitted for this installation and
    replaces the shipped probabilities of its labels.
    """

    def __init__(
        self,
        *,
        encoder: Encoder | None = None,
        heads: AdaptedHeads | None = None,
        adapted: AdaptedHeads | None = None,
        words_only: bool = False,
    ) -> None:
        self._encoder = None if words_only else (encoder or load_encoder())
        self._heads = None if self._encoder is None else (heads or shipped_heads())
        self._adapted = adapted

    def read(self, situation: Situation) -> Reading:
        """Understand `situation.comment`. Raises `BadInput` for a planned post, which has no comment."""
        return self.read_many([situation])[0]

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """Readings in the order of the situations, faster than one by one."""
        parts = (situations[start : start + _AT_ONCE] for start in range(0, len(situations), _AT_ONCE))
        return [reading for part in parts for reading in self._read_some(part)]

    def _read_some(self, situations: Sequence[Situation]) -> list[Reading]:
        looks = [_look(situation) for situation in situations]
        vectors = self._vectors_for(looks)
        grams = self._grams_of(looks)
        shipped = self._shipped(looks, vectors, grams)
        return [
            self._reading(look, self._final(look, own, vector, gram), vector, far)
            for look, own, vector, gram, far in zip(
                looks, shipped, _each(vectors, len(looks)), grams, _far(vectors, len(looks)), strict=True
            )
        ]

    def shipped_scores(self, situations: Sequence[Situation]) -> list[dict[str, float]]:
        """Probabilities per label as shipped, before any threshold and without what was adapted, and counts of cues."""
        looks = [_look(situation) for situation in situations]
        shipped = self._shipped(looks, self._vectors_for(looks), self._grams_of(looks))
        return [{**own, **cues_of(look.evidence)} for own, look in zip(shipped, looks, strict=True)]

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """Sentence vectors as the heads see them, None without the encoder."""
        return None if self._encoder is None else self._encoder.encode([for_encoder(text) for text in texts])

    def _vectors_for(self, looks: Sequence[_Look]) -> NDArray[np.float32] | None:
        if self._encoder is None or (self._heads is None and self._adapted is None):
            return None
        return self._encoder.encode([for_encoder(look.text) for look in looks])

    def _grams_of(self, looks: Sequence[_Look]) -> list[Hashed | None]:
        """Hashed once for the heads as shipped and the adapted ones."""
        if self._heads is None and self._adapted is None:
            return [None] * len(looks)
        return [hashed(look.text) for look in looks]

    def _shipped(
        self, looks: Sequence[_Look], vectors: NDArray[np.float32] | None, grams: Sequence[Hashed | None]
    ) -> list[dict[str, float]]:
        if self._heads is None or vectors is None:
            return [scores.probabilities(look.odds, None) for look in looks]
        return [
            scores.probabilities(look.odds, gram and self._heads.scores_of(gram, vector, {}), look.lang)
            for look, vector, gram in zip(looks, vectors, grams, strict=True)
        ]

    def _final(
        self, look: _Look, shipped: dict[str, float], vector: NDArray[np.float32] | None, gram: Hashed | None
    ) -> dict[str, float]:
        if self._adapted is None or gram is None:
            return shipped
        return shipped | self._adapted.scores_of(gram, vector, {**shipped, **cues_of(look.evidence)})

    def _reading(
        self, look: _Look, chances: Mapping[str, float], vector: NDArray[np.float32] | None, far: float | None
    ) -> Reading:
        found = crisis.find(look.evidence) or crisis.in_tail(look.text, look.lang)
        beyond = crisis.NOTHING_HEARD
        if found is not None:
            chances = _sombre(chances, found)
        else:
            if delighted(look.evidence):
                chances = _cheered(look, chances)
            beyond = crisis.beyond_bar(look.evidence, vector, chances["mood:positive"], far)
            found = crisis.felt(look.evidence, vector, beyond)
        kinds = _kinds(look, chances, found)
        mood = Mood(max(scores.MOODS, key=lambda name: chances[name]).removeprefix("mood:"))
        heard = decide.Heard(
            evidence=look.evidence,
            situation=look.situation,
            kinds=kinds,
            mood=mood,
            crisis=None if found is None else found.kind,
            abuse=look.vicious,
            spam=chances["spam"],
            uneasy=found is None and beyond >= 0,
            otherwise=_otherwise(look, chances, kinds),
        )
        abstained = _FOREIGN if self._heads is not None else _FOREIGN + _WORDLESS
        return _assemble(look, heard, chances, found, abstained)


def _far(vectors: NDArray[np.float32] | None, many: int) -> Sequence[float | None]:
    """What the crisis net says of each comment, all at once."""
    head = crisis_head()
    return [None] * many if vectors is None or head is None else head.beyond(vectors)


def _each(vectors: NDArray[np.float32] | None, many: int) -> Sequence[NDArray[np.float32] | None]:
    return [None] * many if vectors is None else list(vectors)


def _look(situation: Situation) -> _Look:
    if situation.comment is None:
        raise BadInput("there is no comment to read: a planned post can be scored, not read")
    text = situation.comment
    default = situation.brand.languages[0] if situation.brand.languages else "en"
    lang, sure = detect(text, hint=situation.lang, default=default)
    evidence = gather(text, lang, sure)
    vicious = abuse.weigh(evidence)
    return _Look(
        situation=situation,
        text=text,
        lang=lang,
        sure=sure,
        evidence=evidence,
        vicious=vicious,
        odds=scores.odds_of(evidence, vicious),
    )


def _sombre(chances: Mapping[str, float], found: crisis.Crisis) -> Mapping[str, float]:
    """The moods of a crisis: never positive, and negative where somebody is harmed or goes to law."""
    negative, neutral = chances["mood:negative"], chances["mood:neutral"]
    if found.kind in _HARM:
        negative = max(negative, found.confidence)
        neutral = 1.0 - negative
    total = (negative + neutral) or 1.0
    return {
        **chances,
        "mood:negative": negative / total,
        "mood:neutral": neutral / total,
        "mood:positive": 0.0,
    }


def _cheered(look: _Look, chances: Mapping[str, float]) -> Mapping[str, float]:
    """What is left where a turn of phrase shows delight: praise, no grievance, and a wish only if it is put."""
    wish = look.evidence.has("suggestion") or suggesting(look.evidence)
    harsh = look.vicious.grave or look.evidence.has("insult", "slur", "threat")
    positive = max(chances["mood:positive"], _READ_WHOLE)
    shrunk = (1.0 - positive) / ((chances["mood:negative"] + chances["mood:neutral"]) or 1.0)
    return {
        **chances,
        "praise": max(chances["praise"], _READ_WHOLE),
        "complaint": min(chances["complaint"], 1.0 - _READ_WHOLE),
        "suggestion": chances["suggestion"] if wish else min(chances["suggestion"], 1.0 - _READ_WHOLE),
        "abuse": chances["abuse"] if harsh else min(chances["abuse"], 1.0 - _READ_WHOLE),
        "mood:positive": positive,
        "mood:neutral": chances["mood:neutral"] * shrunk,
        "mood:negative": chances["mood:negative"] * shrunk,
    }


def _kinds(look: _Look, chances: Mapping[str, float], found: crisis.Crisis | None) -> frozenset[Kind]:
    """Kinds above their threshold. A slur, a threat or hate of a group is abuse whatever the rest says."""
    kinds: set[Kind] = {kind for kind in _JUDGED if chances.get(kind, 0.0) >= _HALF}
    if not kinds and chances["mood:negative"] >= _HALF and chances["complaint"] >= _NEARLY:
        kinds.add(Kind.COMPLAINT)
    if not kinds and len(look.evidence.words) >= _TELLING:
        likelier = max(_OPPOSITE, key=lambda kind: chances[kind])
        kinds |= {likelier} if chances[likelier] >= _NEARLY else set()
    if Kind.SPAM in kinds and kinds & _HONEST and not _lures(look.evidence, chances["spam"]):
        kinds.discard(Kind.SPAM)
    laughing = look.evidence.has("joke") or look.evidence.laugh > 0
    if Kind.COMPLAINT in kinds and not laughing:
        kinds.discard(Kind.JOKE)
    if laughing and Kind.JOKE in kinds and Kind.COMPLAINT not in kinds and not practical(look.evidence):
        kinds.discard(Kind.QUESTION)
    if Kind.COMPLAINT in kinds and _only_asks(look, chances, kinds):
        kinds.discard(Kind.COMPLAINT)
    if wants_seen_to(look.evidence):
        kinds.add(Kind.REQUEST)
    if Kind.COMPLAINT in kinds and _glad(look, chances):
        kinds = (kinds | {Kind.PRAISE}) - {Kind.COMPLAINT}
    if {Kind.COMPLAINT, Kind.PRAISE} <= kinds:
        kinds -= _doubtful(chances) or _unsaid(look, chances)
    if _recalls(look) and chances["complaint"] < _AGGRIEVED:
        kinds = (kinds | {Kind.STORY}) - {Kind.COMPLAINT}
    if look.lang not in LANGUAGES:
        kinds -= {Kind.STORY, Kind.JOKE, Kind.SUGGESTION, Kind.REQUEST}
    if look.vicious.grave:
        kinds.add(Kind.ABUSE)
    if found is not None:
        kinds.add(Kind.CRISIS)
        kinds -= {Kind.SPAM, Kind.JOKE}
        if _aggrieved(look, chances, found):
            kinds.add(Kind.COMPLAINT)
    return frozenset(kinds)


def _otherwise(look: _Look, chances: Mapping[str, float], kinds: frozenset[Kind]) -> Kind | None:
    """The other of praise and grievance, where nothing but a near guess of the heads says which of them it is."""
    heard = kinds - {Kind.STORY}
    if len(heard) != 1 or not heard <= set(_OPPOSITE):
        return None
    (kind,) = heard
    if chances[kind] < _HALF:
        return _OPPOSITE[kind]
    evidence = look.evidence
    marked = evidence.bad if kind is Kind.COMPLAINT else evidence.good
    words = evidence.count(*_SHOWS[kind])
    if marked or words > 1 or evidence.has(*_STRONG[kind]):
        return None
    apart = chances[kind] - chances[_OPPOSITE[kind]]
    return _OPPOSITE[kind] if apart < (_OPEN_WITH_A_WORD if words else _OPEN) else None


def _only_asks(look: _Look, chances: Mapping[str, float], kinds: set[Kind]) -> bool:
    """Whether a level question names what might trouble somebody ("do you charge for that?"), and no more."""
    evidence = look.evidence
    level = chances["mood:neutral"] >= _HALF and chances["complaint"] < _AGGRIEVED
    words = evidence.count("complaint", "neg") > 1 or evidence.has("neg_strong", "sarcasm", "dry", "pointed")
    if Kind.QUESTION not in kinds or not level or words or evidence.bad:
        return False
    return look.lang in LANGUAGES and _OWN_TROUBLE.search(fold(evidence.seen.text)) is None


def _unsaid(look: _Look, chances: Mapping[str, float]) -> frozenset[Kind]:
    """Of praise and grievance the one that neither a word nor the mood speaks for."""
    if look.lang not in LANGUAGES:
        return frozenset()
    kind = Kind.COMPLAINT if chances["mood:positive"] > chances["mood:negative"] else Kind.PRAISE
    marked = look.evidence.bad if kind is Kind.COMPLAINT else look.evidence.good
    said = marked or look.evidence.has(*_SHOWS[kind], *_STRONG[kind])
    return frozenset() if said else frozenset({kind})


def _lures(evidence: Evidence, chance: float) -> bool:
    """Whether spam beside something honest has more to it than a word or the heads' guess."""
    if evidence.links or evidence.phones or evidence.emails or evidence.count("spam") > 1:
        return True
    return chance >= (_SPAM_BY_A_WORD if evidence.has("spam") else _SPAM_BY_GUESS)


def _doubtful(chances: Mapping[str, float]) -> frozenset[Kind]:
    """Of praise and grievance the one that is only half believed in beside the other."""
    least = min((Kind.COMPLAINT, Kind.PRAISE), key=lambda kind: chances[kind])
    return frozenset({least} if chances[least] < _BESIDE else ())


def _glad(look: _Look, chances: Mapping[str, float]) -> bool:
    """Whether nothing but the heads' guess speaks for a grievance, and the mood speaks against it."""
    words = look.evidence.has("complaint", "neg_strong", "neg", "sarcasm", "request")
    cheer = look.evidence.has("pos", "pos_strong", "praise", "thanks")
    return chances["mood:positive"] >= _HALF and cheer and not words and look.evidence.bad == 0


def _recalls(look: _Look) -> bool:
    """Whether somebody looks back on their own life, with no word of a grievance: a story, though it sound sad."""
    evidence = look.evidence
    return (
        evidence.has("memory")
        and not evidence.has("neg_strong", "request")
        and evidence.count("complaint") < _GRIEVANCES
        and evidence.bad == 0
    )


def _aggrieved(look: _Look, chances: Mapping[str, float], found: crisis.Crisis) -> bool:
    """Harm laid at the page's door is a grievance, even when it is told without a harsh word."""
    blamed = found.kind is CrisisKind.LEGAL or look.evidence.has("crisis_legal")
    return found.kind in _HARM and blamed and chances["complaint"] >= _GRIEVANCE_IN_HARM


def _assemble(
    look: _Look,
    heard: decide.Heard,
    chances: Mapping[str, float],
    found: crisis.Crisis | None,
    abstained: tuple[str, ...],
) -> Reading:
    out = decide.stay_out(heard)
    calls = {
        "needs_reply": decide.needs_reply(heard, out),
        "stay_out": out,
        "take_private": decide.take_private(heard),
        "hide": decide.hide(heard),
    }
    urgency = decide.urgency(heard)
    spoken = look.lang in LANGUAGES
    judged = judgements_of(heard, calls, chances, urgency, found)
    why = dict(judged)
    return Reading(
        lang=look.lang,
        lang_confidence=look.sure,
        kinds=heard.kinds,
        mood=heard.mood,
        urgency=urgency,
        needs_reply=calls["needs_reply"].yes,
        why=why["needs_reply"].why,
        stay_out=out.yes,
        stay_out_why=why["stay_out"].why if out.yes else "",
        take_private=calls["take_private"].yes,
        take_private_why=why["take_private"].why if calls["take_private"].yes else "",
        hide=calls["hide"].yes,
        hide_why=why["hide"].why if calls["hide"].yes else "",
        crisis=heard.crisis,
        address=address_of(look.evidence.seen.text) if look.lang == "es" else Address.NONE,
        asks=asks(look.evidence, suggestion=Kind.SUGGESTION in heard.kinds),
        specifics=specifics(look.evidence, _brand_words(look.situation)) if spoken else (),
        judgements=judged,
        kind_scores=(
            *((kind, round(chances.get(kind, 0.0), 3)) for kind in _JUDGED),
            (Kind.CRISIS, 0.0 if heard.crisis is None else 1.0),
        ),
        abstained=() if spoken else abstained,
        otherwise=heard.otherwise if calls["needs_reply"].yes else None,
    )


def _brand_words(situation: Situation) -> frozenset[str]:
    return frozenset({fold(situation.brand.name), fold(situation.brand.id)} - {""})
