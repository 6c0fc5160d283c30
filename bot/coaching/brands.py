"""Brand files: TOML text to a `Brand`, with errors that name the key, the file and the mend. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.domain.brand import Brand, Fact, Policy, Voice
from bot.domain.errors import Misconfigured
from bot.domain.reading import Address, Kind

_SPAN = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(s|m|h|d|w)\s*$")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_TOP = {"id", "name", "languages", "about", "voice", "policy", "facts"}
_VOICE = {"description", "warmth", "emoji", "address", "region", "sign_off", "person", "avoid", "examples"}
_TIMES = {"reply_within", "remind_after", "expire_after", "undo_grace", "follow_for", "retention"}
_POLICY = _TIMES | {"on_timeout", "four_eyes", "client_approval", "good_enough", "daily_tokens", "rules_off", "adapt"}
_FACT = {"id", "lang", "question", "answer", "source", "tags", "url"}
_TIMEOUTS = ("remind", "escalate", "expire")
_REGIONS = ("", "es", "mx", "ar")
_ADDRESSES = {"": Address.NONE, **{each.value: each for each in Address}, "tú": Address.TU}


class _Table:
    """One table of the file: typed reads, each error naming key, file and mend."""

    def __init__(self, data: Mapping[str, Any], *, at: str, where: str, known: set[str]) -> None:
        self.data, self.at, self.where = data, at, where
        for key in data:
            if key not in known:
                there = ", ".join(sorted(known))
                raise self.error(key, f"unknown key; known here: {there}", f"clave desconocida; aquí hay: {there}")

    def error(self, key: str, mend: str, es: str) -> Misconfigured:
        return Misconfigured(key=f"{self.at}{key}", where=self.where, mend=mend, es=es)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if value is None:
            raise self.error(key, "is missing; give a text", "falta; escribe un texto")
        if not isinstance(value, str):
            raise self.error(
                key, f"must be a text in quotes, not {value!r}", f"tiene que ser un texto entre comillas, no {value!r}"
            )
        return value.strip()

    def flag(self, key: str, default: bool) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, f"must be true or false, not {value!r}", f"tiene que ser true o false, no {value!r}")
        return value

    def number(self, key: str, default: float, low: float, high: float) -> float:
        value = self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise self.error(
                key,
                f"must be a number from {low:g} to {high:g}, not {value!r}",
                f"tiene que ser un número de {low:g} a {high:g}, no {value!r}",
            )
        return float(value)

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self.data.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.error(
                key,
                'must be a list of texts, as ["one", "two"]',
                'tiene que ser una lista de textos, como ["uno", "dos"]',
            )
        return tuple(each.strip() for each in value)

    def span(self, key: str, default: timedelta) -> timedelta:
        if key not in self.data:
            return default
        found = _SPAN.match(str(self.data[key]))
        if not found:
            raise self.error(
                key,
                f'must be a length of time as "10s", "30m", "4h" or "3d", not {self.data[key]!r}',
                f'tiene que ser un plazo, como "10s", "30m", "4h" o "3d", no {self.data[key]!r}',
            )
        return timedelta(seconds=float(found[1]) * _SECONDS[found[2]])

    def table(self, key: str, known: set[str]) -> _Table:
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, f"must be a table, written [{key}]", f"tiene que ser una tabla, escrita [{key}]")
        return _Table(value, at=f"{self.at}{key}.", where=self.where, known=known)


def parse_brand(text: str, *, where: str) -> Brand:
    """The brand a TOML text describes. `where` names the file in errors. Raises `Misconfigured`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(
            key="(whole file)", where=where, mend=f"is not valid TOML: {error}", es=f"no es TOML válido: {error}"
        ) from error
    top = _Table(data, at="", where=where, known=_TOP)
    languages = top.texts("languages", ("en", "es"))
    if not languages or not all(re.fullmatch(r"[a-z]{2}", lang) for lang in languages):
        raise top.error(
            "languages",
            'must list at least one two-letter language, as ["en", "es"]',
            'tiene que nombrar al menos un idioma de dos letras, como ["en", "es"]',
        )
    brand_id = top.text("id")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", brand_id):
        raise top.error(
            "id",
            "must be small letters, digits, - or _, at most 64",
            "tiene que llevar minúsculas, cifras, - o _, como mucho 64",
        )
    return Brand(
        id=brand_id,
        name=top.text("name"),
        languages=languages,
        voice=_voice(top.table("voice", _VOICE)),
        policy=_policy(top.table("policy", _POLICY)),
        facts=_facts(data.get("facts", []), top, languages),
        about=top.text("about", ""),
    )


def load_brand(path: Path) -> Brand:
    """The brand in one file; a missing or unreadable file is a `Misconfigured` naming it."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors put a mark in front
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(
            key="brand file",
            where=str(path),
            mend=f"cannot be read ({error}); check it",
            es=f"no se puede leer ({error}); revísalo",
        ) from error
    return parse_brand(text, where=str(path))


def load_brands(folder: Path) -> tuple[Brand, ...]:
    """All brands of a folder, by file name. Two files with one id are an error."""
    brands: dict[str, Brand] = {}
    for path in sorted(folder.glob("*.toml")):
        brand = load_brand(path)
        if brand.id in brands:
            raise Misconfigured(
                key="id",
                where=str(path),
                mend=f"{brand.id!r} is another file's id too; change it",
                es=f"{brand.id!r} es también el id de otro archivo; cámbialo",
            )
        brands[brand.id] = brand
    return tuple(brands.values())


def _voice(table: _Table) -> Voice:
    address = table.text("address", "").lower()
    if address not in _ADDRESSES:
        raise table.error("address", "must be tu, usted, vos or left out", "tiene que ser tu, usted, vos o no estar")
    region = table.text("region", "")
    if region not in _REGIONS:
        raise table.error("region", "must be es, mx, ar or left out", "tiene que ser es, mx, ar o no estar")
    return Voice(
        description=table.text("description", ""),
        warmth=table.number("warmth", 0.6, 0, 1),
        emoji=table.flag("emoji", False),
        address=_ADDRESSES[address],
        region=region,
        sign_off=table.text("sign_off", ""),
        person=table.text("person", ""),
        avoid=table.texts("avoid"),
        examples=table.texts("examples"),
    )


def _policy(table: _Table) -> Policy:
    base = Policy()
    on_timeout = table.text("on_timeout", base.on_timeout)
    if on_timeout not in _TIMEOUTS:
        known = ", ".join(_TIMEOUTS)
        raise table.error("on_timeout", f"must be one of {known}", f"tiene que ser uno de {known}")
    return Policy(
        reply_within=table.span("reply_within", base.reply_within),
        remind_after=table.span("remind_after", base.remind_after),
        expire_after=table.span("expire_after", base.expire_after),
        undo_grace=table.span("undo_grace", base.undo_grace),
        follow_for=table.span("follow_for", base.follow_for),
        retention=table.span("retention", base.retention),
        on_timeout=on_timeout,
        four_eyes=table.flag("four_eyes", base.four_eyes),
        client_approval=_kinds(table),
        good_enough=int(table.number("good_enough", base.good_enough, 0, 100)),
        daily_tokens=int(table.number("daily_tokens", base.daily_tokens, 0, 1e12)),
        rules_off=frozenset(table.texts("rules_off")),
        adapt=table.flag("adapt", base.adapt),
    )


def _kinds(table: _Table) -> frozenset[str]:
    """The kinds that need a second approval. A slip of the pen is an error: it would ask nobody, unseen."""
    named = frozenset(table.texts("client_approval"))
    if named - set(Kind):
        known, odd = ", ".join(Kind), repr(min(named - set(Kind)))
        raise table.error("client_approval", f"may list {known}; not {odd}", f"admite {known}; no {odd}")
    return named


def _facts(rows: object, top: _Table, languages: tuple[str, ...]) -> tuple[Fact, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise top.error(
            "facts", "must be tables, each written [[facts]]", "tienen que ser tablas, cada una escrita [[facts]]"
        )
    facts: list[Fact] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        table = _Table(row, at=f"facts[{number}].", where=top.where, known=_FACT)
        made = _fact(table, languages)
        for fact in made:
            if fact.id in seen:
                shown = repr(fact.id)
                raise table.error(
                    "id",
                    f"{shown} is used twice; give each fact its own",
                    f"{shown} está dos veces; cada dato lleva el suyo",
                )
            seen.add(fact.id)
        facts.extend(made)
    return tuple(facts)


def _fact(table: _Table, languages: tuple[str, ...]) -> list[Fact]:
    """One row gives one fact, or one per language where question and answer are tables by language."""
    base = table.text("id")
    blank = Fact(
        id=base,
        lang=languages[0],
        question="",
        answer="",
        source=table.text("source"),
        tags=table.texts("tags"),
        url=table.text("url", ""),
    )
    question, answer = table.data.get("question"), table.data.get("answer")
    if not isinstance(question, dict) and not isinstance(answer, dict):
        lang = table.text("lang", languages[0])
        return [replace(blank, lang=lang, question=table.text("question"), answer=table.text("answer"))]
    if not isinstance(question, dict) or not isinstance(answer, dict):
        raise table.error(
            "answer",
            "question and answer must both be texts, or both be given by language",
            "question y answer son las dos un texto, o las dos van por idioma",
        )
    questions = _Table(question, at=f"{table.at}question.", where=table.where, known=set(answer))
    answers = _Table(answer, at=f"{table.at}answer.", where=table.where, known=set(question))
    return [
        replace(blank, id=f"{base}.{lang}", lang=lang, question=questions.text(lang), answer=answers.text(lang))
        for lang in answer
    ]
