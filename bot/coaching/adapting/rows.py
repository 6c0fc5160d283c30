"""Labelled rows for `adapt`: one JSON object a line, any subset of labels."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.coaching.adapting.heads import LABELS
from bot.domain.comment import Turn, Who
from bot.domain.reading import Mood

OUTCOME = "answered_back"
KNOWN = frozenset({*LABELS, "mood", OUTCOME, "crisis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptRow:
    """One example. `labels` maps a label of `LABELS`, or "mood", or "answered_back", to what a person said.

    `group` keeps rows of one author, thread or brand in one fold, so that figures are not flattered.
    """

    id: str
    comment: str
    reply: str = ""
    history: tuple[Turn, ...] = ()
    lang: str = ""
    brand: str = ""
    group: str = ""
    labels: tuple[tuple[str, bool | str], ...] = ()

    def label(self, name: str) -> bool | str | None:
        """What was said of the label, None where nothing was."""
        return dict(self.labels).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A line that could not be used, and why."""

    line: int
    why: str


def read_rows(lines: Iterable[str]) -> Iterator[AdaptRow | BadRow]:
    """Rows and refusals in the order of the lines; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield row_from(json.loads(line))
        except json.JSONDecodeError as error:
            yield BadRow(line=number, why=f"not JSON: {error.msg}")
        except (ValueError, RecursionError) as error:
            yield BadRow(line=number, why=str(error))


def row_from(data: object) -> AdaptRow:
    """One row from parsed JSON. Raises ValueError with a sentence for what is wrong."""
    if not isinstance(data, dict):
        raise ValueError("a row must be a JSON object")
    labels = data.get("labels")
    if not isinstance(labels, dict) or not labels:
        raise ValueError('"labels" must be an object with at least one label')
    comment = _text(data, "comment")
    if not comment.strip():
        raise ValueError('"comment" is empty')
    group = str(data.get("group") or "") or hashlib.sha256(comment.encode(errors="replace")).hexdigest()[:16]
    return AdaptRow(
        id=str(data.get("id", "")),
        comment=comment,
        reply=_text(data, "reply"),
        history=_turns(data.get("history") or []),
        lang=_text(data, "lang"),
        brand=_text(data, "brand"),
        group=group,
        labels=tuple(sorted(_label(name, value) for name, value in labels.items() if value is not None)),
    )


def row_to_json(row: AdaptRow) -> dict[str, Any]:
    """The row as `row_from` takes it."""
    return {
        "id": row.id,
        "comment": row.comment,
        "reply": row.reply,
        "history": [{"who": turn.who.value, "text": turn.text} for turn in row.history],
        "lang": row.lang,
        "brand": row.brand,
        "group": row.group,
        "labels": dict(row.labels),
    }


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f'"{key}" must be a text')
    return value


def _turns(data: object) -> tuple[Turn, ...]:
    if not isinstance(data, list):
        raise ValueError('"history" must be a list of turns')
    turns = []
    for turn in data:
        if not isinstance(turn, dict) or turn.get("who") not in ("customer", "brand", "other"):
            raise ValueError('each turn of "history" needs "who" (customer or brand) and "text"')
        turns.append(Turn(who=Who(turn["who"]), text=str(turn.get("text", ""))))
    return tuple(turns)


def _label(name: str, value: object) -> tuple[str, bool | str]:
    if name not in KNOWN:
        raise ValueError(f'unknown label "{name}": use one of {", ".join(sorted(KNOWN))}')
    if name == "mood":
        if value not in tuple(Mood):
            raise ValueError('"mood" must be negative, neutral or positive')
        return name, str(value)
    if value in (0, 1) or isinstance(value, bool):
        return name, bool(value)
    raise ValueError(f'label "{name}" must be true or false')
