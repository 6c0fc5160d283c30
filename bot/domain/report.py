"""What a report says, as data: the same in chat, console, terminal, JSON and CSV. Figures come from code only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ReportKind(StrEnum):
    """The questions a report answers."""

    HEALTH = "health"
    """Does the page talk with people or at them: shares answered, time to reply, airtime, by week."""
    ANSWERED = "answered"
    """What gets answered here: each move, with it and without it."""
    ADVICE = "advice"
    """Suggestions taken, edited and overruled, and what came of each."""
    DIGEST = "digest"
    """What people taught us, what they learned from us, who is unanswered, promises due."""
    POST = "post"
    """One planned post, before it goes to the client. Made by `Evidence.post`, not asked for by time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One picture, twice: `svg` for the console, `png` for chats. `alt` says in words what it shows."""

    key: str
    title: str
    alt: str
    svg: str
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`verdict` is one plain sentence that a person can repeat; `paragraphs` follow it, each to be read by
    itself. `table` is the same as rows (first row: column names), for CSV; `data` the whole as JSON data.
    Texts are in `lang`. `caution` says how far the figures carry ("" when nothing needs saying)."""

    kind: ReportKind
    brand_id: str
    lang: str
    since: datetime
    until: datetime
    title: str
    verdict: str
    paragraphs: tuple[str, ...] = ()
    caution: str = ""
    charts: tuple[Chart, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The client's page: one page as PDF and as PNG, and its sentences as text for a chat."""

    brand_id: str
    lang: str
    title: str
    sentences: tuple[str, ...]
    pdf: bytes
    png: bytes
