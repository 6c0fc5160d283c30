"""Who did well, who died, what is set right, what a tale is remembered by: known by what is said, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.coaching.composing.aptness import fits
from bot.coaching.composing.credit import credited
from bot.coaching.composing.grief import lost, mourned
from bot.coaching.composing.keepsakes import keepsake
from bot.coaching.composing.notice import notice, plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.remarks import answers_the_post, corrects, of_old, told_to_us
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.reading import Kind, Mood
from bot.domain.situation import Situation
from tests.coaching.fakes import NOTHING_READ

_BOOKS = load_phrasebooks()


@pytest.fixture(scope="module")
def house(brand: Brand) -> Brand:
    about = "A boatyard on the lower lock. Wilma Oakes builds, her nephew Perrin does the engines. Fundada por Eulogio."
    return replace(brand, about=about, voice=replace(brand.voice, person="Wilma", sign_off=""))


@pytest.fixture(scope="module")
def shipped(house: Brand) -> Engine:
    return build_engine(brand=house)


@pytest.mark.parametrize(
    ("comment", "who"),
    [
        ("perrin you absolute star, she runs like a dream", "Perrin"),
        ("Perrin stayed on past six and Wilma made us tea", "Perrin and Wilma"),
        ("Trevor put every plank back where he found it", "Trevor"),
        ("Hats off to Grainne for answering at midnight", "Grainne"),
        ("the lad on the hoist never stopped smiling", "the lad on the hoist"),
        ("Your skipper waited for my dad, who walks slowly", "the skipper"),
        ("The young woman at the ticket office sorted it in no time", "the young woman at the ticket office"),
        ("my son Trevor was over the moon", ""),
        ("we bought a boat for Trevor", ""),
        ("a lovely day out in Victoria", ""),
    ],
)
def test_who_did_well_is_named_as_people_name_them(house: Brand, comment: str, who: str) -> None:
    assert credited(comment, house, "Nobody", _BOOKS["en"].names, "en") == who


@pytest.mark.parametrize(
    ("comment", "who"),
    [
        ("don Eulogio nunca me dejó en tierra", "don Eulogio"),
        ("Me atendió Consuelo y qué paciencia", "Consuelo"),
        ("Melquíades, el de las mañanas, un sol", "Melquíades"),
        ("al marinero del muelle le debo una", "el marinero del muelle"),
        ("La muchacha del mostrador tiene manos de oro", "la muchacha del mostrador"),
        ("mi hijo Gonzalo salió feliz", ""),
        ("la cuna de Moisés sigue viva", ""),
    ],
)
def test_who_did_well_is_named_in_spanish(house: Brand, comment: str, who: str) -> None:
    assert credited(comment, house, "Nadie", _BOOKS["es"].names, "es") == who


def test_nobody_is_thanked_by_their_own_signature(house: Brand) -> None:
    signed = replace(house, voice=replace(house.voice, sign_off="Wilma"))
    reading = replace(NOTHING_READ, kinds=frozenset({Kind.PRAISE}), mood=Mood.POSITIVE)
    told = notice(Situation(brand=signed, comment="Wilma was lovely with us"), reading, _BOOKS["en"])
    assert told.slots["hero"] == ""


@pytest.mark.parametrize(
    ("comment", "who"),
    [
        ("She went in February.", ""),
        ("he passed in August and I still come on Thursdays", ""),
        ("Mum's been gone two years now", "mum"),
        ("my late husband's scarf is still on your bench", "husband"),
        ("We lost Dad just before Christmas", "dad"),
        ("first Christmas without my nan", "nan"),
        ("First regatta without Pete beside me", ""),
    ],
)
def test_a_loss_is_known_by_what_is_said(comment: str, who: str) -> None:
    assert lost(plain_words(comment), "en", comment)
    assert mourned(plain_words(comment), "en") == who


@pytest.mark.parametrize(
    ("comment", "who"),
    [
        ("se nos fue mi papá", "papá"),
        ("Mi marido ya no está, y sigo viniendo", "marido"),
        ("la primera Navidad sin mi madre", "madre"),
        ("sigo pidiendo dos cafés... dos, sin darme cuenta", ""),
        ("cuando se murió mi viejo no sabía ni prender la lancha", ""),
    ],
)
def test_a_loss_is_known_in_spanish(comment: str, who: str) -> None:
    comment = comment.replace("dos cafés... dos", "dos")
    assert lost(plain_words(comment), "es", comment)
    assert mourned(plain_words(comment), "es") == who


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("en", "my phone died on the way"),
        ("en", "they went on Friday and loved it"),
        ("en", "I passed my driving test on Friday"),
        ("en", "they are gone now, all of the buns"),
        ("en", "my late order never came"),
        ("en", "I absolutely died when it yawned"),
        ("en", "first coffee without sugar and I lived"),
        ("es", "se nos fue la luz a media función"),
        ("es", "mi marido se fue hace una hora"),
        ("es", "el queso ya no está en la carta"),
        ("es", "estoy muerta de risa"),
    ],
)
def test_other_ways_of_going_are_no_loss(lang: str, comment: str) -> None:
    assert not lost(plain_words(comment), lang, comment)


@pytest.mark.parametrize(
    "comment",
    [
        "That's a heron in the picture, not a stork",
        "small thing but the caption says 1962 and it's 1926",
        "Esa foto no es del puerto nuevo, es del viejo",
        "es una barca, no un bote",
        "Ojo, en el cartel dice martes y es jueves",
    ],
)
def test_a_correction_is_known(comment: str) -> None:
    assert corrects(plain_words(comment))


@pytest.mark.parametrize(
    "comment",
    [
        "I ordered the red one, not the blue one",
        "that's not good enough",
        "Me mandaron el azul, no el rojo",
        "is that a heron or a stork?",
    ],
)
def test_what_somebody_got_instead_is_no_correction(comment: str) -> None:
    assert not corrects(plain_words(comment))


@pytest.mark.parametrize(
    "comment",
    ["Team varnish, any day", "12.4 on the nose", "I vote the green one", "yo voto la verde", "Equipo barniz"],
)
def test_an_answer_to_a_post_is_known(comment: str) -> None:
    assert answers_the_post(plain_words(comment), "")


def test_a_few_words_answer_a_question_of_the_post_alone() -> None:
    assert answers_the_post("the harbour at dawn", "Where was this taken?")
    assert not answers_the_post("the harbour at dawn", "Good morning.")


@pytest.mark.parametrize(
    ("lang", "comment", "thing"),
    [
        ("en", "When I was six he let me carry the bucket and a tin of toffees home.", "the tin of toffees"),
        ("en", "Back in 1961 we stood by the green tree house all night.", ""),
        ("es", "De chica me daba siempre el currusco para el camino", "el currusco"),
        ("es", "Mi abuelo guardaba las canicas en la lata", "las canicas"),
    ],
)
def test_a_tale_is_remembered_by_a_thing_in_it(lang: str, comment: str, thing: str) -> None:
    assert keepsake(comment, lang) == thing
    assert of_old(plain_words(comment))


def test_talk_between_friends_is_not_told_to_the_page() -> None:
    assert told_to_us("I learned to row on that very slip", "i learned to row on that very slip")
    assert not told_to_us("@bea I told you about this one", "i told you about this one")


def test_one_word_is_not_the_matter(house: Brand) -> None:
    reading = replace(NOTHING_READ, kinds=frozenset({Kind.PRAISE}), mood=Mood.POSITIVE)
    beside = "We went in to get out of the rain with the dog and three coats and came out again at closing time, soaked"
    for theme in notice(Situation(brand=house, comment=beside), reading, _BOOKS["en"]).themes:
        if theme.purpose == "praise" and not theme.rank:
            assert not fits(theme, notice(Situation(brand=house, comment=beside), reading, _BOOKS["en"])), theme.id


def _replies(engine: Engine, house: Brand, comment: str) -> list[str]:
    found = engine.compose(Situation(brand=house, comment=comment, author="Nobody"))
    return [offer.text for offer in found.offers]


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("Perrin was brilliant, the engine purrs now", "Perrin"),
        ("Un aplauso para Consuelo, que se quedó hasta las nueve", "Consuelo"),
        ("qué amable el marinero del muelle, me ayudó a subir con el carrito", "marinero del muelle"),
    ],
)
def test_praise_by_name_is_passed_on_by_name(shipped: Engine, house: Brand, comment: str, says: str) -> None:
    texts = _replies(shipped, house, comment)
    assert texts
    assert all(says in text and "?" not in text for text in texts), texts


@pytest.mark.parametrize(
    ("comment", "plain"),
    [
        ("My husband passed in August and this was his favourite bench", "sorry"),
        ("Se nos fue mi papá en marzo y él siempre traía aquí su barca", "[Ss]iento|abrazo"),
    ],
)
def test_a_loss_gets_one_plain_sentence_and_no_question(
    shipped: Engine, house: Brand, comment: str, plain: str
) -> None:
    texts = _replies(shipped, house, comment)
    assert texts
    for text in texts:
        assert re.search(plain, text), text
        assert "?" not in text, text
        assert not re.search(r"[Ll]ovely|[Gg]lad to|wonderful|alegr|bonito", text), text


@pytest.mark.parametrize(
    ("comment", "plain"),
    [
        ("My husband died in May. Do you buy old oars?", "sorry"),
        ("Falleció mi abuela. ¿Compran remos viejos?", "[Ss]iento|abrazo"),
    ],
)
def test_what_is_asked_beside_a_loss_is_still_taken_up(shipped: Engine, house: Brand, comment: str, plain: str) -> None:
    found = shipped.compose(Situation(brand=house, comment=comment, author="Nobody"))
    assert found.offers
    assert found.needs
    assert all(re.search(plain, offer.text) for offer in found.offers)
    assert not any(re.search(r"[Aa]nything else|otra cosa", offer.text) for offer in found.offers)


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("That's a heron in the picture, not a stork", "correct|right|changed"),
        ("Eso no es una goleta, es un queche", "corr[ei]|camb"),
        ("I vote the green one", "[Nn]oted|list|count|put that down|adding|[Tt]hank"),
        ("yo voto la verde", "[Aa]not|[Aa]punt|[Gg]racias"),
    ],
)
def test_small_remarks_get_a_word(shipped: Engine, house: Brand, comment: str, says: str) -> None:
    texts = _replies(shipped, house, comment)
    assert texts
    assert all(re.search(says, text) and "?" not in text for text in texts), texts


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_plain_move_has_ten_wordings(lang: str) -> None:
    moves = _BOOKS[lang].moves
    for name in ("meet_hero", "meet_praise", "meet_joke", "meet_talk", "meet_sad", "meet_glad", "meet_theirs"):
        assert len(set(moves[name])) >= 10, name
    for name in ("meet_loss", "meet_correction", "meet_vote", "meet_story", "meet_keep"):
        assert len(set(moves[name])) >= 10, name
