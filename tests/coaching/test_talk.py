"""Chat with the coach, turn by turn, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.coaching.composing.edits import edited
from bot.coaching.composing.wishes import Wishes, dictated
from bot.coaching.engine import Engine, build_engine
from bot.coaching.talk_intents import understand
from bot.domain.brand import Brand
from bot.domain.comment import Turn, Who
from bot.domain.errors import NotSent
from bot.domain.situation import Situation, TalkState
from bot.testing.model import ScriptedModel
from tests.coaching.fakes import FakeReader, FakeScorer


def _state(brand: Brand, comment: str = "Waited two hours for a table, terrible", **more: object) -> TalkState:
    return TalkState(situation=Situation(brand=brand, comment=comment, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("what do we say to this?", "suggest"), ("¿qué le decimos?", "suggest"), ("qué contestamos a esto", "suggest"),
        ("What should I reply: “The cake was dry”", "suggest"), ("coach my draft: Thanks!", "coach"),
        ("revisa mi borrador: Gracias", "coach"), ("is this ok? \nThanks for your feedback", "coach"),
        ("warmer", "reword"), ("shorter please", "reword"), ("más corto", "reword"), ("no discount", "reword"),
        ("sin descuento", "reword"), ("don't apologise", "reword"), ("no pidas perdón", "reword"),
        ("use usted", "reword"), ("usa tú", "reword"), ("another", "reword"), ("otra", "reword"),
        ("in Spanish", "language"), ("en inglés", "language"), ("why?", "why"), ("¿por qué?", "why"),
        ("who is she?", "who"), ("¿quién es?", "who"), ("what did we tell her last time?", "history"),
        ("¿qué le dijimos la última vez?", "history"), ("help", "help"), ("ayuda", "help"), ("hm", "unknown"),
        ("add: we open at ten", "reword"), ("di que abrimos a las diez", "reword"), ("thanks!", "thanks"),
        ("muchas gracias", "thanks"), ("ponle un emoji", "reword"), ("hazlo más majo", "reword"),
        ("me lo traduces?", "language"), ("say that in Spanish", "language"), ("que le desimos a esta", "suggest"),
        ("The coffee was lukewarm and the waiter laughed at me when I said so", "suggest"),
    ],
)  # fmt: skip
def test_what_is_wanted(message: str, intent: str) -> None:
    assert understand(message, has_card=True).name == intent


async def test_a_pasted_comment_gets_offers_in_its_language_and_words_in_the_managers(engine: Engine) -> None:
    answer = await engine.talk(
        "what do we say to this? “El café estaba frío y la camarera fue muy borde”", TalkState(), "en"
    )
    assert answer.intent == "suggest"
    assert {offer.lang for offer in answer.suggestions} == {"es"}
    assert answer.text.startswith("I'd say one of these:")
    assert answer.state.situation is not None
    assert answer.state.situation.comment == "El café estaba frío y la camarera fue muy borde"


async def test_changes_build_on_each_other_and_offer_new_texts(engine: Engine, brand: Brand) -> None:
    first = await engine.talk("what do we say?", _state(brand), "en")
    second = await engine.talk("don't apologise", first.state, "en")
    third = await engine.talk("another", second.state, "en")
    assert second.state.notes == ("don't apologise",) == third.state.notes
    said = [offer.text for answer in (first, second, third) for offer in answer.suggestions]
    assert len(said) == len(set(said))
    assert not any("sorry" in offer.text.lower() for offer in (*second.suggestions, *third.suggestions))


async def test_a_language_is_kept_for_the_turns_after_it(engine: Engine, brand: Brand) -> None:
    first = await engine.talk("in Spanish", _state(brand), "en")
    second = await engine.talk("otra", first.state, "es")
    assert {offer.lang for offer in (*first.suggestions, *second.suggestions)} == {"es"}


async def test_a_draft_is_scored_and_better_ones_are_shown(engine: Engine, brand: Brand) -> None:
    answer = await engine.talk("coach my draft: We value your feedback.", _state(brand), "en")
    assert answer.text.startswith("72 of 100.")
    assert all(offer.score.total > 72 for offer in answer.suggestions)
    assert answer.state.draft == "We value your feedback."
    assert "borrador" in (await engine.talk("revisa mi borrador", TalkState(), "es")).text


async def test_why_who_and_last_time(engine: Engine, brand: Brand) -> None:
    turn = Turn(who=Who.BRAND, text="The roof is fixed.", at=datetime(2026, 3, 1, tzinfo=UTC))
    asked = Turn(who=Who.CUSTOMER, text="Is the roof fixed?", name="Karla")
    state = TalkState(situation=_state(brand, author="Karla").situation, earlier=(asked, turn))
    history = await engine.talk("what did we tell her last time?", state, "en")
    assert "- we (01.03.2026): The roof is fixed." in history.text
    who = await engine.talk("¿quién es?", state, "es")
    assert who.text == "Karla: escribió 1 antes y contestamos 1. Lo último fue: «Is the roof fixed?»"
    fresh = await engine.talk("who is she?", _state(brand, author="Ana"), "en")
    assert "first time" in fresh.text
    first = await engine.talk("what do we say?", state, "en")
    assert "of 100" in (await engine.talk("why?", first.state, "en")).text


@pytest.mark.parametrize(("lang", "word"), [("en", "Paste"), ("es", "Pega")])
async def test_without_a_card_it_says_what_to_do(engine: Engine, lang: str, word: str) -> None:
    assert word in (await engine.talk("help", TalkState(), lang)).text
    assert (await engine.talk("why?", TalkState(), lang)).text
    assert (await engine.talk("hm", TalkState(), lang)).intent == "unknown"


async def test_what_rules_do_not_know_goes_to_the_model(brand: Brand) -> None:
    script = [{"intent": "answer", "note": "", "answer": "Answer within the hour."}, NotSent("gone")]
    model = ScriptedModel(script)
    engine = build_engine(reader=FakeReader(), scorer=FakeScorer(), brand=brand, model=model)
    assert (await engine.talk("hmm, quickly?", _state(brand), "en")).text == "Answer within the hour."
    assert (await engine.talk("hmm, quickly?", _state(brand), "en")).intent == "unknown"


def _words(text: str) -> int:
    return len(text.split())


_CHAINS = [
    ("en", "Waited two hours for a table on Saturday and the waiter was rude.", "Karla"),
    ("es", "Dos horas esperando mesa el sábado y encima el camarero fue un borde.", "Marta"),
    ("en", "Is there a student discount, and do you have wifi?", "Anna"),
    ("es", "¿Hay descuento para estudiantes y tenéis wifi?", "Ana"),
]
_SAID = {
    "en": ("what do we say?", "warmer", "shorter", "no discount", "don't apologise", "more formal"),
    "es": ("¿qué le decimos?", "más cercano", "más corto", "quita lo del descuento", "no pidas perdón", "más formal"),
}


@pytest.mark.parametrize(("lang", "comment", "author"), _CHAINS)
async def test_each_wish_shows_in_a_chain_of_them(brand: Brand, lang: str, comment: str, author: str) -> None:
    coach = build_engine(brand=brand)
    first, warmer, shorter, none, plain, formal = _SAID[lang]
    state = _state(brand, comment, author=author)
    begun = await coach.talk(first, state, lang)
    warm = await coach.talk(warmer, begun.state, lang)
    assert author in warm.suggestions[0].text
    assert _words(warm.suggestions[0].text) > _words(begun.suggestions[0].text)
    short = await coach.talk(shorter, warm.state, lang)
    assert _words(short.suggestions[0].text) < 0.9 * _words(warm.suggestions[0].text)
    free = await coach.talk(none, short.state, lang)
    for offer in free.suggestions:
        assert not re.search(r"discount|descuento|\d ?%", offer.text), offer.text
    proud = await coach.talk(plain, free.state, lang)
    for offer in proud.suggestions:
        assert not re.search(r"sorry|apolog|siento|perd[oó]n|disculp|lament", offer.text, re.IGNORECASE), offer.text
    sober = await coach.talk(formal, proud.state, lang)
    assert sober.suggestions
    for offer in sober.suggestions:
        assert not re.search(r"\b(Ugh|Ouch|Hey|Uf|Ostras|tu|tus|te|dime)\b", offer.text), offer.text


@pytest.mark.parametrize(
    ("lang", "wishes"),
    [("en", ("warmer", "shorter", "in Spanish", "another")), ("es", ("más cercano", "más corto", "en inglés", "otra"))],
)
async def test_an_old_wish_for_fewer_words_leaves_room_for_what_is_asked_next(
    brand: Brand, lang: str, wishes: tuple[str, ...]
) -> None:
    coach = build_engine(brand=brand)
    comment = {
        "en": "My coffee was cold and the girl at the counter just shrugged. I used to love this place.",
        "es": "El café estaba frío y la chica de la barra ni me miró. Con lo que me gustaba este sitio.",
    }[lang]
    answer = await coach.talk(comment, TalkState(situation=Situation(brand=brand)), lang)
    for wish in wishes:
        answer = await coach.talk(wish, answer.state, lang)
        assert answer.suggestions, (wish, answer.text)


@pytest.mark.parametrize(
    ("lang", "wish", "told"), [("en", "no discount", "none in it"), ("es", "sin descuento", "No lo había")]
)
async def test_what_was_not_there_to_be_taken_out_is_said(
    engine: Engine, brand: Brand, lang: str, wish: str, told: str
) -> None:
    comment = {"en": "The cake was cold and terrible", "es": "La tarta estaba fría, un desastre"}[lang]
    begun = await engine.talk("what do we say?", _state(brand, comment), lang)
    assert told in (await engine.talk(wish, begun.state, lang)).text


async def test_a_language_asked_for_changes_the_language_and_is_not_patched(brand: Brand) -> None:
    coach = build_engine(brand=brand)
    begun = await coach.talk("what do we say?", _state(brand, "The soup was cold and nobody cared."), "en")
    warm = await coach.talk("warmer", begun.state, "en")
    spanish = await coach.talk("and in Spanish", warm.state, "en")
    assert {offer.lang for offer in spanish.suggestions} == {"es"}
    short = await coach.talk("más corto", spanish.state, "es")
    assert _words(short.suggestions[0].text) < _words(spanish.suggestions[0].text)
    assert not re.search(r"\b(the|you|what|soup)\b", short.suggestions[0].text)


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("tone it down", "warmer"), ("make it more human", "warmer"), ("suavízalo un poco", "warmer"),
        ("menos formal", "familiar"), ("make it more formal", "plainer"), ("that's too long", "shorter"),
        ("ve al grano", "shorter"), ("deja de disculparte", "no_sorry"), ("lose the apology", "no_sorry"),
        ("quita la pregunta", "no_question"), ("drop the voucher", "without"), ("quita lo del descuento", "without"),
        ("nothing about refunds please", "without"), ("no menciones el precio", "without"),
    ],
)  # fmt: skip
def test_wishes_in_other_words(message: str, wish: str) -> None:
    assert getattr(Wishes.of([message]), wish)
    assert understand(message, has_card=True).name == "reword"


def test_a_pasted_draft_is_changed_and_not_replaced() -> None:
    draft = "Hi there! We are very sorry for the dry cake. We value your feedback. It is baked at 6. Which cake was it?"
    assert edited(draft, Wishes.of(["don't apologise"])) == (
        "Hi there! We value your feedback. It is baked at 6. Which cake was it?"
    )
    assert edited(draft, Wishes.of(["shorter"])) == "It is baked at 6. Which cake was it?"
    assert edited(draft, Wishes.of(["warmer"]), warm=["I mean that."], name="Ana").startswith("Hi Ana. ")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("add: we open at ten", "We open at ten."),
        ("please mention that the terrace has a ramp", "The terrace has a ramp."),
        ("di que los lunes cerramos", "Los lunes cerramos."),
        ("añade: «¿Vienes con perro?»", "¿Vienes con perro?"),
        ("say that in Spanish", ""),
        ("di que no", ""),
        ("add warmth", ""),
    ],
)
def test_what_a_manager_dictates(note: str, said: str) -> None:
    assert dictated(note) == said


async def test_what_a_manager_dictates_stands_in_the_reply(engine: Engine, brand: Brand) -> None:
    first = await engine.talk("what do we say?", _state(brand), "en")
    second = await engine.talk("add: no dogs slept on the table you had", first.state, "en")
    assert [("No dogs slept on the table you had." in offer.text) for offer in second.suggestions] == [True]
    third = await engine.talk("add an emoji", second.state, "en")
    assert "No dogs slept on the table you had." in third.suggestions[0].text
    assert re.search("[\U0001f300-\U0001faff\u2600-\u27bf]", third.suggestions[0].text)


async def test_thanks_are_met_and_change_nothing(engine: Engine, brand: Brand) -> None:
    first = await engine.talk("¿qué le decimos?", _state(brand), "es")
    thanked = await engine.talk("¡gracias!", first.state, "es")
    assert thanked.text.startswith("De nada")
    assert thanked.state == first.state
    assert not thanked.suggestions


async def test_a_translation_is_into_the_managers_language(engine: Engine, brand: Brand) -> None:
    first = await engine.talk("¿qué le decimos?", _state(brand), "es")
    assert {offer.lang for offer in first.suggestions} == {"en"}
    second = await engine.talk("¿me lo traduces?", first.state, "es")
    assert {offer.lang for offer in second.suggestions} == {"es"}
