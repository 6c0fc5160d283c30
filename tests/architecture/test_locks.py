"""The locks answer the present pyproject.toml, are hashed, and say nothing of where to fetch from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import lock

ROOT = Path(__file__).resolve().parents[2]


def blocks(name: str) -> list[str]:
    """One text per pin, with its hashes."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return [block for block in re.split(r"\n(?=\S)", body) if block.strip()]


def test_no_lock_is_stale() -> None:
    assert lock.stale() == [], "run: python tools/lock.py"


def test_a_changed_requirement_makes_a_lock_stale(tmp_path: Path) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(text.replace('"tenacity>=9.2,<10"', '"tenacity>=9.3,<10"'), "utf-8")
    assert lock.stale(root=tmp_path) == ["base", "dev"]


@pytest.mark.parametrize("name", lock.LOCKS)
def test_every_pin_is_exact_and_hashed(name: str) -> None:
    pins = blocks(name)
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==[^\s;]+", pin), pin.splitlines()[0]
        assert "--hash=sha256:" in pin, pin.splitlines()[0]


@pytest.mark.parametrize("name", lock.LOCKS)
def test_no_lock_names_a_place_to_fetch_from(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_the_locks_agree_on_versions() -> None:
    def versions(name: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for pin in blocks(name):
            package, _, version = pin.split(" ")[0].partition("==")
            found.setdefault(package, set()).add(version)
        return found

    base, dev = versions("base"), versions("dev")
    assert {name: dev.get(name) for name in base} == base
