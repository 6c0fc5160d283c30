"""The text tools: views that point back, splitting, emoji, stems and languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.text.emoji import emojis, mood_counts, only_emoji
from bot.coaching.text.lang import detect
from bot.coaching.text.normalise import fold, squeeze, view
from bot.coaching.text.split import clauses, sentences, tokens, words
from bot.coaching.text.vocab import content_stems, stem


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Tom &amp; Ana", "Tom & Ana"),
        ("hola<br>adiós", "hola adiós"),
        ("f\u200bree mo\u202eney", "free money"),
        ("ＦＲＥＥ", "FREE"),
        ("don’t", "don't"),
        ("I <3 you & me", "I <3 you & me"),
        ("cafe\u0301", "café"),
        ("👨\u200d👩\u200d👧 ok", "👨\u200d👩\u200d👧 ok"),
    ],
)
def test_view_cleans(text: str, clean: str) -> None:
    assert view(text).text == clean


@given(st.text(max_size=200))
def test_view_spans_stay_inside_and_in_order(text: str) -> None:
    seen = view(text)
    before = 0
    for at in range(len(seen.text)):
        span = seen.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert span.start >= before
        before = span.start


def test_view_span_quotes_the_original() -> None:
    text = "Dear &amp; <b>slow</b> ser\u200bvice"
    seen = view(text)
    at = seen.text.index("service")
    assert seen.span(at, at + 7).of(text) == "ser\u200bvice"


@given(st.text(max_size=300))
def test_pieces_point_into_the_text(text: str) -> None:
    for piece in sentences(text) + clauses(text):
        assert text[piece.start : piece.end] == piece.text
    for token in tokens(text):
        assert text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("¿Abren hoy?¡Gracias! Saludos", 3),
        ("Dr. Soto left at 3.50 p.m. yesterday", 1),
        ("See www.shop.com/a.b. Then call", 2),
        ("one\ntwo", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_words_leave_links_and_handles_out() -> None:
    assert words("@ana mira https://x.com/y #tag qué tal ana@b.com") == ["mira", "qué", "tal"]


def test_emoji() -> None:
    assert emojis("hi 👨\u200d👩\u200d👧 🇪🇸 1") == ["👨\u200d👩\u200d👧", "🇪🇸"]
    assert [only_emoji(text) for text in ("😍😍 !", "ok 😍", "")] == [True, False, False]
    assert mood_counts("😍 :( 😂") == (1, 1, 1)


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("delivery", "deliveries", "en"),
        ("waiting", "waited", "en"),
        ("pedidos", "pedido", "es"),
        ("reservé", "reservas", "es"),
    ],
)
def test_stems_meet(one: str, other: str, lang: str) -> None:
    assert stem(one, lang) == stem(other, lang)


def test_content_and_folding() -> None:
    assert content_stems("¿Cuándo abre la terraza?", "es") == [stem("abre", "es"), stem("terraza", "es")]
    assert fold("Años SÍ") == "años si"
    assert squeeze("Graciasss holaaa") == "Gracias hola"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Where is my order? It has been two weeks", "en"),
        ("¿Dónde está mi pedido? Llevo dos semanas esperando", "es"),
        ("che, mandame info porfa", "es"),
        ("Ich warte seit drei Wochen auf meine Bestellung", "de"),
        ("Où est ma commande, s'il vous plaît ?", "fr"),
        ("Onde está a minha encomenda? Não chegou", "pt"),
        ("Dove è il mio ordine? Non è arrivato", "it"),
        ("jajaja qué bueno", "es"),
        ("thx", "en"),
        ("no tengo nada", "es"),
        ("única que seguiu", "pt"),
        ("e ainda não chegou", "pt"),
        ("la mia vita", "it"),
        ("se fait attendre", "fr"),
        ("mando un abrazo", "es"),
        ("Wat een leuke winkel, bedankt!", "nl"),
        ("Moltes gràcies per tot, molt bon servei", "ca"),
        ("متى يصل طلبي من فضلك", "ar"),
    ],
)
def test_detect(text: str, lang: str) -> None:
    assert detect(text)[0] == lang


@pytest.mark.parametrize(
    "text", ["", "😂😂😂", "@ana @luis", "https://example.com", "!!!", "jajaja", "haha", "ok", "Wow!! 😍"]
)
def test_what_tells_nothing_takes_the_default(text: str) -> None:
    lang, sure = detect(text, default="es")
    assert lang == "es"
    assert sure < 0.5


def test_without_a_default_what_tells_nothing_stays_unknown() -> None:
    assert detect("Xq", default="")[0]
    assert detect("", default="") == ("und", 0.3)


@given(st.text(max_size=200))
def test_detect_takes_anything(text: str) -> None:
    lang, sure = detect(text)
    assert lang
    assert 0 <= sure <= 1
