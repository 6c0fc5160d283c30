"""Emoji and text faces: where they stand and what mood they carry."""

from __future__ import annotations

import re

import regex

_EMOJI = regex.compile(
    r"(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3"
    r"|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)*)"
)
_POSITIVE = frozenset(
    "😀😃😄😁😊🙂😍🥰😘😇🤩🥳😎🤗👍👏🙌💪🔥❤🧡💛💚💙💜🖤🤍💖💗💓💕💞💯✨🌟⭐🎉🎊🤤😋😌☺😻👌🙏💐🌹🌸🏆🥇😉🫶💫💘💝🤝✅"
)
_NEGATIVE = frozenset("😠😡🤬😤😒🙄😞😔😟😕🙁☹😣😖😫😩🥺😢😭😨😰😱🤮🤢👎💔😑😐🖕💩🤦🤷😥😓😪🥱😾🚫⛔❌🤥😬")
_LAUGH = frozenset("😂🤣😆😹😅💀")
_FACE_GOOD = re.compile(r"(?<![\w:;=])(?:[:;=8][-o']?[)D\]pP3]|<3|\^_\^|xD+|XD+)(?!\w)")
_FACE_BAD = re.compile(r"(?<![\w:;=])(?:[:=][-o']?[(\[/\\|]+|>:\(|:'\(|D:|-_-|¬¬)(?!\w)")


def emojis(text: str) -> list[str]:
    """All emoji in order, joined sequences as one."""
    if text.isascii():
        return []
    return [m.group() for m in _EMOJI.finditer(text) if not m.group().isascii() and m.group() not in "©®™"]


def without_emoji(text: str) -> str:
    """`text` of the same length with emoji blanked out."""
    if text.isascii():
        return text
    return str(_EMOJI.sub(lambda m: " " * (m.end() - m.start()), text))


def mood_counts(text: str) -> tuple[int, int, int]:
    """How many signs are positive, negative and laughing, text faces included."""
    good = len(_FACE_GOOD.findall(text))
    bad = len(_FACE_BAD.findall(text))
    laugh = 0
    if not text.isascii():
        for char in text:
            good += char in _POSITIVE
            bad += char in _NEGATIVE
            laugh += char in _LAUGH
    return good, bad, laugh


def only_emoji(text: str) -> bool:
    """Whether there is at least one emoji and nothing else but space and punctuation."""
    return bool(emojis(text)) and not any(char.isalnum() for char in without_emoji(text))
