"""A question in a level voice is no grievance, praise with a stray word is no spam, and a long remark is not passed
over because neither praise nor grievance is certain."""

from __future__ import annotations

import pytest

from bot.coaching.reading.reader import Reader
from bot.domain.reading import Kind
from tests.unit.coaching.reading.one_comment import read


@pytest.mark.parametrize(
    "text",
    [
        "¿Cobran comisión si saco dinero en un cajero de otro banco estando en Mérida?",
        "El protector solar sirve para piel con rosácea? Tengo la cara re sensible",
    ],
)
def test_a_level_question_is_no_grievance(reader: Reader, text: str) -> None:
    assert read(reader, text).kinds == {Kind.QUESTION}


@pytest.mark.parametrize(
    "text",
    ["Why is my order three days late again?", "¿Por qué me habéis cobrado dos veces el envío?"],
)
def test_a_question_about_ones_own_trouble_is_one(reader: Reader, text: str) -> None:
    assert {Kind.QUESTION, Kind.COMPLAINT} <= read(reader, text).kinds


def test_praise_with_a_word_of_a_lure_is_praise(reader: Reader) -> None:
    found = read(reader, "He fixed my daughter's brakes for free and showed her how to do it herself. Proper shop.")
    assert Kind.PRAISE in found.kinds
    assert Kind.SPAM not in found.kinds


def test_praise_for_a_trade_of_ones_own_stays_spam(reader: Reader) -> None:
    found = read(reader, "Great page! Free followers for everybody at http://grow.example, subscribe to my channel")
    assert Kind.SPAM in found.kinds


@pytest.mark.parametrize(
    "text",
    ["How exactly is she supposed to pay her bills, by pigeon?", "¿Quieren que arme una carpa en la puerta?"],
)
def test_what_wants_no_answer_is_no_question(reader: Reader, text: str) -> None:
    assert Kind.QUESTION not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Maybe chalk up what's sold out on the door on Saturdays?",
        "¿Y si dejarais un inflador fuera para cuando está cerrado?",
    ],
)
def test_a_proposal_may_come_as_a_maybe(reader: Reader, text: str) -> None:
    assert Kind.SUGGESTION in read(reader, text).kinds


def test_a_remark_of_some_length_is_taken_one_way_or_the_other(reader: Reader) -> None:
    found = read(reader, "Encargué una torta para las cinco, llegué a las cinco y la estaban batiendo.")
    assert found.needs_reply
    assert found.otherwise in (Kind.PRAISE, Kind.COMPLAINT)


@pytest.mark.parametrize(
    "text",
    [
        "Three hours late again and nobody told us why https://pics.example/board",
        "Otra vez sin luz en el gimnasio y nos cobráis igual https://fotos.example/luz",
    ],
)
def test_a_grievance_with_a_link_is_one(reader: Reader, text: str) -> None:
    assert Kind.COMPLAINT in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "@user look who boarded last https://t.co/a1B2c3D4e5",
        "Kudos to the lad at the ferry desk on Sunday http://t.co/a1B2c3D4e5",
        "@user is this meant to look like that? http://t.co/a1B2c3D4e5",
        "@user otra hora aquí y siguen quitando nieve https://t.co/a1B2c3D4e5",
    ],
)
def test_a_photograph_is_no_lure(reader: Reader, text: str) -> None:
    assert Kind.SPAM not in read(reader, text).kinds


def test_a_lure_stays_one_behind_a_short_link(reader: Reader) -> None:
    found = read(reader, "Free followers!! subscribe to my channel and win a phone https://t.co/a1B2c3D4e5")
    assert Kind.SPAM in found.kinds


@pytest.mark.parametrize(
    "text",
    [
        "is anyone answering the phones today??? an hour of the same damn message",
        "Where the hell is my order, it was due on Monday?",
        "¿Dónde carajo está mi pedido? Lo esperaba el lunes",
    ],
)
def test_an_oath_about_a_matter_abuses_nobody(reader: Reader, text: str) -> None:
    found = read(reader, text)
    assert Kind.ABUSE not in found.kinds
    assert not found.hide


def test_an_oath_does_not_cover_an_insult(reader: Reader) -> None:
    assert Kind.ABUSE in read(reader, "What the hell is wrong with you, you pathetic idiots?").kinds


@pytest.mark.parametrize(
    "text",
    [
        "the girl at the till is a fat useless cow",
        "In with my daughter and the girl at the till is a fat useless cow who couldn't even scan a pint of milk",
        "your manager is an ugly old cow",
        "that woman on reception is a lazy pig",
        "what a miserable old cow you have on the front desk",
        "the man at the gate is fat and stupid",
        "la chica de la caja es una gorda inútil",
        "Fui el sábado con mi hija y la chica de la caja es una gorda inútil que no sabe ni cobrar",
        "la de recepción es una vaca",
        "el portero es una rata",
        "menuda bruja tenéis en el mostrador",
    ],
)
def test_a_person_called_a_beast_is_insulted(reader: Reader, text: str) -> None:
    found = read(reader, text)
    assert Kind.ABUSE in found.kinds
    assert found.crisis is None


@pytest.mark.parametrize(
    "text",
    [
        "the girl at the till was useless",
        "la chica de la caja fue bastante inútil",
        "your app is a useless pig of a thing",
        "the fat cow on the sign is my favourite",
        "la vaca del logo es preciosa",
        "We turned up with the twins and the puppet show had been cancelled",
        "Doce cajas. Una cajera.",
    ],
)
def test_harsh_words_and_beasts_of_another_kind_insult_nobody(reader: Reader, text: str) -> None:
    assert Kind.ABUSE not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "who roasts your coffee",
        "who made the mural by the door",
        "what's the price of a bag of your coffee",
        "what's the wait for a table at eight",
        "quién tuesta vuestro café",
        "quién imparte el taller del sábado",
        "qué precio tiene la bolsa de medio kilo",
        "Mi perro es nervioso. ¿Hay un rincón tranquilo?",
        "My cat is old. Do you groom seniors?",
        "Mi suegra no come gluten. ¿Hay algo para ella?",
        "You don't open on Mondays, do you?",
        "No abrís los lunes, ¿verdad?",
    ],
)
def test_a_question_is_no_joke_and_no_grievance(reader: Reader, text: str) -> None:
    assert read(reader, text).kinds & {Kind.QUESTION, Kind.JOKE, Kind.COMPLAINT} == {Kind.QUESTION}


@pytest.mark.parametrize("text", ["who made the cake is a genius", "quien hizo el mural merece un premio"])
def test_whoever_did_it_is_not_asked_for(reader: Reader, text: str) -> None:
    assert Kind.QUESTION not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Perdí las llaves en el parque, qué día",
        "Lost my keys in the park, what a day",
        "Se me cayó el café en el tren, qué día",
        "Dropped my phone in the sea, oops",
        "I burnt the cake again, my fault entirely",
        "Quemé la tarta otra vez, culpa mía",
        "I got lost on the way, my sense of direction is terrible",
        "Me perdí viniendo, soy un desastre con los mapas",
        "Forgot my umbrella and it poured all the way, story of my life",
    ],
)
def test_a_mishap_of_ones_own_is_no_grievance(reader: Reader, text: str) -> None:
    found = read(reader, text)
    assert not found.kinds & {Kind.COMPLAINT, Kind.PRAISE}
    assert found.otherwise is None


@pytest.mark.parametrize(
    "text",
    [
        "Lost my bag on your bus, what a day, and nobody answers",
        "Perdí el vuelo porque no avisaron",
        "Perdí las llaves y en objetos perdidos nadie contesta, qué día",
        "Me quedé sin mesa porque no apuntaron la reserva",
    ],
)
def test_a_mishap_of_the_pages_making_stays_a_grievance(reader: Reader, text: str) -> None:
    assert Kind.COMPLAINT in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Can I use my gift card online?",
        "Buenas, ¿el código de descuento sirve también en la tienda?",
        "Is there a student discount?",
    ],
)
def test_who_asks_after_an_offer_sells_nothing(reader: Reader, text: str) -> None:
    found = read(reader, text)
    assert Kind.QUESTION in found.kinds
    assert Kind.SPAM not in found.kinds


@pytest.mark.parametrize(
    "text",
    ["want free followers? check my channel", "¿quieres ganar dinero desde casa? escríbeme por whatsapp al 600112233"],
)
def test_a_question_that_sells_is_spam(reader: Reader, text: str) -> None:
    assert Kind.SPAM in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Is it normal that the varnish smells of fish?",
        "¿Es normal que el barniz huela a pescado?",
        "los casilleros andan con moneda o hay que bajarse una app",
        "do the lockers take coins or only cards",
        "are the showers open on Mondays",
    ],
)
def test_what_somebody_wants_to_know_is_a_question(reader: Reader, text: str) -> None:
    assert Kind.QUESTION in read(reader, text).kinds


@pytest.mark.parametrize("text", ["¿Es normal que nadie conteste?", "Is it normal to be left waiting an hour?"])
def test_what_is_called_normal_may_be_a_grievance(reader: Reader, text: str) -> None:
    found = read(reader, text)
    assert Kind.COMPLAINT in found.kinds
    assert Kind.QUESTION not in found.kinds


@pytest.mark.parametrize(
    "text", ["Happy birthday to the shop! Ten years already?!", "Feliz cumple a la librería!! ya diez años??"]
)
def test_a_wonder_at_the_years_asks_nothing(reader: Reader, text: str) -> None:
    assert Kind.QUESTION not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    ["Esa vidriera tiene a mi nene pegado al vidrio cada tarde", "That window has my boy glued to the glass every day"],
)
def test_a_nose_at_the_window_is_no_danger(reader: Reader, text: str) -> None:
    assert read(reader, text).crisis is None
