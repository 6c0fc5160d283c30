"""The careful reply fits the sort of crisis, or is general: no doctor where nobody is hurt, no health of the dead."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.coaching.composing.despair import crisis_of
from bot.coaching.composing.people import NOBODY, Hurt
from bot.coaching.engine import Engine
from bot.coaching.knowledge.words import fold
from bot.domain.brand import Brand
from bot.domain.reading import CrisisKind
from bot.domain.situation import Situation

MEDICAL = ("doctor", "medical", "médic", "unwell", "swelling", "hinchaz", "how are you at this", "better by now")


def _moment(kind: CrisisKind, text: str, hurt: Hurt = NOBODY, themes: tuple[str, ...] = ()) -> str:
    named = tuple(SimpleNamespace(id=each, purpose="danger") for each in themes)
    noticed: Any = SimpleNamespace(text=fold(text), hurt=hurt, themes=named)
    return crisis_of(kind, cast(Any, noticed))


@pytest.mark.parametrize(
    ("kind", "text", "moment"),
    [
        (CrisisKind.DANGER, "The back gate has been open since noon and the boiler room with it.", "alarm"),
        (CrisisKind.DANGER, "El portón lleva abierto desde mediodía y abajo pasan los de primaria.", "alarm"),
        (CrisisKind.DANGER, "The bench gave way and my wrist went with it.", "danger"),
        (CrisisKind.DANGER, "Se venció el banco y con el banco mi muñeca.", "danger"),
        (CrisisKind.DATA_LEAK, "The box came with a ribbon that was not mine.", "alarm"),
        (CrisisKind.DATA_LEAK, "I opened my account and found a stranger's address in it.", "leak"),
        (CrisisKind.DATA_LEAK, "Abrí mi cuenta y salía el domicilio de otra señora.", "leak"),
        (CrisisKind.LEGAL, "I have nothing to show up in on the day.", "alarm"),
        (CrisisKind.LEGAL, "Our solicitor has the photos.", "legal"),
        (CrisisKind.PRESS, "They lie nearer the glass on a dull day.", "alarm"),
        (CrisisKind.PRESS, "Mañana lo publicamos, con ustedes o sin ustedes.", "press"),
        (CrisisKind.SELF_HARM, "I have given the cat away and paid the milkman.", "selfharm_quiet"),
        (CrisisKind.SELF_HARM, "Ya repartí mis cosas y la gata tiene casa.", "selfharm_quiet"),
        (CrisisKind.SELF_HARM, "I don't want to live any more.", "selfharm"),
        (CrisisKind.SELF_HARM, "Ya no quiero vivir.", "selfharm"),
    ],
)
def test_what_the_words_do_not_bear_out_gets_the_general_reply(kind: CrisisKind, text: str, moment: str) -> None:
    assert _moment(kind, text) == moment


def test_who_died_is_mourned_and_a_theme_that_fits_is_kept() -> None:
    father = Hurt(part="kin", name="your father", noun="father")
    assert _moment(CrisisKind.DANGER, "My father fell on your steps and he died on Friday.", father) == "danger_lost"
    assert _moment(CrisisKind.DANGER, "Mi padre se cayó en su escalera y murió el viernes.", father) == "danger_lost"
    assert _moment(CrisisKind.DANGER, "My father fell on your steps.", father) == "danger_kin"
    assert _moment(CrisisKind.DANGER, "It hisses by the meter.", themes=("ongoing fire",)) == "danger"


def _offers(whole: Engine, brand: Brand, comment: str) -> list[str]:
    situation = Situation(brand=brand, comment=comment)
    assert whole.read(situation).crisis is CrisisKind.DANGER, comment
    return [offer.text.lower() for offer in whole.compose(situation).offers]


def _say_none_of(whole: Engine, brand: Brand, comment: str, words: Sequence[str]) -> None:
    offers = _offers(whole, brand, comment)
    assert offers
    for text in offers:
        assert not any(word in text for word in words), text


@pytest.mark.parametrize(
    "comment",
    [
        "There's a strong smell of gas on your stairs",
        "Your railing on the second landing is loose and the school comes up at two",
        "Huele a gas en la escalera de la librería",
        "La baranda del segundo está suelta y a las dos suben los del colegio",
    ],
)
def test_nobody_is_sent_to_a_doctor_where_nobody_is_hurt(whole: Engine, brand: Brand, comment: str) -> None:
    _say_none_of(whole, brand, comment, MEDICAL)


@pytest.mark.parametrize(
    "comment",
    [
        "My father slipped on your wet floor on Monday and he passed away last night",
        "Mi padre se resbaló en su entrada el lunes y falleció anoche",
    ],
)
def test_nobody_asks_how_somebody_is_who_died(whole: Engine, brand: Brand, comment: str) -> None:
    _say_none_of(whole, brand, comment, ("how is", "cómo está", "better", "mejora", *MEDICAL))


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        (
            "My son slipped off your pier and nobody has seen him since",
            ("last seen", "heard from", "emergenc", "before"),
        ),
        ("Mi hijo se cayó de su muelle y no aparece", ("se supo", "sabido", "emergenc", "delante")),
    ],
)
def test_somebody_missing_is_asked_after_as_that(
    whole: Engine, brand: Brand, comment: str, words: tuple[str, ...]
) -> None:
    for text in _offers(whole, brand, comment):
        assert any(word in text for word in words), text
        assert not any(word in text for word in MEDICAL), text


@pytest.mark.parametrize(
    "comment",
    [
        "My daughter split her chin on your broken step. We're at the hospital with her now.",
        "A mi padre se le vino encima la estantería de la tienda. Estamos en urgencias con él.",
    ],
)
def test_nobody_who_is_in_good_hands_is_sent_to_a_doctor(whole: Engine, brand: Brand, comment: str) -> None:
    sends = ("let a doctor", "see a doctor", "medical help", "emergency services", "al médico", "emergencias", "médica")
    _say_none_of(whole, brand, comment, sends)
