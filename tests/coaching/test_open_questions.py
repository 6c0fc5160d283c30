"""What is asked and nobody knows yet: a question back suits what was asked, a request is taken up by name, and what is
personal is asked for in private."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.deeds import DEEDS, deed_in, settled_by_hand
from bot.coaching.composing.near import differs
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.sorts import SORTS, sort_of
from bot.coaching.composing.subjects import many, named, subject_in
from bot.coaching.engine import Engine
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation, Suggestions

_BOOKS = load_phrasebooks()
_ASKS_A_DAY = re.compile(
    r"[Ww]hich day\b|a date|what time of day|[Qq]ué día\b|alguna fecha|[Pp]ara cuándo|by when|need it by"
)
_PRIVATE = re.compile(r"privat|privad")


def _found(engine: Engine, brand: Brand, comment: str) -> Suggestions:
    found = engine.compose(Situation(brand=brand, comment=comment))
    assert found.offers, comment
    return found


@pytest.mark.parametrize(
    ("ask", "sort"),
    [
        ("What's the song in this video?", "what"), ("¿Qué canción es la del vídeo?", "what"),
        ("Who made the bowls?", "maker"), ("¿Quién ha pintado el mural?", "maker"),
        ("Who's the guy in the second photo?", "whois"), ("¿Quién es el chico de la foto?", "whois"),
        ("Where was this taken?", "where"), ("¿Dónde está hecha esta foto?", "where"),
        ("What time does the last bus leave?", "when"), ("¿A qué hora sale el último autobús?", "when"),
        ("How long does a repair take?", "long"), ("¿Cuánto tarda una reparación?", "long"),
        ("How heavy is the big one?", "figure"), ("¿Cuánto pesa el grande?", "figure"),
        ("How much is a haircut?", "price"), ("¿Cuánto cuesta un corte de pelo?", "price"),
        ("How do I clean suede?", "how"), ("¿Cómo se limpia el ante?", "how"),
        ("Can I take photos inside?", "allowed"), ("¿Se pueden hacer fotos dentro?", "allowed"),
        ("Is there a lift?", "there"), ("¿Hay ascensor?", "there"),
        ("Why is the left door locked?", "why"), ("¿Por qué está cerrada la puerta?", "why"),
        ("Is it suitable for a ten year old?", "fit"), ("¿Es apto para una niña de diez años?", "fit"),
        ("Did anyone find a grey scarf?", "lost"), ("¿Alguien ha encontrado una bufanda gris?", "lost"),
        ("Are you looking for volunteers?", "jobs"), ("¿Necesitáis voluntarios?", "jobs"),
        ("Is the gallery step-free?", "access"), ("¿Se puede entrar en silla de ruedas?", "access"),
        ("Do you deliver to Leeds?", "delivery"), ("¿Enviáis a Vigo?", "delivery"),
        ("Do you have the boots in red?", "buy"), ("¿Tenéis las botas en rojo?", "buy"),
        ("Are there still tickets left?", "book"), ("¿Quedan entradas?", "book"),
        ("What's the difference between the two models?", "compare"), ("¿En qué se diferencian?", "compare"),
        ("How do I join the choir?", "join"), ("¿Cómo me apunto al coro?", "join"),
        ("Is it true you're closing?", "rumour"), ("¿Es verdad que cerráis?", "rumour"),
        ("What is the wifi password?", "password"), ("¿Cuál es la clave del wifi?", "password"),
        ("Are the sandwiches halal?", "made"), ("¿Los bocadillos son halal?", "made"),
        ("Which bus gets me nearest?", "way"), ("¿Qué línea me deja más cerca?", "way"),
    ],
)  # fmt: skip
def test_a_question_is_told_by_what_it_asks(ask: str, sort: str) -> None:
    assert sort_of(ask) == sort


@pytest.mark.parametrize(
    ("comment", "deed"),
    [
        ("Can you change my booking from 7 to 7.30?", "change"), ("¿Me podéis cambiar la reserva al jueves?", "change"),
        ("Can you check if my prescription is ready?", "check"), ("¿Podéis mirar si está mi receta?", "check"),
        ("Could I get my deposit back?", "refund"), ("¿Me podéis devolver la fianza?", "refund"),
        ("Please cancel my subscription", "cancel"), ("Cancelad mi suscripción por favor", "cancel"),
        ("please remove me from the mailing list", "leave"), ("quiero darme de baja de la lista de correo", "leave"),
        ("my order is 88213, can you check where it is?", "status"),
        ("mi pedido es el 88213, ¿podéis mirar por dónde va?", "status"),
        ("Can I get a copy of my invoice?", "copy"), ("¿Me podéis mandar la factura de marzo?", "copy"),
        ("Could someone call me about the boiler?", "call"), ("¿Me puede llamar alguien por la caldera?", "call"),
        ("Can you hold the blue jacket for me?", "hold"), ("¿Me apartáis una barra de centeno?", "hold"),
        ("Could you send me the programme?", "send"), ("¿Me podéis mandar el programa?", "send"),
        ("Who made the cake?", ""), ("¿Se puede ir con perro?", ""), ("I changed my mind about the colour", ""),
    ],
)  # fmt: skip
def test_a_request_is_told_by_what_is_to_be_done(comment: str, deed: str) -> None:
    assert deed_in(comment) == deed


def test_only_what_takes_a_person_is_kept_from_the_facts() -> None:
    assert settled_by_hand("cancel", "Please cancel my booking")
    assert not settled_by_hand("cancel", "Can I cancel my booking?")
    assert not settled_by_hand("hold", "Can you hold a table for six?")


_WITH_A_DAY = (
    *("need_book", "need_delivery", "need_act", "need_when", "need_allowed", "need_able", "need_long", "need_restock"),
)
"""Sorts of questions to which a day belongs; the name of a song is asked for on none."""


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_sort_and_every_deed_has_lines(lang: str) -> None:
    moves = _BOOKS[lang].moves
    for name in (*SORTS, *DEEDS):
        lines = moves[f"take_{name}"]
        assert len([line for line in lines if "{" not in line]) >= 2, name
        assert len(lines) >= 6, name
    ours = [lines for name, lines in moves.items() if name.startswith(("need_", "private_", "near_", "ask_near_"))]
    assert all(len(lines) >= 6 for lines in ours)
    assert all(len(moves[name]) >= 10 for name in ("take", "stand", "glad", "ask_need"))
    needs = [line for name, lines in moves.items() if name.startswith("need_") for line in lines]
    with_a_day = {line for name in _WITH_A_DAY for line in moves[name]}
    assert not [line for line in needs if _ASKS_A_DAY.search(line) and line not in with_a_day]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_open_questions_are_taken_up_with_varies(lang: str) -> None:
    moves = _BOOKS[lang].moves
    questions = set(SORTS) - {"health", "match", "lost", "jobs", "access", "delivery", "sizing", "password", "compare"}
    taken = {name: len(moves[f"take_{name}"]) for name in questions - set(DEEDS)}
    asked_back = {name: len(moves.get(f"need_{name}", ())) for name in questions - set(DEEDS)}
    assert {name: many for name, many in taken.items() if many < 10} == {}
    assert {name: many for name, many in asked_back.items() if 0 < many < 10} == {}
    general = ("unsure", "promise", "unsure_near", "ask_near", "rest", "ask_need_why")
    assert all(len(moves[name]) >= 10 for name in general)


@pytest.mark.parametrize(
    "comment",
    [
        "Is there a lift?",
        "Who painted the front door?",
        "How heavy is the big one?",
        "Is the talk going to be online?",
        "Where was this picture taken?",
        "¿Hay ascensor?",
        "¿Quién ha pintado la puerta?",
        "¿Cuánto pesa el grande?",
        "¿Se podrá ver la charla en internet?",
        "¿Dónde está hecha esta foto?",
    ],
)
def test_nothing_is_asked_back_where_no_answer_would_help(whole: Engine, brand: Brand, comment: str) -> None:
    found = _found(whole, brand, comment)
    assert found.needs
    assert not [offer.text for offer in found.offers if "?" in offer.text]


@pytest.mark.parametrize(
    "comment",
    [
        "What's the song in this video?",
        "Do under fives need a ticket?",
        "Who painted the front door?",
        "Did anyone find a grey scarf on Saturday night near the main stage?",
        "¿Qué canción es la del vídeo?",
        "¿Los menores de cinco necesitan entrada?",
        "¿Quién ha pintado la puerta?",
        "¿Alguien encontró una bufanda gris el sábado por la noche cerca del escenario?",
    ],
)
def test_no_day_is_asked_where_none_matters(whole: Engine, brand: Brand, comment: str) -> None:
    found = _found(whole, brand, comment)
    assert found.needs
    assert not any(_ASKS_A_DAY.search(offer.text) for offer in found.offers), found.offers


@pytest.mark.parametrize(
    ("comment", "named"),
    [
        ("Can you change my booking from 7 to 7.30? Name's Okafor", r"your booking|7\.30|diary|changed?"),
        ("my order is 88213, can you check where it is?", r"your order|trace|checked"),
        ("please remove me from the mailing list", r"list|send them out|passing it on"),
        ("¿Me podéis cambiar la reserva de las 9 a las 9:30? A nombre de Iriarte", r"tu reserva|9:30|agenda|cambi"),
        ("mi pedido es el 88213, ¿podéis mirar por dónde va?", r"tu pedido|localicen|miren"),
        ("quiero darme de baja de la lista de correo", r"lista|envíos|paso ahora"),
    ],
)
def test_a_request_is_taken_up_by_name_and_goes_on_in_private(
    whole: Engine, brand: Brand, comment: str, named: str
) -> None:
    found = _found(whole, brand, comment)
    assert all(re.search(named, offer.text) for offer in found.offers), found.offers
    assert all(_PRIVATE.search(offer.text) for offer in found.offers)
    assert not any(offer.sources for offer in found.offers)
    assert not any(re.search(r"Okafor|Iriarte|88213", offer.text) for offer in found.offers)
    assert found.needs


@pytest.mark.parametrize(
    ("comment", "again"),
    [
        ("Can you change my booking from 7 to 7.30? Name's Okafor", r"the name"),
        ("my order is 88213, can you check where it is?", r"order number"),
        ("¿Me podéis cambiar la reserva? Está a nombre de Iriarte", r"a qué nombre"),
        ("mi pedido es el 88213, ¿podéis mirar por dónde va?", r"número de pedido"),
    ],
)
def test_nothing_is_asked_for_twice(whole: Engine, brand: Brand, comment: str, again: str) -> None:
    assert not any(re.search(again, offer.text) for offer in _found(whole, brand, comment).offers)


def test_what_is_asked_beside_an_answer_stays_open(whole: Engine, brand: Brand) -> None:
    found = _found(whole, brand, "Is the almond cake safe for coeliacs and can you keep one for me?")
    assert found.needs
    assert all(offer.sources and re.search(r"question|part|the rest", offer.text) for offer in found.offers), (
        found.offers
    )


@pytest.mark.parametrize(
    ("comment", "wanted"),
    [
        ("Could someone call me about my boiler? 07700 900123", r"delete|take the number out|out of the comment"),
        ("¿Me puede llamar alguien por la caldera? 600 123 456", r"borrar|quitar"),
        (
            "My card is 4111 1111 1111 1111, can you refund me?",
            r"(?:delete|remove|take).*card number|card number.*delete",
        ),
    ],
)
def test_a_number_in_public_is_better_taken_out(whole: Engine, brand: Brand, comment: str, wanted: str) -> None:
    found = _found(whole, brand, comment)
    assert all(re.search(wanted, offer.text) for offer in found.offers), found.offers


@pytest.mark.parametrize(
    "comment",
    [
        "What is the wifi password?",
        "Do you have a coffee loyalty card?",
        "Can I book a window seat?",
        "Are these vegan leather or real leather?",
        "Do you do gift wrapping?",
        "Is it true you're closing?",
        "Do teachers get a discount?",
        "Can I pay in instalments?",
        "¿Cuál es la clave del wifi?",
        "¿Tenéis tarjeta de fidelidad del café?",
        "¿Se puede reservar un sitio junto a la ventana?",
        "¿Es verdad que cerráis?",
        "¿Hay descuento para docentes?",
        "¿El precio incluye el montaje?",
    ],
)
def test_a_fact_beside_the_matter_is_not_the_answer(whole: Engine, brand: Brand, comment: str) -> None:
    found = _found(whole, brand, comment)
    assert found.needs
    assert not any(offer.sources for offer in found.offers), found.offers


@pytest.mark.parametrize("comment", ["¿Cuándo abrís los domingos?", "When do you open on Sundays?"])
def test_both_shops_are_told_where_none_was_named(whole: Engine, brand: Brand, comment: str) -> None:
    found = _found(whole, brand, comment)
    assert all("Ruzafa" in offer.text and "Stokes Croft" in offer.text for offer in found.offers)


def test_a_day_between_two_ends_is_covered(whole: Engine, brand: Brand) -> None:
    for comment in ("Can I reserve a table for six on Tuesday?", "¿Se puede reservar mesa para seis el martes?"):
        found = _found(whole, brand, comment)
        assert not found.needs
        assert all(offer.sources[0].ref.startswith("groups") for offer in found.offers)


@pytest.mark.parametrize(
    ("ask", "answer", "by"),
    [
        ("Do you sell it in 1 kg bags?", "In 250 g bags.", "size"),
        ("¿Lo vendéis en bolsas de 1 kg?", "En bolsas de 250 g.", "size"),
        ("Do you sell 250g bags?", "In 250 g bags.", None),
        ("Is there a bigger size?", "One size.", "size"),
        ("Is there a tasting at another time?", "At 18.", "time"),
        ("¿Hay otra hora para la cata?", "A las 18.", "time"),
        ("Do you have another kind?", "One kind.", "product"),
        ("¿Tenéis otro tipo?", "Uno.", "product"),
        ("When is the tasting?", "At 18.", None),
    ],
)
def test_in_what_a_near_fact_differs(ask: str, answer: str, by: str | None) -> None:
    fact = Fact(id="f", lang="en", question="q", answer=answer, source="x", tags=())
    assert differs(ask, fact) == by


def test_a_near_fact_is_told_and_what_it_lacks_is_asked(whole: Engine, brand: Brand) -> None:
    for comment, lacks in (
        ("Do you sell the coffee in 1 kg bags?", r"size"),
        ("¿Vendéis el café en bolsas de 1 kg?", r"tamaño"),
        ("Is there a tasting at a different time?", r"time"),
        ("¿Hay otra hora para la cata?", r"hora"),
    ):
        found = _found(whole, brand, comment)
        assert found.needs
        assert all(offer.sources and re.search(lacks, offer.text) for offer in found.offers), found.offers
        assert not any(re.search(r"\bday you\b|your day|otro día|otra fecha", offer.text) for offer in found.offers)


def test_praise_before_a_question_is_thanked_for(whole: Engine, brand: Brand) -> None:
    for comment, thanks in (
        ("Love the new look! Who painted the wall?", r"[Tt]hank|kind|glad|nice|good to hear|lovely"),
        ("¡Me encanta el cambio! ¿Quién pintó la pared?", r"[Gg]racias|alegr|bonito"),
    ):
        found = _found(whole, brand, comment)
        assert all(re.match(rf"[^.?!]*(?:{thanks})", offer.text) for offer in found.offers), found.offers
        assert found.needs


def test_a_question_in_a_grievance_is_answered_too(whole: Engine, brand: Brand) -> None:
    for comment, taken in (
        (
            "The soup was cold and the waiter rude. Do you do refunds?",
            r"refunds|check|ask|find(?:ing)? out|sure|yes or no|clear answer",
        ),
        (
            "Sigo sin respuesta del servicio técnico. ¿Qué teléfono tenéis?",
            r"contacto|contest|encarga|lleva|hablar|localiz|ayudar",
        ),
    ):
        found = _found(whole, brand, comment)
        assert found.needs
        assert all(re.search(taken, offer.text) for offer in found.offers), found.offers


def test_a_noun_is_named_as_the_language_has_it() -> None:
    lift, own = subject_in(plain_words("Is there a lift?"), _BOOKS["en"].subjects)
    assert lift is not None
    assert not own
    assert named(lift, "en") == {"asked": "the lift", "some": "a lift"}
    cards, _ = subject_in(plain_words("Do you have a loyalty card?"), _BOOKS["en"].subjects)
    assert cards is not None
    assert cards.name == "loyalty card"
    assert subject_in(plain_words("Can I book for two?"), _BOOKS["en"].subjects) == (None, False)
    invoice, own = subject_in(plain_words("necesito mi factura"), _BOOKS["es"].subjects)
    assert invoice is not None
    assert own
    assert named(invoice, "es") == {"asked": "la factura", "some": "una factura"}
    assert [many(word, "es") for word in ("canción", "jardín", "luz", "piscina")] == [
        "canciones", "jardines", "luces", "piscinas"
    ]  # fmt: skip
    assert [many(word, "en") for word in ("bus", "battery", "toy")] == ["buses", "batteries", "toys"]
