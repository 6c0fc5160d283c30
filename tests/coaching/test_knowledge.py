"""Facts are found by words, and not found where nothing fits; the index keeps step with edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.coaching.composing.answers import ANSWERS_FROM
from bot.coaching.knowledge import HybridKnowledge, ReplyMemory, TextIndex
from bot.coaching.knowledge.index import Vectors
from bot.domain.brand import Brand, Fact
from bot.ports import Remembered


@pytest.mark.parametrize(
    ("lang", "query", "fact"),
    [
        ("en", "what time do you open on sunday in bristol?", "hours-bristol"),
        ("es", "¿a qué hora cerráis en Ruzafa?", "hours-valencia"),
        ("es", "se puede llevar al perro?", "dogs"),
        ("en", "can I bring my puppy", "dogs"),
        ("en", "do you have oat milk?", "vegan"),
        ("es", "tenéis leche de avena", "vegan"),
        ("es", "quiero vender mis libros usados", "used-books"),
        ("en", "I left my umbrella at yours yesterday", "lost-things"),
        ("es", "¿se puede reservar una mesa para 8 el jueves?", "groups"),
    ],
)
def test_a_question_finds_its_answer(brand: Brand, lang: str, query: str, fact: str) -> None:
    best = HybridKnowledge().search(brand, query, lang)[0]
    assert best.fact.id == f"{fact}.{lang}"
    assert best.relevance >= ANSWERS_FROM


@pytest.mark.parametrize(
    ("lang", "query"),
    [
        ("en", "my flight was cancelled, what should I do"),
        ("en", "is there a phone number for customer service?"),
        ("en", "is there parking nearby?"),
        ("es", "¿hay aparcamiento?"),
        ("es", "dónde puedo preguntar por los avios de mi tarjeta"),
        ("en", ""),
        ("es", "🤷"),
    ],
)
def test_nothing_is_found_where_nothing_fits(brand: Brand, lang: str, query: str) -> None:
    assert all(hit.relevance < ANSWERS_FROM for hit in HybridKnowledge().search(brand, query, lang))


def test_a_question_in_the_other_language_gets_the_answer_in_the_one_asked_for(brand: Brand) -> None:
    best = HybridKnowledge().search(brand, "can I come with my dog?", "es")[0]
    assert best.fact.id == "dogs.es"


def test_brands_are_kept_apart(brand: Brand) -> None:
    knowledge = HybridKnowledge()
    knowledge.search(brand, "dogs", "en")
    assert knowledge.search(replace(brand, id="other", facts=()), "can I bring my dog?", "en") == []


def test_edits_keep_step(brand: Brand) -> None:
    knowledge = HybridKnowledge()
    fact = Fact(id="roof", lang="en", question="Is there a roof terrace?", answer="Yes, on the roof.", source="x")
    empty = replace(brand, facts=())
    knowledge.add(brand.id, fact)
    assert knowledge.search(empty, "roof terrace?", "en")[0].fact.answer == "Yes, on the roof."
    knowledge.add(brand.id, replace(fact, answer="Not any more."))
    assert [hit.fact.answer for hit in knowledge.search(empty, "roof terrace?", "en")] == ["Not any more."]
    knowledge.remove(brand.id, "roof")
    assert knowledge.search(empty, "roof terrace?", "en") == []


def test_an_index_survives_many_removals() -> None:
    index = TextIndex()
    index.extend((number, f"entry number {number} about topic{number % 7}") for number in range(400))
    for number in range(0, 400, 2):
        index.remove(number)
    assert len(index) == 200
    assert {match.key for match in index.search("topic3", most=400)} == {n for n in range(1, 400, 2) if n % 7 == 3}


def test_only_what_changed_is_indexed_anew(brand: Brand) -> None:
    encoded: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return _encode(texts)

    knowledge = HybridKnowledge(encode)
    facts = [
        Fact(id=f"f{n}", lang="en", question=f"{chr(97 + n % 26)}word{n}?", answer="Yes.", source="x")
        for n in range(300)
    ]
    assert knowledge.replace("b", facts) == 300
    assert knowledge.warm(1_000) == 0
    assert len(encoded) == 300
    facts[7] = replace(facts[7], answer="No longer.")
    assert knowledge.replace("b", facts[:299]) == 1
    assert knowledge.replace("b", list(facts[:299])) == 0
    assert knowledge.warm(1_000) == 0
    assert len(encoded) == 301
    found = knowledge.search(Brand(id="b", name="B"), "hword7", "en")
    assert found[0].fact.answer == "No longer."
    assert not [hit for hit in knowledge.search(Brand(id="b", name="B"), "word299", "en") if hit.fact.id == "f299"]


def test_one_fact_may_be_told_in_two_languages() -> None:
    knowledge = HybridKnowledge()
    told = {"en": "Is there a roof terrace?", "es": "¿Hay azotea?"}
    for lang, question in told.items():
        knowledge.add("b", Fact(id="roof", lang=lang, question=question, answer=f"yes in {lang}", source="x"))
    empty = Brand(id="b", name="B")
    assert knowledge.search(empty, "roof terrace?", "en")[0].fact.answer == "yes in en"
    assert knowledge.search(empty, "roof terrace?", "es")[0].fact.answer == "yes in es"
    knowledge.remove("b", "roof")
    assert knowledge.search(empty, "azotea", "es") == []


def _encode(texts: Sequence[str]) -> Vectors:
    """Vectors by the first letter of the first word: enough to see that meaning is asked."""
    rows = np.zeros((len(texts), 26), np.float32)
    for row, text in enumerate(texts):
        rows[row, ord(text.strip().lower()[0]) - 97] = 1.0
    return rows


def test_meaning_finds_what_words_miss_also_beyond_one_scan() -> None:
    index = TextIndex(_encode)
    index.extend((number, f"{chr(97 + number % 26)}word{number}") for number in range(5_000))
    index.warm()
    found = index.search("zebra", most=10)
    assert {str(match.key) for match in found} <= {str(n) for n in range(5_000) if n % 26 == 25}
    assert all(match.meaning == pytest.approx(1.0) for match in found)


def test_vectors_outlive_the_closing_of_holes_and_new_entries_are_found_by_meaning() -> None:
    encoded: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return _encode(texts)

    index = TextIndex(encode)
    index.extend((number, f"{chr(97 + number % 26)}word{number}") for number in range(6_000))
    assert index.warm() == 0
    for number in range(4_000):
        index.remove(number)
    assert index.warm() == 0
    assert len(encoded) == 6_000
    assert all(int(str(match.key)) >= 4_000 for match in index.search("zebra", most=20))
    index.add("late", "zed")
    assert "late" in [match.key for match in index.search("zebra", most=100)]


def test_a_search_by_meaning_is_nearly_the_whole_search() -> None:
    """Cells against all vectors: what is left out is little."""
    chance = np.random.default_rng(2)
    topics = chance.standard_normal((60, 32)).astype(np.float32)
    table: dict[str, Vectors] = {}

    def encode(texts: Sequence[str]) -> Vectors:
        rows = []
        for text in texts:
            if text not in table:
                vector = topics[int(text.split("-")[1]) % 60] + 0.4 * chance.standard_normal(32).astype(np.float32)
                table[text] = vector / np.linalg.norm(vector)
            rows.append(table[text])
        return np.stack(rows)

    index = TextIndex(encode)
    index.extend((f"t-{n}", f"t-{n}") for n in range(9_000))
    index.warm()
    names = [f"t-{n}" for n in range(9_000)]
    matrix = np.stack([table[name] for name in names])
    hits = 0
    for n in range(40):
        asked = encode([f"?-{n}"])[0]
        true = {names[row] for row in np.argsort(-(matrix @ asked))[:10]}
        hits += len(true & {str(match.key) for match in index.search(f"?-{n}", most=10)})
    assert hits / 400 >= 0.9


def test_answered_replies_come_first_among_equals(brand: Brand) -> None:
    memory = ReplyMemory()
    for key, answered in (("a", False), ("b", True), ("c", None)):
        remembered = Remembered(
            comment="The cardamom bun was dry today", reply=key, lang="en", score=80, answered_back=answered
        )
        memory.add(brand.id, key, remembered)
    assert [each.reply for each in memory.similar(brand, "my cardamom bun was so dry", "en")] == ["b", "c", "a"]
    assert memory.similar(brand, "parking?", "en") == []
    memory.forget(brand.id, "b")
    assert [each.reply for each in memory.similar(brand, "dry cardamom bun", "en")] == ["c", "a"]


def test_vectors_are_made_bit_by_bit_or_beforehand() -> None:
    index = TextIndex(_encode)
    index.extend((number, f"{chr(97 + number % 26)}word{number}") for number in range(1_200))
    index.search("zebra")
    assert index.warm(0) == 1_200 - 64
    assert index.warm() == 0
