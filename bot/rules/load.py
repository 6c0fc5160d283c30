"""Reads rule packs from `config/rules/<lang>/<pack>/<rule>.yml`, strictly: a mistake is named with its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import regex
import yaml

from bot.domain.errors import Misconfigured
from bot.domain.score import Dimension, Severity
from bot.rules.model import Rule, Scope
from bot.rules.phrases import Phrase, compile_phrase

_E = TypeVar("_E", Severity, Dimension, Scope)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LANGS = ("en", "es", "any")
_COMMON = frozenset({"id", "words", "regex", "unless", "scope", "situations", "hits", "misses"})
_RULE_KEYS = _COMMON | {"severity", "dimension", "weight", "message", "instead"}
_SIGNAL_KEYS = _COMMON | {"move"}


def load_rules(files: Mapping[str, Path]) -> tuple[Rule, ...]:
    """Load all files, by their path relative to the rules folder ("en/boilerplate/feedback.yml").

    Raises `Misconfigured` naming the file, the key and the mend for the first mistake found.
    """
    rules: list[Rule] = []
    seen: dict[tuple[str, str], str] = {}
    for name, path in files.items():
        rule = load_rule(name, path.read_text(encoding="utf-8"))
        if (rule.lang, rule.id) in seen:
            raise _wrong(name, "id", f"{rule.id} is already used by {seen[rule.lang, rule.id]}")
        seen[rule.lang, rule.id] = name
        rules.append(rule)
    return tuple(rules)


def load_rule(name: str, text: str) -> Rule:
    """One rule from its file's text. `name` is "<lang>/<pack>/<id>.yml"."""
    parts = PurePosixPath(name)
    if len(parts.parts) != 3 or parts.parts[0] not in _LANGS:
        raise _wrong(name, "path", f"put it in <lang>/<pack>/<rule>.yml with lang one of {', '.join(_LANGS)}")
    data = _parse(name, text)
    signal = "move" in data
    _check_keys(name, data, _SIGNAL_KEYS if signal else _RULE_KEYS)
    if data.get("id") != parts.stem:
        raise _wrong(name, "id", f"must be the file's name, {parts.stem!r}")
    return Rule(
        id=parts.stem,
        lang=parts.parts[0],
        pack=parts.parts[1],
        phrases=_phrases(name, data, "words"),
        patterns=_patterns(name, data),
        unless=_phrases(name, data, "unless"),
        scope=_enum(name, "scope", data.get("scope", "anywhere"), Scope),
        situations=frozenset(_strings(name, data, "situations")),
        hits=_strings(name, data, "hits", least=1),
        misses=_strings(name, data, "misses", least=1),
        **(_signal_part(name, data) if signal else _rule_part(name, data)),
    )


def _signal_part(name: str, data: dict[str, Any]) -> dict[str, Any]:
    move = data["move"]
    if not isinstance(move, str) or not move:
        raise _wrong(name, "move", "give the name of what the reply does")
    return {"move": move}


def _rule_part(name: str, data: dict[str, Any]) -> dict[str, Any]:
    weight = data.get("weight")
    if not isinstance(weight, int | float) or isinstance(weight, bool) or not 0 <= weight <= 1:
        raise _wrong(name, "weight", "give a number between 0 and 1")
    return {
        "severity": _enum(name, "severity", data.get("severity"), Severity),
        "dimension": _enum(name, "dimension", data.get("dimension"), Dimension),
        "weight": float(weight),
        "message": _both(name, data, "message"),
        "instead": _both(name, data, "instead"),
    }


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 (a safe loader, the C one where it is built)
    except yaml.YAMLError as error:
        raise _wrong(name, "file", f"is no valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict):
        raise _wrong(name, "file", "must hold keys and values")
    if not data.get("words") and not data.get("regex"):
        raise _wrong(name, "words", "give words or regex to look for")
    return data


def _check_keys(name: str, data: dict[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(map(str, data)) - known)
    if unknown:
        raise _wrong(name, unknown[0], f"is unknown; known are {', '.join(sorted(known))}")


def _strings(name: str, data: dict[str, Any], key: str, least: int = 0) -> tuple[str, ...]:
    values = data.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise _wrong(name, key, "must be a list of texts")
    if len(values) < least:
        raise _wrong(name, key, "give at least one example")
    return tuple(values)


def _phrases(name: str, data: dict[str, Any], key: str) -> tuple[Phrase, ...]:
    try:
        return tuple(compile_phrase(source) for source in _strings(name, data, key))
    except (ValueError, re.error) as error:
        raise _wrong(name, key, str(error)) from error


def _patterns(name: str, data: dict[str, Any]) -> tuple[regex.Pattern[str], ...]:
    try:
        return tuple(regex.compile(source) for source in _strings(name, data, "regex"))
    except regex.error as error:
        raise _wrong(name, "regex", str(error)) from error


def _both(name: str, data: dict[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    value = data.get(key)
    if (
        not isinstance(value, dict)
        or set(value) != {"en", "es"}
        or not all(isinstance(v, str) and v for v in value.values())
    ):
        raise _wrong(name, key, "give a sentence in en and one in es")
    return tuple((lang, value[lang]) for lang in ("en", "es"))


def _enum(name: str, key: str, value: object, kind: type[_E]) -> _E:
    try:
        return kind(str(value))
    except ValueError as error:
        raise _wrong(name, key, f"must be one of {', '.join(kind)}") from error


def _wrong(name: str, key: str, mend: str) -> Misconfigured:
    return Misconfigured(key=key, where=f"config/rules/{name}", mend=mend)
