"""The import contracts of pyproject.toml hold, and they bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT, cwd=folder, capture_output=True, text=True, timeout=120)


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "0 broken" in done.stdout


def test_a_planted_violation_is_reported(tmp_path: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__", "_data", "static", "*.npz", "*.png")
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "bot" / "domain" / "brand.py"
    planted.write_text(planted.read_text(encoding="utf-8") + "\nimport bot.store.schema  # noqa\n", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "bot.domain.brand" in done.stdout
