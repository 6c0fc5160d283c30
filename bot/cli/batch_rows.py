"""One line of a batch: from JSON to a situation for the engine. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cli.texts import say
from bot.coaching.composing.taken import checked
from bot.domain.brand import Brand
from bot.domain.comment import Turn, Who
from bot.domain.errors import BadInput
from bot.domain.situation import Situation

_WHO = {"customer": Who.CUSTOMER, "brand": Who.BRAND, "other": Who.OTHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A usable line. `text` is what is to be scored: the reply or, where there is none, the planned post."""

    id: Any
    situation: Situation
    text: str
    facts: tuple[str, ...] = ()
    """Ids of the facts that are to be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brands:
    """Which brand a line is for: `forced` for all lines when a person named one, else the line's own."""

    known: Mapping[str, Brand]
    default: Brand
    forced: Brand | None = None

    def of(self, named: str) -> Brand:
        """The brand called `named`; an unknown one is a brand of that name that knows nothing, so that no
        other brand's facts slip into its replies."""
        if self.forced is not None:
            return self.forced
        if not named:
            return self.default
        return self.known.get(named) or Brand(id=named, name=named)


def parse_row(line: str, command: str, brands: Brands, reader_lang: str, facts: Sequence[str] = ()) -> Row:
    """The row of one line for "read", "score" or "suggest"; `facts` are to be said beside its own. Raises `BadInput`
    saying what is wrong with it."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(say("not_json", column=error.colno)) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(say("not_json_at_all", error=error)) from error
    if not isinstance(data, dict):
        raise BadInput(say("not_object"))
    if data.get("id") is None or isinstance(data["id"], (dict, list)):
        raise BadInput(say("no_id"))
    comment = _text(data, "comment")
    if comment is None:
        comment = _text(data, "text")
    reply, post = _text(data, "reply"), _text(data, "post")
    if command != "score" and comment is None:
        raise BadInput(say("no_comment"))
    if command == "score" and reply is None and post is None:
        raise BadInput(say("nothing_to_score"))
    situation = Situation(
        brand=brands.of(_text(data, "brand") or ""),
        comment=comment,
        post=post or "" if reply is not None or command != "score" else "",
        author=_text(data, "author") or "",
        history=_history(data.get("history")),
        lang=_text(data, "lang") or "",
        reader_lang=reader_lang,
    )
    named = checked(situation.brand.facts, (*facts, *_texts(data, "facts"))) if command == "suggest" else ()
    return Row(id=data["id"], situation=situation, text=reply if reply is not None else post or "", facts=named)


def _texts(data: Mapping[str, Any], key: str) -> list[str]:
    value = data.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadInput(say("not_texts", key=key))
    return value


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(say("not_text", key=key))
    # Half a surrogate pair cannot be written out again as UTF-8.
    return value.encode("utf-8", "replace").decode() if value is not None else None


def _history(value: object) -> tuple[Turn, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise BadInput(say("history_list"))
    turns: list[Turn] = []
    for each in value:
        if not isinstance(each, dict) or not isinstance(each.get("text"), str):
            raise BadInput(say("history_turn"))
        turns.append(Turn(who=_WHO.get(str(each.get("who")), Who.OTHER), text=str(each["text"])))
    return tuple(turns)
