"""Talk that speaks to no page teaches less of what a complaint is."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

from bot.coaching.adapting import fit
from bot.coaching.adapting.fit import Examples, fit_heads, judged
from bot.coaching.encoder import Encoder, load_encoder
from bot.coaching.reading import page_head
from bot.coaching.reading.heads import for_encoder
from bot.coaching.reading.page_head import spoken_to_page

CHANCE = np.random.default_rng(11)
MANY = 200


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = load_encoder()
    if found is None:
        pytest.skip("the encoder's wheel is not installed")
    return found


def shares(encoder: Encoder, texts: list[str]) -> np.ndarray:
    found = spoken_to_page(encoder.encode([for_encoder(text) for text in texts]))
    assert found is not None
    return found


TO_PAGE = [
    "@shop where is the jacket I ordered on Monday?",
    "@shop your app logs me out every time I open it",
    "Is the Leeds branch open on Sunday?",
    "@tienda me cobraron dos veces el pedido",
    "¿Hacen envíos a Córdoba?",
    "@tienda la batería que me mandaron no carga",
]
ELSEWHERE = [
    "@ana happy birthday love, see you on Friday",
    "my cat is asleep on the piano again",
    "The president is lying about the war",
    "@pepe feliz cumple, nos vemos el viernes",
    "mi gato duerme otra vez encima del piano",
    "El presidente miente sobre la guerra",
]


def test_comments_to_a_page_are_told_from_other_talk(encoder: Encoder) -> None:
    assert shares(encoder, TO_PAGE).min() > 0.5 > shares(encoder, ELSEWHERE).max()


def test_without_vectors_or_model_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken_to_page(None) is None
    monkeypatch.setattr(page_head, "_weights", lambda: None)
    assert spoken_to_page(np.zeros((2, 512), np.float32)) is None


def grumbles(monkeypatch: pytest.MonkeyPatch, label: str, stray: float) -> float:
    """What is thought of a grumble after rows in which half of the grumbles were filed as none. Those speak to the
    page as far as `stray` says."""
    grumble = np.arange(MANY) % 2 == 0
    filed = grumble & (np.arange(MANY) % 4 == 0)
    vectors = CHANCE.normal(size=(MANY, 512)).astype(np.float32) * 0.01
    monkeypatch.setattr(fit, "spoken_to_page", lambda _: np.where(grumble & ~filed, stray, 1.0).astype(np.float32))
    shipped = [{"cue:bad": float(one)} for one in grumble]
    heads = fit_heads(Examples.of(["words"] * MANY, vectors, shipped), {label: filed.astype(float)})
    told = judged(heads, Examples.of(["words"], np.zeros((1, 512), np.float32), [{"cue:bad": 1.0}]))
    return told[0][label]


def test_a_grumble_to_nobody_does_not_unteach_complaints(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grumbles(monkeypatch, "complaint", 0.1) > grumbles(monkeypatch, "complaint", 1.0) + 0.1


def test_other_labels_take_all_rows_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grumbles(monkeypatch, "question", 0.1) == pytest.approx(grumbles(monkeypatch, "question", 1.0), abs=0.05)


def test_the_model_is_the_one_its_provenance_names() -> None:
    told = json.loads(page_head.FILE.with_name("page_head.provenance.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(page_head.FILE.read_bytes()).hexdigest() == told["sha256"]
    assert [source["licence"] for source in told["sources"]] == ["MIT"]
