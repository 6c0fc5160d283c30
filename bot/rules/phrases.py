"""The small phrase language of rules, compiled to patterns that take linear time.

A phrase is a row of slots: `word`, `stem*`, `one|other`, `[maybe]`, `#num` (a number), `..` (up to three words
in between) and `...` (up to eight). `^` as the first slot: the sentence starts here; `$` as the last: it ends
here; `?`: it ends here in a question mark; `$?`: in one up to six words later. Accents, capitals and apostrophes
do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.rules.text import fold

_SEPARATOR = r"(?:[^\w\n?!.]{1,3}|[.](?=\w))"
_ANY_WORD = r"[#@]?\w+(?:['\-]\w+)*"
_PLAIN = re.compile(r"[\w'\-]+\*?")
_GAPS = {"..": 3, "...": 8}


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase. `triggers` are the keys of the words it can begin with; those that end in `*` are
    beginnings of words. It is only tried where one of them stands, so that hundreds of phrases cost little.
    `spelled` is the pattern as it will be compiled."""

    spelled: str
    triggers: tuple[str, ...]
    second: frozenset[str]
    """Keys one of which the next word must be; with no `begins` either, anything may follow."""
    begins: tuple[str, ...]
    """Beginnings that do instead of a whole key."""
    at_start: bool
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a text first holds its first words: all at once would take a second of every start."""
        return re.compile(self.spelled)

    def may_follow(self, key: str) -> bool:
        """Whether a word can stand second: a quick look that saves trying the pattern."""
        return key in self.second or key.startswith(self.begins) or not (self.second or self.begins)


def compile_phrase(source: str) -> Phrase:
    """Compile one phrase; raises `ValueError` saying what is wrong with it."""
    slots = fold(source).split()
    at_start = bool(slots) and slots[0] == "^"
    slots = slots[1:] if at_start else slots
    tail = ""
    if slots and slots[-1] in {"$", "?", "$?"}:
        tail = _tail(slots.pop())
    if not slots:
        raise ValueError(f"empty phrase {source!r}")
    if slots[0] in _GAPS or slots[0].startswith("["):
        raise ValueError(f"a phrase cannot begin with {slots[0]!r}: {source!r}")
    body = _word(slots[0])
    for slot in slots[1:]:
        body += _slot(slot, source)
    triggers = tuple(_trigger(option) for option in slots[0].split("|"))
    options = _second(slots)
    begins = tuple(sorted(option[:-1] for option in options if option[-1] == "*"))
    whole = frozenset(option for option in options if option[-1] != "*")
    return Phrase(body + tail, triggers, whole, begins, at_start, source)


def _second(slots: list[str]) -> frozenset[str]:
    """Keys of the second slot where it is an ordinary one, so that the next word decides."""
    if len(slots) < 2 or slots[1] in _GAPS or slots[1].startswith("["):
        return frozenset()
    options = slots[1].split("|")
    plain = all(_PLAIN.fullmatch(option) for option in (*options, *slots[0].split("|")))
    return frozenset(_trigger(option) for option in options) if plain else frozenset()


def _tail(slot: str) -> str:
    if slot == "$":
        return r"(?=[^\w\n]*(?:\n|$|[.!?]))"
    if slot == "?":
        return r"(?=[^\w\n]*\?)"
    return r"(?=(?:[^\w\n?!.]{1,3}[\w'\-]+){0,6}[^\w\n?!.]*\?)"


def _slot(slot: str, source: str) -> str:
    if slot in _GAPS:
        return f"(?:{_SEPARATOR}{_ANY_WORD}){{0,{_GAPS[slot]}}}?"
    if slot.startswith("["):
        if not slot.endswith("]"):
            raise ValueError(f"unclosed [ in {source!r}")
        return f"(?:{_SEPARATOR}{_word(slot[1:-1])})?"
    return _SEPARATOR + _word(slot)


def _word(slot: str) -> str:
    options = slot.split("|")
    whole = all(option[-1:].isalnum() for option in options)
    return "(?:" + "|".join(map(_option, options)) + (r")\b" if whole else r")(?!\w)")


def _option(option: str) -> str:
    if option == "#num":
        return r"[$€£]?\d[\d.,:]*"
    if not option.strip("*"):
        raise ValueError("an empty alternative in a phrase")
    core = re.escape(option.rstrip("*")).replace("'", "'?")
    return core + (r"[\w'\-]*" if option.endswith("*") else "")


def _trigger(option: str) -> str:
    if option == "#num":
        return "#num"
    key = option.rstrip("*").replace("'", "").replace("-", "")
    return key + "*" if option.endswith("*") else key
