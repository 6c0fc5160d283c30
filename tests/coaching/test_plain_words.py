"""Grievances, proposals and requests are met plainly: what went wrong or is wanted is named in the person's words, a
theme speaks only where the grammar of its matter stands there, and the lines suit every comment of their sort."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.matters import matters_in
from bot.coaching.composing.mirror import mirrored
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.tips import advises_others
from bot.coaching.composing.wished import wished_in
from bot.coaching.composing.wrong import wrong_in
from bot.coaching.engine import Engine
from bot.domain.brand import Brand, Voice
from bot.domain.reading import Address
from bot.domain.situation import Situation, SuggestRequest

_BOOKS = load_phrasebooks()


@pytest.mark.parametrize(
    ("lang", "comment", "name"),
    [
        ("en", "The kiln was off again, third Thursday running.", "the kiln"),
        ("en", "Nice enough people, but my saddle's still not stitched.", "your saddle"),
        ("en", "Half the lamps don't work any more.", "the lamps"),
        ("en", "Left wheel came off on the ramp.", "the wheel"),
        ("en", "You lost my umbrella at the desk.", "your umbrella"),
        ("es", "La tela llegó rota por una esquina.", "la tela"),
        ("es", "Muy majos, pero la correa del reloj no aguanta nada.", "la correa del reloj"),
        ("es", "En la placa ponía otro apellido.", "la placa"),
        ("es", "La música a todo volumen y nosotros intentando hablar.", "la música"),
        ("es", "Mi bici sigue sin frenos.", "tu bici"),
    ],
)
def test_what_went_wrong_is_named(lang: str, comment: str, name: str) -> None:
    assert wrong_in(comment, lang, Address.TU, nouns=_BOOKS[lang].nouns) == name


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("en", "I've thrown the receipt away as well, so that's me done."),
        ("en", "She talked to me as if he wasn't in the chair at all."),
        ("en", "The girl was rude to everyone."),
        ("en", "The soup was lovely."),
        ("en", "Marge was not there."),
        ("es", "Ya tiré el tique, así que me fastidio."),
        ("es", "El chico no saludó a nadie."),
        ("es", "La tarta estaba buenísima."),
        ("es", "La clase era a las cinco."),
    ],
)
def test_what_only_stands_in_a_comment_is_not_named(lang: str, comment: str) -> None:
    assert wrong_in(comment, lang, Address.TU, nouns=_BOOKS[lang].nouns) == ""


@pytest.mark.parametrize(
    ("lang", "comment", "idea", "deed"),
    [
        ("en", "You could sell the wool by weight", "selling the wool by weight", "sell the wool by weight"),
        ("en", "A bell on the counter would save a lot of shouting", "a bell on the counter", ""),
        ("en", "Y'all should do a map for prams", "a map for prams", "do a map for prams"),
        ("en", "Might be worth opening the side door in summer.", "opening the side door in summer", ""),
        ("en", "Please send me the pattern again", "sending you the pattern again", "send you the pattern again"),
        ("en", "Could someone mend my gate?", "mending your gate", "mend your gate"),
        ("es", "Podríais poner un perchero", "poner un perchero", "poner un perchero"),
        ("es", "Pónganle un techo al patio, que nos mojamos", "ponerle un techo al patio", "ponerle un techo al patio"),
        ("es", "Mandadme por favor el patrón", "mandarte el patrón", "mandarte el patrón"),
        ("es", "Yo abriría una tarde a la semana", "abrir una tarde a la semana", "abrir una tarde a la semana"),
        ("es", "Un timbre en la puerta de atrás, por favor", "un timbre en la puerta de atrás", ""),
    ],
)  # fmt: skip
def test_what_is_wanted_is_taken_up_in_their_words(lang: str, comment: str, idea: str, deed: str) -> None:
    found = wished_in(comment, lang, Address.TU)
    assert (found.idea, found.deed) == (idea, deed)


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("en", "Could you do something about it?"),
        ("en", "Can you send Mrs Adeyemi the forms you promised"),
        ("en", "You should see what they charge at www.example.com/offers"),
        ("en", "Do students get anything off?"),
        ("es", "¿Podríais hacer algo con eso?"),
        ("es", "¿Para una clase de veinte hay precio?"),
        ("es", "Puse la lavadora anoche."),
    ],
)
def test_what_is_in_doubt_is_not_taken_up(lang: str, comment: str) -> None:
    assert wished_in(comment, lang, Address.TU).deed == ""


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("en", "Your bill came in pieces, one page a day."),
        ("en", "Somebody on the bus told me you're moving."),
        ("en", "I'm stuck in Hull till Friday."),
        ("en", "My late aunt bought hers here."),
        ("en", "That smell of wax, I can smell it now."),
        ("en", "The penguins lost my attention after an hour."),
        ("en", "They left us standing outside for an hour."),
        ("en", "You can't see where the strap was stitched."),
        ("es", "Nunca llevo suelto."),
        ("es", "La puerta de la persiana verde es la mía."),
        ("es", "Le pedí que me guardase la maleta un rato."),
        ("es", "Se os hizo tarde charlando."),
        ("es", "Ni siquiera para decir que no hay lugar."),
        ("es", "Por 40 euros, la de siempre."),
    ],
)
def test_no_theme_takes_one_word_for_the_matter(lang: str, comment: str) -> None:
    met = [theme.id for theme in matters_in(_BOOKS[lang].themes, plain_words(comment))]
    vague = [
        theme.id
        for theme in _BOOKS[lang].themes
        if theme.purpose == "complaint" and theme.pattern.search(plain_words(comment))
    ]
    assert not met, met
    assert not vague, vague


def test_of_several_sentences_only_one_that_tells_the_fault_is_said_back() -> None:
    assert mirrored("Paid on the 4th. Today is the 19th.", "en") == ""
    assert mirrored("Ordered two large and one small. Three mediums turned up.", "en") == ""
    assert mirrored("Pagamos el 4. Hoy es 19.", "es") == ""
    assert "no signal" in mirrored("Three days with no signal in the flat. Lovely.", "en").lower()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_move_of_these_moments_has_ten_lines_and_more(lang: str) -> None:
    moves = _BOOKS[lang].moves
    for move in (
        *("sorry", "meet_complaint", "next_complaint", "next_about", "mirror", "next_told"),
        *("about_matter", "meet_mixed", "next_mixed", "meet_suggestion", "meet_wish", "pass"),
        *("ask_suggestion", "meet_tip", "take_act"),
    ):
        assert len(set(moves[move])) >= 10, move


_CLEVER = re.compile(
    r"coffee taste|winced|furniture|with tea|bedtime|wore? anybody out|puppet|tired legs|secret is out|hungry now|"
    r"baj[oó] el tel[oó]n|mueble|siesta|bolsillo|sueldo|libretita|sin letra pequeña",
    re.IGNORECASE,
)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_line_for_a_grievance_or_a_proposal_is_witty(lang: str) -> None:
    lines = [
        line
        for theme in _BOOKS[lang].themes
        if theme.purpose in ("complaint", "suggestion")
        for group in theme.lines.values()
        for line in group
    ]
    assert len(lines) > 1_000
    assert not [line for line in lines if _CLEVER.search(line)]


@pytest.mark.parametrize(
    "tip", ["Tip for anyone with curls: bring your own comb.", "Consejo para los nuevos: id entre semana."]
)
def test_advice_with_its_readers_named_is_advice(tip: str) -> None:
    assert advises_others(plain_words(tip))


def _texts(engine: Engine, brand: Brand, comment: str) -> list[str]:
    situation = Situation(brand=brand, comment=comment)
    found = [engine.compose(situation, SuggestRequest(seed=seed)) for seed in range(4)]
    return [offer.text for each in found for offer in each.offers]


def test_a_person_of_the_brand_is_asked_unless_they_sign_or_are_spoken_of(whole: Engine) -> None:
    house = Brand(id="loom", name="The Loom", voice=Voice(person="Ottilie"))
    comment = "The hand dryer in the back was out in March and it is still out now."
    assert any("Ottilie" in text for text in _texts(whole, house, comment))
    signed = Brand(id="loom", name="The Loom", voice=Voice(person="Ottilie", sign_off="Ottilie"))
    assert not any("Ottilie about" in text or "to Ottilie" in text for text in _texts(whole, signed, comment))
    spoken = _texts(whole, house, "Ottilie told me the hand dryer was fixed and it is still out.")
    assert not any(re.search(r"(?:ask|to|with|letting) Ottilie|Ottilie will", text) for text in spoken)


def test_a_proposal_is_thanked_for_and_named(whole: Engine) -> None:
    house = Brand(id="loom", name="The Loom")
    first = _texts(whole, house, "You could put the opening hours on the window, we always have to ask")[0]
    assert "putting the opening hours on the window" in first.lower()
    assert re.search(r"thank|see|useful|sense", first.lower())


def test_a_request_says_what_is_asked_and_of_whom(whole: Engine) -> None:
    house = Brand(id="loom", name="The Loom", languages=("es",))
    texts = _texts(whole, house, "Subid por favor el vídeo del telar grande, que mi madre se lo perdió")
    assert any("subir el vídeo del telar grande" in text for text in texts)
