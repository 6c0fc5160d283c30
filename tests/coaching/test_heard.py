"""What shows that somebody listened: the right fact for each question, nothing asked that was told, both sides of a
comment met, and the tone of the moment."""

from __future__ import annotations

import random
import re

import pytest

from bot.coaching.composing.asked import Ask, asks_something, in_other_words, left_behind, several
from bot.coaching.composing.contrast import contrast_in
from bot.coaching.composing.moments import HAGGLES, proposes, seeks_favour
from bot.coaching.composing.notice import length_of_time, plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.told import told_already
from bot.coaching.engine import Engine
from bot.coaching.reading.irony import ironic
from bot.coaching.text.normalise import fold
from bot.domain.brand import Brand
from bot.domain.reading import Address, Kind, Mood
from bot.domain.situation import Situation, Suggestions, SuggestRequest

_BOOKS = load_phrasebooks()


def _sources(found: Suggestions) -> set[str]:
    return {source.ref.partition(".")[0] for offer in found.offers for source in offer.sources}


@pytest.mark.parametrize(
    ("comment", "facts"),
    [
        ("cuanto vale la cata y hay q reservar", {"tasting-price", "tasting-book"}),
        ("How much is the Saturday tasting and do I need to book?", {"tasting-price", "tasting-book"}),
        ("Do you have oat milk and is it extra?", {"vegan"}),
        ("¿Puedo llevar mi vaso y me hacéis descuento?", {"own-cup"}),
        ("¿Tenéis leche de avena y abrís los lunes por la mañana?", {"vegan", "hours-valencia"}),
        ("My mum uses a wheelchair, can she get in and use the loo in Stokes Croft?", {"access"}),
        ("Disculpe, ¿me podría indicar si aceptan tarjeta y si tienen enchufes?", {"card-cash", "wifi"}),
        ("Are you looking for baristas? I live round the corner", {"jobs"}),
        ("what time do u shut on a sunday in bristol", {"hours-bristol"}),
        ("hola moleis el cafe para italiana y a cuanto esta la bolsa", {"coffee-beans"}),
        ("Che, ¿ustedes mandan libros a Córdoba?", {"shipping"}),
    ],
)  # fmt: skip
def test_each_question_gets_its_own_answer(whole: Engine, brand: Brand, comment: str, facts: set[str]) -> None:
    found = whole.compose(Situation(brand=brand, comment=comment))
    assert found.offers
    assert _sources(found) == facts
    assert not found.needs


def test_what_is_told_before_a_question_stays_with_it() -> None:
    assert len(several("My mum uses a wheelchair, can she get in?")) == 1
    assert len(several("I have two dogs, are they welcome and is there water?")) == 2
    assert asks_something("hola moleis el cafe")
    assert not asks_something("I have 48k followers")


def test_the_words_of_a_base_are_found_for_other_words() -> None:
    other = in_other_words(Ask(text="Busco trabajo, ¿os puedo mandar algo?"), "es")
    assert other is not None
    assert "currículum" in other[0]
    assert in_other_words(Ask(text="Is it warm inside?"), "en") is None
    assert left_behind(plain_words("Me dejé un paraguas rojo debajo de la mesa"))
    assert not left_behind(plain_words("I left a review last week"))


def test_an_answer_with_a_condition_that_is_not_met_leaves_a_need(whole: Engine, brand: Brand) -> None:
    comment = "Quisiera cambiar un libro que me regalaron, pero no tengo el tique. ¿Me pueden ayudar?"
    found = whole.compose(Situation(brand=brand, comment=comment))
    assert _sources(found) == {"returns"}
    assert "tique" in found.needs[0].question
    assert any("tique" in offer.text.replace("con el tique", "") for offer in found.offers)


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("Which day was it, so that I ask the right people?", "We waited on Sunday"),
        ("¿Qué día fue? Así pregunto a quien estaba.", "Ayer estaba cerrado"),
        ("Has it happened before, or was it the first time?", "Second time this month"),
        ("¿Es la primera vez, o ya había pasado?", "Otra vez el café frío"),
        ("What do you brew it with at home?", "do you grind for aeropress"),
        ("¿Con qué cafetera lo <haces> en casa?", "moleis para italiana"),
        ("Who was it? I'd love to tell them.", "The guy at the till was rude"),
        ("¿Cómo lo <resolviste> al final?", "sigo sin saber nada"),
        ("Anyone would be angry.", "I'm not angry, I'm sad."),
    ],
)
def test_nothing_is_asked_that_was_told(line: str, comment: str) -> None:
    assert told_already(line, plain_words(comment))


def test_what_was_not_told_may_be_asked() -> None:
    assert not told_already("Which day was it?", plain_words("The cake was dry"))
    assert not told_already("What a pity.", plain_words("We waited on Sunday"))


@pytest.mark.parametrize(
    ("comment", "lines"),
    [
        ("¿Se puede ir con perro?", ("perros", "es")),
        ("Can I bring my dog?", ("dogs", "en")),
        ("Do you sell coffee beans and grind them?", ("beans", "en")),
        ("Anyone know if the book club is still on?", ("club", "en")),
    ],
)
def test_the_question_behind_an_answer_is_about_it(
    whole: Engine, brand: Brand, comment: str, lines: tuple[str, str]
) -> None:
    topic = next(theme for theme in _BOOKS[lines[1]].themes if theme.id == lines[0])
    asked = [re.sub(r"<(\w+)>", "", line)[-12:] for line in topic.lines["follow"]]
    found = whole.compose(Situation(brand=brand, comment=comment))
    assert all(offer.text.endswith((*asked, ".")) for offer in found.offers), found.offers


@pytest.mark.parametrize(
    ("comment", "good", "bad"),
    [
        ("Great coffee, shame about the wobbly tables", "coffee", "tables"),
        ("Me encanta la librería, pero el baño daba asco", "libreria", "bano"),
        ("The soup was cold but the waiter was lovely", "waiter", "soup"),
        ("The nurse was kind, the waiting was not.", "nurse", "waiting"),
        ("La enfermera un amor, la espera no tanto", "enfermera", "espera"),
    ],
)
def test_praise_and_blame_are_told_apart(comment: str, good: str, bad: str) -> None:
    sides = contrast_in(plain_words(comment))
    assert sides is not None
    assert good in sides.good
    assert bad in sides.bad


@pytest.mark.parametrize(
    "comment",
    [
        "Taxi booked for 9, arrived 10.15, no ramp in it",
        "Great coffee and great cake",
        "I was going to write but I forgot",
        "",
    ],
)
def test_one_side_is_no_contrast(comment: str) -> None:
    assert contrast_in(plain_words(comment)) is None


def test_what_was_praised_is_not_apologised_for(whole: Engine, brand: Brand) -> None:
    for comment in ("Great coffee, shame about the wobbly tables", "cofee was grate but teh chair is brokn"):
        for seed in range(4):
            for offer in whole.compose(Situation(brand=brand, comment=comment), SuggestRequest(seed=seed)).offers:
                assert not re.search(r"(sorry|cross|right) about the coffee", offer.text), offer.text


@pytest.mark.parametrize(
    "comment",
    [
        "Lovely, twenty minutes for an espresso. I grew a beard in that queue.",
        "Qué bien, cuarenta minutos para un cortado.",
        "oh brilliant, another we'll be back soon sign",
        "Genial, otra vez el cartelito de volvemos en 5 minutos",
    ],
)
def test_irony_is_a_complaint(whole: Engine, brand: Brand, comment: str) -> None:
    reading = whole.read(Situation(brand=brand, comment=comment))
    assert Kind.COMPLAINT in reading.kinds
    assert reading.mood is not Mood.POSITIVE
    thanks = r"made my day|so glad|alegrado el día|qué ilusión"
    assert not any(
        re.search(thanks, offer.text, re.IGNORECASE)
        for offer in whole.compose(Situation(brand=brand, comment=comment)).offers
    )


@pytest.mark.parametrize(
    "comment",
    [
        "Great! Two hours well spent, thank you",
        "Perfect, 10 minutes from the station",
        "Lovely, and no queue at all",
        "Genial, sin cola y con sol",
    ],
)
def test_praise_that_is_meant_is_no_irony(comment: str) -> None:
    assert not ironic(fold(comment))


def test_haggling_favours_and_proposals_are_told_by_their_words() -> None:
    assert HAGGLES.search("would you do it for a tenner?")
    assert HAGGLES.search("dejamelo en 10 y voy con tres amigas")
    assert not HAGGLES.search("abris de 9 a 21 y cuesta 10")
    assert seeks_favour("I have 48k followers, free brunch in exchange for stories?")
    assert seeks_favour("os hago unas stories a cambio de una merienda")
    assert not seeks_favour("Is there a free table in the corner?")
    assert proposes("Could you put a few chairs outside?")
    assert proposes("¿No podríais bajar un poco la música?")
    assert not proposes("Could you tell me the price?")


def test_a_favour_gets_a_civil_answer_and_no_promise(whole: Engine, brand: Brand) -> None:
    comment = "Hey! I have 48k followers and would love to collab, free brunch in exchange for stories?"
    found = whole.compose(Situation(brand=brand, comment=comment))
    assert found.offers
    assert len(found.needs) == 1
    assert "48k" not in found.needs[0].question


def test_a_rhetorical_question_is_no_need(whole: Engine, brand: Brand) -> None:
    for comment in ("Otra vez el café frío. ¿Pasa siempre?", "My latte is cold again. Does this always happen?"):
        found = whole.compose(Situation(brand=brand, comment=comment))
        assert found.offers
        assert not found.needs


def test_they_are_never_given_it_to_it() -> None:
    text = _BOOKS["es"].render("En cuanto lo sepa, <te> lo digo.", random.Random(1), {}, Address.USTED)
    assert text == "En cuanto lo sepa, se lo digo."


@pytest.mark.parametrize(
    ("comment", "lang", "found"),
    [
        ("twenty minutes for an espresso", "en", "twenty minutes"),
        ("half an hour in the queue", "en", "half an hour"),
        ("esperamos media hora", "es", "media hora"),
        ("cuarenta minutos para un cortado", "es", "cuarenta minutos"),
        ("cinco minutos", "es", ""),
        ("una hora y media hora", "es", "una hora"),
        ("cancelled by text an hour before", "en", ""),
        ("suspendido una hora antes", "es", ""),
    ],
)
def test_lengths_of_time_in_words(comment: str, lang: str, found: str) -> None:
    assert length_of_time(plain_words(comment), lang) == found


def test_two_offers_never_end_on_the_same_question(whole: Engine, brand: Brand) -> None:
    for comment in ("Best cake in town, thank you!", "Waited an hour for a table", "¿Se puede ir con perro?"):
        ends = [re.split(r"(?<=[.!?])\s+", offer.text)[-1] for offer in whole.compose(_of(brand, comment)).offers]
        asked = [end for end in ends if end.endswith("?")]
        assert len(asked) == len(set(asked)), asked


def test_what_is_needed_to_eat_safely_is_told_to_cross_people_too(whole: Engine, brand: Brand) -> None:
    found = whole.compose(_of(brand, "is the carrot cake nut free?? last time nobody at the counter could tell me"))
    assert "allergens" in _sources(found)


def test_friends_who_make_a_plan_are_left_alone(whole: Engine, brand: Brand) -> None:
    assert whole.compose(_of(brand, "@laura.mtz este es el sitio que te decía!! vamos el finde?")).stay_out


def _of(brand: Brand, comment: str) -> Situation:
    return Situation(brand=brand, comment=comment)


def test_a_diet_told_before_the_question_counts_in_it(whole: Engine, brand: Brand) -> None:
    for comment in (
        "Mi hija es celíaca, ¿hay algo que pueda comer ahí con seguridad?",
        "My daughter is coeliac. Is there anything she could have at yours?",
    ):
        assert "gluten" in _sources(whole.compose(Situation(brand=brand, comment=comment))), comment


def test_a_long_face_is_no_price(whole: Engine, brand: Brand) -> None:
    found = whole.compose(Situation(brand=brand, comment="El camarero nos puso mala cara toda la noche"))
    assert not any(re.search("preci|caro", offer.text) for offer in found.offers)
    dear = whole.compose(Situation(brand=brand, comment="La tarta me pareció carísima y la ración escasa"))
    assert any(re.search("preci|car[oa]", offer.text) for offer in dear.offers)


def test_somebody_ill_is_asked_how_they_are_and_not_whether_the_danger_is_over(whole: Engine, brand: Brand) -> None:
    for comment in (
        "Pedí leche de avena y me pusieron de vaca. He pasado una noche horrible.",
        "I told them I'm lactose intolerant and the latte was cow's milk. Spent the evening in bed.",
    ):
        found = whole.compose(Situation(brand=brand, comment=comment))
        assert found.offers
        assert not any(re.search("danger|peligro|safe|a salvo", offer.text) for offer in found.offers), comment


@pytest.mark.parametrize(
    ("comment", "wanted"),
    [
        ("Ni se os ocurra cambiar la receta del bizcocho.", "praise"),
        ("Don't you dare change the olive oil cake.", "praise"),
        ("Why did you stop selling the fig jam? Bring it back or I riot", "wish"),
        ("¿Por qué quitaron la mermelada de higo? Devuélvanla o armo un escándalo", "wish"),
    ],
)
def test_what_is_to_stay_and_what_is_missed(whole: Engine, brand: Brand, comment: str, wanted: str) -> None:
    texts = " ".join(offer.text for offer in whole.compose(Situation(brand=brand, comment=comment)).offers)
    grievance = re.search(r"upset|annoyed|sorry|went wrong|molest|falló|fallado|Siento|historia detrás", texts)
    assert texts
    assert grievance is None, texts
    if wanted == "praise":
        assert re.search(r"If one thing|hubiera que cambiar|stands in the way|lo impide", texts) is None, texts


def test_behind_a_why_no_day_is_asked_for(whole: Engine, brand: Brand) -> None:
    for comment in ("Why is the Bristol shop always so cold?", "¿Por qué hace siempre tanto frío en la tienda?"):
        found = whole.compose(Situation(brand=brand, comment=comment))
        assert found.needs
        assert not any(re.search("date|which day|fecha|qué día|urgent|prisa", offer.text) for offer in found.offers)


def test_one_person_is_spoken_to_as_one(whole: Engine, brand: Brand) -> None:
    found = whole.compose(
        Situation(brand=brand, comment="El baño no tiene rampa y voy en silla de ruedas. ¿Saben en qué año estamos?")
    )
    assert found.offers
    assert not any(re.search(r"\b(dais|tenéis|necesitáis|os)\b", offer.text) for offer in found.offers)
