"""The command line as a person meets it: answers, exit codes, one sentence for every failure."""

from __future__ import annotations

import gzip
import json
import os
import signal
import stat
import subprocess
import sys
import time
import tomllib
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.cli.lazy import COMMANDS


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERTULIA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    # Sentence vectors are the engine's matter; here the words alone are quicker.
    monkeypatch.setenv("TERTULIA_ENGINE_ENCODER", "false")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


def test_version_and_help_name_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("tertulia ")
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("name", [name for name in sorted(COMMANDS) if find_spec(COMMANDS[name][0].partition(":")[0])])
def test_every_command_exists_and_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    assert "Usage: tertulia" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("coach",),
        ("read",),
        ("read", "nowhere.jsonl"),
        ("score", "nowhere.jsonl"),
        ("import", "nowhere.csv"),
        ("coach", "hi", "--lang", "fr"),
        ("coach", "hi", "--brand", "nobody"),
        ("init", "--yes", "--page", "pigeon"),
        ("init", "--yes", "--languages", "english"),
        ("invite", "Ana", "--role", "king"),
        ("restore", "nowhere"),
        ("report",),
        ("person", "forget", "ada", "--page", "one"),
        ("audit", "export"),
        ("demo", "--port", "99999"),
    ],
)
def test_bad_use_is_code_2_and_one_sentence(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said


def test_serve_without_settings_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("serve") == 1
    assert "tertulia init" in capsys.readouterr().err


def test_a_wrong_setting_is_one_line_with_key_file_and_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "tertulia.toml").write_text("[console]\nprot = 1\n")
    assert run("serve") == 1
    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    assert "console.prot" in said
    assert "tertulia.toml" in said


# ---------------------------------------------------------------- coach and batches


def test_coach_reads_suggests_and_critiques(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("coach", "Do you open on Sundays?") == 0
    shown = capsys.readouterr().out
    assert "question" in shown
    assert "1. [" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert run("coach", "¿Abrís los domingos?", "--draft", "¡Gracias por tu mensaje!", "--lang", "es") == 0
    shown = capsys.readouterr().out
    assert "Nota " in shown
    assert "[Gracias por tu mensaje]" in shown
    assert run("coach", "--draft", "Buy now!") == 0
    assert "Score " in capsys.readouterr().out


def test_markup_in_a_comment_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("coach", "Is [bold]this[/bold] :smile: open?") == 0
    assert "[bold]this[/bold] :smile:" in capsys.readouterr().out


ROWS: list[Any] = [
    {"id": "a", "comment": "Loved the tasting! Is there one in June?", "reply": "So glad! DM us.", "lang": "en"},
    {"id": 2, "comment": "", "post": "Buy now", "history": [{"who": "customer", "text": "hi"}]},
    {
        "id": "c",
        "comment": "Llevo tres días esperando",
        "reply": "¿Cuál era tu pedido?",
        "brand": "otra-casa",
        "author": "Eva",
    },
    {"id": "d", "comment": "😂😂", "reply": "Ha!"},
]


def _write(path: Path, rows: list[Any], extra: str = "") -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n" + extra, encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (
            "read",
            {"lang", "lang_confidence", "kinds", "mood", "urgency", "asks", "specifics", "needs_reply", "why", "hide"},
        ),
        ("score", {"score", "dimensions", "findings"}),
        ("suggest", {"suggestions"}),
    ],
)
def test_batches_keep_order_and_ids_and_skip_bad_lines(
    tmp_path: Path, command: str, fields: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    bad = "\n".join(
        (
            '{"id": "x"',
            "[]",
            '{"comment": "no id", "reply": "x"}',
            '{"id": "y", "comment": 5}',
            '{"id": "z", "comment": "a", "reply": "b", "history": 3}',
        )
    )
    _write(tmp_path / "in.jsonl", ROWS, bad)
    assert run(command, "in.jsonl", "-o", "out.jsonl") == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a", 2, "c", "d"]
    assert all(fields <= row.keys() for row in rows)
    said = capsys.readouterr().err
    assert "5 bad lines skipped" in said
    assert "line 5" in said
    assert not list(tmp_path.glob("*.partial"))


def test_a_batch_in_several_processes_is_the_same(tmp_path: Path) -> None:
    _write(tmp_path / "in.jsonl", [{**ROWS[0], "id": number} for number in range(300)])
    assert run("score", "in.jsonl", "-o", "one.jsonl") == 0
    assert run("score", "in.jsonl", "-o", "two.jsonl", "--workers", "2") == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_scores_are_bounded_and_planned_posts_are_scored(tmp_path: Path) -> None:
    _write(tmp_path / "in.jsonl", ROWS)
    assert run("score", "in.jsonl", "-o", "out.jsonl") == 0
    for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert 0 <= row["score"] <= 100
        assert len(row["dimensions"]) == 8
        assert all(part is None or 0 <= part <= 1 for part in row["dimensions"].values())


def test_a_batch_of_nothing_but_bad_lines_fails(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("nope\n")
    assert run("read", "in.jsonl", "-o", "out.jsonl") == 1


# ---------------------------------------------------------------- init, doctor, import


def test_init_says_how_to_set_up_a_platform_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("init", "discord") == 0
    english = capsys.readouterr().out
    assert "permissions=" in english
    assert 'adapter = "discord"' in english
    assert run("init", "Discord", "--lang", "es") == 0
    assert "tertulia doctor" in capsys.readouterr().out
    assert not (tmp_path / "home").exists()
    assert run("init", "pigeon") == 2
    assert "discord" in capsys.readouterr().err


def test_doctor_asks_the_channels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "--yes") == 0
    settings = tmp_path / "home" / "tertulia.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        + '\n[channels.team]\nadapter = "discord"\n[channels.team.options]\nguild = "1"\nchannel = "2"\n',
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run("doctor") != 0
    told = capsys.readouterr()
    assert "token_env" in told.out + told.err


def test_init_writes_what_serve_reads_and_never_over_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "--yes", "--brand", "Café Ñandú", "--page", "webhook") == 0
    home = tmp_path / "home"
    data = tomllib.loads((home / "tertulia.toml").read_text(encoding="utf-8"))
    assert data["pages"]["webhook"]["brand"] == "cafe-nandu"
    secret = home / "webhook.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    first = secret.read_text()
    assert first.splitlines()[1] not in (home / "tertulia.toml").read_text()
    assert run("init", "--yes") == 2
    assert run("init", "--yes", "--force", "--brand", "Other") == 0
    assert (home / "tertulia.toml.before").exists()
    assert secret.read_text() == first
    capsys.readouterr()
    assert run("doctor") == 1
    shown = capsys.readouterr().out
    assert "reply_url" in shown
    assert "1 to mend" in shown


def test_doctor_is_content_with_an_empty_folder_and_names_a_damaged_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("doctor") == 0
    assert "All is well" in capsys.readouterr().out
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "tertulia.db").write_bytes(b"not a database at all, whatever its name says" * 50)
    assert run("doctor") == 1
    assert "tertulia restore" in " ".join(capsys.readouterr().out.split())  # a long path wraps the line


def test_import_tells_what_it_did_and_doing_it_again_adds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "Fecha;Usuario;Comentario\n03/11/2026;Ana;¿Abrís hoy por la tarde?\n;Luis;Muy rico todo\n31/31/2026;X;y z w\n"
    )
    assert run("import", str(path), "--dry-run") == 0
    assert "2 would be new" in capsys.readouterr().out
    assert not (tmp_path / "home" / "tertulia.db").exists()
    assert run("import", str(path)) == 0
    shown = capsys.readouterr().out
    assert "2 new, 0 duplicates, 1 broken" in shown
    assert "line 4" in shown
    rejected = json.loads((tmp_path / "export.csv.rejects.jsonl").read_text(encoding="utf-8"))
    assert rejected["line"] == 4
    assert run("import", str(path)) == 0
    assert "0 new, 2 duplicates" in capsys.readouterr().out
    assert run("report") == 0
    assert "2  comments" in capsys.readouterr().out


def test_read_only_keeps_comments_and_asks_for_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "\n".join(json.dumps({"id": n, "text": f"comment number {n}"}) for n in range(1200)).encode()
    (tmp_path / "old.jsonl.gz").write_bytes(gzip.compress(body))
    assert run("import", "old.jsonl.gz", "--read-only") == 0
    assert "1200 new" in capsys.readouterr().out
    assert run("report") == 0
    shown = capsys.readouterr().out
    assert "1200  comments" in shown
    assert "new" not in shown


# ---------------------------------------------------------------- demo


@pytest.mark.slow
def test_the_demo_starts_answers_and_stops_gracefully(tmp_path: Path) -> None:
    environ = {**os.environ, "COLUMNS": "200"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environ,
    )
    try:
        assert process.stdout is not None
        address = link = ""
        until = time.monotonic() + 60
        while not link and time.monotonic() < until:
            line = process.stdout.readline()
            if "running at" in line:
                address = line.split()[-1]
            if "/welcome?token=" in line:
                link = line.strip()
        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
            assert json.loads(answer.read())["status"] == "ok"
        with urllib.request.urlopen(link, timeout=10) as answer:
            assert b"token" in answer.read()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
    assert (tmp_path / "home" / "demo" / "tertulia.db").exists()


def test_suggest_answers_with_the_fact_that_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": 1, "comment": "What would the pair of us need to know before we set off?"},
        {"id": 2, "comment": "¿Y qué hacemos con el que ladra?", "facts": ["dogs.es"]},
        {"id": 3, "comment": "Where is it?", "facts": ["hours-bristl"]},
        {"id": 4, "comment": "Where is it?", "facts": "hours"},
    ]
    _write(tmp_path / "in.jsonl", rows)
    assert run("suggest", "in.jsonl", "-o", "out.jsonl", "--brand", "mirlo", "--fact", "dogs", "--fact", "wifi") == 0
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == [1, 2]
    for row, lang in zip(found, ("en", "es"), strict=True):
        assert row["suggestions"]
        for offer in row["suggestions"]:
            assert {source["ref"] for source in offer["sources"]} == {f"dogs.{lang}", f"wifi.{lang}"}
            assert all(source["quote"] in offer["text"] for source in offer["sources"])
    said = capsys.readouterr().err
    assert "line 3: there is no fact 'hours-bristl'; near it: hours-bristol" in said
    assert "line 4: facts is not a list of texts" in said


def test_coach_answers_with_a_fact_or_says_which_are_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("coach", "and the one that barks?", "--brand", "mirlo", "--fact", "dogs") == 0
    assert "Dogs are welcome" in capsys.readouterr().out
    assert run("coach", "and the one that barks?", "--brand", "mirlo", "--fact", "dog") == 2
    assert "there is no fact 'dog'; near it: dogs" in capsys.readouterr().err
