"""When two texts are the same reply, although a platform tidied one of them."""

from __future__ import annotations

import html
import re
import unicodedata

_SPACE = re.compile(r"\s+")
_ODD = re.compile("[\0\ud800-\udfff]")
_GAP = re.compile(r"⟨[^⟩\n]*⟩")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]")


def comparable(text: str) -> str:
    """A form in which a reply and the platform's copy of it are equal: composed, without markup entities,
    invisible characters and differences of white space. For comparing only, never for publishing."""
    plain = _INVISIBLE.sub("", html.unescape(text))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", plain)).strip()


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one reply."""
    return comparable(one) == comparable(other)


def open_gap(text: str) -> str:
    """The first gap of a draft that only people can fill ("⟨what came of it⟩"), "" where there is none."""
    found = _GAP.search(text)
    return found[0] if found else ""


def storable(text: str) -> str:
    """The text with what no database keeps (U+0000, halves of surrogate pairs) shown as U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    return _ODD.sub("\ufffd", text)
