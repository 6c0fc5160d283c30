"""Lines as Matrix messages: HTML with plain text beside it. What the public wrote calls nobody and links nowhere."""

from __future__ import annotations

import html
import re

from bot.adapters.chat.text_card import Line, Role

APART = "\u200b"
"""A space without width, where a sign would otherwise begin a mention or a link."""

_SIGIL = re.compile(r"([@#!])(?=[\w.\-=/+]+)")
_SCHEME = re.compile(r"(?<=\w):(?=//)|(?<=\bmailto):|(?<=\bmatrix):|(?<=\btel):")
_HOST = re.compile(r"\b(www\d{0,3})\.(?=\w)", re.IGNORECASE)
_NUMBER = re.compile(rf"#{APART}(?=\d+\b)")

_TAGS = {
    Role.TITLE: "strong",
    Role.ALERT: "strong",
    Role.META: "em",
    Role.REASON: "em",
    Role.HINT: "em",
}
_QUOTED = frozenset({Role.COMMENT, Role.CONTEXT})
_SIGNS = {Role.ALERT: "🚨 ", Role.NEED: "❔ ", Role.FINDING: "⚠️ "}


def tame(text: str) -> str:
    """The text without control characters, and with nothing in it that a client turns into a mention or a link."""
    found = "".join(char if char in "\n\t" or char >= " " else "\ufffd" for char in text.replace("\r\n", "\n"))
    found = _SIGIL.sub(rf"\1{APART}", found)
    found = _NUMBER.sub("#", found)
    found = _SCHEME.sub(f":{APART}", found)
    return _HOST.sub(rf"\1{APART}.", found)


def paint(line: Line) -> str:
    """One line as HTML of the subset that every client shows."""
    text = html.escape(tame(line.text).strip("\n"), quote=False).replace("\n", "<br>")
    if line.role in _QUOTED:
        return f"<blockquote>{text}</blockquote>"
    tag = _TAGS.get(line.role)
    shown = f"<{tag}>{text}</{tag}>" if tag and text else text
    return f"<p>{_SIGNS.get(line.role, '')}{shown}</p>"


def words_of(painted: str) -> str:
    """The plain text of painted HTML: what stands in `body` beside it."""
    found = re.sub(r"<blockquote>(.*?)</blockquote>\n?", lambda one: _quoted(one[1]), painted, flags=re.DOTALL)
    found = found.replace("<br>", "\n").replace("</p>\n", "\n").replace("</p>", "\n")
    return html.unescape(re.sub(r"</?(?:p|strong|em|blockquote)>", "", found)).strip("\n")


def _quoted(inner: str) -> str:
    return "".join(f"> {each}\n" for each in inner.split("<br>"))
