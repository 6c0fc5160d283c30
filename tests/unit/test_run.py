"""run.py: what decides whether it installs, and the command it hands over to."""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev", "build"):
        (tmp_path / "requirements" / f"{name}.lock").write_text(f"# {name}\none==1 \\\n    --hash=x==y\ntwo==2\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    return module


def stamp(run: ModuleType, kind: str) -> None:
    run.venv_python().parent.mkdir(parents=True, exist_ok=True)
    run.venv_python().touch()
    (run.VENV / run.STAMP).write_text(json.dumps(run.wish(kind)))


def test_an_environment_that_fits_is_not_touched(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(run, "dev")
    monkeypatch.setattr(run, "install", lambda *_: pytest.fail("installed again"))
    assert run.ensure("dev") == run.venv_python()
    assert run.ensure("base") == run.venv_python()  # the test tools' environment serves the program


@pytest.mark.parametrize("change", ["lock", "place", "interpreter", "stamp", "kind"])
def test_anything_missing_or_changed_installs(run: ModuleType, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    stamp(run, "base")
    if change == "lock":
        (run.ROOT / "requirements" / "base.lock").write_text("# newer\n")
    elif change == "place":
        (run.VENV / run.STAMP).write_text(json.dumps({**run.wish("base"), "root": "elsewhere"}))
    elif change == "interpreter":
        run.venv_python().unlink()
    elif change == "stamp":
        (run.VENV / run.STAMP).write_text("{half")
    installed: list[str] = []
    monkeypatch.setattr(run, "install", lambda kind, _: installed.append(kind))
    wanted = "dev" if change == "kind" else "base"
    run.ensure(wanted)
    assert installed == [wanted]


def test_the_stamp_is_gone_while_it_installs(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(run, "base")
    monkeypatch.setattr(run, "usable", lambda: True)

    def pip(*_: str, total: int = 0) -> None:
        assert not (run.VENV / run.STAMP).exists()
        raise run.SetupFailed("no network")

    monkeypatch.setattr(run, "pip", pip)
    with pytest.raises(run.SetupFailed):
        run.install("base", run.wish("base"))
    assert run.read_stamp() == {}


def test_a_failing_pip_is_told_with_its_last_words(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    run.VENV.mkdir()
    monkeypatch.setattr(run, "venv_python", lambda: Path(sys.executable))
    monkeypatch.setattr(run, "PIP", ("-c", "print('no route to anywhere'); raise SystemExit(1)"))
    with pytest.raises(run.SetupFailed, match=r"no route to anywhere[\s\S]*run the same command again"):
        run.pip("install")
    assert "no route" in (run.VENV / run.LOG).read_text()


def test_a_missing_lock_asks_for_a_complete_copy(run: ModuleType) -> None:
    (run.ROOT / "requirements" / "dev.lock").unlink()
    with pytest.raises(run.SetupFailed, match="complete copy"):
        run.ensure("dev")


@pytest.mark.parametrize(
    ("word", "rest", "expected"),
    [
        ("demo", ["--port", "9000"], ["-m", "bot", "demo", "--port", "9000"]),
        ("tertulia", ["coach", "hola"], ["-m", "bot", "coach", "hola"]),
        ("test", ["-k", "score"], ["-m", "pytest", "-n", "2", "-k", "score"]),
        ("test", ["-n0"], ["-m", "pytest", "-n0"]),
    ],
)
def test_words_become_commands(run: ModuleType, word: str, rest: list[str], expected: list[str]) -> None:
    assert run.command(Path("python"), word, rest)[1:] == expected


def test_pins_are_counted_without_their_hashes(run: ModuleType) -> None:
    assert run.count_pins(run.ROOT / "requirements" / "base.lock") == 2


def test_an_old_python_gets_one_sentence(run: ModuleType) -> None:
    assert "3.11 or newer" in run.old_python((3, 9, 2), "python3")
    assert "3.9.2" in run.old_python((3, 9, 2), "python3")


def test_a_spanish_environment_is_spoken_to_in_spanish(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    assert "3.11 o posterior" in run.old_python((3, 9, 2), "python3")
    list(run.follow([f"Collecting p{number}\n" for number in range(10)], 10))
    assert "10 de 10 descargados" in capsys.readouterr().err
    (run.ROOT / "pyproject.toml").unlink()
    with pytest.raises(run.SetupFailed, match="toma una copia completa"):
        run.wish("base")


def test_no_sentence_of_it_stands_in_one_language() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    bare = [ast.unparse(call) for call in calls if call.func.id in ("say", "SetupFailed")  # type: ignore[attr-defined]
            and isinstance(call.args[0], ast.Constant)]  # fmt: skip
    assert bare == []
    assert sum(call.func.id == "both" for call in calls) >= 12  # type: ignore[attr-defined]


def test_progress_counts_what_is_fetched(
    run: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    lines = ["Ignoring colorama: not here\n"] + [f"Collecting p{n}==1\n" for n in range(10)]
    assert list(run.follow(lines, 11)) == lines
    assert "10 of 10 fetched" in capsys.readouterr().err


def test_the_program_is_compiled_at_set_up(run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "part.py").write_text("WORD = 'hello'\n")
    monkeypatch.setattr(run, "venv_python", lambda: Path(sys.executable))
    run.precompile()
    assert [each.name.split(".")[0] for each in (tmp_path / "bot").rglob("*.pyc")] == ["part"]
