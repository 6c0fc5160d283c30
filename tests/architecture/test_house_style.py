"""The numbers of the house style (CONTRIBUTING.md), measured on the package."""

from __future__ import annotations

import ast
import math

from tests.architecture import source

# Where a function may import, and why. Everywhere else such an import hides a cycle.
LAZY = {
    "bot/adapters/registry.py": "loads a platform's client only when the platform is configured",
    "bot/cli/": "keeps `tertulia --help` and the completion of words quick",
    "bot/__main__.py": "the same",
}


# Longer than a file should be, and why it is left so.
LONG: dict[str, str] = {}


def at_most(sizes: list[tuple[int, str]], most: int, share: float) -> list[tuple[int, str]]:
    """What is over `most`, where it is more than the given share allows; else nothing."""
    over = sorted((item for item in sizes if item[0] > most), reverse=True)
    return over if len(over) > math.floor(len(sizes) * (1 - share) + 1e-9) else []


def function_sizes() -> list[tuple[int, str]]:
    return [
        (source.lines(node), f"{module.name}:{node.lineno} {node.name}")
        for module in source.modules()
        for node in module.functions()
    ]


def file_sizes() -> list[tuple[int, str]]:
    return [(module.text.count("\n"), module.name) for module in source.modules() if module.name not in LONG]


def test_no_function_is_over_60_lines_and_19_of_20_stay_within_40() -> None:
    sizes = function_sizes()
    assert [item for item in sizes if item[0] > 60] == []
    assert at_most(sizes, 40, 0.95) == []


def test_functions_are_short_in_the_middle() -> None:
    sizes = sorted(size for size, _ in function_sizes())
    assert sizes[len(sizes) // 2] <= 12


def test_no_file_is_over_500_lines_and_19_of_20_stay_within_350() -> None:
    sizes = file_sizes()
    assert [item for item in sizes if item[0] > 500] == []
    assert at_most(sizes, 350, 0.95) == []


def test_classes_with_more_than_12_public_methods_are_rare() -> None:
    sizes = []
    for module in source.modules():
        for node in module.classes():
            methods = [part for part in node.body if isinstance(part, source.Function)]
            public = sum(not part.name.startswith("_") for part in methods)
            sizes.append((public, f"{module.name}:{node.lineno} {node.name}"))
    assert at_most(sizes, 12, 0.97) == []


def test_imports_stand_at_the_top() -> None:
    found = []
    for module in source.modules():
        if module.name.startswith(tuple(LAZY)):
            continue
        for function in module.functions():
            for node in ast.walk(function):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    found.append(f"{module.name}:{node.lineno}")
    assert found == []


def test_what_is_public_says_what_it_means() -> None:
    silent = []
    for module in source.modules():
        if ast.get_docstring(module.tree) is None and module.text.strip():
            silent.append(module.name)
        for node in module.tree.body:
            named = isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
            if named and not node.name.startswith("_") and ast.get_docstring(node) is None:
                silent.append(f"{module.name}:{node.lineno} {node.name}")
    assert silent == []


def test_nothing_is_printed_by_the_core() -> None:
    """Only the terminal's own modules write to the terminal; all others log or return."""
    found = []
    for module in source.modules():
        if module.name.startswith(("bot/cli/", "bot/__main__.py")):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                found.append(f"{module.name}:{node.lineno}")
    assert found == []


def test_the_measure_itself_sees_what_is_over() -> None:
    sizes = [(10, "a")] * 94 + [(50, "b")] * 6
    assert len(at_most(sizes, 40, 0.95)) == 6
    assert at_most(sizes[1:99], 40, 0.90) == []
