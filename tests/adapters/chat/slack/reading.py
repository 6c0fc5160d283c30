"""What can be read on a message of the fake workspace."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack import Json


def shown(message: Json) -> str:
    """Everything that can be read, buttons and forms too."""
    return "\n".join(_texts(message.get("blocks") or [{"text": message.get("text", "")}]))


def _texts(thing: Any) -> list[str]:
    if isinstance(thing, dict):
        own = [thing["text"]] if isinstance(thing.get("text"), str) else []
        own += [thing["initial_value"]] if "initial_value" in thing else []
        return own + [text for value in thing.values() for text in _texts(value)]
    return [text for each in thing for text in _texts(each)] if isinstance(thing, list) else []


def labels(message: Json) -> list[str]:
    """The words on the buttons."""
    rows = [block["elements"] for block in message.get("blocks", ()) if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]
