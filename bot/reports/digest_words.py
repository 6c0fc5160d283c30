"""A digest's opening sentences worded by somebody else: which figures they may name, and whether they kept to them.

The figures are the code's. Whoever words the sentences gets names for them and puts the names where numbers belong;
a text with any number of its own is not used. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.reports.digest import Digest

MOST_TOPICS, MOST_CHARS = 6, 900
_NAME = re.compile(r"\[\[(\w+)\]\]")
_ADDRESS = re.compile(r"https?://|www\.|[<>{}\[\]⟦⟧]|\b\w+\.(?:com|net|org|io|example)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|%|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundreds?|thousands?|dozens?|half|"
    r"third|quarter|most|majority|twice|double|percent|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|cien(?:tos?)?|mil(?:es)?|docenas?|decenas?|mitad|"
    r"tercio|cuarto|mayor[ií]a|doble|por ciento)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`named` are the numbers by name; `needed` the names that have to be said; `topics` are (name of the count, what
    it is about, one comment as an example)."""

    named: Mapping[str, int]
    needed: tuple[str, ...]
    topics: tuple[tuple[str, str, str], ...]


def figures_of(found: Digest, until: datetime) -> Figures:
    """What a digest's opening may speak of."""
    counts = dict(found.counts)
    late = sum(one.at < until for one in found.promises)
    said = {
        "questions": counts.get("question", 0),
        "wishes": counts.get("suggestion", 0),
        "complaints": counts.get("complaint", 0),
        "unanswered": found.unanswered,
        "late_promises": late,
    }
    groups = [("asked", found.asked), ("wished", found.wished), ("complained", found.complained)]
    flat = [(f"{name}_{place}", name, one) for name, many in groups for place, one in enumerate(many, start=1)]
    largest = sorted(flat, key=lambda row: -row[2].count)[:MOST_TOPICS]
    return Figures(
        named={**said, **{name: one.count for name, _, one in largest}},
        needed=tuple(name for name, value in said.items() if value),
        topics=tuple((name, kind, one.example) for name, kind, one in largest),
    )


def filled(text: str, figures: Figures) -> str:
    """The sentences with their figures, "" for a text that is not to be used: a number of its own, a name nobody
    gave, a figure left out, an address, or too long a text."""
    flat = " ".join(text.split())
    names = _NAME.findall(flat)
    bare = _NAME.sub("", flat)
    if not bare.strip() or len(flat) > MOST_CHARS or _NUMBER.search(bare) or _ADDRESS.search(bare):
        return ""
    if set(names) - figures.named.keys() or set(figures.needed) - set(names):
        return ""
    return _NAME.sub(lambda found: str(figures.named[found[1]]), flat)
