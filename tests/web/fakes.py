"""In-memory stand-ins for the ports behind the console, with a café's comments in English and Spanish."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.domain.brand import Brand, Fact, Policy, Voice
from bot.domain.card import Card, CardDecision, CardOutcome, HistoryEntry, OfferedSuggestion, QueuePage, QueueRow
from bot.domain.comment import Author, Span, Turn, Who
from bot.domain.decision import DecisionAnswer, DecisionKind, DecisionRequest, Refused
from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Person, Right, Role
from bot.domain.reading import Judgement, Kind, Mood, Reading, Urgency
from bot.domain.score import Dimension, Finding, Score, Severity
from bot.domain.situation import TalkAnswer, TalkState
from bot.domain.suggestion import Need, Source, Suggestion
from bot.domain.transitions import OPEN_FOR_DECISION, ItemState
from bot.ports import AuditEntry, FactRecord, Invitation, ItemChanged, PageStatus, Session, TeamMember

K = DecisionKind
OPEN_ACTIONS = (K.APPROVE, K.EDIT, K.ANOTHER, K.REWORD, K.REJECT, K.CLAIM, K.ASSIGN, K.ESCALATE, K.PRIVATE, K.LEAVE, K.HIDE)
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
    for word, rule, severity in (("valued", "human.boilerplate", Severity.WARNING), ("DM", "human.deflects", Severity.ERROR)):
        at = text.find(word)
        if at >= 0:
            why = "Suena a plantilla." if es else "This reads like a script."
            instead = "Dilo como se lo dirías a la cara." if es else "Say it as you would across the counter."
            findings.append(Finding(rule=rule, severity=severity, start=at, end=at + len(word), why=why, instead=instead, dimension=Dimension.HUMAN))
    if not asks:
        why = "No deja turno a la persona." if es else "It leaves the person no turn."
        instead = "Pregunta una cosa concreta." if es else "Ask one specific thing."
        findings.append(Finding(rule="invites.none", severity=Severity.HINT, start=0, end=0, why=why, instead=instead, dimension=Dimension.INVITES))
    total = max(5, min(97, 52 + min(len(text) // 6, 22) + (22 if asks else 0) - 14 * (len(findings) - (not asks))))
    base = total / 100
    parts = {d: base for d in Dimension}
    parts[Dimension.INVITES] = 0.95 if asks else 0.2
    parts[Dimension.HUMAN] = 0.4 if len(findings) > (not asks) else 0.9
    informs: dict[Dimension, float | None] = {**parts, Dimension.INFORMS: None}
    why = ("Atiende lo que cuenta y pregunta." if es else "Meets what she said and asks back.") if asks else ("Amable, pero cierra." if es else "Kind, but it closes the talk.")
    return Score(total=total, dimensions=tuple(informs.items()), findings=tuple(findings), why=why, situation="question")


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
        self.clock, self.feed = clock, changes
        self.entries: dict[int, Entry] = {}
        self.flags: list[tuple[int, str, str]] = []
        self.corrections: list[tuple[int, str, str]] = []
        self.requests: list[DecisionRequest] = []

    def add(self, card: Card) -> Card:
        self.entries[card.item_id] = Entry(card, [HistoryEntry(at=card.commented_at, actor="page", action="intake")])
        self.feed.tell(ItemChanged(item_id=card.item_id, version=card.version, state=card.state.value, brand_id=card.brand_id))
        return card

    def put(self, card: Card, actor: str, action: str, detail: str = "") -> None:
        entry = self.entries[card.item_id]
        entry.card = replace(card, version=card.version + 1)
        entry.history.append(HistoryEntry(at=self.clock.now(), actor=actor, action=action, detail=detail))
        self.feed.tell(ItemChanged(item_id=card.item_id, version=card.version + 1, state=card.state.value, brand_id=card.brand_id))

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
        return TalkAnswer(text=reply, state=TalkState(), intent="suggest", suggestions=(offer,), chips=("warmer", "shorter", "why?"))

    async def person(self, platform: str, ext_user_id: str, name: str = "") -> Person | None:
        return None

    async def flag(self, item_id: int, rule: str, person: Person) -> None:
        self.flags.append((item_id, rule, person.id))

    async def correct(self, item_id: int, field: str, value: str, person: Person) -> DecisionAnswer:
        self.corrections.append((item_id, field, value))
        entry = self.entries[item_id]
        if field == "mood" and entry.card.reading:
            self.put(replace(entry.card, reading=replace(entry.card.reading, mood=Mood(value))), person.name, "correct", value)
        return DecisionAnswer(ok=True, message="Noted." if person.lang == "en" else "Anotado.")

    async def decide(self, request: DecisionRequest) -> DecisionAnswer:
        self.requests.append(request)
        es = request.person.lang == "es"
        card = await self.card(request.item_id, request.person)
        if card is None:
            return DecisionAnswer(ok=False, message="?", refused=Refused.NOT_FOUND)
        if not request.person.may(Right.DECIDE, card.brand_id) and request.kind not in (K.CLAIM, K.RELEASE, K.ANOTHER, K.REWORD):
            return DecisionAnswer(ok=False, message="Tu rol no lo permite." if es else "Your role does not allow this.", refused=Refused.NO_RIGHT)
        if request.kind is K.UNDO:
            return self._undo(card, request)
        if card.decision or card.state not in OPEN_FOR_DECISION:
            by = card.decision.by if card.decision else "?"
            message = f"Ya lo decidió {by}." if es else f"Already decided by {by}."
            return DecisionAnswer(ok=False, message=message, refused=Refused.ALREADY_DECIDED, decided_by=by, state=card.state)
        return self._carry_out(card, request)

    def _undo(self, card: Card, request: DecisionRequest) -> DecisionAnswer:
        if not card.decision or not card.decision.undo_until or card.decision.undo_until < self.clock.now():
            return DecisionAnswer(ok=False, message="Too late to undo.", refused=Refused.TOO_LATE)
        self.put(replace(card, state=ItemState.WAITING, decision=None, actions=OPEN_ACTIONS), request.person.name, "undo")
        return DecisionAnswer(ok=True, message="Taken back.", state=ItemState.WAITING)

    def _carry_out(self, card: Card, request: DecisionRequest) -> DecisionAnswer:
        who, es = request.person.name, request.person.lang == "es"
        if request.kind in (K.CLAIM, K.RELEASE):
            claimed = who if request.kind is K.CLAIM else ""
            actions = tuple({K.CLAIM: K.RELEASE, K.RELEASE: K.CLAIM}.get(a, a) for a in card.actions)
            self.put(replace(card, claimed_by=claimed, actions=actions), who, request.kind.value)
            return DecisionAnswer(ok=True, message=("Es tuyo." if es else "It is yours.") if claimed else "Free again.", state=card.state)
        if request.kind in (K.ANOTHER, K.REWORD):
            self.put(card, who, request.kind.value, request.note)
            return DecisionAnswer(ok=True, message="Others are on their way.", state=card.state)
        chosen = next((o for o in card.suggestions if o.id == request.suggestion_id), None)
        if request.kind is K.APPROVE and chosen is None:
            return DecisionAnswer(ok=False, message="No such suggestion.", refused=Refused.STALE)
        text = chosen.suggestion.text if chosen else request.text
        publishes = request.kind in (K.APPROVE, K.EDIT)
        states = {K.REJECT: ItemState.REJECTED, K.LEAVE: ItemState.LEFT, K.HIDE: ItemState.HIDDEN, K.ESCALATE: ItemState.ESCALATED}
        state = ItemState.DECIDING if publishes else states.get(request.kind, ItemState.DECIDING)
        until = self.clock.now() + timedelta(seconds=10)
        decision = CardDecision(
            kind=request.kind, by=who, at=self.clock.now(), text=text if publishes else "", note=request.note, via=request.via, undo_until=until
        )
        self.put(replace(card, state=state, decision=decision, actions=(K.UNDO,)), who, request.kind.value, request.note)
        message = "Aprobado. Se publica en 10 s." if es else "Approved. It goes out in 10 s."
        return DecisionAnswer(ok=True, message=message if publishes else "Done.", state=state, undo_until=until, undo_for=timedelta(seconds=10))


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


FACTS = (
    Fact(id="mirador/tastings/en", lang="en", question="When are the Sunday tastings?", answer="Tastings are on Sundays from eleven to one.", source="Events calendar, October 2026", url="https://example.org/events"),
    Fact(id="mirador/dogs/en", lang="en", question="Are dogs allowed?", answer="Dogs are welcome on the terrace, and there is always a bowl of water.", source="Ana, manager"),
    Fact(id="mirador/oat/en", lang="en", question="Do you have oat milk?", answer="Yes, oat and soy, at no extra charge.", source="Menu, autumn 2026", tags=("menu",)),
    Fact(id="mirador/catas/es", lang="es", question="¿Cuándo son las catas?", answer="Las catas son los domingos de once a una.", source="Agenda, octubre de 2026", url="https://example.org/events"),
    Fact(id="mirador/perros/es", lang="es", question="¿Se puede ir con perro?", answer="Los perros son bienvenidos en la terraza.", source="Ana, encargada"),
)  # fmt: skip


class FakeAdmin:
    """Two brands and their knowledge."""

    def __init__(self) -> None:
        self.kept: dict[str, Brand] = {
            "mirador": Brand(id="mirador", name="Café Mirador", facts=FACTS, voice=Voice(description="A neighbour who knows coffee.", avoid=("solutions",))),
            "lupa": Brand(id="lupa", name="Librería Lupa"),
        }
        self.records = [FactRecord(fact=fact) for fact in FACTS]
        self.entries = [
            AuditEntry(id=n, at=datetime(2026, 11, 23, 9, n % 60, tzinfo=UTC), actor="=ana", action="decide", item_id=1, brand_id="mirador", detail='{"kind": "approve"}')
            for n in range(1, 1203)
        ]  # fmt: skip

    def _need(self, by: Person, right: Right, brand_id: str) -> None:
        if not by.may(right, brand_id):
            raise NoRight("Your role does not allow this.")

    async def brands(self, by: Person) -> Sequence[Brand]:
        return [b for b in self.kept.values() if by.may(Right.SEE, b.id)]

    async def brand(self, brand_id: str, by: Person) -> Brand | None:
        return self.kept.get(brand_id) if by.may(Right.SEE, brand_id) else None

    async def save_voice(self, brand_id: str, voice: Voice, *, by: Person) -> Brand:
        self._need(by, Right.EDIT_VOICE, brand_id)
        self.kept[brand_id] = replace(self.kept[brand_id], voice=voice)
        return self.kept[brand_id]

    async def save_policy(self, brand_id: str, policy: Policy, *, by: Person) -> Brand:
        self._need(by, Right.EDIT_VOICE, brand_id)
        self.kept[brand_id] = replace(self.kept[brand_id], policy=policy)
        return self.kept[brand_id]

    async def facts(self, brand_id: str, by: Person, *, lang: str = "", search: str = "", state: str = "") -> Sequence[FactRecord]:
        if brand_id != "mirador":
            return []
        found = [r for r in self.records if lang in ("", r.fact.lang) and state in ("", r.state)]
        return [r for r in found if search.casefold() in (r.fact.question + r.fact.answer).casefold()]

    async def save_fact(self, brand_id: str, fact: Fact, *, by: Person, state: str = "active") -> FactRecord:
        self._need(by, Right.EDIT_KNOWLEDGE, brand_id)
        fact = fact if fact.id else replace(fact, id=f"{brand_id}/{len(self.records)}/{fact.lang}")
        record = FactRecord(fact=fact, state=state, updated_by=by.name, edited=True)
        self.records = [r for r in self.records if r.fact.id != fact.id] + [record]
        return record

    async def retire_fact(self, brand_id: str, fact_id: str, *, by: Person) -> None:
        self._need(by, Right.EDIT_KNOWLEDGE, brand_id)
        self.records = [replace(r, state="retired") if r.fact.id == fact_id else r for r in self.records]

    async def pages(self, by: Person) -> Sequence[PageStatus]:
        pages = [
            PageStatus(id="mirador-ig", brand_id="mirador", platform="simulated", name="Mirador", connected=True),
            PageStatus(id="lupa-fb", brand_id="lupa", platform="simulated", name="Lupa libros", connected=False, why="token expired"),
        ]
        return [p for p in pages if by.may(Right.SEE, p.brand_id)]

    async def audit(self, by: Person, *, brand_id: str = "", before: int = 0, most: int = 100) -> Sequence[AuditEntry]:
        self._need(by, Right.ADMINISTER, brand_id or "*")
        found = [e for e in reversed(self.entries) if (not before or e.id < before) and brand_id in ("", e.brand_id)]
        return found[:most]


class FakePeople:
    """Ada is admin, Moe moderates Mirador, Max manages it, Lola speaks Spanish, Nina is of the other brand."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.sessions: dict[str, Session] = {}
        self.invitations: dict[str, Invitation] = {"first": Invitation(purpose="first-admin", name="", roles=(("*", Role.ADMIN),))}
        team = [
            Person(id="ada", name="Ada", roles=(("*", Role.ADMIN),)),
            Person(id="moe", name="Moe", roles=(("mirador", Role.MODERATOR),)),
            Person(id="max", name="Max", roles=(("mirador", Role.MANAGER),)),
            Person(id="lola", name="Lola", lang="es", roles=(("mirador", Role.MODERATOR),)),
            Person(id="nina", name="Nina", roles=(("lupa", Role.MODERATOR),)),
        ]
        self.team = {p.id: TeamMember(person=p, login=p.id) for p in team}

    def start(self, person: Person) -> Session:
        token = secrets.token_urlsafe(16)
        session = Session(person=person, csrf=secrets.token_urlsafe(16), expires_at=self.clock.now() + timedelta(days=7), token=token)
        self.sessions[token] = session
        return session

    async def first_run_token(self) -> str | None:
        return "first" if "first" in self.invitations else None

    async def invitation(self, token: str) -> Invitation | None:
        return self.invitations.get(token)

    async def accept_invitation(self, token: str, *, name: str, login: str, password: str, lang: str) -> Session:
        if len(password) < 10:
            raise BadInput("The password needs at least ten characters.")
        invitation = self.invitations.pop(token)
        person = Person(id=login, name=name, lang=lang, roles=invitation.roles)
        self.team[login] = TeamMember(person=person, login=login)
        return self.start(person)

    async def sign_in(self, login: str, password: str) -> Session | None:
        member = self.team.get(login)
        return self.start(member.person) if member and member.active and password == f"{login}-password" else None

    async def session(self, token: str) -> Session | None:
        session = self.sessions.get(token)
        if session is None or session.expires_at < self.clock.now():
            return None
        return replace(session, person=self.team[session.person.id].person)

    async def sign_out(self, token: str) -> None:
        self.sessions.pop(token, None)

    def _admin(self, by: Person) -> None:
        if not by.may(Right.ADMINISTER, "*"):
            raise NoRight("Your role does not allow this.")

    async def members(self, by: Person) -> Sequence[TeamMember]:
        if not any(r is not Role.CLIENT for _, r in by.roles):
            raise NoRight("Your role does not allow this.")
        return sorted(self.team.values(), key=lambda m: m.person.name)

    async def create(self, *, name: str, roles: Sequence[tuple[str, Role]], lang: str = "en", login: str = "", by: Person) -> Person:
        raise NotImplementedError

    async def invite(self, *, name: str, roles: Sequence[tuple[str, Role]], by: Person, person_id: str = "") -> str:
        self._admin(by)
        token = secrets.token_urlsafe(8)
        self.invitations[token] = Invitation(purpose="reset" if person_id else "invite", name=name, roles=tuple(roles), person_id=person_id)
        return token

    async def set_roles(self, person_id: str, roles: Sequence[tuple[str, Role]], *, by: Person) -> None:
        self._admin(by)
        member = self.team[person_id]
        if person_id == "ada" and ("*", Role.ADMIN) not in roles:
            raise BadInput("The last admin cannot be demoted.")
        self.team[person_id] = replace(member, person=replace(member.person, roles=tuple(roles)))

    async def set_active(self, person_id: str, active: bool, *, by: Person) -> None:
        self._admin(by)
        self.team[person_id] = replace(self.team[person_id], active=active)

    async def set_lang(self, lang: str, *, by: Person) -> Person:
        member = self.team[by.id]
        self.team[by.id] = replace(member, person=replace(member.person, lang=lang))
        return self.team[by.id].person

    async def link(self, person_id: str, platform: str, ext_user_id: str, *, by: Person | None) -> None: ...

    async def unlink(self, platform: str, ext_user_id: str, *, by: Person) -> None: ...

    async def link_code(self, by: Person) -> str:
        return "K7-42"

    async def redeem_link_code(self, code: str, platform: str, ext_user_id: str) -> Person | None:
        return None


def offered(*texts: str, lang: str = "en", needs: tuple[Need, ...] = ()) -> tuple[OfferedSuggestion, ...]:
    source = Source(ref="mirador/tastings/en", title="Events calendar", quote="Tastings are on Sundays from eleven to one.", url="https://example.org/events")
    return tuple(
        OfferedSuggestion(id=100 + n, number=n, suggestion=Suggestion(text=text, lang=lang, score=fake_score(text, lang), sources=(source,) if n == 1 else (), needs=needs))
        for n, text in enumerate(texts, 1)
    )  # fmt: skip


def reading(text: str, kinds: set[Kind], mood: Mood, urgency: Urgency, lang: str = "en", ask: str = "", why: str = "") -> Reading:
    at = text.find(ask) if ask else -1
    spans = (Span(start=at, end=at + len(ask)),) if at >= 0 else ()
    kind = next(iter(kinds))
    return Reading(
        lang=lang,
        lang_confidence=0.97,
        kinds=frozenset(kinds),
        mood=mood,
        urgency=urgency,
        needs_reply=True,
        why=why or "A person asks something only you can answer.",
        asks=spans,
        judgements=((kind.value, Judgement(value="true", why="It says so.", spans=spans)), ("mood", Judgement(value=mood.value, why="The words are friendly."))),
    )


def card(item_id: int, clock: MovableClock, text: str, name: str, minutes: int, **more: object) -> Card:
    at = clock.now() - timedelta(minutes=minutes)
    values: dict[str, object] = {
        "item_id": item_id, "version": 1, "brand_id": "mirador", "brand_name": "Café Mirador", "page_id": "mirador-ig",
        "page_name": "Mirador", "platform": "simulated", "state": ItemState.WAITING, "author": Author(ext_id=str(item_id), name=name),
        "comment": text, "commented_at": at, "comment_url": "https://example.org/c/1", "post_text": "Winter roast is here. Come and smell it.",
        "context": (), "reading": None, "suggestions": (), "actions": OPEN_ACTIONS, "deadline": at + timedelta(hours=4), "reply_limit": 500,
    }  # fmt: skip
    return Card(**{**values, **more})  # type: ignore[arg-type]


def fill(desk: FakeDesk, clock: MovableClock) -> None:
    """A morning's comments."""
    q, c, p = Kind.QUESTION, Kind.COMPLAINT, Kind.PRAISE
    t = "Love the new roast! From when are the Sunday tastings, and can I bring my dog?"
    desk.add(card(1, clock, t, "Priya Shah", 6,
        reading=reading(t, {q, p}, Mood.POSITIVE, Urgency.NORMAL, ask="From when are the Sunday tastings, and can I bring my dog?"),
        suggestions=offered(
            "Sundays from eleven, Priya, and your dog is very welcome on the terrace: there is always a bowl of water. Who is coming along, what is the name?",
            "Glad the roast landed! Tastings run Sundays eleven to one. Do you lean towards fruity or chocolatey?",
            "You are a valued customer. Send us a DM for details."),
        context=(Turn(who=Who.CUSTOMER, text="Smells like my grandmother's kitchen.", name="Tom"), Turn(who=Who.BRAND, text="What did she bake, Tom?", name="Mirador"))))  # fmt: skip
    t = "Third time this week my order was wrong and nobody even looked up. I am done."
    desk.add(card(2, clock, t, "Marcus Bell", 24, reading=reading(t, {c}, Mood.NEGATIVE, Urgency.HIGH, why="A regular is about to leave."),
        suggestions=offered("Three wrong orders in a week is on us, Marcus, and so is not looking up. Which days was it, so that Ana can put it right with the morning team today?",
                            "That should not happen once, let alone three times. What did you order?", needs=(Need(question="Who was on the morning shift on Tuesday?"),)), claimed_by="Moe",
        actions=tuple(K.RELEASE if a is K.CLAIM else a for a in OPEN_ACTIONS)))  # fmt: skip
    t = "¿Tenéis leche de avena? La última vez me cobrasteis un suplemento y me quedé a cuadros."
    desk.add(card(3, clock, t, "Inés Robledo", 41, reading=reading(t, {q, c}, Mood.NEGATIVE, Urgency.NORMAL, lang="es", ask="¿Tenéis leche de avena?"),
        suggestions=offered("Sí, Inés: de avena y de soja, y sin suplemento. Ese cobro no tocaba. ¿Qué día fue, y te lo devolvemos?", "Tenemos avena y soja. ¿Con qué café la tomas?", lang="es")))  # fmt: skip
    t = "My friend burned her hand on your cup, the lid came off. She is at the hospital."
    desk.add(card(4, clock, t, "Joanne Li", 3, reading=reading(t, {Kind.CRISIS}, Mood.NEGATIVE, Urgency.NOW, why="A person is hurt."),
        suggestions=offered("Joanne, I am Ana, I run the café. How is your friend, and which hospital is she in? I will call you within the hour.")))  # fmt: skip
    t = "<script>alert('x')</script> مرحبا، هل لديكم قهوة عربية؟"
    desk.add(card(5, clock, t, "ليلى <b>", 90, reading=reading(t, {q}, Mood.NEUTRAL, Urgency.LOW, lang="ar")))
    done = "Thank you for coming all the way, Sam. What did you think of the Ethiopian?"
    desk.add(card(6, clock, "Worth the train ride.", "Sam Ortiz", 300, state=ItemState.FOLLOWED_UP, actions=(),
        reading=reading("Worth the train ride.", {p}, Mood.POSITIVE, Urgency.LOW), suggestions=offered(done),
        decision=CardDecision(kind=K.APPROVE, by="Moe", at=clock.now() - timedelta(hours=4), text=done, via="console"),
        outcome=CardOutcome(published_at=clock.now() - timedelta(hours=4), answered_back=True, answer_text="Like blueberries. I bought a bag!", mood_before="positive", mood_after="positive")))  # fmt: skip
    desk.add(card(7, clock, "Do you still print poetry?", "Olga", 15, brand_id="lupa", brand_name="Librería Lupa", page_id="lupa-fb", page_name="Lupa libros",
        reading=reading("Do you still print poetry?", {q}, Mood.NEUTRAL, Urgency.NORMAL, ask="poetry"), suggestions=offered("We do. Who do you read?")))  # fmt: skip
    desk.add(card(8, clock, "x" * 50_000, "Long", 200, reading=None))
    desk.add(card(9, clock, "", "", 201, reading=None, state=ItemState.DRAFTING, actions=()))
