"""Names and personal data taken out of what is shown to others than the team. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Found = Callable[[str], Sequence[tuple[int, int, str]]]


def nameless(text: str, author: str, *, personal: Found) -> str:
    """The text without the author's name and without what `personal` finds (start, end, what it is)."""
    for start, end, what in sorted(personal(text), reverse=True):
        text = f"{text[:start]}{'@…' if what == 'HANDLE' else '[…]'}{text[end:]}"
    for part in sorted({part for part in re.split(r"\W+", author) if len(part) > 2}, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(part)}\b", f"{part[0]}.", text, flags=re.IGNORECASE)
    return text
