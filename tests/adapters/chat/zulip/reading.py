"""What can be read on a message of the fake organisation."""

from __future__ import annotations

import html
import re


def bare(content: str) -> str:
    """The text as Zulip shows it: entities as their signs, no fences, no bold."""
    lines = [line for line in content.split("\n") if not re.fullmatch(r"`{3,}(quote)?", line)]
    shown = [re.sub(r"^\*\*(.*)\*\*$", r"\1", line) for line in lines]
    return html.unescape("\n".join(shown)).replace("\u00a0", " ")
