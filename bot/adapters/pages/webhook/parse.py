"""From the raw body of a webhook request to comments. Pure; every refusal is a sentence for the sender."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from bot.domain.comment import Author, Comment, CommentEvent, Post

MOST_BYTES = 1_000_000
MOST_DEPTH = 16
MOST_COMMENTS = 1000
MOST_TEXT = 200_000
MOST_ID = 512
_COMMENT_KEYS = {
    "id", "text", "event", "author", "created_at", "post", "parent_id", "thread_id", "lang", "url", "extra",
}  # fmt: skip
_AUTHOR_KEYS = {"id", "name", "handle", "is_page"}
_POST_KEYS = {"id", "text", "url", "created_at", "author"}


class Unacceptable(Exception):
    """A body that cannot be taken: `status` is the HTTP status, the text a sentence saying what is wrong."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Comments in the order given, and the keys nobody asked for (reported back, never an error)."""

    comments: tuple[Comment, ...]
    ignored: tuple[str, ...] = ()


def parse(body: bytes, page_id: str, now: datetime) -> Parsed:
    """Comments of one request. Raises `Unacceptable`; one wrong comment refuses the whole batch."""
    if len(body) > MOST_BYTES:
        raise Unacceptable(
            413, f"The body has {len(body)} bytes; at most {MOST_BYTES} are taken. Send smaller batches."
        )
    data = _json(body)
    if not isinstance(data, dict):
        raise Unacceptable(422, f"The body must be a JSON object, not {_kind(data)}.")
    batch = data.get("comments")
    if batch is None:
        return _all([(data, "")], page_id, now, ())
    if not isinstance(batch, list):
        raise Unacceptable(422, f"comments must be a list, not {_kind(batch)}.")
    if not 1 <= len(batch) <= MOST_COMMENTS:
        raise Unacceptable(422, f"comments must hold 1 to {MOST_COMMENTS} comments, not {len(batch)}.")
    extra = tuple(sorted(data.keys() - {"comments"}))
    return _all([(each, f"comments[{index}].") for index, each in enumerate(batch)], page_id, now, extra)


def _all(raw: list[tuple[Any, str]], page_id: str, now: datetime, ignored: tuple[str, ...]) -> Parsed:
    comments: list[Comment] = []
    unknown = set(ignored)
    for each, at in raw:
        if not isinstance(each, dict):
            raise Unacceptable(422, f"{at.rstrip('.')} must be an object, not {_kind(each)}.")
        unknown |= {f"{_plain(at)}{key}" for key in each.keys() - _COMMENT_KEYS}
        comments.append(_comment(_Reader(each, at), page_id, now))
    shown = sorted(name.encode("utf-8", "replace").decode()[:80] for name in unknown)
    return Parsed(comments=tuple(comments), ignored=tuple(shown[:50]))


def _comment(read: _Reader, page_id: str, now: datetime) -> Comment:
    name = read.text("event", default="created", most=20)
    if name not in set(CommentEvent):
        read.refuse("event", f"must be created, edited, deleted, hidden or shown, not {name!r}")
    event = CommentEvent(name)
    post = read.table("post", _POST_KEYS)
    ext_id = read.text("id", most=MOST_ID)
    if not ext_id.strip():
        read.refuse("id", "must not be empty")
    parent = read.text("parent_id", default="", most=MOST_ID)
    return Comment(
        page_id=page_id,
        ext_id=ext_id,
        text=read.text(
            "text", default=None if event in (CommentEvent.CREATED, CommentEvent.EDITED) else "", most=MOST_TEXT
        ),
        author=_author(read.table("author", _AUTHOR_KEYS)),
        created_at=read.time("created_at") or now,
        post=_post(post) if post is not None else None,
        parent_ext_id=parent,
        thread_ext_id=read.text("thread_id", default=parent or ext_id, most=MOST_ID),
        lang_hint=read.text("lang", default="", most=35),
        url=read.link("url"),
        event=event,
        extra=read.pairs("extra"),
    )


def _author(read: _Reader | None) -> Author:
    if read is None:
        return Author()
    is_page = read.data.get("is_page", False)
    if not isinstance(is_page, bool):
        read.refuse("is_page", f"must be true or false, not {_kind(is_page)}")
    return Author(
        ext_id=read.text("id", default="", most=MOST_ID),
        name=read.text("name", default="", most=1000),
        handle=read.text("handle", default="", most=1000),
        is_page=is_page,
    )


def _post(read: _Reader) -> Post:
    return Post(
        ext_id=read.text("id", most=MOST_ID),
        text=read.text("text", default="", most=MOST_TEXT),
        author=_author(read.table("author", _AUTHOR_KEYS)),
        created_at=read.time("created_at"),
        url=read.link("url"),
    )


class _Reader:
    """One object of the body; errors name the whole path."""

    def __init__(self, data: Mapping[str, Any], at: str) -> None:
        self.data, self.at = data, at

    def refuse(self, key: str, what: str) -> NoReturn:
        raise Unacceptable(422, f"{self.at}{key} {what}.")

    def text(self, key: str, *, default: str | None = None, most: int) -> str:
        value = self.data.get(key)
        if value is None:
            if default is None:
                self.refuse(key, "is missing; it must be a text")
            return default
        if isinstance(value, int) and not isinstance(value, bool) and key == "id":
            value = str(value)
        if not isinstance(value, str):
            self.refuse(key, f"must be a text, not {_kind(value)}")
        if len(value) > most:
            self.refuse(key, f"has {len(value)} characters; at most {most} are taken")
        if "\x00" in value:
            self.refuse(key, "holds a NUL character, which no platform lets people write")
        if any("\ud800" <= char <= "\udfff" for char in value):
            self.refuse(key, "holds half of a surrogate pair (a cut emoji); send the whole character")
        return value

    def table(self, key: str, known: set[str]) -> _Reader | None:
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(key, f"must be an object with {', '.join(sorted(known))}, not {_kind(value)}")
        return _Reader(value, f"{self.at}{key}.")

    def link(self, key: str) -> str:
        value = self.text(key, default="", most=4000)
        if value and not value.startswith(("https://", "http://")):
            self.refuse(key, "must begin with https:// or http://")
        return value

    def time(self, key: str) -> datetime | None:
        value = self.data.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, bool):
                raise ValueError
            if isinstance(value, (int, float)):
                return datetime.fromtimestamp(value, UTC)
            found = datetime.fromisoformat(value)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, OSError):
            self.refuse(key, 'must be a time as "2026-11-23T10:00:00Z" or Unix seconds')

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        table = self.data.get(key)
        if table is None:
            return ()
        if not isinstance(table, dict) or len(table) > 50:
            self.refuse(key, "must be an object of at most 50 texts")
        read = _Reader(table, f"{self.at}{key}.")
        return tuple((_checked(name, self), read.text(name, most=2000)) for name in sorted(table))


def _checked(name: str, read: _Reader) -> str:
    return _Reader({"key": name}, f"{read.at}extra: a ").text("key", most=200)


def _json(body: bytes) -> Any:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unacceptable(400, f"The body is not UTF-8: byte {error.start} cannot be read.") from error
    if (depth := nesting(text)) > MOST_DEPTH:
        raise Unacceptable(400, f"The body is nested {depth} deep; at most {MOST_DEPTH} levels are read.")
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Unacceptable(
            400, f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from error
    except (ValueError, RecursionError) as error:
        raise Unacceptable(400, f"The body is not JSON that can be read: {str(error)[:120]}.") from error


def nesting(text: str) -> int:
    """The deepest nesting of brackets outside strings, found without recursion; it need not be valid JSON."""
    depth = deepest = 0
    inside = escaped = False
    for char in text:
        if inside:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                inside = False
        elif char == '"':
            inside = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "something else")


def _plain(at: str) -> str:
    """The path without indexes, so that a thousand comments name an unknown key once."""
    return "comments[]." if at.startswith("comments[") else at
