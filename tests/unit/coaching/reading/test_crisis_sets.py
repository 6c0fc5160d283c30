"""Crises and near misses by the hundred, in both languages. The first sets were mended on; the others were held out,
and the fifth still is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.coaching.reading.crisis_head import CrisisHead
from bot.coaching.reading.reader import Reader
from bot.coaching.reading.reasons import reason
from bot.domain.brand import Brand
from bot.domain.reading import CrisisKind, Reading, Urgency
from bot.domain.situation import Situation

SETS = Path(__file__).parent / "crises"
NAMES = {"selfharm": CrisisKind.SELF_HARM, "leak": CrisisKind.DATA_LEAK}
BRAND = Brand(id="casa-lola", name="Casa Lola")


def _lines(name: str) -> list[str]:
    text = (SETS / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _crises(name: str) -> list[tuple[CrisisKind, str]]:
    told = [line.split(": ", 1) for line in _lines(name)]
    return [(NAMES.get(kind) or CrisisKind(kind), text) for kind, text in told]


@cache
def _read(texts: tuple[str, ...], lang: str, words_only: bool = False) -> list[Reading]:
    reader = Reader(words_only=words_only)
    return reader.read_many([Situation(brand=BRAND, comment=text, lang=lang) for text in texts])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_sets_are_large_enough(lang: str) -> None:
    assert len(set(_lines(f"crisis-{lang}"))) >= 120
    assert len(set(_lines(f"near-{lang}"))) >= 120


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("words_only", [True, False])
def test_no_crisis_of_the_first_set_is_missed(lang: str, words_only: bool) -> None:
    told = _crises(f"crisis-{lang}")
    readings = _read(tuple(text for _, text in told), lang, words_only)
    missed = [text for (_, text), reading in zip(told, readings, strict=True) if reading.crisis is None]
    assert len(missed) <= 2, missed


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_crisis_is_of_the_kind_it_is(lang: str) -> None:
    told = _crises(f"crisis-{lang}")
    readings = _read(tuple(text for _, text in told), lang)
    other = [text for (kind, text), each in zip(told, readings, strict=True) if each.crisis not in (kind, None)]
    assert len(other) <= 0.03 * len(told), other


@pytest.mark.parametrize("lang", ["en", "es"])
def test_everyday_talk_in_the_words_of_a_crisis_is_none(lang: str) -> None:
    near = _lines(f"near-{lang}")
    raised = [text for text, reading in zip(near, _read(tuple(near), lang), strict=True) if reading.crisis is not None]
    assert len(raised) <= 0.03 * len(near), raised


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("name", "called_share", "raised_share"),
    [("crisis2", 0.55, 0.65), ("crisis3", 0.55, 0.7), ("crisis4", 0.45, 0.6), ("crisis5", 0.27, 0.55)],
)
def test_unheard_of_wordings_of_a_crisis_are_called_or_at_least_raised(
    name: str, called_share: float, raised_share: float, lang: str
) -> None:
    told = _crises(f"{name}-{lang}")
    readings = _read(tuple(text for _, text in told), lang)
    called = sum(reading.crisis is not None for reading in readings)
    hinted = reason("urgency_uneasy", "en")
    raised = sum(dict(reading.judgements)["urgency"].why == hinted for reading in readings)
    assert called >= called_share * len(told)
    assert called + raised >= raised_share * len(told)


def test_what_the_net_alone_is_unsure_of_is_put_first_and_called_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Hay una mesa junto a la ventana grande del fondo de la tienda."
    calm, hurry = (Urgency.LOW, Urgency.NORMAL), (Urgency.HIGH, Urgency.NOW)
    situation = Situation(brand=BRAND, comment=said, lang="es", reader_lang="es")
    monkeypatch.setattr(CrisisHead, "kind", lambda _head, _vector: (CrisisKind.DANGER, 0.9))
    for far, found, urgency in ((-0.7, False, calm), (-0.3, False, hurry), (0.4, True, hurry)):
        monkeypatch.setattr(CrisisHead, "beyond", lambda _head, vectors, far=far: [far] * len(vectors))
        monkeypatch.setattr(CrisisHead, "with_words", lambda _head, beyond, _text: beyond)
        reading = Reader().read(situation)
        assert (reading.crisis is not None, reading.urgency in urgency) == (found, True)
        assert ("insinuar" in dict(reading.judgements)["urgency"].why) == (far == -0.3)


@pytest.mark.parametrize(
    ("kind", "share", "beyond", "found"),
    [
        (CrisisKind.DANGER, 0.9, 0.1, True),
        (CrisisKind.DANGER, 0.4, 0.1, False),
        (CrisisKind.DANGER, 0.4, 0.3, True),
        (CrisisKind.SELF_HARM, 0.9, 0.0, False),
        (CrisisKind.SELF_HARM, 0.9, 0.07, False),
        (CrisisKind.SELF_HARM, 0.9, 0.3, True),
    ],
)
def test_despair_and_what_might_be_any_kind_ask_more_of_the_net(
    monkeypatch: pytest.MonkeyPatch, kind: CrisisKind, share: float, beyond: float, found: bool
) -> None:
    monkeypatch.setattr(CrisisHead, "kind", lambda _head, _vector: (kind, share))
    monkeypatch.setattr(CrisisHead, "beyond", lambda _head, vectors: [beyond] * len(vectors))
    monkeypatch.setattr(CrisisHead, "with_words", lambda _head, far, _text: far)
    reading = Reader().read(Situation(brand=BRAND, comment="Hay una mesa junto a la ventana del fondo.", lang="es"))
    assert reading.crisis is (kind if found else None)
    assert reading.urgency in (Urgency.HIGH, Urgency.NOW)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("name", "raised_share"), [("near2", 0.06), ("near3", 0.12), ("near4", 0.08), ("near5", 0.06)])
def test_unheard_of_near_misses_are_mostly_left_alone(name: str, raised_share: float, lang: str) -> None:
    near = _lines(f"{name}-{lang}")
    raised = [text for text, reading in zip(near, _read(tuple(near), lang), strict=True) if reading.crisis is not None]
    assert len(raised) <= raised_share * len(near), raised
