"""A prompt file: front matter between `---` lines, then parts that begin with a line `@@ system` or `@@ user`.

The parts are cut when the file is loaded, long before any value is known; values are put into parts in one pass
and are never looked at again. So nothing that people write can become a role, a part or another value.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import BadInput, Misconfigured
from bot.resources import resource_files

ROLES = ("system", "user", "assistant")
_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_ROLE = re.compile(r"^@@ (?P<role>\w+) *$", re.MULTILINE)
_SLOT = re.compile(r"\{\{ *(?P<name>\w+) *(?:\| *(?P<form>\w+) *)?\}\}")
_KEYS = {"task", "lang", "inputs", "output", "needs"}
_FORMS = ("json", "plain")

Message = tuple[str, str]
"""Role and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Messages ready to be sent, the schema of the answer, and which prompt they come from."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One prompt. `hash` changes with any byte of the file; `needs` names what a model must be able to do."""

    task: str
    lang: str
    inputs: frozenset[str]
    schema: Mapping[str, Any]
    needs: tuple[str, ...]
    parts: tuple[Message, ...]
    hash: str

    def render(self, values: Mapping[str, object]) -> Rendered:
        """The messages with values filled. Raises `BadInput` naming missing and unknown values."""
        missing, unknown = sorted(self.inputs - values.keys()), sorted(values.keys() - self.inputs)
        if missing or unknown:
            said = [f"missing: {', '.join(missing)}"] if missing else []
            said += [f"unknown: {', '.join(unknown)}"] if unknown else []
            raise BadInput(f"prompt {self.task}/{self.lang}: {'; '.join(said)}")
        return Rendered(
            messages=tuple((role, _fill(text, values)) for role, text in self.parts), schema=self.schema, hash=self.hash
        )


class PromptBook:
    """All prompts by task and language."""

    def __init__(self, prompts: Mapping[tuple[str, str], Prompt]) -> None:
        self._prompts = dict(prompts)

    def __iter__(self) -> Any:
        return iter(self._prompts.values())

    def get(self, task: str, lang: str) -> Prompt:
        """The prompt for a task in `lang`, in English where it has none in that language."""
        found = self._prompts.get((task, lang)) or self._prompts.get((task, "en"))
        if found is None:
            raise Misconfigured(key=f"prompts/{task}/{lang}.md", where="prompts", mend="is missing; put the file back")
        return found


def _fill(text: str, values: Mapping[str, object]) -> str:
    def one(found: re.Match[str]) -> str:
        value = values[found["name"]]
        if found["form"] == "plain":
            return str(value)
        return json.dumps(value, ensure_ascii=False, indent=None, default=str)

    return _SLOT.sub(one, text)


def parse_prompt(text: str, *, where: str) -> Prompt:
    """One prompt from its file's text. Raises `Misconfigured` naming the key, the file and the mend."""
    cut = _FRONT.match(text)
    if cut is None:
        raise Misconfigured(key="front matter", where=where, mend="must stand first, between two lines of ---")
    try:
        front = yaml.safe_load(cut["front"])
    except yaml.YAMLError as error:
        raise Misconfigured(key="front matter", where=where, mend=f"is not valid YAML: {error}") from error
    if not isinstance(front, dict):
        raise Misconfigured(key="front matter", where=where, mend="must map keys to values")
    if unknown := sorted(set(front) - _KEYS):
        raise Misconfigured(key=unknown[0], where=where, mend=f"unknown key; known: {', '.join(sorted(_KEYS))}")
    if missing := sorted(_KEYS - {"needs"} - set(front)):
        raise Misconfigured(key=missing[0], where=where, mend="is missing")
    inputs = front["inputs"]
    if not isinstance(inputs, list) or not all(isinstance(each, str) for each in inputs):
        raise Misconfigured(key="inputs", where=where, mend="must list the names of the values")
    if not isinstance(front["output"], dict) or front["output"].get("type") != "object":
        raise Misconfigured(key="output", where=where, mend="must be a JSON schema of an object")
    parts = _parts(cut["body"], where)
    _check_slots(parts, frozenset(inputs), where)
    return Prompt(
        task=str(front["task"]),
        lang=str(front["lang"]),
        inputs=frozenset(inputs),
        schema=front["output"],
        needs=tuple(front.get("needs") or ()),
        parts=parts,
        hash=hashlib.sha256(text.encode()).hexdigest()[:16],
    )


def _parts(body: str, where: str) -> tuple[Message, ...]:
    """The body cut at its role lines."""
    marks = list(_ROLE.finditer(body))
    if not marks or body[: marks[0].start()].strip():
        raise Misconfigured(key="body", where=where, mend="must begin with a line `@@ system`")
    ends = [mark.start() for mark in marks[1:]] + [len(body)]
    parts: list[Message] = []
    for mark, end in zip(marks, ends, strict=True):
        if mark["role"] not in ROLES:
            raise Misconfigured(key=f"@@ {mark['role']}", where=where, mend=f"is no role; roles: {', '.join(ROLES)}")
        parts.append((mark["role"], body[mark.end() : end].strip()))
    return tuple(parts)


def _check_slots(parts: tuple[Message, ...], inputs: frozenset[str], where: str) -> None:
    """Every value named is declared, every declared one is used, and instructions hold no untrusted value."""
    used: set[str] = set()
    for role, text in parts:
        for slot in _SLOT.finditer(text):
            used.add(slot["name"])
            if slot["name"] not in inputs:
                raise Misconfigured(key=slot["name"], where=where, mend="is used and not listed under inputs")
            if slot["form"] not in (None, *_FORMS):
                raise Misconfigured(key=slot["name"], where=where, mend=f"| {slot['form']}: use json or plain")
            if slot["form"] == "plain" and role != "user":
                raise Misconfigured(key=slot["name"], where=where, mend="plain values may stand in user parts only")
        if re.search(r"\{\{(?! *\w+ *(\| *\w+ *)?\}\})", text):
            raise Misconfigured(key="{{", where=where, mend="a value is not closed")
    if idle := sorted(inputs - used):
        raise Misconfigured(key=idle[0], where=where, mend="is listed under inputs and used nowhere")


def load_promptbook(override: str | None = None) -> PromptBook:
    """All files `prompts/<task>/<lang>.md`; each must say in its front matter what its path says."""
    prompts: dict[tuple[str, str], Prompt] = {}
    for name, path in resource_files("prompts", (".md",), override).items():
        where, place = f"prompts/{name}", Path(name)
        if len(place.parts) != 2:
            continue
        prompt = parse_prompt(path.read_text(encoding="utf-8"), where=where)
        if (prompt.task, prompt.lang) != (place.parts[0], place.stem):
            raise Misconfigured(key="task", where=where, mend="task and lang must be those of the path")
        prompts[(prompt.task, prompt.lang)] = prompt
    return PromptBook(prompts)
