"""Whatever the text: what is said back is short, about "you", and holds no link, handle or number of an order."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.composing.clauses import length
from bot.coaching.composing.mirror import MOST, mirrored, quoted
from bot.domain.reading import Address
from tests.effort import examples

SIGNS = """I we my our me us was waited booked rang nobody no hot water in the shop three weeks since Monday and but , .
@shop #fail www.x.com https://a.b/c a@b.co 600123123 ORDER88213 you your yo nosotros compré llamé llevo me nos mi la
tienda no funciona desde ayer tres veces os tenéis thanks gracias best mejor lovely 😡 ” \u200b ¿ ? ! ( İß"""
WORDS = st.sampled_from(SIGNS.split())
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=30).map(" ".join))
LANGS = st.sampled_from(["en", "es"])
FOREIGN = re.compile(r"[@#<>{}\[\]|“”\"]|https?:|www\.|\d{5,}|\?")
FIRST = {
    "en": re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|myself|i'm|i've)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:yo|me|mi|mis|mí|nos|nosotros|conmigo|nuestr[oa]s?)\b", re.IGNORECASE),
}


@settings(max_examples=examples(200), deadline=None)
@given(text=TEXTS, lang=LANGS, address=st.sampled_from(list(Address)))
def test_what_is_said_back_is_about_them_and_short(text: str, lang: str, address: Address) -> None:
    said = mirrored(text, lang, address)
    assert length(said) <= MOST
    assert not FOREIGN.search(said)
    assert not FIRST[lang].search(said)
    assert said == said.strip()
    assert said == mirrored(text, lang, address)


@settings(max_examples=examples(200), deadline=None)
@given(text=TEXTS, lang=LANGS)
def test_what_is_quoted_is_short_and_stands_in_the_text(text: str, lang: str) -> None:
    found = quoted(text, lang)
    assert length(found) <= 8
    assert not FOREIGN.search(found)
    assert " ".join(found.split()) == found


@given(text=TEXTS)
def test_a_language_without_words_for_it_says_nothing_back(text: str) -> None:
    assert mirrored(text, "de") == ""
    assert quoted(text, "de") == ""
