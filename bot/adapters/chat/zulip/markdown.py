"""Text to and from Zulip's markup. Pure.

Zulip's Markdown knows no backslash escapes, but it shows HTML entities as the signs they stand for, after mentions,
links and emphasis were looked for. So what people wrote in public is shown sign for sign and does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.adapters.chat.room.emoji_words import after_call, with_emoji
from bot.adapters.chat.text_card import Line, Role

_ALWAYS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<@*`#[]~$|\\"})
_DOT = re.compile(r"(?<=\w)\.(?=\w)")
_EMOJI_WORD = re.compile(r":(?=[\w+-]+:)")
_SCHEME = re.compile(r":(?=//)|:(?=[\w.+-]+&#64;)")
_BLOCK = re.compile(r"^([ \t]*)([>+\-_]|\d+(?=[.)]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_RUNS = re.compile(r"`{3,}|~{3,}")
_MENTION = re.compile(r"@(_?)\*\*([^*\n]+?)(?:\|(\d+))?\*\*")
_QUOTED = re.compile(
    r"^@_\*\*(?P<who>[^*\n|]+)(?:\|(?P<whose>\d+))?\*\* \[[^\]\n]*\]\([^)\n]*/near/(?P<id>\d+)\):?\n"
    r"(?P<fence>`{3,})quote\n.*?\n(?P=fence)\s*",
    re.DOTALL,
)
_SIGNS = {Role.NEED: "❔ ", Role.FINDING: "⚠️ ", Role.GOOD: "✅ ", Role.HINT: "💡 ", Role.ALERT: "🚨 "}


def escape(text: str) -> str:
    """Shown as it stands: no mention, link, emphasis, code, quotation, list or heading comes of it."""
    safe = text.translate(_ALWAYS)
    safe = _DOT.sub("&#46;", safe)
    safe = _SCHEME.sub("&#58;", _EMOJI_WORD.sub("&#58;", safe))
    safe = _BLOCK.sub(lambda match: f"{match[1]}{_entity(match[2])}", safe)
    return _INDENT.sub(lambda match: "&#160;" * len(match[0]), safe)


def quoted(text: str) -> str:
    """A quotation, in a fence that is longer than any in the text."""
    longest = max((len(run) for run in _RUNS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}quote\n{escape(text)}\n{fence}"


def paint(line: Line) -> str:
    """One line in Zulip's markup."""
    sign = _SIGNS.get(line.role, "")
    if line.role is Role.COMMENT:
        return quoted(line.text)
    text = f"{sign}{escape(line.text)}"
    if line.role in (Role.TITLE, Role.ALERT):
        return "\n".join(f"**{part.strip()}**" if part.strip() else part for part in text.split("\n"))
    return text


def plain(raw: str, names: Mapping[str, str] | None = None) -> str:
    """What a person typed, as they see it: mentions as names, emoji words as emoji. `names` gives the sign (or signs)
    of an emoji by Zulip's name for it."""
    text = _MENTION.sub(lambda match: f"@{match[2]}", raw)
    return with_emoji(text, names)


def without_mention(raw: str, name: str, user_id: int) -> tuple[str, bool]:
    """The words without the first mention of the account, and whether there was one."""
    for match in _MENTION.finditer(raw):
        if not match[1] and (match[3] == str(user_id) or (match[3] is None and match[2] == name)):
            return f"{raw[: match.start()].rstrip()} {after_call(raw[match.end() :])}".strip(), True
    return raw, False


def mentions_first(raw: str) -> bool:
    """Whether the words begin by speaking to somebody."""
    match = _MENTION.match(raw.lstrip())
    return match is not None and not match[1]


def without_quote(raw: str, name: str, user_id: int) -> tuple[str, str]:
    """The words without the quotation that Zulip's "quote and reply" puts above them; and the message quoted, where it
    is the account's own."""
    match = _QUOTED.match(raw)
    if match is None:
        return raw, ""
    own = match["whose"] == str(user_id) or (match["whose"] is None and match["who"] == name)
    return raw[match.end() :], match["id"] if own else ""


def emoji_of(code: str) -> str:
    """The emoji of a reaction's code ("0031-20e3"); "" for what is no Unicode emoji."""
    try:
        return "".join(chr(int(part, 16)) for part in code.split("-"))
    except ValueError:
        return ""


def code_of(emoji: str) -> str:
    """A reaction's code for an emoji: its code points without variation selectors."""
    return "-".join(f"{ord(sign):04x}" for sign in emoji if sign != "\ufe0f")


def _entity(sign: str) -> str:
    return "".join(f"&#{ord(one)};" for one in sign)
