"""Emoji as people see them and as Mattermost names them in reactions."""

from __future__ import annotations

NAMES = {
    "✅": "white_check_mark",
    "☑": "ballot_box_with_check",
    "👍": "+1",
    "👎": "-1",
    "❌": "x",
    "🚫": "no_entry_sign",
    "⛔": "no_entry",
    "✏": "pencil2",
    "📝": "memo",
    "🔄": "arrows_counterclockwise",
    "🔁": "repeat",
    "♻": "recycle",
    "🙋": "raising_hand",
    "✋": "hand",
    "👋": "wave",
    "👀": "eyes",
    "🆘": "sos",
    "🚨": "rotating_light",
    "⬆": "arrow_up",
    "⏫": "arrow_double_up",
    "🔒": "lock",
    "✉": "email",
    "📩": "envelope_with_arrow",
    "🙈": "see_no_evil",
    "🤐": "zipper_mouth_face",
    "🤫": "shushing_face",
    "💤": "zzz",
    "🗑": "wastebasket",
    "↩": "leftwards_arrow_with_hook",
    "⏪": "rewind",
    "🔙": "back",
    "❓": "question",
    "❔": "grey_question",
    "💬": "speech_balloon",
    "📖": "book",
    "📄": "page_facing_up",
    "🔍": "mag",
    "🔎": "mag_right",
    "🎯": "dart",
    "📌": "pushpin",
    "🤝": "handshake",
    "👤": "bust_in_silhouette",
    "👥": "busts_in_silhouette",
    "▶": "arrow_forward",
    "⏭": "black_right_pointing_double_triangle_with_vertical_bar",
    "➡": "arrow_right",
    "⭐": "star",
    "1⃣": "one",
    "2⃣": "two",
    "3⃣": "three",
    "4⃣": "four",
    "5⃣": "five",
    "6⃣": "six",
    "7⃣": "seven",
    "8⃣": "eight",
    "9⃣": "nine",
    "🔟": "keycap_ten",
}
_SIGNS = {name: sign for sign, name in NAMES.items()} | {"thumbsup": "👍", "thumbsdown": "👎", "raised_hand": "✋"}
_SELECTOR = "\ufe0f"
_TONES = (
    "_light_skin_tone",
    "_medium_light_skin_tone",
    "_medium_skin_tone",
    "_medium_dark_skin_tone",
    "_dark_skin_tone",
)


def name_of(sign: str) -> str:
    """Mattermost's name of an emoji, "" for one it is not known to have."""
    return NAMES.get(sign.replace(_SELECTOR, ""), "")


def sign_of(name: str) -> str:
    """The emoji of a name, whatever its skin tone; the name itself between colons where it is another."""
    for tone in sorted(_TONES, key=len, reverse=True):
        name = name.removesuffix(tone)
    return _SIGNS.get(name, f":{name}:")
