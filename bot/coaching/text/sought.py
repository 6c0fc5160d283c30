"""Which of many regular expressions can match a text, told from the letters that any match of theirs must hold.

A comment holds the words of few of the hundreds of things it might be about: the rest need not be tried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol, TypeVar

from bot.coaching.text.initials import alternatives, closing

_Strings = frozenset[str]
_MOST = 24
"""Wordings of one part that are told apart; beyond them what stands before and after it is looked at alone."""
_LEAST, _GRAM, _SHORT = 2, 3, ""
"""Letters below which a string is of no use, and by which the strings of all patterns are found."""
_COMMON = 0.15
"""By how much a string is rarer for one letter more, roughly."""
_COMMONEST = " eaotinsrhldcumpgfybvkjxqzw"
_CASELESS = re.IGNORECASE | re.VERBOSE
_ITSELF = frozenset({""})
_PLACES = frozenset("bBAZ")
_AHEAD = "(?="
_NOTHING = re.compile(r"\(\?(?:!|<=|<!)")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?(?!\?)")
_PLAIN = re.compile(r"[^\\\[\](){}.^$|?*+]+(?![?*+{])")
"""Letters that stand for themselves, each once."""
_TIMES = re.compile(r"[?*+]|\{(\d*)(?:,\d*)?\}")


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a pattern matches: `exact` is all of it where that is few strings, `needed` are strings one of
    which any match holds. None where that is not known."""

    exact: _Strings | None = None
    needed: _Strings | None = None

    @property
    def best(self) -> _Strings | None:
        """The strings that tell most of it."""
        return _rarer(_useful(self.exact), self.needed)


_UNKNOWN = _Part()


def needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Strings of which any text that `pattern` matches holds one; None where it can do without any."""
    return None if pattern.flags & _CASELESS else _either(pattern.pattern).best


@lru_cache(maxsize=8_192)
def _either(body: str) -> _Part:
    parts = [_sequence(one) for one in alternatives(body)]
    exact = [part.exact for part in parts if part.exact is not None]
    best = [part.best for part in parts]
    known = [one for one in best if one is not None]
    whole = frozenset[str]().union(*exact)
    return _Part(
        exact=whole if len(exact) == len(parts) and len(whole) <= _MOST else None,
        needed=frozenset[str]().union(*known) if len(known) == len(parts) else None,
    )


def _sequence(pattern: str) -> _Part:
    """Parts one behind the other: what is known of them together, and of the best stretch of them."""
    run, best, whole = _ITSELF, None, True
    while pattern:
        part, pattern = _first(pattern)
        times = _TIMES.match(pattern)
        least = 1 if times is None else int(times[1] or 0) if times[0][0] == "{" else int(times[0] == "+")
        if times is not None:
            pattern = pattern[times.end() :].removeprefix("?").removeprefix("+")
        if times is not None and times[0] == "?" and part.exact is not None:
            part = _Part(exact=part.exact | _ITSELF)
        elif least == 0:
            part = _UNKNOWN
        if part.exact is not None and len(run) * len(part.exact) <= _MOST:
            run = frozenset([one + other for one in run for other in part.exact])
            best = _rarer(best, part.needed)
        else:
            best = _rarer(_rarer(best, _useful(run)), part.best)
            run, whole = part.exact or _ITSELF, False
        if times is not None and times[0] != "?":  # it may come once more
            best, run, whole = _rarer(best, _useful(run)), _ITSELF, False
    return _Part(exact=run if whole else None, needed=_rarer(best, _useful(run)))


def _first(pattern: str) -> tuple[_Part, str]:
    """What a pattern begins with, and the rest of it."""
    if plain := _PLAIN.match(pattern):
        return _Part(exact=frozenset({plain[0]})), pattern[plain.end() :]
    sign = pattern[0]
    if sign == "(":
        end = closing(pattern)
        group = _GROUP.match(pattern)
        if group is not None:
            return _either(pattern[group.end() : end]), pattern[end + 1 :]
        if pattern.startswith(_AHEAD):
            return _Part(exact=_ITSELF, needed=_either(pattern[len(_AHEAD) : end]).best), pattern[end + 1 :]
        return (_Part(exact=_ITSELF) if _NOTHING.match(pattern) else _UNKNOWN), pattern[end + 1 :]
    if sign == "[":
        end = closing(pattern)
        signs = pattern[1:end]
        listed = 0 < len(signs) <= _MOST and not set(signs) & set("^-\\[")
        return (_Part(exact=frozenset(signs)) if listed else _UNKNOWN), pattern[end + 1 :]
    if sign == "\\":
        if pattern[1] in _PLACES:
            return _Part(exact=_ITSELF), pattern[2:]
        return (_UNKNOWN if pattern[1].isalnum() else _Part(exact=frozenset(pattern[1]))), pattern[2:]
    if sign in "^$":
        return _Part(exact=_ITSELF), pattern[1:]
    return (_UNKNOWN if sign == "." else _Part(exact=frozenset(sign))), pattern[1:]


def _useful(strings: _Strings | None) -> _Strings | None:
    return strings if strings and min(map(len, strings)) >= _LEAST else None


def _rarer(one: _Strings | None, other: _Strings | None) -> _Strings | None:
    """That of two of which a text is less likely to hold a string."""
    if one is None or other is None or one is other:
        return other if one is None else one
    return min((one, other), key=lambda strings: sum(_COMMON ** len(each) for each in strings))


class _Patterned(Protocol):
    @property
    def pattern(self) -> re.Pattern[str]: ...


_Item = TypeVar("_Item", bound=_Patterned)


class Sought(tuple[_Item, ...]):
    """Things known by a pattern each, of which those are found quickly that a text may hold."""

    def among(self, *texts: str) -> list[_Item]:
        """The things whose patterns may match one of the texts, all that do match among them, in their order."""
        always, listed = self._index
        found = set(always)
        for text in texts:
            for gram in listed.keys() & _grams(text):
                for string, places in listed[gram]:
                    if string in text:
                        found.update(places)
        return [self[place] for place in sorted(found)]

    @cached_property
    def _index(self) -> tuple[list[int], dict[str, list[tuple[str, list[int]]]]]:
        """The places of those that may match anything, and the strings of the others by a part of each."""
        always: list[int] = []
        places: dict[str, list[int]] = {}
        for place, item in enumerate(self):
            strings = self._needed(item)
            if strings is None:
                always.append(place)
            for string in strings or ():
                places.setdefault(string, []).append(place)
        listed: dict[str, list[tuple[str, list[int]]]] = {}
        for string, those in places.items():
            listed.setdefault(_rarest(string), []).append((string, those))
        return always, listed

    def _needed(self, item: _Item) -> _Strings | None:
        return needed(item.pattern)


class OneOf:
    """An expression of many alternatives, each tried only where a text may hold it, and compiled then. It takes no
    flags; `lead` is what goes before each."""

    def __init__(self, pattern: str, lead: str = "") -> None:
        self._source, self._lead = pattern, lead

    def search(self, text: str) -> re.Match[str] | None:
        """A place where one of them matches; not always the first such place."""
        tries = (one.pattern.search(text) for one in self._ones.among(text))
        return next((found for found in tries if found is not None), None)

    def count(self, text: str) -> int:
        """How many places match that do not overlap."""
        return len(self._whole.findall(text)) if self._ones.among(text) else 0

    @cached_property
    def _ones(self) -> _Ones:
        return _Ones(_One(self._lead, each) for each in alternatives(self._source))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(f"{self._lead}(?:{self._source})")


class _One:
    """One alternative."""

    def __init__(self, lead: str, source: str) -> None:
        self.lead, self.source = lead, source

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"{self.lead}(?:{self.source})")


class _Ones(Sought[_One]):
    def _needed(self, item: _One) -> _Strings | None:
        return _either(item.source).best


@lru_cache(maxsize=64)
def _grams(text: str) -> frozenset[str]:
    """The runs of three letters in a text, which is asked about many times; and none, by which the few strings are
    kept that are too short."""
    return frozenset([_SHORT, *(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))])


def _rarest(string: str) -> str:
    """The part of a string that the fewest texts hold."""
    grams = (string[at : at + _GRAM] for at in range(len(string) - _GRAM + 1))
    return max(grams, key=_rareness, default=_SHORT)


@lru_cache(maxsize=16_384)
def _rareness(gram: str) -> int:
    return sum(_COMMONEST.find(letter) % len(_COMMONEST) for letter in gram)
