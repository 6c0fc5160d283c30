"""A dry remark may be praise or a grievance. Where its words show neither, that is said, and replies are offered for
both."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.coaching.engine import Engine, build_engine
from bot.coaching.reading.as_json import reading_to_dict
from bot.domain.brand import Brand
from bot.domain.reading import Kind, Mood, Reading
from bot.domain.situation import Situation, SuggestRequest
from bot.domain.suggestion import Suggestion
from bot.pipeline.corrections import corrected

OPEN = {
    "en": "We ordered one more of everything.",
    "es": "Hemos pedido otra ración de lo mismo.",
}
PLAIN = {
    Kind.COMPLAINT: ("The soup was cold and nobody came to ask.", "La sopa estaba fría y nadie vino a preguntar."),
    Kind.PRAISE: ("Best bread in town, thank you!", "El mejor pan del barrio, ¡gracias!"),
}


def _open(brand: Brand, comment: str, lang: str) -> Reading:
    found = build_engine(brand=brand).read(Situation(brand=brand, comment=comment, reader_lang=lang))
    assert found.otherwise is not None
    return found


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_its_words_leave_open_is_said(brand: Brand, lang: str) -> None:
    found = _open(brand, OPEN[lang], lang)
    assert found.needs_reply
    assert found.kinds & {Kind.PRAISE, Kind.COMPLAINT}
    assert {found.otherwise} | (found.kinds - {Kind.STORY}) == {Kind.PRAISE, Kind.COMPLAINT}
    assert {"en": "praise or a grievance", "es": "elogio o queja"}[lang] in found.why
    assert reading_to_dict(found, OPEN[lang])["otherwise"] == found.otherwise


@pytest.mark.parametrize("kind", PLAIN)
def test_what_is_said_in_words_is_left_open_by_nobody(whole: Engine, brand: Brand, kind: Kind) -> None:
    for comment in PLAIN[kind]:
        found = whole.read(Situation(brand=brand, comment=comment))
        assert kind in found.kinds
        assert found.otherwise is None


def test_a_question_is_answered_whatever_the_mood_behind_it(whole: Engine, brand: Brand) -> None:
    asked = ("Third Sunday in a row here. Are you open next week too?", "Cuarto domingo aquí. ¿Abrís el quinto?")
    for comment in asked:
        assert whole.read(Situation(brand=brand, comment=comment)).otherwise is None


def _offers(brand: Brand, lang: str, reading: Reading, count: int) -> tuple[Suggestion, ...]:
    """What an engine that has offered nothing yet offers."""
    situation = Situation(brand=brand, comment=OPEN[lang], reading=reading)
    return build_engine(brand=brand).compose(situation, SuggestRequest(count=count)).offers


def _texts(brand: Brand, lang: str, reading: Reading, count: int) -> list[str]:
    return [offer.text for offer in _offers(brand, lang, reading, count)]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_offer_says_what_it_takes_the_comment_for(brand: Brand, lang: str) -> None:
    found = _open(brand, OPEN[lang], lang)
    (likelier,) = found.kinds - {Kind.STORY}
    taken = [offer.takes for offer in _offers(brand, lang, found, 3)]
    assert taken == [None, likelier, found.otherwise][: len(taken)]
    assert [offer.takes for offer in _offers(brand, lang, replace(found, otherwise=None), 3)] == [None] * 3


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_first_offer_fits_both_and_each_way_has_one_behind_it(brand: Brand, lang: str) -> None:
    found = _open(brand, OPEN[lang], lang)
    grievance = replace(found, kinds=frozenset({Kind.COMPLAINT}), mood=Mood.NEGATIVE, otherwise=None)
    praise = replace(found, kinds=frozenset({Kind.PRAISE}), mood=Mood.POSITIVE, otherwise=None)
    either = _texts(brand, lang, replace(grievance, otherwise=Kind.PRAISE), 3)
    (alone,) = _texts(brand, lang, replace(grievance, otherwise=Kind.PRAISE), 1)
    for text in (alone, either[0]):
        assert not re.search(r"sorry|annoy|glad it|lovely|siento|molest|me alegro|qué gusto", text, re.IGNORECASE)
    assert either[1:] == [*_texts(brand, lang, grievance, 1), *_texts(brand, lang, praise, 1)]


@pytest.mark.parametrize(("field", "value"), [("kinds", "praise"), ("mood", "positive")])
def test_a_persons_word_settles_it(brand: Brand, field: str, value: str) -> None:
    settled = corrected(_open(brand, OPEN["en"], "en"), field, value)
    assert settled.otherwise is None
    assert not settled.why


@pytest.mark.parametrize(
    "comment",
    ["Llevamos tres veranos viniendo. La única pega, el aparcamiento.", "On my third tube. My only gripe is that lid."],
)
def test_one_fault_beside_all_that_is_well_is_met_as_both(whole: Engine, brand: Brand, comment: str) -> None:
    found = whole.compose(Situation(brand=brand, comment=comment))
    texts = [offer.text for offer in found.offers]
    assert texts
    assert len(set(texts)) == len(texts)
    assert any(
        re.search(r"half|both|part|fair|good|wasn't all|parte|las dos|lo uno|buen|amables|lo demás", text)
        for text in texts
    )
