"""What a person of taste would send: stories, somebody else's harm, two questions at once. With the real parts."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.advice import Advice
from bot.coaching.composing.asked import several
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.reading import CrisisKind, Kind
from bot.domain.score import Dimension, Finding, Severity
from bot.domain.situation import Situation, Suggestions


@pytest.fixture(scope="module")
def shipped(brand: Brand) -> Engine:
    return build_engine(brand=brand)


def _offers(engine: Engine, brand: Brand, comment: str, author: str = "") -> Suggestions:
    return engine.compose(Situation(brand=brand, comment=comment, author=author))


_STORIES = [
    ("My grandmother took me there every Sunday for hot chocolate, and now I take my son.", "grandmother|son|Sunday"),
    ("I proposed to my wife at the corner table in 2015. Ten years this week!", "wife|Ten years|both|two of you"),
    (
        "My dad and I watched every home game from the same seats for 22 years. Tomorrow is the first without him.",
        "dad",
    ),
    ("Found a letter from 1963 in the second-hand book I bought from you last week.", "1963|letter"),
    ("I moved here from Lima knowing nobody, and your barista was the first to learn my name.", "barista"),
    ("Mi abuela me llevaba todos los domingos a tomar chocolate, y ahora llevo yo a mi hijo.", "abuela|hijo|domingo"),
    (
        "Le pedí matrimonio a mi mujer en la mesa de la esquina en 2015. ¡Esta semana hacemos diez años!",
        "años|mujer|dos",
    ),
    ("Encontré una carta de 1963 en el libro de segunda mano que os compré.", "1963|carta"),
    (
        "Llegué de Lima sin conocer a nadie y su mesera fue la primera que aprendió mi nombre.",
        "mesera|[Gg]racias",
    ),
]


@pytest.mark.parametrize(("comment", "echo"), _STORIES)
def test_a_story_is_met_by_what_is_in_it(shipped: Engine, brand: Brand, comment: str, echo: str) -> None:
    found = _offers(shipped, brand, comment)
    assert found.offers
    assert re.search(echo, " ".join(offer.text for offer in found.offers))
    for offer in (each for each in found.offers if each.takes is not Kind.COMPLAINT):
        assert not re.search(r"sorry it|cross|annoyed|fault|Lo siento, |rabia|enfado", offer.text), offer.text
        assert offer.text.count("?") <= 1, offer.text


_HURT = [
    ("my son got sick after your carrot cake yesterday", "your son|he "),
    ("My daughter cut her finger on a broken cup this morning, the staff were lovely about it.", "your daughter|she "),
    ("my dog ate one of your biscuits and has been vomiting all night", "your dog"),
    ("An elderly man slipped on your wet floor at Stokes Croft and hit his head, nobody came.", "the gentleman|he "),
    ("My nan choked on a fish bone at yours last night", "your nan|she "),
    ("Mi hijo se puso malo después de comer vuestra tarta de zanahoria", "tu hijo"),
    ("Mi perra vomitó toda la noche después de vuestras galletas", "tu perra"),
    ("Una señora mayor se ha caído en la entrada de Ruzafa y nadie la ha ayudado.", "la señora"),
    ("Mi viejo se atragantó con una espina en su restaurante, está internado", "(tu|su) viejo"),
]


@pytest.mark.parametrize(("comment", "who"), _HURT)
def test_whoever_was_hurt_is_asked_after(shipped: Engine, brand: Brand, comment: str, who: str) -> None:
    reading = shipped.read(Situation(brand=brand, comment=comment))
    assert reading.crisis is CrisisKind.DANGER
    found = _offers(shipped, brand, comment)
    assert found.offers
    assert found.needs
    for offer in found.offers:
        assert re.search(who, offer.text), offer.text
        assert not re.search(r"Are you|How are you|Your safety|¿Estás|tu salud|fed up|enfado", offer.text), offer.text
        assert not re.search(
            r"our fault|on us|culpa nuestra|hemos fallado|we got this wrong", offer.text, re.IGNORECASE
        )
    assert any(brand.voice.person in offer.text for offer in found.offers)


def test_harm_to_the_author_is_not_asked_of_somebody_else(shipped: Engine, brand: Brand) -> None:
    for comment in ("Ill since eating at yours on Friday", "Me sentó fatal el ceviche, acabé en urgencias."):
        for offer in _offers(shipped, brand, comment).offers:
            assert not re.search(r"your (son|dog)|the gentleman|tu (hijo|perra)|la señora", offer.text)


@pytest.mark.parametrize(
    ("comment", "facts", "open_question"),
    [
        ("Are you open on Mondays in Ruzafa and do you have parking for bikes?", {"hours-valencia.en"}, "parking"),
        ("¿Abrís los lunes en Ruzafa y tenéis wifi?", {"hours-valencia.es", "wifi.es"}, ""),
        ("How much is the tasting and can I bring my mother who is in a wheelchair?", {"tasting-price.en"}, "mother"),
        ("¿Cuánto cuesta la cata y hay aparcamiento?", {"tasting-price.es"}, "aparcamiento"),
    ],
)
def test_each_question_is_answered_or_named_as_open(
    shipped: Engine, brand: Brand, comment: str, facts: set[str], open_question: str
) -> None:
    found = _offers(shipped, brand, comment)
    assert {source.ref for source in found.offers[0].sources} >= facts
    asked = " ".join(need.question for need in found.needs)
    assert open_question in asked
    assert bool(found.needs) == bool(open_question)


def test_a_sentence_with_one_question_stays_one() -> None:
    assert several("Do you have cake and coffee?") == ["Do you have cake and coffee?"]
    assert several("¿Hay pan y dulces?") == ["¿Hay pan y dulces?"]
    assert several("¿Abrís hoy y hay sitio?") == ["¿Abrís hoy?", "¿hay sitio?"]


@pytest.mark.parametrize(
    "comment",
    [
        "I left my umbrella at the tasting on Saturday, green with a wooden handle",
        "Me dejé el paraguas el sábado en la cata",
    ],
)
def test_what_was_left_behind_is_seen_to(shipped: Engine, brand: Brand, comment: str) -> None:
    found = _offers(shipped, brand, comment)
    assert any(source.ref.startswith("lost-things") for offer in found.offers for source in offer.sources)


def test_the_findings_of_a_draft_steer_the_next() -> None:
    def finding(rule: str, start: int = 0, end: int = 0) -> Finding:
        return Finding(
            rule=rule, severity=Severity.HINT, start=start, end=end, why="", instead="", dimension=Dimension.INVITES
        )

    text = "Ugh. We value your feedback dearly."
    advice = Advice.of(text, [finding("no-turn"), finding("unmet-feeling"), finding("value-feedback", 5, 35)])
    assert advice.wanted == {"ask", "feel"}
    assert not advice.allows("And we know: We value your feedback dearly.")
    assert advice.allows("What happened?")
    assert Advice.of(text, [finding("too-long")]).spare
    assert Advice.of(text, [finding("not-about-them")]).name_it


@pytest.mark.parametrize(
    "comment",
    [
        "I left my umbrella at the bar and your waiter ran after me with it. Bless him.",
        "Me dejé la cartera en la mesa y el camarero salió detrás de mí para dármela. Gente así ya casi no hay.",
    ],
)
def test_what_was_given_back_is_not_looked_for(shipped: Engine, brand: Brand, comment: str) -> None:
    texts = [offer.text for offer in _offers(shipped, brand, comment).offers]
    assert texts
    assert not [text for text in texts if re.search(r"three months|tres meses|look for it|lo busquen", text)]
