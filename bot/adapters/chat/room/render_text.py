"""Lines as messages of a platform. Pure: cut within the limit, between graphemes, and nothing is lost or unmarked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import regex

from bot.adapters.chat.room.events import CardView
from bot.adapters.chat.text_card import Line, Role, length
from bot.domain.capabilities import TextLimit

GOES_ON = "…"
WORTH_A_MESSAGE = 300
"""So many characters have to be left out of a card before the whole of it gets a message of its own."""


def pages(lines: Sequence[Line], limit: TextLimit, paint: Callable[[Line], str]) -> list[str]:
    """The painted lines, gathered into as few messages as the limit allows.

    `paint` escapes a line and puts its markup around. A line that is longer than a message is cut *before* it is
    painted, so that no markup is torn; the cut is shown by "…" at the end and at the beginning of the rest.
    """
    found: list[str] = []
    now = ""
    for each in lines:
        for painted in _painted(each, limit, paint):
            joined = f"{now}\n{painted}" if now else painted
            if length(joined, limit.unit) <= limit.most:
                now = joined
                continue
            if now:
                found.append(now)
            now = painted
    return [*found, now] if now else found


def whole_of(view: CardView) -> list[Line]:
    """The whole card, where what is shown leaves out much of it. For a few words the card's own button or word ("full")
    is enough: a second message for each card would be noise."""
    shown = sum(len(each.text) + 1 for each in view.lines)
    worth = len(view.overflow) - shown >= WORTH_A_MESSAGE
    return [Line(role=Role.SAYS, text=view.overflow)] if worth else []


def shortened(text: str, most: int, limit: TextLimit) -> str:
    """The text within `most` of the limit's unit, with "…" where it was cut; for titles, labels and lists."""
    if length(text, limit.unit) <= most:
        return text
    return _first(text, most - length(GOES_ON, limit.unit), limit)[0].rstrip() + GOES_ON


def _painted(each: Line, limit: TextLimit, paint: Callable[[Line], str]) -> Iterator[str]:
    painted = paint(each)
    if length(painted, limit.unit) <= limit.most:
        yield painted
        return
    rest = each.text
    while rest:
        part, rest = _fitting(each, rest, limit, paint)
        yield part
        if rest:
            rest = GOES_ON + rest


def _fitting(each: Line, text: str, limit: TextLimit, paint: Callable[[Line], str]) -> tuple[str, str]:
    """The longest beginning that fits when painted, and the rest. Escaping makes texts longer, so it is tried."""
    whole = paint(replace(each, text=text))
    if length(whole, limit.unit) <= limit.most:
        return whole, ""
    most = limit.most - length(GOES_ON, limit.unit)
    while most > 0:
        head, rest = _first(text, most, limit)
        painted = paint(replace(each, text=head + GOES_ON))
        size = length(painted, limit.unit)
        if size <= limit.most and head.lstrip(GOES_ON):
            return painted, rest
        most = min(most - 1, most * limit.most // max(size, 1))
    return paint(replace(each, text=GOES_ON)), ""


def _first(text: str, most: int, limit: TextLimit) -> tuple[str, str]:
    """A beginning of at most `most`, cut at a space where there is one in its second half, and the rest."""
    size = end = space = 0
    for match in regex.finditer(r"\X", text):
        size += length(match[0], limit.unit)
        if size > most:
            break
        end = match.end()
        if match[0].isspace():
            space = end
    else:
        return text, ""
    cut = space if space > end // 2 else end
    return text[:cut], text[cut:]
