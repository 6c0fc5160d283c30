"""A model may word the digest's opening; every figure in it stays the code's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.coaching.digest_writer import DigestWriter
from bot.domain.brand import Brand
from bot.domain.errors import RetryLater
from bot.domain.people import Person, Role
from bot.domain.report import Report, ReportKind
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.situations import BrandShelf
from bot.reports.digest_words import Figures, filled
from bot.store import Store, Tx, open_store
from bot.store.schema import comment
from bot.testing.clock import FrozenClock
from bot.testing.model import ScriptedModel
from tests.reports import year
from tests.stores import fresh_sqlite

ANN = Person(id="ann", name="Ann", roles=(("acme", Role.MANAGER),))
GOOD = "People asked about opening hours ([[questions]]). [[complaints]] came to complain; [[unanswered]] still wait."
FIGURES = Figures(named={"questions": 14, "unanswered": 3, "asked_1": 9}, needed=("questions", "unanswered"), topics=())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(fresh_sqlite(tmp_path), FrozenClock(year.START + timedelta(days=7)))
    planned = [one for one in year.plan(2_000) if one.at < year.START + timedelta(days=6)]

    def fill(tx: Tx) -> None:
        tx.brands.seed(Brand(id="acme", name="Acme"))
        for name in year.PAGES:
            tx.brands.seed_page(name, brand_id="acme", platform="fake", name=name, reply_limit=500)
        rows = year.rows(planned)
        rows[0]["text"] = "<question> call me on +34 600 123 456, are you open?"
        tx.conn.execute(comment.insert(), rows)

    made.write_sync(fill)
    yield made
    made.close()


async def digest(store: Store, model: ScriptedModel | None, *, times: int = 1) -> Report:
    wording = DigestWriter(model) if model is not None else None
    service = EvidenceService(store, year.MarkedCoach(), BrandShelf(), wording)
    await service.catch_up()
    for _ in range(times):
        made = await service.report(ReportKind.DIGEST, ANN, brand_id="acme")
    return made


async def test_the_models_sentences_open_the_digest_with_the_codes_figures(store: Store) -> None:
    plain = await digest(store, None)
    counts = plain.data["counts"]
    made = await digest(store, ScriptedModel([{"text": GOOD}]))
    assert made.verdict == (
        f"People asked about opening hours ({counts['question']}). {counts['complaint']} came to complain; "
        f"{plain.data['unanswered']} still wait."
    )
    assert (made.paragraphs, made.table, made.data) == (plain.paragraphs, plain.table, plain.data)


async def test_the_model_sees_names_and_masked_examples_and_is_asked_once(store: Store) -> None:
    model = ScriptedModel([{"text": GOOD}])
    await digest(store, model, times=3)
    assert len(model.calls) == 1
    call = model.calls[0]
    assert call.brand_id == "acme"
    assert '"unanswered"' in call.messages[1][1]
    assert "600 123 456" not in call.messages[1][1]


@pytest.mark.parametrize(
    "answer",
    [
        {"text": GOOD.replace("[[unanswered]]", "3")},
        {"text": GOOD.replace("[[unanswered]]", "three")},
        {"text": GOOD.replace("; [[unanswered]] still wait", "")},
        {"text": f"{GOOD} [[secret]]"},
        {"text": f"{GOOD} See https://elsewhere.example"},
        {"text": ""},
        RetryLater("busy", after=timedelta(seconds=5)),
    ],
)
async def test_anything_else_leaves_the_codes_own_words(store: Store, answer: dict[str, str] | Exception) -> None:
    assert (await digest(store, ScriptedModel([answer]))).verdict == (await digest(store, None)).verdict


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[questions]] asked, [[unanswered]] wait.", "14 asked, 3 wait."),
        ("[[questions]] preguntan,\n[[unanswered]] esperan, sobre todo por [[asked_1]].",
         "14 preguntan, 3 esperan, sobre todo por 9."),
        ("[[questions]] asked, ٣ [[unanswered]] wait.", ""),
        ("[[questions]] [[unanswered]], la mitad sobre el horario", ""),
        ("[[questions]] [[unanswered]] and half of them again", ""),
        ("[[ questions ]] [[unanswered]]", ""),
        ("[[questions]] [[unanswered]] <b>now</b>", ""),
        ("[[questions]] [[unanswered]] " + "word " * 300, ""),
    ],
)  # fmt: skip
def test_only_names_become_figures(text: str, said: str) -> None:
    assert filled(text, FIGURES) == said
