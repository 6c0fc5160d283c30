"""Reads the program's sources for the tests beside it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One source file. `name` is its path from the top of the project."""

    name: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        """All functions and methods, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))

    def classes(self) -> Iterator[ast.ClassDef]:
        """All classes, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))


@cache
def modules() -> tuple[Module, ...]:
    """The package's modules; migrations are written by a tool and left out."""
    found = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if "versions" not in path.parts:
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(ROOT).as_posix()
            found.append(Module(name=name, text=text, tree=ast.parse(text, filename=name)))
    return tuple(found)


def lines(node: ast.AST) -> int:
    """Lines from the first to the last of a definition, its docstring included."""
    return int(node.end_lineno or 0) - int(node.lineno) + 1  # type: ignore[attr-defined]


@cache
def tracked() -> tuple[Path, ...]:
    """The project's files as git knows them (new ones too); without git, everything outside hidden folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
        paths = [ROOT / name for name in names]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.parts)]
    return tuple(sorted(path for path in paths if path.is_file()))
