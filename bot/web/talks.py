"""What was said with the coach, for showing a conversation again when its page is opened anew.

The coach's own state (what "warmer" refers to) is the desk's and lies in the store; this is only the picture
of the last turns, bounded, lost at a restart without harm.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.suggestion import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line of a conversation with the coach."""

    by_coach: bool
    text: str
    at: datetime
    suggestions: tuple[Suggestion, ...] = ()
    chips: tuple[str, ...] = ()


class Talks:
    """The last `lines` lines of the last `keys` conversations."""

    def __init__(self, *, keys: int = 500, lines: int = 60) -> None:
        self._keys, self._lines = keys, lines
        self._said: OrderedDict[str, list[Said]] = OrderedDict()

    def add(self, key: str, *said: Said) -> None:
        """Append to a conversation."""
        before = self._said.pop(key, [])
        self._said[key] = [*before, *said][-self._lines :]
        while len(self._said) > self._keys:
            self._said.popitem(last=False)

    def of(self, key: str) -> Sequence[Said]:
        """A conversation, oldest first."""
        return tuple(self._said.get(key, ()))

    def forget(self, key: str) -> None:
        """Begin a conversation anew."""
        self._said.pop(key, None)
