"""Words that must not be in the project: paths of a machine, hosts of package registries, notes for other places.

The patterns are put together from parts so that this file does not find itself.
"""

from __future__ import annotations

import re

from tests.architecture import source

MACHINE = re.compile(
    r"(^|[^A-Za-z0-9_.])/(" + "|".join(("wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me/[a-z]+")) + ")/"
)
REGISTRIES = [
    "py" + "pi.org",
    "pypi.python" + ".org",
    "python" + "hosted",
    "registry.npm" + "js",
    "/simple" + "/",
    "docker" + ".io/",
]
NOTES = ["DEVELOPERS" + ".md", "T" + "ODO", "FIX" + "ME", "X" + "XX "]
BINARY = {".png", ".jpg", ".gif", ".ico", ".woff2", ".pdf", ".npz", ".npy", ".gz", ".bin", ".onnx", ".lock", ".db"}


def texts() -> list[tuple[str, str]]:
    found = []
    for path in source.tracked():
        if path.suffix not in BINARY:
            found.append((path.relative_to(source.ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace")))
    return found


def places(word: str) -> list[str]:
    return [f"{name}: {word}" for name, text in texts() if word in text]


def test_no_path_of_a_machine() -> None:
    found = []
    for name, text in texts():
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{name}:{number}: {line.strip()[:100]}")
    assert found == []


def test_no_host_of_a_registry() -> None:
    assert [place for word in REGISTRIES for place in places(word)] == []


def test_no_notes_left_lying() -> None:
    assert [place for word in NOTES for place in places(word)] == []


def test_the_pattern_finds_a_planted_path() -> None:
    assert MACHINE.search("see /ro" + "ot/x")
    assert not MACHINE.search("https://example.org/network/x")
