"""A word to the coach on the facts that a need names: taken, left, or called by their name; in both languages."""

from __future__ import annotations

import pytest

from bot.coaching.engine import Engine, build_engine
from bot.coaching.talk_facts import asked_for
from bot.coaching.talk_takes import taking
from bot.domain.situation import Situation, TalkAnswer, TalkState
from bot.store.codec import dump, load
from tests.coaching.cobbler import BRAND, NAMES_ONE, Weighed


@pytest.mark.parametrize(
    ("said", "places", "ref", "rest"),
    [
        ("yes", (0,), "", ""), ("Yes!", (0,), "", ""), ("sí", (0,), "", ""), ("Sí, usa esa.", (0,), "", ""),
        ("yes please", (0,), "", ""), ("eso es", (0,), "", ""), ("that’s right, use it", (0,), "", ""),
        ("the first", (0,), "", ""), ("la primera", (0,), "", ""), ("el primero, por favor", (0,), "", ""),
        ("the second one", (1,), "", ""), ("La segunda", (1,), "", ""), ("the second fact", (1,), "", ""),
        ("no, the second", (1,), "", ""), ("sí: la segunda", (1,), "", ""), ("the other one", (1,), "", ""),
        ("both", (0, 1), "", ""), ("las dos", (0, 1), "", ""),
        ("use delivery-days", (), "delivery-days", ""), ("usa reparto-dias", (), "reparto-dias", ""),
        ("Use the fact hours.en", (), "hours.en", ""), ("usa el dato «reparto-dias»", (), "reparto-dias", ""),
        ("answer with dogs, please", (), "dogs", ""), ("yes, use dogs", (), "dogs", ""),
        ("yes, but warmer", (0,), "", "warmer"), ("sí, pero más corto", (0,), "", "más corto"),
        ("the second, in Spanish", (1,), "", "in Spanish"), ("use dogs but shorter", (), "dogs", "shorter"),
        ("yes, but only on weekdays", (0,), "", "only on weekdays"),
        ("yes, add: two pairs at most", (0,), "", "add: two pairs at most"),
    ],
)  # fmt: skip
def test_what_is_taken(said: str, places: tuple[int, ...], ref: str, rest: str) -> None:
    word = taking(said)
    assert word is not None
    assert (word.places, word.said, word.rest, word.declines) == (places, ref, rest, False)


@pytest.mark.parametrize(
    "said",
    ["no", "No.", "nope", "neither", "none of them", "not that one", "that doesn't answer it", "no, that's not it",
     "ninguno", "ninguna de las dos", "ni una ni otra", "eso no", "no sirve"],
)  # fmt: skip
def test_what_is_left(said: str) -> None:
    word = taking(said)
    assert word is not None
    assert word.declines


@pytest.mark.parametrize(
    "said",
    ["no discount", "no, don't apologise", "no problem", "no me gusta", "yesterday", "yes?", "second", "segunda",
     "another", "otra", "the first time I came it was shut", "Yes I was there on Sunday and nobody came", "ok", "1",
     "si vienes mañana avisa", "say that in Spanish", "use warmer words", "di que abrimos a las diez", "",
     "Yes, I was there on Sunday with my mother and nobody came to us"],
)  # fmt: skip
def test_what_is_about_something_else(said: str) -> None:
    assert taking(said) is None


class Chat:
    """A conversation with the coach, which keeps its state as a store does."""

    def __init__(self, lang: str, comment: str, **chances: float) -> None:
        self._engine: Engine = build_engine(brand=BRAND, knowledge=Weighed(lang, **chances))
        self._lang = lang
        self._state = TalkState(situation=Situation(brand=BRAND, comment=comment, reader_lang=lang))

    async def say(self, message: str) -> TalkAnswer:
        answer = await self._engine.talk(message, self._state, self._lang)
        self._state = load(TalkState, dump(TalkState, answer.state))
        return answer


async def test_a_chat_in_english() -> None:
    price, hours = "A repair of the sole is £35.", "We open from nine to five, Monday to Saturday."
    chat = Chat("en", NAMES_ONE["en"], price=0.4, hours=0.3)
    first = await chat.say("what do we say?")
    assert "(price.en), or" in first.text
    assert first.chips[:3] == ("the first", "the second", "neither")

    taken = await chat.say("yes, but warmer")
    assert taken.text.startswith(
        f"With “{price}” (price.en; House rules):\n“the second” takes the other (hours.en).\n1. "
    )
    assert len(taken.suggestions) == 3
    assert all(price in offer.text and offer.sources and not offer.needs for offer in taken.suggestions)
    assert "Needs from you" not in taken.text
    assert taken.state.notes == ("warmer",)

    shorter = await chat.say("shorter")
    assert all(price in offer.text for offer in shorter.suggestions)
    other = await chat.say("the second")
    assert all(hours in offer.text and price not in offer.text for offer in other.suggestions)

    wrong = await chat.say("use opening-hours")
    assert wrong.text.startswith("There is no fact called “opening-hours”. Near it: hours")
    assert not wrong.suggestions
    left = await chat.say("no")
    assert left.text.startswith("Then without it (hours.en).")
    again = await chat.say("another")
    assert again.suggestions
    assert not any(price in offer.text or hours in offer.text for offer in again.suggestions)
    assert "The nearest that is known" not in again.text


async def test_a_chat_in_spanish() -> None:
    pay, hours = "Aceptamos efectivo y todas las tarjetas", "Abrimos de nueve a cinco, de lunes a sábado."
    chat = Chat("es", NAMES_ONE["es"], paying=0.4, hours=0.3)
    assert "¿Sirve alguno de respuesta?" in (await chat.say("¿qué le decimos?")).text

    neither = await chat.say("ninguno de los dos")
    assert neither.text.startswith("Entonces queda pendiente: ¿Qué se responde a esto? «¿Tengo que pasar")
    assert "Dime la respuesta con tus palabras" in neither.text
    assert "Lo más cercano" not in neither.text
    assert "ningún dato al que decir que sí" in (await chat.say("sí")).text
    warmer = await chat.say("más cercano")
    assert "Hace falta saber: ¿Qué se responde a esto?" in warmer.text
    assert "Lo más cercano" not in warmer.text
    assert not any(need.facts for offer in warmer.suggestions for need in offer.needs)

    named = await chat.say("usa el dato hours, pero más corto")
    assert named.text.startswith(f"Con «{hours}» (hours.es; House rules):")
    assert all(hours in offer.text for offer in named.suggestions)
    assert "Hace falta saber" not in named.text
    assert not any(pay in offer.text for offer in named.suggestions)


@pytest.mark.parametrize(("lang", "said"), [("en", "the second one"), ("es", "la segunda")])
async def test_the_second_of_two_and_of_one(lang: str, said: str) -> None:
    two = Chat(lang, NAMES_ONE[lang], price=0.4, hours=0.3)
    await two.say("what do we say?" if lang == "en" else "¿qué le decimos?")
    assert {source.ref for offer in (await two.say(said)).suggestions for source in offer.sources} == {f"hours.{lang}"}
    one = Chat(lang, NAMES_ONE[lang], price=0.4)
    await one.say("what do we say?" if lang == "en" else "¿qué le decimos?")
    answer = await one.say(said)
    assert not answer.suggestions
    assert f"(price.{lang})" in answer.text


async def test_what_is_wanted_beside_it_and_cannot_be_done_is_said() -> None:
    chat = Chat("en", NAMES_ONE["en"], price=0.4)
    await chat.say("what do we say?")
    answer = await chat.say("yes, but only on weekdays")
    assert answer.suggestions
    assert "I can't do that by myself: “only on weekdays”." in answer.text


@pytest.mark.parametrize(("lang", "said", "told"), [("en", "yes", "decided on the card"), ("es", "sí", "se decide en")])
async def test_a_yes_to_nothing_changes_nothing(lang: str, said: str, told: str) -> None:
    chat = Chat(lang, "Best cobbler in town!" if lang == "en" else "¡Sois los mejores!")
    offered = await chat.say("what do we say?" if lang == "en" else "¿qué le decimos?")
    answer = await chat.say(said)
    assert told in answer.text
    assert not answer.suggestions
    assert answer.state.offered == offered.state.offered


async def test_without_a_comment_a_yes_is_no_word_on_facts() -> None:
    engine = build_engine(brand=BRAND, knowledge=Weighed("en"))
    assert (await engine.talk("yes", TalkState(), "en")).intent == "unknown"


async def test_words_that_are_wishes_stay_wishes() -> None:
    chat = Chat("es", NAMES_ONE["es"], paying=0.4)
    await chat.say("¿qué le decimos?")
    assert (await chat.say("usa usted")).intent == "reword"
    assert (await chat.say("gracias")).intent == "thanks"


async def test_a_card_without_offers_is_asked_what_is_open() -> None:
    engine = build_engine(brand=BRAND, knowledge=Weighed("en", price=0.4))
    situation = Situation(brand=BRAND, comment=NAMES_ONE["en"])
    answer = await engine.talk("yes", TalkState(item_id=7, situation=situation), "en")
    assert answer.text.startswith("With “A repair of the sole is £35.”")


def test_a_state_from_before_is_read() -> None:
    old = '{"item_id": 3, "offered": [], "draft": "", "notes": ["warmer"]}'
    assert load(TalkState, old) == TalkState(item_id=3, notes=("warmer",))


def test_notes_on_a_card_name_facts_too() -> None:
    assert asked_for(("warmer", "use dogs", "usa price.es, más corto", "use zebra"), BRAND.facts) == (
        "dogs.en",
        "price.es",
    )
