"""The command line speaks to its person in English or Spanish, as --lang or the environment says; no sentence lacks
either."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.lazy import COMMANDS
from bot.cli.speaking import speak, spoken
from bot.cli.texts import all_texts, say
from bot.domain.errors import BadInput, Misconfigured

ROOT = Path(__file__).resolve().parents[2] / "bot"
TOLD = frozenset({"BadInput", "Misconfigured", "StoreBroken", "Note", "AlreadyRunning"})
"""What a command may end with; its text reaches the person as it stands."""
ALIKE = frozenset({"tertulia", "welcometoken"})
"""What is the same in both: the program's name, an address."""
SHARED = (
    "importing/opening.py",
    "importing/columns.py",
    "importing/records.py",
    "importing/comments.py",
    "store/backup.py",
    "store/backup_postgres.py",
    "settings.py",
    "coaching/brands.py",
)
"""Outside the command line, met on it: here an error says both."""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in (("HOME", str(tmp_path / "home")), ("ENGINE_ENCODER", "false")):
        monkeypatch.setenv(f"TERTULIA_{name}", value)
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    yield
    speak(None)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("key", sorted(all_texts()))
def test_each_sentence_stands_in_both_languages_with_the_same_values(key: str) -> None:
    english, spanish = all_texts()[key]
    assert english.strip()
    assert spanish.strip()
    assert fields(english) == fields(spanish)
    assert english.count("|") == spanish.count("|")


def _calls(tree: ast.AST, names: frozenset[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                yield node


def _own_words(node: ast.expr) -> str:
    """The letters written out in an argument, where it is a text and no call of `say`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "".join(filter(str.isalpha, node.value))
    if isinstance(node, ast.JoinedStr):
        return "".join(_own_words(part) for part in node.values)
    return ""


@pytest.mark.parametrize("path", sorted((ROOT / "cli").glob("*.py")), ids=lambda path: path.name)
def test_no_command_prints_or_raises_words_that_stand_in_one_language(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [
        f"{path.name}:{call.lineno}: {ast.unparse(call)[:80]}"
        for call in _calls(tree, TOLD | {"print", "confirm", "prompt"})
        for argument in [*call.args, *(each.value for each in call.keywords if each.arg == "mend")]
        if len(words := _own_words(argument)) > 3 and words not in ALIKE
    ]
    assert found == []


@pytest.mark.parametrize("name", SHARED)
def test_errors_that_commands_pass_on_say_both(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    calls = list(_calls(tree, (TOLD - {"AlreadyRunning"}) | {"Broken"}))
    lacking = [f"{name}:{call.lineno}" for call in calls if all(each.arg != "es" for each in call.keywords)]
    assert calls
    assert lacking == []


def test_an_error_is_told_in_the_language_asked_for() -> None:
    assert BadInput("one", es="uno").told("es") == "uno"
    assert BadInput("one", es="uno").told("en") == "one"
    assert BadInput("one").told("es") == "one"
    assert Misconfigured(key="a", where="b", mend="one", es="uno").told("es") == "a (b): uno"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("coach",), "escribe un comentario"),
        (("coach", "hola", "--brand", "nadie"), "no hay ninguna marca 'nadie'"),
        (("read", "nada.jsonl"), "no existe el archivo nada.jsonl"),
        (("import", "nada.csv"), "no existe el archivo nada.csv"),
        (("restore", "nada"), "no existe el archivo nada"),
        (("backup",), "no hay ningún almacén en"),
        (("serve",), "no hay ninguna página; ejecuta `tertulia init`"),
        (("report",), "todavía no hay almacén en"),
        (("adapt",), "indica al menos un archivo de filas etiquetadas"),
        (("invite", "Ana", "--role", "rey"), "no existe ese papel"),
        (("init", "--brand", "X", "--page", "nada", "--yes"), "no existe ese adaptador"),
    ],
)
def test_a_spanish_environment_is_answered_in_spanish(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) in (1, 2)
    assert told in " ".join(capsys.readouterr().err.split())


def test_a_language_named_wins_for_this_command_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("coach", "--lang", "en") == 2
    assert "give a comment" in capsys.readouterr().err
    assert spoken() == "en"
    assert run("coach") == 2
    assert "escribe un comentario" in capsys.readouterr().err


def test_a_wrong_setting_and_a_bad_line_are_told_in_spanish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "tertulia.toml").write_text("[console]\nprot = 1\n", encoding="utf-8")
    assert run("serve") == 1
    assert "no existe esa clave; quizá sea port; hay" in capsys.readouterr().err
    (home / "tertulia.toml").unlink()
    (tmp_path / "in.jsonl").write_text('nope\n{"id": 1}\n{"id": 2, "comment": "¿Abrís los domingos?"}\n', "utf-8")
    assert run("read", "in.jsonl", "-o", "out.jsonl") == 0
    told = capsys.readouterr().err
    assert "línea 1: no es JSON (desde la columna 1); se omite" in told
    assert "línea 2: sin comentario; se omite" in told
    assert "2 líneas omitidas por errores; hechas: 1" in told


def test_an_export_handed_to_read_is_sent_to_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "export.csv").write_text("Message,Author\nHola,Ana\n", "utf-8")
    assert run("read", "export.csv", "--lang", "en") == 2
    assert "there is: tertulia import export.csv" in " ".join(capsys.readouterr().err.split())


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").touch()
    assert run("score", "in.jsonl", "-o", "out.jsonl") == 0
    assert "in.jsonl está vacío" in capsys.readouterr().err


def test_import_and_doctor_speak_spanish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "export.csv").write_text("Mensaje;Autor;Fecha\n¿Abrís?;Ana;2026-11-03\nHola;Bob;ayer\n", "utf-8")
    assert run("import", "export.csv") == 0
    shown = capsys.readouterr().out
    assert "campo" in shown
    assert "línea 3: la fecha 'ayer' no se entiende" in shown
    assert "nuevas: 1, repetidas: 0, con errores: 1" in shown
    run("doctor")
    assert "distingue inglés y español" in capsys.readouterr().out


def test_every_key_that_a_command_says_is_there() -> None:
    known = set(all_texts())
    for path in (ROOT / "cli").glob("*.py"):
        for call in _calls(ast.parse(path.read_text(encoding="utf-8")), frozenset({"say"})):
            first = call.args[0]
            if isinstance(first, ast.Constant) and path.name not in ("adapt_view.py",):
                assert first.value in known, f"{path.name}:{call.lineno}"
    assert say("yes") in ("yes", "sí")
    assert COMMANDS
