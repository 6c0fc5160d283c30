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
