"""Turns a card into what the item page shows. Pure: values in, values out, no store and no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from bot.domain.card import Card, OfferedSuggestion
from bot.domain.comment import Span, Turn
from bot.domain.decision import DecisionKind
from bot.domain.people import Person, Right
from bot.domain.reading import Kind, Mood, Reading, Urgency
from bot.domain.score import Finding, Score
from bot.domain.suggestion import Need, SecondOpinion, Source
from bot.domain.transitions import ItemState
from bot.web.marks import Mark, Segment, folded, segments
from bot.web.words import LANGS, Words

GOOD, FAIR = 75, 50
"""From these totals on a score is shown as good, as fair; below as poor."""

SIGNALS = ("needs_reply", "take_private", "stay_out", "hide")


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionView:
    """One part score: `percent` None where the engine abstains."""

    name: str
    percent: int | None
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """A score with its text cut into marked segments. `missing` are findings about what is not there."""

    total: int
    level: str
    why: str
    dimensions: tuple[DimensionView, ...]
    findings: tuple[Finding, ...]
    parts: tuple[Segment, ...]
    situation: str
    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """One offered suggestion. `sources` are the facts it rests on, `stopped` says why redrafting ended and, below the
    mark, what is lacking."""

    id: int
    number: int
    text: str
    lang: str
    score: ScoreView
    sources: tuple[Source, ...]
    origin: str
    stopped: str
    price: str
    second: SecondOpinion | None
    takes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalView:
    """One yes-or-no judgement of the reading, with its reason."""

    name: str
    on: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """The reading as shown: each judgement with why; `kinds` in the order of the enum."""

    kinds: tuple[tuple[str, str], ...]
    other_kinds: tuple[str, ...]
    mood: str
    mood_why: str
    urgency: str
    urgency_why: str
    why: str
    signals: tuple[SignalView, ...]
    crisis: str
    lang: str
    abstained: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """A question to the team, and the address of the form that answers it ("" where no fact would)."""

    question: str
    form: str
    facts: tuple[str, ...] = ()
    """Ids of the facts that may answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """Everything the item page shows of one card, for one person.

    `undo_left` is what is left of the grace time, `undo_later` says that a decision can be taken back without
    one (a rejection); `proposes`: a text of this person waits for somebody else's approval.
    """

    card: Card
    shown: tuple[Segment, ...]
    rest: tuple[Segment, ...]
    rest_length: int
    reading: ReadingView | None
    suggestions: tuple[SuggestionView, ...]
    needs: tuple[NeedView, ...]
    may: frozenset[str]
    undo_left: timedelta | None
    undo_later: bool
    proposes: bool
    busy: bool
    problem: bool


def level_of(total: int) -> str:
    """ "good", "fair" or "poor"."""
    return "good" if total >= GOOD else "fair" if total >= FAIR else "poor"


def score_view(score: Score, text: str) -> ScoreView:
    """A score beside the text it judges."""
    findings = score.gravest
    marks = [Mark(start=f.start, end=f.end, level=f.severity.value, note=f.why) for f in findings]
    return ScoreView(
        total=score.total,
        level=level_of(score.total),
        why=score.why,
        dimensions=tuple(_dimension(name.value, value) for name, value in score.dimensions),
        findings=findings,
        parts=tuple(segments(text, marks)),
        situation=score.situation,
        blocked=bool(score.blocks),
    )


def _dimension(name: str, value: float | None) -> DimensionView:
    if value is None:
        return DimensionView(name=name, percent=None, level="none")
    percent = round(100 * min(1.0, max(0.0, value)))
    return DimensionView(name=name, percent=percent, level=level_of(percent))


def suggestion_view(offered: OfferedSuggestion) -> SuggestionView:
    """One offered suggestion as shown."""
    given = offered.suggestion
    return SuggestionView(
        id=offered.id,
        number=offered.number,
        text=given.text,
        lang=given.lang,
        score=score_view(given.score, given.text),
        sources=given.sources,
        origin=given.origin,
        stopped=given.stopped,
        price=f"{given.price:.4f}" if given.price else "",
        second=given.second,
        takes="" if given.takes is None else given.takes.value,
    )


def reading_view(reading: Reading) -> ReadingView:
    """The reading as shown."""
    said = dict(reading.judgements)

    def why(name: str, fallback: str = "") -> str:
        return said[name].why if name in said else fallback

    return ReadingView(
        kinds=tuple((kind.value, why(kind.value)) for kind in Kind if kind in reading.kinds),
        other_kinds=tuple(kind.value for kind in Kind if kind not in reading.kinds),
        mood=reading.mood.value,
        mood_why=why("mood"),
        urgency=reading.urgency.value,
        urgency_why=why("urgency"),
        why=reading.why,
        signals=_signals(reading),
        crisis=reading.crisis.value if reading.crisis else "",
        lang=reading.lang,
        abstained=reading.abstained,
    )


def _signals(reading: Reading) -> tuple[SignalView, ...]:
    return (
        SignalView(name="needs_reply", on=reading.needs_reply, why=reading.why),
        SignalView(name="take_private", on=reading.take_private, why=reading.take_private_why),
        SignalView(name="stay_out", on=reading.stay_out, why=reading.stay_out_why),
        SignalView(name="hide", on=reading.hide, why=reading.hide_why),
    )


def comment_marks(reading: Reading | None, t: Words) -> list[Mark]:
    """The words of the comment that judgements rest on, what it asks, and what is worth echoing."""
    if reading is None:
        return []
    marks = _marks_of(reading.specifics, "specific", t("reading.specific"))
    marks += _marks_of(reading.asks, "ask", t("reading.ask"))
    for name, judgement in reading.judgements:
        label = t.label("kind", name) if name in {k.value for k in Kind} else t.label("judgement", name)
        marks += _marks_of(judgement.spans, "judgement", f"{label}: {judgement.why}")
    return marks


def _marks_of(spans: Sequence[Span], level: str, note: str) -> list[Mark]:
    return [Mark(start=span.start, end=span.end, level=level, note=note) for span in spans]


def item_view(card: Card, person: Person, t: Words, undo_left: timedelta | None) -> ItemView:
    """The card for one person: only what they may press is offered."""
    shown, rest = folded(segments(card.comment, comment_marks(card.reading, t)))
    return ItemView(
        card=card,
        shown=tuple(shown),
        rest=tuple(rest),
        rest_length=sum(len(part.text) for part in rest),
        reading=reading_view(card.reading) if card.reading else None,
        suggestions=tuple(suggestion_view(offered) for offered in card.suggestions),
        needs=_needs(card),
        may=allowed(card, person),
        undo_left=undo_left,
        undo_later=DecisionKind.UNDO in card.actions and not (card.decision and card.decision.undo_until),
        proposes=not person.may(Right.DECIDE, card.brand_id),
        busy=card.state in (ItemState.NEW, ItemState.READING, ItemState.DRAFTING, ItemState.PUBLISHING),
        problem=card.state in (ItemState.FAILED, ItemState.UNKNOWN),
    )


def _needs(card: Card) -> tuple[NeedView, ...]:
    needs = dict.fromkeys(need for one in card.suggestions for need in one.suggestion.needs)
    lang = card.reading.lang if card.reading and card.reading.lang in LANGS else ""
    return tuple(
        NeedView(question=need.question, form=_form_of(need, card.brand_id, lang), facts=need.facts) for need in needs
    )


def _form_of(need: Need, brand_id: str, lang: str) -> str:
    """What is missing about a fact leads to that fact, what nobody knows yet to a new one."""
    if need.about in _NOT_FACTS:
        return ""
    known = need.about.startswith(f"{brand_id}/")
    fields = {"id": need.about} if known else {"question": need.about or need.question, "lang": lang}
    return f"/brands/{quote(brand_id)}/knowledge/edit?{urlencode({k: v for k, v in fields.items() if v})}"


_NOT_FACTS = ("language", "promise")
"""What a need can be about that no entry in the knowledge base would mend."""


_NEEDED: dict[DecisionKind, Right] = {
    DecisionKind.ANOTHER: Right.ASK,
    DecisionKind.REWORD: Right.ASK,
    DecisionKind.CLAIM: Right.CLAIM,
    DecisionKind.RELEASE: Right.CLAIM,
    DecisionKind.ASSIGN: Right.CLAIM,
    DecisionKind.ESCALATE: Right.ASK,
    DecisionKind.APPROVE_SECOND: Right.APPROVE_SECOND,
}


def allowed(card: Card, person: Person) -> frozenset[str]:
    """Decision kinds that the state allows and the person has the right for. The desk checks once more."""
    brand, second_due = card.brand_id, DecisionKind.APPROVE_SECOND in card.actions
    may = {kind for kind in card.actions if person.may(_NEEDED.get(kind, Right.DECIDE), brand)}
    if DecisionKind.EDIT in card.actions and person.may(Right.ASK, brand):
        may.add(DecisionKind.EDIT)  # without the right to decide it becomes a proposal
    if second_due and DecisionKind.REJECT in card.actions and person.may(Right.APPROVE_SECOND, brand):
        may.add(DecisionKind.REJECT)
    return frozenset(kind.value for kind in may)


def speaker(turn: Turn, card: Card) -> str:
    """The name over a turn of the thread."""
    return turn.name or (card.page_name if turn.who.value == "brand" else card.author.name)


MOODS = tuple(mood.value for mood in Mood)
URGENCIES = tuple(urgency.value for urgency in Urgency)
