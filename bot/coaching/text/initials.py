"""Which letters a regular expression can begin with, so that many alternatives need not all be tried at each word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby

_DIGITS = frozenset("0123456789")
_UNKNOWN = None
_WORD = r"\b"
_BEHIND = re.compile(r"^(?:\(\?<![^()]*\))+")
"""What must not stand before, which says nothing of how it begins."""
_NAMED = "(?P"
_SIGN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
"""What a group is made of: a class and an escaped sign count as one, whatever they hold."""
_PLAIN = frozenset(" ',-\"")
"""Signs that stand for themselves, beside letters and digits."""
_FEW = 2
"""Alternatives that are tried one after the other: their next letters are not worth a look."""
_DEPTH = 2
"""Letters that are looked at before the alternatives that are left are tried."""
_WAYS = 2
"""Letters that an alternative may go on with: each gets a copy of what follows it."""


def by_initial(patterns: Iterable[str]) -> str:
    """One expression for all, to be tried at the beginning of a word: those that can begin with its first letters are
    tried, and those of which that is not known. At one place the order among alternatives is not kept."""
    listed: dict[str, list[str]] = {}
    rest: list[str] = []
    for one in (part.removeprefix(_WORD) for each in patterns for part in alternatives(each)):
        found = initials(_BEHIND.sub("", one))
        if not found or (_NAMED in one and len(found) > 1):  # a name may be given once
            rest.append(one)
            continue
        for letter in found:
            listed.setdefault(letter, []).append(one)
    heads = [_beginning_with(letter, ones) for letter, ones in sorted(listed.items())]
    return "|".join([*heads, *rest])


def _beginning_with(letter: str, ones: list[str]) -> str:
    """Those of a letter in their order: the letter once, and what may follow it as a tree. What must not stand before
    has to be looked for ahead of the letter."""
    runs: list[str] = []
    for behind, run in groupby(ones, key=lambda one: _BEHIND.match(one) is not None):
        if behind:
            runs.extend(f"(?={letter}){one}" for one in run)
        else:
            runs.append(letter + _tree([left for one in run for left in _behind(one, letter)], _DEPTH - 1))
    return "|".join(runs)


def _tree(ones: list[str], depth: int) -> str:
    """Alternatives as a group, by their next letters where they are many. Such as can begin with anything stay where
    they stand between the others, so that at one place the same one comes first as in a row."""
    if depth == 0 or len(ones) <= _FEW:
        return _either(ones)
    parts: list[str] = []
    listed: dict[str, list[str]] = {}
    for one in ones:
        found = initials(one)
        if found and len(found) <= _WAYS and not (_NAMED in one and len(found) > 1):
            for letter in found:
                listed.setdefault(letter, []).extend(_behind(one, letter))
        else:
            parts.extend(_branches(listed, depth))
            parts.append(one)
            listed = {}
    parts.extend(_branches(listed, depth))
    return _either(parts)


def _branches(listed: Mapping[str, list[str]], depth: int) -> list[str]:
    return [letter + _tree(ones, depth - 1) for letter, ones in sorted(listed.items())]


def _either(ones: list[str]) -> str:
    """The alternatives as one group."""
    return f"(?:{'|'.join(ones)})"


def _behind(pattern: str, letter: str) -> list[str]:
    """What is left to match of `pattern` behind its first `letter`, which it is known that it can begin with; several
    where there is more than one way, the preferred first."""
    whole, rest = _parted(pattern)
    if whole.startswith("(?:"):
        lefts = [
            left
            for one in alternatives(whole[3:-1])
            if letter in (initials(one) or "")
            for left in _behind(one, letter)
        ]
    else:
        lefts = [""] if letter in (initials(whole) or "") else []
    lazy = rest[1:2] == "?" and rest[0] in "?*+"
    after = rest[2 if lazy else 1 :] if rest[:1] in ("?", "*", "+") else rest
    if rest.startswith(("*", "+")):
        more = f"{whole}*{'?' if lazy else ''}"
        lefts = [more] if lefts == [""] else [_either(lefts) + more] if lefts else []
    taken = [(lefts[0] if len(lefts) == 1 else _either(lefts)) + after] if lefts else []
    skipped = _behind(after, letter) if rest.startswith(("?", "*")) and letter in (initials(after) or "") else []
    return [*skipped, *taken] if lazy else [*taken, *skipped]


def _parted(pattern: str) -> tuple[str, str]:
    """The first group, class or letter of a pattern, and the rest."""
    if pattern.startswith("(?:"):
        end = closing(pattern) + 1
    elif pattern.startswith("["):
        end = pattern.index("]") + 1
    else:
        end = 2 if pattern.startswith("\\") else 1
    return pattern[:end], pattern[end:]


@lru_cache(maxsize=4_096)
def initials(pattern: str) -> frozenset[str] | None:
    """The letters and digits that `pattern` can begin with; None where that takes more than plain groups to tell."""
    if pattern.startswith("(?:"):
        end = closing(pattern)
        parts = [initials(one) for one in alternatives(pattern[3:end])]
        return _then(parts, pattern[end + 1 :])
    if pattern.startswith("\\d"):
        return _then([_DIGITS], pattern[2:])
    if pattern[:1].isalnum() or pattern[:1] in _PLAIN:
        return _then([frozenset(pattern[0])], pattern[1:])
    if pattern.startswith("[") and (end := pattern.find("]")) > 1 and pattern[1:end].isalnum():
        return _then([frozenset(pattern[1:end])], pattern[end + 1 :])
    return _UNKNOWN


def _then(parts: list[frozenset[str] | None], rest: str) -> frozenset[str] | None:
    """The letters of a first part, and of what follows where the first may be missing."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or rest.startswith("{"):
        return _UNKNOWN
    found = frozenset[str]().union(*known)
    if not rest.startswith(("?", "*")):
        return found
    after = initials(rest[1:].removeprefix("?"))
    return _UNKNOWN if after is None else found | after


def closing(pattern: str) -> int:
    """Where the group or class that `pattern` opens with is closed."""
    depth = 0
    for found in _SIGN.finditer(pattern):
        depth += (found[0] == "(") - (found[0] == ")")
        if not depth and found[0] != "|":
            return found.end() - 1
    return len(pattern)


def alternatives(body: str) -> list[str]:
    """What stands between the bars of a group's body, outside of groups within."""
    found, start, depth = [], 0, 0
    for sign in _SIGN.finditer(body):
        if sign[0] == "|" and not depth:
            found.append(body[start : sign.start()])
            start = sign.end()
        depth += (sign[0] == "(") - (sign[0] == ")")
    return [*found, body[start:]]
