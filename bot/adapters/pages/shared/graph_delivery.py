"""What Facebook and Instagram deliver: entries of changes, however they were packed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.adapters.pages.shared import wire
from bot.domain.comment import Comment, CommentEvent

MOST_DEPTH = 6
UNREADABLE, ELSEWHERE, TWICE = "unreadable", "other page", "twice"
_TALKS = ("messaging", "standby")


@dataclass(slots=True)
class Delivered:
    """What one delivery held. `ignored` counts what is no comment of this page, by kind: nothing is passed over
    without being counted."""

    comments: list[Comment] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)


ChangeReader = Callable[[wire.Wire, str, datetime], Comment | str]
"""A change, the page's own id and the time of its entry: the comment, or the name of what it is instead."""


def delivered(data: Any, own: str, now: datetime, read: ChangeReader) -> Delivered:
    """Comments of one delivery, in its order, each creation once: advertisements are told of twice. What is none, or
    belongs to another page, is counted and left."""
    found = Delivered()
    seen: set[str] = set()
    for entry in _entries(data, found.ignored):
        here = wire.text(entry, "id")
        if own and here and here not in (own, "0"):
            found.ignored[ELSEWHERE] += 1
            continue
        at = wire.moment(entry.get("time")) or now
        for change in _changes(entry, found.ignored):
            made = read(change, own or here, at)
            if isinstance(made, str):
                found.ignored[made] += 1
            elif made.event is CommentEvent.CREATED and made.ext_id in seen:
                found.ignored[TWICE] += 1
            else:
                seen.add(made.ext_id)
                found.comments.append(made)
    return found


def _entries(data: Any, ignored: Counter[str], depth: int = 0) -> Iterator[wire.Wire]:
    """Every entry: alone, in lists, or as the sample that the app's dashboard shows."""
    if isinstance(data, list) and data and depth < MOST_DEPTH:
        for one in data:
            yield from _entries(one, ignored, depth + 1)
    elif isinstance(data, dict) and "entry" in data and depth < MOST_DEPTH:
        yield from _entries(data["entry"], ignored, depth + 1)
    elif isinstance(data, dict) and isinstance(data.get("sample"), dict):
        yield {"changes": [data["sample"]]}
    elif isinstance(data, dict):
        yield data
    else:
        ignored[UNREADABLE] += 1


def _changes(entry: wire.Wire, ignored: Counter[str]) -> Iterator[wire.Wire]:
    """Changes stand in a list, or are the entry itself (Instagram after sign-in with Instagram)."""
    changes = entry.get("changes")
    listed = changes if isinstance(changes, list) else [changes] if "changes" in entry else []
    own_value = [entry] if isinstance(entry.get("value"), dict) else []
    talks = {name: len(entry[name]) for name in _TALKS if isinstance(entry.get(name), list)}
    ignored.update(talks)
    for change in (*listed, *own_value):
        if isinstance(change, dict):
            yield change
        else:
            ignored[UNREADABLE] += 1
    if not listed and not own_value and not any(talks.values()):
        ignored[UNREADABLE] += 1


def short(name: str) -> str:
    """The name of what is no comment, for counting; platforms' words can be of any length."""
    return name.strip()[:40] or "unknown"
