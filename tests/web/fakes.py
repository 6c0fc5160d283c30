"""In-memory stand-ins for the ports behind the console, with a café's comments in English and Spanish."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.domain.card import Card, CardDecision, HistoryEntry, QueuePage, QueueRow
from bot.domain.decision import DecisionAnswer, DecisionKind, DecisionRequest, Refused
from bot.domain.people import Person, Right
from bot.domain.reading import Kind, Mood
from bot.domain.score import Dimension, Finding, Score, Severity
from bot.domain.situation import TalkAnswer, TalkLine, TalkState
from bot.domain.suggestion import Suggestion
from bot.domain.transitions import OPEN_FOR_DECISION, ItemState
from bot.ports import ItemChanged

K = DecisionKind
OPEN_ACTIONS = (
    K.APPROVE,
    K.EDIT,
    K.ANOTHER,
    K.REWORD,
    K.REJECT,
    K.CLAIM,
    K.ASSIGN,
    K.ESCALATE,
    K.PRIVATE,
    K.LEAVE,
    K.HIDE,
)
VIEWS = {
    "open": OPEN_FOR_DECISION | {ItemState.NEW, ItemState.READING, ItemState.DRAFTING, ItemState.DECIDING},
    "published": {ItemState.PUBLISHED, ItemState.FOLLOWED_UP},
    "ended": {ItemState.LEFT, ItemState.REJECTED, ItemState.HIDDEN},
}
LEVELS = {"low": 0, "normal": 1, "high": 2, "now": 3}


class MovableClock:
    """Stands still until moved; with `real` it runs."""

    def __init__(self, *, real: bool = False) -> None:
        self._at, self._real = datetime(2026, 11, 23, 10, 0, tzinfo=UTC), real

    def now(self) -> datetime:
        return datetime.now(UTC) if self._real else self._at

    def move(self, by: timedelta) -> None:
        self._at += by


def fake_score(text: str, lang: str = "en") -> Score:
    """Deterministic, quick and only as clever as a page needs: words, a question, slogans with spans."""
    es = lang == "es"
    asks = "?" in text
    findings = []
    for word, rule, severity in (
        ("valued", "human.boilerplate", Severity.WARNING),
        ("DM", "human.deflects", Severity.ERROR),
    ):
        at = text.find(word)
        if at >= 0:
            why = "Suena a plantilla." if es else "This reads like a script."
            instead = "Dilo como se lo dirías a la cara." if es else "Say it as you would across the counter."
            findings.append(
                Finding(
                    rule=rule,
                    severity=severity,
                    start=at,
                    end=at + len(word),
                    why=why,
                    instead=instead,
                    dimension=Dimension.HUMAN,
                )
            )
    if not asks:
        why = "No deja turno a la persona." if es else "It leaves the person no turn."
        instead = "Pregunta una cosa concreta." if es else "Ask one specific thing."
        findings.append(
            Finding(
                rule="invites.none",
                severity=Severity.HINT,
                start=0,
                end=0,
                why=why,
                instead=instead,
                dimension=Dimension.INVITES,
            )
        )
    total = max(5, min(97, 52 + min(len(text) // 6, 22) + (22 if asks else 0) - 14 * (len(findings) - (not asks))))
    base = total / 100
    parts = dict.fromkeys(Dimension, base)
    parts[Dimension.INVITES] = 0.95 if asks else 0.2
    parts[Dimension.HUMAN] = 0.4 if len(findings) > (not asks) else 0.9
    informs: dict[Dimension, float | None] = {**parts, Dimension.INFORMS: None}
    why = (
        ("Atiende lo que cuenta y pregunta." if es else "Meets what she said and asks back.")
        if asks
        else ("Amable, pero cierra." if es else "Kind, but it closes the talk.")
    )
    return Score(
        total=total, dimensions=tuple(informs.items()), findings=tuple(findings), why=why, situation="question"
    )


@dataclass
class Entry:
    """One item of the fake store."""

    card: Card
    history: list[HistoryEntry] = field(default_factory=list)


class FakeChanges:
    """A feed with any number of listeners."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[ItemChanged]] = set()

    def tell(self, change: ItemChanged) -> None:
        for queue in self._queues:
            queue.put_nowait(change)

    @property
    def listeners(self) -> int:
        return len(self._queues)

    async def changes(self) -> AsyncIterator[ItemChanged]:
        queue: asyncio.Queue[ItemChanged] = asyncio.Queue()
        self._queues.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._queues.discard(queue)


class FakeDesk:
    """Cards in a dictionary; one decision each."""

    def __init__(self, clock: MovableClock, changes: FakeChanges) -> None:
        self.holds = ""
        self.lines: dict[tuple[str, str], list[TalkLine]] = {}
        self.clock, self.feed = clock, changes
        self.entries: dict[int, Entry] = {}
        self.flags: list[tuple[int, str, str]] = []
        self.corrections: list[tuple[int, str, str]] = []
        self.requests: list[DecisionRequest] = []

    def add(self, card: Card) -> Card:
        self.entries[card.item_id] = Entry(card, [HistoryEntry(at=card.commented_at, actor="page", action="intake")])
        self.feed.tell(
            ItemChanged(item_id=card.item_id, version=card.version, state=card.state.value, brand_id=card.brand_id)
        )
        return card

    def put(self, card: Card, actor: str, action: str, detail: str = "") -> None:
        entry = self.entries[card.item_id]
        entry.card = replace(card, version=card.version + 1)
        entry.history.append(HistoryEntry(at=self.clock.now(), actor=actor, action=action, detail=detail))
        self.feed.tell(
            ItemChanged(item_id=card.item_id, version=card.version + 1, state=card.state.value, brand_id=card.brand_id)
        )

    async def card(self, item_id: int, person: Person) -> Card | None:
        entry = self.entries.get(item_id)
        return entry.card if entry and person.may(Right.SEE, entry.card.brand_id) else None

    async def queue(
        self, person: Person, *, brand_id: str = "", view: str = "open", search: str = "", cursor: str = "",
        most: int = 50, page_id: str = "",
    ) -> QueuePage:  # fmt: skip
        seen = [e.card for e in self.entries.values() if person.may(Right.SEE, e.card.brand_id)]

        def fits(card: Card, name: str) -> bool:
            return name == "all" or (card.claimed_by == person.name if name == "mine" else card.state in VIEWS[name])

        found = [c for c in seen if fits(c, view) and brand_id in ("", c.brand_id) and page_id in ("", c.page_id)]
        found = [c for c in found if search.casefold() in (c.comment + c.author.name).casefold()]
        found.sort(key=lambda c: (-LEVELS[c.reading.urgency.value] if c.reading else 0, -c.commented_at.timestamp()))
        start = int(cursor or 0)
        counts = [(name, sum(fits(c, name) for c in seen)) for name in ("open", "mine", "published", "ended", "all")]
        answered = sum(bool(c.outcome and c.outcome.answered_back) for c in seen)
        return QueuePage(
            rows=tuple(row_of(c) for c in found[start : start + most]),
            total=len(found),
            next_cursor=str(start + most) if start + most < len(found) else "",
            counts=(*counts, ("answered", answered)),
        )

    async def history(self, item_id: int, person: Person) -> Sequence[HistoryEntry]:
        return self.entries[item_id].history if item_id in self.entries else ()

    async def score_draft(self, item_id: int, text: str, person: Person) -> Score | None:
        card = await self.card(item_id, person)
        return fake_score(text, person.lang) if card else None

    async def talk(self, key: str, message: str, person: Person, item_id: int = 0, brand_id: str = "") -> TalkAnswer:
        reply = "Here is how I would put it." if person.lang == "en" else "Yo lo diría así."
        text = "Sundays from eleven, and dogs are welcome. Who is coming along?"
        offer = Suggestion(text=text, lang="en", score=fake_score(text))
        lines = self.lines.setdefault((key, person.id), [])
        lines.append(TalkLine(by_coach=False, text=message, at=self.clock.now()))
        lines.append(TalkLine(by_coach=True, text=reply, at=self.clock.now(), suggestions=(offer,)))
        return TalkAnswer(
            text=reply, state=TalkState(), intent="suggest", suggestions=(offer,), chips=("warmer", "shorter", "why?")
        )

    async def said(self, key: str, person: Person, most: int = 40) -> Sequence[TalkLine]:
        return self.lines.get((key, person.id), [])[-most:]

    async def person(self, platform: str, ext_user_id: str, name: str = "") -> Person | None:
        return None

    async def flag(self, item_id: int, rule: str, person: Person) -> None:
        self.flags.append((item_id, rule, person.id))

    async def correct(self, item_id: int, field: str, value: str, person: Person) -> DecisionAnswer:
        self.corrections.append((item_id, field, value))
        entry = self.entries[item_id]
        if field == "mood" and entry.card.reading:
            self.put(
                replace(entry.card, reading=replace(entry.card.reading, mood=Mood(value))),
                person.name,
                "correct",
                value,
            )
        return DecisionAnswer(ok=True, message="Noted." if person.lang == "en" else "Anotado.")

    async def decide(self, request: DecisionRequest) -> DecisionAnswer:
        self.requests.append(request)
        es = request.person.lang == "es"
        card = await self.card(request.item_id, request.person)
        if card is None:
            return DecisionAnswer(ok=False, message="?", refused=Refused.NOT_FOUND)
        if not request.person.may(Right.DECIDE, card.brand_id) and request.kind not in (
            K.CLAIM,
            K.RELEASE,
            K.ANOTHER,
            K.REWORD,
        ):
            return DecisionAnswer(
                ok=False,
                message="Tu rol no lo permite." if es else "Your role does not allow this.",
                refused=Refused.NO_RIGHT,
            )
        if request.kind is K.UNDO:
            return self._undo(card, request)
        if card.decision or card.state not in OPEN_FOR_DECISION:
            by = card.decision.by if card.decision else "?"
            message = f"Ya lo decidió {by}." if es else f"Already decided by {by}."
            return DecisionAnswer(
                ok=False, message=message, refused=Refused.ALREADY_DECIDED, decided_by=by, state=card.state
            )
        return self._carry_out(card, request)

    def _undo(self, card: Card, request: DecisionRequest) -> DecisionAnswer:
        if not card.decision or not card.decision.undo_until or card.decision.undo_until < self.clock.now():
            return DecisionAnswer(ok=False, message="Too late to undo.", refused=Refused.TOO_LATE)
        self.put(
            replace(card, state=ItemState.WAITING, decision=None, actions=OPEN_ACTIONS), request.person.name, "undo"
        )
        return DecisionAnswer(ok=True, message="Taken back.", state=ItemState.WAITING)

    def _carry_out(self, card: Card, request: DecisionRequest) -> DecisionAnswer:
        who, es = request.person.name, request.person.lang == "es"
        if request.kind in (K.CLAIM, K.RELEASE):
            claimed = who if request.kind is K.CLAIM else ""
            actions = tuple({K.CLAIM: K.RELEASE, K.RELEASE: K.CLAIM}.get(a, a) for a in card.actions)
            self.put(replace(card, claimed_by=claimed, actions=actions), who, request.kind.value)
            return DecisionAnswer(
                ok=True, message=("Es tuyo." if es else "It is yours.") if claimed else "Free again.", state=card.state
            )
        if request.kind in (K.ANOTHER, K.REWORD):
            self.put(card, who, request.kind.value, request.note)
            return DecisionAnswer(ok=True, message="Others are on their way.", state=card.state)
        chosen = next((o for o in card.suggestions if o.id == request.suggestion_id), None)
        if request.kind is K.APPROVE and chosen is None:
            return DecisionAnswer(ok=False, message="No such suggestion.", refused=Refused.STALE)
        text = chosen.suggestion.text if chosen else request.text
        publishes = request.kind in (K.APPROVE, K.EDIT)
        if publishes and self.holds and self.holds in text and not request.insist:
            return DecisionAnswer(ok=False, message=f"Held back because of “{self.holds}”.", refused=Refused.BLOCKED)
        states = {
            K.REJECT: ItemState.REJECTED,
            K.LEAVE: ItemState.LEFT,
            K.HIDE: ItemState.HIDDEN,
            K.ESCALATE: ItemState.ESCALATED,
        }
        state = ItemState.DECIDING if publishes else states.get(request.kind, ItemState.DECIDING)
        until = self.clock.now() + timedelta(seconds=10)
        decision = CardDecision(
            kind=request.kind,
            by=who,
            at=self.clock.now(),
            text=text if publishes else "",
            note=request.note,
            via=request.via,
            undo_until=until,
        )
        self.put(
            replace(card, state=state, decision=decision, actions=(K.UNDO,)), who, request.kind.value, request.note
        )
        message = "Aprobado. Se publica en 10 s." if es else "Approved. It goes out in 10 s."
        return DecisionAnswer(
            ok=True,
            message=message if publishes else "Done.",
            state=state,
            undo_until=until,
            undo_for=timedelta(seconds=10),
        )


def row_of(card: Card) -> QueueRow:
    reading = card.reading
    return QueueRow(
        item_id=card.item_id,
        version=card.version,
        state=card.state,
        brand_id=card.brand_id,
        page_id=card.page_id,
        page_name=card.page_name,
        platform=card.platform,
        author=card.author.name,
        excerpt=card.comment[:220],
        lang=reading.lang if reading else "",
        kinds=tuple(k.value for k in Kind if reading and k in reading.kinds),
        mood=reading.mood.value if reading else "",
        urgency=reading.urgency.value if reading else "normal",
        best_score=max((o.suggestion.score.total for o in card.suggestions), default=None),
        claimed_by=card.claimed_by,
        deadline=card.deadline,
        received_at=card.commented_at,
        answered_back=bool(card.outcome and card.outcome.answered_back),
    )
