"""Turns of phrase that are read whole, because their words say little or the opposite: "the bread didn't make it home".

Delight praises, and so does what was mended, in spite of the fault; a formula only ends a comment, a dry turn tells a
grievance without a harsh word, a person may be called a beast, a mishap may be one's own or nobody's, and a pointed
question is a grievance that wants no answer. They are listed in `lexicon/turns.txt` and matched on folded text. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from bot.coaching.text.initials import by_initial

_SECTION = re.compile(r"\[(\w+)\]")
_CLASS = re.compile(r"<(\w+)>")
_LEAD = r"(?:@\S+\s*)*(?:(?:so|and|but|ok|y|pero|entonces|o sea)\W+)?"
_AT_WORD = r"\b"
_WORD_BEHIND = re.compile(r"^((?:\(\?<![^()]*\))+)\\b")
"""What must not stand before a word may be looked for once the word has begun."""
_TOLD = ("delight", "mended", "formula", "dry", "called", "own", "nobody")


@lru_cache(maxsize=1)
def _listed() -> dict[str, re.Pattern[str]]:
    """One expression per section."""
    lines: dict[str, list[str]] = {}
    section = ""
    for line in files("bot.coaching.reading").joinpath("lexicon", "turns.txt").read_text("utf-8").splitlines():
        if head := _SECTION.fullmatch(line):
            section = head.group(1)
        elif line and not line.startswith("#"):
            lines.setdefault(section, []).append(line)
    classes = dict(line.split(" = ", 1) for line in lines.pop("classes"))
    return {
        name: _joined([_CLASS.sub(lambda m: classes.get(m.group(1), m.group()), one) for one in listed])
        for name, listed in lines.items()
    }


def _joined(turns: list[str]) -> re.Pattern[str]:
    """One expression for all. Those that begin at a word are tried at the beginnings of words only, which is where most
    of the time goes otherwise."""
    turns = [_WORD_BEHIND.sub(r"\\b\1", turn) for turn in turns]
    at_words = [turn.removeprefix(_AT_WORD) for turn in turns if turn.startswith(_AT_WORD)]
    rest = [turn for turn in turns if not turn.startswith(_AT_WORD)]
    return re.compile("|".join([*([rf"\b(?:{by_initial(at_words)})"] if at_words else []), *rest]))


@lru_cache(maxsize=1)
def _pointed() -> re.Pattern[str]:
    return re.compile(f"{_LEAD}(?:{_listed()['pointed'].pattern})")


def told(folded: str) -> list[tuple[str, int, int]]:
    """The turns of a folded comment, by the names of their sections, and where they stand; questions are left out. What
    lies in one of delight ("nobody told me it would be this good") is no grievance."""
    found = [(name, match.start(), match.end()) for name in _TOLD for match in _listed()[name].finditer(folded)]
    glad = [(start, end) for name, start, end in found if name == "delight"]
    return [one for one in found if one[0] != "dry" or not any(one[1] < end and start < one[2] for start, end in glad)]


def pointed(core: str) -> bool:
    """Whether a folded question, stripped of its marks, is asked to be felt."""
    return _pointed().match(core) is not None


def without_turns(folded: str) -> str:
    """A folded sentence without its turns of delight and its formulas, for what looks for wishes by single words."""
    return _listed()["formula"].sub(" ", _listed()["delight"].sub(" ", folded))
