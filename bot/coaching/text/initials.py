"""Which letters a regular expression can begin with, so that many alternatives need not all be tried at each word."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DIGITS = frozenset("0123456789")
_UNKNOWN = None
_WORD = r"\b"
_BEHIND = re.compile(r"^(?:\(\?<![^()]*\))+")
"""What must not stand before, which says nothing of how it begins."""


def by_initial(alternatives: Iterable[str]) -> str:
    """One expression for all, to be tried at the beginning of a word: those that can begin with its first letter are
    tried, and those of which that is not known. At one place the order among alternatives is not kept."""
    listed: dict[str, list[str]] = {}
    rest: list[str] = []
    for one in (part.removeprefix(_WORD) for each in alternatives for part in _alternatives(each)):
        found = initials(_BEHIND.sub("", one))
        if not found or ("(?P" in one and len(found) > 1):  # a name may be given once
            rest.append(one)
            continue
        for letter in sorted(found):
            listed.setdefault(letter, []).append(one)
    heads = [f"(?={letter})(?:{'|'.join(ones)})" for letter, ones in sorted(listed.items())]
    return "|".join([*heads, *rest])


def initials(pattern: str) -> frozenset[str] | None:
    """The letters and digits that `pattern` can begin with; None where that takes more than plain groups to tell."""
    if pattern.startswith("(?:"):
        end = _closing(pattern)
        parts = [initials(one) for one in _alternatives(pattern[3:end])]
        return _then(parts, pattern[end + 1 :])
    if pattern.startswith("\\d"):
        return _then([_DIGITS], pattern[2:])
    if pattern[:1].isalnum():
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


def _closing(pattern: str) -> int:
    """Where the group that `pattern` opens with is closed."""
    depth, inside, at = 0, False, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif inside:
            inside = sign != "]"
        elif sign == "[":
            inside = True
        else:
            depth += (sign == "(") - (sign == ")")
            if not depth:
                return at
        at += 1
    return len(pattern)


def _alternatives(body: str) -> list[str]:
    """What stands between the bars of a group's body, outside of groups within."""
    found, start, at = [], 0, 0
    while at < len(body):
        if body[at] == "\\":
            at += 1
        elif body[at] == "(":
            at += _closing(body[at:])
        elif body[at] == "|":
            found.append(body[start:at])
            start = at + 1
        at += 1
    return [*found, body[start:]]
