"""The reader on comments of every sort: kinds, mood, decisions, spans, reasons."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.reading.as_json import reading_to_dict
from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.comment import Turn, Who
from bot.domain.errors import BadInput
from bot.domain.reading import Address, Kind, Mood, Reading, Urgency
from bot.domain.situation import Situation
from tests.effort import examples

BRAND = Brand(id="casa-lola", name="Casa Lola")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def words_only() -> Reader:
    return Reader(words_only=True)


def read(reader: Reader, text: str, *history: Turn, reader_lang: str = "en") -> Reading:
    return reader.read(Situation(brand=BRAND, comment=text, history=history, reader_lang=reader_lang))


KINDS = [
    ("Do you ship to Canada?", {Kind.QUESTION}),
    ("¿Hacéis envíos a Canarias?", {Kind.QUESTION}),
    ("a que hora abren los domingos", {Kind.QUESTION}),
    ("My parcel never arrived and nobody answers the phone", {Kind.COMPLAINT}),
    ("Llevo tres semanas esperando el reembolso y nadie contesta", {Kind.COMPLAINT}),
    ("Best croissants in town, love your place, thank you so much!", {Kind.PRAISE}),
    ("Me encanta vuestra tienda, un trato excelente, gracias por todo", {Kind.PRAISE}),
    ("It would be great if you added a dark mode", {Kind.SUGGESTION}),
    ("Estaría bien que pusierais más mesas en la terraza", {Kind.SUGGESTION}),
    ("Check out my channel and subscribe!! Earn money from home http://bit.ly/x1", {Kind.SPAM}),
    ("Gana dinero desde casa, escríbeme al whatsapp +34 600 111 222 333", {Kind.SPAM}),
    ("I love the tart! Do you sell it whole?", {Kind.QUESTION, Kind.PRAISE}),
    ("Could you please send me the invoice for order 4432", {Kind.REQUEST}),
    ("¿Me podéis mandar la factura del pedido 4432, por favor?", {Kind.REQUEST}),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds(reader: Reader, text: str, kinds: set[Kind]) -> None:
    assert kinds <= read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Are you serious?",
        "¿En serio?",
        "who does that?",
        "Thanks for ruining our honeymoon, great job losing both bags",
        "Genial, otra vez dos horas de retraso. Gracias por nada",
    ],
)
def test_rhetoric_is_no_question_and_sarcasm_no_praise(reader: Reader, text: str) -> None:
    kinds = read(reader, text).kinds
    assert Kind.QUESTION not in kinds
    assert Kind.PRAISE not in kinds


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Absolutely wonderful evening, thank you!", Mood.POSITIVE),
        ("Una maravilla de sitio, volveremos seguro", Mood.POSITIVE),
        ("Worst service ever, I am so disappointed", Mood.NEGATIVE),
        ("Pésima atención, no vuelvo nunca más", Mood.NEGATIVE),
        ("What time do you open on Sunday?", Mood.NEUTRAL),
        ("¿A qué hora abrís el domingo?", Mood.NEUTRAL),
        ("not good at all, really disappointing", Mood.NEGATIVE),
        ("😍😍😍", Mood.POSITIVE),
        ("😡😡", Mood.NEGATIVE),
    ],
)
def test_mood(reader: Reader, text: str, mood: Mood) -> None:
    assert read(reader, text).mood is mood


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("¿Tenéis mesa para dos?", Address.VOSOTROS),
        ("Che, ¿me pasás el precio? ¿Tenés stock?", Address.VOS),
        ("¿Ustedes abren los lunes?", Address.USTEDES),
        ("Disculpe, ¿me podría indicar el horario?", Address.USTED),
        ("Oye, ¿tienes talla M?", Address.TU),
        ("Qué rico el pan", Address.NONE),
        ("Do you have a table?", Address.NONE),
    ],
)
def test_address(reader: Reader, text: str, address: Address) -> None:
    assert read(reader, text).address is address


@pytest.mark.parametrize(
    "text", ["", "   ", "😂", "@ana @luis", "???", "https://x.com/a", "\u200b\u202e", "a" * 50_000]
)
def test_odd_input_is_read(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert not reading.hide
    assert reading.why
    assert Kind.CRISIS not in reading.kinds


def test_friends_among_themselves_are_left_alone(reader: Reader) -> None:
    for text in ("@ana", "@ana mira esto 😍", "@juan vamos el sábado?", "@kate we have to go here!!"):
        reading = read(reader, text)
        assert reading.stay_out, text
        assert reading.stay_out_why
        assert not reading.needs_reply


def test_tagging_the_brand_or_asking_it_is_not_small_talk(reader: Reader) -> None:
    for text in ("@casalola what time do you open?", "@ana look! Do you open on Sundays, guys?"):
        assert not read(reader, text).stay_out, text
        assert read(reader, text).needs_reply, text


def test_closing_thanks_get_the_last_word(reader: Reader) -> None:
    answered = Turn(who=Who.BRAND, text="We open at nine, see you then!")
    reading = read(reader, "perfect, thanks!", answered)
    assert reading.stay_out
    assert not reading.needs_reply
    assert read(reader, "thanks, but is it open on Sunday too?", answered).needs_reply


def test_private_matters(reader: Reader) -> None:
    assert read(reader, "I was charged twice, my order number is 99812, where is my refund?").take_private
    assert read(
        reader, "Me cobraron dos veces, mi correo es ana@example.com, ¿cuándo me devuelven el dinero?"
    ).take_private
    assert not read(reader, "What time do you open?").take_private


def test_card_number_is_hidden(reader: Reader) -> None:
    reading = read(reader, "charge it to 4111 1111 1111 1111 please")
    assert reading.hide
    assert reading.hide_why


def test_spans_quote_the_comment(reader: Reader) -> None:
    text = "My flight AV204 was 3 hours late &amp; I\u200b lost my bag. When do I get it back?"
    reading = read(reader, text)
    assert [span.of(text) for span in reading.asks] == ["When do I get it back?"]
    quoted = [span.of(text) for span in reading.specifics]
    assert "3 hours" in quoted
    assert any("AV204" in part for part in quoted)


def test_reasons_follow_the_reader(reader: Reader) -> None:
    text = "Do you ship to Spain?"
    english, spanish = read(reader, text), read(reader, text, reader_lang="es")
    assert english.why != spanish.why
    assert english.kinds == spanish.kinds
    assert {name for name, _ in spanish.judgements} >= {"question", "mood", "urgency", "needs_reply"}


def test_other_languages_abstain(reader: Reader, words_only: Reader) -> None:
    text = "Wie lange habt ihr heute geöffnet?"
    reading = read(reader, text)
    assert reading.lang == "de"
    assert Kind.QUESTION in reading.kinds
    assert "specifics" in reading.abstained
    assert "mood" in read(words_only, text).abstained
    assert read(reader, "When do you open?").abstained == ()


def test_batch_equals_one_by_one(reader: Reader) -> None:
    situations = [Situation(brand=BRAND, comment=text) for text, _ in KINDS]
    assert reader.read_many(situations) == [reader.read(situation) for situation in situations]


def test_words_alone_still_read(words_only: Reader) -> None:
    assert words_only.vectors(["x"]) is None
    assert Kind.COMPLAINT in read(words_only, "My parcel never arrived and nobody answers the phone").kinds


def test_planned_posts_are_refused(reader: Reader) -> None:
    with pytest.raises(BadInput, match="planned post"):
        reader.read(Situation(brand=BRAND))


def test_urgency(reader: Reader) -> None:
    assert (
        read(reader, "urgent: my flight leaves in an hour and I cannot check in, please help!").urgency is Urgency.HIGH
    )
    assert read(reader, "Lovely photo!").urgency is Urgency.LOW


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=300))
def test_anything_can_be_read(text: str) -> None:
    reading = ANY_READER.read(Situation(brand=BRAND, comment=text))
    data = reading_to_dict(reading, text)
    assert json.loads(json.dumps(data)) == data
    assert reading.hide is False or reading.hide_why
    for span in (*reading.asks, *reading.specifics):
        assert 0 <= span.start <= span.end <= len(text)


ANY_READER = Reader(words_only=True)
