"""What of a question a fact holds and leaves over, which thing is asked for, and in which wordings it is looked for."""

from __future__ import annotations

import pytest

from bot.coaching.composing.wordings import gist, halves, points_back, told_before
from bot.coaching.encoder import load_encoder
from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.knowledge.held import in_wider_words, left_over, matter
from bot.coaching.knowledge.thing import thing, which
from bot.domain.brand import Brand, Fact

_CARDS = "Can I pay by card or in cash? We take cards and cash."
_DOGS = "Can I bring my dog? Dogs are welcome on a lead."


@pytest.mark.parametrize(
    ("ask", "told", "left"),
    [
        ("do you take amex?", _CARDS, ()),
        ("what if I lose my boarding card?", _CARDS, ("lose", "boarding")),
        ("do you sell birthday cards?", _CARDS, ("sell", "birthday")),
        ("can my labrador come in with me", _DOGS, ()),
        ("can my cat come in?", _DOGS, ("cat",)),
        ("¿puedo ir con mi caniche?", "¿Se puede ir con perro? Sí, con correa.", ()),
        ("what's the adress?", "What is the address? In the square.", ()),
        ("have you got a highchair", "Is there a high chair? Yes.", ()),
    ],
)
def test_what_is_left_over(ask: str, told: str, left: tuple[str, ...]) -> None:
    assert left_over(ask, told) == left


def test_words_of_number_kinship_and_time_carry_no_matter() -> None:
    assert matter("could I bring three boxes of my late dad's paperbacks tonight") == ["boxes", "paperbacks"]
    assert matter("¿puedo llevar mañana dos cajas de mi abuela?") == ["cajas"]


def test_a_kind_is_looked_for_by_the_word_for_all_of_it() -> None:
    assert in_wider_words("Can my labrador come?", "en") == "can my dog come?"
    assert in_wider_words("¿puedo ir con mi gato?", "es") == "¿puedo ir con mi mascota?"
    assert in_wider_words("is there wifi?", "en") == ""


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ("do you have gluten free beer?", ["gluten", "beer"]),
        ("is there parking on the island?", ["parking"]),
        ("¿tenéis cerveza sin gluten?", ["cerveza"]),
        ("lovely!", []),
    ],
)
def test_the_thing_asked_for(ask: str, words: list[str]) -> None:
    assert thing(ask) == words


def test_which_of_several_is_asked_for() -> None:
    assert which("what style of yoga is it?") == ["style"]
    assert which("¿qué libro toca?") == ["libro"]
    assert which("do you have yoga?") == []


def test_a_question_is_looked_for_without_its_courtesies_and_without_names_of_places() -> None:
    assert "tell" not in gist("Could you tell me whether you ship to Norway?")
    assert "norway" not in gist("Could you tell me whether you ship to Norway?").lower()
    assert gist("Is there coffee on your boat?").strip() == "is there coffee ?"


def test_one_question_for_two_things_is_two() -> None:
    assert halves("Do you have decaf and oat milk?") == ("Do you have decaf?", "Do you have oat milk?")
    assert halves("¿Tienen descafeinado y leche de avena?") == ("¿Tienen descafeinado?", "¿Tienen leche de avena?")
    assert halves("Can I come and sit down?") == ()


def test_a_question_may_point_back() -> None:
    comment = "El baño cerrado otra vez. ¿A qué hora lo abrís los domingos?"
    assert points_back("¿A qué hora lo abrís los domingos?")
    assert told_before("¿A qué hora lo abrís los domingos?", comment).strip() == "El baño cerrado otra vez"
    assert not points_back("¿A qué hora abrís?")


def test_the_nearer_of_two_rivals_is_likelier_and_twins_are_none() -> None:
    encoder = load_encoder()
    assert encoder is not None
    told = (
        ("hours-north", "What time does the north shop open and close?", "The north shop opens at nine."),
        ("hours-south", "What time does the south shop open and close?", "The south shop opens at ten."),
        ("tour", "What time is the tour?", "The tour is at noon."),
    )
    facts = tuple(Fact(id=ref, lang="en", question=ask, answer=answer, source="x") for ref, ask, answer in told)
    found = HybridKnowledge(encoder.encode).search(Brand(id="b", name="B", facts=facts), "when do you open?", "en")
    likely = {hit.fact.id: hit.likely or 0.0 for hit in found}
    assert min(likely["hours-north"], likely["hours-south"]) > likely["tour"]
