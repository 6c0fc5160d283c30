"""Emoji that a platform hands over as words (":tada:"): as such they would be published. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rich.emoji import Emoji

_WORD = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?")
_FLAG = re.compile(r"flag-([a-z]{2})")
_NUMBERED = {str(number): chr(0x1F3FB + number - 2) for number in range(2, 7)}
_NAMED = {
    "_medium_light_skin_tone": "\U0001f3fc",
    "_medium_dark_skin_tone": "\U0001f3fe",
    "_light_skin_tone": "\U0001f3fb",
    "_medium_skin_tone": "\U0001f3fd",
    "_dark_skin_tone": "\U0001f3ff",
}
"""The longer names first, since they end like the shorter ones."""
_AFTER_CALL = re.compile(r"\A\s*(?:,|:(?![a-z0-9_+'-]+:))?\s*")


def with_emoji(text: str, known: Mapping[str, str] | None = None) -> str:
    """The text with signs for words. `known` gives the sign of a word where the platform told it; a word that nobody
    knows stays one."""
    return _WORD.sub(lambda match: _sign(match, known or {}), text)


def after_call(rest: str) -> str:
    """What follows the bot's name, without the sign that ends the call ("Tertulia: queue"). The colon of an emoji is
    none: "Tertulia :tada:"."""
    return _AFTER_CALL.sub("", rest, count=1)


def _sign(match: re.Match[str], known: Mapping[str, str]) -> str:
    word, tone = match[1], _NUMBERED.get(match[2] or "", "")
    if word in known:
        return known[word] + tone
    if flag := _FLAG.fullmatch(word):
        return "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in flag[1])
    if word.isdigit() and word != "100":
        return match[0]  # "at 10:30:00"
    for ending, sign in _NAMED.items():
        if word.endswith(ending):
            word, tone = word.removesuffix(ending), sign
            break
    found = Emoji.replace(f":{word}:")
    return match[0] if found == f":{word}:" else found + tone
