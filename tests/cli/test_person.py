"""A person's data from the terminal: seen, forgotten after a question, and a line in the log."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.domain.brand import Brand
from bot.domain.comment import Author, Comment
from bot.intake.accept import accept
from bot.store import Tx, open_store
from bot.testing.clock import FrozenClock

RITA = Author(ext_id="rita.77", name="Rita Quiroga", handle="@ritaq77")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TERTULIA_HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    store = open_store(f"sqlite:///{tmp_path}/tertulia.db", FrozenClock())

    def fill(tx: Tx) -> None:
        tx.brands.seed(Brand(id="acme", name="Acme"))
        tx.brands.seed_page("page", brand_id="acme", platform="fake", name="Acme", reply_limit=500)
        at = datetime(2026, 3, 2, tzinfo=UTC)
        texts = ("Is the almond cake back?", "And on Saturday?")
        accept(tx, [Comment(page_id="page", ext_id=f"rita-{n}", text=text, author=RITA, created_at=at)
                    for n, text in enumerate(texts)])  # fmt: skip

    store.write_sync(fill)
    store.close()
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


def test_export_is_json_and_changes_nothing(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert run("person", "export", "@ritaq77", "--page", "page") == 0
    made = json.loads(capsys.readouterr().out)
    assert [one["text"] for one in made["comments"]] == ["Is the almond cake back?", "And on Saturday?"]
    assert run("person", "export", "rita quiroga", "--page", "page", "-o", str(home / "rita.json")) == 0
    assert json.loads((home / "rita.json").read_text(encoding="utf-8")) == made


def test_forgetting_asks_does_it_and_says_what_is_left(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.confirm", lambda _: False)
    assert run("person", "forget", "rita.77", "--page", "page") == 2
    assert "nothing was changed" in capsys.readouterr().err
    assert run("person", "forget", "rita.77", "--page", "page", "--yes", "--by", "Ana") == 0
    assert "Forgotten: 2 comments by Rita Quiroga on page." in capsys.readouterr().out
    assert b"almond" not in (home / "tertulia.db").read_bytes()
    assert b"Quiroga" not in (home / "tertulia.db").read_bytes()
    assert run("person", "export", "rita.77", "--page", "page") == 2
    assert "nobody called 'rita.77'" in capsys.readouterr().err


def test_the_log_is_exported_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("person", "forget", "rita.77", "--page", "page", "-y", "--by", "Ana") == 0
    capsys.readouterr()
    assert run("audit", "export", "--brand", "acme") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0]["action"] == "person_forgotten"
    assert (lines[0]["actor"], lines[0]["detail"]["comments"]) == ("terminal:Ana", 2)
    assert [line["id"] for line in lines] == sorted((line["id"] for line in lines), reverse=True)
