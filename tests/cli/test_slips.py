"""What goes wrong on the first days: wrong files, words, ports. Each gets a sentence, and nothing is lost."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.demo import forget
from bot.cli.running import LOCK, alone
from bot.domain.errors import BadInput
from bot.settings import load_settings
from bot.wiring.engine import VECTORS


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    for name, value in (("HOME", str(home)), ("ENGINE_ENCODER", "false")):
        monkeypatch.setenv(f"TERTULIA_{name}", value)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.chdir(tmp_path)
    return home


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The error stream, as one line."""
    return " ".join(capsys.readouterr().err.split())


# ---------------------------------------------------------------- settings


def test_a_mark_at_the_beginning_is_no_mistake(home: Path) -> None:
    (home / "tertulia.toml").write_bytes(b"\xef\xbb\xbf[console]\r\nport = 9000\r\n")
    assert load_settings().console.port == 9000


@pytest.mark.parametrize("coding", ["latin-1", "utf-16"])
def test_settings_in_another_coding_are_told_how_to_be_saved(
    home: Path, coding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "tertulia.toml").write_text("# Lámparas\n[console]\nport = 9000\n", encoding=coding)
    assert run("serve") == 1
    assert "choose UTF-8 in your editor" in said(capsys)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("[console]\nprot = 1\n", "console.prot: there is no such key; port may be meant"),
        ("[consol]\nport = 1\n", "consol: there is no such key; console may be meant"),
        (
            '[pages.shop]\nadaptor = "file"\nbrand = "a"\n',
            "pages.shop.adaptor: there is no such key; adapter may be meant",
        ),
        ('[console]\nport = "x"\n', "console.port: must be a whole number, not 'x'"),
        ('[log]\nlevel = "loud"\n', "log.level: must be 'debug', 'info', 'warning' or 'error', not 'loud'"),
        ('[pages.shop]\nbrand = "a"\n', "pages.shop.adapter: is missing"),
        ('[store]\nurl = "mysql://me:sesame@db/x"\n', "store.url: must be empty for SQLite in the home folder"),
    ],
)
def test_a_wrong_key_is_told_with_its_mend(
    home: Path, text: str, mend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "tertulia.toml").write_text(text)
    assert run("serve") == 1
    told = said(capsys)
    assert mend in told.replace(f" ({home / 'tertulia.toml'})", "")
    assert "sesame" not in told


def test_a_wrong_variable_is_called_by_its_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERTULIA_CONSOLE_PORT", "many")
    assert run("serve") == 1
    assert "TERTULIA_CONSOLE_PORT (the environment): must be a whole number, not 'many'" in said(capsys)


def test_the_other_spelling_of_a_postgres_address_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERTULIA_STORE_URL", "postgres://tertulia@db.internal/tertulia")
    assert load_settings().store_url() == "postgresql+psycopg://tertulia@db.internal/tertulia"


def test_every_settings_file_that_init_replaces_is_kept(home: Path) -> None:
    for name in ("One", "Two", "Three"):
        assert run("init", "--yes", "--force", "--brand", name) == 0
    kept = sorted(home.glob("tertulia.toml.before*"))
    assert len(kept) == 2
    assert {name for name in ("One", "Two", "Three") for path in kept if f'"{name}"' in path.read_text()} == {
        "One",
        "Two",
    }


def test_init_says_that_a_brand_file_stays_as_it_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "--yes", "--brand", "Acme") == 0
    assert "was there" not in capsys.readouterr().out
    assert run("init", "--yes", "--brand", "Acme", "--languages", "es", "--force") == 0
    assert "acme.toml (was there, and stays as it is)" in " ".join(capsys.readouterr().out.split())


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_is_a_sentence_before_anything_begins(
    home: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "tertulia.toml").write_text('[pages.shop]\nadapter = "file"\nbrand = "mirlo"\n')
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(command, "--port", str(port)) == 2
    assert f"another program listens on 127.0.0.1:{port} already; end it, or name another port with --port" in said(
        capsys
    )
    assert not list(home.rglob("tertulia.db"))


def test_an_address_of_another_machine_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "tertulia.toml").write_text('[pages.shop]\nadapter = "file"\nbrand = "mirlo"\n')
    assert run("serve", "--host", "192.0.2.1", "--port", "0") == 2
    assert "192.0.2.1 is no address of this machine" in said(capsys)


def test_an_invitation_leads_to_where_the_program_listens(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with alone(home):
        (home / LOCK).write_text("4711\nhttp://127.0.0.1:9101", encoding="utf-8")
        assert run("invite", "Ana") == 0
    told = capsys.readouterr()
    assert told.out.startswith("http://127.0.0.1:9101/welcome?token=")
    assert "For Ana, moderator of all brands" in told.err
    assert run("invite", "Bo") == 0
    assert capsys.readouterr().out.startswith("http://127.0.0.1:8765/welcome?token=")


def test_an_invitation_needs_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("invite", "  ") == 2
    assert "say whom the link is for" in said(capsys)


# ---------------------------------------------------------------- files


def test_a_demo_with_its_cache_can_begin_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / VECTORS).mkdir(parents=True)
    (folder / VECTORS / "some.vectors").write_bytes(b"x")
    (folder / "tertulia.db").write_bytes(b"x")
    forget(folder)
    assert list(folder.iterdir()) == []
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(BadInput, match=r"thesis\.txt"):
        forget(folder)
    assert (folder / "thesis.txt").exists()


@pytest.mark.parametrize("command", ["read", "score", "suggest"])
def test_the_file_that_is_read_is_never_written_over(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("mine.jsonl")
    row = json.dumps({"id": 1, "comment": "¿Abrís?", "reply": "Sí, a las diez."})
    path.write_text(row, encoding="utf-8")
    Path("link.jsonl").symlink_to(path)
    for target in ("mine.jsonl", "./mine.jsonl", "link.jsonl"):
        assert run(command, "mine.jsonl", "-o", target) == 2
        assert "name another file with -o" in said(capsys)
    assert path.read_text(encoding="utf-8") == row


def test_a_header_in_another_language_is_believed_once_a_column_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("export.csv").write_text("Kommentar,Wer\nHabt ihr sonntags auf?,Uta\nSchön hier,Jan\n", encoding="utf-8")
    assert run("import", "export.csv", "--map", "text=Kommentar", "--map", "author=Wer", "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "2 would be new" in shown
    assert "Uta: Habt ihr" in shown


def test_columns_without_names_are_shown_by_what_stands_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    Path("export.csv").write_text("foo,bar\n1,2\n", encoding="utf-8")
    assert run("import", "export.csv", "--dry-run") == 2
    assert "Columns: 1 (“foo”), 2 (“bar”)" in said(capsys)


def test_a_report_of_an_unknown_page_is_none(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("export.csv").write_text("text\nDo you open on Sundays?\n", encoding="utf-8")
    assert run("import", "export.csv", "--read-only") == 0
    assert run("report", "health", "--page", "shop") == 2
    assert "there is no page 'shop'; known are import" in said(capsys)
    assert run("report", "post") == 2
    assert "post" not in said(capsys).partition("choose")[2]


def test_a_wide_report_on_a_narrow_terminal_keeps_its_words_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("export.csv").write_text("text\nDo you open on Sundays?\n", encoding="utf-8")
    assert run("import", "export.csv", "--read-only") == 0
    capsys.readouterr()
    for columns in ("80", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        assert run("report", "health") == 0
        shown = capsys.readouterr().out
        assert "…" not in shown
        assert "comments" in shown
        assert "share of words" in " ".join(shown.split())
