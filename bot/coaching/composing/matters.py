"""The concrete matters of a grievance, of which a comment may have two ("dry cake, and a shrug"). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.coaching.composing.phrasebook import Theme

PLAIN = 2
"""The rank of themes that name one matter and nothing else."""
TOO_DEAR = "too dear"
"""The theme of a price found too high, which needs no break before what was wrong with the thing paid for."""
_BREAK = re.compile(r"[,.;:!?]| (?:and|but|then|plus|while|y|e|pero|ademas|encima|mientras) ")
"""What stands between two matters."""


def matters_in(themes: Iterable[Theme], bare: str) -> tuple[Theme, ...]:
    """The themes of complaint that have a name for their matter, two at most, in the order of the comment."""
    found = [
        (match.span(), theme)
        for theme in themes
        if theme.purpose == "complaint" and theme.matter and (match := theme.pattern.search(bare))
    ]
    if not found:
        return ()
    found.sort(key=lambda each: (-each[1].rank, each[0]))
    (span, first), rest = found[0], found[1:]
    least = 1 if first.rank >= PLAIN else 0
    other = next(
        (
            at
            for at in rest
            if at[1].matter != first.matter
            and at[1].rank >= least
            and _apart(span, at[0], bare, broken=TOO_DEAR not in (first.id, at[1].id))
        ),
        None,
    )
    chosen = sorted([(span, first), other] if other else [(span, first)], key=lambda each: each[0])
    return tuple(theme for _, theme in chosen)


def troubled(themes: Iterable[Theme], part: str) -> bool:
    """Whether a part of a comment names a matter that cannot be meant as praise."""
    return any(
        theme.purpose == "complaint" and theme.rank >= PLAIN and theme.pattern.search(part) is not None
        for theme in themes
    )


def _apart(one: tuple[int, int], other: tuple[int, int], bare: str, *, broken: bool) -> bool:
    """Whether two places of a comment are different statements, with a break between them where it has to be
    `broken`."""
    first, second = sorted((one, other))
    return first[1] <= second[0] and (not broken or _BREAK.search(bare[first[1] - 1 : second[0] + 1]) is not None)
