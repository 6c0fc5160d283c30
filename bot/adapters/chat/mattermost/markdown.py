"""Text for Mattermost's markdown. What the public wrote is shown as it was written: nothing in it mentions
anybody, links anywhere, becomes an emoji, a heading, a table or a hidden piece. Pure.
"""

from __future__ import annotations

import re

from bot.adapters.chat.text_card import Line, Role

APART = "\u200b"
"""A space without width: it stands where a sign would otherwise begin something (`@all`, `https://`)."""

_MARKS = re.compile(r"[\\`*_\[\]~|]|^(?:[#+\->])", re.MULTILINE)
_MENTION = re.compile(r"@(?=[\w.\-])")
_TAG = re.compile(r"(#(?=[^\W\d_])|~(?=\w))")
_SCHEME = re.compile(r"(?<=\w):(?=//)|(?<=\bmailto):|(?<=\btel):|:(?=[a-zA-Z0-9_+\-]+:)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_HOST = re.compile(r"\b(www\d{0,3})\.(?=\w)", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_INDENTED = re.compile(r"^[ \t]{2,}", re.MULTILINE)
_RULE = re.compile(r"^(\s*)=(?==*\s*$)", re.MULTILINE)

_BOLD = frozenset({Role.TITLE, Role.ALERT})
_QUOTED = frozenset({Role.COMMENT, Role.CONTEXT})
_ASIDE = frozenset({Role.META, Role.REASON, Role.HINT})
_SIGNS = {Role.ALERT: ":rotating_light: ", Role.NEED: ":grey_question: ", Role.FINDING: ":warning: ", Role.GOOD: ""}


def escape(text: str) -> str:
    """The text so that Mattermost shows exactly it, as plain words."""
    found = "".join(char if char in "\n\t" or char >= " " else "\ufffd" for char in text.replace("\r\n", "\n"))
    found = _INDENTED.sub(lambda found: "\u00a0" * len(found[0].expandtabs(4)), found)
    found = _MENTION.sub(f"@{APART}", found)
    found = _TAG.sub(rf"\1{APART}", found)
    found = _SCHEME.sub(f":{APART}", found)
    found = _ENTITY.sub(f"&{APART}", found)
    found = _HOST.sub(rf"\1{APART}.", found)
    found = found.replace("$", f"${APART}")
    found = _RULE.sub(rf"\1{APART}=", found)
    found = _MARKS.sub(r"\\\g<0>", found)
    return _NUMBERED.sub(r"\1\\\2", found)


def paint(line: Line) -> str:
    """One line of a card or an answer in Mattermost's markdown."""
    text = escape(line.text).strip("\n")
    if line.role in _QUOTED:
        return "\n".join(f"> {each}" for each in text.split("\n")) + "\n"  # or the quote would swallow what follows
    if line.role in _BOLD:
        return f"{_SIGNS.get(line.role, '')}{_wrapped(text, '**')}"
    if line.role in _ASIDE:
        return _wrapped(text, "*")
    return f"{_SIGNS.get(line.role, '')}{text}"


def _wrapped(text: str, mark: str) -> str:
    """Each line in marks of its own; a mark beside a space would be shown instead of working."""
    return "\n".join(f"{mark}{each.strip()}{mark}" if each.strip() else "" for each in text.split("\n"))
