"""From the HTML of a status to the text its author wrote. Pure; never fails, whatever the HTML is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser

_TAG = re.compile(r"<[^<>]*>")
_BLOCKS = frozenset({"p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table"})
_SILENT = frozenset({"script", "style", "template"})
_VOID = frozenset({"br", "img", "hr", "wbr", "input", "meta", "link"})
_UNSEEN = "quote-inline"
"""The fallback line of a quoted status, which programs that show quotes leave out."""


class _Reader(HTMLParser):
    """Collects text; paragraphs are an empty line apart, as they were typed."""

    def __init__(self, mentions: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._mentions = mentions
        self._parts: list[str] = []
        self._open: list[str] = []
        self._skip = 0
        self._mention = 0
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._add("\n")
        elif tag == "img" and not self._skip:
            self._add(values.get("alt", ""))
        if tag in _VOID:
            return
        self._open.append(tag)
        if tag in _BLOCKS:
            self._gap()
        if tag == "li":
            self._gap(1)
            self._add("- ")
        if tag in _SILENT or _UNSEEN in values.get("class", "").split() or self._skip:
            self._skip += 1
        elif self._mention:
            self._mention += 1
        elif tag == "a" and (handle := self._mentions.get(values.get("href", ""))):
            self._add(f"@{handle}")
            self._mention = 1
        self._pre += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            closed = self._open.pop()
            self._skip = max(0, self._skip - 1)
            self._mention = max(0, self._mention - 1)
            self._pre -= closed == "pre"
            if closed in _BLOCKS:
                self._gap()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        # line ends of the source are white space in HTML, except in a preformatted block
        self._add(data if self._pre else data.replace("\r", "").replace("\n", " "))

    def _add(self, text: str) -> None:
        if text and not self._skip and not self._mention:
            self._parts.append(text)

    def _gap(self, lines: int = 2) -> None:
        if self._skip or not "".join(self._parts[-3:]).strip(" "):
            return
        while self._parts and not self._parts[-1].strip(" "):
            self._parts.pop()
        tail = "".join(self._parts[-2:])
        standing = len(tail) - len(tail.rstrip("\n"))
        if standing < lines:
            self._parts.append("\n" * (lines - standing))

    def text(self) -> str:
        return "".join(self._parts).strip()


def text_of(html: str, mentions: Mapping[str, str]) -> str:
    """The text of a status. `mentions` gives the handle (without @) by the address its link goes to: servers shorten a
    mention to its first half, and what was typed was the whole."""
    reader = _Reader(mentions)
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # how the standard parser says that a marked section is broken
        return unescape(_TAG.sub("", html)).strip()
    return reader.text()
