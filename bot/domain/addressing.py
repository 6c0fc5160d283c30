"""How a reply has to begin so that its author is told of it, and what the platform's limit holds besides the text.

A platform that tells people of replies only where their handle stands in the text (Mastodon) says so on each comment,
as pairs of `Comment.extra`. The core puts the address before every text that is offered or written, so that what a
person approves is, character for character, what is published; the coach never sees it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from bot.domain.score import Finding, Score

ADDRESS = "address"
"""The beginning of a reply, "@ana@example.org "; absent where none is needed."""
CONTEXT = "context"
"""The turns above a comment as its page told them, put in by the core itself and never handed to adapters."""
RESERVED = "reserved"
"""How much of the text limit the platform takes for what goes with every reply (a content warning)."""


def stored_extra(text: str) -> dict[str, str]:
    """The pairs of a comment as its row keeps them."""
    return {str(key): str(value) for key, value in json.loads(text)} if text else {}


def for_adapter(extra: str) -> tuple[tuple[str, str], ...]:
    """The pairs that the adapter gave with a stored comment."""
    return tuple((key, value) for key, value in stored_extra(extra).items() if key != CONTEXT)


def address_of(extra: str) -> str:
    """How a reply to a stored comment begins, "" for most."""
    return stored_extra(extra).get(ADDRESS, "") if extra else ""


def reserved_of(extra: str) -> int:
    """What of the limit is taken already for a reply to a stored comment."""
    value = stored_extra(extra).get(RESERVED, "0") if extra else "0"
    return int(value) if value.isascii() and value.isdigit() else 0


def addressed(text: str, address: str) -> str:
    """`text` with its address in front; as it is where the person's handle stands in it already."""
    if not address or not text.strip() or _names(text, address.split()):
        return text
    return f"{address}{text.lstrip()}"


def bare(text: str, address: str) -> str:
    """`text` without the address in front of it, as the coach reads it."""
    return text[len(address) :] if address and text.startswith(address) else text


def without_handles(text: str) -> str:
    """`text` without the handles it begins with, whoever they name: for replies to others as examples."""
    rest = text.lstrip()
    while rest.startswith("@") and " " in rest:
        rest = rest.split(" ", 1)[1].lstrip()
    return rest if rest and not rest.startswith("@") else text


def shifted(score: Score, by: int) -> Score:
    """The score of a text that now begins `by` characters later."""
    return replace(score, findings=tuple(_moved(score.findings, by))) if by else score


def _moved(findings: Iterable[Finding], by: int) -> Iterable[Finding]:
    for one in findings:
        about_words = one.end > one.start
        yield replace(one, start=one.start + by, end=one.end + by) if about_words else one


def _names(text: str, handles: list[str]) -> bool:
    """Whether every handle of the address is in the text as a word of its own."""
    said = {word.strip(".,;:!?()[]\"'").casefold() for word in text.split()}
    return bool(handles) and all(handle.casefold() in said for handle in handles)
