# ruff: noqa: E501
"""A café's morning: comments in English and Spanish, hostile ones, an empty and an endless one."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.card import Card, CardDecision, CardOutcome, OfferedSuggestion
from bot.domain.comment import Author, Span, Turn, Who
from bot.domain.reading import Judgement, Kind, Mood, Reading, Urgency
from bot.domain.suggestion import Need, Source, Suggestion
from bot.domain.transitions import ItemState

from .fakes import OPEN_ACTIONS, FakeDesk, K, MovableClock, fake_score

STOPPED = "The best found. To be better it needs: Say when you will call."


def offered(*texts: str, lang: str = "en", needs: tuple[Need, ...] = ()) -> tuple[OfferedSuggestion, ...]:
    source = Source(
        ref="mirador/tastings/en",
        title="Events calendar",
        quote="Tastings are on Sundays from eleven to one.",
        url="https://example.org/events",
    )
    return tuple(
        OfferedSuggestion(id=100 + n, number=n, suggestion=Suggestion(text=text, lang=lang, score=fake_score(text, lang), sources=(source,) if n == 1 else (), needs=needs, stopped=STOPPED if needs else ""))
        for n, text in enumerate(texts, 1)
    )  # fmt: skip


def reading(
    text: str, kinds: set[Kind], mood: Mood, urgency: Urgency, lang: str = "en", ask: str = "", why: str = ""
) -> Reading:
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
        judgements=(
            (kind.value, Judgement(value="true", why="It says so.", spans=spans)),
            ("mood", Judgement(value=mood.value, why="The words are friendly.")),
        ),
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
