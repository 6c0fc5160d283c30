"""From the HTML of a status to the text its author wrote. Pure; never fails, whatever the HTML is.

Statuses use a handful of tags, cleaned by the server. They are read tag by tag in one pass, since the standard parser
takes twice as long for this and gives up on broken markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|<[!?][^<>]*>")
_VALUE = re.compile(r"""\b(href|class|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table"})
_SILENT = frozenset({"script", "style", "template"})
_VOID = frozenset({"br", "img", "hr", "wbr", "input", "meta", "link"})
_LINE_ENDS = str.maketrans({"\n": " ", "\r": None})
_UNSEEN = "quote-inline"
"""The fallback line of a quoted status, which programs that show quotes leave out."""


def text_of(html: str, mentions: Mapping[str, str]) -> str:
    """The text of a status. `mentions` gives the handle (without @) by the address its link goes to: servers shorten a
    mention to its first half, and what was typed was the whole."""
    reader = _Reader(mentions)
    at = 0
    for tag in _TAG.finditer(html):
        if tag.start() > at:
            reader.words(html[at : tag.start()])
        at = tag.end()
        name = tag[2]
        if name and tag[1]:
            reader.close(name.lower())
        elif name:
            reader.open(name.lower(), tag[3])
    if at < len(html):
        reader.words(html[at:])
    return reader.text()


class _Reader:
    """Collects text; paragraphs are an empty line apart, as they were typed."""

    def __init__(self, mentions: Mapping[str, str]) -> None:
        self._mentions = mentions
        self._parts: list[str] = []
        self._open: list[str] = []
        self._skip = self._mention = self._pre = 0

    def words(self, data: str) -> None:
        """Text between tags; line ends of the source are white space in HTML, except in a preformatted block."""
        if not self._skip and not self._mention:
            self._parts.append(unescape(data if self._pre else data.translate(_LINE_ENDS)))

    def open(self, tag: str, rest: str) -> None:
        """A tag begins; one without content is over at once."""
        if tag in _VOID:
            if not self._skip and tag in ("br", "img"):
                self._parts.append("\n" if tag == "br" else _value(rest, "alt"))
            return
        self._open.append(tag)
        if tag in _BLOCKS:
            self._gap()
        elif tag == "li":
            self._gap(1)
            self.words("- ")
        if self._skip or tag in _SILENT or (_UNSEEN in rest and _UNSEEN in _value(rest, "class").split()):
            self._skip += 1
        elif self._mention:
            self._mention += 1
        elif tag == "a" and self._mentions and (handle := self._mentions.get(_value(rest, "href"))):
            self._parts.append(f"@{handle}")
            self._mention = 1
        self._pre += tag == "pre"
        if rest.endswith("/"):
            self.close(tag)

    def close(self, tag: str) -> None:
        """A tag ends, and with it all that was left open inside; an end without a beginning is nothing."""
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


def _value(rest: str, name: str) -> str:
    """An attribute of a tag, "" where it has none."""
    for found in _VALUE.finditer(rest):
        if found[1].lower() == name:
            return unescape(found[2] or found[3] or found[4] or "")
    return ""
