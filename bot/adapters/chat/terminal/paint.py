"""Lines with roles, painted for a terminal: wrapped at its width, coloured where it has colours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.adapters.chat.text_card import Line, Role

_STYLES = {
    Role.TITLE: "bold",
    Role.META: "dim",
    Role.ALERT: "bold red",
    Role.CONTEXT: "dim",
    Role.COMMENT: "bold cyan",
    Role.SUGGESTION: "",
    Role.REASON: "dim",
    Role.NEED: "yellow",
    Role.FINDING: "yellow",
    Role.GOOD: "green",
    Role.SAYS: "",
    Role.HINT: "dim italic",
}
_APART = frozenset({Role.SUGGESTION, Role.HINT})
_MARK = re.compile(r"[0-9A-F]{1,2}\. ")
_INDENT = {Role.COMMENT: 2, Role.CONTEXT: 2, Role.REASON: 3, Role.NEED: 3, Role.FINDING: 3}


class Painter:
    """Writes lines to a terminal or, without colour, to anything else."""

    def __init__(self, stream: TextIO, *, width: int | None = None) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False, width=width)

    def write(self, lines: Sequence[Line]) -> None:
        """One block of lines with a blank line after it. Control characters from the public are shown as signs,
        so that no comment can move the cursor or paint over what stands there."""
        for number, each in enumerate(lines):
            if each.role in _APART and number:
                self._console.print()
            self._one(each)
        if lines:
            self._console.print()
        self._console.file.flush()

    def _one(self, each: Line) -> None:
        first = " " * _INDENT.get(each.role, 0)
        mark = _MARK.match(each.text) if each.role is Role.SUGGESTION else None
        rest = " " * len(mark[0]) if mark else first
        text = Text(visible(each.text), style=_STYLES[each.role])
        width = max(20, self._console.width - len(rest))
        # The mark belongs to the first line and is cut off before wrapping, so that the text hangs beside it.
        body = text[len(mark[0]) :] if mark else text
        begin = text[: len(mark[0])] if mark else Text(first)
        for number, wrapped in enumerate(body.wrap(self._console, width)):
            wrapped.rstrip()
            self._console.print((begin if number == 0 else Text(rest)) + wrapped, soft_wrap=True)


def visible(text: str) -> str:
    """The text with control characters (escape sequences above all) replaced by a visible sign."""
    return "".join(char if char in "\n\t" or (char >= " " and not "\x7f" <= char <= "\x9f") else "�" for char in text)
