"""Every command, option and script that the documentation tells people to run exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bot.cli.lazy import COMMANDS, _load

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:… )?tertulia [^`]+)`")
SCRIPT = re.compile(r"python3? (?:-m (tools\.\w+)|((?:tools|bench)/\w+\.py))")


def told(page: Path) -> list[list[str]]:
    """The words behind `tertulia` in each command line of a page."""
    text = page.read_text(encoding="utf-8")
    lines = [*(line for block in BLOCK.findall(text) for line in block.splitlines()), *INLINE.findall(text)]
    found = []
    for line in lines:
        begun = re.match(r"(?:\$ )?(?:… |python3 run\.py )?tertulia (.+)", line)
        if begun and "docker" not in line:
            found.append(
                shlex.split(begun[1].partition("  #")[0].replace("2>&1 | grep", "").replace("“", ""), comments=True)
            )
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_their_options_exist(page: Path) -> None:
    for words in told(page):
        names = words[0].split("|") if words else []
        for name in names:
            if name.startswith("--"):
                continue
            assert name in COMMANDS, words
            known = {option for each in _load(name).params for option in (*each.opts, *each.secondary_opts)} | {
                "--help"
            }
            used = {
                re.split(r"[=\]]", word.lstrip("["))[0]
                for word in words[1:]
                if word.lstrip("[").startswith("-") and word != "-"
            }
            assert used <= known, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_scripts_exist(page: Path) -> None:
    for module, path in SCRIPT.findall(page.read_text(encoding="utf-8")):
        file = ROOT / (path or module.replace(".", "/"))
        assert file.is_file() or file.with_suffix(".py").is_file() or (file / "__main__.py").is_file(), file
