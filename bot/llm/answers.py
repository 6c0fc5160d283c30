"""Model text to checked data: tolerant in reading, strict in the form. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import ModelAnswerInvalid

_FENCE = re.compile(r"```(?:json)?\s*(?P<inside>.*?)```", re.DOTALL)
_THINK = re.compile(r"<think>.*?</think>", re.DOTALL)
_TRAILING = re.compile(r",\s*([}\]])")
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


def parse_answer(text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The first JSON object in `text` that has the form of `schema`. Raises `ModelAnswerInvalid` saying why not."""
    why = "no JSON object in the answer"
    for candidate in _candidates(text):
        try:
            data = json.loads(candidate)
        except json.JSONDecodeError:
            try:
                data = json.loads(_TRAILING.sub(r"\1", candidate))
            except json.JSONDecodeError as error:
                why = f"broken JSON: {error.msg}"
                continue
        except RecursionError:
            why = "JSON nested too deeply"
            continue
        problem = check(data, schema)
        if problem is None and isinstance(data, dict):
            return data
        why = problem or "not an object"
    raise ModelAnswerInvalid(why)


def _candidates(text: str) -> list[str]:
    text = _THINK.sub("", text).strip()
    found = [text] if text.startswith("{") else []
    found += [match["inside"].strip() for match in _FENCE.finditer(text)]
    found += _balanced(text)
    return found


def _balanced(text: str) -> list[str]:
    """Stretches of `text` from an opening brace to its closing one, outside of strings; the outermost only."""
    found, start, depth, inside, escaped = [], -1, 0, False, False
    for place, char in enumerate(text):
        if inside:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                inside = False
        elif char == '"' and depth:
            inside = True
        elif char == "{":
            start = place if depth == 0 else start
            depth += 1
        elif char == "}" and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start : place + 1])
    return found[:8]


def check(data: object, schema: Mapping[str, Any], at: str = "answer") -> str | None:
    """Why `data` is not of the form of `schema` (the part of JSON schema that prompts use), None when it is."""
    kind = str(schema.get("type", ""))
    wanted = _TYPES.get(kind)
    if wanted is not None and (
        not isinstance(data, wanted)
        or (kind in ("integer", "number") and data in (True, False) and isinstance(data, bool))
    ):
        return f"{at} is not of type {kind}"
    if "enum" in schema and data not in schema["enum"]:
        return f"{at} is none of {schema['enum']}"
    if isinstance(data, dict):
        return _check_object(data, schema, at)
    if isinstance(data, list):
        if not schema.get("minItems", 0) <= len(data) <= schema.get("maxItems", 10_000):
            return f"{at} has {len(data)} entries"
        problems = (check(each, schema.get("items", {}), f"{at}[{place}]") for place, each in enumerate(data))
        return next((problem for problem in problems if problem), None)
    if isinstance(data, str) and not schema.get("minLength", 0) <= len(data) <= schema.get("maxLength", 100_000):
        return f"{at} has {len(data)} characters"
    if isinstance(data, (int, float)) and not schema.get("minimum", data) <= data <= schema.get("maximum", data):
        return f"{at} is out of range"
    return None


def _check_object(data: dict[str, Any], schema: Mapping[str, Any], at: str) -> str | None:
    for key in schema.get("required", ()):
        if key not in data:
            return f"{at}.{key} is missing"
    known = schema.get("properties", {})
    if schema.get("additionalProperties") is False and (extra := sorted(set(data) - set(known))):
        return f"{at}.{extra[0]} is not asked for"
    problems = (check(data[key], form, f"{at}.{key}") for key, form in known.items() if key in data)
    return next((problem for problem in problems if problem), None)
