"""What is left of the sentences of a draft once they stand beside each other. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.coaching.composing.kinds import CAREFUL

Parts = list[tuple[str, str]]
"""Moves with their words, in order."""

FEW = 12
"""Words of a comment below which a reply keeps to few sentences."""
_MOST = 4
"""Parts of the reply to a grievance in few words: a greeting, the matter, our step and their turn."""
SAYS_BACK = frozenset({"mirror", "echo", "quote", "retell"})
"""Moves in the person's own words, beside which nothing need be named."""
_BY_THE_MATTER = frozenset({"complaint", "mixed", "suggestion", "tip"})
"""Moments in which a short reply keeps the sentence on the matter, and leaves out what comes next."""
_FEELS = re.compile(
    r"Ugh|Ouch|Oh |What a|It must|That sounds|I'd be|Anyone|Of course|I'm sorry|"
    r"I'm so glad|I'm really happy|Love hearing|Uf|Ay|Vaya|Qué|Da gusto|Nos alegra|"
    r"I can see|I understand|Entiendo|Se entiende|Siento|A cualquiera|Normal|Leo lo|Me alegra|Nos encanta"
)
"""A line that meets the feeling by itself, so that no sigh is needed beside it."""
_THANKS = re.compile(r"\b(?:[Tt]hank|[Gg]racias)")
_SORRY = re.compile("sorry|apolog|siento|sentimos|lament|perdón|perdona|disculp")


def tidied(parts: Parts, kind: str, *, short: bool, no_sorry: bool) -> Parts:
    """At most one question, one sorry, one thanks. `short` asks for fewer sentences, `no_sorry` for none of those."""
    kept: Parts = []
    asked = sorry = False
    for name, text in parts:
        again = name == "thanks" or (name == "meet" and _THANKS.match(text))
        if again and any(_THANKS.search(other) for _, other in kept):
            continue
        if "?" in text:
            if asked:
                continue
            asked = True
        if _apologises(text):
            if sorry or (no_sorry and name != "fact"):
                continue
            sorry = True
        kept.append((name, text))
    moved = {name for name, _ in kept}
    if "feel" in moved and any(name == "meet" and _FEELS.match(text) for name, text in kept):
        kept = [(name, text) for name, text in kept if name != "feel"]
    if short and len(kept) > 3 and kind not in CAREFUL:
        kept = _shortened(kept, kind)
    return kept


def _shortened(parts: Parts, kind: str) -> Parts:
    """The parts that a reply to a few words cannot do without."""
    moved = {name for name, _ in parts}
    if "take" in moved:
        return [part for part in parts if part[0] != "stand"]
    if kind in _BY_THE_MATTER:
        kept = [(name, text) for name, text in parts if name not in ("feel", "sorry", "regret")]
        return kept if len(kept) <= _MOST else [(name, text) for name, text in kept if name not in ("next", "pass")]
    return _cut(parts)


def _cut(parts: Parts) -> Parts:
    """Three sentences, of which what says their matter back is one, and the turn the last."""
    if any(name in SAYS_BACK for name, _ in parts):
        return [part for part in parts[:-1] if part[0] in SAYS_BACK or part[0].startswith("next")] + parts[-1:]
    return [parts[0], *parts[-2:]] if parts[0][0] != "hello" else [parts[0], *parts[2:]]


@lru_cache(maxsize=4_096)
def _apologises(text: str) -> bool:
    return _SORRY.search(text.lower()) is not None
