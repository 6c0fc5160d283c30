"""Text to and from Slack's markup. Pure.

Out: what people wrote in public must look like what they wrote and do nothing: no mention, no link, no bold.
In: what a person typed comes with entities, bracketed mentions and emoji as words; what is published must not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.adapters.chat.room.emoji_words import with_emoji

_BREAK = "\u200b"
_OPENS = re.compile(r"((?<![^\W_])[*_~]|`)(?=\S)")
_QUOTES = re.compile(r"^([ \t]*)(?=&gt;)", re.MULTILINE)
_BRACKETED = re.compile(r"<([^<>\n]+)>")


def escape(text: str) -> str:
    """For a mrkdwn text with `verbatim` set. An invisible break keeps `*`, `_`, `~`, backticks and a leading ">"
    from being read as markup."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _QUOTES.sub(rf"\1{_BREAK}", _OPENS.sub(rf"\1{_BREAK}", safe))


def bold(text: str) -> str:
    """The escaped text in bold, line by line, since Slack ends bold at a line break."""
    return "\n".join(f"*{part}*" if part.strip() else part for part in escape(text).split("\n"))


def quoted(text: str) -> str:
    """The escaped text as a quotation, every line of it."""
    return "\n".join(f"> {part}" for part in escape(text).split("\n"))


def plain(wire: str, names: Mapping[str, str], emoji: Mapping[str, str] | None = None) -> str:
    """What a person typed, as they see it: `names` gives the name of an account, `emoji` the sign for a word where
    the event told it (from its rich text)."""
    text = _BRACKETED.sub(lambda match: _inside(match[1], names), wire)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return with_emoji(text, emoji)


def mentioned(wire: str) -> list[str]:
    """The accounts that the text mentions, in order."""
    return [match[1][1:].split("|")[0] for match in _BRACKETED.finditer(wire) if match[1].startswith("@")]


def _inside(inside: str, names: Mapping[str, str]) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{names.get(target[1:]) or label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].split('^')[0]}"
    if target.startswith(("mailto:", "tel:")):
        return label or target.partition(":")[2]
    return target
