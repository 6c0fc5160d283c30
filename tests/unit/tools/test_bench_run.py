from __future__ import annotations

from pathlib import Path

import pytest

from bench import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "bench_good.py").write_text("def main() -> None:\n    print('ratio 0.81')\n")
    (tmp_path / "bench" / "bench_bad.py").write_text("def main() -> None:\n    raise SystemExit(3)\n")
    monkeypatch.setattr(run, "FOLDER", tmp_path / "bench")
    return tmp_path


def test_each_runs_alone_and_a_failure_is_told(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run.main([]) == 1
    said = capfd.readouterr().out
    assert "ratio 0.81" in said
    assert "bad: FAILED with code 3" in said
    assert "1 of 2 benchmarks ran to their end" in said


def test_one_can_be_named(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run.main(["good"]) == 0
    assert "bad" not in capfd.readouterr().out


def test_an_unknown_name_lists_those_there_are(folder: Path) -> None:
    with pytest.raises(SystemExit, match="no benchmark store; there are: bad, good"):
        run.main(["store"])


def test_every_benchmark_has_a_main_and_says_what_it_measures() -> None:
    for path in Path(run.__file__).parent.glob("bench_*.py"):
        text = path.read_text(encoding="utf-8")
        assert "def main() -> None:" in text, path.name
        assert text.lstrip().startswith('"""'), path.name
