"""The wheel holds everything the program needs, the same to the byte each time; the sdist can be built from."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from tests.architecture import source

pytest.importorskip("hatchling", reason="not in this environment; run.py setup --dev installs it")
ROOT = source.ROOT


def build(kind: str, folder: Path, root: Path = ROOT) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=120)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


def wanted() -> set[str]:
    """The paths in the wheel that the project's files should have."""
    found = set()
    for path in source.tracked():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith("bot/"):
            found.add(name)
        elif name.startswith(("prompts/", "config/")):
            found.add(f"bot/_data/{name}")
    return found


def test_code_prompts_rules_templates_and_static_files_are_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert wanted() - inside == set()
    strange = {name for name in inside if not name.startswith(("bot/", "tertulia-"))}
    assert strange == set()


def test_it_is_the_same_to_the_byte_each_time(wheel: Path, tmp_path: Path) -> None:
    assert build("wheel", tmp_path).read_bytes() == wheel.read_bytes()


def test_its_name_command_and_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA")).rpartition("/")[0]
        head = HeaderParser().parsestr(archive.read(f"{info}/METADATA").decode())
        commands = archive.read(f"{info}/entry_points.txt").decode()
        assert f"{info}/licenses/LICENSE" in archive.namelist()
    assert (head["Name"], head["License-Expression"]) == ("tertulia", "MIT")
    assert "tertulia = bot.cli:main" in commands
    needed = {re.split(r"[<>=!~\[; ]", line)[0] for line in head.get_all("Requires-Dist", [])}
    assert {"discord-py", "python-telegram-bot", "openai", "tenacity"} <= needed


def test_the_sdist_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "open", filter="data")
    root = next((tmp_path / "open").iterdir())
    for name in ("run.py", "requirements/base.lock", "requirements/dev.lock", "tests/conftest.py"):
        assert (root / name).is_file(), name
    again = build("wheel", tmp_path / "again", root)
    with zipfile.ZipFile(again) as one, zipfile.ZipFile(wheel) as other:
        assert one.namelist() == other.namelist()
