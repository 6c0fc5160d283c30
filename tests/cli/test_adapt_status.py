"""What a person sees of the engine's own fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.adapt_view import status_lines
from bot.domain.brand import Brand
from bot.pipeline.adapting import Progress, key_of, plan
from bot.store import Store, open_store
from bot.testing.clock import FrozenClock
from tests.cli.test_cli import run
from tests.stores import fresh_sqlite

BRAND = Brand(id="acme", name="Acme")
LAST = {
    "at": "2026-03-02T09:00:00+00:00",
    "kept": {"heads@acme": 1},
    "failed": "",
    "corrected": 12,
    "readings": 80,
    "answered": [5, 3],
    "groups": 4,
    "labels": [
        {"label": "complaint", "counts": [40, 40], "groups": 9, "before": 0.61, "after": 0.83},
        {"label": "joke", "counts": [79, 1], "groups": 9, "before": None, "after": None},
        {"label": "mood", "counts": [30, 30, 20], "groups": 9, "before": 0.7, "after": 0.6},
    ],
    "score": None,
    "flags": [["to-dm", 4, 2], ["slogan", 1, 1]],
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(fresh_sqlite(tmp_path, "x.db"), FrozenClock())
    made.write_sync(lambda tx: (tx.brands.seed(BRAND), plan(tx)))
    return made


def test_before_the_first_fit(store: Store) -> None:
    lines = status_lines(store, BRAND, "en")
    assert lines[0] == "Acme: in use: the engine as shipped"
    assert lines[-1].strip() == "nothing was fitted by itself yet."


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["12 corrected of 80", "complaint: 0.610 → 0.830, kept", "joke: too few rows: 80 (79, 1",
                "mood: no better",
                 "answered back (AUC): too few rows: 8 (5, 3", "to-dm: called wrong on 4 replies by 2"]),
        ("es", ["12 corregidos de 80", "complaint: 0.610 → 0.830, se queda", "joke: faltan ejemplos: 80",
                "mood: no mejora",
                "contestaron (AUC): faltan ejemplos: 8 (5, 3", "to-dm: marcada como errónea en 4 respuestas por 2"]),
    ],
)  # fmt: skip
def test_figures_and_reasons_in_the_readers_language(store: Store, lang: str, said: list[str]) -> None:
    def remember(tx: object) -> None:
        store_tx = tx
        store_tx.jobs.bring_forward(key_of("acme"), payload=Progress(last=LAST).to_json())  # type: ignore[attr-defined]
        store_tx.models.save("heads@acme", b"x", {})  # type: ignore[attr-defined]

    store.write_sync(remember)
    text = "\n".join(status_lines(store, BRAND, lang))
    assert "heads@acme 1" in text
    for each in said:
        assert each in text
    assert "slogan" not in text


def test_the_command_shows_rolls_back_and_says_when_there_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERTULIA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERTULIA_ENGINE_ENCODER", "false")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert run("adapt", "--status") == 0
    assert "the engine as shipped" in capsys.readouterr().out
    assert run("adapt", "--rollback") == 2
    assert "nothing fitted is in use" in capsys.readouterr().err
    store = open_store(f"sqlite:///{tmp_path / 'home' / 'tertulia.db'}", FrozenClock())
    store.write_sync(lambda tx: [tx.models.save("heads@mirlo", b"x", {}) for _ in range(2)])
    store.close()
    assert run("adapt", "--brand", "mirlo", "--rollback") == 0
    assert "heads@mirlo: version 1" in capsys.readouterr().out
    assert run("adapt", "--brand", "mirlo", "--status") == 0
    assert "heads@mirlo 1" in capsys.readouterr().out
