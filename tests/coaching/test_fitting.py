"""Replies that fit the moment: the right place, the right person, no answer to a laugh, nothing sold as a question."""

from __future__ import annotations

import re

import pytest

from bot.coaching.brands import load_brand
from bot.coaching.engine import Engine, build_engine
from bot.coaching.knowledge.places import Places
from bot.coaching.suggest_json import suggestions_to_dict
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation, Suggestions
from bot.resources import resource_path


@pytest.fixture(scope="module")
def real() -> Engine:
    """The engine with its own reader and score."""
    return build_engine(brand=load_brand(resource_path("config/brands/mirlo.toml")))


def _offers(engine: Engine, brand: Brand, comment: str) -> Suggestions:
    return engine.compose(Situation(brand=brand, comment=comment))


def _refs(found: Suggestions) -> set[str]:
    return {source.ref.split(".")[0] for offer in found.offers for source in offer.sources}


@pytest.mark.parametrize(
    ("comment", "refs"),
    [
        ("¿A qué hora abrís los domingos en Ruzafa?", {"hours-valencia"}),
        ("What time do you open on Sundays in Ruzafa?", {"hours-valencia"}),
        ("¿a qué hora abrís en valencia?", {"hours-valencia"}),
        ("What time do you close in Bristol?", {"hours-bristol"}),
        ("¿A qué hora cerráis en Stokes Croft?", {"hours-bristol"}),
        ("What time do you open?", {"hours-valencia", "hours-bristol"}),
        ("¿Abrís los lunes?", {"hours-valencia", "hours-bristol"}),
        ("What time do you open in Madrid?", set()),
        ("How much is the tasting in Bristol?", {"tasting-price"}),
        ("¿Es accesible en silla de ruedas la tienda de Ruzafa?", {"access"}),
        ("¿Se puede ir con perro en Ruzafa?", {"dogs"}),
        ("¿A qué hora es el cuentacuentos en Bristol?", {"kids"}),
        ("Do you take cards in Stokes Croft? And can I bring my dog?", {"card-cash", "dogs"}),
        ("Do you roast your coffee in Bristol?", set()),
        ("Do you have books in English in Valencia?", {"english-books-valencia"}),
    ],
)
def test_only_facts_of_the_place_asked_for_answer(real: Engine, brand: Brand, comment: str, refs: set[str]) -> None:
    found = _offers(real, brand, comment)
    assert found.offers
    assert _refs(found) == refs
    assert bool(found.needs) == (not refs)


def test_a_known_answer_is_not_followed_by_doubt(real: Engine, brand: Brand) -> None:
    for comment in ("¿A qué hora abrís los domingos en Ruzafa?", "Is there wifi?", "¿Tenéis club de lectura?"):
        for offer in _offers(real, brand, comment).offers:
            assert offer.sources
            assert not re.search(r"no tengo|no lo s[eé]|don't know|can't say|haven't got", offer.text), offer.text


def test_hours_of_the_week_do_not_answer_for_holidays(real: Engine, brand: Brand) -> None:
    found = _offers(real, brand, "¿Abrís en Navidad?")
    assert found.needs
    assert not _refs(found)


def _fact(key: str, answer: str) -> Fact:
    return Fact(id=key, lang="en", question="Opening hours?", answer=answer, source="sheet", tags=("hours",))


def test_places_are_read_from_the_facts() -> None:
    north, south = _fact("n", "In Leeds we open at 8."), _fact("s", "In Hove we open at 9, in December at 10.")
    both = _fact("b", "Cards are taken.")
    places = Places.of([north, south, both], "")
    assert places.names == {"leeds", "hove"}
    assert places.elsewhere(north, south)
    assert not places.elsewhere(north, both)
    asked = places.asked("when do you open in leeds?")
    assert [places.fits(each, asked) for each in (north, south, both)] == [True, False, True]
    strange = places.asked("Do you open in Derby?")
    assert not any(places.fits(each, strange) for each in (north, south, both))


@pytest.mark.parametrize("comment", ["jajaja el perro de la foto pide café también?", "haha does that dog pay cash?"])
def test_an_absurd_question_is_met_as_a_joke(real: Engine, brand: Brand, comment: str) -> None:
    found = _offers(real, brand, comment)
    assert found.offers
    assert not found.needs
    assert not _refs(found)
    assert all(not re.search(r"dato|averigu|no lo sé|look up|find out", offer.text) for offer in found.offers)


def test_a_real_question_with_a_laugh_is_still_answered(real: Engine, brand: Brand) -> None:
    assert _refs(_offers(real, brand, "jajaja qué bueno, ¿se puede ir con perro?")) == {"dogs"}


@pytest.mark.parametrize(
    ("comment", "word"),
    [
        ("Son ustedes unos ladrones, 4,50 por un café es un robo", "preci|caro|dinero|compens"),
        ("You are thieves, 4.50 for a coffee is robbery", "pric|expensive|dear|money|worth"),
    ],
)
def test_a_price_felt_too_high_is_acknowledged(real: Engine, brand: Brand, comment: str, word: str) -> None:
    found = _offers(real, brand, comment)
    assert found.offers
    for offer in found.offers:
        assert re.search(word, offer.text.lower()), offer.text
        assert not re.search(r"por escrito|faena|se vio por última|still going on", offer.text), offer.text
        assert offer.lang == "en" or not re.search(r"\b(te|ti|tu|tus|has|dices)\b", offer.text), offer.text


def test_a_double_charge_is_no_price_criticism(real: Engine, brand: Brand) -> None:
    found = _offers(real, brand, "Sois unos ladrones, me habéis cobrado dos veces 12 €")
    assert all("precio" not in offer.text for offer in found.offers)


@pytest.mark.parametrize(
    ("comment", "who"),
    [
        ("mi hija se ha cortado la boca con un trozo de cristal en la tarta", "tu hija"),
        ("my son got sick after eating your cake", "your son"),
    ],
)
def test_who_is_hurt_is_asked_after(real: Engine, brand: Brand, comment: str, who: str) -> None:
    found = _offers(real, brand, comment)
    assert found.offers
    for offer in found.offers:
        assert who in offer.text
        assert "Lucía" in offer.text
        assert not re.search(r"¿Estás|[Tt]u salud|Are you|How are you|Your safety", offer.text), offer.text


def test_bare_emoji_get_a_light_thanks_or_nothing(real: Engine, brand: Brand) -> None:
    found = _offers(real, brand, "🔥🔥🔥")
    assert found.offers
    assert all("hank" in offer.text and "?" not in offer.text for offer in found.offers)
    assert _offers(real, brand, "😂😂").stay_out


def test_advice_on_the_text_is_no_question_to_the_team(real: Engine, brand: Brand) -> None:
    found = _offers(real, brand, "mi hija se ha cortado la boca con un trozo de cristal en la tarta")
    weak = [offer for offer in found.offers if offer.score.total < 70]
    assert weak
    assert all(not offer.needs and "needs:" in offer.stopped for offer in weak)
    rows = suggestions_to_dict(found)["suggestions"]
    assert all(bool(row.get("lacks")) == (row["score"] < 70) for row in rows)
