"""Questions, requests and proposals as people type them: each is taken for what it is, and nothing asked is dropped."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.asked import left_behind, opens_plainly, several
from bot.coaching.composing.deeds import deed_in, pleads, surely_pleads
from bot.coaching.composing.moments import proposes
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.sorts import sort_of
from bot.coaching.composing.subjects import subject_in
from bot.coaching.engine import Engine
from bot.domain.brand import Brand
from bot.domain.situation import Situation, Suggestions

_BOOKS = load_phrasebooks()
_BOTH = re.compile(
    r"\b(?:as well|too|along with it|second|other|both|while I'm at it|breath|what it costs|how long|the price|needed|"
    r"también|de paso|segund[ao]|otro|las dos|a la vez|el precio|hace falta|la misma|cuánto|cuándo|dónde)\b",
    re.IGNORECASE,
)


def _found(engine: Engine, brand: Brand, comment: str) -> Suggestions:
    situation = Situation(brand=brand, comment=comment, author="Ana Ruiz")
    return engine.compose(situation)


@pytest.mark.parametrize(
    ("ask", "sort"),
    [
        ("Are the trainers true to size or should I go half up?", "sizing"),
        ("¿Las zapas tallan bien o pido medio número más?", "sizing"),
        ("Do I have to print my boarding pass?", "must"),
        ("¿Hay que llevar toalla?", "must"),
        ("Is the clinic walk-in or do you have to book?", "must"),
        ("¿La vacunación es con cita o se puede ir directo?", "must"),
        ("Can you store a suitcase for the day?", "able"),
        ("¿Podéis guardar una maleta?", "able"),
        ("Can I bring a pram?", "allowed"),
        ("Is there a student rate?", "price"),
        ("What's the deposit for hiring a kayak?", "price"),
        ("¿Cuál es la fianza del kayak?", "price"),
        ("a cómo está el kilo de fresas hoy", "price"),
        ("¿Cómo se hace la reserva?", "how"),
        ("When are you coming to Glasgow?", "future"),
        ("¿Para cuándo el modo oscuro?", "future"),
        ("When do tickets go on sale?", "when"),
        ("¿Cuándo salen las entradas?", "when"),
        ("Does the serum have fragrance in it?", "made"),
        ("¿El sérum lleva perfume?", "made"),
        ("Do the earbuds work with an old iPhone?", "match"),
        ("¿Los auriculares sirven con un iphone viejo?", "match"),
        ("Can she be seen today? She hasn't eaten since yesterday", "health"),
        ("¿La pueden ver hoy? No come desde ayer", "health"),
        ("Who do I talk to about the upstairs room?", "contact"),
    ],
)
def test_a_question_is_of_the_sort_whose_lines_fit_it(ask: str, sort: str) -> None:
    assert sort_of(ask) == sort


def test_a_likeness_asks_for_no_way_of_doing_it() -> None:
    assert sort_of("¿En Nochevieja habrá clase como los viernes?") != "how"


@pytest.mark.parametrize("ask", ["Is there a toddler group?", "Who do I ask about hiring the hall?"])
def test_a_word_alone_makes_no_matter_of_health_or_of_jobs(ask: str) -> None:
    assert sort_of(ask) not in ("health", "jobs")


@pytest.mark.parametrize(
    ("comment", "deed"),
    [
        ("Can you add me to the waiting list?", "list"),
        ("¿Me podéis apuntar a la lista de espera?", "list"),
        ("Could you please correct my name on the booking?", "correct"),
        ("¿Me podrían corregir el nombre en la reserva?", "correct"),
        ("The letters go to the old address. Can you update it?", "details"),
        ("Las cartas van a la dirección vieja. ¿Pueden actualizarla?", "details"),
        ("Can you unlock my account?", "unlock"),
        ("¿Me desbloquean la cuenta?", "unlock"),
        ("Could you turn the music down a bit?", "level"),
        ("¿Podéis bajar un poco la música?", "level"),
        ("Please fix the login on Android", "repair"),
        ("Por favor arreglen la app", "repair"),
        ("Could you upload the slides from the talk?", "post"),
        ("¿Podríais colgar la grabación de la charla?", "post"),
        ("Please tell your drivers to ring the bell", "word"),
        ("Por favor díganle al repartidor que toque el timbre", "word"),
        ("My parcel says delivered but it isn't here. Where is it?", "status"),
        ("¿Cómo cancelo la suscripción?", "cancel"),
        ("Can you bring the delivery forward to the morning?", "change"),
        ("My son left in July, can you delete his photo from the website?", "takedown"),
        ("¿Podéis quitar la foto de mis hijos de vuestra página?", "takedown"),
        ("Put me down for two places on the pottery night", "list"),
        ("Apúntame dos plazas para la noche de cerámica", "list"),
        ("Que me llame alguien de facturación", "call"),
    ],
)
def test_a_request_is_told_by_what_is_to_be_done(comment: str, deed: str) -> None:
    assert deed_in(comment) == deed


@pytest.mark.parametrize("comment", ["Can you change the name of the villain?", "¿Pueden ver a mi gata sin cita?"])
def test_what_is_nobodys_record_is_neither_corrected_nor_checked(comment: str) -> None:
    assert deed_in(comment) not in ("correct", "check")


def test_a_plea_is_put_as_a_question_and_asks_nothing() -> None:
    assert pleads("Can you cut the grass by the bus stop?")
    assert surely_pleads("Could someone take down the old posters?")
    assert surely_pleads("¿Alguien puede quitar los carteles viejos?")
    assert not pleads("Can you have a dog in there?")
    assert not surely_pleads("Can someone tell me how long it takes?")
    assert not surely_pleads("¿Alguien puede decir cuánto tarda?")


@pytest.mark.parametrize(
    "comment",
    [
        "Could the coach leave 10 minutes later?",
        "Could we have the library open on Sunday mornings?",
        "I think the menu needs a kids' section",
        "¿El autobús podría salir diez minutos más tarde?",
        "¿Se plantean abrir en Mendoza?",
        "¿Podrían volver a traer el champú de coco?",
    ],
)
def test_a_proposal_is_told_from_a_question(comment: str) -> None:
    assert proposes(comment)


@pytest.mark.parametrize(
    "comment", ["I forgot my login and no email comes", "Se me olvidó la clave y no llega el correo"]
)
def test_a_forgotten_password_is_nothing_left_behind(comment: str) -> None:
    assert not left_behind(plain_words(comment))


def test_a_second_question_is_cut_off_though_an_adverb_stands_before_it() -> None:
    assert len(several("Do you do repairs while you wait, and roughly what would it cost?")) == 2
    assert len(several("¿Hay algún sitio para dejar la maleta y hasta qué hora?")) == 2


def test_a_hurried_question_is_one_without_its_mark() -> None:
    assert opens_plainly(plain_words("what's the name of the song at the end of the video"))
    assert opens_plainly(plain_words("cómo se llama la canción del final del video"))
    assert not opens_plainly(plain_words("what a night that was"))


@pytest.mark.parametrize(
    ("lang", "ask", "name"),
    [
        ("en", "is there a student rate for the gym", None),
        ("en", "can i bring my dog on the flight", "dog"),
        ("en", "the tour was sold out, do you have a catalogue", "catalogue"),
        ("es", "hay fecha limite para el concurso de fotos", None),
        ("es", "de que raza es el perro de la foto", "raza"),
        ("es", "hay que comprarlo o vale cualquiera", None),
    ],
)
def test_the_thing_named_is_the_one_asked_about(lang: str, ask: str, name: str | None) -> None:
    subject, _ = subject_in(ask, _BOOKS[lang].subjects)
    assert (subject.name if subject else None) == name


@pytest.mark.parametrize(
    "comment",
    [
        "Do you do repairs while you wait, and roughly what would it cost?",
        "Is there a deadline for the photo competition? And can under 16s enter?",
        "¿La arregláis en el día y cuánto me costaría más o menos?",
        "¿Hay fecha límite para el concurso de fotos? ¿Y pueden participar menores?",
    ],
)
def test_the_second_question_is_taken_up_beside_the_first(whole: Engine, brand: Brand, comment: str) -> None:
    found = _found(whole, brand, comment)
    assert len(found.needs) == 2
    assert found.offers
    assert all(_BOTH.search(offer.text) for offer in found.offers), found.offers
    assert not any(re.search(r"second question, while|algo más, ya que", offer.text) for offer in found.offers)


@pytest.mark.parametrize(
    "comment",
    [
        "Is there anywhere to leave a suitcase for the day and is it safe?",
        "When will the pool reopen and how much is it?",
        "Could we have the library open on Sunday mornings?",
        "¿Qué tal un descuento para los que venimos andando?",
    ],
)
def test_no_fact_of_another_matter_is_given(whole: Engine, brand: Brand, comment: str) -> None:
    found = _found(whole, brand, comment)
    assert found.offers
    assert not any(offer.sources for offer in found.offers), found.offers


def test_a_code_is_sent_to_no_street() -> None:
    for lang, street in (("en", r"your address\b"), ("es", r"(?:su|tu|<tu>) dirección")):
        assert not [line for line in _BOOKS[lang].moves["private_send"] if re.search(street, line)]


def test_what_somebody_wants_something_else_than_is_not_named(whole: Engine, brand: Brand) -> None:
    for comment, other in (
        ("Estaría genial que hubiera algún plato que no sea ensalada", "ensalada"),
        ("It would be great if you had something instead of soup", "soup"),
    ):
        found = _found(whole, brand, comment)
        assert found.offers
        assert not any(other in offer.text for offer in found.offers), found.offers


@pytest.mark.parametrize(
    "comment",
    [
        "i've got two tickets for saturday i can't use, can I give them to a friend",
        "Can the cello workshop be done by total beginners",
        "when's the next adoption day for rabbits",
        "Qué bus va de la estación al museo",
    ],
)
def test_a_question_read_as_nothing_is_still_answered(whole: Engine, brand: Brand, comment: str) -> None:
    found = _found(whole, brand, comment)
    assert found.offers
    assert found.needs


@pytest.mark.parametrize(
    "comment",
    ["The toilet really needs a good clean", "how many times do I have to say it", "what a night that was"],
)
def test_a_grievance_and_an_outcry_are_neither_wishes_nor_questions(comment: str) -> None:
    bare = plain_words(comment)
    assert not proposes(comment)
    assert not opens_plainly(bare)
