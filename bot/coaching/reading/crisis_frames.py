"""Crises told in whole sentences: frames of word classes, kept as data with examples of what they hit and miss.

`config/reading/<lang>/crises.yml` holds them. A single word ("hospital") says little; a frame ("my daughter slipped
on your floor") says who, what and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from bot.coaching.text.normalise import fold
from bot.coaching.text.sought import OneOf
from bot.domain.errors import Misconfigured
from bot.domain.reading import CrisisKind
from bot.resources import resource_path

_GAP = r"[^.!?\n]{0,70}?\b"
_BETWEEN = r"[^\w.!?]+"
_NEAR = 70
"""Characters to each side in which `unless` is looked for."""
_CLASS = re.compile(r"\{([a-z]+)\}")
_AT_A_WORD = r"\b(?=\w)"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way to tell of a crisis. `hit` and `miss` are examples for the tests."""

    name: str
    kind: CrisisKind
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    hit: tuple[str, ...]
    miss: tuple[str, ...]

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where the frame stands in a folded text."""
        for found in self.pattern.finditer(folded):
            around = folded[max(0, found.start() - _NEAR) : found.end() + _NEAR]
            if self.unless is None or not self.unless.search(around):
                yield found.span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """All frames of a language, and what takes a word's weight away: figures of speech by kind (`harmless`), and talk
    that is of another time or no earnest (`aside`, by kind). `scene` and `ours` tell of a sentence where it plays,
    `grumble` of what every counter knows: manners, having to go without, things left behind.
    `together`, an expression, finds a place wherever a frame does: most comments hold none, and one look is quicker
    than one for each.
    """

    frames: tuple[Frame, ...]
    together: OneOf
    harmless: Mapping[CrisisKind, re.Pattern[str]]
    aside: Mapping[CrisisKind, re.Pattern[str]]
    scene: re.Pattern[str] | None
    ours: re.Pattern[str] | None
    grumble: re.Pattern[str] | None

    def far_away(self, sentence: str) -> bool:
        """Whether a folded sentence is of a film, a match, the news or politics, and of nobody here."""
        if self.scene is None or not self.scene.search(sentence):
            return False
        return self.ours is None or not self.ours.search(sentence)

    def find(self, folded: str) -> dict[CrisisKind, list[tuple[int, int]]]:
        """Places by kind."""
        found: dict[CrisisKind, list[tuple[int, int]]] = {}
        for frame in self.frames if self.together.search(folded) else ():
            if places := list(frame.places(folded)):
                found.setdefault(frame.kind, []).extend(places)
        return found


def folded_text(text: str) -> str:
    """A text as frames see it, letter for letter as long as it was where that can be kept."""
    folded = fold(text).replace("’", "'")
    return folded if len(folded) == len(text) else text.lower()


@lru_cache(maxsize=8)
def frames_of(lang: str) -> Frames:
    """The frames of "en" or "es". Raises `Misconfigured` naming the frame that does not hold."""
    where = f"config/reading/{lang}/crises.yml"
    data = yaml.load(resource_path(where).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (both are safe)
    classes = {str(name): str(text) for name, text in data["words"].items()}
    return Frames(
        frames=tuple(_frame(str(name), entry, classes, where) for name, entry in data["frames"].items()),
        together=_together([line for entry in data["frames"].values() for line in entry["match"]], classes),
        harmless=_by_kind(data, "harmless", classes, where),
        aside=_by_kind(data, "aside", classes, where),
        scene=_listed(data, "scene", classes, where),
        ours=_listed(data, "ours", classes, where),
        grumble=_listed(data, "grumble", classes, where),
    )


def _by_kind(
    data: Mapping[str, Any], name: str, classes: Mapping[str, str], where: str
) -> dict[CrisisKind, re.Pattern[str]]:
    return {
        CrisisKind(kind): _compiled(list(lines), classes, f"{where}: {name}.{kind}")
        for kind, lines in data.get(name, {}).items()
    }


def _listed(data: Mapping[str, Any], name: str, classes: Mapping[str, str], where: str) -> re.Pattern[str] | None:
    return _compiled(list(data[name]), classes, f"{where}: {name}") if data.get(name) else None


def _frame(name: str, entry: Mapping[str, Any], classes: Mapping[str, str], where: str) -> Frame:
    if "kind" not in entry or not entry.get("match"):
        raise Misconfigured(key=name, where=where, mend="needs `kind` and `match`")
    unless = entry.get("unless")
    return Frame(
        name=name,
        kind=CrisisKind(entry["kind"]),
        pattern=_compiled(list(entry["match"]), classes, f"{where}: {name}"),
        unless=_compiled([str(unless)], classes, f"{where}: {name}.unless") if unless else None,
        hit=tuple(map(str, entry.get("hit", ()))),
        miss=tuple(map(str, entry.get("miss", ()))),
    )


def _compiled(lines: list[str], classes: Mapping[str, str], where: str) -> re.Pattern[str]:
    try:
        ways = "|".join(f"(?:{_spelled(line, classes)})" for line in lines)
        return re.compile(f"{_AT_A_WORD}(?:{ways})")
    except (re.error, KeyError) as error:
        raise Misconfigured(key=where, where=where, mend=f"is no pattern: {error}") from error


def _together(lines: list[str], classes: Mapping[str, str]) -> OneOf:
    """All lines in one: which of them finds a place, and how far it goes, does not matter."""
    return OneOf("|".join(f"(?:{_spelled(line, classes)})" for line in lines), lead=_AT_A_WORD)


def _spelled(line: str, classes: Mapping[str, str]) -> str:
    """A pattern as `re` wants it: word classes put in, gaps spelled out, words ended where they end."""
    text = line
    while found := _CLASS.search(text):
        text = text[: found.start()] + classes[found[1]] + text[found.end() :]
    text = text.replace(" … ", "\x00").replace(" …", "\x00").replace("… ", "\x00")
    text = re.sub(r" (?=[?*{])", r"\\s", text).replace(" ", _BETWEEN).replace("\x00", rf"\b{_GAP}")
    return rf"{text}(?!\w)"
